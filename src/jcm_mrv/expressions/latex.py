"""A formula in LaTeX, with the methodology's symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.expressions.rendering import AND, ATOM, COMPARE, IF, NOT, OR, POWER, PRODUCT, SUM
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

    from jcm_mrv.expressions.tree import Node

_SIGNS = {
    "+": (" + ", SUM),
    "-": (" - ", SUM),
    "*": (r" \cdot ", PRODUCT),
    "and": (r" \land ", AND),
    "or": (r" \lor ", OR),
    "<": (" < ", COMPARE),
    "<=": (r" \le ", COMPARE),
    ">": (" > ", COMPARE),
    ">=": (r" \ge ", COMPARE),
    "==": (" = ", COMPARE),
    "!=": (r" \ne ", COMPARE),
}
_ESCAPES = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "#$%&_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def render_latex(node: Node, symbols: Mapping[str, str]) -> str:
    """Render a formula for LaTeX's mathematical mode, its conversions as fractions of units.

    Args:
        node: the tree of the formula.
        symbols: LaTeX of each name, index included where it has one; a name that is not here
            is set upright as it is.
    """
    return _Writer(symbols).text(node, IF)


class _Writer:
    def __init__(self, symbols: Mapping[str, str]) -> None:
        self.symbols = symbols

    def text(self, node: Node, least: int) -> str:
        text, level = self.write(node)
        return rf"\left({text}\right)" if level < least else text

    def write(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(value=value):
                return format_exact(value), ATOM
            case Quantity(value=value, unit=unit):
                # A number and a unit are a product: a power takes both or neither.
                return rf"{format_exact(value)}\,{_unit(unit)}", PRODUCT
            case Text(value=text):
                return rf"\text{{{text.translate(_ESCAPES)}}}", ATOM
            case Name():
                return self.name(node), ATOM
            case Operation():
                return self.operation(node)
            case Power(base=base, exponent=exponent):
                return f"{self.text(base, ATOM)}^{{{exponent}}}", POWER
            case Conditional():
                return self.conditional(node), ATOM
            case Aggregate():
                return self.aggregate(node)
        return self.convert(node), PRODUCT

    def name(self, node: Name) -> str:
        if node.name in self.symbols:
            return self.symbols[node.name]
        plain = rf"\mathrm{{{node.name.translate(_ESCAPES)}}}"
        return plain if node.index is None else f"{plain}_{{{node.index}}}"

    def operation(self, node: Operation) -> tuple[str, int]:
        op, args = node.op, node.args
        match op:
            case "/":
                above, below = (self.text(arg, IF) for arg in args)
                return rf"\frac{{{above}}}{{{below}}}", PRODUCT
            case "abs":
                return rf"\left|{self.text(args[0], IF)}\right|", ATOM
            case "min" | "max":
                listed = ", ".join(self.text(arg, IF) for arg in args)
                return rf"\{op}\left({listed}\right)", ATOM
            case "neg":
                # As loose as a sum, so that no two signs meet.
                return f"-{self.text(args[0], PRODUCT)}", SUM
            case "not":
                return rf"\lnot {self.text(args[0], ATOM)}", NOT
        sign, level = _SIGNS[op]
        # A sum of sums needs no brackets on its left; a product of products needs none at all.
        first = level if level == SUM else level + 1
        if level == PRODUCT:
            return sign.join(self.text(arg, PRODUCT) for arg in args), PRODUCT
        parts = [self.text(args[0], first), *(self.text(arg, level + 1) for arg in args[1:])]
        return sign.join(parts), level

    def conditional(self, node: Conditional) -> str:
        condition = self.text(node.condition, IF)
        then, otherwise = self.text(node.then, IF), self.text(node.otherwise, IF)
        return (
            rf"\begin{{cases}} {then} & \text{{if }} {condition} \\"
            rf" {otherwise} & \text{{otherwise}} \end{{cases}}"
        )

    def aggregate(self, node: Aggregate) -> tuple[str, int]:
        under = rf"{node.index} \in \mathrm{{{node.over.translate(_ESCAPES)}}}"
        if node.condition is not None:
            under += rf",\, {self.text(node.condition, IF)}"
        if node.op == "sum":
            # A factor behind a sum may be read as inside of it: the value is the same.
            return rf"\sum_{{{under}}} {self.text(node.of, PRODUCT)}", PRODUCT
        return rf"\{node.op}_{{{under}}} \left({self.text(node.of, IF)}\right)", ATOM

    def convert(self, node: Convert) -> str:
        above, below = node.factor.numerator, node.factor.denominator
        factor = str(above) if below == 1 else rf"\frac{{{above}}}{{{below}}}"
        units = rf"\frac{{{_unit(node.target)}}}{{{_unit(node.origin)}}}"
        return rf"{self.text(node.arg, PRODUCT)} \cdot {factor}\,{units}"


def _unit(text: str) -> str:
    return rf"\mathrm{{{text.replace('%', chr(92) + '%').replace('_', chr(92) + '_')}}}".replace(
        "*", r" \cdot "
    )
