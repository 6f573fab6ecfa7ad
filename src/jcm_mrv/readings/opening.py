"""Open an input file safely: sniff it, take its digest, make plain UTF-8 text of it.

A file is refused before it is parsed when it is empty, binary, UTF-16 without a declared
encoding, ended by carriage returns alone, or holds a line over 1 MB (contracts 5): each of
these reads as nothing or as garbage in silence elsewhere.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.errors import JcmMrvError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SNIFF_BYTES = 65_536
CHUNK_BYTES = 1 << 20
MAX_LINE_BYTES = 1_000_000
MAX_UNPACKED_BYTES = 2_000_000_000
MAX_RATIO = 200

# What is called Shift JIS is nearly always the code page of Windows, its superset.
CODECS = {"shift_jis": "cp932"}


class InputFault(JcmMrvError):  # noqa: N818 - a fault to be judged, like FileFault
    """An input file cannot be read; the message is a whole sentence for the user.

    Args:
        code: code of the finding.
        message: what was found, what was expected, what to do.
        line: physical line, where known.
    """

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Digest:
    """Hold the identity of a file: SHA-256 in hexadecimal, and size [bytes]."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class TextFile:
    """Hold a file that is ready to be parsed.

    Args:
        name: POSIX path relative to the project's folder.
        original: the file as it lies.
        path: plain UTF-8 text to parse: the original, or an unpacked or recoded copy.
        header: names of the columns.
        sample: first rows of data, as texts.
    """

    name: str
    original: Path
    path: Path
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]


def take_digest(path: Path, progress: Callable[[int], None] | None = None) -> Digest:
    """Read a file once for its digest, refusing endless lines on the way.

    Raises:
        InputFault: the file holds a line over 2 MB, or cannot be read.
    """
    sha, size, packed = hashlib.sha256(), 0, None
    for chunk in _chunks(path):
        sha.update(chunk)
        if packed is None:
            packed = chunk.startswith(b"\x1f\x8b")
        # A line over 2 MB covers a whole chunk, wherever it starts.
        if not packed and len(chunk) == CHUNK_BYTES and b"\n" not in chunk:
            raise InputFault("D103", _LONG_LINE)
        size += len(chunk)
        if progress:
            progress(len(chunk))
    return Digest(sha.hexdigest(), size)


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
    head = next(_chunks(path), b"")
    plain = path
    if head.startswith(b"\x1f\x8b"):
        plain = _write_copy(scratch, name, _unpacked(path))
        head = next(_chunks(plain), b"")
    if not head.strip():
        raise InputFault(
            "D127",
            "the file is empty; a header line and rows of readings are expected; export it again",
        )
    if encoding == "utf-8":
        _refuse_foreign(head)
    else:
        plain = _write_copy(scratch, name, _recoded(plain, encoding))
        head = next(_chunks(plain), b"")
    _refuse_lines(head)
    header, sample = _read_head(head, delimiter)
    return TextFile(name, path, plain, header, sample)


_LONG_LINE = "a line is longer than 1 MB; a table of readings has short lines; is this a CSV file?"


def _chunks(path: Path, size: int = CHUNK_BYTES) -> Iterator[bytes]:
    try:
        with path.open("rb", buffering=0) as stream:
            while chunk := stream.read(size):
                yield chunk
    except PermissionError:
        raise InputFault(
            "D102", "no permission to read the file; give yourself read access and try again"
        ) from None
    except OSError:
        raise InputFault("D102", "the file cannot be read from the disk") from None


def _refuse_foreign(head: bytes) -> None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputFault(
            "D103", 'the file is UTF-16; say so with encoding = "utf-16" or save it as UTF-8'
        )
    if b"\0" in head[:SNIFF_BYTES]:
        raise InputFault(
            "D103", "the file holds NUL bytes: it is binary or UTF-16, expected UTF-8 text (CSV)"
        )
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError as fault:
        line = head.count(b"\n", 0, fault.start) + 1
        raise InputFault(
            "D103",
            f"byte {fault.start} is not UTF-8; declare the encoding of the file, such as "
            'encoding = "cp1252" or "shift_jis"',
            line,
        ) from None


def _refuse_lines(head: bytes) -> None:
    if b"\n" not in head:
        if b"\r" in head:
            raise InputFault(
                "D103",
                "lines end with a carriage return alone (an old Macintosh file); "
                "save it with line feeds",
            )
        if len(head) > MAX_LINE_BYTES:
            raise InputFault("D103", _LONG_LINE)


def _read_head(head: bytes, delimiter: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    text = head[:SNIFF_BYTES].decode("utf-8", errors="ignore").removeprefix("\ufeff")
    lines = text.splitlines()
    if len(head) > SNIFF_BYTES and len(lines) > 1:
        lines.pop()
    try:
        rows = [tuple(row) for row in csv.reader(lines[:50], delimiter=delimiter, strict=True)]
    except csv.Error:
        rows = [tuple(line.split(delimiter)) for line in lines[:50]]
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    return rows[0], tuple(rows[1:])


def _unpacked(path: Path) -> Iterator[bytes]:
    inflater, read, written = zlib.decompressobj(31), 0, 0
    for chunk in _chunks(path):
        read += len(chunk)
        data = chunk
        while data:
            try:
                piece = inflater.decompress(data, CHUNK_BYTES)
            except zlib.error:
                raise InputFault("D126", "the gzip file is damaged; pack it again") from None
            written += len(piece)
            if written > MAX_UNPACKED_BYTES or written > MAX_RATIO * max(read, CHUNK_BYTES):
                raise InputFault(
                    "D126",
                    "the gzip file unpacks to more than 2 GB or 200 times its size; "
                    "expected readings, which pack less",
                )
            yield piece
            data = inflater.unconsumed_tail
            if inflater.eof:
                data = inflater.unused_data
                inflater = zlib.decompressobj(31) if data else inflater
    if not inflater.eof:
        raise InputFault("D126", "the gzip file ends too early; copy it again from its source")


def _recoded(path: Path, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(CODECS.get(encoding, encoding))()
    position = 0
    try:
        for chunk in _chunks(path):
            yield decoder.decode(chunk).removeprefix("\ufeff").encode()
            position += len(chunk)
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError:
        raise InputFault(
            "D103", f"the file is not {encoding} text near byte {position}; check its encoding"
        ) from None


def _write_copy(scratch: Path, name: str, pieces: Iterator[bytes]) -> Path:
    stem = hashlib.sha256(name.encode()).hexdigest()[:16]
    number = sum(1 for _ in scratch.iterdir())
    target = scratch / f"{stem}-{number}.csv"
    with target.open("wb") as stream:
        for piece in pieces:
            stream.write(piece)
    return target
