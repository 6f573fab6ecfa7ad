"""Manifests and other tag files of a bag: lines of text, written one way and read strictly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jcm_mrv.bundle.paths import check_path, decode_path, encode_path, fold
from jcm_mrv.numbers import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LINE_END = re.compile(r"\r\n|\r|\n")
_ENTRY = re.compile(r"([0-9A-Fa-f]{64})[ \t]+(\S.*)", re.DOTALL)
_ELEMENT = re.compile(r"([^:\s][^:]*?)[ \t]*:[ \t]+(\S.*?)[ \t]*")


class TagFault(ValueError):  # noqa: N818 -- the fault is the file's
    """A tag file is not as RFC 8493 describes it; the message is a sentence part."""


def render_manifest(digests: Mapping[str, str]) -> bytes:
    """Write a manifest: SHA-256 and path a line, sorted by path.

    Args:
        digests: SHA-256 in hexadecimal by path in the bag.
    """
    lines = (f"{digests[path]}  {encode_path(path)}\n" for path in sorted(digests))
    return "".join(lines).encode()


def render_info(elements: Iterable[tuple[str, str]]) -> bytes:
    """Write the elements of bag-info.txt; control characters in values become blanks."""
    return "".join(f"{label}: {_one_line(value)}\n" for label, value in elements).encode()


def _one_line(value: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value).split()) or "-"


def parse_manifest(data: bytes) -> dict[str, str]:
    """Return the digests of a manifest by path.

    Raises:
        TagFault: it is no UTF-8, a line is no digest with a safe path, or two have one path.
    """
    found: dict[str, str] = {}
    seen: set[str] = set()
    for number, line in enumerate(_lines(data), 1):
        match = _ENTRY.fullmatch(line)
        path = decode_path(match[2]) if match else None
        if match is None or path is None:
            raise TagFault(f'line {number:,} is no SHA-256 with a path ("{printable(line, 80)}")')
        if (problem := check_path(path)) is not None:
            raise TagFault(f'line {number:,} names "{printable(path, 80)}", which {problem}')
        if fold(path) in seen:
            raise TagFault(f'line {number:,} names "{printable(path, 80)}" a second time')
        seen.add(fold(path))
        found[path] = match[1].lower()
    return found


def parse_info(data: bytes) -> list[tuple[str, str]]:
    """Return labels and values of bag-info.txt, in order; a label may stand several times.

    Raises:
        TagFault: it is no UTF-8, or a line is no label with a value.
    """
    found: list[tuple[str, str]] = []
    for number, line in enumerate(_lines(data), 1):
        if line[:1] in (" ", "\t") and found:
            label, value = found.pop()
            found.append((label, f"{value} {line.strip()}"))
            continue
        match = _ELEMENT.fullmatch(line)
        if match is None:
            raise TagFault(f'line {number:,} is no label with a value ("{printable(line, 80)}")')
        found.append((match[1], match[2]))
    return found


def _lines(data: bytes) -> list[str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TagFault(f"it is not UTF-8 (byte {error.start:,})") from None
    if text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
        raise TagFault("it begins with a byte-order mark")
    lines = _LINE_END.split(text)
    return lines[:-1] if lines[-1] == "" else lines
