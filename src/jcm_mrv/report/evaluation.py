"""A report's equations, evaluated once more from the values that it states.

Nothing is read but the report itself: this tells whether its arithmetic holds, and what its
result would be with other values.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.calculation.credits import compute_credits
from jcm_mrv.expressions import Budget, EvaluationError, FormulaError, evaluate
from jcm_mrv.expressions.reading import read_tree
from jcm_mrv.numbers import NumberError, parse_exact, printable
from jcm_mrv.report.model_fields import MAX_NUMBER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.expressions import Node
    from jcm_mrv.report.model import Report
    from jcm_mrv.report.model_fields import Operand

    Leaf = Fraction | str | Mapping[str, Fraction | str]
    Leaves = Mapping[str, Leaf]

TONNES = ("RE", "PE", "ER")


class ArithmeticFault(ValueError):  # noqa: N818 -- the fault is the report's
    """A report's equations have no value; holds the JSON pointer of the first, and a sentence."""

    def __init__(self, pointer: str, message: str) -> None:
        self.pointer, self.message = pointer, message
        super().__init__(f"{pointer}: {message}")


@dataclass(frozen=True, slots=True)
class Formula:
    """Hold one equation of one segment.

    Args:
        name: of its value.
        tree: the formula.
        members: over which it is computed; None where it is one number.
        pointer: JSON pointer of the equation in the report.
    """

    name: str
    tree: Node
    members: tuple[str, ...] | None
    pointer: str


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Hold what a report's equations give.

    Args:
        results: the value of each equation, by segment.
        lines: RE, PE and ER of each line, its segments added up [tCO2e].
        credits: whole tonnes of each line, before any error withholds them.
    """

    results: tuple[Mapping[str, Leaf], ...]
    lines: tuple[Mapping[str, Fraction], ...]
    credits: tuple[int, ...]


def exact(text: str) -> Fraction:
    """Return a number of a report.

    Raises:
        NumberError: it is not written in the one way that a number has.
    """
    return parse_exact(text, 2 * MAX_NUMBER)


def leaf_of(operand: Operand) -> Leaf:
    """Return what an operand of a report stands for.

    Raises:
        NumberError: a number is not written as one, or numbers and members do not pair.
    """
    if operand.members is not None:
        columns = operand.texts if operand.values is None else operand.values
        if columns is None or len(columns) != len(operand.members):
            raise NumberError("its values do not pair with its members")
        if operand.values is None:
            return dict(zip(operand.members, columns, strict=True))
        return {member: exact(text) for member, text in zip(operand.members, columns, strict=True)}
    if operand.text is not None:
        return operand.text
    if operand.value is None:
        raise NumberError("it has no value")
    return exact(operand.value)


def leaves_of(report: Report) -> tuple[dict[str, Leaf], ...]:
    """Return what the equations of each segment start from.

    Raises:
        ArithmeticFault: a value is no number, or lies in no segment, or is there twice.
    """
    leaves: tuple[dict[str, Leaf], ...] = tuple({} for _ in report.segments)
    for index, one in enumerate(report.values):
        pointer = f"/values/{index}"
        if one.segment >= len(leaves) or one.name in leaves[one.segment]:
            raise ArithmeticFault(pointer, f'"{printable(one.name)}" has no segment of its own')
        try:
            leaves[one.segment][one.name] = leaf_of(one)
        except NumberError as error:
            raise ArithmeticFault(pointer, str(error)) from None
    return leaves


def formulas_of(report: Report) -> tuple[tuple[Formula, ...], ...]:
    """Return the equations of each segment, in the order of the report.

    Raises:
        ArithmeticFault: a tree is none, or lies in no segment.
    """
    formulas: tuple[list[Formula], ...] = tuple([] for _ in report.segments)
    for index, one in enumerate(report.equations):
        pointer = f"/equations/{index}"
        if one.segment >= len(formulas):
            raise ArithmeticFault(pointer, f'"{printable(one.name)}" has no segment')
        try:
            tree = read_tree(one.tree.model_dump(by_alias=True, exclude_none=True))
        except FormulaError as error:
            raise ArithmeticFault(f"{pointer}/tree", str(error)) from None
        formulas[one.segment].append(Formula(one.name, tree, one.members, pointer))
    return tuple(map(tuple, formulas))


def sets_of(report: Report) -> dict[str, tuple[str, ...]]:
    """Return the members of each set, in order."""
    return {one.name: tuple(member.id for member in one.members) for one in report.project.sets}


def evaluate_segment(
    formulas: Sequence[Formula],
    leaves: Leaves,
    sets: Mapping[str, tuple[str, ...]],
    budget: Budget,
) -> dict[str, Leaf]:
    """Return the value of each equation of a segment.

    Raises:
        ArithmeticFault: one of them has no value.
    """
    values: dict[str, Any] = dict(leaves)
    results: dict[str, Leaf] = {}
    for one in formulas:
        if one.name in values:
            raise ArithmeticFault(one.pointer, f'"{printable(one.name)}" has a value already')
        result: Leaf
        try:
            if one.members is None:
                result = Fraction(evaluate(one.tree, values, sets, budget))
            else:
                result = {
                    member: Fraction(evaluate(one.tree, values, sets, budget, member=member))
                    for member in one.members
                }
        except EvaluationError as error:
            raise ArithmeticFault(one.pointer, f"it has no value ({error})") from None
        except (KeyError, TypeError, AttributeError):
            # A report may name what it does not have, or use a text as a number.
            raise ArithmeticFault(one.pointer, "it reads what the report does not have") from None
        results[one.name] = values[one.name] = result
    return results


def add_lines(
    report: Report, results: Sequence[Mapping[str, Leaf]]
) -> tuple[dict[str, Fraction], ...]:
    """Return RE, PE and ER of each line: the segments of a line add up before rounding.

    Raises:
        ArithmeticFault: a segment has no such result, or lies in no line.
    """
    lines = tuple(dict.fromkeys(TONNES, Fraction(0)) for _ in report.vintages)
    for index, (segment, values) in enumerate(zip(report.segments, results, strict=True)):
        for name in TONNES:
            value = values.get(name)
            if segment.vintage >= len(lines) or not isinstance(value, Fraction):
                raise ArithmeticFault(f"/segments/{index}", f"it gives no {name} to a line")
            lines[segment.vintage][name] += value
    return lines


def evaluate_report(
    report: Report, leaves: Sequence[Leaves] | None = None, budget: Budget | None = None
) -> Evaluated:
    """Evaluate every equation of a report, and add its lines up.

    Args:
        report: the report; one without equations gives lines of zero.
        leaves: what the equations of each segment start from; None means as stated.
        budget: what may still be computed.

    Raises:
        ArithmeticFault: a value or an equation is none.
    """
    used = budget or Budget()
    sets = sets_of(report)
    starts = leaves_of(report) if leaves is None else leaves
    results = tuple(
        evaluate_segment(formulas, values, sets, used)
        for formulas, values in zip(formulas_of(report), starts, strict=True)
    )
    lines = add_lines(report, results)
    credited = compute_credits(
        [line.year for line in report.vintages], [one["ER"] for one in lines]
    )
    return Evaluated(results, lines, credited)
