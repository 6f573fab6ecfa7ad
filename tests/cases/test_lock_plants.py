"""Drift of roofs, registers, means and potentials, with tonnes by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.cases.projects import amounts, credits_of, fixed, head, table

from jcm_mrv.lock.plan import render_lock
from jcm_mrv.run import calculate, check, lock

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.findings import Finding
    from jcm_mrv.lock.making import Locking

TOY = """
schema = "jcm-mrv/methodology/1"
id = "toy"
version = "1.0.0"
title = "Toy"
summary = "Methane captured at a concentration."
gases = ["CO2", "CH4"]
gwp_sets = ["AR4", "AR5"]
fidelity = "reconstructed"
[[sources]]
title = "Made up for tests"
url = "https://example.org/toy"
[parameters.M]
symbol = "M"
title = "Gas captured"
kind = "monitored"
unit = "tCH4"
aggregate = "sum"
conservative = "low"
[parameters.W]
symbol = "W"
title = "Concentration"
kind = "monitored"
unit = "1"
aggregate = "mean"
conservative = "low"
[equations.RE]
unit = "tCO2e"
formula = "M * W * GWP_CH4"
[equations.PE]
unit = "tCO2e"
formula = "0"
[equations.ER]
unit = "tCO2e"
formula = "RE - PE"
"""
TOY_CASES = """
schema = "jcm-mrv/cases/1"
[[case]]
name = "A year"
period = { start = 2017-01-01, end = 2017-12-31 }
gwp_set = "AR4"
[case.inputs]
M = 2
W = 0.5
[case.expect]
ER = { value = 25, because = "2 * 0.5 * 25" }
"""
TOY_PROJECT = """
schema = "jcm-mrv/project/1"
[project]
title = "Gas"
country = "LA"
methodology = "toy 1"
time_zone = "Asia/Vientiane"
gwp_set = "{gwp}"
[monitoring_period]
start = 2017-01-01
end = 2017-01-04
[[monitored.W.source]]
files = "w.csv"
columns = ["w"]
measures = "state"
unit = "1"
time = "day"
stamp = "start"
step = "1 day"
"""
ROOFS = """
[[monitored.EG]]
system = "{roof}"
point = 1
[[monitored.EG.source]]
files = "{roof}.csv"
columns = ["mwh"]
measures = "energy"
unit = "MWh"
time = "timestamp"
stamp = "start"
step = "1 day"
"""
REGISTER = """
[monitored.EC_IT]
point = 1
[[monitored.EC_IT.source]]
files = "it.csv"
columns = ["count"]
measures = "register"
unit = "MWh"
time = "timestamp"
{more}
"""


def lock_folder(folder: Path, change: str | None = None, modules: tuple[Path, ...] = ()) -> Locking:
    """Lock a project, as the command does."""
    made = lock(folder, change=change, methodologies=modules)
    if made.data is not None:
        made.path.write_bytes(made.data)
    return made


def drifts_of(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return the findings that compare with a lock."""
    return [one for one in findings if one.code.startswith("P08") or one.code == "D180"]


def effect(finding: Finding) -> tuple[Fraction, str]:
    """Return the tonnes of a finding and how well they are known."""
    assert finding.effect is not None
    return finding.effect.tonnes, finding.effect.kind


def write_roofs(folder: Path, roofs: dict[str, tuple[str, str, str]], days: str = "") -> Path:
    """Write roofs: factor, first and second day [MWh]."""
    text = head("rooftop-solar 1", "2017-01-01", "2017-01-02")
    for roof, (factor, *readings) in roofs.items():
        text += f'[[sets.system.member]]\nid = "{roof}"\n{days}'
        text += fixed("EF_RE", factor, "tCO2/MWh", f'system = "{roof}"') + ROOFS.format(roof=roof)
        rows = [(f"2017-01-0{day}", value) for day, value in enumerate(readings, 1)]
        (folder / f"{roof}.csv").write_text(table("mwh", rows), "utf-8")
    (folder / "project.toml").write_text(text, "utf-8")
    return folder


TWO = {"a": ("0.5", "10", "20"), "b": ("0.4", "1", "2")}


