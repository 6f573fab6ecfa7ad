"""Registers: boundaries, resets, rollovers, lapsed calibrations."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tests.cases.projects import (
    amounts,
    calculate_text,
    credits_of,
    fixed,
    found,
    head,
    reductions_of,
    table,
)

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.run import Outcome

MODULE = "data-center-efficiency 1"
FACTORS = fixed("PUE_RE", "2") + fixed("EF_elec", "1", "tCO2/MWh")
REGISTER = """
[monitored.{name}]
point = 1
{point}
[[monitored.{name}.source]]
files = "{file}"
columns = ["count"]
measures = "register"
unit = "MWh"
time = "timestamp"
{more}
"""


def _calculate(
    folder: Path,
    *,
    it: list[tuple[str, str]] | None = None,
    dc: list[tuple[str, str]] | None = None,
    start: str = "2017-01-01",
    end: str = "2018-12-31",
    point: str = "",
    more: str = "",
) -> Outcome:
    """Calculate two years; the meter without readings has invoices of 1,000 MWh a year."""
    years = [("2017-01-01", "2017-12-31", "1000"), ("2018-01-01", "2018-12-31", "1000")]
    stated = [year for year in years if year[0] >= start and year[1] <= end]
    project, files = head(MODULE, start, end) + FACTORS, {}
    for name, rows in (("EC_IT", it), ("EC_DC", dc)):
        if rows is None:
            project += amounts(name, stated, "MWh")
        else:
            project += REGISTER.format(name=name, file=f"{name}.csv", more=more, point=point)
            files[f"{name}.csv"] = table("count", rows)
    return calculate_text(folder, project, files)


def test_the_low_side_takes_the_nearest_reading_inside_of_a_boundary(tmp_path: Path) -> None:
    """Without a reading at New Year the energy between two readings counts in neither year."""
    rows = [
        ("2017-01-01 00:00", "0"),
        ("2017-12-31 00:00", "1990"),
        ("2018-01-02 00:00", "2010"),
        ("2019-01-01 00:00", "4000"),
    ]

    outcome = _calculate(tmp_path, it=rows)

    # 2 x 1,990 - 1,000 in both years; 20 MWh lie between the readings
    assert reductions_of(outcome) == ["2980", "2980"]
    assert found(outcome, "D119") == ["warning", "warning"]
    # Split by time, each year would gain 10 MWh x 2 x 1 tCO2/MWh.
    effects = [one.effect.tonnes for one in outcome.findings if one.code == "D119" and one.effect]
    assert effects == [Fraction(-20), Fraction(-20)]


def test_the_high_side_takes_the_nearest_reading_outside_of_a_boundary(tmp_path: Path) -> None:
    """The energy between the two readings counts against both years."""
    rows = [
        ("2017-01-01 00:00", "0"),
        ("2017-12-31 00:00", "990"),
        ("2018-01-02 00:00", "1010"),
        ("2019-01-01 00:00", "2000"),
    ]

    outcome = _calculate(tmp_path, dc=rows)

    # 2 x 1,000 - 1,010 in both years
    assert reductions_of(outcome) == ["990", "990"]
    assert found(outcome, "D119") == ["warning", "warning"]


def test_the_high_side_needs_a_reading_at_or_beyond_the_end(tmp_path: Path) -> None:
    """A register that stops before the period ends nulls the credits of that year alone."""
    rows = [
        ("2017-01-01 00:00", "0"),
        ("2018-01-01 00:00", "1000"),
        ("2018-12-30 00:00", "1990"),
    ]

    outcome = _calculate(tmp_path, dc=rows)

    assert found(outcome, "D119") == ["error"]
    assert credits_of(outcome) == [1000, None]
    assert outcome.document["totals"]["credits"] is None


def test_a_reading_on_paper_closes_the_period(tmp_path: Path) -> None:
    """A stated last reading stands for the one that the file lacks."""
    rows = [("2017-01-01 00:00", "0"), ("2017-12-30 00:00", "990")]
    last = "last = { time = 2018-01-01T00:00:00, value = 1000 }"

    outcome = _calculate(tmp_path, dc=rows, end="2017-12-31", more=last)

    assert reductions_of(outcome) == ["1000"]
    assert found(outcome, "D119") == []


def test_a_register_without_two_readings_measures_nothing(tmp_path: Path) -> None:
    """One reading has no difference."""
    outcome = _calculate(tmp_path, dc=[("2017-06-01 00:00", "5")], end="2017-12-31")

    assert found(outcome, "D119") == ["error"]
    assert credits_of(outcome) == [None]


FALL = [("2017-01-01 00:00", "900"), ("2017-07-01 00:00", "100"), ("2018-01-01 00:00", "1000")]


def test_a_fall_without_a_declared_rollover_is_a_reset(tmp_path: Path) -> None:
    """A counter that falls was reset or replaced, and what it counted before is not known."""
    outcome = _calculate(tmp_path, dc=FALL, end="2017-12-31")

    message = next(one.message for one in outcome.findings if one.code == "D118")
    assert message == (
        "the register falls from 900 to 100 at 2017-07-01 00:00; declare rollover = ... if it "
        "went round, or give a replaced meter as a second source"
    )
    assert credits_of(outcome) == [None]


def test_a_rollover_that_the_rated_power_allows_is_one(tmp_path: Path) -> None:
    """900 to 1,000 and on to 100 are 200 MWh in half a year, less than 1 MW carries."""
    outcome = _calculate(
        tmp_path,
        dc=FALL,
        end="2017-12-31",
        point='rated = { value = 1, unit = "MW" }',
        more="rollover = 1000",
    )

    # 2 x 1,000 - (200 + 900)
    assert reductions_of(outcome) == ["900"]
    assert found(outcome, "D131") == ["note"]


def test_a_rollover_that_the_rated_power_forbids_is_a_reset(tmp_path: Path) -> None:
    """200 MWh in 4,344 hours are 46 kW; a point rated at 40 kW cannot have drawn them."""
    outcome = _calculate(
        tmp_path,
        dc=FALL,
        end="2017-12-31",
        point='rated = { value = 40, unit = "kW" }',
        more="rollover = 1000",
    )

    assert found(outcome, "D118") == ["error"]
    assert found(outcome, "D131") == []


def test_a_rollover_without_a_rated_power_is_a_warning(tmp_path: Path) -> None:
    """Nothing tells a rollover from a reset, so a person must look."""
    outcome = _calculate(tmp_path, dc=FALL, end="2017-12-31", more="rollover = 1000")

    assert reductions_of(outcome) == ["900"]
    assert found(outcome, "D131") == ["warning"]


def test_a_count_above_the_rollover_is_an_error(tmp_path: Path) -> None:
    """A register with rollover 500 cannot have shown 900."""
    outcome = _calculate(tmp_path, dc=FALL, end="2017-12-31", more="rollover = 500")

    message = next(one.message for one in outcome.findings if one.code == "D118")
    assert message == "the register showed 900, its rollover is 500; check the rollover"


def test_days_without_a_register_reading_are_spanned(tmp_path: Path) -> None:
    """1 January and 1 July 2017 have readings, the 180 days between them have none."""
    outcome = _calculate(
        tmp_path,
        dc=[("2017-01-01 00:00", "0"), ("2017-07-01 00:00", "500"), ("2018-01-01 00:00", "1000")],
        end="2017-12-31",
    )

    note = next(one for one in outcome.findings if one.code == "D130")
    assert note.severity == "note"
    assert note.message.startswith("180 days between 2017-01-01 and 2017-07-01")
    assert reductions_of(outcome) == ["1000"]


def test_a_lapse_of_a_register_takes_the_readings_around_it(tmp_path: Path) -> None:
    """Lapsed in June: 1 % of the 300 MWh between the readings of 1 May and 1 August."""
    rows = [
        ("2017-01-01 00:00", "0"),
        ("2017-05-01 00:00", "300"),
        ("2017-08-01 00:00", "600"),
        ("2018-01-01 00:00", "1000"),
    ]
    meter = """
