"""Workbooks that are traps, damaged or something else: one clear message each, at once."""

from __future__ import annotations

import warnings
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from tests.unit.readings.workbook.books import MAIN, by_hand

from jcm_mrv.readings.workbook import book, package, sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.hostile.conftest import Ground

PART = "xl/worksheets/sheet1.xml"
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {later} "{10 * f"&{one};"}">' for one, later in pairwise("abcdefghij"))
    + "]>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000)
DAMAGED = (
    "the workbook is damaged in {}; open it in a spreadsheet program, save it again as .xlsx, or "
    "export CSV"
)
ENDS_EARLY = "the workbook is damaged or ends too early; copy it again from its source"
TOO_LARGE = (
    "the workbook unpacks to more than 256 MB or 200 times its size; delete the formats of empty "
    "cells, split it by month, or export CSV"
)


def sheet_of(rows: str) -> str:
    """Return the part of a sheet."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def blanks(path: Path) -> None:
    """Pack 50 MB of blanks into 50 kB."""
    by_hand(path, " " * 50_000_000)


def declared_small(path: Path) -> None:
    """Pack 50 MB, and claim in the directory of the zip that they are 100 bytes."""
    by_hand(path, " " * 50_000_000)
    data = bytearray(path.read_bytes())
    size = len(sheet_of(" " * 50_000_000)).to_bytes(4, "little")
    assert data.count(size) == 2
    path.write_bytes(bytes(data).replace(size, (100).to_bytes(4, "little")))


def laughs(path: Path) -> None:
    """Let ten entities stand for a thousand million letters."""
    cell = '<row r="1"><c r="A1" t="str"><v>&j;</v></c></row>'
    by_hand(path, "", sheet=LAUGHS + sheet_of(cell))


def laughs_in_texts(path: Path) -> None:
    """Let them stand in the shared texts."""
    texts = f'{LAUGHS}<sst xmlns="{MAIN}"><si><t>&j;</t></si></sst>'
    by_hand(path, ROW, strings="<si/>", more={"xl/sharedStrings.xml": texts})


def far_corner(path: Path) -> None:
    """Fill the first and the last cell that a sheet can have."""
    by_hand(path, ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def deep(path: Path) -> None:
    """Open elements, and never close them."""
    by_hand(path, "<a>" * 1_000_000)


def one_tag(path: Path) -> None:
    """Let an attribute never end."""
    by_hand(path, f'<row r="{"1" * 12_000_000}"/>')


def one_text(path: Path) -> None:
    """Let a text never end."""
    by_hand(path, f'<row r="1"><c r="A1" t="str"><v>{"a" * 12_000_000}</v></c></row>')


def many_relations(path: Path) -> None:
    """Let a small part be large."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    noise = "".join(str(i) for i in range(2_500_000))  # packs badly enough for the ratio
    by_hand(path, ROW, more={"_rels/.rels": f'<Relationships xmlns="{space}">{noise}'})


def many_parts(path: Path) -> None:
    """Hold parts that nobody needs."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")


def two_of_a_name(path: Path) -> None:
    """Hold a sheet twice, so that one program reads the first, another the last."""
    by_hand(path, ROW)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(PART.upper(), sheet_of(ROW))


def cut_off(path: Path) -> None:
    """Leave the last bytes away."""
    by_hand(path, ROW)
    path.write_bytes(path.read_bytes()[:-30])


def bent(path: Path) -> None:
    """Change bytes in the packed sheet."""
    by_hand(path, ROW * 1)
    data = bytearray(path.read_bytes())
    at = data.find(PART.encode()) + len(PART)
    data[at + 20 : at + 24] = b"\0\0\0\0"
    path.write_bytes(bytes(data))


def other_packing(path: Path) -> None:
    """Pack in a way that has no bound on what comes out of a piece."""
    by_hand(path, ROW)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def zip_password(path: Path) -> None:
    """Claim that the sheet is encrypted in the zip."""
    by_hand(path, ROW)
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(bytes(data))


def password(path: Path) -> None:
    """Wrap it as a spreadsheet program does with a password."""
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))


def another_document(path: Path) -> None:
    """Give a letter the name of a workbook."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")


