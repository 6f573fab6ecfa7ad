"""Read Thrift's compact protocol, in which the metadata of a Parquet file is written.

Only as much as is needed to bound what a file claims before a library believes it: structs as
mappings from field number to value. Nothing is taken from the lengths in the data without a
look at how many bytes are left.

Source: the Apache Thrift specification, "Thrift Compact protocol encoding".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 12
MAX_VALUES = 1_000_000

_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)
_NO_BYTES = {_TRUE, _FALSE}

Struct = dict[int, object]


class ThriftError(ValueError):
    """The bytes are no Thrift, or more than is believed."""


class ThriftLimitError(ThriftError):
    """There are more values than are read."""


class Reader:
    """Read values one after the other.

    Args:
        data: the bytes.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self._left = MAX_VALUES

    def struct(self, depth: int = 0) -> Struct:
        """Read a struct.

        Raises:
            ThriftError: there is none, or it is too deep or too large.
        """
        if depth > MAX_DEPTH:
            raise ThriftError("too deep")
        found: Struct = {}
        number = 0
        while True:
            header = self._byte()
            if header == 0:
                return found
            kind, step = header & 15, header >> 4
            number = number + step if step else self._zigzag()
            found[number] = kind == _TRUE if kind in _NO_BYTES else self._value(kind, depth)

    def _value(self, kind: int, depth: int) -> object:
        self._left -= 1
        if self._left < 0:
            raise ThriftLimitError("too many values")
        if kind in (_I16, _I32, _I64):
            return self._zigzag()
        if kind == _BINARY:
            return self._take(self._varint())
        if kind == _STRUCT:
            return self.struct(depth + 1)
        if kind in (_LIST, _SET):
            return self._list(depth + 1)
        if kind in (_BYTE, _TRUE, _FALSE):
            return self._byte()
        if kind == _DOUBLE:
            return self._take(8)
        if kind == _MAP:
            self._pass_map(depth + 1)
            return None
        raise ThriftError("no such type")

    def _list(self, depth: int) -> list[object]:
        header = self._byte()
        count, kind = header >> 4, header & 15
        if count == 15:
            count = self._varint()
        # Each value has a byte at least.
        if depth > MAX_DEPTH or count > len(self.data) - self.at:
            raise ThriftError("a list longer than its bytes")
        return [self._value(kind, depth) for _ in range(count)]

    def _pass_map(self, depth: int) -> None:
        count = self._varint()
        if depth > MAX_DEPTH or count > len(self.data) - self.at:
            raise ThriftError("a map longer than its bytes")
        kinds = self._byte() if count else 0
        for _ in range(count):
            self._value(kinds >> 4, depth)
            self._value(kinds & 15, depth)

    def _byte(self) -> int:
        if self.at >= len(self.data):
            raise ThriftError("the bytes end too early")
        self.at += 1
        return self.data[self.at - 1]

    def _take(self, count: int) -> bytes:
        if count > len(self.data) - self.at:
            raise ThriftError("the bytes end too early")
        self.at += count
        return self.data[self.at - count : self.at]

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
            if shift > 63:
                raise ThriftError("a number of more than 64 bits")

    def _zigzag(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)


def number(struct: Struct, field: int, default: int | None = None) -> int:
    """Return a field that has to be a whole number.

    Raises:
        ThriftError: it is missing, or something else.
    """
    value = struct.get(field, default)
    if not isinstance(value, int):
        raise ThriftError(f"field {field} is no number")
    return value


def structs(struct: Struct, field: int) -> Sequence[Struct]:
    """Return a field that has to be a list of structs.

    Raises:
        ThriftError: it is missing, or something else.
    """
    value = struct.get(field)
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ThriftError(f"field {field} is no list of structs")
    return cast("list[Struct]", value)
