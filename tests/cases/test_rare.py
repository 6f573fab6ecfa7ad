"""Rare turns of a calculation, each reached from files as a project could hold them."""

from __future__ import annotations

import datetime as dt
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
    table,
)
from tests.cases.test_values import HOURLY, MEAN, _day, _module, _project

from jcm_mrv.calculation.model import Computed
from jcm_mrv.calculation.timeline import Segment
from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from pathlib import Path

YEAR = ("2017-01-01", "2017-12-31")
FACTORS = fixed("PUE_RE", "2") + fixed("EF_elec", "1", "tCO2/MWh")
HEAD = head("data-center-efficiency 1", *YEAR) + FACTORS
IT = amounts("EC_IT", [(*YEAR, "100")], "MWh")
DAILY = """
[[monitored.{name}.source]]
files = "{file}"
columns = ["mwh"]
measures = "energy"
unit = "MWh"
time = "timestamp"
stamp = "start"
step = "1 day"
{more}
"""


def _days(
    value: str, *, lost: tuple[int, ...] = (), start: str = "2017-01-01", days: int = 365
) -> str:
    first = dt.date.fromisoformat(start)
    rows = [(str(first + dt.timedelta(days=day)), value) for day in range(days) if day not in lost]
    return table("mwh", rows)


def test_an_invoice_of_another_time_fills_nothing(tmp_path: Path) -> None:
    """A gap in January is not filled by an invoice of March."""
    fill = """
[[monitored.EC_DC.amount]]
start = 2017-03-01
end = 2017-03-31
value = 1
unit = "MWh"
evidence = "March"
use = "fill"
"""
    dc = "[monitored.EC_DC]\npoint = 2\n" + DAILY.format(name="EC_DC", file="dc.csv", more="")

    outcome = calculate_text(tmp_path, HEAD + IT + dc + fill, {"dc.csv": _days("1", lost=(4,))})

    assert found(outcome, "D104") == ["error"]


def test_maximum_without_a_rated_power_is_no_treatment(tmp_path: Path) -> None:
    """The project stage asks for the rated power; the gap stays an error."""
    dc = '[monitored.EC_DC]\npoint = 2\ngap_treatment = "maximum"\n'
    dc += DAILY.format(name="EC_DC", file="dc.csv", more="")

    outcome = calculate_text(tmp_path, HEAD + IT + dc, {"dc.csv": _days("1", lost=(4,))})

    assert found(outcome, "P061") == ["error"]
    assert found(outcome, "D104") == ["error"]


def test_a_substitute_that_was_not_there_yet_is_no_help(tmp_path: Path) -> None:
    """A substitute meter from July on has no reading for a gap in January."""
    dc = '[monitored.EC_DC]\npoint = 2\ngap_treatment = "substitute"\n'
    dc += DAILY.format(name="EC_DC", file="dc.csv", more="")
    dc += DAILY.format(name="EC_DC", file="other.csv", more='use = "substitute"\nfrom = 2017-07-01')
    files = {
        "dc.csv": _days("1", lost=(4,)),
        "other.csv": _days("1", start="2017-07-01", days=184),
    }

    outcome = calculate_text(tmp_path, HEAD + IT + dc, files)

    assert found(outcome, "D104") == ["error"]


def test_a_gap_over_new_year_is_told_for_each_year(tmp_path: Path) -> None:
    """Two days lost around New Year cost each year what its own day could have drawn."""
    dc = '[monitored.EC_DC]\npoint = 2\ngap_treatment = "maximum"\n'
    dc += 'rated = { value = 1, unit = "MW" }\n'
    dc += DAILY.format(name="EC_DC", file="dc.csv", more="")
    years = [("2017-01-01", "2017-12-31", "1000"), ("2018-01-01", "2018-12-31", "1000")]
    project = (
        head("data-center-efficiency 1", "2017-01-01", "2018-12-31")
        + FACTORS
        + amounts("EC_IT", years, "MWh")
        + dc
    )

    outcome = calculate_text(tmp_path, project, {"dc.csv": _days("2", lost=(364, 365), days=730)})

    # 2 x 1,000 - (364 x 2 + 24) in both years
    assert reductions_of(outcome) == ["1248", "1248"]
    assert found(outcome, "D104") == ["warning", "warning"]
    effects = [one.effect.tonnes for one in outcome.findings if one.effect]
    assert effects == [Fraction(-24), Fraction(-24)]


