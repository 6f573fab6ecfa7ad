"""Generation against irradiance: months by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.cases.projects import calculate_text, found, head, reductions_of

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.findings import Finding
    from jcm_mrv.run import Outcome

POINT = """
[[fixed.EF_RE]]
system = "roof"
value = 0.5
unit = "tCO2/MWh"
source = "by hand"
[[monitored.EG]]
system = "roof"
point = 1
{point}
[[monitored.EG.source]]
files = "plant.csv"
columns = ["kwh"]
measures = "energy"
unit = "kWh"
time = "day"
stamp = "start"
step = "1 day"
[monitored.EG.irradiance]
files = "{file}"
columns = ["sun"]
measures = "{measures}"
unit = "{unit}"
time = "day"
stamp = "start"
step = "1 day"
{more}
"""
FIRST, DAYS = dt.date(2017, 1, 1), 120  # January to April: 31, 28, 31 and 30 days


def roof(
    folder: Path,
    energy: dict[int, str],
    sun: dict[int, str],
    *,
    measures: str = "energy",
    unit: str = "kWh/m2",
    point: str = "",
    more: str = "",
    skipped: frozenset[str] = frozenset(),
) -> Outcome:
    """Calculate four months with the same energy and sun on each day of a month."""
    days = [FIRST + dt.timedelta(days=index) for index in range(DAYS)]
    kept = [day for day in days if day.isoformat() not in skipped]
    rows = "".join(f"{day},{energy[day.month]},{sun[day.month]}\n" for day in kept)
    text = head("rooftop-solar 1", "2017-01-01", "2017-04-30") + POINT.format(
        point=point, file="plant.csv", measures=measures, unit=unit, more=more
    )
    return calculate_text(folder, text, {"plant.csv": f"day,kwh,sun\n{rows}"})


def of(outcome: Outcome) -> list[Finding]:
    """Return the findings on irradiance."""
    return [one for one in outcome.findings if one.code == "D175"]


def test_generation_that_follows_the_sun_is_one_note(tmp_path: Path) -> None:
    """40 kWh from 5 kWh/m2 are 0.008 MWh for each; 44 and 36 kWh are 10 % more and less."""
    energy, sun = {1: "40", 2: "44", 3: "36", 4: "40"}, dict.fromkeys(range(1, 5), "5")

    outcome = roof(tmp_path, energy, sun)

    [note] = of(outcome)
    assert note.severity == "note"
    assert note.message == (
        "generation follows the irradiance: 0.0080 MWh for each kWh/m2 in the median of "
        "4 months, 2017-01 to 2017-04, each within 10.0 % of it"
    )
    # 31 x 40 + 28 x 44 + 31 x 36 + 30 x 40 = 4,788 kWh, times 0.5
    assert reductions_of(outcome) == ["2.394"]
    assert [one["parameter"] for one in outcome.document["readings"]] == ["EG"] * 4


def test_a_month_that_does_not_follow_the_sun_is_named(tmp_path: Path) -> None:
    """28 kWh where 40 are usual are 30 % less."""
    energy, sun = {1: "40", 2: "28", 3: "40", 4: "40"}, dict.fromkeys(range(1, 5), "5")

    [warning] = of(roof(tmp_path, energy, sun))

    # 28 days: 0.784 MWh from 140 kWh/m2
    assert warning.severity == "warning"
    assert "2017-02 (0.784 MWh from 140.0 kWh/m2, -30.0 %)" in warning.message
    assert warning.span == (dt.datetime(2017, 2, 1), dt.datetime(2017, 3, 1))


def test_a_dark_month_is_no_fault(tmp_path: Path) -> None:
    """Half the energy from half the sun follows it."""
    energy, sun = {1: "40", 2: "20", 3: "40", 4: "40"}, {1: "5", 2: "2.5", 3: "5", 4: "5"}

    [note] = of(roof(tmp_path, energy, sun))

    assert note.severity == "note"
    assert "each within 0.0 % of it" in note.message


def test_irradiance_as_a_power_is_taken_over_its_steps(tmp_path: Path) -> None:
    """A mean of 250 W/m2 over a day is 6 kWh/m2; 48 kWh of it are 0.008 MWh for each."""
    energy, sun = dict.fromkeys(range(1, 5), "48"), dict.fromkeys(range(1, 5), "250")

    [note] = of(roof(tmp_path, energy, sun, measures="power", unit="W/m2"))

    assert "0.0080 MWh for each kWh/m2" in note.message


def test_more_than_the_modules_make_of_the_sun_is_a_warning(tmp_path: Path) -> None:
    """8 kW of modules make 40 kWh of 5 kWh/m2 at most; 44 are a performance ratio of 1.1."""
    energy, sun = {1: "40", 2: "40", 3: "44", 4: "40"}, dict.fromkeys(range(1, 5), "5")
    more = 'rated = { value = 8, unit = "kW" }'

    note, warning = of(roof(tmp_path, energy, sun, more=more))[::-1]

    assert (note.severity, warning.severity) == ("note", "warning")
    assert "in 1 of 4 months: the performance ratio of 2017-03 is 1.10" in warning.message


def test_behind_the_inverters_there_may_be_more_modules(tmp_path: Path) -> None:
    """Against the point's own 6 kW, 40 kWh of 5 kWh/m2 are 1.33: allowed, up to 1.5."""
    energy, sun = dict.fromkeys(range(1, 5), "40"), dict.fromkeys(range(1, 5), "5")
    six, five = (f'rated = {{ value = {value}, unit = "kW" }}' for value in (6, 5))

    assert [one.severity for one in of(roof(tmp_path, energy, sun, point=six))] == ["note"]
    # 40 / (5 x 5) = 1.6
    severities = {one.severity for one in of(roof(tmp_path, energy, sun, point=five))}
    assert severities == {"note", "warning"}


def test_days_that_one_side_lacks_are_left_out_of_both(tmp_path: Path) -> None:
    """Ten days without generation and without sun change no ratio; the gap is told by itself."""
    energy, sun = dict.fromkeys(range(1, 5), "40"), dict.fromkeys(range(1, 5), "5")
    skipped = frozenset(f"2017-02-{day}" for day in range(10, 20))

    outcome = roof(tmp_path, energy, sun, skipped=skipped)

    assert found(outcome, "D104") == ["warning"]
    assert [one.severity for one in of(outcome)] == ["note"]
    assert "each within 0.0 % of it" in of(outcome)[0].message


def test_a_unit_of_another_kind_is_refused(tmp_path: Path) -> None:
    """W/m2 is a power; as an energy of each step it has no meaning."""
    energy, sun = dict.fromkeys(range(1, 5), "40"), dict.fromkeys(range(1, 5), "5")

    outcome = roof(tmp_path, energy, sun, unit="W/m2")

    [error] = [one for one in outcome.findings if one.code == "P011"]
    assert error.where.path == "monitored.EG[0].irradiance.unit"
    assert 'expected such as "kWh/m2"' in error.message
    assert of(outcome) == []
