"""One fault each in an otherwise clean year of 15-minute data: all told, no false alarm."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.planted.faults import FAULTS, Fault
from tests.planted.plants import centre, roof

from jcm_mrv.errors import RefusedError
from jcm_mrv.run import check, lock

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from tests.planted.plants import Plant

    from jcm_mrv.findings import Finding

ROOT = Path(__file__).parents[2]
# What is true of the clean years: invoices, registers, sunshine and estimate that agree, and an
# inverter that draws at night.
REMARKS = {"C210", "D112", "D133", "D170", "D175"}


def findings_of(plant: Plant, folder: Path, until: dt.date | None = None) -> tuple[Finding, ...]:
    """Write a plant and check it."""
    plant.write(folder)
    try:
        return check(folder, until=until)
    except RefusedError as refused:
        return tuple(refused.findings)


def lock_year(plant: Plant, folder: Path) -> None:
    """Write the lock of a clean plant."""
    made = lock(plant.write(folder))
    assert made.data is not None
    (folder / "project.lock").write_bytes(made.data)


@cache
def known(base: Callable[[], Plant]) -> set[tuple[str, str]]:
    """Return what a clean year is told: codes of notes."""
    return {(code, "note") for code in REMARKS} if base in (centre, roof) else set()


@pytest.mark.parametrize("base", [centre, roof])
def test_a_clean_year_gives_no_alarm(base: Callable[[], Plant], tmp_path: Path) -> None:
    """Nothing is told of a clean year but remarks that are true of it."""
    found = {(one.code, one.severity) for one in findings_of(base(), tmp_path)}
    assert found - known(base) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_told_by_its_code(fault: Fault, tmp_path: Path) -> None:
    """The fault is told, as grave as it is, and nothing else but what it causes."""
    plant = fault.base()
    if fault.locked:
        lock_year(plant, tmp_path)
    fault.plant(plant)
    found = {(one.code, one.severity) for one in findings_of(plant, tmp_path, fault.until)}
    new = found - known(fault.base)
    assert (fault.code, fault.severity) in new
    assert {code for code, _ in new} - {fault.code} == set(fault.also)


def test_there_are_at_least_forty_faults() -> None:
    """The set is as large as the one that was promised, and no fault is told twice."""
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 40


def test_the_page_lists_every_fault() -> None:
    """What the docs publish is this set, each fault told; `benchmarks/planted.py` writes it."""
    page = (ROOT / "docs" / "planted-faults.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and "](codes/" in line]
    listed = [tuple(cell.strip() for cell in row.split("|")[1:5]) for row in rows]
    assert listed == [
        (fault.name, f"[{fault.code}](codes/{fault.code}.md)", fault.severity, "told")
        for fault in FAULTS
    ]
