"""Compute the equations of a methodology for one vintage, exactly (contracts 1, 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from jcm_mrv.errors import JcmMrvError
from jcm_mrv.expressions import EvaluationError, evaluate, names_of
from jcm_mrv.methodology.gwp import GWP
from jcm_mrv.methodology.lookups import find_row
from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    from jcm_mrv.expressions import Branch, Budget
    from jcm_mrv.methodology.model import Methodology, Parameter, Plausibility

Value = Fraction | str | Mapping[str, Fraction | str]
Sets = Mapping[str, tuple[str, ...]]


class InputError(JcmMrvError):
    """The inputs do not fit the methodology: one is missing, unknown, or not a choice.

    Args:
        parameter: name of the input.
        message: what is wrong with it.
    """

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"{parameter}: {message}")
        self.parameter = parameter


class MissingRowError(EvaluationError):
    """No row of a lookup holds for the values that it asks for.

    Args:
        parameter: that is looked up.
        given: the values, as text.
        member: of its set, where it is over one.
    """

    def __init__(self, parameter: str, given: str, member: str | None) -> None:
        JcmMrvError.__init__(self, f"{parameter}: no row of its lookup holds for {given}")
        self.kind = "no-row"  # type: ignore[assignment]  # a fault of methodologies, not of formulas
        self.operand = parameter
        self.equation = None
        self.member = member


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """Tell that a plausibility rule does not hold.

    Args:
        rule: the rule.
        members: for which it does not hold; empty when the rule is over no set.
    """

    rule: Plausibility
    members: tuple[str, ...]


def compute_operands(
    methodology: Methodology,
    inputs: Mapping[str, Value],
    sets: Sets,
    *,
    days: Fraction | None,
    gwp_set: str | None = None,
) -> dict[str, Value]:
    """Return the value of every name that formulas read and that is no equation.

    Args:
        methodology: whose names they are.
        inputs: monitored and fixed numbers in their declared units, categories as text; for a
            parameter over a set, one for each member.
        sets: members of each set, in order.
        days: of the vintage that lie in the monitoring period [day].
        gwp_set: which of the methodology's assessment reports counts; needed where it has several.

    Raises:
        InputError: an input is missing, unknown, or not a value of its category.
        EvaluationError: no row of a lookup holds.
    """
    for name in inputs:
        parameter = methodology.parameters.get(name)
        if parameter is None or parameter.kind in ("period", "default"):
            raise InputError(name, "this is no input of the methodology")
    operands: dict[str, Value] = {}
    for parameter in methodology.parameters.values():
        name = parameter.name
        if parameter.kind == "period":
            if days is None:
                raise InputError(name, "the number of days of the period is missing")
            operands[name] = days
        elif parameter.value is not None:
            operands[name] = parameter.value
        elif name in inputs:
            _check_input(parameter, inputs[name], sets)
            operands[name] = inputs[name]
        elif parameter.kind != "default" and not parameter.optional:
            raise InputError(name, "a value is missing")
    for parameter in methodology.parameters.values():
        if parameter.lookup:
            operands[parameter.name] = _look_up(parameter, operands, sets)
    return operands | _potentials(methodology, gwp_set)


def _check_input(parameter: Parameter, value: Value, sets: Sets) -> None:
    if parameter.over is None:
        values: Mapping[str, Value] = {"": value}
    elif not isinstance(value, Mapping):
        raise InputError(parameter.name, f"one value for each {parameter.over} is expected")
    else:
        values = value
        members = sets.get(parameter.over, ())
        absent = next((member for member in members if member not in value), None)
        if absent is not None:
            raise InputError(parameter.name, f'a value for "{absent}" is missing')
    for one in values.values():
        if not isinstance(one, str if parameter.values else Fraction):
            expected = "text" if parameter.values else "a number"
            raise InputError(parameter.name, f"{expected} is expected")
        if isinstance(one, str) and one not in parameter.values:
            choices = ", ".join(parameter.values)
            raise InputError(parameter.name, f'"{one}" is none of its values ({choices})')


def _look_up(parameter: Parameter, operands: Mapping[str, Value], sets: Sets) -> Value:
    if parameter.over is None:
        return _look_up_one(parameter, operands, None)
    members = sets.get(parameter.over, ())
    return {member: _look_up_one(parameter, operands, member) for member in members}


def _look_up_one(
    parameter: Parameter, operands: Mapping[str, Value], member: str | None
) -> Fraction:
    values: dict[str, Fraction | str] = {}
    for name in parameter.lookup[0].when:
        value = operands[name]
        values[name] = value[member or ""] if isinstance(value, Mapping) else value
    row = find_row(parameter.lookup, values)
    if row is None:
        given = ", ".join(
            f"{name} = {value if isinstance(value, str) else format_exact(value)}"
            for name, value in values.items()
        )
        raise MissingRowError(parameter.name, given, member)
    return row.value


def _potentials(methodology: Methodology, gwp_set: str | None) -> dict[str, Value]:
    """Return the GWP that formulas read, of one assessment report."""
    trees = [one.tree for one in methodology.equations]
    trees += [one.tree for one in methodology.plausibility]
    trees += [one.tree for one in methodology.indicators]
    own = methodology.parameters
    read = sorted({name for tree in trees for name in names_of(tree) & set(GWP)} - set(own))
    if not read:
        return {}
    known = methodology.gwp_sets
    if gwp_set is None and len(known) > 1:
        raise InputError("gwp_set", f"one of {', '.join(known)} is expected")
    if gwp_set is not None and gwp_set not in known:
        raise InputError("gwp_set", f'"{gwp_set}" is not a GWP set here ({", ".join(known)})')
    return {name: GWP[name].values[gwp_set or known[0]] for name in read}


def evaluate_equations(
    methodology: Methodology,
    inputs: Mapping[str, Value],
    sets: Sets,
    *,
    days: Fraction | None,
    budget: Budget,
    covered: set[tuple[str, Branch]] | None = None,
    gwp_set: str | None = None,
) -> Mapping[str, Fraction | Mapping[str, Fraction]]:
    """Return the value of every equation in its declared unit; for each member where over a set.

    Args:
        methodology: whose equations they are.
        inputs: as for ``compute_operands``.
        sets: members of each set, in order.
        days: of the vintage that lie in the monitoring period [day].
        budget: of the whole run.
        covered: takes the name of the equation and the arm of every ``if`` that is decided.
        gwp_set: which assessment report counts, where the methodology has several.

    Raises:
        InputError: the inputs do not fit the methodology.
        EvaluationError: a formula has no value; with the name of the equation.
    """
    operands = compute_operands(methodology, inputs, sets, days=days, gwp_set=gwp_set)
    return compute_equations(methodology, operands, sets, budget=budget, covered=covered)


def compute_equations(
    methodology: Methodology,
    operands: Mapping[str, Value],
    sets: Sets,
    *,
    budget: Budget,
    covered: set[tuple[str, Branch]] | None = None,
) -> dict[str, Fraction | Mapping[str, Fraction]]:
    """Return the value of every equation from operands that are complete already.

    Raises:
        EvaluationError: a formula has no value; with the name of the equation.
    """
    values: dict[str, Value] = dict(operands)
    results: dict[str, Fraction | Mapping[str, Fraction]] = {}
    for equation in methodology.equations:
        arms: set[Branch] | None = None if covered is None else set()
        evaluate_one = partial(evaluate, equation.tree, values, sets, budget, covered=arms)
        result: Fraction | Mapping[str, Fraction]
        try:
            if equation.over is None:
                result = Fraction(evaluate_one())
            else:
                members = sets.get(equation.over, ())
                result = {member: Fraction(evaluate_one(member=member)) for member in members}
        except EvaluationError as error:
            error.equation = equation.name
            raise
        if covered is not None and arms:
            covered.update((equation.name, arm) for arm in arms)
        results[equation.name] = values[equation.name] = result
    return results


def find_broken_rules(
    methodology: Methodology,
    values: Mapping[str, Value],
    sets: Sets,
    *,
    budget: Budget,
    covered: set[tuple[str, Branch]] | None = None,
) -> tuple[BrokenRule, ...]:
    """Return the plausibility rules that do not hold, in the file's order.

    A rule that reads an optional parameter which is not given is skipped.

    Args:
        methodology: whose rules they are.
        values: operands and the values of equations.
        sets: members of each set, in order.
        budget: of the whole run.
        covered: takes the title of the rule and the arm of every ``if`` that is decided.

    Raises:
        EvaluationError: a rule has no truth, such as one that divides by zero.
    """
    broken = []
    for rule in methodology.plausibility:
        if not names_of(rule.tree) <= set(values):
            continue
        arms: set[Branch] = set()
        holds = partial(evaluate, rule.tree, values, sets, budget, covered=arms)
        if rule.over is None:
            failing: tuple[str | None, ...] = () if holds() else (None,)
        else:
            members = sets.get(rule.over, ())
            failing = tuple(member for member in members if not holds(member=member))
        if covered is not None:
            covered.update((rule.title, arm) for arm in arms)
        if failing:
            broken.append(BrokenRule(rule, tuple(m for m in failing if m is not None)))
    return tuple(broken)
