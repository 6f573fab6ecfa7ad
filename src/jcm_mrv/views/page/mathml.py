"""An equation's tree as MathML Core: with its symbols, and with numbers in their place.

The tree and the operands are read; nothing is computed here. Operators bind as in
:mod:`jcm_mrv.views.equation`; a fraction bar and an exponent need no brackets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.reported.symbol import parse_symbol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.views.page.node import Node
    from jcm_mrv.views.reported.symbol import Symbol
    from jcm_mrv.views.words import Language

MAX_NODES = 500
"""More parts than a formula has (contracts 2): a tree beyond them is not drawn."""

MAX_DEPTH = 60

_SIGNS = {
    "+": "+", "-": "−", "*": "×", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠",
}  # fmt: skip
_LEVELS = {"if": 0, "or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "neg": 7, "power": 9}
_COMPARISON, _PRODUCT, _ATOM = 4, 6, 9

Drawn = tuple[Markup, int]
"""MathML, and how tightly it binds."""


class Leaves(Protocol):
    """Draw what stands for names, and numbers."""

    def name(self, leaf: Node) -> Drawn:
        """Draw a name."""

    def literal(self, leaf: Node, key: str) -> Drawn:
        """Draw a number of the formula itself; the key says which."""

    def terms(self, tree: Node) -> list[Leaves] | None:
        """Return what draws each term of a sum over a set; None leaves the sum as it is."""

    def rest(self, tree: Node) -> int:
        """Return how many terms are not among those."""

    def unbound(self) -> Leaves:
        """Return what draws the inside of a sum that is left as it is: its index has no member."""


def is_drawable(tree: Any) -> bool:
    """Tell whether a tree is of a size that a formula can have."""
    left, level = MAX_NODES, [tree]
    for _ in range(MAX_DEPTH):
        below = [inner for one in level for inner in _children(one)]
        left -= len(level)
        if left < 0 or not below:
            return left >= 0
        level = below
    return False


def _children(tree: Mapping[str, Any]) -> list[Any]:
    found = list(tree.get("args", ()))
    found += [tree[key] for key in ("of", "if") if isinstance(tree.get(key), dict)]
    return found


def render_symbol(text: str) -> Markup:
    """Render a symbol of a JCM document, such as ``EC_{CAP,p}``."""
    return _row([_symbol(one) for one in parse_symbol(text)])


def render_tree(tree: Node, leaves: Leaves, language: Language) -> Markup:
    """Render a tree that :func:`is_drawable`."""
    return _render(tree, leaves, language)[0]


def math(*parts: Markup, display: bool = False) -> Markup:
    """Return a formula of these parts."""
    return element("math", *parts, display="block" if display else None)


def sign(text: str) -> Markup:
    """Return an operator."""
    return element("mo", text)


def words(text: str) -> Markup:
    """Return words in a formula, with room on both sides."""
    return element("mtext", f"\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}")


def unit_after(unit: str) -> Markup | None:
    """Return a unit that stands behind its number; none for a plain number."""
    if unit in ("", "1"):
        return None
    return element("mtext", f"\N{NO-BREAK SPACE}{unit}", class_="unit")


def _row(parts: list[Markup]) -> Markup:
    return parts[0] if len(parts) == 1 else element("mrow", *parts)


def _symbol(one: Symbol) -> Markup:
    if one.is_sign:
        return sign(one.word)
    word = element("mi", one.word) if one.word.isalnum() else element("mtext", one.word)
    below, above = ([_symbol(part) for part in parts] for parts in (one.below, one.above))
    if below and above:
        return element("msubsup", word, _row(below), _row(above))
    if below:
        return element("msub", word, _row(below))
    return element("msup", word, _row(above)) if above else word


def _render(tree: Node, leaves: Leaves, language: Language) -> Drawn:
    def inner(node: Node, least: int = 0) -> Markup:
        drawn, level = _render(node, leaves, language)
        return drawn if level >= least else _enclose(drawn)

    value = tree.value
    if "convert" in value:
        return join([inner(tree["args"][0], _PRODUCT), sign("×"), _factor(tree)]), _PRODUCT
    operator = value.get("op")
    if operator is None:
        return _leaf(tree, leaves)
    if "set" in value:
        return _over_set(tree, leaves, language)
    args = list(tree["args"])
    if operator == "/" and len(args) == 2:
        return element("mfrac", _one(inner(args[0])), _one(inner(args[1]))), _ATOM
    if operator == "power" and len(args) == 2:
        return element("msup", _one(inner(args[0], _ATOM)), _one(inner(args[1]))), _ATOM
    if operator == "if" and len(args) == 3:
        return _cases([inner(one) for one in args], language), _LEVELS["if"]
    if operator == "neg":
        return join([sign("−"), inner(args[0], _LEVELS["neg"])]), _LEVELS["neg"]
    if operator == "not":
        return join([words(language.text("not")), inner(args[0], _LEVELS["not"])]), _LEVELS["not"]
    if operator in ("and", "or"):
        level = _LEVELS[operator]
        between = words(language.text("and") if operator == "and" else language.text("or"))
        return join([inner(one, level) for one in args], between), level
    if operator in _SIGNS:
        level = _LEVELS.get(operator, _COMPARISON)
        # a - (b + c) needs its brackets; a + b + c does not.
        right = level + 1 if operator == "-" else level
        parts = [inner(args[0], level), *(inner(one, right) for one in args[1:])]
        return join(parts, sign(_SIGNS[operator])), level
    if operator == "abs":
        return join([sign("|"), inner(args[0]), sign("|")]), _ATOM
    listed = join([inner(one) for one in args], sign(","))
    return join([element("mi", str(operator)), _enclose(listed)]), _ATOM


def _leaf(tree: Node, leaves: Leaves) -> Drawn:
    value = tree.value
    if "name" in value:
        return leaves.name(tree)
    if "text" in value:
        return quoted(value["text"]), _ATOM
    return leaves.literal(tree, "quantity" if "quantity" in value else "number")


def quoted(text: str) -> Markup:
    """Return the text of a category."""
    return element("mtext", f"“{text}”")


def _factor(tree: Node) -> Markup:
    """Return the exact factor of a conversion with the units that it leads between."""
    numerator, _, denominator = str(tree.value["convert"]).partition("/")
    number = element("mn", numerator)
    if denominator:
        number = element("mfrac", number, element("mn", denominator))
    between = f"\N{NO-BREAK SPACE}{tree.value['to']}/{tree.value['from']}"
    return element("mrow", number, element("mtext", between, class_="unit"), class_="convert")


def _over_set(tree: Node, leaves: Leaves, language: Language) -> Drawn:
    operator = str(tree.value["op"])
    terms = leaves.terms(tree)
    if terms is not None:
        drawn = [_render(tree["of"], one, language) for one in terms]
        rest = leaves.rest(tree)
        more = []
        if rest:
            left = language.text("{count} more", count=language.whole(rest))
            more = [join([sign("…"), words(left)])]
        if operator == "sum":
            plus = _LEVELS["+"]
            parts = [one if level >= plus else _enclose(one) for one, level in drawn] + more
            return join(parts, sign("+")), drawn[0][1] if len(parts) == 1 else plus
        listed = join([one for one, _ in drawn] + more, sign(","))
        return join([element("mi", operator), _enclose(listed)]), _ATOM
    below = [
        element("mi", str(tree.value["index"])),
        sign("∈"),
        element("mtext", str(tree.value["set"])),
    ]
    if tree.get("if") is not None:
        below += [sign(","), _render(tree["if"], leaves.unbound(), language)[0]]
    head = sign("∑") if operator == "sum" else element("mi", operator)
    body, level = _render(tree["of"], leaves.unbound(), language)
    body = body if level >= _PRODUCT else _enclose(body)
    return join([element("munder", head, element("mrow", *below)), body]), _LEVELS["+"]


def _cases(parts: list[Markup], language: Language) -> Markup:
    """Return one of two, by a condition: two rows behind a brace."""
    condition, yes, no = parts
    rows = (
        (yes, join([words(language.text("if")), condition])),
        (no, words(language.text("otherwise"))),
    )
    table = element(
        "mtable",
        *(element("mtr", element("mtd", left), element("mtd", right)) for left, right in rows),
    )
    return join([sign("{"), table])


def _enclose(drawn: Markup) -> Markup:
    return element("mrow", sign("("), drawn, sign(")"))


def _one(drawn: Markup) -> Markup:
    """Return one element, for places that take no more."""
    return element("mrow", drawn)