def test_a_year_without_any_reading_has_no_mean_to_estimate_by(tmp_path: Path) -> None:
    """Readings of 2017 alone: the gap of 2018 counts as nothing, its effect is not known."""
    it = "[monitored.EC_IT]\npoint = 1\n" + DAILY.format(name="EC_IT", file="it.csv", more="")
    project = (
        head("data-center-efficiency 1", "2017-01-01", "2018-12-31")
        + FACTORS
        + it
        + amounts(
            "EC_DC", [("2017-01-01", "2017-12-31", "100"), ("2018-01-01", "2018-12-31", "1")], "MWh"
        )
    )

    outcome = calculate_text(tmp_path, project, {"it.csv": _days("1")})

    assert reductions_of(outcome) == ["630", "-1"]
    assert credits_of(outcome) == [629, 0]
    gap = next(one for one in outcome.findings if one.code == "D104")
    assert (gap.severity, gap.effect) == ("warning", None)


def test_readings_that_many_members_repeat_are_told_once(tmp_path: Path) -> None:
    """25 roofs, each with one row twice: one note for all of them."""
    roofs = [f"roof-{number}" for number in range(25)]
    project = head("rooftop-solar 1", "2017-01-01", "2017-01-01")
    project += "".join(f'[[sets.system.member]]\nid = "{roof}"\n' for roof in roofs)
    project += "".join(fixed("EF_RE", "1", "tCO2/MWh", f'system = "{roof}"') for roof in roofs)
    project += "[[monitored.EG]]\npoint = 1\n" + DAILY.format(
        name="EG", file="eg.csv", more='member_column = "roof"'
    )
    rows = "".join(f"2017-01-01,{roof},1\n2017-01-01,{roof},1\n" for roof in roofs)

    outcome = calculate_text(tmp_path, project, {"eg.csv": "timestamp,roof,mwh\n" + rows})

    notes = [one for one in outcome.findings if one.code == "D110"]
    assert len(notes) == 1
    assert notes[0].message.endswith("(and 24 more like this)")
    assert reductions_of(outcome) == ["25"]


def test_a_state_without_readings_in_a_month_has_no_mean(tmp_path: Path) -> None:
    """January has readings, February none: the gap is an error, January is still reported."""
    modules = _module(tmp_path, "a-state", MEAN.format(aggregate="mean"))
    source = "[monitored.T]\npoint = 1\n" + HOURLY.format(
        name="T", measures="state", unit="delta_degC"
    )
    _project(tmp_path, "a-state", source, _day(["2"] * 24))
    path = tmp_path / "project.toml"
    text = path.read_text(encoding="utf-8").replace("end = 2017-01-01", "end = 2017-02-28")
    path.write_text(text, encoding="utf-8")

    outcome = calculate(tmp_path, methodologies=[modules])

    assert found(outcome, "D104") == ["error"]
    assert [month["sum"] for month in outcome.document["readings"]] == ["48", "0"]


POLE = """
[parameters.X]
symbol = "X"
title = "a quantity"
kind = "monitored"
unit = "MWh"
aggregate = "sum"
conservative = "low"
options = ["C"]
[equations.RE]
unit = "tCO2"
formula = 'q("1 tCO2*MWh") / (q("24 MWh") - X)'
[equations.PE]
unit = "tCO2"
formula = "0"
"""


