"""A formula for a person: with symbols, and with numbers in place of symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.expressions.evaluation import Budget, Run
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
)
from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.expressions.evaluation import Input
    from jcm_mrv.expressions.tree import Node

# How tightly an operator binds; a looser part inside of a tighter one is bracketed.
IF, OR, AND, NOT, COMPARE, SUM, PRODUCT, SIGN, POWER, ATOM = range(10)
LEVELS = {"or": OR, "and": AND, "not": NOT, "+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT}

SHOWN_TERMS = 3


def render_text(node: Node) -> str:
    """Render a formula with its names; a conversion shows as ``* [1/1000 MWh per kWh]``.

    Without conversions the text reads back as the same tree.
    """
    return _Writer().text(node, IF)


def render_numbers(
    node: Node,
    values: Mapping[str, Input],
    *,
    sets: Mapping[str, tuple[str, ...]] | None = None,
    member: str | None = None,
    digits: int | None = None,
) -> str:
    """Render a formula with numbers in place of its names: ``435 * 1.8 * 0.5546``.

    Args:
        node: the tree, as evaluated.
        values: each name's number, option, or one of these for each member of its set.
        sets: the members of each set; a sum over a set not given here keeps its names.
        member: the member that the index ``i`` stands for, in an equation over a set.
        digits: the most decimals shown of a value; None shows it whole.
    """
    run = Run(values, sets or {}, Budget(), None)
    if member is not None:
        run.members["i"] = member
    return _NumberWriter(run, digits).text(node, IF)


class _Writer:
    """Write a tree in the syntax of formulas."""

    def text(self, node: Node, least: int) -> str:
        text, level = self.write(node)
        return f"({text})" if level < least else text

    def write(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(source=source):
                return source, ATOM
            case Quantity():
                return self.quantity(node), ATOM
            case Text(value=value):
                return (f"'{value}'" if '"' in value else f'"{value}"'), ATOM
            case Name():
                return self.name(node)
            case Operation():
                return self.operation(node)
            case Power(base=base, exponent=exponent):
                return f"{self.text(base, ATOM)} ** {exponent}", POWER
            case Conditional(condition=condition, then=then, otherwise=otherwise):
                arms = self.text(then, OR), self.text(otherwise, IF)
                return f"{arms[0]} if {self.text(condition, OR)} else {arms[1]}", IF
            case Aggregate():
                return self.aggregate(node)
        return self.convert(node)

    def quantity(self, node: Quantity) -> str:
        return f'q("{format_exact(node.value)} {node.unit}")'

    def name(self, node: Name) -> tuple[str, int]:
        return node.name if node.index is None else f"{node.name}[{node.index}]", ATOM

    def operation(self, node: Operation) -> tuple[str, int]:
        op, args = node.op, node.args
        if op in ("abs", "min", "max"):
            return f"{op}({', '.join(self.text(arg, IF) for arg in args)})", ATOM
        if op == "neg":
            return f"-{self.text(args[0], POWER)}", SIGN
        if op == "not":
            return f"not {self.text(args[0], NOT)}", NOT
        level = LEVELS.get(op, COMPARE)
        # "and" and "or" hold all their parts; a part of the same kind was in brackets.
        left = level if level in (SUM, PRODUCT) else level + 1
        parts = [self.text(args[0], left), *(self.text(arg, level + 1) for arg in args[1:])]
        return f" {op} ".join(parts), level

    def aggregate(self, node: Aggregate) -> tuple[str, int]:
        only = "" if node.condition is None else f" if {self.text(node.condition, OR)}"
        of = self.text(node.of, IF)
        return f"{node.op}({of} for {node.index} in {node.over}{only})", ATOM

    def convert(self, node: Convert) -> tuple[str, int]:
        factor = f"[{node.factor} {node.target} per {node.origin}]"
        return f"{self.text(node.arg, PRODUCT)} * {factor}", PRODUCT


class _NumberWriter(_Writer):
    """Write a tree with values in place of names."""

    def __init__(self, run: Run, digits: int | None) -> None:
        self.run = run
        self.digits = digits

    def quantity(self, node: Quantity) -> str:
        return format_exact(node.value)

    def name(self, node: Name) -> tuple[str, int]:
        value = self.run.read(node)
        if isinstance(value, str):
            return f'"{value}"', ATOM
        text = format_exact(value if self.digits is None else round(value, self.digits))
        # As loose as a sum, so that no two signs meet.
        return text, SUM if text.startswith("-") else PRODUCT if "/" in text else ATOM

    def aggregate(self, node: Aggregate) -> tuple[str, int]:
        run, of = self.run, node.of
        if node.over not in run.sets:
            return _Writer().aggregate(node)
        members = list(run.members_of(node))
        shown = []
        for member in members[:SHOWN_TERMS]:
            run.members[node.index] = member
            shown.append(self.text(of, PRODUCT if node.op == "sum" else IF))
        if len(members) > SHOWN_TERMS:
            shown.append(f"... ({len(members):,} members)")
        if node.op != "sum":
            return f"{node.op}({', '.join(shown)})", ATOM
        return " + ".join(shown) or "0", SUM if len(shown) > 1 else PRODUCT

    def convert(self, node: Convert) -> tuple[str, int]:
        text = self.text(node.arg, PRODUCT)
        above, below = node.factor.numerator, node.factor.denominator
        times = f" * {above}" if above != 1 else ""
        return f"{text}{times}" + (f" / {below}" if below != 1 else ""), PRODUCT