def test_the_factors_of_roofs_drift_together(tmp_path: Path) -> None:
    """One finding names each roof whose factor moved, with the tonnes of all of them."""
    lock_folder(write_roofs(tmp_path, TWO))
    write_roofs(tmp_path, {"a": ("0.6", "10", "20"), "b": ("0.6", "1", "2")})

    [finding] = drifts_of(check(tmp_path))

    # 30 x 0.1 + 3 x 0.2
    assert finding.code == "P081"
    assert effect(finding) == (Fraction("3.6"), "exact")
    assert "0.6 tCO2/MWh for a, 0.6 tCO2/MWh for b" in finding.message
    assert "0.5 tCO2/MWh for a, 0.4 tCO2/MWh for b" in finding.message


def test_only_the_roof_that_moved_is_named(tmp_path: Path) -> None:
    """A roof whose factor stayed is no part of the finding, nor of its tonnes."""
    lock_folder(write_roofs(tmp_path, TWO))
    write_roofs(tmp_path, {**TWO, "b": ("0.6", "1", "2")})

    [finding] = drifts_of(check(tmp_path))

    assert effect(finding) == (Fraction("0.6"), "exact")
    assert "for a" not in finding.message
    assert finding.where.path == "fixed.EF_RE[1].value"


def test_readings_of_one_roof_drift_by_its_own_factor(tmp_path: Path) -> None:
    """The member of the month is named, and its factor counts."""
    lock_folder(write_roofs(tmp_path, TWO))
    write_roofs(tmp_path, {**TWO, "b": ("0.4", "1", "2.5")})

    [finding] = drifts_of(check(tmp_path))

    # 0.5 x 0.4
    assert finding.code == "D180"
    assert effect(finding) == (Fraction("0.2"), "exact")
    assert 'EG of "b" in 2017-01' in finding.message


def test_a_roof_that_came_or_went_is_told_once(tmp_path: Path) -> None:
    """Its factor, its point and its months are not told again beside it."""
    lock_folder(write_roofs(tmp_path, TWO))
    write_roofs(tmp_path, {**TWO, "c": ("0.5", "1", "1")})
    [came] = drifts_of(check(tmp_path))
    assert (came.code, came.severity) == ("P087", "error")
    assert '"c"' in came.message

    write_roofs(tmp_path, {"a": TWO["a"]})
    codes = [one.code for one in drifts_of(check(tmp_path))]
    # That its accepted readings are gone is drift of its own.
    assert codes == ["P087", "D180"]

    assert lock_folder(tmp_path, "roof b sold").data is not None
    assert [one.code for one in drifts_of(check(tmp_path))] == ["P088"]


def test_other_days_of_a_roof_are_an_error(tmp_path: Path) -> None:
    """When a roof belongs to the project decides what it counts."""
    lock_folder(write_roofs(tmp_path, TWO))
    write_roofs(tmp_path, TWO, days="start = 2016-12-31\n")

    found = drifts_of(check(tmp_path))

    assert [(one.code, one.severity) for one in found] == [("P083", "error")] * 2


def write_register(folder: Path, rows: list[tuple[str, str]], more: str = "") -> Path:
    """Write a register of IT energy of two months; ER = 2 x IT - 100."""
    text = head("data-center-efficiency 1", "2017-01-01", "2017-02-28")
    text += fixed("PUE_RE", "2") + fixed("EF_elec", "1", "tCO2/MWh")
    text += amounts("EC_DC", [("2017-01-01", "2017-02-28", "100")], "MWh")
    text += REGISTER.format(more=more)
    (folder / "project.toml").write_text(text, "utf-8")
    (folder / "it.csv").write_text(table("count", rows), "utf-8")
    return folder


COUNTS = [("2017-01-01", "0"), ("2017-02-01", "310"), ("2017-03-01", "590")]


def test_a_register_is_accepted_up_to_its_last_reading(tmp_path: Path) -> None:
    """A month is over when the register was read at its end; what follows is no drift."""
    made = lock_folder(write_register(tmp_path, COUNTS[:2]))
    assert [(one.parameter, one.month) for one in made.left] == [("EC_IT", "2017-02")]
    write_register(tmp_path, COUNTS)

    assert drifts_of(check(tmp_path)) == []
    assert lock_folder(tmp_path).added == 1


