"""The parts of a workbook file: a zip of XML, opened with bounds on everything in it.

What a part unpacks to is counted as it comes, never believed; an XML part may declare no
document type, so that no entity can multiply; and only the parts that are needed are opened.
"""

from __future__ import annotations

import posixpath
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from jcm_mrv import files
from jcm_mrv.archives import ArchiveFault, Meter, open_archive, read_entry
from jcm_mrv.readings.content import CHUNK_BYTES, InputFault
from jcm_mrv.readings.workbook.kind import OLE, ZIP, unusable

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

MAX_FILE_BYTES = 128 << 20
MAX_ENTRIES = 10_000
MAX_UNPACKED_BYTES = 256 << 20
MAX_RATIO = 200
# Below this an honest sheet of equal rows may pack better than any ratio.
FREE_UNPACKED_BYTES = 16 << 20
# What one tag may take; expat would look at a longer one again with every piece of it.
MAX_TAG_BYTES = 4 << 20
MAX_DEPTH = 200
MAX_ELEMENTS = 3_000_000
# What lists and describes the sheets; the texts of a workbook and the sheets have limits above.
MAX_SMALL_PART_BYTES = 16 << 20

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def damaged(part: str) -> InputFault:
    """Return the fault of a part that is not as a spreadsheet program writes it."""
    return unusable(
        f"the workbook is damaged in {part}; open it in a spreadsheet program, save it again as "
        ".xlsx, or export CSV"
    )


class Handler:
    """Take in the elements of an XML part; names are a namespace, a blank, and a local name.

    What is read a million times counts by itself, in ``start`` and ``end``.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self.depth += 1
        self.elements += 1
        self.opened(name.rpartition(" ")[2], attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.depth -= 1
        self.closed(name.rpartition(" ")[2])

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the local name and the attributes of an element."""

    def closed(self, name: str) -> None:
        """Take the local name of an element that ends."""

    def text(self, data: str) -> None:
        """Take a piece of text."""

    def namespace(self, prefix: str | None, space: str) -> None:
        """Take the declaration of a namespace."""


@dataclass(slots=True)
class Package:
    """Hold an open workbook file.

    Args:
        archive: the zip.
        meter: counts what comes out of it.
        entries: the entries by name, as they are to be looked up.
    """

    archive: zipfile.ZipFile
    meter: Meter
    entries: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    def read(self, part: str, limit: int = MAX_UNPACKED_BYTES) -> Iterator[bytes]:
        """Unpack a part piece by piece.

        Args:
            part: its name.
            limit: what it may unpack to [bytes].

        Raises:
            InputFault: it is missing, damaged, or larger than any workbook of readings.
        """
        entry = self.entries.get(part.casefold())
        if entry is None:
            raise damaged(part)
        try:
            yield from read_entry(self.archive, entry, self.meter, limit)
        except ArchiveFault as fault:
            if fault.kind == "encrypted":
                raise _encrypted() from None
            if self.meter.unpacked > self.meter.limit:
                raise _too_large() from None
            raise damaged(part) from None

    def has(self, part: str) -> bool:
        """Tell whether there is a part of that name."""
        return part.casefold() in self.entries

    def parse(self, part: str, handler: Handler, limit: int = MAX_SMALL_PART_BYTES) -> None:
        """Read a whole XML part that unpacks to no more than a limit [bytes]."""
        for _ in feed_xml(self.read(part, limit), part, handler):
            pass


@contextmanager
def open_package(path: Path, name: str) -> Iterator[Package]:
    """Open a workbook file, without a look into its parts.

    Args:
        path: a regular file inside of the project's folder.
        name: its name in messages.

    Raises:
        InputFault: it is no zip, or one that no spreadsheet program writes.
    """
    try:
        stream = files.open_binary(path)
    except files.FileFault as fault:
        raise InputFault("D102", str(fault)) from None
    with stream:
        try:
            size = _refuse_foreign(stream, name)
            stream.seek(0)
            archive = open_archive(stream)
        except ArchiveFault as fault:
            if fault.kind == "unreadable":
                raise _unreadable(path) from None
            raise unusable(
                "the workbook is damaged or ends too early; copy it again from its source"
            ) from None
        except OSError:
            raise _unreadable(path) from None
        entries = {entry.filename.casefold(): entry for entry in archive.infolist()}
        if len(entries) < len(archive.infolist()):
            # One program would read the first, another the last of them.
            raise unusable("the workbook holds two parts of one name; save it again as .xlsx")
        limit = min(MAX_UNPACKED_BYTES, max(FREE_UNPACKED_BYTES, MAX_RATIO * size))
        yield Package(archive, Meter(limit), entries)


