"""An equation's tree from the report, with symbols and with numbers in place of symbols.

The tree and the operands are read; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jcm_mrv.views.digits import format_value

Tree = Mapping[str, Any]

SHOWN_MEMBERS = 3
_INFIX = {"or": 1, "and": 2, "+": 5, "-": 5, "*": 6, "/": 6}
_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
_CONDITIONAL, _NOT, _COMPARISON, _PRODUCT, _NEGATIVE, _POWER, _ATOM = 0, 3, 4, 6, 7, 8, 9


def render_symbols(tree: Tree) -> str:
    """Render a tree as a person writes the formula; a conversion of units shows in brackets."""
    return _render(tree, _Symbols())[0]


def render_numbers(tree: Tree, operands: Mapping[str, Any], *, member: str | None = None) -> str:
    """Render a tree with the operands' numbers in place of their names.

    Args:
        tree: the equation's tree, as the report holds it.
        operands: its operands by name: ``{unit, value}``, ``{text}``, or for a name over a set
            the columns ``{unit, members, values}`` or ``{members, texts}``.
        member: the member whose numbers stand for names with an index.
    """
    return _render(tree, _Numbers(operands, member))[0]


class _Symbols:
    """Show names as names."""

    def leaf(self, leaf: Tree) -> str:
        if "name" in leaf:
            return f"{leaf['name']}[{leaf['index']}]" if leaf.get("index") else str(leaf["name"])
        if "quantity" in leaf:
            return f"{leaf['quantity']} {leaf['unit']}"
        return f'"{leaf["text"]}"' if "text" in leaf else str(leaf["number"])

    def convert(self, tree: Tree, text: str, level: int) -> tuple[str, int]:
        return f"{_enclose(text, level, _ATOM)} [{tree['from']} to {tree['to']}]", _ATOM

    def terms(self, tree: Tree) -> list[tuple[str, int]]:
        """Return the terms to write out of a sum over a set; none keeps it as it is."""
        return []


class _Numbers(_Symbols):
    """Show numbers where the operands have them."""

    def __init__(
        self, operands: Mapping[str, Any], member: str | None, *, inside: bool = False
    ) -> None:
        self.operands = operands
        self.member = member
        self.inside = inside

    def leaf(self, leaf: Tree) -> str:
        if "quantity" in leaf:
            return str(leaf["quantity"])
        operand = self.operands.get(leaf.get("name", ""))
        if operand is None:
            return super().leaf(leaf)
        if leaf.get("index"):
            operand = member_of(operand, self.member)
        if operand.get("text") is not None:
            return f'"{operand["text"]}"'
        value = operand.get("value")
        return super().leaf(leaf) if value is None else format_value(value)

    def convert(self, tree: Tree, text: str, level: int) -> tuple[str, int]:
        numerator, _, denominator = tree["convert"].partition("/")
        text = _enclose(text, level, _PRODUCT)
        if numerator != "1" or not denominator:
            text += f" * {numerator}"
        return (f"{text} / {denominator}" if denominator else text), _PRODUCT

    def terms(self, tree: Tree) -> list[tuple[str, int]]:
        # Which members count by a condition is a result, and not in the report; and a sum inside
        # of a sum, which no module has, would be written out as often as the outer one, each time.
        if tree.get("if") or self.inside:
            return []
        members = members_of(tree["of"], self.operands)
        terms = [
            _render(tree["of"], _Numbers(self.operands, member, inside=True))
            for member in members[:SHOWN_MEMBERS]
        ]
        if len(members) > SHOWN_MEMBERS:
            terms.append((f"... {len(members) - SHOWN_MEMBERS:,} more", _ATOM))
        return terms


def _render(tree: Tree, style: _Symbols) -> tuple[str, int]:
    """Return the text and how tightly it binds."""

    def inner(node: Tree, least: int) -> str:
        return _enclose(*_render(node, style), least)

    if "convert" in tree:
        return style.convert(tree, *_render(tree["args"][0], style))
    operator = tree.get("op")
    if operator is None:
        text = style.leaf(tree)
        # A negative number, and a number with a unit behind it, stand in brackets among others.
        level = _COMPARISON if text.startswith("-") else _PRODUCT if " " in text else _ATOM
        return text, _ATOM if "text" in tree else level
    if "set" in tree:
        return _render_over_set(tree, style)
    args = tree["args"]
    if operator in _INFIX:
        level = _INFIX[operator]
        # a - (b + c) and a / (b * c) need their brackets; a + b + c does not.
        right = level + 1 if operator in "-/" else level
        rest = [inner(argument, right) for argument in args[1:]]
        return f" {operator} ".join([inner(args[0], level), *rest]), level
    if operator in _COMPARISONS:
        sides = (inner(argument, _COMPARISON) for argument in args)
        return f" {operator} ".join(sides), _COMPARISON
    if operator == "not":
        return f"not {inner(args[0], _NOT)}", _NOT
    if operator == "neg":
        return f"-{inner(args[0], _NEGATIVE)}", _NEGATIVE
    if operator == "power" and len(args) == 2:
        # The exponent is a whole number and may be negative: it stands as it is.
        return f"{inner(args[0], _ATOM)}**{inner(args[1], _CONDITIONAL)}", _POWER
    if operator == "if" and len(args) == 3:
        condition, yes, no = args
        text = f"{inner(yes, 1)} if {inner(condition, 1)} else {inner(no, _CONDITIONAL)}"
        return text, _CONDITIONAL
    return f"{operator}({', '.join(inner(argument, _CONDITIONAL) for argument in args)})", _ATOM


def _render_over_set(tree: Tree, style: _Symbols) -> tuple[str, int]:
    operator = tree["op"]
    terms = style.terms(tree)
    if terms and operator == "sum":
        plus = _INFIX["+"]
        text = " + ".join(_enclose(term, level, plus) for term, level in terms)
        return text, terms[0][1] if len(terms) == 1 else plus
    if terms:
        return f"{operator}({', '.join(term for term, _ in terms)})", _ATOM
    condition = f" if {_render(tree['if'], style)[0]}" if tree.get("if") else ""
    each = f"for {tree['index']} in {tree['set']}"
    return f"{operator}({_render(tree['of'], style)[0]} {each}{condition})", _ATOM


def _enclose(text: str, level: int, least: int) -> str:
    return text if level >= least else f"({text})"


def members_of(tree: Tree, operands: Mapping[str, Any]) -> list[str]:
    """Return the members that the first name with an index has among the operands."""
    if tree.get("index") and "name" in tree:
        return list(operands.get(tree["name"], {}).get("members") or ())
    for inner in tree.get("args", ()):
        if members := members_of(inner, operands):
            return members
    return []


def member_of(column: Mapping[str, Any], member: str | None) -> Mapping[str, Any]:
    """Return the operand of one member, out of the columns ``members`` and ``values``."""
    members = column.get("members") or ()
    if member not in members:
        return {}
    place = members.index(member)
    for key, each in (("text", "texts"), ("value", "values")):
        if column.get(each) is not None:
            return {key: column[each][place]}
    return {}
