"""The trail of a monitored value: its months, what treatments added, and the files behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import fold, items, left_out, table
from jcm_mrv.views.page.markup import Markup, element, join, wrap_breaks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jcm_mrv.views.page.markup import Child
    from jcm_mrv.views.page.node import Node
    from jcm_mrv.views.page.view import View

SHOWN_ROWS = 3_000
"""Rows of readings on the whole page; a page of ten years and two parameters has 240."""

SHOWN_MEMBERS = 6
SHOWN_FILES = 24
SHOWN_ADJUSTMENTS = 50
_DIGEST = 12


class Trail:
    """Write the trails of monitored values."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.months: dict[tuple[int, str], list[Node]] = {}
        for row in view.root["readings"]:
            self.months.setdefault((row.value["segment"], row.value["parameter"]), []).append(row)
        self.added: dict[tuple[int, str], list[Node]] = {}
        for row in view.root["adjustments"]:
            self.added.setdefault((row.value["segment"], row.value["parameter"]), []).append(row)
        self.inputs = {
            one.path: (index, one.sha256) for index, one in enumerate(view.parsed.report.inputs)
        }
        self.left = SHOWN_ROWS

    def render(self, segment: int, name: str, value: Node) -> Markup:
        """Render the trail of a monitored value in a segment."""
        _ = self.view.language.text
        months = self.months.get((segment, name), [])
        return join(
            [
                element("p", self._lead(value), class_="origin"),
                self._months(name, months) if months else None,
                self._added(self.added.get((segment, name), [])),
                self._files(value),
            ]
        )

    def _lead(self, value: Node) -> str:
        _ = self.view.language.text
        aggregates = {
            "sum": _("Monitored: the sum of the months."),
            "mean": _("Monitored: the mean of the months, by their readings."),
            "min": _("Monitored: the least reading of the months."),
            "max": _("Monitored: the greatest reading of the months."),
        }
        return aggregates.get(value.text("aggregate") or "", _("Monitored."))

    def _months(self, name: str, months: Sequence[Node]) -> Markup:
        _ = self.view.language.text
        members = months[0].value.get("members")
        summary = _("Monthly readings ({count} months)", count=self.view.count(len(months)))
        if members is None:
            return fold(summary, self._table(name, months, None), class_="long")
        shown = min(len(members), SHOWN_MEMBERS)
        parts = [
            self._table(f"{name}, {member}", months, place)
            for place, member in enumerate(members[:shown])
        ]
        rest = left_out(self.view, len(members) - shown)
        return fold(summary, *parts, rest, class_="long")

    def _table(self, name: str, months: Sequence[Node], place: int | None) -> Markup:
        _ = self.view.language.text
        header = (
            _("Month"),
            _("Sum"),
            _("Readings"),
            _("Expected"),
            _("Complete"),
            _("Least"),
            _("Greatest"),
        )
        shown = months[: max(0, self.left)]
        self.left -= len(shown)
        unit = str(months[0].value["unit"])
        caption = _("Readings of {name} by month [{unit}]", name=name, unit=unit)
        return join(
            [
                table(
                    caption,
                    header,
                    [list(self._cells(row, place)) for row in shown],
                    numbers=range(1, 7),
                ),
                left_out(self.view, len(months) - len(shown)),
            ]
        )

    def _cells(self, row: Node, place: int | None) -> Iterator[Child]:
        figures = self.view.figures
        yield self.view.language.month(str(row.value["month"]))
        for key, write in (
            ("sum", figures.column),
            ("count", figures.whole),
            ("expected", figures.whole),
            ("complete", figures.percent),
            ("minimum", figures.column),
            ("maximum", figures.column),
        ):
            cell = row[key]
            if place is not None and cell.value is not None:
                cell = cell[place]
            yield "–" if cell.value is None else write(cell)

    def _added(self, rows: Sequence[Node]) -> Markup | None:
        if not rows:
            return None
        _ = self.view.language.text
        parts = []
        for row in rows[:SHOWN_ADJUSTMENTS]:
            amount = self.view.figures.quantity(row["amount"], 6)
            member = f" {row.text('member')}" if row.text("member") else ""
            finding = element("a", row.text("code"), href=f"#finding-{row.value['finding']}")
            treatment = self.view.language.known(row.text("treatment") or "")
            said = join([": ", self.view.own(treatment)]) if treatment else None
            parts.append(join([amount, member, " (", finding, said, ")"]))
        summary = _("What treatments added ({count})", count=self.view.count(len(rows)))
        return fold(summary, items(parts), left_out(self.view, len(rows) - SHOWN_ADJUSTMENTS))

    def _files(self, value: Node) -> Markup | None:
        files = value.value.get("files") or []
        if not files:
            return None
        _ = self.view.language.text
        parts = []
        for path in files[:SHOWN_FILES]:
            known = self.inputs.get(path)
            if known is None:
                parts.append(wrap_breaks(str(path)))
                continue
            index, digest = known
            place = element("a", wrap_breaks(str(path)), href=f"#input-{index}")
            parts.append(join([place, " ", element("code", f"sha256 {digest[:_DIGEST]}…")]))
        summary = _("Files and their digests ({count})", count=self.view.count(len(files)))
        rest = left_out(self.view, len(files) - SHOWN_FILES)
        return fold(summary, items(parts, "files"), rest)
