"""The step ``credits`` as columns: deficits carried forward and back, tonnes shared in a year.

Rule (docs/report.md, "The rounding step"): the reductions of a calendar year are the sum of its
lines; the deficit of a negative year is taken from the years after it, in order, and what is left
then from the years before, the latest first; what a year keeps is rounded down to whole tonnes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.views.workbook.expression import Area, Operation, Ref, Text, call, number
from jcm_mrv.views.workbook.numberformats import WHOLE
from jcm_mrv.views.workbook.wording import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.drafting import Page
    from jcm_mrv.views.workbook.expression import Formula

YEAR, REDUCTIONS, OWED, AFTER, ON, BACK, KEPT, HANDED, CARRIED, WHOLE_TONNES = range(10)
LABEL, REFERENCE, PROJECT, REDUCED, RUNNING, SHARE, BEFORE, ERRORS, CREDITS = range(9)
QUANTITIES = ("reference_emissions", "project_emissions", "emission_reductions")
GUARDED_DECIMALS = 6
_HEADS = 2


@dataclass(frozen=True, slots=True)
class LineRow:
    """Hold what a line is made of.

    Args:
        label: its name for a person.
        year: calendar year.
        sides: formulas of reference and project emissions, and of reductions.
        values: of these in the report.
        errors: formula of the number of errors that touch it.
        credits: of the report; None where they are withheld.
    """

    label: str
    year: int
    sides: tuple[Formula, Formula, Formula]
    values: tuple[str | None, str | None, str | None]
    errors: Formula
    credits: str | None


def whole_tonnes(tonnes: Formula) -> Formula:
    """Return tonnes rounded down; the inner rounding takes away what binary floats add or lose.

    Source: contracts 9; of 300 sums whose exact total is whole, plain ROUNDDOWN loses a tonne in
    some (tests/unit/views/workbook/test_guard.py counts them).
    """
    return call("ROUNDDOWN", call("ROUND", tonnes, number(GUARDED_DECIMALS)), number(0))


def rounding_rows(lines: int, years: int) -> int:
    """Return how many rows both tables take, with a blank one behind each."""
    return lines + 1 + years + 2 * (_HEADS + 1)


class Rounding:
    """Lay out the lines and the years of a report.

    Args:
        page: to write on.
        top: first row.
        lines: in order.
        country: cell with the country; ``none`` has no credits.
    """

    def __init__(self, page: Page, top: int, lines: Sequence[LineRow], country: Ref) -> None:
        self.page = page
        self.lines = lines
        self.country = country
        self.years = list(dict.fromkeys(one.year for one in lines))
        self.first_line = top + _HEADS
        self.total = self.first_line + len(lines)
        self.years_top = self.total + 2
        self.first_year = self.years_top + _HEADS

    def line(self, index: int, column: int) -> Ref:
        """Return a cell of a line; the one behind the last is the total."""
        return Ref(self.page.name, self.first_line + index, column)

    def year(self, index: int, column: int) -> Ref:
        """Return a cell of a year."""
        return Ref(self.page.name, self.first_year + index, column)

    def write_lines(self, totals: Sequence[str | None], total_credits: str | None) -> None:
        """Write the lines with their share of the whole tonnes, and the total."""
        page = self.page
        for index, one in enumerate(self.lines):
            row = self.first_line + index
            page.text(row, LABEL, one.label, kind="label", style="member")
            for column, (tree, value, key) in enumerate(
                zip(one.sides, one.values, QUANTITIES, strict=True), REFERENCE
            ):
                pointer = f"/vintages/{index}/{key}/value"
                page.computed(row, column, tree, value, pointer=pointer, group="tonnes")
            self._share(index, one)
        for column, (value, key) in enumerate(zip(totals, QUANTITIES, strict=True), REFERENCE):
            area = page.column(column, self.first_line, self.total - 1)
            pointer = f"/totals/{key}/value"
            page.computed(
                self.total, column, call("SUM", area), value, pointer=pointer, group="tonnes"
            )
        area = page.column(CREDITS, self.first_line, self.total - 1)
        complete = Operation("=", (call("COUNT", area), number(len(self.lines))))
        tree = call("IF", complete, call("SUM", area), Text(NOTHING))
        self._credits(self.total, tree, total_credits, "/totals/credits")

    def _share(self, index: int, one: LineRow) -> None:
        """Give a line what the rounded-down running sum of its year grows by."""
        page, row = self.page, self.first_line + index
        same_before = index > 0 and self.lines[index - 1].year == one.year
        is_last = index + 1 == len(self.lines) or self.lines[index + 1].year != one.year
        own = self.line(index, REDUCED)
        running: Formula = own
        if same_before:
            running = Operation("+", (self.line(index - 1, RUNNING), own))
        page.computed(row, RUNNING, running, group="tonnes")
        whole = self.year(self.years.index(one.year), WHOLE_TONNES)
        given: Formula = self.line(index - 1, SHARE) if same_before else number(0)
        share: Formula = whole
        if not is_last:
            floor = whole_tonnes(self.line(index, RUNNING))
            share = call("MIN", call("MAX", floor, given), whole)
        page.computed(row, SHARE, share, format_=WHOLE, style="whole")
        part: Formula = self.line(index, SHARE)
        if same_before:
            part = Operation("-", (part, given))
        page.computed(row, BEFORE, part, format_=WHOLE, style="whole")
        page.computed(row, ERRORS, one.errors, format_=WHOLE, style="whole")
        trial = call("EXACT", self.country, Text("none"))
        faulty = Operation(">", (self.line(index, ERRORS), number(0)))
        withheld = call("OR", trial, faulty)
        tree = call("IF", withheld, Text(NOTHING), self.line(index, BEFORE))
        self._credits(row, tree, one.credits, f"/vintages/{index}/credits")

    def _credits(self, row: int, tree: Formula, value: str | None, pointer: str) -> None:
        self.page.computed(
            row,
            CREDITS,
            tree,
            NOTHING if value is None else value,
            pointer=pointer,
            format_="@" if value is None else WHOLE,
            style="credits",
        )

    def write_years(self, values: Sequence[Sequence[str]]) -> None:
        """Write the years: a column that goes down takes deficits on, one that goes up, back.

        Args:
            values: of each year in the report: reductions, carried, kept, whole.
        """
        page, count = self.page, len(self.years)
        for index, year in enumerate(self.years):
            row = self.first_year + index
            page.put_whole(row, YEAR, year)
            members = [self.line(at, REDUCED) for at, o in enumerate(self.lines) if o.year == year]
            own, carried, kept, whole = values[index]
            before = self.year(index - 1, ON) if index else number(0)
            at_end = self.year(index, ON)
            behind = self.year(index + 1, HANDED) if index + 1 < count else at_end
            reductions, owed = self.year(index, REDUCTIONS), self.year(index, OWED)
            after, back = self.year(index, AFTER), self.year(index, BACK)
            at = f"/rounding/years/{index}"
            for column, tree, value, key in (
                (REDUCTIONS, _total(members), own, "emission_reductions"),
                (OWED, before, None, ""),
                (AFTER, _rest(reductions, owed), None, ""),
                (ON, _rest(owed, reductions), None, ""),
                (BACK, behind, None, ""),
                (KEPT, _rest(after, back), kept, "kept"),
                (HANDED, _rest(back, after), None, ""),
                (
                    CARRIED,
                    Operation("-", (self.year(index, KEPT), reductions)),
                    carried,
                    "carried",
                ),
            ):
                pointer = f"{at}/{key}" if key else None
                page.computed(row, column, tree, value, pointer=pointer, group="tonnes")
            page.computed(
                row,
                WHOLE_TONNES,
                whole_tonnes(self.year(index, KEPT)),
                whole,
                pointer=f"{at}/whole",
                format_=WHOLE,
                style="whole",
            )

    def write_heads(self, language: Language, last: int) -> None:
        """Write the heads of both tables."""
        _ = language.text
        page = self.page
        page.text(self.first_line - 2, 0, _("Lines of the monitoring period"), "section", to=last)
        heads = (
            _("Monitoring period"),
            _("Reference emissions [tCO2]"),
            _("Project emissions [tCO2]"),
            _("Emission reductions [tCO2]"),
            _("Sum of the year so far [tCO2]"),
            _("Whole tonnes of the year so far"),
            _("Credits before findings"),
            _("Errors that touch the line"),
            _("Credits [tCO2]"),
        )
        for column, head in enumerate(heads):
            page.label(self.first_line - 1, column, head)
        page.text(self.total, 0, _("Total"), kind="label", style="total")
        title = _("Calendar years: deficits, and rounding down to whole tonnes")
        page.text(self.years_top, 0, title, "section", to=last)
        heads_of_years = (
            _("Year"),
            _("Emission reductions [tCO2]"),
            _("Deficit of years before [tCO2]"),
            _("Left after it [tCO2]"),
            _("Deficit carried on [tCO2]"),
            _("Deficit from years behind [tCO2]"),
            _("Kept [tCO2]"),
            _("Deficit handed back [tCO2]"),
            _("Changed by deficits [tCO2]"),
            _("Whole tonnes [tCO2]"),
        )
        for column, head in enumerate(heads_of_years):
            page.label(self.first_year - 1, column, head)


def _rest(left: Formula, right: Formula) -> Formula:
    return call("MAX", Operation("-", (left, right)), number(0))


def _total(parts: Sequence[Ref]) -> Formula:
    """Return the sum of cells below each other."""
    if len(parts) == 1:
        return parts[0]
    rows = [one.row for one in parts]
    if rows == list(range(rows[0], rows[-1] + 1)):
        first = parts[0]
        return call("SUM", Area(first.sheet, first.row, first.column, rows[-1], first.column))
    return call("SUM", *parts)
