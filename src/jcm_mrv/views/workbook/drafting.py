"""Draft sheets cell by cell, then settle what depends on the whole: values, formats, heights."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from jcm_mrv.numbers import format_exact
from jcm_mrv.report.formulas import exact
from jcm_mrv.views.workbook.arithmetic import Evaluation, Exact
from jcm_mrv.views.workbook.book import Cell, Sheet
from jcm_mrv.views.workbook.expression import Area, Ref
from jcm_mrv.views.workbook.numberformats import TEXT, common_decimals, decimals_of, number_format
from jcm_mrv.views.workbook.texts import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.views.workbook.arithmetic import Place
    from jcm_mrv.views.workbook.book import Kind
    from jcm_mrv.views.workbook.expression import Formula

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
MAX_CELLS = 2_000_000
"""What Excel holds, and what fits into the memory of a small machine."""

_LINE, _MOST_LINES, _TITLE = 13.5, 30, 22.0
_SCALE = 0.92
_SCALES = {"head": 1.05, "small": 0.75, "fine": 0.75, "machine": 0.75}
"""Width of a character beside that of a digit at the size of the columns' own."""

_WIDE = 2


class TooLargeError(ValueError):
    """A sheet has no room left; the message is a sentence part."""


@dataclass(slots=True)
class Draft:
    """Hold a cell whose value or format may still be open: a value of None is calculated.

    Args:
        group: cells of one group show the same number of decimals.
    """

    kind: Kind
    value: str | None
    format: str = ""
    tree: Formula | None = None
    pointer: str | None = None
    style: str = ""
    group: str = ""


@dataclass(slots=True)
class Page:
    """Draft one sheet.

    Args:
        name: of the sheet.
        widths: of its columns, in characters.
    """

    name: str
    widths: list[float]
    drafts: dict[tuple[int, int], Draft] = field(default_factory=dict)
    merged: dict[tuple[int, int], int] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] | None = None
    breaks: list[int] = field(default_factory=list)
    printed: int = 0

    def put(self, row: int, column: int, draft: Draft, to: int | None = None) -> Ref:
        """Put a cell, reaching to a column where it is said; return what stands for it.

        Raises:
            TooLargeError: the sheet ends before.
        """
        if row >= MAX_ROWS or max(column, to or 0) >= MAX_COLUMNS:
            raise TooLargeError(
                f"{self.name} needs more than {MAX_ROWS:,} rows or {MAX_COLUMNS:,} columns"
            )
        if len(self.drafts) >= MAX_CELLS:
            raise TooLargeError(f"{self.name} needs more than {MAX_CELLS:,} cells")
        self.drafts[row, column] = draft
        if to is not None and to > column:
            self.merged[row, column] = to
        return Ref(self.name, row, column)

    def text(
        self,
        row: int,
        column: int,
        text: str,
        style: str = "",
        *,
        kind: Kind = "text",
        to: int | None = None,
        pointer: str | None = None,
    ) -> Ref:
        """Put a text."""
        format_ = TEXT if kind in ("input", "fixed") else ""
        draft = Draft(kind, clean_text(text), format_, None, pointer, style)
        return self.put(row, column, draft, to)

    def label(self, row: int, column: int, text: str, to: int | None = None) -> Ref:
        """Put the head of a column."""
        return self.text(row, column, text, "head", kind="label", to=to)

    def number(
        self,
        row: int,
        column: int,
        value: str | None,
        *,
        kind: Kind = "input",
        pointer: str | None = None,
        group: str = "",
        format_: str = "",
    ) -> Ref:
        """Put an exact number; blank where it is None."""
        draft = Draft(kind, value or "", format_, None, pointer, "", group)
        return self.put(row, column, draft)

    def put_whole(self, row: int, column: int, value: int) -> Ref:
        """Put a whole number that names something, such as a segment."""
        return self.put(row, column, Draft("label", str(value), "0", None, None, "plain"))

    def computed(
        self,
        row: int,
        column: int,
        tree: Formula,
        value: str | None = None,
        *,
        pointer: str | None = None,
        group: str = "",
        format_: str = "",
        style: str = "",
        to: int | None = None,
    ) -> Ref:
        """Put a formula, with the report's value where the report has it."""
        if value is not None and format_ == TEXT:
            value = clean_text(value)
        return self.put(
            row, column, Draft("computed", value, format_, tree, pointer, style, group), to
        )

    def column(self, column: int, first: int, last: int) -> Area:
        """Return a part of a column."""
        return Area(self.name, first, column, last, column)


