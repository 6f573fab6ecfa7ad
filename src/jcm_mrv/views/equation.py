"""An equation's tree from the report, with symbols and with numbers in place of symbols.

The tree and the operands are read; nothing is computed here but the cutting of long decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

Tree = Mapping[str, Any]
Leaf = Callable[[Tree], str]

SHOWN_DECIMALS = 6
SHOWN_MEMBERS = 3
_INFIX = {"or": 1, "and": 2, "+": 5, "-": 5, "*": 6, "/": 6}
_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
_CONDITIONAL, _NOT, _COMPARISON, _PRODUCT, _NEGATIVE, _POWER, _ATOM = 0, 3, 4, 6, 7, 8, 9


def render_symbols(tree: Tree) -> str:
    """Render a tree as a person writes the formula; a conversion of units shows in brackets."""
    return _render(tree, _symbol, _convert_symbols)[0]


def render_numbers(
    tree: Tree, operands: Mapping[str, Any], *, member: str | None = None
) -> str:
    """Render a tree with the operands' numbers in place of their names.

    Args:
        tree: the equation's tree, as the report holds it.
        operands: its operands by name: ``{unit, value}``, ``{text}``, or the columns
            ``{unit, members, values}`` of a name over a set.
        member: the member whose numbers stand for names with the index ``i``.
    """

    def number(leaf: Tree) -> str:
        return _number(leaf, operands, member)

    return _render(tree, number, _convert_numbers)[0]


def format_value(text: str, *, decimals: int = SHOWN_DECIMALS) -> str:
    """Show an exact number of the report in few digits; ``...`` marks digits that were cut.

    Nothing is rounded: what is shown are the first digits of the number. Small numbers keep
    as many decimals as it takes to show three digits that are not zero.
    """
    if "/" in text:
        numerator, _, denominator = text.partition("/")
        value = Fraction(int(numerator), int(denominator))
        sign = "-" if value < 0 else ""
        scaled = abs(value.numerator) * 10**40 // value.denominator
        digits = str(scaled).rjust(41, "0")
        whole, rest = sign + digits[:-40], digits[-40:]
    else:
        whole, _, rest = text.partition(".")
        if len(rest) <= decimals:
            return text
    if not whole.strip("-0"):
        decimals = max(decimals, len(rest) - len(rest.lstrip("0")) + 3)
    return text if len(rest) <= decimals else f"{whole}.{rest[:decimals]}..."


def _symbol(leaf: Tree) -> str:
    if "name" in leaf:
        index = leaf.get("index")
        return f"{leaf['name']}[{index}]" if index else str(leaf["name"])
    if "quantity" in leaf:
        return f"{leaf['quantity']} {leaf['unit']}"
    if "text" in leaf:
        return f'"{leaf["text"]}"'
    return str(leaf["number"])


def _number(leaf: Tree, operands: Mapping[str, Any], member: str | None) -> str:
    if "quantity" in leaf:
        return str(leaf["quantity"])
    operand = operands.get(leaf["name"]) if "name" in leaf else None
    if operand is None:
        return _symbol(leaf)
    if leaf.get("index"):
        members = operand.get("members", ())
        if member not in members:
            return _symbol(leaf)
        value = operand["values"][members.index(member)]
        return format_value(value) if operand.get("unit") is not None else f'"{value}"'
    if "text" in operand:
        return f'"{operand["text"]}"'
    return format_value(operand["value"]) if "value" in operand else _symbol(leaf)


def _convert_symbols(tree: Tree, operand: str, level: int) -> tuple[str, int]:
    return f"{_enclose(operand, level, _ATOM)} [{tree['from']} to {tree['to']}]", _ATOM


def _convert_numbers(tree: Tree, operand: str, level: int) -> tuple[str, int]:
    numerator, _, denominator = tree["convert"].partition("/")
    text = _enclose(operand, level, _PRODUCT)
    if numerator != "1" or not denominator:
        text += f" * {numerator}"
    return (f"{text} / {denominator}" if denominator else text), _PRODUCT


def _render(
    tree: Tree, leaf: Leaf, convert: Callable[[Tree, str, int], tuple[str, int]]
) -> tuple[str, int]:
    """Return the text and how tightly it binds."""

    def inner(node: Tree, least: int) -> str:
        return _enclose(*_render(node, leaf, convert), least)

    if "convert" in tree:
        return convert(tree, *_render(tree["args"][0], leaf, convert))
    operator = tree.get("op")
    if operator is None:
        text = leaf(tree)
        return text, _NEGATIVE if text.startswith("-") else _ATOM
    if "set" in tree:
        condition = f" if {inner(tree['if'], 1)}" if tree.get("if") else ""
        each = f"for {tree['index']} in {tree['set']}"
        return f"{operator}({inner(tree['of'], 1)} {each}{condition})", _ATOM
    args = tree["args"]
    if operator in _INFIX:
        level = _INFIX[operator]
        # a - (b + c) and a / (b * c) need their brackets; a + b + c does not.
        right = level + 1 if operator in "-/" else level
        rest = [inner(argument, right) for argument in args[1:]]
        return f" {operator} ".join([inner(args[0], level), *rest]), level
    if operator in _COMPARISONS:
        sides = (inner(argument, _COMPARISON + 1) for argument in args)
        return f" {operator} ".join(sides), _COMPARISON
    if operator == "not":
        return f"not {inner(args[0], _NOT)}", _NOT
    if operator == "neg":
        return f"-{inner(args[0], _NEGATIVE)}", _NEGATIVE
    if operator == "power":
        # Plain operands on the right: exponents are whole numbers, and may be negative.
        return f"{inner(args[0], _ATOM)}**{_render(args[1], leaf, convert)[0]}", _POWER
    if operator == "if":
        condition, yes, no = _arms(tree)
        return (
            f"{inner(yes, 1)} if {inner(condition, 1)} else {inner(no, _CONDITIONAL)}",
            _CONDITIONAL,
        )
    return f"{operator}({', '.join(inner(argument, _CONDITIONAL) for argument in args)})", _ATOM


def _arms(tree: Tree) -> tuple[Tree, Tree, Tree]:
    condition, yes, no = tree["args"]
    return condition, yes, no


def _enclose(text: str, level: int, least: int) -> str:
    return text if level >= least else f"({text})"