def test_an_effect_that_has_no_value_is_left_out(tmp_path: Path) -> None:
    """With the missing hour X would be 24 and the formula has a pole there: no effect is told."""
    modules = _module(tmp_path, "a-pole", POLE)
    source = "[monitored.X]\npoint = 1\n" + HOURLY.format(name="X", measures="energy", unit="MWh")
    _project(tmp_path, "a-pole", source, _day(["1"] * 23))

    outcome = calculate(tmp_path, methodologies=[modules])

    assert reductions_of(outcome) == ["1"]
    gap = next(one for one in outcome.findings if one.code == "D104")
    assert (gap.treatment, gap.effect) == ("counted as nothing", None)


def test_not_claiming_what_has_no_worst_case_is_refused(tmp_path: Path) -> None:
    """Without the span X is 0, where the formula has its pole: nothing can be compared."""
    modules = _module(tmp_path, "a-pole", POLE.replace('q("24 MWh") - X', "X"))
    source = '[monitored.X]\npoint = 1\ngap_treatment = "no-claim"\n' + HOURLY.format(
        name="X", measures="energy", unit="MWh"
    )
    rows = _day(["0"] * 24).replace("2017-01-01 05:00,0\n", "")
    _project(tmp_path, "a-pole", source, rows)

    outcome = calculate(tmp_path, methodologies=[modules])

    gap = next(one for one in outcome.findings if one.code == "D104")
    assert gap.severity == "error"
    assert gap.message.endswith("not claiming it is refused: its reductions could be negative")


def test_a_lost_day_of_waste_heat_need_not_be_claimed(tmp_path: Path) -> None:
    """The equipment's own use is charged for every day all the same, so nothing is hidden."""
    project = (
        head("waste-heat-recovery 1", "2017-01-01", "2017-12-31")
        + fixed("EC_CAP", "100", "kW")
        + fixed("EF_grid", "0.5", "tCO2/MWh")
        + '[monitored.EG_SUP]\npoint = 1\ngap_treatment = "no-claim"\n'
        + DAILY.format(name="EG_SUP", file="eg.csv", more="")
    )

    outcome = calculate_text(tmp_path, project, {"eg.csv": _days("10", lost=(4,))})

    # (364 x 10 - 0.1 x 24 x 365) x 0.5
    assert reductions_of(outcome) == ["1382"]
    assert found(outcome, "D104") == ["warning"]


def test_a_rule_that_divides_by_zero_is_a_warning(tmp_path: Path) -> None:
    """A plausibility rule without a truth is told, and changes no number."""
    body = POLE.replace('q("24 MWh") - X', "X") + (
        '[[plausibility]]\ntitle = "a ratio"\nformula = "RE / PE < 5"\nseverity = "error"\n'
    )
    modules = _module(tmp_path, "a-pole", body)
    source = "[monitored.X]\npoint = 1\n" + HOURLY.format(name="X", measures="energy", unit="MWh")
    _project(tmp_path, "a-pole", source, _day(["0.5"] * 24))

    outcome = calculate(tmp_path, methodologies=[modules])

    finding = next(one for one in outcome.findings if one.code == "C201")
    assert finding.severity == "warning"
    assert finding.message.startswith("a plausibility rule cannot be judged (")
    assert reductions_of(outcome) == ["1/12"]


def test_a_value_that_the_methodology_does_not_know_is_told_and_left_out(tmp_path: Path) -> None:
    """A fixed value under a wrong name, and a member where there is no set, change nothing."""
    more = fixed("PUE", "3") + fixed("EF_elec", "2", "tCO2/MWh", 'system = "roof"')
    dc = amounts("EC_DC", [(*YEAR, "120")], "MWh")

    outcome = calculate_text(tmp_path, HEAD + IT + dc + more)

    assert found(outcome, "P015") == ["error"]
    assert credits_of(outcome) == [None]


def test_a_set_without_its_values_is_told_and_nothing_computed(tmp_path: Path) -> None:
    """A roof without factor and without readings leaves nothing to compute."""
    project = head("rooftop-solar 1", *YEAR) + '[[sets.system.member]]\nid = "roof"\n'

    outcome = calculate_text(tmp_path, project)

    assert {one.code for one in outcome.findings if one.severity == "error"} == {"P014", "P017"}
    assert outcome.document["totals"]["emission_reductions"] is None


