"""What the values themselves say: changes, cuts, slips, negative years, modules of others."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.cases.projects import (
    amounts,
    calculate_text,
    credits_of,
    fixed,
    found,
    head,
    reductions_of,
)

from jcm_mrv.run import calculate, check

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.run import Outcome

MODULE = "data-center-efficiency 1"
YEAR = ("2017-01-01", "2017-12-31")
FACTORS = fixed("PUE_RE", "2") + fixed("EF_elec", "1", "tCO2/MWh")


def _centre(folder: Path, it: str, dc: str, *, factors: str = FACTORS, more: str = "") -> Outcome:
    project = (
        head(MODULE, *YEAR)
        + factors
        + amounts("EC_IT", [(*YEAR, it)], "MWh")
        + amounts("EC_DC", [(*YEAR, dc)], "MWh")
        + more
    )
    return calculate_text(folder, project)


def test_a_change_of_a_factor_inside_a_year_adds_up_before_rounding(tmp_path: Path) -> None:
    """Two segments of 181 and 184 days have factors 0.5 and 0.4; the year has one floor."""
    factors = fixed("PUE_RE", "2") + (
        fixed("EF_elec", "0.5", "tCO2/MWh", "until = 2017-06-30")
        + fixed("EF_elec", "0.4", "tCO2/MWh", "from = 2017-07-01")
    )

    outcome = _centre(tmp_path, "365", "365", factors=factors)

    # (2 - 1) x 365 MWh spread over the days: 181 x 0.5 + 184 x 0.4 = 164.1
    assert reductions_of(outcome) == ["164.1"]
    assert credits_of(outcome) == [164]
    equations = [one for one in outcome.document["equations"] if one["name"] == "ER"]
    assert [one["value"]["value"] for one in equations] == ["90.5", "73.6"]


def test_a_cut_gives_lines_that_share_the_tonnes_of_the_year(tmp_path: Path) -> None:
    """Cut at 1 July, 181 and 184 days of 0.5 t: 90.5 and 92 t, together 182 credits."""
    factors = fixed("PUE_RE", "2") + fixed("EF_elec", "0.5", "tCO2/MWh")
    project = (
        head(MODULE, *YEAR).replace("end = 2017-12-31", "end = 2017-12-31\ncuts = [2017-07-01]")
        + factors
        + amounts("EC_IT", [(*YEAR, "365")], "MWh")
        + amounts("EC_DC", [(*YEAR, "365")], "MWh")
    )

    outcome = calculate_text(tmp_path, project)

    assert reductions_of(outcome) == ["90.5", "92"]
    assert credits_of(outcome) == [90, 92]


def test_units_of_the_project_are_converted(tmp_path: Path) -> None:
    """kgCO2/kWh is the same factor as tCO2/MWh."""
    outcome = _centre(
        tmp_path,
        "100",
        "150",
        factors=fixed("PUE_RE", "2") + fixed("EF_elec", "0.5546", "kgCO2/kWh"),
    )

    assert reductions_of(outcome) == ["27.73"]


def test_a_negative_year_gives_no_credits_and_costs_the_next(tmp_path: Path) -> None:
    """2017 has -50 t, 2018 has 80 t: 0 and 30 credits, with a warning."""
    years = [("2017-01-01", "2017-12-31"), ("2018-01-01", "2018-12-31")]
    project = (
        head(MODULE, "2017-01-01", "2018-12-31")
        + FACTORS
        + amounts("EC_IT", [(*years[0], "100"), (*years[1], "100")], "MWh")
        + amounts("EC_DC", [(*years[0], "250"), (*years[1], "120")], "MWh")
    )

    outcome = calculate_text(tmp_path, project)

    assert reductions_of(outcome) == ["-50", "80"]
    assert credits_of(outcome) == [0, 30]
    assert found(outcome, "C204") == ["warning"]


def test_a_negative_total_is_an_error(tmp_path: Path) -> None:
    """A centre that draws more than the reference earns nothing at all."""
    outcome = _centre(tmp_path, "100", "250")

    assert found(outcome, "C205") == ["error"]
    assert credits_of(outcome) == [None]


def test_a_centre_that_draws_less_than_its_servers_is_not_plausible(tmp_path: Path) -> None:
    """EC_DC below EC_IT breaks a rule of the methodology and changes no number."""
    outcome = _centre(tmp_path, "100", "90")

    assert found(outcome, "C206") == ["warning"]
    assert reductions_of(outcome) == ["110"]


@pytest.mark.parametrize(
    ("planned", "code", "severity"),
    [
        ("0.5", "D115", "warning"),
        ("500000", "D115", "warning"),
        ("139", "D116", "note"),
        ("1800", "D116", "note"),
    ],
)
def test_a_slip_of_unit_shows_against_the_estimate(
    tmp_path: Path, planned: str, code: str, severity: str
) -> None:
    """500 MWh against a plan of 0.5, 500,000, 139 or 1,800 MWh: 1,000 and 3.6, both ways."""
    estimate = f'estimate = {{ value = {planned}, unit = "MWh" }}'
    project = (
        head(MODULE, *YEAR)
        + FACTORS
        + amounts("EC_IT", [(*YEAR, "500")], "MWh", estimate)
        + amounts("EC_DC", [(*YEAR, "600")], "MWh")
    )

    outcome = calculate_text(tmp_path, project)

    assert found(outcome, code) == [severity]
    assert credits_of(outcome) == [400]


def test_a_plan_that_was_met_gives_no_finding(tmp_path: Path) -> None:
    """500 MWh against a plan of 480 MWh is no slip."""
    project = (
        head(MODULE, *YEAR)
        + FACTORS
        + amounts("EC_IT", [(*YEAR, "500")], "MWh", 'estimate = { value = 480, unit = "MWh" }')
        + amounts("EC_DC", [(*YEAR, "600")], "MWh")
    )

    outcome = calculate_text(tmp_path, project)

    assert [one.code for one in outcome.findings if one.code.startswith("D")] == []


MODULE_TOML = """
schema = "jcm-mrv/methodology/1"
id = "{id}"
version = "1.0.0"
title = "A module for tests"
summary = "Made up, to try what no built-in module needs."
gases = ["CO2"]
fidelity = "reconstructed"
[[sources]]
title = "made up"
url = "https://example.org/"
{body}
[equations.ER]
unit = "tCO2"
formula = "RE - PE"
"""
BOTH = """
[parameters.X]
symbol = "X"
title = "a quantity that errs on both sides"
kind = "monitored"
unit = "MWh"
aggregate = "sum"
conservative = "both"
options = ["C"]
[equations.RE]
unit = "tCO2"
formula = 'X * q("1 tCO2/MWh")'
[equations.PE]
unit = "tCO2"
formula = "0"
"""
RATIO = """
[parameters.X]
symbol = "X"
title = "a quantity"
kind = "monitored"
unit = "MWh"
aggregate = "sum"
conservative = "low"
options = ["C"]
[parameters.N]
symbol = "N"
title = "a divisor"
kind = "fixed"
unit = "1"
[equations.RE]
unit = "tCO2"
formula = 'X / N * q("1 tCO2/MWh")'
[equations.PE]
unit = "tCO2"
formula = "0"
"""
MEAN = """
[parameters.T]
symbol = "T"
title = "mean temperature difference"
kind = "monitored"
unit = "delta_degC"
aggregate = "{aggregate}"
conservative = "low"
options = ["C"]
[equations.RE]
unit = "tCO2"
formula = 'T * q("1 tCO2/delta_degC")'
[equations.PE]
unit = "tCO2"
formula = "0"
"""
HOURLY = """
[[monitored.{name}.source]]
files = "x.csv"
columns = ["x"]
measures = "{measures}"
unit = "{unit}"
time = "timestamp"
stamp = "start"
step = "1 hour"
"""


def _module(folder: Path, identifier: str, body: str) -> Path:
    place = folder / "modules" / identifier / "1"
    place.mkdir(parents=True)
    text = MODULE_TOML.format(id=identifier, body=body)
    (place / "methodology.toml").write_text(text, encoding="utf-8")
    (place / "cases.toml").write_text('schema = "jcm-mrv/cases/1"\n', encoding="utf-8")
    return folder / "modules"


def _project(folder: Path, identifier: str, body: str, rows: str = "") -> None:
    text = head(MODULE, "2017-01-01", "2017-01-01").replace(MODULE, f"{identifier} 1")
    text = text.split("[eligibility]", maxsplit=1)[0] + body
    (folder / "project.toml").write_text(text, encoding="utf-8")
    (folder / "x.csv").write_text("timestamp,x\n" + rows, encoding="utf-8")


def _day(values: list[str]) -> str:
    return "".join(f"2017-01-01 {hour:02d}:00,{value}\n" for hour, value in enumerate(values))


def test_a_parameter_that_errs_both_ways_takes_the_lower_reductions(tmp_path: Path) -> None:
    """Two readings of one stamp, 3 and 5: either way is computed, and 23 + 3 counts."""
    modules = _module(tmp_path, "both-ways", BOTH)
    rows = _day(["1"] * 23 + ["3"]) + "2017-01-01 23:00,5\n"
    source = "[monitored.X]\npoint = 1\n" + HOURLY.format(name="X", measures="energy", unit="MWh")
    _project(tmp_path, "both-ways", source, rows)

    outcome = calculate(tmp_path, methodologies=[modules])

    assert reductions_of(outcome) == ["26"]
    assert found(outcome, "D111") == ["warning"]


def test_a_division_by_zero_names_equation_and_operand(tmp_path: Path) -> None:
    """N = 0 leaves no result, and the finding says where."""
    modules = _module(tmp_path, "a-ratio", RATIO)
    source = "[monitored.X]\npoint = 1\n" + HOURLY.format(name="X", measures="energy", unit="MWh")
    _project(tmp_path, "a-ratio", fixed("N", "0") + source, _day(["1"] * 24))

    outcome = calculate(tmp_path, methodologies=[modules])

    message = next(one.message for one in outcome.findings if one.code == "C201")
    assert message == (
        "the equation RE has no value (N: is zero, and something is divided by it); check the "
        "values that it reads"
    )
    assert outcome.document["totals"]["credits"] is None
    assert outcome.document["equations"] == []


def test_a_negative_divisor_turns_the_declared_side_round(tmp_path: Path) -> None:
    """With N = -2 and X = -24 a lower X raises ER: the declared low side does not hold."""
    modules = _module(tmp_path, "a-ratio", RATIO)
    source = "[monitored.X]\npoint = 1\n" + HOURLY.format(name="X", measures="energy", unit="MWh")
    _project(tmp_path, "a-ratio", fixed("N", "-2") + source, _day(["-1"] * 24))

    outcome = calculate(tmp_path, methodologies=[modules])

    assert reductions_of(outcome) == ["12"]
    assert found(outcome, "C207") == ["error"]


@pytest.mark.parametrize(("aggregate", "value"), [("mean", "12.5"), ("min", "1"), ("max", "24")])
def test_a_state_is_taken_as_mean_minimum_or_maximum(
    tmp_path: Path, aggregate: str, value: str
) -> None:
    """Readings of 1 to 24 kelvin: mean 12.5, least 1, most 24."""
    modules = _module(tmp_path, "a-state", MEAN.format(aggregate=aggregate))
    source = "[monitored.T]\npoint = 1\n" + HOURLY.format(
        name="T", measures="state", unit="delta_degC"
    )
    _project(tmp_path, "a-state", source, _day([str(hour + 1) for hour in range(24)]))

    outcome = calculate(tmp_path, methodologies=[modules])

    assert reductions_of(outcome) == [value]


def test_a_gap_in_a_mean_is_an_error_unless_it_is_left_out(tmp_path: Path) -> None:
    """23 of 24 readings: no mean; with no-claim the mean of those that are there."""
    modules = _module(tmp_path, "a-state", MEAN.format(aggregate="mean"))
    source = HOURLY.format(name="T", measures="state", unit="delta_degC")
    rows = _day(["2"] * 23)

    _project(tmp_path, "a-state", "[monitored.T]\npoint = 1\n" + source, rows)
    undeclared = calculate(tmp_path, methodologies=[modules])
    declared_point = '[monitored.T]\npoint = 1\ngap_treatment = "no-claim"\n'
    _project(tmp_path, "a-state", declared_point + source, rows)
    declared = calculate(tmp_path, methodologies=[modules])

    assert found(undeclared, "D104") == ["error"]
    assert found(declared, "D104") == ["warning"]
    assert reductions_of(declared) == ["2"]


def test_checking_up_to_a_day_asks_nothing_of_the_days_after_it(tmp_path: Path) -> None:
    """A period that still runs is checked to the day that has readings."""
    (tmp_path / "project.toml").write_text(
        head(MODULE, *YEAR)
        + FACTORS
        + amounts("EC_IT", [("2017-01-01", "2017-03-31", "100")], "MWh")
        + amounts("EC_DC", [("2017-01-01", "2017-03-31", "120")], "MWh"),
        encoding="utf-8",
    )

    import datetime as dt  # noqa: PLC0415

    whole = check(tmp_path)
    running = check(tmp_path, until=dt.date(2017, 3, 31))

    assert [one.severity for one in whole if one.code == "D104"] == ["error", "warning"]
    assert [one for one in running if one.code == "D104"] == []


def test_an_inverted_period_is_told_and_nothing_is_calculated(tmp_path: Path) -> None:
    """A period that ends before it starts has no vintages and no totals."""
    outcome = calculate_text(
        tmp_path,
        head(MODULE, "2017-12-31", "2017-01-01")
        + FACTORS
        + amounts("EC_IT", [(*YEAR, "1")], "MWh")
        + amounts("EC_DC", [(*YEAR, "1")], "MWh"),
    )

    assert found(outcome, "P040") == ["error"]
    assert outcome.document["vintages"] == []
    assert outcome.document["totals"]["credits"] is None


def test_the_adjustments_of_a_report_explain_its_operands(tmp_path: Path) -> None:
    """Sum of the months plus adjustments is what enters the equation."""
    meter = """
[[meters]]
id = "M"
mpe = { value = 1, unit = "%", source = "plate" }
calibrations = [ { date = 2016-01-01, valid_until = 2017-06-30, certificate = "a" } ]
"""
    project = (
        head(MODULE, *YEAR)
        + FACTORS
        + amounts("EC_IT", [(*YEAR, "365")], "MWh", 'meter = "M"')
        + amounts("EC_DC", [(*YEAR, "400")], "MWh")
        + meter
    )

    outcome = calculate_text(tmp_path, project)

    # lapsed from 1 July: 184 of 365 MWh, 1 % of them
    document = outcome.document
    months = [one for one in document["readings"] if one["parameter"] == "EC_IT"]
    read = sum(Fraction(one["sum"]) for one in months)
    adjusted = sum(Fraction(one["amount"]["value"]) for one in document["adjustments"])
    entered = next(one for one in document["equations"] if one["name"] == "RE")
    assert (read, adjusted) == (365, Fraction("-1.84"))
    assert Fraction(entered["operands"]["EC_IT"]["value"]) == read + adjusted
