"""An equation's tree as nested data that the template typesets: with symbols, or with numbers.

Every name, number and unit is a text of its own in the data, so that none can become a part of
the notation. The tree and the operands are read; nothing is computed here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from jcm_mrv.views.equation import SHOWN_MEMBERS, member_of, members_of
from jcm_mrv.views.reported.symbol import Symbol, parse_symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jcm_mrv.views.equation import Tree
    from jcm_mrv.views.paper.blocks import Node
    from jcm_mrv.views.words import Language

SHOWN_PLACES = 6
LONGEST_WORD = 28
"""A longer word would not fit into a formula, which breaks at its signs alone."""
_LOW, _NOT, _COMPARISON, _SUM, _PRODUCT, _NEGATIVE, _POWER, _ATOM = 0, 3, 4, 5, 6, 7, 8, 9
_LEVELS = {"or": 1, "and": 2, "+": _SUM, "-": _SUM, "*": _PRODUCT}
_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


def word(text: str) -> Node:
    """Return an upright word or number."""
    return {"is": "word", "word": text}


def row(*items: Node) -> Node:
    """Return nodes beside each other."""
    return {"is": "row", "items": list(items)}


def sign(text: str) -> Node:
    """Return an operator, one of a closed list."""
    return {"is": "sign", "sign": text}


def symbol_node(text: str) -> Node:
    """Return a symbol of the report, with what stands below and above it."""
    return row(*map(_symbol, parse_symbol(text)))


def show_exact(exact: str, language: Language) -> str:
    """Show an exact number, with dots where decimals are left out."""
    text = language.number(exact, SHOWN_PLACES)
    return text if "/" not in exact and language.number(exact, len(exact)) == text else f"{text}…"


@dataclass(frozen=True, slots=True)
class Names:
    """Typeset the names of a formula as their symbols.

    Args:
        symbols: symbol by name; a name without one stands as it is.
        language: of the numbers.
    """

    symbols: Mapping[str, str]
    language: Language

    def leaf(self, leaf: Tree) -> tuple[Node, int]:
        """Return a name, a number or a text, and how tightly it binds."""
        if "name" in leaf:
            return symbol_node(self.symbols.get(leaf["name"], leaf["name"])), _ATOM
        if "quantity" in leaf:
            number = show_exact(leaf["quantity"], self.language)
            return row(word(number), {"is": "spaced", "word": leaf["unit"]}), _PRODUCT
        if "text" in leaf:
            return word(f'"{leaf["text"]}"'), _ATOM
        return self.number(leaf["number"])

    def number(self, exact: str) -> tuple[Node, int]:
        """Return a number; a negative one stands in brackets among others."""
        text = show_exact(exact, self.language)
        if text.startswith("-"):
            return row(sign("-"), word(text[1:])), _COMPARISON
        return word(text), _ATOM

    def convert(self, tree: Tree, inner: tuple[Node, int]) -> tuple[Node, int]:
        """Return a conversion, with its units in square brackets."""
        factor = _factor(tree["convert"])
        units = self.language.text("{unit} per {other}", unit=tree["to"], other=tree["from"])
        shown = row(factor, {"is": "spaced", "word": units})
        return row(
            _enclose(*inner, _PRODUCT), sign("*"), {"is": "squares", "inner": shown}
        ), _PRODUCT

    def terms(self, tree: Tree) -> list[tuple[Node, int]]:
        """Return the terms to write out of a sum over a set; none keeps it as it is."""
        return []


@dataclass(frozen=True, slots=True)
class Numbers(Names):
    """Typeset the numbers of the operands in place of their names.

    Args:
        operands: by name, as the report holds them.
        member: whose numbers stand for names with an index.
        inside: whether this is a term of a sum that is written out.
    """

    operands: Mapping[str, Any]
    member: str | None = None
    inside: bool = False

    def leaf(self, leaf: Tree) -> tuple[Node, int]:
        """Return the number of a name, where there is one."""
        if "quantity" in leaf:
            return self.number(leaf["quantity"])
        operand = self.operands.get(leaf.get("name", ""))
        if operand is None:
            return Names.leaf(self, leaf)
        if leaf.get("index"):
            operand = member_of(operand, self.member)
        if operand.get("text") is not None:
            return word(f'"{operand["text"]}"'), _ATOM
        value = operand.get("value")
        return Names.leaf(self, leaf) if value is None else self.number(value)

    def convert(self, tree: Tree, inner: tuple[Node, int]) -> tuple[Node, int]:
        """Return the number times the factor of the conversion."""
        numerator, _, denominator = tree["convert"].partition("/")
        if denominator and numerator == "1":
            return _fraction(inner[0], word(self.language.number(denominator, 0)))
        return row(_enclose(*inner, _PRODUCT), sign("*"), _factor(tree["convert"])), _PRODUCT

    def terms(self, tree: Tree) -> list[tuple[Node, int]]:
        """Return the first terms, with the number of those that are left out."""
        # Which members count by a condition is a result, and not in the report; and a sum inside
        # of a sum, which no module has, would be written out as often as the outer one, each time.
        if tree.get("if") or self.inside:
            return []
        members = members_of(tree["of"], self.operands)
        terms = [
            _typeset(tree["of"], replace(self, member=member, inside=True))
            for member in members[:SHOWN_MEMBERS]
        ]
        if len(members) > SHOWN_MEMBERS:
            rest = self.language.whole(len(members) - SHOWN_MEMBERS)
            terms.append((word(self.language.text("… {count} more", count=rest)), _ATOM))
        return terms


def typeset(tree: Tree, style: Names) -> Node:
    """Return the data of a formula."""
    return _typeset(tree, style)[0]


def fits(node: Node) -> bool:
    """Tell whether every word of a formula is short enough for a line."""
    inner = (one for value in node.values() for one in _nodes(value))
    return len(node.get("word", "")) <= LONGEST_WORD and all(map(fits, inner))


def depth_of(tree: Tree) -> int:
    """Return how many levels a tree has."""
    inner = [*tree.get("args", ()), *(tree[key] for key in ("of", "if") if tree.get(key))]
    return 1 + max(map(depth_of, inner), default=0)


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _nodes(one)


def _typeset(tree: Tree, style: Names) -> tuple[Node, int]:
    def inner(node: Tree, least: int) -> Node:
        return _enclose(*_typeset(node, style), least)

    if "convert" in tree:
        return style.convert(tree, _typeset(tree["args"][0], style))
    operator = tree.get("op")
    if operator is None:
        return style.leaf(tree)
    if "set" in tree:
        return _over_set(tree, style)
    args = tree["args"]
    if operator in _LEVELS:
        level = _LEVELS[operator]
        least = level + 1 if operator == "-" else level
        items = [inner(args[0], level)]
        for argument in args[1:]:
            items += [_infix(operator, style), inner(argument, least)]
        return row(*items), level
    if operator == "/":
        shown = _typeset(args[0], style)
        for argument in args[1:]:
            shown = _fraction(shown[0], inner(argument, _LOW))
        return shown
    if operator in _COMPARISONS:
        items = [inner(args[0], _SUM)]
        for argument in args[1:]:
            items += [sign(operator), inner(argument, _SUM)]
        return row(*items), _COMPARISON
    if operator == "not":
        said = style.language.text("not")
        return row({"is": "spaced", "word": said}, inner(args[0], _NOT)), _NOT
    if operator == "neg":
        return row(sign("-"), inner(args[0], _NEGATIVE)), _NEGATIVE
    if operator == "power" and len(args) == 2:
        base, exponent = inner(args[0], _ATOM), inner(args[1], _LOW)
        return {"is": "power", "base": base, "exponent": exponent}, _POWER
    if operator == "if" and len(args) == 3:
        return _cases(args, style, inner), _ATOM
    if operator == "abs":
        return {"is": "bars", "inner": inner(args[0], _LOW)}, _ATOM
    shown_args = [inner(argument, _LOW) for argument in args]
    return {"is": "call", "name": operator, "args": shown_args}, _ATOM


def _cases(args: Sequence[Tree], style: Names, inner: Callable[[Tree, int], Node]) -> Node:
    _ = style.language.text
    condition, yes, no = args
    asked = row({"is": "spaced", "word": _("if")}, inner(condition, _LOW))
    otherwise = {"is": "spaced", "word": _("otherwise")}
    return {"is": "cases", "arms": [[inner(yes, _LOW), asked], [inner(no, _LOW), otherwise]]}


def _over_set(tree: Tree, style: Names) -> tuple[Node, int]:
    operator = tree["op"]
    terms = style.terms(tree)
    if terms and operator == "sum":
        items = [_enclose(*terms[0], _SUM)]
        for term in terms[1:]:
            items += [sign("+"), _enclose(*term, _SUM)]
        return row(*items), terms[0][1] if len(terms) == 1 else _SUM
    if terms:
        return {"is": "call", "name": operator, "args": [node for node, _ in terms]}, _ATOM
    below = row(word(tree["index"]), sign("in"), word(tree["set"]))
    if tree.get("if"):
        below = row(below, word(", "), _typeset(tree["if"], style)[0])
    shown = _enclose(*_typeset(tree["of"], style), _PRODUCT)
    return {"is": "over", "name": operator, "below": below, "inner": shown}, _SUM


def _infix(operator: str, style: Names) -> Node:
    _ = style.language.text
    said = {"and": _("and"), "or": _("or")}.get(operator)
    return {"is": "spaced", "word": said} if said else sign(operator)


def _fraction(top: Node, bottom: Node) -> tuple[Node, int]:
    return {"is": "fraction", "top": top, "bottom": bottom}, _PRODUCT


def _factor(exact: str) -> Node:
    numerator, _, denominator = exact.partition("/")
    return _fraction(word(numerator), word(denominator))[0] if denominator else word(numerator)


def _enclose(node: Node, level: int, least: int) -> Node:
    return node if level >= least else {"is": "brackets", "inner": node}


def _symbol(one: Symbol) -> Node:
    return {
        "is": "symbol",
        "word": one.word,
        "below": [_symbol(each) for each in one.below],
        "above": [_symbol(each) for each in one.above],
    }
