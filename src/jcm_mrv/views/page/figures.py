"""Numbers of the page: what is shown is cut, and the report's own text goes with it.

``<data value="EXACT" data-at="/json/pointer">shown</data>``: whoever checks the page finds the
exact number and its place in the report, which lies in the same file (docs/page.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.views.page.markup import Markup, element, join

if TYPE_CHECKING:
    from jcm_mrv.views.page.node import Node
    from jcm_mrv.views.words import Language


@dataclass(frozen=True, slots=True)
class Figures:
    """Write numbers of a report in a language."""

    language: Language

    def number(self, exact: Node, places: int = 3) -> Markup:
        """Return an exact number, cut to at most so many decimals."""
        return _data(exact, self.language.number(str(exact.value), places))

    def column(self, exact: Node, places: int = 3) -> Markup:
        """Return an exact number with so many decimals, for a column."""
        return _data(exact, self.language.fixed(str(exact.value), places))

    def percent(self, exact: Node, places: int = 2) -> Markup:
        """Return a ratio in percent."""
        return _data(exact, self.language.percent(str(exact.value), places))

    def whole(self, count: Node) -> Markup:
        """Return a count, or whole tonnes."""
        return _data(count, self.language.whole(int(count.value)))

    def quantity(self, quantity: Node, places: int = 3) -> Markup:
        """Return a number with its unit."""
        return with_unit(self.number(quantity["value"], places), str(quantity.value["unit"]))


def with_unit(number: Markup, unit: str | None) -> Markup:
    """Return a number with its unit behind; a plain number has none."""
    if unit in (None, "", "1"):
        return number
    return join([number, "\N{NO-BREAK SPACE}", element("span", unit, class_="unit")])


def _data(exact: Node, shown: str) -> Markup:
    return element("data", shown, value=str(exact.value), data_at=exact.pointer)
