"""D115, D116 and D160: slips of unit that only the plan's estimate shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cases.roofs import codes, stamped, told

if TYPE_CHECKING:
    from pathlib import Path

QUARTER = ("2023-01-01", "2023-03-31")


def slips_in(found: list[str]) -> list[str]:
    """Leave out C210, which rightly tells that more came than the plan says."""
    return [code for code in found if code != "C210"]


def slip(
    folder: Path,
    planned: str,
    *,
    minutes: int = 15,
    measures: str = "energy",
    unit: str = "kWh",
    months: tuple[int, ...] = (40, 40, 40),
) -> list[str]:
    """Check three months, each of one load and a wave, against a plan [MWh a year]."""
    steps = 24 * 60 // minutes
    values = [
        load + number % 3 - 1
        for load, days in zip(months, (31, 28, 31), strict=True)
        for number in range(days * steps)
    ]
    found = told(
        folder,
        stamped("2023-01-01", values, minutes=minutes),
        QUARTER,
        minutes=minutes,
        measures=measures,
        unit=unit,
        point=f'estimate = {{ value = {planned}, unit = "MWh" }}',
    )
    return slips_in(codes(found))


# 40 in each step of 15 minutes are 96 x 40 x 365 = 1,401,600 a year.
@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        ("1401.6", []),
        ("350.4", ["D160"]),
        ("389", ["D116"]),
        ("1.4", ["D115"]),
        ("0.39", ["D160"]),
        ("1401600", ["D115"]),
        ("5045760", ["D160"]),
        ("200", []),
    ],
    ids=["as planned", "4", "3.6", "1,000", "3,600", "1/1,000", "1/3,600", "7"],
)
def test_a_slip_is_named_by_its_factor(tmp_path: Path, planned: str, expected: list[str]) -> None:
    """4 is mean power added up as energy at 15 minutes, 3,600 hours against seconds."""
    assert slip(tmp_path, planned) == expected


def test_energy_taken_for_power_is_a_quarter(tmp_path: Path) -> None:
    """40 kWh a step read as 40 kW are 10 kWh: 350.4 MWh a year, where 1,401.6 were planned."""
    assert slip(tmp_path, "1401.6", measures="power", unit="kW") == ["D160"]
    assert slip(tmp_path, "350.4", measures="power", unit="kW") == []


def test_hours_have_no_slip_between_power_and_energy(tmp_path: Path) -> None:
    """In steps of an hour kW and kWh are one number; a factor of 4 is a bad plan."""
    assert slip(tmp_path, "87.6", minutes=60) == []


def test_months_that_differ_are_no_slip(tmp_path: Path) -> None:
    """About four times the plan, but between 2.5 and 5 by month: a unit does not vary."""
    assert slip(tmp_path, "350.4", months=(25, 45, 50)) == []


def test_the_half_hour_needs_every_month(tmp_path: Path) -> None:
    """A factor of two is told at half-hours where each month has it."""
    # 48 x 40 x 365 = 700,800
    assert slip(tmp_path, "350.4", minutes=30) == ["D160"]
    assert slip(tmp_path, "350.4", minutes=30, months=(30, 40, 50)) == []


def test_a_season_hides_no_slip_over_a_year(tmp_path: Path) -> None:
    """A plant of summer, four times its plan over the year: no month fits, the year does."""
    loads = [8, 16, 28, 40, 52, 60, 64, 60, 52, 40, 28, 16]
    lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    values = [
        load + number % 3 - 1
        for load, days in zip(loads, lengths, strict=True)
        for number in range(96 * days)
    ]
    # Months count alike: (8 + ... + 16) / 12 = 464 / 12 = 38.67 a step; x 96 x 365 / 4 = 338.7 MWh
    for planned, expected in (("338.7", ["D160"]), ("1354.9", []), ("600", [])):
        found = told(
            tmp_path,
            stamped("2023-01-01", values, minutes=15),
            ("2023-01-01", "2023-12-31"),
            minutes=15,
            point=f'estimate = {{ value = {planned}, unit = "MWh" }}',
        )
        assert slips_in(codes(found)) == expected
