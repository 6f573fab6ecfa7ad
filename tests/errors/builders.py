"""What a bad input needs and git cannot keep, by code."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import openpyxl
from tests.unit.forms.person import fill_small

from jcm_mrv.lock.model import Lock
from jcm_mrv.lock.plan import render_lock
from jcm_mrv.run import lock
from jcm_mrv.shapes import validate

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = Path(__file__).parent / "_base" / "data-centre"


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


def lock_base(folder: Path, *lines: str, **changes: dict[str, Any]) -> None:
    """Lay a lock of the base beside the project.

    Args:
        folder: of the project.
        lines: of the base's project.toml, and what stands there in the locked one.
        changes: values that the lock has instead of the base's.
    """
    with TemporaryDirectory() as name:
        shutil.copytree(BASE, name, dirs_exist_ok=True)
        path = Path(name) / "project.toml"
        for was, now in batched(lines):
            path.write_text(path.read_text("utf-8").replace(was, now), "utf-8")
        made = lock(Path(name)).data
    assert made is not None
    content = json.loads(made)
    del content["sha256"]
    for key, values in changes.items():
        content[key] |= values
    (folder / "project.lock").write_bytes(render_lock(validate(Lock, content)))


def batched(lines: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return lines by twos."""
    return list(zip(lines[::2], lines[1::2], strict=True))


def cut_lock(folder: Path) -> None:
    """Change a digit of a lock by hand."""
    lock_base(folder)
    path = folder / "project.lock"
    path.write_bytes(path.read_bytes().replace(b'"1.8"', b'"1.9"'))


def lock_with_change(folder: Path) -> None:
    """Lock the base, and once more with a change that a person named."""
    project = folder / "project.toml"
    now = project.read_text("utf-8")
    project.write_text(now.replace("17-1", "17-0").replace("value = 1.8", "value = 1.7"), "utf-8")
    (folder / "project.lock").write_bytes(lock(folder).data or b"")
    project.write_text(now, "utf-8")
    made = lock(folder, change="Post-registration change no. 1: PUE_RE as measured").data
    (folder / "project.lock").write_bytes(made or b"")


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
    "D180": lock_base,
    "P080": cut_lock,
    "P081": lock_base,
    "P082": lock_base,
    "P083": lock_base,
    "P084": partial(lock_base, methodology={"rules_sha256": "0" * 64}),
    "P085": lock_base,
    "P086": partial(lock_base, project={"reference_number": "LA002"}),
    "P087": lock_base,
    "P088": lock_with_change,
}
