"""The sheet of readings: what the meters gave, by parameter, segment, member and month.

The rows of one monitored value lie together: its months, then what a register says beyond them,
then what treatments added. The value itself is a formula over them, on the sheet MRS(input).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.views.workbook.book import READINGS
from jcm_mrv.views.workbook.drafting import Page
from jcm_mrv.views.workbook.expression import Operation, Ref, Text, call, number
from jcm_mrv.views.workbook.numberformats import WHOLE
from jcm_mrv.views.workbook.wording import FIRST_ROW, NOTHING, write_head

if TYPE_CHECKING:
    from jcm_mrv.report.model import Readings, Value
    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.contents import Contents
    from jcm_mrv.views.workbook.expression import Formula

PARAMETER, SEGMENT, MEMBER, MONTH, ENTRY, UNIT = range(6)
SUM, COUNT, EXPECTED, MINIMUM, MAXIMUM, COMPLETE = range(6, 12)
WIDTHS = [14.0, 9.0, 18.0, 10.0, 30.0, 12.0, 20.0, 12.0, 12.0, 18.0, 18.0, 12.0]
_SHARE = "0.00%"


@dataclass(frozen=True, slots=True)
class Rows:
    """Hold where the readings of one monitored value lie: months, then what was added to them."""

    first: int
    last_month: int
    last: int


class ReadingsSheet:
    """Lay out the readings; each monitored value is asked for once, in the order of its sheet."""

    def __init__(self, contents: Contents, language: Language) -> None:
        self.contents = contents
        self.language = language
        self.page = Page(READINGS, list(WIDTHS))
        _ = language.text
        title = _("Readings by month, before treatments")
        write_head(self.page, title, contents.parsed, language, COMPLETE)
        heads = (
            _("Parameter in formulas"),
            _("Segment"),
            _("Member"),
            _("Month"),
            _("Entry"),
            _("Units"),
            _("Sum"),
            _("Count"),
            _("Expected"),
            _("Minimum"),
            _("Maximum"),
            _("Complete"),
        )
        for column, head in enumerate(heads):
            self.page.label(FIRST_ROW, column, head)
        self.page.frozen = (FIRST_ROW + 1, 0)
        self.page.repeated = (FIRST_ROW, FIRST_ROW)
        self.row = FIRST_ROW + 1

    def value(self, at: int, value: Value, column: int | None) -> Formula:
        """Write the rows of a monitored value, and return its formula.

        Args:
            at: place of the value in the report.
            value: the value.
            column: of the member in it; None where it has none.

        Raises:
            ValueError: nothing was read of it.
        """
        member = None if column is None or value.members is None else value.members[column]
        rows = self._rows(at, value, member, column)
        page = self.page
        if value.aggregate in ("min", "max"):
            extreme = MINIMUM if value.aggregate == "min" else MAXIMUM
            return call(value.aggregate.upper(), page.column(extreme, rows.first, rows.last_month))
        total = call("SUM", page.column(SUM, rows.first, rows.last))
        if value.aggregate == "sum":
            return total
        count = call("SUM", page.column(COUNT, rows.first, rows.last_month))
        return Operation("/", (total, count))

    def _rows(self, at: int, value: Value, member: str | None, column: int | None) -> Rows:
        contents, first = self.contents, self.row
        group = f"{value.name} {value.segment} {member}"
        for place, entry in contents.readings.get((value.name, value.segment), ()):
            where = None
            if member is not None:
                where = contents.column_of(entry.members or (), member)
                if where is None:
                    continue
            self._month(place, entry, where, group)
        last_month = self.row - 1
        if last_month < first:
            raise ValueError(f"no month of {value.name} has an entry")
        _ = self.language.text
        if value.aggregate == "sum":
            edges = value.edges if column is None else (value.edges or ())[column]
            if isinstance(edges, str) and edges != "0":
                pointer = f"/values/{at}/edges" + ("" if column is None else f"/{column}")
                self._added(value, member, _("Register beyond its months"), edges, pointer, group)
        for place, change in contents.adjustments.get((value.name, member, value.segment), ()):
            words = self.language.known(change.treatment or "")
            what = self.language.labelled(change.code, words) if words else change.code
            pointer = f"/adjustments/{place}/amount/value"
            self._added(value, member, what, change.amount.value, pointer, group)
        return Rows(first, last_month, self.row - 1)

    def _head(self, name: str, segment: int, member: str | None, unit: str) -> None:
        page = self.page
        page.text(self.row, PARAMETER, name, kind="label", style="plain")
        page.put_whole(self.row, SEGMENT, segment + 1)
        page.text(self.row, MEMBER, member or "", kind="label", style="plain")
        page.text(self.row, UNIT, unit, kind="label", style="plain")

    def _month(self, at: int, entry: Readings, column: int | None, group: str) -> None:
        page, row = self.page, self.row
        member = None if column is None or entry.members is None else entry.members[column]
        self._head(entry.parameter, entry.segment, member, entry.unit)
        page.text(row, MONTH, entry.month, kind="label", style="plain")
        page.text(row, ENTRY, "")
        tail = "" if column is None else f"/{column}"
        for place, key, format_ in (
            (SUM, "sum", ""),
            (COUNT, "count", WHOLE),
            (EXPECTED, "expected", WHOLE),
            (MINIMUM, "minimum", ""),
            (MAXIMUM, "maximum", ""),
        ):
            cell = _cell(entry, key, column)
            pointer = f"/readings/{at}/{key}{tail}"
            page.number(
                row, place, cell, pointer=pointer, group=f"{group} {place}", format_=format_
            )
        complete = _cell(entry, "complete", column)
        count, expected = (Ref(page.name, row, one) for one in (COUNT, EXPECTED))
        share = Operation("/", (count, expected))
        asked = Operation("=", (expected, number(0)))
        page.computed(
            row,
            COMPLETE,
            call("IF", asked, Text(NOTHING), share),
            complete or NOTHING,
            pointer=f"/readings/{at}/complete{tail}",
            format_=_SHARE if complete is not None else "@",
        )
        self.row += 1

    def _added(
        self, value: Value, member: str | None, what: str, amount: str, pointer: str, group: str
    ) -> None:
        self._head(value.name, value.segment, member, value.unit or "")
        self.page.text(self.row, MONTH, "", kind="label", style="plain")
        self.page.text(self.row, ENTRY, what)
        self.page.number(self.row, SUM, amount, pointer=pointer, group=f"{group} {SUM}")
        self.row += 1

    def finish(self) -> Page:
        """Write what was read of parameters without a value, and return the page."""
        if not self.contents.is_calculated:
            for (name, segment), entries in self.contents.readings.items():
                for at, entry in entries:
                    columns = [None] if entry.members is None else range(len(entry.members))
                    for column in columns:
                        self._month(at, entry, column, f"{name} {segment} {column}")
        return self.page


def _cell(entry: Readings, key: str, column: int | None) -> str | None:
    cells = getattr(entry, key)
    cell = cells if column is None else cells[column]
    return None if cell is None else str(cell)