def test_a_register_reading_that_changed_moves_two_months(tmp_path: Path) -> None:
    """What January gains February loses; each is told, and both together move nothing."""
    lock_folder(write_register(tmp_path, COUNTS))
    write_register(tmp_path, [COUNTS[0], ("2017-02-01", "320"), COUNTS[2]])

    found = drifts_of(calculate(tmp_path).findings)

    # 10 MWh x 2
    assert [effect(one) for one in found] == [
        (Fraction(20), "estimate"),
        (Fraction(-20), "estimate"),
    ]


def test_another_multiplier_tells_its_tonnes(tmp_path: Path) -> None:
    """A factor of 2 in place of 1 doubles what was read, month by month."""
    lock_folder(write_register(tmp_path, COUNTS))
    write_register(tmp_path, COUNTS, "multiplier = 2")

    found = drifts_of(check(tmp_path))

    assert [one.code for one in found] == ["P082", "D180", "D180"]
    # 590 x (2 - 1) x 2
    assert effect(found[0]) == (Fraction(1180), "exact")


def test_another_rollover_is_found(tmp_path: Path) -> None:
    """Where a register goes round decides what a fall of it means."""
    lock_folder(write_register(tmp_path, COUNTS, "rollover = 100000"))
    write_register(tmp_path, COUNTS, "rollover = 1000000")

    [finding] = drifts_of(check(tmp_path))

    assert (finding.code, finding.severity) == ("P082", "error")


@pytest.mark.parametrize(
    ("more", "severities"),
    [
        ("sign = -1", {"error"}),
        ('meter = "B"', {"warning"}),
        ('gap_treatment = "zero"', {"error"}),
        ('rated = { value = 900, unit = "kW" }', {"note"}),
        ('step = "1 day"', {"warning"}),
    ],
)
def test_another_way_of_reading_is_found(tmp_path: Path, more: str, severities: set[str]) -> None:
    """What counts of a source is an error, what only describes it a warning."""
    lock_folder(write_register(tmp_path, COUNTS))
    write_register(tmp_path, COUNTS, more)

    found = [one for one in drifts_of(check(tmp_path)) if one.code == "P083"]

    assert {one.severity for one in found} == severities


def test_a_further_source_is_a_warning_and_one_that_went_an_error(tmp_path: Path) -> None:
    """A replaced meter is a second source beside the locked one; the locked one stays."""
    folder = write_register(tmp_path, COUNTS)
    lock_folder(folder)
    text = (folder / "project.toml").read_text("utf-8")
    source = text[text.index("[[monitored.EC_IT.source]]") :]
    second = source.replace('unit = "MWh"', 'unit = "kWh"\nfrom = 2017-03-01')
    (folder / "project.toml").write_text(text + second, "utf-8")
    [came] = drifts_of(check(folder))
    assert (came.code, came.severity) == ("P083", "warning")

    third = second.replace('"kWh"', '"GJ"')
    (folder / "project.toml").write_text(text.replace(source, second + third), "utf-8")
    found = [one for one in drifts_of(check(folder)) if one.code == "P083"]
    assert [one.severity for one in found] == ["error", "warning", "warning"]


@pytest.fixture
def gas(tmp_path: Path) -> Path:
    """Return a project of gas: M = 8 tCH4, W = 0.5, 0.7, 0.6, 0.6 and so 0.6 in the mean."""
    module = tmp_path / "modules" / "toy" / "1"
    module.mkdir(parents=True)
    (module / "methodology.toml").write_text(TOY, "utf-8")
    (module / "cases.toml").write_text(TOY_CASES, "utf-8")
    write_gas(tmp_path)
    lock_folder(tmp_path, modules=(tmp_path / "modules",))
    return tmp_path


def write_gas(folder: Path, *, gwp: str = "AR4", second: str = "0.7", days: int = 4) -> None:
    """Write the project and its readings."""
    stated = amounts("M", [("2017-01-01", "2017-01-04", "8")], "tCH4")
    (folder / "project.toml").write_text(TOY_PROJECT.format(gwp=gwp) + stated, "utf-8")
    values = ["0.5", second, "0.6", "0.6"][:days]
    rows = [f"2017-01-0{day},{value}" for day, value in enumerate(values, 1)]
    (folder / "w.csv").write_text("\n".join(["day,w", *rows, ""]), "utf-8")


