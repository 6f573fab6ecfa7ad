"""What a bad input needs and git cannot keep, by code."""

from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING

import openpyxl
from tests.unit.forms.person import fill_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def cut_gzip(folder: Path) -> None:
    """Leave the last bytes of a packed file away, as a broken copy does."""
    packed = gzip.compress((folder / "readings.csv").read_bytes(), mtime=0)
    (folder / "readings.csv.gz").write_bytes(packed[:-12])


def leave_a_title_out(folder: Path) -> None:
    """Fill in a workbook but for the title of the project."""
    person = fill_small(folder / "plant.xlsx")
    person.answer(title=None)
    person.save()


def write_a_unit_behind_a_number(folder: Path) -> None:
    """Fill in a factor as people write it on paper."""
    person = fill_small(folder / "plant.xlsx")
    cells = {"Parameter": "EF_elec", "Value": "0,5546 tCO2/MWh"}
    person.row("Fixed values", cells, at=7)
    person.save()


def misspell_a_meter(folder: Path) -> None:
    """Name a meter otherwise than on its sheet."""
    person = fill_small(folder / "plant.xlsx")
    person.row("Meters", {"Meter": "IT-1"})
    person.row("Monitoring", {"Parameter": "EC_IT", "Meter": "IT1"}, at=6)
    person.save()


def calculate_nothing(folder: Path) -> None:
    """Leave a formula without its value, as programs do that cannot calculate."""
    person = fill_small(folder / "plant.xlsx")
    person.row("Fixed values", {"Parameter": "PUE_RE", "Value": "=9/5"}, at=6)
    person.save()


def cells_of(folder: Path) -> list[list[str | float]]:
    """Return the cells of readings.csv, numbers as numbers."""
    with (folder / "readings.csv").open(encoding="utf-8", newline="") as stream:
        heading, *rows = csv.reader(stream)
    cells: list[list[str | float]] = [[row[0], *map(float, row[1:])] for row in rows]
    return [[*heading], *cells]


def text_as_workbook(folder: Path) -> None:
    """Give a text the name of a workbook."""
    (folder / "readings.xlsx").write_bytes((folder / "readings.csv").read_bytes())


def write_workbook(folder: Path, cells: list[list[str | float]], *more: str) -> None:
    """Write readings.xlsx with a sheet of cells, and further sheets that hold their name."""
    book = openpyxl.Workbook()
    book.active.title = "Readings"
    for row in cells:
        book.active.append(row)
    for name in more:
        book.create_sheet(name).append([name])
    book.save(folder / "readings.xlsx")


def formula_without_value(folder: Path) -> None:
    """Write a formula as a script does that cannot calculate."""
    cells = cells_of(folder)
    cells[2][1] = f"={cells[2][1]}*1"
    write_workbook(folder, cells)


def two_sheets(folder: Path) -> None:
    """Write a second sheet that holds something."""
    write_workbook(folder, cells_of(folder), "Notes")


def error_value(folder: Path) -> None:
    """Let a cell hold what a formula gave that failed."""
    cells = cells_of(folder)
    cells[2][1] = "#REF!"
    write_workbook(folder, cells)


BUILDERS: dict[str, Callable[[Path], None]] = {
    "D126": cut_gzip,
    "P091": leave_a_title_out,
    "P092": write_a_unit_behind_a_number,
    "P093": misspell_a_meter,
    "P094": calculate_nothing,
    "D137": text_as_workbook,
    "D138": formula_without_value,
    "D139": two_sheets,
    "D140": error_value,
}
