"""A calculation process sheet: the numbered blocks of the JCM's form, with every step live.

One segment takes one block of rows below the other, so that the five columns of the form stay;
members of a set stand in rows, their parameters and the terms of sums in columns beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.workbook.equations import term_of, to_formula
from jcm_mrv.views.workbook.expression import Area, Operation, Ref, number
from jcm_mrv.views.workbook.scenario import DEFAULTS
from jcm_mrv.views.workbook.wording import plain_symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.expressions.tree import Aggregate
    from jcm_mrv.views.words import Language
    from jcm_mrv.views.workbook.defaults import Defaults
    from jcm_mrv.views.workbook.drafting import Page
    from jcm_mrv.views.workbook.expression import Formula
    from jcm_mrv.views.workbook.scenario import Leaf, Scenario

WIDTHS = [46.0, 20.0, 18.0, 18.0, 16.0, 16.0, 16.0, 16.0, 16.0, 16.0]
DESCRIPTION, VALUE, UNIT, PARAMETER, FORMULA = range(5)
LAST = len(WIDTHS) - 1

_HEAD_ROWS = 2
"""Rows of a member table above its members: names, units."""


class Block:
    """Lay out the calculation of one scenario, its rows counted before they are written.

    Args:
        page: to write on.
        scenario: what to show.
        defaults: list of the methodology's own values on the same sheet.
        language: of the reader.
    """

    def __init__(
        self, page: Page, scenario: Scenario, defaults: Defaults, language: Language
    ) -> None:
        self.page = page
        self.scenario = scenario
        self.defaults = defaults
        self.language = language
        self.sections = list(_sections(scenario, language))
        self.tables = [
            name
            for name in scenario.sets
            if any(scenario.over(one) == name for one in (*scenario.leaves, *scenario.results))
            or any(node.over == name for node in scenario.aggregates())
        ]
        self.top = 0
        self.cells: dict[str, Ref] = {}
        self.columns: dict[str, Area] = {}
        self.helpers: dict[Aggregate, Area] = {}
        self.width: dict[str, int] = {}
        self.first: dict[str, int] = {}

    @property
    def rows(self) -> int:
        """Return how many rows the block takes, with a blank one behind it."""
        blocks = sum(1 + len(names) for _, names in self.sections)
        members = sum(1 + _HEAD_ROWS + len(self.scenario.sets[name]) for name in self.tables)
        return 2 + len(self.scenario.days) + blocks + members + 1

    def place(self, top: int) -> None:
        """Say where the block begins; from then on every name has its cell."""
        self.top = top
        row = top + 2 + len(self.scenario.days)
        for _, names in self.sections:
            for offset, name in enumerate(names, row + 1):
                if self.scenario.over(name) is None:
                    self.cells.setdefault(name, Ref(self.page.name, offset, VALUE))
            row += 1 + len(names)
        for over in self.tables:
            self.first[over] = row + 1 + _HEAD_ROWS
            self.width[over] = 1
            row = self.first[over] + len(self.scenario.sets[over])
            for name in (*self.scenario.leaves, *self.scenario.results):
                if self.scenario.over(name) == over:
                    self.columns[name] = self._new_column(over)

    def _new_column(self, over: str) -> Area:
        column = self.width[over]
        self.width[over] += 1
        first = self.first[over]
        return self.page.column(column, first, first + len(self.scenario.sets[over]) - 1)

    # The cells of names, for formulas.

    @property
    def sheet(self) -> str:
        """Return the sheet that the formulas stand in."""
        return self.page.name

    def one(self, name: str) -> Ref:
        """Return the cell of a name without an index."""
        return self.cells[name]

    def of(self, name: str, member: int) -> Ref:
        """Return the cell of a name for a member, by its place in the set."""
        area = self.columns[name]
        return Ref(area.sheet, area.row + member, area.column)

    def column(self, name: str) -> Area:
        """Return the cells of a name over all members."""
        return self.columns[name]

    def terms(self, node: Aggregate) -> Area:
        """Return the cells of the terms of a sum over a set; the column is made when asked for."""
        if node not in self.helpers:
            area = self.helpers[node] = self._new_column(node.over)
            self._head(node.over, area.column, self.language.text("Terms of {op}", op=node.op), "")
            for member in range(len(self.scenario.sets[node.over])):
                tree = term_of(node, self, member)
                group = f"{node.over} {area.column} {self.top}"
                self.page.computed(area.row + member, area.column, tree, group=group)
        return self.helpers[node]

    def members(self, over: str) -> int:
        """Return how many members a set has."""
        return len(self.scenario.sets[over])

    def is_text(self, name: str) -> bool:
        """Tell whether a name stands for a category."""
        leaf = self.scenario.leaves.get(name)
        return leaf is not None and leaf.is_text

    # Writing.

    def write(self) -> None:
        """Write the block where it was placed."""
        page, _ = self.page, self.language.text
        page.text(self.top, 0, self.scenario.title, "section", to=LAST)
        row = self.top + 1
        heads = (_("Description"), _("Value"), _("Units"), _("Parameter"))
        for column, head in enumerate(heads):
            page.label(row, column, head)
        page.label(row, FORMULA, _("Formula"), to=LAST)
        for one in self.scenario.days:
            row += 1
            page.text(row, DESCRIPTION, one.label)
            page.number(row, VALUE, one.value, pointer=one.pointer, format_=one.format)
        row += 1
        for title, names in self.sections:
            page.text(row, 0, title, "block", kind="label", to=LAST)
            for name in names:
                row += 1
                self._row(row, name)
            row += 1
        for over in self.tables:
            self._table(over)

    def _row(self, row: int, name: str) -> None:
        page, scenario = self.page, self.scenario
        result, leaf = scenario.results.get(name), scenario.leaves.get(name)
        about = result or leaf
        if about is None:
            raise KeyError(name)
        page.text(row, DESCRIPTION, about.title or name)
        page.text(row, UNIT, about.unit)
        page.text(row, PARAMETER, plain_symbol(about.symbol))
        page.text(row, FORMULA, result.text if result else "", "formula", to=LAST)
        home = self.cells.get(name)
        if home is None:
            words = self.language.text("by member: see below")
            page.text(row, VALUE, words, "small")
        elif home.row != row:
            style = "words" if self.is_text(name) else ""
            page.computed(row, VALUE, home, style=style, format_="@" if style else "")
        elif result is not None:
            tree = to_formula(result.tree, self)
            page.computed(row, VALUE, tree, result.values[0], pointer=result.pointers[0])
        elif leaf is not None:
            self._leaf(row, VALUE, leaf, 0, "")

    def _leaf(self, row: int, column: int, leaf: Leaf, member: int, group: str) -> None:
        entry = leaf.entries[member]
        tree = entry.tree
        if leaf.kind == "period":
            tree = self._days()
        elif tree is None:
            tree = self.defaults.tree(leaf, self, member)
        self.page.computed(
            row,
            column,
            tree,
            entry.value,
            pointer=entry.pointer,
            group="" if leaf.is_text else group,
            format_="@" if leaf.is_text else "",
        )

    def _days(self) -> Formula:
        """Return the days of the segment, both ends included."""
        first = Ref(self.page.name, self.top + 2, VALUE)
        if len(self.scenario.days) == 1:
            return first
        last = Ref(self.page.name, self.top + 1 + len(self.scenario.days), VALUE)
        return Operation("+", (Operation("-", (last, first)), number(1)))

    def _head(self, over: str, column: int, title: str, unit: str) -> None:
        row = self.first[over] - _HEAD_ROWS
        self.page.label(row, column, title)
        self.page.label(row + 1, column, unit)

    def _table(self, over: str) -> None:
        page, scenario, _ = self.page, self.scenario, self.language.text
        first = self.first[over]
        title = _("Members of the set {over}", over=over)
        page.text(first - _HEAD_ROWS - 1, 0, title, "block", kind="label", to=LAST)
        self._head(over, 0, _("Member"), "")
        for offset, member in enumerate(scenario.sets[over]):
            page.text(first + offset, 0, member, kind="label", style="member")
        for name, area in self.columns.items():
            if scenario.over(name) != over:
                continue
            result = scenario.results.get(name)
            about = result or scenario.leaves[name]
            self._head(over, area.column, plain_symbol(about.symbol), about.unit)
            group = f"{name} {self.top}"
            for place in range(len(scenario.sets[over])):
                row = first + place
                if result is None:
                    self._leaf(row, area.column, scenario.leaves[name], place, group)
                    continue
                tree = to_formula(result.tree, self, {"i": place})
                value, pointer = result.values[place], result.pointers[place]
                page.computed(row, area.column, tree, value, pointer=pointer, group=group)


def _sections(scenario: Scenario, language: Language) -> Iterator[tuple[str, list[str]]]:
    """Give the numbered blocks with the names in each; a name of two blocks is shown in both."""
    _ = language.text

    def is_default(name: str) -> bool:
        leaf = scenario.leaves.get(name)
        return leaf is not None and leaf.kind in DEFAULTS

    sides = {side: scenario.reached(side) for side in ("RE", "PE")}
    placed = {name for names in sides.values() for name in names}
    rest = [one for one in scenario.reached("ER") if one not in placed]
    rest += [one for one in scenario.results if one not in placed and one not in rest]
    first = [one for one in rest if not is_default(one)]
    read = [one for one in scenario.leaves if is_default(one)]
    yield _("1. Calculations for emission reductions"), first
    yield _("2. Selected default values"), read
    for side, title in (
        ("RE", _("3. Calculations for reference emissions")),
        ("PE", _("4. Calculations for project emissions")),
    ):
        yield title, [one for one in sides[side] if not is_default(one)]


def write_no_calculation(page: Page, row: int, title: str, why: str) -> int:
    """Say why a sheet calculates nothing, in place of its blocks; return the next free row."""
    page.text(row, 0, title, "section", to=LAST)
    page.text(row + 1, 0, why, "note", to=LAST)
    return row + 3
