"""This period against the one before, and the realised against the expected reductions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from tests.cases.projects import amounts, calculate_text, credits_of, fixed, found, head

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.findings import Finding
    from jcm_mrv.run import Outcome

MODULE = "data-center-efficiency 1"
FACTORS = fixed("PUE_RE", "2") + fixed("EF_elec", "1", "tCO2/MWh")
BEFORE = """
[previous_period]
start = {start}
end = {end}
report = "MR-01"
{more}
"""


def year(
    folder: Path, more: str = "", *, it: str = "1000", point: str = "", end: str = "2017-12-31"
) -> Outcome:
    """Calculate 2017, or a part of it, with 1,000 MWh on both sides: 2 x EC_IT - 1,000 t."""
    project = (
        head(MODULE, "2017-01-01", end)
        + FACTORS
        + amounts("EC_DC", [("2017-01-01", end, "1000")], "MWh")
        + amounts("EC_IT", [("2017-01-01", end, it)], "MWh", point)
    )
    return calculate_text(folder, project + more)


def of(outcome: Outcome, code: str) -> list[Finding]:
    """Return the findings of a code."""
    return [one for one in outcome.findings if one.code == code]


def before(more: str = "", start: str = "2016-01-01", end: str = "2016-12-31") -> str:
    """Return the table of the period before."""
    return BEFORE.format(start=start, end=end, more=more)


def test_a_period_that_follows_the_one_before_is_silent(tmp_path: Path) -> None:
    """366 days of 2016 with as much a day: 1,002.7 MWh are 2.74 a day, as 1,000 in 365."""
    more = 'reductions = { value = 1000, unit = "tCO2" }\n[previous_period.monitored]\n'
    more += 'EC_IT = { value = 1002700, unit = "kWh" }'

    assert of(year(tmp_path, before(more)), "D176") == []


def test_days_in_both_periods_are_an_error(tmp_path: Path) -> None:
    """The first three days of this period lie in the one before."""
    outcome = year(tmp_path, before(end="2017-01-03"))

    [error] = of(outcome, "D176")
    assert error.severity == "error"
    assert "share 3 days, 2017-01-01 to 2017-01-03" in error.message
    assert error.span == (dt.datetime(2017, 1, 1), dt.datetime(2017, 1, 4))
    assert credits_of(outcome) == [None]


def test_days_between_the_periods_are_a_note(tmp_path: Path) -> None:
    """30 November to 1 January leaves the 31 days of December out."""
    outcome = year(tmp_path, before(end="2016-11-30"))

    [note] = of(outcome, "D176")
    assert note.severity == "note"
    assert "31 days, 2016-12-01 to 2016-12-31" in note.message
    assert credits_of(outcome) == [1000]


def test_a_period_before_that_lies_after_is_an_error(tmp_path: Path) -> None:
    """Dates of next year are a slip of the pen."""
    [error] = of(year(tmp_path, before(start="2018-01-01", end="2018-12-31")), "D176")

    assert error.severity == "error"
    assert "lies after this one" in error.message


def test_a_change_of_more_than_a_fifth_a_day_is_a_warning(tmp_path: Path) -> None:
    """1,000 MWh in 365 days are 2.740 a day; 732 in 366 days were 2.000: +37.0 %."""
    more = '[previous_period.monitored]\nEC_IT = { value = 732, unit = "MWh" }'

    [warning] = of(year(tmp_path, before(more)), "D176")

    assert warning.severity == "warning"
    assert warning.parameter == "EC_IT"
    assert warning.where.path == "previous_period.monitored.EC_IT"
    assert warning.message.startswith(
        "EC_IT a day: 2.740 MWh in this period, 2.000 in the period before, 2016-01-01 to "
        "2016-12-31 (MR-01): +37.0 %"
    )


def test_an_explained_change_is_a_note(tmp_path: Path) -> None:
    """The explanation stands in the note."""
    more = 'explanation = "a second hall"\nreductions = { value = 500, unit = "tCO2" }'

    [note] = of(year(tmp_path, before(more)), "D176")

    # 1,000 / 365 = 2.740; 500 / 366 = 1.366: +100.5 %
    assert note.severity == "note"
    assert note.message.endswith("+100.5 %; explained: a second hall")


@pytest.mark.parametrize(
    ("line", "code", "path"),
    [
        ('EC_X = { value = 1, unit = "MWh" }', "P015", "previous_period.monitored.EC_X"),
        ('EC_IT = { value = 1, unit = "kW" }', "P011", "previous_period.monitored.EC_IT.unit"),
    ],
)
def test_what_the_report_before_says_is_judged_by_the_methodology(
    tmp_path: Path, line: str, code: str, path: str
) -> None:
    """A name that does not exist, and a unit of another dimension, are errors with their place."""
    outcome = year(tmp_path, before(f"[previous_period.monitored]\n{line}"))

    assert [one.where.path for one in of(outcome, code)] == [path]


ESTIMATE = '[estimate]\nreductions = {{ value = {}, unit = "tCO2" }}\n'


def test_realised_against_expected_is_always_told(tmp_path: Path) -> None:
    """1,000 t of 950 expected are 5.3 % more: a note."""
    [note] = of(year(tmp_path, ESTIMATE.format(950)), "C210")

    assert note.severity == "note"
    assert note.message == (
        "realised of what was expected in 365 days: the reductions 1,000.000 of 950.000 tCO2 "
        "(+5.3 %)"
    )


def test_more_than_a_tenth_above_the_plan_has_to_be_explained(tmp_path: Path) -> None:
    """1,000 t of 900 expected are 11.1 % more: a warning, and a note once it is explained."""
    [warning] = of(year(tmp_path, ESTIMATE.format(900)), "C210")
    assert warning.severity == "warning"
    assert "(+11.1 %); more than 10 % above the plan has to be explained" in warning.message

    more = ESTIMATE.format(900) + 'explanation = "two more racks"'
    [note] = of(year(tmp_path, more), "C210")
    assert note.severity == "note"
    assert note.message.endswith("; explained: two more racks")


def test_less_than_expected_is_only_told(tmp_path: Path) -> None:
    """Half of the plan is no reason to doubt the reductions."""
    [note] = of(year(tmp_path, ESTIMATE.format(2000)), "C210")

    assert note.severity == "note"
    assert "(-50.0 %)" in note.message


def test_the_plan_of_a_parameter_is_told_beside_it(tmp_path: Path) -> None:
    """1,000 MWh of 800 planned are 25 % more, and earn credits: a warning."""
    outcome = year(tmp_path, point='estimate = { value = 800, unit = "MWh" }')

    [warning] = of(outcome, "C210")
    assert warning.severity == "warning"
    assert "EC_IT 1,000.000 of 800.000 MWh (+25.0 %)" in warning.message


def test_a_plan_that_a_parameter_keeps_to_is_silent_by_itself(tmp_path: Path) -> None:
    """Without [estimate] only an excess is told: 1,000 MWh of 950 are 5.3 % more."""
    outcome = year(tmp_path, point='estimate = { value = 950, unit = "MWh" }')

    assert of(outcome, "C210") == []


def test_a_part_of_a_year_is_compared_with_its_share_and_never_warns(tmp_path: Path) -> None:
    """90 of 365 days of 3,650 t are 900 t; 1,000 t are 11.1 % more, but of one season."""
    [note] = of(year(tmp_path, ESTIMATE.format(3650), end="2017-03-31"), "C210")

    assert note.severity == "note"
    assert "in 90 days: the reductions 1,000.000 of 900.000 tCO2 (+11.1 %)" in note.message
    assert "season" in note.message


def test_a_slip_of_units_is_not_told_again(tmp_path: Path) -> None:
    """A thousand times the plan is D115, and no excess to be explained."""
    outcome = year(tmp_path, it="1000", point='estimate = { value = 1, unit = "MWh" }')

    assert found(outcome, "D115") == ["warning"]
    assert of(outcome, "C210") == []


def test_an_estimate_in_another_unit_than_tonnes_is_refused(tmp_path: Path) -> None:
    """Reductions are tonnes of carbon dioxide."""
    more = '[estimate]\nreductions = { value = 1, unit = "MWh" }\n'

    [error] = of(year(tmp_path, more), "P011")
    assert error.where.path == "estimate.reductions.unit"
