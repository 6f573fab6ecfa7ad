"""Open a workbook that somebody sent: a zip of XML, of which nothing is believed.

What is read is unpacked within limits, refused where it declares entities, and packed again as
it was read: a reader of spreadsheets behind this door meets no size, name or part that was not
looked at here.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from jcm_mrv.errors import JcmMrvError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MAX_BYTES = 50_000_000
MAX_UNPACKED = 300_000_000
MAX_PARTS = 1_000
MAX_ROW, MAX_COLUMN = 200_000, 200
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook|sharedStrings|styles)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/[^/]+\.xml"
)
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


NO_WORKBOOK = "this is no workbook (.xlsx), or it is damaged; jcm-mrv template ID --xlsx writes one"


class PackageFault(JcmMrvError):  # noqa: N818  (becomes a finding)
    """A file is not a workbook that may be read; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Package:
    """Hold a workbook as it may be handed on.

    Args:
        data: a zip of the parts that were looked at.
        sheets: names, in order.
        faults: by sheet, and by row and column from 0: the error that a cell shows, or nothing
            for a formula without a value.
    """

    data: bytes
    sheets: tuple[str, ...]
    faults: Mapping[str, Mapping[tuple[int, int], str]]


def read_package(data: bytes) -> Package:
    """Return a workbook as it may be handed on.

    Raises:
        PackageFault: it is no .xlsx workbook, too large, or made to harm.
    """
    parts = dict(_unpack(data))
    if _WORKBOOK not in parts or _RELATIONS not in parts:
        raise PackageFault("this is a zip file, but not a workbook (.xlsx)")
    names = _names_of_sheets(parts)
    faults: dict[str, Mapping[tuple[int, int], str]] = {}
    for part, content in parts.items():
        scan = _Scan()
        _parse(content, scan.begin, scan.end, scan.text)
        if part in names:
            faults[names[part]] = scan.faults
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for part, content in parts.items():
            package.writestr(zipfile.ZipInfo(part), content)
    return Package(buffer.getvalue(), tuple(names.values()), faults)


def _unpack(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data.startswith(_OLD_FORMAT):
        raise PackageFault(
            "this is a workbook in the old format (.xls), or one with a password;"
            " save it as .xlsx without a password"
        )
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > MAX_PARTS:
                raise PackageFault(f"the workbook has more than {MAX_PARTS:,} parts")
            seen = set()
            for entry in entries:
                if _PARTS.fullmatch(entry.filename) is None:
                    continue
                if entry.filename in seen:
                    raise PackageFault("the workbook has a part twice")
                seen.add(entry.filename)
                if entry.flag_bits & 1:
                    raise PackageFault("the workbook has a password; save it without one")
                with package.open(entry) as stream:
                    # What the entry says of its own size is not believed.
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise PackageFault(
                        f"the workbook unpacks to more than {MAX_UNPACKED:,} bytes; put the"
                        " readings into a file of their own"
                    )
                yield entry.filename, content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise PackageFault(NO_WORKBOOK) from None


def _names_of_sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the name of each sheet by the part that holds it, in order."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "Relationship":
            target = attributes.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[attributes.get("Id", "")] = posixpath.normpath(inside)
        elif local == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), key))

    _parse(parts[_RELATIONS], begin)
    _parse(parts[_WORKBOOK], begin)
    return {targets[key]: name for name, key in sheets if targets.get(key) in parts}


def _parse(
    content: bytes,
    begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    def refuse(*_: object) -> None:
        raise PackageFault("the workbook declares XML entities, which no spreadsheet program does")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise PackageFault("the workbook is damaged: a part of it is not XML") from None


@dataclass(slots=True)
class _Scan:
    """Look at the cells of a sheet: errors, formulas without a value, and how far they go."""

    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    at: tuple[int, int] = (0, -1)
    kind: str = ""
    formula: bool = False
    inside: str = ""
    value: str = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            number = attributes.get("r", "")
            self.at = (int(number) - 1 if number.isdigit() else self.at[0] + 1, -1)
        elif local == "c":
            match = _REFERENCE.fullmatch(attributes.get("r", ""))
            row, column = self.at
            self.at = (int(match[2]) - 1, _number(match[1])) if match else (row, column + 1)
            self.kind, self.formula, self.value = attributes.get("t", ""), False, ""
        elif local == "f":
            self.formula = True
        self.inside = local

    def text(self, data: str) -> None:
        if self.inside in ("v", "t"):
            self.value += data

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            if self.value and (self.at[0] >= MAX_ROW or self.at[1] >= MAX_COLUMN):
                raise PackageFault(
                    f"the workbook has cells beyond row {MAX_ROW:,} or column {MAX_COLUMN}; put"
                    " the readings into a file of their own"
                )
            if self.kind == "e":
                self.faults[self.at] = self.value or "#N/A"
            elif self.formula and not self.value:
                self.faults[self.at] = ""
        self.inside = ""


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