def open_document(path: Path) -> None:
    """Give a sheet of another office the name of a workbook."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<a/>")


def loop(path: Path) -> None:
    """Let the sheet be the list of sheets."""
    by_hand(path, ROW, more={PART: by_hand_part("xl/workbook.xml", path)})


def by_hand_part(name: str, path: Path) -> bytes:
    """Return a part of a good workbook."""
    with zipfile.ZipFile(by_hand(path, ROW)) as archive:
        return archive.read(name)


TRAPS: dict[str, tuple[Callable[[Path], None], str]] = {
    "blanks": (blanks, f"D137 {TOO_LARGE}"),
    "a size that is a lie": (declared_small, f"D137 {DAMAGED.format(PART)}"),
    "entities": (
        laughs,
        f"D137 {PART} of the workbook declares a document type, which no spreadsheet program "
        "writes; save the workbook again as .xlsx",
    ),
    "entities in the texts": (
        laughs_in_texts,
        "D137 xl/sharedStrings.xml of the workbook declares a document type, which no spreadsheet "
        "program writes; save the workbook again as .xlsx",
    ),
    "the far corner": (
        far_corner,
        "S!XFD1048576: D137 the cell lies beyond the first 2,000 columns; clear what stands "
        "there, or export a table that is long, not wide",
    ),
    "deep": (deep, f"D137 {DAMAGED.format(PART)}"),
    "one tag": (one_tag, f"D137 {DAMAGED.format(PART)}"),
    "one text": (one_text, f"D137 {DAMAGED.format(PART)}"),
    "a large small part": (many_relations, f"D137 {DAMAGED.format('_rels/.rels')}"),
    "many parts": (
        many_parts,
        "D137 the workbook holds more than 10,000 parts; save it again as .xlsx",
    ),
    "two of a name": (
        two_of_a_name,
        "D137 the workbook holds two parts of one name; save it again as .xlsx",
    ),
    "cut off": (cut_off, f"D137 {ENDS_EARLY}"),
    "bent": (bent, f"D137 {DAMAGED.format(PART)}"),
    "other packing": (other_packing, f"D137 {DAMAGED.format('_rels/.rels')}"),
    "a password of the zip": (
        zip_password,
        "D137 the workbook is protected with a password; save a copy without one (the digest then "
        "proves what was read)",
    ),
    "a password": (
        password,
        "D137 the workbook is protected with a password; save a copy without one (the digest then "
        "proves what was read)",
    ),
    "the old format": (
        lambda path: void(path.write_bytes(OLE)),
        "D137 the file is a workbook of the kind before 2007 (.xls); save it as .xlsx, or export "
        "CSV",
    ),
    "another office": (
        open_document,
        "D137 the workbook is .ods; save it as .xlsx, or export CSV",
    ),
    "another document": (
        another_document,
        "D137 the file is a zip, but holds no sheets; expected a workbook (.xlsx)",
    ),
    "a part in another's place": (loop, f"D137 {DAMAGED.format(PART)}"),
    "text": (
        lambda path: void(path.write_bytes(b"day,it,all\n2017-03-01,1,2\n")),
        "D137 the name ends in .xlsx, but the file is no workbook: it is text, such as CSV; "
        "rename it to .csv",
    ),
    "a web page": (
        lambda path: void(path.write_bytes(b"<html><table></table></html>")),
        "D137 the name ends in .xlsx, but the file is no workbook: it is a web page or XML; open "
        "it in a spreadsheet program and save it as .xlsx",
    ),
    "bytes": (
        lambda path: void(path.write_bytes(bytes(range(256)))),
        "D137 the name ends in .xlsx, but the file is no workbook: it is of an unknown kind; save "
        "it again as .xlsx",
    ),
    "nothing": (
        lambda path: void(path.write_bytes(b"")),
        "D127 the file is empty; a workbook is expected; export it again",
    ),
}


def void(_: int) -> None:
    """Forget how many bytes were written."""


@pytest.mark.parametrize("name", TRAPS)
def test_a_workbook_that_cannot_be_used(ground: Ground, name: str) -> None:
    """Each is told once, in words that say what it is, and no number is made of it."""
    make, said = TRAPS[name]
    make(ground.folder / "readings.xlsx")
    text = ground.project.read_text("utf-8").replace("readings.csv", "readings.xlsx")
    ground.project.write_text(text, "utf-8")
    code, _, err = ground.run("check", ".")
    assert code == 1
    assert err.splitlines()[:2] == [f"readings.xlsx: {said}", ""]


def test_macros_and_links_are_not_looked_at(ground: Ground) -> None:
    """A workbook with macros is read for its cells; damage in its other parts does not matter."""
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{letter}{number}" t="str"><v>{text}</v></c>'
            for letter, text in zip("ABC", line.split(","), strict=True)
        )
        + "</row>"
        for number, line in enumerate((ground.folder / "readings.csv").read_text().split(), 1)
    )
    bad: dict[str, str | bytes] = {
        "xl/vbaProject.bin": b"Shell",
        "xl/externalLinks/externalLink1.xml": LAUGHS,
    }
    by_hand(ground.folder / "readings.xlsm", rows, more=bad)
    text = ground.project.read_text("utf-8").replace("readings.csv", "readings.xlsm")
    ground.project.write_text(text, "utf-8")
    code, out, err = ground.run("calculate", ".")
    assert (code, err) == (0, "")
    assert "6.300        6" in out


def test_the_file_of_an_open_workbook(ground: Ground) -> None:
    """A pattern may match it by chance; what it is, is told."""
    (ground.folder / "~$readings.xlsx").write_bytes(bytes(165))
    text = ground.project.read_text("utf-8").replace("readings.csv", "*.xlsx")
    ground.project.write_text(text, "utf-8")
    _, _, err = ground.run("check", ".")
    assert err.splitlines()[0] == (
        "~$readings.xlsx: D137 a spreadsheet program leaves such a file beside a workbook that it "
        "has open; close the workbook, or delete the file"
    )


def test_two_sheets_of_one_name(ground: Ground) -> None:
    """Which of them is meant, nobody can say."""
    more = '<sheets><sheet name="S" sheetId="2" r:id="rId1"/></sheets>'
    by_hand(ground.folder / "readings.xlsx", ROW, workbook=more)
    text = ground.project.read_text("utf-8").replace("readings.csv", "readings.xlsx")
    ground.project.write_text(text, "utf-8")
    _, _, err = ground.run("check", ".")
    assert err.splitlines()[0] == f"readings.xlsx: D137 {DAMAGED.format('xl/workbook.xml')}"


def test_a_workbook_under_the_name_of_a_text(ground: Ground) -> None:
    """It is told what the file is, not which byte of it is no text."""
    by_hand(ground.folder / "readings.csv", ROW)
    _, _, err = ground.run("check", ".")
    assert err.splitlines()[0] == (
        "readings.csv: D137 the file is a workbook, or another packed file, under the name of a "
        "text; rename it to .xlsx if that is what it is, or export CSV"
    )


def test_a_sheet_of_a_text(ground: Ground) -> None:
    """Only workbooks have sheets."""
    text = ground.project.read_text("utf-8")
    ground.project.write_text(text.replace('"readings.csv"', '"readings.csv"\nsheet = "S"'))
    _, _, err = ground.run("check", ".")
    assert err.splitlines()[0].startswith(
        'readings.csv: D139 the file is no workbook and has no sheet "S"; leave sheet out, or '
        "read workbooks in a source of their own"
    )


@pytest.mark.parametrize(
    ("module", "name", "said"),
    [
        (
            sheet,
            "MAX_CELLS",
            "a sheet of the workbook holds more than 3 cells",
        ),
        (package, "MAX_ELEMENTS", "of the workbook holds more than 3 elements"),
        (package, "MAX_FILE_BYTES", "the workbook is larger than 0 MB"),
        (book, "MAX_STRINGS", "the workbook holds more than 3 different texts"),
        (book, "MAX_STRING_CHARACTERS", "the workbook holds more than 3 characters of text"),
        (book, "MAX_SHEETS", "the workbook has more than 0 sheets"),
    ],
)
def test_limits(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, module: object, name: str, said: str
) -> None:
    """What a workbook may hold has an end, which is named."""
    rows = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 9))
    by_hand(ground.folder / "readings.xlsx", rows, strings="<si><t>ab</t></si>" * 4)
    monkeypatch.setattr(module, name, 0 if name == "MAX_SHEETS" else 3)
    text = ground.project.read_text("utf-8").replace("readings.csv", "readings.xlsx")
    ground.project.write_text(text, "utf-8")
    _, _, err = ground.run("check", ".")
    assert said in err.splitlines()[0]