def test_a_mean_that_drifted_tells_its_tonnes(gas: Path) -> None:
    """The accepted month in place of this one gives the mean that was locked."""
    write_gas(gas, second="0.9")

    [finding] = drifts_of(check(gas, methodologies=[gas / "modules"]))

    # The mean is 0.65 now: 8 x (0.65 - 0.6) x 25
    assert effect(finding) == (Fraction(10), "exact")


def test_a_mean_of_fewer_readings_tells_its_tonnes(gas: Path) -> None:
    """A reading that was lost moves the mean by its own weight."""
    write_gas(gas, days=3)

    found = [one for one in check(gas, methodologies=[gas / "modules"]) if one.code == "D180"]

    # (0.5 + 0.7 + 0.6) / 3 = 0.6 as before
    assert [effect(one) for one in found] == [(Fraction(0), "exact")]


def test_other_potentials_tell_their_tonnes(gas: Path) -> None:
    """AR5 in place of AR4 is 28 in place of 25 t a tonne of methane."""
    write_gas(gas, gwp="AR5")

    [finding] = drifts_of(check(gas, methodologies=[gas / "modules"]))

    # 8 x 0.6 x 3
    assert (finding.code, finding.severity) == ("P085", "error")
    assert effect(finding) == (Fraction("14.4"), "exact")


def test_other_rules_under_the_same_version_are_found(gas: Path) -> None:
    """Whoever edits a formula of a module drifts from the plan; other words do not."""
    path = gas / "modules" / "toy" / "1" / "methodology.toml"
    path.write_text(TOY.replace("Gas captured", "Gas burnt"), "utf-8")
    assert drifts_of(check(gas, methodologies=[gas / "modules"])) == []

    path.write_text(TOY.replace('"M * W * GWP_CH4"', '"2 * M * W * GWP_CH4"'), "utf-8")
    [finding] = drifts_of(check(gas, methodologies=[gas / "modules"]))
    assert (finding.code, finding.severity) == ("P084", "error")

    path.write_text(TOY.replace('"1.0.0"', '"1.0.1"'), "utf-8")
    [finding] = drifts_of(check(gas, methodologies=[gas / "modules"]))
    assert (finding.code, finding.severity) == ("P084", "note")


def test_a_value_that_was_locked_for_some_days_gives_an_estimate(tmp_path: Path) -> None:
    """Where the locked value changed inside of a segment, its days share the readings."""
    period = head("data-center-efficiency 1", "2017-06-01", "2017-06-30") + fixed("PUE_RE", "1.8")
    rest = amounts("EC_IT", [("2017-06-01", "2017-06-30", "30")], "MWh")
    rest += amounts("EC_DC", [("2017-06-01", "2017-06-30", "24")], "MWh")
    two = fixed("EF_elec", "0.4", "tCO2/MWh", "until = 2017-06-10")
    two += fixed("EF_elec", "0.7", "tCO2/MWh", "from = 2017-06-11")
    (tmp_path / "project.toml").write_text(period + two + rest, "utf-8")
    lock_folder(tmp_path)
    one = fixed("EF_elec", "0.8", "tCO2/MWh")
    (tmp_path / "project.toml").write_text(period + one + rest, "utf-8")

    [finding] = drifts_of(check(tmp_path))

    # 1.8 x 30 - 24 = 30 MWh; x 0.8 = 24, less 10 x 0.4 + 20 x 0.7 = 18
    assert effect(finding) == (Fraction(6), "estimate")


def test_a_value_of_another_period_is_a_warning(tmp_path: Path) -> None:
    """A value that does not hold in this period moves nothing here, and is told."""
    period = head("data-center-efficiency 1", "2017-06-01", "2017-06-30") + fixed("PUE_RE", "1.8")
    rest = amounts("EC_IT", [("2017-06-01", "2017-06-30", "30")], "MWh")
    rest += amounts("EC_DC", [("2017-06-01", "2017-06-30", "24")], "MWh")
    two = fixed("EF_elec", "0.4", "tCO2/MWh", "until = 2017-12-31")
    later = fixed("EF_elec", "0.7", "tCO2/MWh", "from = 2018-01-01")
    (tmp_path / "project.toml").write_text(period + two + later + rest, "utf-8")
    lock_folder(tmp_path)
    text = (period + two + later + rest).replace("0.7", "0.9")
    (tmp_path / "project.toml").write_text(text, "utf-8")

    outcome = calculate(tmp_path)

    [finding] = drifts_of(outcome.findings)
    assert (finding.code, finding.severity, finding.effect) == ("P081", "warning", None)
    # 30 x 0.4
    assert credits_of(outcome) == [12]


