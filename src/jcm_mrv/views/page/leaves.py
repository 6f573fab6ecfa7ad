"""What stands in a formula for its names: symbols, or the numbers that they had."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jcm_mrv.views.equation import members_of
from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.page.mathml import quoted, render_symbol, unit_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.views.page.figures import Figures
    from jcm_mrv.views.page.mathml import Drawn, Leaves
    from jcm_mrv.views.page.node import Node

SHOWN_TERMS = 3
PLACES = 6
"""Decimals in a formula: a factor such as 0.5546 has to be seen whole."""

_COMPARISON, _PRODUCT, _ATOM = 4, 6, 9


@dataclass(frozen=True, slots=True)
class Symbols:
    """Draw names by their symbols.

    Args:
        figures: writes numbers.
        symbols: symbol by name; a name without one stands for itself.
    """

    figures: Figures
    symbols: Mapping[str, str]

    def name(self, leaf: Node) -> Drawn:
        """Draw the symbol; one without the index of its set gets it as a subscript."""
        name = str(leaf.value["name"])
        return render_symbol(self.symbols.get(name, name)), _ATOM

    def literal(self, leaf: Node, key: str) -> Drawn:
        """Draw a number as the formula writes it, with its unit."""
        return _number(self.figures, leaf[key], leaf.text("unit") or "")

    def terms(self, tree: Node) -> list[Leaves] | None:
        """Leave a sum over a set as it is."""
        return None

    def rest(self, tree: Node) -> int:
        """Leave nothing out."""
        return 0

    def unbound(self) -> Leaves:
        """Draw the inside of a sum in the same way."""
        return self


@dataclass(frozen=True, slots=True)
class Numbers:
    """Draw the numbers of an equation in the places of its names.

    Args:
        figures: writes numbers.
        symbols: symbol by name, for what has no number.
        operands: of the equation.
        member: the member whose numbers stand for names with an index.
        written_out: whether this is a term of a sum that is written out.
    """

    figures: Figures
    symbols: Mapping[str, str]
    operands: Node
    member: str | None = None
    written_out: bool = False

    def name(self, leaf: Node) -> Drawn:
        """Draw the number of a name, or of a member's; its symbol where there is none."""
        name = str(leaf.value["name"])
        operand = self.operands[name] if name in self.operands.value else None
        if operand is not None and leaf.text("index"):
            column = "texts" if "texts" in operand.value else "values"
            place = self._place(operand)
            if place is not None and column in operand.value:
                return self._drawn(operand[column][place], operand)
        elif operand is not None:
            for key in ("text", "value"):
                if operand.get(key) is not None:
                    return self._drawn(operand[key], operand)
        return render_symbol(self.symbols.get(name, name)), _ATOM

    def literal(self, leaf: Node, key: str) -> Drawn:
        """Draw a number of the formula with its unit."""
        return _number(self.figures, leaf[key], leaf.text("unit") or "")

    def terms(self, tree: Node) -> list[Leaves] | None:
        """Write the first terms out, but not where a condition chooses them: that is a result.

        A sum inside of a sum stays one: written out, each level would be three times the one
        above, and a hostile report has many levels.
        """
        if self.written_out or tree.get("if") is not None:
            return None
        shown = members_of(tree["of"].value, self.operands.value)[:SHOWN_TERMS]
        of = [replace(self, member=member, written_out=True) for member in shown]
        return [*of] or None

    def rest(self, tree: Node) -> int:
        """Return how many members have no term."""
        return max(0, len(members_of(tree["of"].value, self.operands.value)) - SHOWN_TERMS)

    def unbound(self) -> Leaves:
        """Draw names with an index by their symbols: no member stands for them."""
        return replace(self, member=None)

    def _drawn(self, value: Node, operand: Node) -> Drawn:
        if value.pointer.endswith("/text") or "texts" in operand.value:
            return quoted(str(value.value)), _ATOM
        return _number(self.figures, value, operand.text("unit") or "")

    def _place(self, operand: Node) -> int | None:
        members = operand.value.get("members") or ()
        return members.index(self.member) if self.member in members else None


def _number(figures: Figures, exact: Node, unit: str) -> Drawn:
    number = element("mn", figures.number(exact, PLACES))
    behind = unit_after(unit)
    negative = str(exact.value).startswith("-")
    level = _COMPARISON if negative else _PRODUCT if behind else _ATOM
    return (number if behind is None else Markup(join([number, behind]))), level
