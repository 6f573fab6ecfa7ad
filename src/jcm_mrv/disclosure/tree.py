"""The leaves of a document and the root that they hash to (docs/public-report.md, 2 to 4)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import canonical
from jcm_mrv.disclosure.faults import DisclosureFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LeafPath = tuple[str | int, ...]

MAX_LEAVES = 1_000_000
MAX_PATHS = 1 << 28
"""Characters of all paths together: each leaf is hashed with its whole path."""

COMMITMENT = "commitment"

_LEAF, _NODE, _COMMITMENT = b"\x00", b"\x01", b"\x02"
_DIGITS = frozenset("0123456789abcdef")


def is_commitment(value: Any) -> bool:
    """Tell whether a value stands for one that is kept back."""
    return isinstance(value, dict) and set(value) == {COMMITMENT}


def is_digest(value: Any) -> bool:
    """Tell whether a value is a SHA-256, or 32 other bytes, in lower-case hexadecimal."""
    return isinstance(value, str) and len(value) == 64 and set(value) <= _DIGITS


def list_leaves(document: Any) -> list[tuple[LeafPath, Any]]:
    """Return every leaf with its path, in the order of the canonical bytes.

    A leaf is a text, a number, true, false, null, an empty list, an empty object, or a
    commitment.

    Raises:
        DisclosureFault: there are too many.
    """
    found: list[tuple[LeafPath, Any]] = []
    written = 0
    for path, value, length in _walk(document, (), 0):
        found.append((path, value))
        written += length
        if len(found) > MAX_LEAVES or written > MAX_PATHS:
            raise DisclosureFault(
                f"there are more than {MAX_LEAVES:,} values in it, or their places are too long"
            )
    return found


def _walk(value: Any, path: LeafPath, length: int) -> Iterator[tuple[LeafPath, Any, int]]:
    if isinstance(value, dict) and value and not is_commitment(value):
        for key in sorted(value, key=_code_units):
            yield from _walk(value[key], (*path, key), length + len(key))
    elif isinstance(value, list) and value:
        for index, entry in enumerate(value):
            yield from _walk(entry, (*path, index), length + 1)
    else:
        yield path, value, length


def _code_units(key: str) -> bytes:
    # RFC 8785 sorts by UTF-16; half a character is refused when the leaf is hashed.
    return key.encode("utf-16-be", "surrogatepass")


def pointer_of(path: LeafPath) -> str:
    """Write a path as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def commit(salt: bytes, value: Any) -> str:
    """Return the commitment to a value: SHA-256 of 0x02, the salt, and ``{"value": …}``."""
    return sha256(_COMMITMENT + salt + canonical({"value": value})).hexdigest()


def hash_leaf(path: LeafPath, value: Any) -> bytes:
    """Return SHA-256 of 0x00 and ``{"path": […], "value": …}`` in canonical form."""
    return sha256(_LEAF + canonical({"path": list(path), "value": value})).digest()


def hash_leaves(hashes: Sequence[bytes]) -> bytes:
    """Return the root of a Merkle tree: pairs are hashed behind 0x01, an odd last one moves up.

    That is the tree of RFC 6962, section 2.1, whose subtrees are as large as a power of two.
    """
    level = list(hashes)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [sha256(_NODE + left + right).digest() for left, right in pairs] + odd
    return level[0]


def compute_root(document: Mapping[str, Any]) -> str:
    """Return the root of a public document, in hexadecimal.

    Args:
        document: with commitments in place of what is kept back.

    Raises:
        DisclosureFault: there are too many leaves.
        JsonFault: a leaf has no canonical form.
    """
    return hash_leaves([hash_leaf(path, value) for path, value in list_leaves(document)]).hex()


def replace_at(document: Any, replacements: Mapping[LeafPath, Any]) -> Any:
    """Return a copy of a document with other values at some paths; the rest is shared."""
    if () in replacements:
        return replacements[()]
    below: dict[str | int, dict[LeafPath, Any]] = {}
    for path, value in replacements.items():
        below.setdefault(path[0], {})[path[1:]] = value
    if not below:
        return document
    copy: Any = dict(document) if isinstance(document, dict) else list(document)
    for part, deeper in below.items():
        copy[part] = replace_at(copy[part], deeper)
    return copy


def value_at(document: Any, path: LeafPath) -> Any:
    """Return what stands at a path that is known to be there."""
    for part in path:
        document = document[part]
    return document