def finish(pages: Sequence[Page]) -> tuple[Sheet, ...]:
    """Settle the open values and formats, and return the sheets.

    Raises:
        NoValueError: a formula has none.
        NumberError: a text that should be a number is none.
        TooLargeError: there are more cells than a book may have.
    """
    if sum(len(page.drafts) for page in pages) > MAX_CELLS:
        raise TooLargeError(f"the sheets need more than {MAX_CELLS:,} cells")
    drafts: dict[Place, Draft] = {
        (page.name, *place): draft for page in pages for place, draft in page.drafts.items()
    }
    _solve(drafts)
    _choose_formats(drafts)
    drafts.clear()
    return tuple(_sheet(page) for page in pages)


def _solve(drafts: Mapping[Place, Draft]) -> None:
    """Calculate the values that the report does not have, from those that it has."""

    def given(place: Place) -> Fraction | str | None:
        draft = drafts.get(place)
        if draft is None or not draft.value:
            return None
        is_number = draft.format != TEXT and draft.kind in ("input", "computed", "fixed")
        return exact(draft.value) if is_number else draft.value

    open_ = {p: d.tree for p, d in drafts.items() if d.value is None and d.tree is not None}
    evaluation = Evaluation(open_, given, Exact())
    for place in open_:
        value = evaluation.value(place)
        draft = drafts[place]
        draft.value = value if isinstance(value, str) else format_exact(Fraction(value or 0))
        if isinstance(value, str):
            draft.format = TEXT


def _choose_formats(drafts: Mapping[Place, Draft]) -> None:
    groups: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for (sheet, *_), draft in drafts.items():
        if draft.kind not in ("input", "computed", "fixed") or draft.format:
            continue
        if draft.group:
            groups[sheet, draft.group].append(draft)
        else:
            draft.format = number_format(decimals_of(draft.value or "0"))
    for many in groups.values():
        decimals = common_decimals({draft.value for draft in many if draft.value})
        for draft in many:
            draft.format = number_format(decimals)


def _sheet(page: Page) -> Sheet:
    cells = tuple(
        Cell(
            page.name, row, column, d.kind, d.value or "", d.format, d.tree, d.pointer, d.style
        )
        for (row, column), d in sorted(page.drafts.items())
    )  # fmt: skip
    heights = _heights(page)
    page.drafts.clear()  # a large book would lie twice in memory
    return Sheet(
        page.name,
        cells,
        tuple(page.widths),
        heights,
        dict(page.merged),
        page.frozen,
        page.repeated,
        tuple(page.breaks),
        page.printed,
    )


def _heights(page: Page) -> dict[int, float]:
    """Return the height of each row with a text of several lines [points]."""
    heights: dict[int, float] = {}
    for (row, column), draft in page.drafts.items():
        if draft.style == "title":
            heights[row] = _TITLE
        if draft.style == "title" or not draft.value:
            continue
        if draft.tree is not None or (draft.format and draft.format != TEXT):
            continue
        last = page.merged.get((row, column), column)
        width = sum(page.widths[column : last + 1])
        scale = _SCALES.get(draft.style, _SCALE)
        lines = min(_lines(draft.value, width / scale), _MOST_LINES)
        if lines > 1:
            heights[row] = max(heights.get(row, 0), lines * _LINE + 4)
    return heights


@lru_cache(maxsize=4096)
def _lines(text: str, width: float) -> int:
    """Return the lines that a text takes; a word that does not fit begins the next one."""
    room = max(width - 1.5, 1.0)
    total = 0
    for line in text.split("\n"):
        used, lines = 0.0, 1
        for word in _words(line):
            length = _width(word)
            if used and used + length > room:
                lines, used = lines + 1, 0.0
            if length > room:
                lines += math.ceil(length / room) - 1
                length %= room
            used += length
        total += lines
    return total


def _words(line: str) -> Iterable[str]:
    """Give the pieces between which a line may break: Japanese breaks between all signs."""
    piece = ""
    for one in line:
        piece += one
        if one in " -/" or unicodedata.east_asian_width(one) in "WF":
            yield piece
            piece = ""
    if piece:
        yield piece


def _width(text: str) -> float:
    return sum(
        _WIDE if unicodedata.east_asian_width(one) in "WF" else 1.15 if one.isupper() else 1
        for one in text
    )