[[meters]]
id = "M"
mpe = { value = 1, unit = "%", source = "plate" }
calibrations = [
  { date = 2016-06-01, valid_until = 2017-05-31, certificate = "a" },
  { date = 2017-07-01, valid_until = 2018-06-30, certificate = "b" },
]
"""
    project = (
        head(MODULE, "2017-01-01", "2017-12-31")
        + FACTORS
        + amounts("EC_IT", [("2017-01-01", "2017-12-31", "1000")], "MWh")
        + REGISTER.format(name="EC_DC", file="dc.csv", point='meter = "M"', more="")
        + meter
    )

    outcome = calculate_text(tmp_path, project, {"dc.csv": table("count", rows)})

    # 2 x 1,000 - (1,000 + 3)
    assert reductions_of(outcome) == ["997"]
    assert found(outcome, "D117") == ["warning"]


def test_months_of_a_register_add_up_to_the_year(tmp_path: Path) -> None:
    """The report splits differences by time over months; their sum is the whole."""
    outcome = _calculate(tmp_path, dc=FALL, end="2017-12-31", more="rollover = 1000")

    months = [one for one in outcome.document["readings"] if one["parameter"] == "EC_DC"]
    assert len(months) == 12
    assert sum(Fraction(one["sum"]) for one in months) == 1100


def test_a_register_that_rises_faster_than_the_rated_power_warns_on_the_high_side(
    tmp_path: Path,
) -> None:
    """500 MWh in 4,344 hours are 115 kW; at 100 kW rated that is a warning, at 200 kW nothing."""
    rows = [("2017-01-01 00:00", "0"), ("2017-07-01 00:00", "500"), ("2018-01-01 00:00", "700")]
    (tmp_path / "narrow").mkdir()
    (tmp_path / "wide").mkdir()

    narrow = _calculate(
        tmp_path / "narrow",
        dc=rows,
        end="2017-12-31",
        point='rated = { value = 100, unit = "kW" }',
    )
    wide = _calculate(
        tmp_path / "wide",
        dc=rows,
        end="2017-12-31",
        point='rated = { value = 200, unit = "kW" }',
    )

    # 500 / (181 x 24) = 0.115 MWh an hour
    message = next(one.message for one in narrow.findings if one.code == "D113")
    assert message == (
        "the register rises faster than the rated power 1 time, first from 2017-01-01 00:00 to "
        "2017-07-01 00:00: 0.115 MWh an hour, the most is 0.100; check unit, multiplier and rated"
    )
    assert found(narrow, "D113") == ["warning"]
    assert found(wide, "D113") == []


def test_a_register_that_rises_faster_than_the_rated_power_is_an_error_on_the_low_side(
    tmp_path: Path,
) -> None:
    """Generation above the rated power would claim energy that cannot be."""
    rows = [("2017-01-01 00:00", "0"), ("2017-07-01 00:00", "500"), ("2018-01-01 00:00", "700")]

    outcome = _calculate(
        tmp_path, it=rows, end="2017-12-31", point='rated = { value = 100, unit = "kW" }'
    )

    assert found(outcome, "D113") == ["error"]
    assert credits_of(outcome) == [None]


def test_an_invoice_is_compared_with_a_register_and_with_other_invoices(tmp_path: Path) -> None:
    """July to December: the register counted 200 MWh, the invoices of the year 50 % of 1,000."""
    rows = [("2017-01-01 00:00", "0"), ("2017-07-01 00:00", "500"), ("2018-01-01 00:00", "700")]
    compare = """
[[monitored.{name}.amount]]
start = 2017-07-01
end = 2017-12-31
value = {value}
unit = "MWh"
evidence = "second half"
use = "compare"
"""
    project = (
        head(MODULE, "2017-01-01", "2017-12-31")
        + FACTORS
        + amounts("EC_IT", [("2017-01-01", "2017-12-31", "1000")], "MWh")
        + compare.format(name="EC_IT", value=0)
        + REGISTER.format(name="EC_DC", file="dc.csv", point="", more="")
        + compare.format(name="EC_DC", value=201)
    )

    outcome = calculate_text(tmp_path, project, {"dc.csv": table("count", rows)})

    told = {one.parameter: one for one in outcome.findings if one.code == "D133"}
    # 1,000 x 184 / 365 = 504.110
    assert "the readings 504.110 MWh" in told["EC_IT"].message
    assert told["EC_IT"].severity == "warning"
    assert "the readings 200.000 MWh: a difference of 0.50 %" in told["EC_DC"].message
    assert told["EC_DC"].severity == "note"
