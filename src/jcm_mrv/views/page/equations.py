"""The equations of each segment: in symbols, in numbers, and down to the files behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import fold, left_out, scroll, section
from jcm_mrv.views.page.leaves import PLACES, Numbers, Symbols
from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.page.mathml import (
    is_drawable,
    math,
    render_symbol,
    render_tree,
    sign,
    unit_after,
)
from jcm_mrv.views.page.operands import Operands
from jcm_mrv.views.reported.results import segment_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jcm_mrv.views.page.node import Node
    from jcm_mrv.views.page.view import View

SHOWN_EQUATIONS = 300
SHOWN_MEMBERS = 3
MAX_OPEN = 2


def render_equations(view: View) -> Markup:
    """Render every equation of every segment, the segments folded where there are many."""
    _ = view.language.text
    rows = list(view.root["equations"])
    shown = rows[:SHOWN_EQUATIONS]
    writer = _Writer(view, symbols_of(view), Operands(view, shown))
    by_segment: dict[int, list[Node]] = {}
    for row in shown:
        by_segment.setdefault(row.value["segment"], []).append(row)
    labels = segment_labels(view.parsed, view.language)
    parts = [
        fold(
            element("h3", labels[segment] if segment < len(labels) else str(segment)),
            *(writer.equation(row) for row in group),
            opened=(place < MAX_OPEN and len(by_segment) <= MAX_OPEN + 1) or not place,
            class_="segment",
        )
        for place, (segment, group) in enumerate(by_segment.items())
    ]
    said = _(
        "Each equation as the methodology has it, and with the numbers of this report in the "
        "places of its symbols. Open one to follow its numbers to the monthly readings and the "
        "files behind them."
    )
    empty = _("No equation could be computed; the findings say why.")
    return section(
        "equations",
        _("Equations"),
        element("p", said if parts else empty),
        *parts,
        left_out(view, len(rows) - len(shown)),
    )


def symbols_of(view: View) -> dict[str, str]:
    """Return the symbol of each name: of a parameter, or of the result of an equation."""
    found = {one.name: one.symbol for one in view.parsed.report.equations}
    found |= {one.name: one.symbol for one in view.parsed.report.methodology.parameters}
    return found


@dataclass(frozen=True, slots=True)
class _Writer:
    view: View
    symbols: Mapping[str, str]
    operands: Operands

    def equation(self, row: Node) -> Markup:
        """Return one equation of one segment, in its own section."""
        index = row.pointer.rpartition("/")[2]
        title = row.text("title") or str(row.value["name"])
        heading = element(
            "h4",
            self.view.own(self.view.language.known(title)),
            self._place(row),
            element("output", class_="mark"),
        )
        return element(
            "section",
            heading,
            scroll(element("div", *self._steps(row), class_="steps"), title),
            self.operands.render(row),
            class_="equation",
            data_equation=index,
            id=f"equation-{index}",
        )

    def _place(self, row: Node) -> Markup | None:
        _ = self.view.language.text
        parts = []
        if row.text("section"):
            parts.append(_("section {text}", text=row.text("section")))
        if row.text("number"):
            parts.append(_("equation {text}", text=row.text("number")))
        return element("span", self.view.language.listed(parts), class_="where") if parts else None

    def _steps(self, row: Node) -> Iterator[Markup]:
        left = math(render_symbol(str(row.value["symbol"])))
        tree = row["tree"]
        if not is_drawable(tree.value):
            yield left
            yield element("code", str(row.value["text"]))
        else:
            yield left
            yield self._line(tree, Symbols(self.view.figures, self.symbols))
        if "members" not in row.value:
            yield from self._numbers(row, row["value"]["value"], row.value["value"]["unit"], None)
            return
        members = row.value["members"]
        for place, member in enumerate(members[:SHOWN_MEMBERS]):
            value = row["values"][place]
            yield from self._numbers(row, value, row.value["unit"], str(member))
        rest = len(members) - SHOWN_MEMBERS
        if rest > 0:
            more = self.view.language.text(
                "{count} more members", count=self.view.language.whole(rest)
            )
            yield element("span", "…", class_="member")
            yield element("span", more)

    def _numbers(self, row: Node, value: Node, unit: str, member: str | None) -> Iterator[Markup]:
        """Give the rows with numbers in the places of symbols, and the result."""
        tree = row["tree"]
        number = element("mn", self.view.figures.number(value, PLACES))
        result = math(join([sign("="), number, unit_after(unit)]))
        head = element("span", member, class_="member")
        if is_drawable(tree.value) and _has_names(tree.value):
            leaves = Numbers(self.view.figures, self.symbols, row["operands"], member)
            yield head
            yield self._line(tree, leaves)
            head = element("span")
        yield head
        yield element("span", result, class_="result")

    def _line(self, tree: Node, leaves: Symbols | Numbers) -> Markup:
        drawn = render_tree(tree, leaves, self.view.language)
        return math(join([sign("="), drawn]))


def _has_names(tree: Mapping[str, object]) -> bool:
    """Tell whether a tree says more than one number."""
    return not ("number" in tree or "quantity" in tree)
