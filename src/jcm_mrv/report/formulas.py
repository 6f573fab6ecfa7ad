"""A report's formulas and the values that they start from, as exact numbers and trees.

Nothing is read but the report itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.expressions import FormulaError
from jcm_mrv.expressions.reading import read_tree
from jcm_mrv.numbers import NumberError, parse_exact, printable
from jcm_mrv.report.model_fields import MAX_NUMBER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from jcm_mrv.expressions import Node
    from jcm_mrv.report.model import Report
    from jcm_mrv.report.model_fields import Operand

    Leaf = Fraction | str | Mapping[str, Fraction | str]


class ArithmeticFault(ValueError):  # noqa: N818 -- the fault is the report's
    """A report's equations cannot be followed; holds the pointer of the first, and why."""

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
