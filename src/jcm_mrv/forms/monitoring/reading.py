"""From the cells of a monitoring workbook to what it states, by the layout's own places.

Only input cells are read, and the names that stand beside them; what is calculated is not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from jcm_mrv.errors import JcmMrvError
from jcm_mrv.forms.monitoring.cells import Cells
from jcm_mrv.forms.monitoring.reading_tables import (
    read_added,
    read_estimate,
    read_findings,
    read_fixed,
    read_months,
    read_people,
    read_points,
)
from jcm_mrv.forms.monitoring.stated import Stated
from jcm_mrv.views.words import languages, read_language
from jcm_mrv.views.workbook.book import FINDINGS, MRS_INPUT, MRS_PROCESS, SHEETS
from jcm_mrv.views.workbook.findings import CODE, SEVERITY
from jcm_mrv.views.workbook.process import VALUE
from jcm_mrv.views.workbook.rounding import LABEL
from jcm_mrv.views.workbook.wording import FIRST_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.readings.workbook.whole import WholeBook
    from jcm_mrv.views.words import Language

Span = tuple[dt.date, dt.date]

_DIGEST = re.compile(r"[0-9a-f]{64}")
MAX_SEGMENTS = 5_000
_ONE_DAY = dt.timedelta(days=1)
_LINES_TOP = FIRST_ROW + 4
"""First row of the lines on MRS(calc_process): behind the country, a blank row and two heads."""


class BookFault(JcmMrvError):  # noqa: N818 -- the fault is the workbook's
    """A workbook is not of this layout, or holds nothing that was calculated."""


def is_monitoring_book(names: Iterable[str]) -> bool:
    """Tell whether a workbook with such sheets is one of this layout, or was one."""
    return len(set(names) & set(SHEETS)) > len(SHEETS) // 2


def read_stated(book: WholeBook, file: str) -> tuple[Stated, Cells]:
    """Return what a workbook states; cells that cannot be used are kept beside it.

    Args:
        book: the workbook.
        file: its name in findings.

    Raises:
        BookFault: its cells are not those of this layout.
    """
    cells = Cells(book, file)
    language = _language(cells)
    segments = _segments(cells)
    lines = _lines(cells, segments, language)
    head = [cells.text(MRS_INPUT, row, 0) for row in range(5)]
    digest = _DIGEST.search(head[4])
    number = _inside(head[1], language, "Reference Number: {number}")
    stated = Stated(
        language=language.code,
        reference=_inside(head[0], language, "Monitoring Spreadsheet: {number}"),
        reference_number="" if number == "-" else number,
        title=head[3],
        country=cells.text(MRS_PROCESS, FIRST_ROW, 1),
        sha256=digest[0] if digest else "",
        segments=segments,
        lines=lines,
        fixed=read_fixed(cells, len(segments)),
        points=read_points(cells, language),
        months=read_months(cells, language, len(segments)),
        added=read_added(cells, language, len(segments)),
        findings=read_findings(cells, language, max(lines, default=0) + 1),
        people=read_people(cells),
        estimate=read_estimate(cells),
        digits=cells.digits,
    )
    return stated, cells


def _language(cells: Cells) -> Language:
    """Return the language in which most of the words are that another one has otherwise."""
    found = Counter(
        cell.text
        for sheet in cells.book.sheets.values()
        for cell in sheet.cells.values()
        if cell.kind == "text" and cell.formula is None
    )
    english = read_language("en")
    best, most = english, 0
    for code in languages():
        language = read_language(code)
        pairs = [(one, other) for one, other in language.texts.items() if one != other]
        own = sum(found[other] - found[one] for one, other in pairs)
        if own > most:
            best, most = language, own
    heads = [cells.text(FINDINGS, FIRST_ROW, column) for column in (SEVERITY, CODE)]
    if heads != [best.text("Severity"), best.text("Code")]:
        raise BookFault(
            "it is no monitoring workbook of this layout: the heads of the sheet Findings are not"
            " there"
        )
    return best


def _inside(text: str, language: Language, message: str) -> str:
    """Return what stands in the place of the one value of a message."""
    before, _, after = language.text(message, number="\0").partition("\0")
    if not (text.startswith(before) and text.endswith(after)):
        return ""
    return text[len(before) : len(text) - len(after)].strip()


def _segments(cells: Cells) -> tuple[Span, ...]:
    """Return the days of the segments, from the blocks of the calculation, one below the other."""
    days = [day for _, day in cells.days(MRS_PROCESS, VALUE)]
    pairs = list(zip(days[::2], days[1::2], strict=False))
    follow = all(one[1] + _ONE_DAY == other[0] for one, other in pairwise(pairs))
    if len(pairs) > MAX_SEGMENTS:
        raise BookFault(f"it has more than {MAX_SEGMENTS:,} segments")
    if not pairs or len(days) % 2 or not follow or any(start > end for start, end in pairs):
        raise BookFault(
            "the first and last days of its segments do not follow each other on the sheet"
            f" {MRS_PROCESS}, or nothing was calculated in it"
        )
    return tuple(pairs)


def _lines(cells: Cells, segments: Sequence[Span], language: Language) -> tuple[int, ...]:
    """Return the line of each segment, by the names of the lines.

    A line is named by its year, or by its days where its year has several lines.
    """
    lines: list[int] = []
    line = 0
    while len(lines) < len(segments):
        label = cells.text(MRS_PROCESS, _LINES_TOP + line, LABEL)
        first = len(lines)
        taken = _taken(label, segments[first:], language)
        if not taken:
            raise BookFault(f"the lines on the sheet {MRS_PROCESS} are not those of its segments")
        lines += [line] * taken
        line += 1
    return tuple(lines)


def _taken(label: str, segments: Sequence[Span], language: Language) -> int:
    start = segments[0][0]
    same = [one for one in segments if one[1].year == start.year]
    if label == str(start.year):
        return len(same)
    for count, (_, end) in enumerate(same, 1):
        if label == language.period(start.isoformat(), end.isoformat()):
            return count
    return 0