def test_an_equation_over_a_set_is_no_total() -> None:
    """Tonnes of a line are one number; a column of members is refused."""
    segment = Segment(0, 0, dt.date(2017, 1, 1), dt.date(2017, 1, 1), range(1))

    with pytest.raises(TypeError, match="RE is one number a vintage"):
        Computed(segment, {}, {"RE": {"a": Fraction(1)}}).tonnes("RE")


REGISTER = """
[[monitored.EC_DC.source]]
files = "{file}"
columns = ["count"]
measures = "register"
unit = "MWh"
time = "timestamp"
{more}
"""


def test_a_meter_replaced_at_new_year_speaks_for_its_own_year(tmp_path: Path) -> None:
    """The old counter has nothing to say of 2018, nor the new one of 2017."""
    years = [("2017-01-01", "2017-12-31", "100"), ("2018-01-01", "2018-12-31", "100")]
    project = (
        head("data-center-efficiency 1", "2017-01-01", "2018-12-31")
        + FACTORS
        + amounts("EC_IT", years, "MWh")
        + "[monitored.EC_DC]\npoint = 2\n"
        + REGISTER.format(file="old.csv", more="until = 2017-12-31")
        + REGISTER.format(file="new.csv", more="from = 2018-01-01")
    )
    files = {
        "old.csv": table("count", [("2017-01-01 00:00", "0"), ("2018-01-01 00:00", "110")]),
        "new.csv": table("count", [("2018-01-01 00:00", "7"), ("2019-01-01 00:00", "127")]),
    }

    outcome = calculate_text(tmp_path, project, files)

    # 2 x 100 - 110 and 2 x 100 - (127 - 7)
    assert reductions_of(outcome) == ["90", "80"]
    assert found(outcome, "D104") == []


def test_a_lapse_before_the_first_reading_of_a_register_takes_what_there_is(
    tmp_path: Path,
) -> None:
    """Lapsed all year, the counter read from March on: its whole difference is raised by 1 %."""
    meter = """
[[meters]]
id = "M"
mpe = { value = 1, unit = "%", source = "plate" }
calibrations = [ { date = 2016-01-01, valid_until = 2016-12-31, certificate = "a" } ]
"""
    project = (
        HEAD
        + IT
        + '[monitored.EC_DC]\npoint = 2\nmeter = "M"\n'
        + REGISTER.format(file="dc.csv", more="")
        + meter
    )
    rows = [("2017-03-01 00:00", "0"), ("2017-11-01 00:00", "100")]

    outcome = calculate_text(tmp_path, project, {"dc.csv": table("count", rows)})

    # the high side lacks its readings at both ends (errors); 200 - (100 + 1)
    assert reductions_of(outcome) == ["99"]
    assert found(outcome, "D119") == ["error", "error"]
    assert found(outcome, "D117") == ["warning"]


def test_a_register_of_one_reading_has_nothing_to_correct(tmp_path: Path) -> None:
    """With a single count there is no difference for a lapse to raise."""
    meter = """
[[meters]]
id = "M"
mpe = { value = 1, unit = "%", source = "plate" }
calibrations = [ { date = 2016-01-01, valid_until = 2016-12-31, certificate = "a" } ]
"""
    project = (
        HEAD
        + IT
        + '[monitored.EC_DC]\npoint = 2\nmeter = "M"\n'
        + REGISTER.format(file="dc.csv", more="")
        + meter
    )

    outcome = calculate_text(
        tmp_path, project, {"dc.csv": table("count", [("2017-03-01 00:00", "5")])}
    )

    assert found(outcome, "D117") == []
    assert found(outcome, "D119") == ["error"]


def test_a_column_without_any_count_is_no_reading(tmp_path: Path) -> None:
    """A register whose column is empty has measured nothing."""
    project = HEAD + IT + "[monitored.EC_DC]\npoint = 2\n" + REGISTER.format(file="dc.csv", more="")
    rows = [("2017-01-01 00:00", ""), ("2018-01-01 00:00", "")]

    outcome = calculate_text(tmp_path, project, {"dc.csv": table("count", rows)})

    assert found(outcome, "D108") == ["error"]
    assert credits_of(outcome) == [None]