def _refuse_foreign(stream: BinaryIO, name: str) -> int:
    """Return the size of a file that may be a workbook [bytes]."""
    head = stream.read(CHUNK_BYTES)
    size = stream.seek(0, 2)
    if name.rpartition("/")[2].startswith("~$"):
        raise unusable(
            "a spreadsheet program leaves such a file beside a workbook that it has open; close "
            "the workbook, or delete the file"
        )
    if not head.strip():
        raise InputFault("D127", "the file is empty; a workbook is expected; export it again")
    if size > MAX_FILE_BYTES:
        raise unusable(
            f"the workbook is larger than {MAX_FILE_BYTES >> 20} MB; split it by month, or "
            "export CSV or Parquet"
        )
    if head.startswith(OLE):
        if _count_in(stream, _ENCRYPTED):
            raise _encrypted()
        raise unusable(
            "the file is a workbook of the kind before 2007 (.xls); save it as .xlsx, or export CSV"
        )
    if not head.startswith(ZIP):
        text = b"\0" not in head
        kind = "text, such as CSV" if text else "of an unknown kind"
        hint = "rename it to .csv" if text else "save it again as .xlsx"
        if head.lstrip().lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
            kind, hint = (
                "a web page or XML",
                "open it in a spreadsheet program and save it as .xlsx",
            )
        ending = name.rpartition(".")[2]
        raise unusable(
            f"the name ends in .{ending}, but the file is no workbook: it is {kind}; {hint}"
        )
    if _count_in(stream, _ENTRY) > MAX_ENTRIES:
        raise unusable(
            f"the workbook holds more than {MAX_ENTRIES:,} parts; save it again as .xlsx"
        )
    return size


def _count_in(stream: BinaryIO, mark: bytes) -> int:
    """Count a mark in a file; it may lie across two pieces."""
    stream.seek(0)
    count, tail = 0, b""
    while piece := stream.read(CHUNK_BYTES):
        count += (tail + piece).count(mark)
        tail = piece[1 - len(mark) :]
    return count


def _too_large() -> InputFault:
    return unusable(
        f"the workbook unpacks to more than {MAX_UNPACKED_BYTES >> 20} MB or "
        f"{MAX_RATIO} times its size; delete the formats of empty cells, split it by "
        "month, or export CSV"
    )


def _unreadable(path: Path) -> InputFault:
    return InputFault("D102", f'"{path.name}" cannot be read from the disk')


def _encrypted() -> InputFault:
    return unusable(
        "the workbook is protected with a password; save a copy without one (the digest then "
        "proves what was read)"
    )


def feed_xml(pieces: Iterator[bytes], part: str, handler: Handler) -> Iterator[None]:
    """Feed an XML part to a handler; give way after each piece.

    Raises:
        InputFault: it is no XML of the kind that workbooks hold.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    fed = 0

    def refuse(*_: object) -> None:
        raise unusable(
            f"{part} of the workbook declares a document type, which no spreadsheet program "
            "writes; save the workbook again as .xlsx"
        )

    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartNamespaceDeclHandler = handler.namespace
    parser.StartDoctypeDeclHandler = refuse
    try:
        for piece in pieces:
            fed += len(piece)
            parser.Parse(piece, False)
            if fed - parser.CurrentByteIndex > MAX_TAG_BYTES or handler.depth > MAX_DEPTH:
                raise damaged(part)
            if handler.elements > MAX_ELEMENTS:
                raise unusable(
                    f"{part} of the workbook holds more than {MAX_ELEMENTS:,} elements; split "
                    "the workbook, or export CSV or Parquet"
                )
            yield
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeError, LookupError):
        raise damaged(part) from None
    yield


class _Relations(Handler):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = kind, attributes.get("Target", "")


def read_relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return kind and name of the parts that a part points to, by their ids.

    Args:
        package: the workbook.
        part: name of the part; empty for the package itself.
    """
    folder, _, name = part.rpartition("/")
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if not package.has(relations):
        return {}
    handler = _Relations()
    package.parse(relations, handler)
    return {
        key: (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        for key, (kind, target) in handler.found.items()
    }
