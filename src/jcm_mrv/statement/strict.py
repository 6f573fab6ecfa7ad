"""Read JSON that has one form of bytes and known keys, as statements and envelopes do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import JsonFault, canonical, read_json
from jcm_mrv.numbers import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["check_keys", "read_object"]


def read_object(
    data: bytes, names: Sequence[str], *, max_bytes: int, max_depth: int
) -> dict[str, Any]:
    """Return the object that canonical bytes hold.

    Args:
        data: the bytes.
        names: of its keys, all of them and no other.
        max_bytes: of the whole.
        max_depth: of objects and lists inside of each other.

    Raises:
        JsonFault: the bytes are not canonical, pass a limit, or hold another key.
    """
    document = read_json(data, max_bytes=max_bytes, max_depth=max_depth)
    if not isinstance(document, dict):
        raise JsonFault("it is no JSON object")
    if canonical(document) != data:
        raise JsonFault("it is not in canonical form (RFC 8785)")
    return check_keys(document, names, "it")


def check_keys(table: Any, names: Sequence[str], place: str) -> dict[str, Any]:
    """Return an object that has these keys, all of them and no other.

    Raises:
        JsonFault: it has not, or is no object.
    """
    if not isinstance(table, dict):
        raise JsonFault(f"{place} is no JSON object")
    for name in names:
        if name not in table:
            raise JsonFault(f'{place} lacks the key "{name}"')
    for key in table:
        if key not in names:
            raise JsonFault(f'{place} holds the key "{printable(key)}", which is not known')
    return table
