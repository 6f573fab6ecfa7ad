"""What an equation reads, each operand down to where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import fold, items
from jcm_mrv.views.page.figures import with_unit
from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.page.mathml import math, render_symbol
from jcm_mrv.views.page.readings import Trail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.views.page.node import Node
    from jcm_mrv.views.page.view import View

SHOWN_MEMBERS = 6


@dataclass(frozen=True, slots=True)
class Parameter:
    """Hold what the methodology says of a name: its symbol and its title."""

    symbol: str
    title: str
    source: str


class Operands:
    """Write the operands of equations, and each trail to the readings once.

    Args:
        view: the report and its language.
        rows: the equations that the page shows.
    """

    def __init__(self, view: View, rows: Sequence[Node]) -> None:
        self.view = view
        self.trail = Trail(view)
        report = view.parsed.report
        known = view.language.known
        self.known = {
            one.name: Parameter(one.symbol, known(one.title), known(one.source or ""))
            for one in report.methodology.parameters
        }
        self.results = {
            (row.value["segment"], row.value["name"]): row.pointer.rpartition("/")[2]
            for row in rows
        }
        self.titles = {
            one.name: Parameter(one.symbol, known(one.title or ""), "") for one in report.equations
        }
        self.values = {
            (one.value["segment"], one.value["name"]): one for one in view.root["values"]
        }
        self.fixed: dict[str, list[str]] = {}
        for given in report.project.fixed:
            self.fixed.setdefault(given.name, []).append(given.source)
        self.told: set[tuple[int, str]] = set()

    def render(self, row: Node) -> Markup | None:
        """Render the operands of an equation, folded."""
        operands = row["operands"]
        if not len(operands):
            return None
        _ = self.view.language.text
        segment = row.value["segment"]
        summary = _("Where the numbers come from ({count})", count=self.view.count(len(operands)))
        parts = [self._operand(segment, name, operands[name]) for name in operands.value]
        return fold(summary, items(parts, "operands"))

    def _operand(self, segment: int, name: str, operand: Node) -> Markup:
        known = self.known.get(name) or self.titles.get(name) or Parameter(name, "", "")
        head = element(
            "p",
            math(render_symbol(known.symbol)),
            " = ",
            self._value(operand),
            element("span", self.view.own(known.title), class_="said") if known.title else None,
        )
        return join([head, self._origin(segment, name, known)])

    def _value(self, operand: Node) -> Markup:
        figures, unit = self.view.figures, operand.text("unit")
        if operand.text("text") is not None:
            return self.view.own(f"“{operand.text('text')}”")
        if operand.get("value") is not None:
            return with_unit(figures.number(operand["value"], 6), unit)
        members = operand.value.get("members") or []
        column = "texts" if "texts" in operand.value else "values"
        shown = []
        for place, member in enumerate(members[:SHOWN_MEMBERS]):
            value = operand[column][place]
            number = (
                self.view.own(str(value.value)) if column == "texts" else figures.number(value, 6)
            )
            shown.append(join([f"{member}: ", with_unit(number, unit)]))
        rest = len(members) - SHOWN_MEMBERS
        if rest > 0:
            more = self.view.language.text("{count} more members", count=self.view.count(rest))
            shown.append(element("span", more))
        return join(shown, "; ")

    def _origin(self, segment: int, name: str, known: Parameter) -> Markup | None:
        _ = self.view.language.text
        place = self.results.get((segment, name))
        if place is not None:
            said = _("The result of an equation above.")
            return element("p", element("a", said, href=f"#equation-{place}"), class_="origin")
        value = self.values.get((segment, name))
        if value is None:
            return None
        kind = value.text("kind")
        if kind == "monitored":
            if (segment, name) in self.told:
                again = _("Monitored; its readings are under an equation above.")
                return element("p", again, class_="origin")
            self.told.add((segment, name))
            return self.trail.render(segment, name, value)
        if kind in ("fixed", "category"):
            sources = dict.fromkeys(self.fixed.get(name, ()))
            text = "; ".join(list(sources)[:SHOWN_MEMBERS])
            lead = _("Fixed by the project before monitoring.")
        elif kind in ("default", "lookup"):
            lead, text = _("A default value of the methodology."), known.source
        elif kind == "period":
            lead, text = _("Days of this part of the monitoring period."), ""
        else:
            lead, text = _("A global warming potential of the chosen assessment report."), ""
        source = join([_("Source:"), " ", self.view.linked(text)]) if text else None
        return element("p", lead, " " if source else None, source, class_="origin")
