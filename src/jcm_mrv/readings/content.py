"""The bytes of an input file: taken in once, guarded, digested, unpacked, made UTF-8."""

from __future__ import annotations

import codecs
import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv import files
from jcm_mrv.errors import JcmMrvError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

CHUNK_BYTES = 1 << 20
# No longer than a chunk, so that only a line that crosses chunks can be too long.
MAX_LINE_BYTES = CHUNK_BYTES
MAX_UNPACKED_BYTES = 2_000_000_000
MAX_RATIO = 200
# Below this an honest file of equal readings may pack better than any ratio.
FREE_UNPACKED_BYTES = 16 << 20

GZIP = b"\x1f\x8b"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What is called Shift JIS is nearly always the code page of Windows, its superset.
CODECS = {"shift_jis": "cp932"}


class InputFault(JcmMrvError):  # noqa: N818 - a fault to be judged, like FileFault
    """An input file cannot be read; the message is a whole sentence for the user.

    Args:
        code: code of the finding.
        message: what was found, what was expected, what to do.
        line: physical line, where known.
        at: place inside of the file that is no line, such as a cell of a workbook.
    """

    def __init__(self, code: str, message: str, line: int | None = None, *, at: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
        self.at = at


@dataclass(frozen=True, slots=True)
class Digest:
    """Hold the identity of a file.

    Args:
        sha256: in hexadecimal.
        size: [bytes].
        exponents: whether an ``e`` or ``E`` lies behind its first MiB.
    """

    sha256: str
    size: int
    exponents: bool = False


def take_digest(
    path: Path, progress: Callable[[int], None] | None = None, *, guarded: bool = True
) -> Digest:
    """Read a file once for its digest.

    Args:
        path: a regular file inside the project's folder.
        progress: told the bytes of each chunk.
        guarded: whether it is parsed as it lies, so that its lines have to be short.

    Raises:
        InputFault: the file cannot be read, or a line is longer than 1 MB.
    """
    sha, size, exponents, chunks = hashlib.sha256(), 0, False, read_chunks(path)
    for chunk in guard_lines(chunks) if guarded else chunks:
        sha.update(chunk)
        exponents = exponents or (size > 0 and may_hold_exponents(chunk))
        size += len(chunk)
        if progress:
            progress(len(chunk))
    return Digest(sha.hexdigest(), size, exponents)


def may_hold_exponents(data: bytes) -> bool:
    """Tell whether an ``e`` or ``E`` lies in bytes: without one no number has an exponent."""
    return b"e" in data or b"E" in data


def read_chunks(path: Path) -> Iterator[bytes]:
    """Read a file piece by piece.

    Raises:
        InputFault: it cannot be opened or read.
    """
    try:
        with files.open_binary(path) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                yield chunk
    except files.FileFault as fault:
        raise InputFault("D102", str(fault)) from None
    except OSError:
        raise InputFault("D102", f'"{path.name}" cannot be read from the disk') from None


def guard_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pass chunks on, and refuse a line that no table of readings has.

    Raises:
        InputFault: a line is longer than 1 MB.
    """
    position = start = 0
    for chunk in chunks:
        first = chunk.find(b"\n")
        end = position + (len(chunk) if first < 0 else first)
        if end - start > MAX_LINE_BYTES:
            raise long_line(start)
        position += len(chunk)
        if first >= 0:
            start = position - len(chunk) + chunk.rfind(b"\n") + 1
        yield chunk


def long_line(start: int) -> InputFault:
    """Return the fault of a line that has no end.

    Args:
        start: where it starts [bytes].
    """
    return InputFault(
        "D103",
        f"the line that starts at byte {start:,} is longer than 1 MB; a table of readings has "
        "short lines; is this a CSV file?",
    )


def unpack(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip.

    Raises:
        InputFault: it is damaged, ends too early, or unpacks beyond all measure.
    """
    inflater, read, written = zlib.decompressobj(31), 0, 0
    for chunk in chunks:
        read += len(chunk)
        data = chunk
        while data:
            try:
                piece = inflater.decompress(data, CHUNK_BYTES)
            except zlib.error:
                raise InputFault("D126", "the gzip file is damaged; pack it again") from None
            written += len(piece)
            if written > MAX_UNPACKED_BYTES or written > max(FREE_UNPACKED_BYTES, MAX_RATIO * read):
                raise InputFault(
                    "D126",
                    "the gzip file unpacks to more than 2 GB or 200 times its size; "
                    "expected readings, which pack less",
                )
            yield piece
            data = inflater.unconsumed_tail
            if inflater.eof:
                # Another member may follow, or the zeros that fill the block of a tape.
                data = inflater.unused_data.lstrip(b"\0")
                inflater = zlib.decompressobj(31) if data else inflater
    if not inflater.eof:
        raise InputFault("D126", "the gzip file ends too early; copy it again from its source")


def recode(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Turn text of a declared encoding into UTF-8.

    Raises:
        InputFault: the bytes are not of that encoding.
    """
    decoder = codecs.getincrementaldecoder(CODECS.get(encoding, encoding))()
    position = 0
    try:
        for chunk in chunks:
            # Without its mark Python would take the byte order of the machine.
            if position == 0 and encoding == "utf-16" and not chunk.startswith(UTF_16):
                raise InputFault(
                    "D103", "the file has no byte-order mark, so it is no UTF-16; save it as UTF-8"
                )
            yield decoder.decode(chunk).encode()
            position += len(chunk)
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError:
        raise InputFault(
            "D103", f"the file is not {encoding} text near byte {position:,}; check its encoding"
        ) from None


def write_copy(scratch: Path, name: str, chunks: Iterable[bytes]) -> Path:
    """Write a copy of a file's content into a folder, under a name of its own.

    Raises:
        InputFault: a line is longer than 1 MB, or the folder takes no copy.
    """
    try:
        number = sum(1 for _ in scratch.iterdir())
        target = scratch / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}-{number}.csv"
        with target.open("wb") as stream:
            for chunk in guard_lines(chunks):
                stream.write(chunk)
    except OSError:
        raise InputFault(
            "D102",
            "the folder for temporary files has no room for an unpacked copy of the file; make "
            "room, or name another folder in TMPDIR",
        ) from None
    return target
