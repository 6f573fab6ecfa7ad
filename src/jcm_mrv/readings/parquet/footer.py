"""What a Parquet file claims about itself, checked before a library believes it.

A reader of Parquet makes room for as many rows and bytes as the file says it has. So the
footer, and the headers of the pages of the columns that are read, are looked at first: what
lies outside of the file, does not add up, or would unpack beyond measure is refused.

Source: the Apache Parquet format (``parquet.thrift``): ``FileMetaData``, ``RowGroup``,
``ColumnMetaData``, ``PageHeader``; the numbers are those of its fields. The limits are our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from jcm_mrv import files
from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.parquet.thrift import (
    Reader,
    Struct,
    ThriftError,
    ThriftLimitError,
    number,
    structs,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

MAGIC, ENCRYPTED = b"PAR1", b"PARE"
TAIL = 8
MAX_FOOTER_BYTES = 16 << 20
MAX_GROUP_ROWS = 1 << 24
MAX_ROWS = 10_000_000_000
MAX_COLUMNS = 10_000
MAX_PAGE_BYTES = 64 << 20
MAX_TEXT_PAGE_BYTES = 16 << 20
MAX_GROUP_BYTES = 512 << 20
# A few bytes may stand for millions of equal rows; no meter shows these.
MAX_ROWS_PER_BYTE = 32
FREE_ROWS = 20_000_000
VALUE_BYTES, TEXT_BYTES = 8, 16
PAGE_HEADER_BYTES = 1 << 10
MAX_PAGE_HEADER_BYTES = 1 << 20

_REPEATED = 2
_BYTE_ARRAY = 6
_CUT = "the Parquet file is damaged or was cut off; copy it again from its source"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Hold where one column of one group of rows lies.

    Args:
        start: first byte.
        size: bytes as they lie.
        rows: rows of the group.
        values: values that the column claims to have.
        text: whether these are texts.
    """

    start: int
    size: int
    rows: int
    values: int
    text: bool


@dataclass(frozen=True, slots=True)
class Footer:
    """Hold what is known of a Parquet file before its data is read.

    Args:
        columns: names of the columns at the top, in order.
        flat: whether each of them is a plain column.
        rows: number of rows.
        chunks: for each plain column its chunks, by position; none for a nested one.
    """

    columns: tuple[str, ...]
    flat: tuple[bool, ...]
    rows: int
    chunks: tuple[tuple[Chunk, ...], ...]

    def largest_group(self) -> int:
        """Return the rows of the largest group."""
        return max((chunk.rows for many in self.chunks for chunk in many), default=0)


def read_footer(path: Path) -> Footer:
    """Read and check the footer of a Parquet file.

    Raises:
        InputFault: the file is no Parquet, encrypted, damaged, or claims what cannot be.
    """
    try:
        with files.open_binary(path) as stream:
            data, end = _footer_bytes(stream)
        meta = Reader(data).struct()
        return _check_footer(meta, end)
    except files.FileFault as fault:
        raise InputFault("D102", str(fault)) from None
    except OSError:
        raise InputFault("D102", f'"{path.name}" cannot be read from the disk') from None
    except ThriftLimitError:
        raise InputFault(
            "D135",
            "its footer describes more columns and groups of rows than are read; write it with "
            "about a million rows in a group, and the columns that are needed",
        ) from None
    except (ThriftError, UnicodeDecodeError):
        raise InputFault("D135", f"the footer cannot be read: {_CUT}") from None


def check_pages(path: Path, footer: Footer, positions: Collection[int]) -> None:
    """Check the headers of all pages of some columns.

    Raises:
        InputFault: a page lies outside of its column, or unpacks beyond measure.
    """
    groups: dict[int, int] = {}
    try:
        with files.open_binary(path) as stream:
            for position in positions:
                for group, chunk in enumerate(footer.chunks[position]):
                    # A text takes room for where it lies, beside its bytes.
                    least = chunk.rows * (TEXT_BYTES if chunk.text else VALUE_BYTES)
                    size = max(least, sum(_page_sizes(stream, chunk)))
                    groups[group] = groups.get(group, 0) + size
                    if groups[group] > MAX_GROUP_BYTES:
                        raise _too_large("a group of rows", groups[group])
    except files.FileFault as fault:
        raise InputFault("D102", str(fault)) from None
    except OSError:
        raise InputFault("D102", f'"{path.name}" cannot be read from the disk') from None
    except ThriftError:
        raise InputFault("D135", f"a page of its data cannot be read: {_CUT}") from None


def _footer_bytes(stream: BinaryIO) -> tuple[bytes, int]:
    """Return the footer, and where the data ends."""
    size = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(4)
    stream.seek(max(0, size - TAIL))
    tail = stream.read(TAIL)
    if ENCRYPTED in (head, tail[4:]):
        raise InputFault("D135", "the Parquet file is encrypted; export it without encryption")
    if size < 2 * TAIL or head != MAGIC:
        raise InputFault(
            "D135", "the file is no Parquet: it does not begin with PAR1; is its name right?"
        )
    if tail[4:] != MAGIC:
        raise InputFault("D135", f"it does not end with PAR1: {_CUT}")
    length = int.from_bytes(tail[:4], "little")
    if length > MAX_FOOTER_BYTES or length > size - TAIL - len(MAGIC):
        raise InputFault(
            "D135",
            f"the footer claims {length:,} bytes, the file has {size:,} (at most "
            f"{MAX_FOOTER_BYTES:,} are read): {_CUT}",
        )
    stream.seek(size - TAIL - length)
    return stream.read(length), size - TAIL - length


