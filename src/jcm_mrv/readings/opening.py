"""Open an input file safely: sniff it, and make plain UTF-8 text of it.

A file is refused before it is parsed when it is empty, binary, UTF-16 without a declared
encoding, ended by carriage returns alone, or holds a line over 1 MB (contracts 5): each of
these reads as nothing or as garbage in silence elsewhere.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.readings import content
from jcm_mrv.readings.content import InputFault

if TYPE_CHECKING:
    from pathlib import Path

SNIFF_BYTES = 65_536
SAMPLE_ROWS = 50

_EMPTY = "the file is empty; a header line and rows of readings are expected; export it again"


@dataclass(frozen=True, slots=True)
class TextFile:
    """Hold a file that is ready to be parsed.

    Args:
        name: POSIX path relative to the project's folder.
        original: the file as it lies.
        path: plain UTF-8 text to parse: the original, or an unpacked or recoded copy.
        header: names of the columns.
        sample: first rows of data, as texts.
        skipped: blank lines before the header.
        exponents: whether its first MiB, or its copy, may hold a number with an exponent.
    """

    name: str
    original: Path
    path: Path
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    skipped: int = 0
    exponents: bool = True


def open_text(path: Path, name: str, *, encoding: str, delimiter: str, scratch: Path) -> TextFile:
    """Make a file ready to be parsed.

    Args:
        path: a regular file inside the project's folder.
        name: its name in messages.
        encoding: as declared by the source.
        delimiter: separator of columns.
        scratch: folder for unpacked and recoded copies.

    Raises:
        InputFault: the file is not text of the declared kind.
    """
    head, plain = _head(path), path
    if head.startswith(content.GZIP):
        plain = content.write_copy(scratch, name, content.unpack(content.read_chunks(path)))
        head = _head(plain)
    _refuse_marks(head, encoding)
    if encoding != "utf-8":
        recoded = content.recode(content.read_chunks(plain), encoding)
        plain = content.write_copy(scratch, name, recoded)
        head = _head(plain)
    _refuse_foreign(head)
    header, sample, skipped = _read_head(head, delimiter)
    # Of a copy no byte is looked at again; in a file as it lies the digest sees the rest.
    rows = head.split(b"\n", skipped + 1)[-1]
    exponents = plain != path or content.may_hold_exponents(rows)
    return TextFile(name, path, plain, header, sample, skipped, exponents)


def _head(path: Path) -> bytes:
    head = next(content.read_chunks(path), b"")
    if not head.strip():
        raise InputFault("D127", _EMPTY)
    return head


def _refuse_marks(head: bytes, encoding: str) -> None:
    if head.startswith(content.UTF_16) and encoding != "utf-16":
        raise InputFault(
            "D103", 'the file is UTF-16; say so with encoding = "utf-16" or save it as UTF-8'
        )
    if head.startswith(codecs.BOM_UTF8) and encoding != "utf-8":
        raise InputFault(
            "D103", f'the file starts with the mark of UTF-8; leave out encoding = "{encoding}"'
        )


def _refuse_foreign(head: bytes) -> None:
    if b"\0" in head[:SNIFF_BYTES]:
        raise InputFault(
            "D103", "the file holds NUL bytes: it is binary or UTF-16, expected UTF-8 text (CSV)"
        )
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError as fault:
        line = head.count(b"\n", 0, fault.start) + 1
        raise InputFault("D103", not_utf8(fault.start), line) from None
    if b"\n" not in head and b"\r" in head:
        raise InputFault(
            "D103",
            "lines end with a carriage return alone (an old Macintosh file); "
            "save it with line feeds",
        )
    if b"\n" not in head and len(head) == content.CHUNK_BYTES:
        raise content.long_line(0)


def not_utf8(position: int) -> str:
    """Say that a byte is none of UTF-8."""
    return (
        f"byte {position:,} is not UTF-8; declare the encoding of the file, such as "
        'encoding = "cp1252" or "shift_jis"'
    )


def _read_head(
    head: bytes, delimiter: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], int]:
    text = head.decode("utf-8", errors="ignore").removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[str, ...]] = []
    skipped = before = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                skipped = skipped if rows else before
                rows.append(tuple(row))
                if len(rows) > SAMPLE_ROWS:
                    break
            before = reader.line_num
    except csv.Error:
        # A cell of more than 128 KB; the rows before it are sample enough.
        if not rows:
            raise InputFault(
                "D103",
                "the header is no line of column names: a cell in it is longer than 128 KB or a "
                "quote is left open",
                before + 1,
            ) from None
    if not rows:
        raise InputFault("D127", _EMPTY)
    return rows[0], tuple(rows[1:]), skipped