def test_a_column_that_rises_and_falls_is_no_counter(tmp_path: Path) -> None:
    """More than twenty falls are told once, with the way to read amounts of each step."""
    rows = [(f"2017-01-{day:02d} 00:00", str(5 + day % 2)) for day in range(1, 32)]
    rows += [(f"2017-02-{day:02d} 00:00", str(5 + day % 2)) for day in range(1, 29)]
    project = HEAD + IT + "[monitored.EC_DC]\npoint = 2\n" + REGISTER.format(file="dc.csv", more="")

    outcome = calculate_text(tmp_path, project, {"dc.csv": table("count", rows)})

    [finding] = [one for one in outcome.findings if one.code == "D118"]
    # it falls on every even day but the first: 15 in January, 14 in February
    assert finding.message.startswith("the register falls 29 times")
    assert 'measures = "energy"' in finding.message


def test_two_counts_of_one_moment_are_told_without_an_effect(tmp_path: Path) -> None:
    """What the other count of a register would have given depends on its neighbours."""
    rows = [("2017-01-01 00:00", "0"), ("2018-01-01 00:00", "100"), ("2018-01-01 00:00", "120")]
    project = HEAD + IT + "[monitored.EC_DC]\npoint = 2\n" + REGISTER.format(file="dc.csv", more="")

    outcome = calculate_text(tmp_path, project, {"dc.csv": table("count", rows)})

    conflict = next(one for one in outcome.findings if one.code == "D111")
    assert conflict.effect is None
    # the largest counts on the high side: 200 - 120
    assert reductions_of(outcome) == ["80"]


def test_conflicting_readings_of_a_wrong_dimension_have_no_effect(tmp_path: Path) -> None:
    """Where the unit is an error, nothing is computed from the readings."""
    dc = "[monitored.EC_DC]\npoint = 2\n" + DAILY.format(name="EC_DC", file="dc.csv", more="")
    rows = _days("1") + "2017-01-01,2\n"

    outcome = calculate_text(
        tmp_path, HEAD + IT + dc.replace('unit = "MWh"', 'unit = "tCO2"'), {"dc.csv": rows}
    )

    assert found(outcome, "P011") == ["error"]
    assert [one.effect for one in outcome.findings if one.code == "D111"] == [None]


def test_reductions_that_no_report_can_state_are_an_error(tmp_path: Path) -> None:
    """2^53 tonnes and more are no whole number in JSON."""
    factors = fixed("PUE_RE", "2") + fixed("EF_elec", "1e15", "tCO2/MWh")
    project = (
        head("data-center-efficiency 1", *YEAR)
        + factors
        + IT
        + amounts("EC_DC", [(*YEAR, "120")], "MWh")
    )

    outcome = calculate_text(tmp_path, project)

    # (200 - 120) x 10^15
    assert reductions_of(outcome) == ["80000000000000000"]
    assert found(outcome, "C208") == ["error"]
    assert credits_of(outcome) == [None]


@pytest.mark.parametrize("end", ["2017-01-10", "2017-12-31"])
def test_a_plan_says_nothing_of_a_few_days_or_of_nothing(tmp_path: Path, end: str) -> None:
    """Ten days are too short to compare with a year, and zero energy slips no unit."""
    days = ("2017-01-01", end)
    estimate = 'estimate = { value = 500, unit = "MWh" }'
    value = "0" if end == "2017-12-31" else "500"
    project = (
        head("data-center-efficiency 1", *days)
        + FACTORS
        + amounts("EC_IT", [(*days, value)], "MWh", estimate)
        + amounts("EC_DC", [(*days, "0")], "MWh")
    )

    outcome = calculate_text(tmp_path, project)

    assert found(outcome, "D115") == []
    assert found(outcome, "D116") == []