def _check_footer(meta: Struct, end: int) -> Footer:
    if 8 in meta:
        raise InputFault("D135", "the Parquet file is encrypted; export it without encryption")
    columns = _columns(structs(meta, 2))
    width = sum(leaves for _, leaves, _ in columns)
    if width > MAX_COLUMNS:
        raise ThriftLimitError("too many columns")
    rows, counted = number(meta, 3), 0
    chunks: list[list[Chunk]] = [[] for _ in columns]
    for group in structs(meta, 4):
        count, written = number(group, 3), structs(group, 1)
        counted += count
        if not 0 <= count <= MAX_GROUP_ROWS:
            raise InputFault(
                "D135",
                f"a group of {count:,} rows is more than is read at once; write the file with at "
                f"most {MAX_GROUP_ROWS:,} rows in a group, a million is usual",
            )
        if len(written) != width:
            raise ThriftError("a group with other columns than the schema")
        first = 0
        for position, (_, leaves, plain) in enumerate(columns):
            if plain:
                chunks[position].append(_chunk(written[first], count, end))
            first += leaves
    if counted != rows or not 0 <= rows <= MAX_ROWS:
        raise InputFault("D135", f"it claims {rows:,} rows, its groups hold {counted:,}: {_CUT}")
    if rows > max(FREE_ROWS, MAX_ROWS_PER_BYTE * end):
        raise InputFault(
            "D135",
            f"its {end:,} bytes stand for {rows:,} rows, more than {MAX_ROWS_PER_BYTE} a byte; "
            "readings of a meter take more room",
        )
    return Footer(
        tuple(name for name, _, _ in columns),
        tuple(plain for _, _, plain in columns),
        rows,
        tuple(map(tuple, chunks)),
    )


def _columns(schema: Sequence[Struct]) -> list[tuple[str, int, bool]]:
    """Return name, number of leaves, and whether it is plain, of each column at the top."""
    found, at = [], 1
    count = number(schema[0], 5, 0) if schema else 0
    if not 0 < count <= len(schema):
        raise ThriftError("no columns, or more than the schema has")
    if count > MAX_COLUMNS:
        raise ThriftLimitError("too many columns")
    for _ in range(count):
        first, leaves, pending = at, 0, 1
        while pending:
            if at >= len(schema):
                raise ThriftError("a schema that ends too early")
            children = number(schema[at], 5, 0)
            if not 0 <= children < len(schema):
                raise ThriftError("more children than the schema has")
            pending += children - 1
            leaves += not children
            at += 1
        name = schema[first].get(4)
        if not isinstance(name, bytes):
            raise ThriftError("a column without a name")
        plain = at == first + 1 and number(schema[first], 3, 0) != _REPEATED
        found.append((name.decode(), leaves, plain))
    return found


def _chunk(written: Struct, rows: int, end: int) -> Chunk:
    if 8 in written or 9 in written:
        raise InputFault("D135", "a column is encrypted; export the file without encryption")
    meta = written.get(3)
    if 1 in written or not isinstance(meta, dict):
        raise ThriftError("a column in another file")
    values, size, unpacked = number(meta, 5), number(meta, 7), number(meta, 6)
    offsets = [number(meta, 9)]
    if number(meta, 11, 0) > 0:
        offsets.append(number(meta, 11))
    start = min(offsets)
    if start < len(MAGIC) or size < 0 or unpacked < 0 or start + size > end:
        raise InputFault("D135", f"a column lies outside of the file: {_CUT}")
    if values != rows:
        raise InputFault(
            "D135", f"a column claims {values:,} values in a group of {rows:,} rows: {_CUT}"
        )
    return Chunk(start, size, rows, values, number(meta, 1) == _BYTE_ARRAY)


def _page_sizes(stream: BinaryIO, chunk: Chunk) -> Iterator[int]:
    """Yield the unpacked size [bytes] of each page of a chunk."""
    at, end, values = chunk.start, chunk.start + chunk.size, 0
    while values < chunk.values:
        header, length = _page_header(stream, at, end)
        unpacked, packed = number(header, 2), number(header, 3)
        at += length + packed
        if unpacked < 0 or packed < 0 or at > end:
            raise ThriftError("a page outside of its column")
        if unpacked > (MAX_TEXT_PAGE_BYTES if chunk.text else MAX_PAGE_BYTES):
            raise _too_large("a page", unpacked)
        data = header.get(5) or header.get(8)
        entries = header.get(7)
        if isinstance(data, dict):
            count = number(data, 1)
            if not 0 <= count <= chunk.values - values:
                raise ThriftError("a page with more values than its column")
            values += count
        elif isinstance(entries, dict) and not 0 <= number(entries, 1) <= unpacked:
            raise ThriftError("a dictionary with more values than bytes")
        yield unpacked


def _page_header(stream: BinaryIO, at: int, end: int) -> tuple[Struct, int]:
    """Read the header of a page, and how many bytes it has."""
    length = PAGE_HEADER_BYTES
    while True:
        stream.seek(at)
        reader = Reader(stream.read(min(length, end - at)))
        try:
            return reader.struct(), reader.at
        except ThriftError:
            if length >= min(end - at, MAX_PAGE_HEADER_BYTES):
                raise
        length *= 32


def _too_large(what: str, size: int) -> InputFault:
    return InputFault(
        "D135",
        f"{what} of the Parquet file unpacks to {size:,} bytes or more, which no table of readings "
        "needs; write it with smaller groups of rows",
    )
