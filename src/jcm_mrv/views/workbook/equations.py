"""The tree of an equation as a formula of a spreadsheet, for one segment and member.

A sum over a set becomes a column beside the members and its SUM; what a condition leaves out
shows a dash there. Texts are compared by EXACT: a spreadsheet's own ``=`` takes "a" for "A".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from jcm_mrv.expressions.tree import (
    Aggregate,
    Conditional,
    Convert,
    Name,
    Number,
    Operation,
    Power,
    Quantity,
    Text,
    children,
    walk,
)
from jcm_mrv.views.workbook.expression import (
    Call,
    FormulaTooLongError,
    Truth,
    call,
    number,
    render_formula,
)
from jcm_mrv.views.workbook.expression import Number as Constant
from jcm_mrv.views.workbook.expression import Operation as Apply
from jcm_mrv.views.workbook.expression import Text as Constants

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.expressions import Node
    from jcm_mrv.views.workbook.expression import Area, Formula, Ref

LEFT_OUT = "–"
"""What a cell shows whose member a condition leaves out; SUM, MIN and MAX pass over texts."""

_CHUNK = 200
_COMPARISONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "<>"}


class Names(Protocol):
    """Find the cells that names stand for."""

    @property
    def sheet(self) -> str:
        """Return the sheet that the formulas stand in."""

    def one(self, name: str) -> Ref:
        """Return the cell of a name without an index."""

    def of(self, name: str, member: int) -> Ref:
        """Return the cell of a name for a member, by its place in the set."""

    def column(self, name: str) -> Area:
        """Return the cells of a name over all members."""

    def terms(self, node: Aggregate) -> Area:
        """Return the cells of the terms of a sum over a set, one for each member."""

    def members(self, over: str) -> int:
        """Return how many members a set has."""

    def is_text(self, name: str) -> bool:
        """Tell whether a name stands for a category."""


def to_formula(node: Node, names: Names, indices: Mapping[str, int] | None = None) -> Formula:
    """Return the formula of a node that is a number.

    Args:
        node: of the tree.
        names: where the names lie.
        indices: the member that each index stands for, by its place in the set.

    Raises:
        FormulaTooLongError: no formula of a spreadsheet can say it.
        KeyError: a name is nowhere.
    """
    return _Writer(names).number(node, indices or {})


def term_of(node: Aggregate, names: Names, member: int) -> Formula:
    """Return the term of one member of a sum over a set; empty where its condition is not met."""
    writer, indices = _Writer(names), {node.index: member}
    term = writer.number(node.of, indices)
    if node.condition is None:
        return term
    return call("IF", writer.truth(node.condition, indices), term, Constants(LEFT_OUT))


class _Writer:
    """Write the nodes of one tree."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def number(self, node: Node, at: Mapping[str, int]) -> Formula:
        match node:
            case Number(value=value) | Quantity(value=value):
                return Constant(value)
            case Name():
                return self.name(node, at)
            case Convert(factor=factor, arg=arg):
                scaled: Formula = self.number(arg, at)
                if factor.numerator != 1:
                    scaled = Apply("*", (scaled, number(factor.numerator)))
                if factor.denominator == 1:
                    return scaled
                return Apply("/", (scaled, number(factor.denominator)))
            case Power(exponent=0):
                return number(1)  # Excel has no value for 0 to the power of 0
            case Power(base=base, exponent=exponent):
                return call("POWER", self.number(base, at), number(exponent))
            case Conditional(condition=condition, then=then, otherwise=otherwise):
                return call(
                    "IF",
                    self.truth(condition, at),
                    self.number(then, at),
                    self.number(otherwise, at),
                )
            case Aggregate():
                return self.aggregate(node, at)
            case Operation(op=op, args=args):
                numbers = tuple(self.number(one, at) for one in args)
                if op in ("min", "max", "abs"):
                    return _nested(op.upper(), numbers)
                return Apply(op, numbers)
        raise KeyError(node.source)

    def name(self, node: Name, at: Mapping[str, int]) -> Ref:
        if node.index is None:
            return self.names.one(node.name)
        return self.names.of(node.name, at[node.index])

    def aggregate(self, node: Aggregate, at: Mapping[str, int]) -> Formula:
        op = node.op.upper()
        if at and _indices_of(node) - {node.index}:
            return self.inline(node, op, at)
        body = node.of
        if node.condition is None and isinstance(body, Name) and body.index == node.index:
            return call(op, self.names.column(body.name))
        return call(op, self.names.terms(node))

    def inline(self, node: Aggregate, op: str, at: Mapping[str, int]) -> Formula:
        """Write every term out: they differ for each member of the equation's own set."""
        terms = []
        for member in range(self.names.members(node.over)):
            inner = {**at, node.index: member}
            term = self.number(node.of, inner)
            if node.condition is not None:
                if op != "SUM":
                    raise FormulaTooLongError(
                        "the least or greatest of some members, for each member, is needed"
                    )
                term = call("IF", self.truth(node.condition, inner), term, number(0))
            terms.append(term)
        written = _nested(op, tuple(terms))
        # Told at the first member: all of them would take time by the square of their number.
        render_formula(written, self.names.sheet)
        return written

    def truth(self, node: Node, at: Mapping[str, int]) -> Formula:
        if not isinstance(node, Operation):
            raise KeyError(node.source)
        op, args = node.op, node.args
        if op == "not":
            return call("NOT", self.truth(args[0], at))
        if op in ("and", "or"):
            return self.decide(op, [self.truth(one, at) for one in args], args)
        if self.is_text(args[0]) or self.is_text(args[1]):
            same = call("EXACT", self.side(args[0], at), self.side(args[1], at))
            return same if op == "==" else call("NOT", same)
        return Apply(_COMPARISONS[op], (self.number(args[0], at), self.number(args[1], at)))

    def decide(self, op: str, parts: list[Formula], nodes: tuple[Node, ...]) -> Formula:
        """Join conditions; where one may divide by zero, what is behind it stays unasked."""
        if not any(_may_fail(one) for one in nodes):
            return _nested(op.upper(), tuple(parts))
        joined = parts[-1]
        for part in reversed(parts[:-1]):
            joined = (
                call("IF", part, joined, Truth(value=False))
                if op == "and"
                else call("IF", part, Truth(value=True), joined)
            )
        return joined

    def is_text(self, node: Node) -> bool:
        return isinstance(node, Text) or (isinstance(node, Name) and self.names.is_text(node.name))

    def side(self, node: Node, at: Mapping[str, int]) -> Formula:
        return Constants(node.value) if isinstance(node, Text) else self.number(node, at)


def _nested(function: str, args: tuple[Formula, ...]) -> Call:
    """Call a function of as many values as there are; one call takes 255 of them."""
    while len(args) > _CHUNK:
        chunks = (args[at : at + _CHUNK] for at in range(0, len(args), _CHUNK))
        args = tuple(Call(function, chunk) for chunk in chunks)
    return Call(function, args)


def _indices_of(node: Node) -> set[str]:
    """Return the indices that the names in a node have, those of sums inside of it left out."""
    if isinstance(node, Name):
        return {node.index} if node.index is not None else set()
    found = {index for child in children(node) for index in _indices_of(child)}
    return found - {node.index} if isinstance(node, Aggregate) else found


def _may_fail(node: Node) -> bool:
    return any(
        (isinstance(one, Operation) and one.op == "/")
        or (isinstance(one, Power) and one.exponent < 0)
        for one in walk(node)
    )
