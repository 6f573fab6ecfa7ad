"""JSON that comes from strangers, and the one way to write it (RFC 8785).

A document is read strictly, before anything is made of it: bounded in size and depth, each key
once, no floats. What is signed and compared is always the canonical form.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import rfc8785

from jcm_mrv.numbers import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MAX_BYTES", "MAX_DEPTH", "JsonFault", "canonical", "digest", "read_json"]

MAX_BYTES = 256 << 20
MAX_DEPTH = 100
"""A formula of depth 40 is a tree of 80 levels in a report (docs/adr/0017)."""

MAX_INTEGER_DIGITS = 16

# A string that is never closed is taken to the end, so that no text is looked at twice.
_MARK = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class JsonFault(ValueError):  # noqa: N818 -- the fault is the document's
    """Bytes are not a JSON document as this program reads it; the message is a sentence part."""


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return the canonical bytes of a document (RFC 8785).

    Raises:
        JsonFault: the document has no canonical form, such as one with half a character.
    """
    try:
        return rfc8785.dumps(dict(document))
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError):
        raise JsonFault("it has no canonical form (RFC 8785)") from None


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def read_json(data: bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Any:
    """Return what bytes of JSON hold.

    Args:
        data: UTF-8, without a byte-order mark.
        max_bytes: of the whole.
        max_depth: of objects and lists inside of each other.

    Raises:
        JsonFault: they are no JSON, or pass a limit, or name a key twice, or hold a float or half a
            character.
    """
    if len(data) > max_bytes:
        raise JsonFault(f"it has {len(data):,} bytes; at most {max_bytes:,} are read")
    if not data:
        raise JsonFault("it is empty")
    _check_depth(data, max_depth)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise JsonFault(f"it is not UTF-8 (byte {error.start:,})") from None
    try:
        found = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=_parse_integer,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
        if _SURROGATE.search(text):
            # Half a character can be escaped in JSON, and be written to no file or terminal.
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise JsonFault(f"it is not JSON (line {error.lineno}, column {error.colno})") from None
    except UnicodeEncodeError:
        raise JsonFault("it holds half a character (a lone surrogate)") from None
    except RecursionError:
        raise JsonFault(f"it is nested more than {max_depth} deep") from None
    return found


def _check_depth(data: bytes, limit: int) -> None:
    depth = 0
    for match in _MARK.finditer(data):
        mark = match[0]
        if mark in (b"{", b"["):
            depth += 1
            if depth > limit:
                raise JsonFault(f"it is nested more than {limit} deep (byte {match.start():,})")
        elif mark in (b"}", b"]"):
            depth -= 1


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise JsonFault(f'the key "{printable(name)}" is there twice')
            seen.add(name)
    return found


def _parse_integer(text: str) -> int:
    if len(text.lstrip("-")) > MAX_INTEGER_DIGITS or text == "-0":
        raise JsonFault(f"{printable(text)} is not a whole number of a report")
    return int(text)


def _refuse_number(text: str) -> Any:
    raise JsonFault(f"{printable(text)} is not a whole number; others are written as text")
