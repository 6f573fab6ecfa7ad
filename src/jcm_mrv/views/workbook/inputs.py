"""The input sheets: Table 1 of what is monitored, Table 2 of what is fixed, Table 3 of the result.

MRS(input) has the eleven columns (a) to (k) of the JCM's form; MPS(input) has them without the
monitoring period. Behind them, outside of what is printed, stand the names that formulas use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.views.reported.parameters import options_of
from jcm_mrv.views.workbook.wording import plain_symbol, write_colours

if TYPE_CHECKING:
    from jcm_mrv.views.reported.parameters import Monitored
    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.drafting import Page

PERIOD = 24.0
COMMON = [10.0, 16.0, 34.0, 20.0, 12.0, 12.0, 34.0, 44.0, 20.0, 26.0]
MACHINE = [16.0, 16.0, 9.0]


@dataclass(frozen=True, slots=True)
class Columns:
    """Hold the columns of an input sheet; those of the plan have no monitoring period.

    Args:
        shift: 1 where the monitoring period stands before the others.
    """

    shift: int

    @property
    def point(self) -> int:
        """Return the column of the monitoring point."""
        return self.shift

    @property
    def parameter(self) -> int:
        """Return the column of the parameter."""
        return self.shift + 1

    @property
    def description(self) -> int:
        """Return the column of what it is."""
        return self.shift + 2

    @property
    def value(self) -> int:
        """Return the column of the value."""
        return self.shift + 3

    @property
    def unit(self) -> int:
        """Return the column of its unit."""
        return self.shift + 4

    @property
    def option(self) -> int:
        """Return the column of the monitoring option."""
        return self.shift + 5

    @property
    def source(self) -> int:
        """Return the column of the source of data."""
        return self.shift + 6

    @property
    def frequency(self) -> int:
        """Return the column of the frequency; that of methods lies before it."""
        return self.shift + 8

    @property
    def comment(self) -> int:
        """Return the column of comments, the last one of the form."""
        return self.shift + 9

    @property
    def name(self) -> int:
        """Return the column of the name in formulas, with member and segment behind it."""
        return self.shift + 10

    def widths(self) -> list[float]:
        """Return the widths of all columns."""
        return [*([PERIOD] if self.shift else []), *COMMON, *MACHINE]


PLAN, REPORT = Columns(0), Columns(1)


def write_table_1(page: Page, row: int, columns: Columns, language: Language) -> None:
    """Write the heads of Table 1.

    Source: facts/jcm-process 2.1; the columns of MRS(input) were read in a filled sheet.
    """
    _ = language.text
    if columns.shift:
        page.text(row, 0, _("Table 1: Parameters monitored ex post"), "section", to=columns.comment)
    else:
        title = _("Table 1: Parameters to be monitored ex post")
        page.text(row, 0, title, "section", to=columns.comment)
    heads = [_("Monitoring period")] if columns.shift else []
    heads += [
        _("Monitoring point No."),
        _("Parameters"),
        _("Description of data"),
        _("Monitored Values") if columns.shift else _("Estimated Values"),
        _("Units"),
        _("Monitoring option"),
        _("Source of data"),
        _("Measurement methods and procedures"),
        _("Monitoring frequency"),
        _("Other comments"),
    ]
    for column, head in enumerate(heads):
        page.label(row + 1, column, f"({chr(ord('a') + column)})")
        page.label(row + 2, column, head)
    write_machine_heads(page, row + 2, columns, language)


def write_machine_heads(page: Page, row: int, columns: Columns, language: Language) -> None:
    """Write the heads of the columns that formulas and programs go by."""
    _ = language.text
    heads = (_("Name in formulas"), _("Member"), _("Segment"))
    for offset, head in enumerate(heads):
        page.text(row, columns.name + offset, head, "machine", kind="label")


def write_names(
    page: Page, row: int, columns: Columns, name: str, member: str, segment: int | None
) -> None:
    """Write the name of a row's parameter as formulas have it, its member and segment."""
    page.text(row, columns.name, name, "machine", kind="label")
    page.text(row, columns.name + 1, member, "machine", kind="label")
    if segment is not None:
        page.put_whole(row, columns.name + 2, segment + 1)


def write_about(
    page: Page, row: int, columns: Columns, one: Monitored, language: Language, *, first: bool
) -> None:
    """Write the words of a row of Table 1; those that repeat the row above are not said again."""
    _ = language.text
    at = f"/project/monitored/{one.index}"
    point = f"({one.point})" if one.point else ""
    where = f"{at}/point" if point else None
    page.text(row, columns.point, point, kind="input", pointer=where)
    symbol = plain_symbol(one.symbol)
    page.text(row, columns.parameter, f"{symbol}, {one.member}" if one.member else symbol)
    page.text(row, columns.description, one.description)
    option = _("Option {letter}", letter=one.option) if one.option else ""
    where = f"{at}/option" if option else None
    page.text(row, columns.option, option, kind="input", pointer=where)
    again = _("As above")
    for column, text in enumerate(
        ("\n".join(one.sources), "\n".join(one.methods), one.frequency, one.comment), columns.source
    ):
        page.text(row, column, text if first or not text else again, kind="input")


def write_table_2_heads(page: Page, row: int, columns: Columns, language: Language) -> None:
    """Write the title and the heads of Table 2."""
    _ = language.text
    title = (
        _("Table 2: Project-specific parameters fixed ex ante")
        if columns.shift
        else _("Table 2: Project-specific parameters to be fixed ex ante")
    )
    page.text(row, 0, title, "section", to=columns.comment)
    spans = (
        (_("Parameters"), 0, columns.parameter),
        (_("Description of data"), columns.description, None),
        (_("Values") if columns.shift else _("Estimated Values"), columns.value, None),
        (_("Units"), columns.unit, None),
        (_("Source of data"), columns.option, columns.frequency - 1),
        (_("Other comments"), columns.frequency, columns.comment),
    )
    for number, (head, first, last) in enumerate(spans):
        page.label(row + 1, first, f"({chr(ord('a') + number)})", to=last)
        page.label(row + 2, first, head, to=last)
    write_machine_heads(page, row + 2, columns, language)


def write_legend(page: Page, row: int, columns: Columns, language: Language) -> int:
    """Write what the monitoring options and the colours mean; return the next free row."""
    _ = language.text
    page.text(row, 0, _("[Monitoring option]"), "block", kind="label", to=columns.comment)
    for text in options_of(language).values():
        row += 1
        page.text(row, 0, text, to=columns.comment)
    return write_colours(page, row + 2, language, columns.description)
