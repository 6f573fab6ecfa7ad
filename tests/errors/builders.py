"""What a bad input needs and git cannot keep, by code."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

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


BUILDERS: dict[str, Callable[[Path], None]] = {
    "D126": cut_gzip,
    "P091": leave_a_title_out,
    "P092": write_a_unit_behind_a_number,
    "P093": misspell_a_meter,
    "P094": calculate_nothing,
}
