"""Equations are computed exactly, from complete operands, in the order of their needs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.expressions import Budget, EvaluationError
from jcm_mrv.methodology.evaluation import (
    InputError,
    compute_operands,
    evaluate_equations,
    find_broken_rules,
)

if TYPE_CHECKING:
    from tests.unit.methodology.conftest import Load

    from jcm_mrv.expressions import Branch
    from jcm_mrv.methodology.evaluation import Value

ONE: dict[str, Value] = {"EC": Fraction(435), "EF": Fraction("0.5546")}


def table(name: str, rest: str) -> str:
    """Return the table of a parameter."""
    return f"[parameters.{name}]\nsymbol = 'x'\ntitle = \"x\"\n{rest}\n"


def test_equations_are_exact(load: Load) -> None:
    """435 MWh times 0.5546 tCO2/MWh are 241.251 t, and not a float near it."""
    results = evaluate_equations(load(), ONE, {}, days=None, budget=Budget())
    assert results == {"RE": Fraction("241.251"), "PE": 0, "ER": Fraction("241.251")}


def test_declared_units_convert_where_the_root_differs(load: Load) -> None:
    """EC in kWh times tCO2/MWh is a thousandth of the product of the numbers."""
    pump = load(('unit = "MWh"', 'unit = "kWh"'))
    results = evaluate_equations(pump, ONE, {}, days=None, budget=Budget())
    # 435 kWh = 0.435 MWh; 0.435 * 0.5546 = 0.241251
    assert results["ER"] == Fraction("0.241251")


def test_days_defaults_and_gwp_are_filled_in(load: Load) -> None:
    """The caller gives what is measured and fixed; the methodology gives the rest."""
    pump = load(
        ('gases = ["CO2"]', 'gases = ["CO2"]\ngwp_sets = ["AR5"]'),
        ("EC * EF", "EC * EF + F * D * GWP_CH4"),
        more=table("D", 'kind = "period"\nunit = "day"')
        + table("F", 'kind = "default"\nunit = "kgCH4/day"\nvalue = 2\nsource = "x"'),
    )
    operands = compute_operands(pump, ONE, {}, days=Fraction(10))
    assert operands == {**ONE, "D": 10, "F": 2, "GWP_CH4": 28}
    results = evaluate_equations(pump, ONE, {}, days=Fraction(10), budget=Budget())
    # 241.251 + 2 kgCH4/day * 10 days * 28 / 1000 = 241.251 + 0.56
    assert results["RE"] == Fraction("241.811")


@pytest.mark.parametrize(("gwp_set", "value"), [("AR4", Fraction(25)), ("AR6", Fraction("27.9"))])
def test_the_project_chooses_among_assessment_reports(
    load: Load, gwp_set: str, value: Fraction
) -> None:
    """Where a methodology allows several reports, the one that is named counts."""
    pump = load(
        ('gases = ["CO2"]', 'gases = ["CO2"]\ngwp_sets = ["AR4", "AR6"]'),
        ("EC * EF", "EC * EF * GWP_CH4 / GWP_CH4"),
    )
    operands = compute_operands(pump, ONE, {}, days=None, gwp_set=gwp_set)
    assert operands["GWP_CH4"] == value


@pytest.mark.parametrize(
    ("gwp_set", "message"),
    [
        (None, "gwp_set: one of AR4, AR6 is expected"),
        ("AR5", 'gwp_set: "AR5" is not a GWP set here (AR4, AR6)'),
    ],
)
def test_an_assessment_report_is_not_guessed(load: Load, gwp_set: str | None, message: str) -> None:
    """Two reports and no choice, or another choice, stop the work."""
    pump = load(
        ('gases = ["CO2"]', 'gases = ["CO2"]\ngwp_sets = ["AR4", "AR6"]'),
        ("EC * EF", "EC * EF * GWP_CH4 / GWP_CH4"),
    )
    with pytest.raises(InputError) as stop:
        compute_operands(pump, ONE, {}, days=None, gwp_set=gwp_set)
    assert str(stop.value) == message


SETS = '[sets.room]\ntitle = "Rooms"\n'
INDEXED = SETS + table("A", 'kind = "fixed"\nunit = "MWh"\nover = "room"')
SUM = ("EC * EF", "EC * EF + sum(A[i] for i in room) * EF")


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ({"EC": Fraction(1)}, "EF: a value is missing"),
        ({**ONE, "A": {"x": Fraction(1)}}, 'A: a value for "y" is missing'),
        ({**ONE, "A": Fraction(1)}, "A: one value for each room is expected"),
        ({**ONE, "EF": "1"}, "EF: a number is expected"),
        ({**ONE, "ER": Fraction(1)}, "ER: this is no input of the methodology"),
    ],
)
def test_inputs_that_do_not_fit_are_named(
    load: Load, inputs: dict[str, Value], message: str
) -> None:
    """A missing value is never taken for zero."""
    with pytest.raises(InputError) as stop:
        compute_operands(load(SUM, more=INDEXED), inputs, {"room": ("x", "y")}, days=None)
    assert str(stop.value) == message


def test_a_category_is_one_of_its_values(load: Load) -> None:
    """A word that is no choice does not quietly lead to the other arm."""
    pump = load(
        ("EC * EF", 'EC * EF if S == \\"grid\\" else 0'),
        more=table("S", 'kind = "category"\nvalues = ["grid", "captive"]'),
    )
    with pytest.raises(InputError) as stop:
        compute_operands(pump, {**ONE, "S": "gird"}, {}, days=None)
    assert str(stop.value) == 'S: "gird" is none of its values (grid, captive)'
    with pytest.raises(InputError) as stop:
        compute_operands(pump, {**ONE, "S": Fraction(1)}, {}, days=None)
    assert str(stop.value) == "S: text is expected"
    covered: set[tuple[str, Branch]] = set()
    inputs: dict[str, Value] = {**ONE, "S": "captive"}
    results = evaluate_equations(pump, inputs, {}, days=None, budget=Budget(), covered=covered)
    assert results["RE"] == 0
    assert [(name, branch.arm) for name, branch in covered] == [("RE", "else")]


def test_days_are_not_guessed(load: Load) -> None:
    """A methodology that counts days stops without them."""
    pump = load(("EC * EF", "EC * EF * D / D"), more=table("D", 'kind = "period"\nunit = "day"'))
    with pytest.raises(InputError, match=r"^D: the number of days of the period is missing$"):
        compute_operands(pump, ONE, {}, days=None)


def test_an_equation_over_a_set_has_a_value_for_each_member(load: Load) -> None:
    """Each room has its own emissions, and RE is their sum."""
    pump = load(
        ("EC * EF", "EC * EF + sum(X[i] for i in room)"),
        more=INDEXED + '[equations.X]\nunit = "tCO2"\nover = "room"\nformula = "A[i] * EF"\n',
    )
    inputs: dict[str, Value] = {
        "EC": Fraction(0),
        "EF": Fraction("0.5"),
        "A": {"x": Fraction(3), "y": Fraction(4)},
    }
    results = evaluate_equations(pump, inputs, {"room": ("x", "y")}, days=None, budget=Budget())
    assert results["X"] == {"x": Fraction("1.5"), "y": 2}
    assert results["RE"] == Fraction("3.5")


def test_a_set_without_members_has_no_sum(load: Load) -> None:
    """An empty set is a stop that names the equation, not a zero."""
    inputs: dict[str, Value] = {**ONE, "A": {}}
    with pytest.raises(EvaluationError) as stop:
        evaluate_equations(
            load(SUM, more=INDEXED), inputs, {"room": ()}, days=None, budget=Budget()
        )
    assert (stop.value.kind, stop.value.equation) == ("empty-set", "RE")
    assert stop.value.operand == "sum(A[i] for i in room)"


def test_a_division_by_zero_names_its_equation(load: Load) -> None:
    """What has no value is said with equation and operand."""
    with pytest.raises(EvaluationError) as stop:
        evaluate_equations(
            load(("EC * EF", "EC * EF * EF / EF")),
            {**ONE, "EF": Fraction(0)},
            {},
            days=None,
            budget=Budget(),
        )
    assert (stop.value.kind, stop.value.equation, stop.value.operand) == (
        "division-by-zero",
        "RE",
        "EF",
    )


def test_five_thousand_members_are_within_the_budget_of_a_run(load: Load) -> None:
    """A set of 5,000 members costs a few operations a member."""
    pump = load(
        ("EC * EF", "EC * EF + sum(X[i] for i in room)"),
        more=INDEXED + '[equations.X]\nunit = "tCO2"\nover = "room"\nformula = "A[i] * EF"\n',
    )
    members = tuple(f"room-{n}" for n in range(5_000))
    inputs: dict[str, Value] = {
        "EC": Fraction(0),
        "EF": Fraction("0.5"),
        "A": {member: Fraction(n, 1000) for n, member in enumerate(members)},
    }
    budget = Budget(operations=50_000)
    results = evaluate_equations(pump, inputs, {"room": members}, days=None, budget=budget)
    # the sum of 0 to 4,999 is 12,497,500; a thousandth of it by 0.5
    assert results["ER"] == Fraction("6248.75")


RULES = """
[[plausibility]]
title = "EC is positive"
formula = "EC > 0"
severity = "error"
[[plausibility]]
title = "Rooms are positive"
formula = "A[i] > 0"
over = "room"
severity = "warning"
[[plausibility]]
title = "Both are the same"
formula = "S == T"
severity = "error"
"""
CHOICE = 'kind = "category"\nvalues = ["a", "b"]\noptional = true'


@pytest.mark.parametrize(
    ("given", "broken"),
    [
        ({}, []),
        ({"EC": Fraction(0)}, [("EC is positive", ())]),
        ({"A": {"x": Fraction(0), "y": Fraction(1)}}, [("Rooms are positive", ("x",))]),
        ({"S": "a"}, []),
        ({"S": "a", "T": "a"}, []),
        ({"S": "a", "T": "b"}, [("Both are the same", ())]),
    ],
)
def test_rules_that_do_not_hold_are_named_with_their_members(
    load: Load, given: dict[str, Value], broken: list[tuple[str, tuple[str, ...]]]
) -> None:
    """A rule over a set names the members; one that lacks an optional parameter is skipped."""
    pump = load(SUM, more=INDEXED + table("S", CHOICE) + table("T", CHOICE) + RULES)
    values: dict[str, Value] = {**ONE, "A": {"x": Fraction(1), "y": Fraction(1)}, **given}
    found = find_broken_rules(pump, values, {"room": ("x", "y")}, budget=Budget())
    assert [(one.rule.title, one.members) for one in found] == broken
