"""The list of default values: the methodology's own numbers, tables that one is chosen from too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.workbook.expression import Asked, Chosen, Ref
from jcm_mrv.views.workbook.wording import plain_symbol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.report.model_project import LookupRow, Parameter
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.drafting import Page
    from jcm_mrv.views.workbook.expression import Area, Formula
    from jcm_mrv.views.workbook.process import Block
    from jcm_mrv.views.workbook.scenario import Leaf

_VALUE, _FIRST_ASKED = 1, 4


class Defaults:
    """Lay out the list on one sheet.

    Args:
        page: to write on.
        parsed: the report.
        language: of the reader.
        last: last column of the sheet.
    """

    def __init__(self, page: Page, parsed: ParsedReport, language: Language, last: int) -> None:
        self.page = page
        self.language = language
        self.last = last
        report = parsed.report
        self.parameters = list(enumerate(report.methodology.parameters))
        self.plain = [(at, one) for at, one in self.parameters if one.value is not None]
        self.tables = [(at, one) for at, one in self.parameters if one.lookup]
        self.potentials = [
            (at, one)
            for at, one in enumerate(report.values)
            if one.kind == "gwp" and one.segment == 0 and one.value is not None
        ]
        self.cells: dict[str, Ref] = {}
        self.first: dict[str, int] = {}
        self.top = 0

    def place(self, top: int) -> None:
        """Say where the list begins."""
        self.top = top
        names = [one.name for _, one in self.plain] + [one.name for _, one in self.potentials]
        row = top + 2
        for name in names:
            self.cells[name] = Ref(self.page.name, row, _VALUE)
            row += 1
        for _, one in self.tables:
            self.first[one.name] = row + 1
            row += 1 + len(one.lookup or ())

    def tree(self, leaf: Leaf, block: Block, member: int) -> Formula:
        """Return the formula of a default value, by its cell or by the row that holds.

        Raises:
            KeyError: it is not in the list.
        """
        if leaf.name in self.cells:
            return self.cells[leaf.name]
        parameter = next(one for _, one in self.tables if one.name == leaf.name)
        rows = parameter.lookup or ()
        first = self.first[leaf.name]
        asked, column = [], _FIRST_ASKED
        for name in _asked(rows):
            over = block.scenario.over(name)
            given = block.one(name) if over is None else block.of(name, member)
            areas = [self._column(column + one, first, len(rows)) for one in (0, 1)]
            if _is_text(rows, name):
                asked.append(Asked(given, texts=areas[0]))
                column += 1
            else:
                asked.append(Asked(given, start=areas[0], below=areas[1]))
                column += 2
        return Chosen(self._column(_VALUE, first, len(rows)), tuple(asked))

    def _column(self, column: int, first: int, rows: int) -> Area:
        return self.page.column(column, first, first + rows - 1)

    def write(self) -> int:
        """Write the list; return the next free row."""
        page, _ = self.page, self.language.text
        page.text(self.top, 0, _("[List of Default Values]"), "section", to=self.last)
        if not self.cells and not self.tables:
            text = _("The methodology has no default values.")
            page.text(self.top + 1, 0, text, "note", to=self.last)
            return self.top + 2
        heads = (_("Description"), _("Value"), _("Units"), _("Parameter"))
        for column, head in enumerate(heads):
            page.label(self.top + 1, column, head)
        page.label(self.top + 1, _FIRST_ASKED, _("Source of data"), to=self.last)
        row = self.top + 2
        for at, one in self.plain:
            pointer = f"/methodology/parameters/{at}/value"
            self._row(row, one, one.value or "", pointer)
            page.text(row, _FIRST_ASKED, one.source or "", to=self.last)
            row += 1
        for at, gas in self.potentials:
            page.text(row, 0, _("Global warming potential"))
            page.number(row, 1, gas.value, kind="fixed", pointer=f"/values/{at}/value")
            page.text(row, 2, gas.unit or "")
            page.text(row, 3, gas.name)
            row += 1
        for at, one in self.tables:
            row = self._table(row, at, one)
        return row

    def _row(self, row: int, one: Parameter, value: str, pointer: str, group: str = "") -> None:
        self.page.text(row, 0, self.language.known(one.title))
        self.page.number(row, 1, value, kind="fixed", pointer=pointer, group=group)
        self.page.text(row, 2, one.unit or "")
        self.page.text(row, 3, plain_symbol(one.symbol))

    def _table(self, row: int, at: int, one: Parameter) -> int:
        page, _ = self.page, self.language.text
        rows = one.lookup or ()
        names = _asked(rows)
        for column, head in enumerate(
            (self.language.known(one.title), _("Value"), _("Units"), _("Parameter"))
        ):
            page.label(row, column, head)
        column = _FIRST_ASKED
        for name in names:
            if _is_text(rows, name):
                page.label(row, column, name)
                column += 1
            else:
                page.label(row, column, _("{name} from", name=name))
                page.label(row, column + 1, _("{name} below", name=name))
                column += 2
        page.label(row, column, _("Source of data"), to=max(self.last, column))
        for number, each in enumerate(rows):
            row += 1
            at_row = f"/methodology/parameters/{at}/lookup/{number}"
            self._row(row, one, each.value, f"{at_row}/value", f"lookup {one.name}")
            place = _FIRST_ASKED
            for name in names:
                when = next((one for one in each.when if one.name == name), None)
                if _is_text(rows, name):
                    page.text(row, place, (when.text if when else None) or "", kind="fixed")
                    place += 1
                    continue
                for bound in (when.start, when.below) if when else (None, None):
                    page.number(row, place, bound, kind="fixed")
                    place += 1
            page.text(row, column, each.source, to=max(self.last, column))
        return row + 1


def _asked(rows: Sequence[LookupRow]) -> list[str]:
    return list(dict.fromkeys(one.name for row in rows for one in row.when))


def _is_text(rows: Sequence[LookupRow], name: str) -> bool:
    return any(one.name == name and one.text is not None for row in rows for one in row.when)