def test_a_value_that_came_or_went_is_an_error(tmp_path: Path) -> None:
    """An optional value that the plan did not have may move tonnes like any other."""
    lock_folder(write_roofs(tmp_path, TWO))
    text = (tmp_path / "project.toml").read_text("utf-8")
    added = text + fixed("PUE_RE", "1.8")
    (tmp_path / "project.toml").write_text(added, "utf-8")

    found = [one for one in drifts_of(check(tmp_path)) if one.code == "P087"]

    assert [one.severity for one in found] == ["error"]
    assert "PUE_RE = 1.8" in found[0].message


def test_a_check_up_to_a_day_inside_of_a_roof_s_month_is_silent(tmp_path: Path) -> None:
    """A month that the day cuts is not compared."""
    lock_folder(write_roofs(tmp_path, TWO))

    assert drifts_of(check(tmp_path, until=date(2017, 1, 1))) == []


def test_classes_of_letters_are_compared_by_letters(tmp_path: Path) -> None:
    """Of the classes A, B and C the last is the best; with a number they cannot be compared."""
    meter = '[[meters]]\nid = "M"\nclass = "{}"\n'
    folder = write_roofs(tmp_path, TWO)
    text = (folder / "project.toml").read_text("utf-8")
    (folder / "project.toml").write_text(text + meter.format("B"), "utf-8")
    lock_folder(folder)
    for other, severity in (("Class C", "note"), ("A", "error"), ("0.5", "error")):
        (folder / "project.toml").write_text(text + meter.format(other), "utf-8")
        assert [one.severity for one in drifts_of(check(folder))] == [severity], other


def test_where_nothing_can_be_computed_drift_has_no_tonnes(tmp_path: Path) -> None:
    """A drift is told also where a formula has no value; the tonnes are left out."""
    lock_folder(write_roofs(tmp_path, TWO))
    text = (write_roofs(tmp_path, {**TWO, "a": ("0.6", "10", "20")}) / "project.toml").read_text()
    broken = text.replace("value = 0.4", "value = 0.4\nuntil = 2017-01-01", 1)
    (tmp_path / "project.toml").write_text(broken, "utf-8")

    [finding] = [one for one in drifts_of(check(tmp_path)) if one.code == "P081"]

    assert finding.severity == "error"
    assert finding.effect is None


def test_a_locked_value_that_cannot_be_used_has_no_tonnes(tmp_path: Path) -> None:
    """A text where the methodology wants a number is other than what there is, and no number."""
    write_roofs(tmp_path, TWO)
    made = lock_folder(tmp_path)
    assert made.lock is not None
    first, *rest = made.lock.fixed
    lock_ = made.lock.model_copy(
        update={"fixed": (first.model_copy(update={"value": "half"}), *rest)}
    )
    (tmp_path / "project.lock").write_bytes(render_lock(lock_))

    [finding] = drifts_of(check(tmp_path))

    assert (finding.code, finding.severity, finding.effect) == ("P081", "error", None)
    assert '"half tCO2/MWh" for a' in finding.message


def test_a_plan_that_became_faulty_is_compared_as_far_as_it_goes(tmp_path: Path) -> None:
    """Errors of the plan stand beside its drift, and neither hides the other."""
    lock_folder(write_roofs(tmp_path, TWO))
    text = (tmp_path / "project.toml").read_text("utf-8")
    more = ROOFS.format(roof="a") + '[fixed."not a name"]\nvalue = 1\nsource = "x"\n'
    more += '[[fixed.EF_RE]]\nsystem = "a"\nvalue = 0.7\nunit = "tCO2/MWh"\nsource = "x"\n'
    (tmp_path / "project.toml").write_text(text + more, "utf-8")

    codes = {one.code for one in check(tmp_path) if one.severity == "error"}

    assert {"P015", "P064", "P087"} <= codes
