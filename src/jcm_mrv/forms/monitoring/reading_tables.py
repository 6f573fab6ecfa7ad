"""The tables of a monitoring workbook, row by row, as far as they go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jcm_mrv.findings import SEVERITIES
from jcm_mrv.forms.monitoring.stated import (
    AddedCells,
    FindingCells,
    FixedCell,
    MonthCells,
    PointCells,
)
from jcm_mrv.views.reported.findings import effect_kinds
from jcm_mrv.views.reported.verdict import severities
from jcm_mrv.views.workbook import findings as told
from jcm_mrv.views.workbook import readings as read
from jcm_mrv.views.workbook.book import FINDINGS, MPS_INPUT, MSS, READINGS
from jcm_mrv.views.workbook.fixed import HEAD_ROWS
from jcm_mrv.views.workbook.inputs import PLAN
from jcm_mrv.views.workbook.layout import TABLE_1_HEADS
from jcm_mrv.views.workbook.wording import FIRST_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.forms.monitoring.cells import Cells
    from jcm_mrv.views.words import Language

_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_CODE = re.compile(r"[A-Z][0-9]{3}")
_CODE_LENGTH = 4
_PLAN_TOP = FIRST_ROW + TABLE_1_HEADS
_RESULTS = 5
"""Rows of Table 3 of the plan above what the project states: its heads, and three results."""


def _named_rows(cells: Cells, top: int) -> Iterator[int]:
    """Give the rows of a table of MPS(input): those with a name, one behind the other."""
    row = top
    while cells.text(MPS_INPUT, row, PLAN.name):
        yield row
        row += 1


def _tables(cells: Cells) -> tuple[list[int], list[int], int]:
    """Return the rows of Tables 1 and 2 of the plan, and where Table 3 begins."""
    points = list(_named_rows(cells, _PLAN_TOP))
    second = _PLAN_TOP + len(points) + 1
    fixed = list(_named_rows(cells, second + HEAD_ROWS))
    return points, fixed, second + HEAD_ROWS + len(fixed) + 1


def read_points(cells: Cells, language: Language) -> tuple[PointCells, ...]:
    """Return the rows of Table 1, with the estimates of the plan."""
    options = {language.text("Option {letter}", letter=one): one for one in "ABC"}
    found = []
    for row in _tables(cells)[0]:

        def text(column: int, row: int = row) -> str:
            return cells.text(MPS_INPUT, row, column)

        found.append(
            PointCells(
                name=text(PLAN.name),
                member=text(PLAN.name + 1),
                point=text(PLAN.point).removeprefix("(").removesuffix(")"),
                option=options.get(text(PLAN.option), ""),
                sources=text(PLAN.source),
                methods=text(PLAN.source + 1),
                frequency=text(PLAN.frequency),
                comment=text(PLAN.comment),
                estimate=cells.number(MPS_INPUT, row, PLAN.value, "the estimate"),
                unit=text(PLAN.unit),
            )
        )
    return tuple(found)


def read_fixed(cells: Cells, segments: int) -> tuple[FixedCell, ...]:
    """Return the rows of Table 2, as the plan has them."""
    found = []
    for row in _tables(cells)[1]:
        name = cells.text(MPS_INPUT, row, PLAN.name)
        cell = cells.get(MPS_INPUT, row, PLAN.value)
        is_text = cell is not None and cell.kind == "text"
        value = (
            cells.text(MPS_INPUT, row, PLAN.value)
            if is_text
            else cells.needed(MPS_INPUT, row, PLAN.value, f"the value of {name}")
        )
        found.append(
            FixedCell(
                name=name,
                member=cells.text(MPS_INPUT, row, PLAN.name + 1),
                segment=_segment(cells, MPS_INPUT, row, PLAN.name + 2, segments),
                value=value,
                is_text=is_text,
                unit=cells.text(MPS_INPUT, row, PLAN.unit),
                source=cells.text(MPS_INPUT, row, PLAN.option),
                comment=cells.text(MPS_INPUT, row, PLAN.frequency),
                row=row,
            )
        )
    return tuple(found)


def read_estimate(cells: Cells) -> tuple[str, str, str] | None:
    """Return number, unit and source of the reductions that the project states of a full year."""
    top = _tables(cells)[2] + _RESULTS
    for row in (top, top + 1):  # one row further where the plan is not calculated
        if cells.get(MPS_INPUT, row, PLAN.value) is not None:
            number = cells.needed(MPS_INPUT, row, PLAN.value, "the estimate")
            unit = cells.text(MPS_INPUT, row, PLAN.unit)
            return number, unit, cells.text(MPS_INPUT, row, PLAN.option)
    return None


def _segment(cells: Cells, sheet: str, row: int, column: int, segments: int) -> int:
    number = cells.count(sheet, row, column, "the segment")
    if not 1 <= number <= segments:
        cells.refuse(sheet, row, column, f"a segment from 1 to {segments} is expected")
        return 0
    return number - 1


def _reading_rows(cells: Cells) -> Iterator[int]:
    for row in cells.rows(READINGS, FIRST_ROW + 1):
        if cells.text(READINGS, row, read.PARAMETER):
            yield row


def read_months(cells: Cells, language: Language, segments: int) -> tuple[MonthCells, ...]:
    """Return the rows of readings of a month."""
    del language
    found = []
    for row in _reading_rows(cells):
        month = cells.text(READINGS, row, read.MONTH)
        if not month:
            continue
        if not _MONTH.fullmatch(month):
            cells.refuse(READINGS, row, read.MONTH, "a month such as 2017-03 is expected")
            continue
        found.append(
            MonthCells(
                name=cells.text(READINGS, row, read.PARAMETER),
                member=cells.text(READINGS, row, read.MEMBER),
                segment=_segment(cells, READINGS, row, read.SEGMENT, segments),
                month=month,
                unit=cells.text(READINGS, row, read.UNIT),
                total=cells.needed(READINGS, row, read.SUM, "the sum of the month"),
                count=cells.count(READINGS, row, read.COUNT, "the number of readings"),
                expected=cells.count(READINGS, row, read.EXPECTED, "the number expected"),
                minimum=cells.number(READINGS, row, read.MINIMUM, "the smallest reading"),
                maximum=cells.number(READINGS, row, read.MAXIMUM, "the largest reading"),
                row=row,
            )
        )
    return tuple(found)


def read_added(cells: Cells, language: Language, segments: int) -> tuple[AddedCells, ...]:
    """Return the rows of what was added to the months."""
    edges = language.text("Register beyond its months")
    found = []
    for row in _reading_rows(cells):
        if cells.text(READINGS, row, read.MONTH):
            continue
        what = cells.text(READINGS, row, read.ENTRY)
        code, treatment = what[:_CODE_LENGTH], what[_CODE_LENGTH:]
        # What stands between both is the language's own sign.
        treatment = treatment.removeprefix(language.labelled("", "")).strip()
        if what != edges and not _CODE.fullmatch(code):
            cells.refuse(READINGS, row, read.ENTRY, "the code of a finding is expected")
        found.append(
            AddedCells(
                name=cells.text(READINGS, row, read.PARAMETER),
                member=cells.text(READINGS, row, read.MEMBER),
                segment=_segment(cells, READINGS, row, read.SEGMENT, segments),
                code="" if what == edges else code,
                treatment=treatment,
                amount=cells.needed(READINGS, row, read.SUM, "the amount"),
                row=row,
            )
        )
    return tuple(found)


def read_findings(cells: Cells, language: Language, lines: int) -> tuple[FindingCells, ...]:
    """Return the rows of findings."""
    words = {word: name for name, word in severities(language).items()}
    kinds = {word: name for name, word in effect_kinds(language).items()}
    found = []
    for row in cells.rows(FINDINGS, FIRST_ROW + 1):

        def text(column: int, row: int = row) -> str:
            return cells.text(FINDINGS, row, column)

        if not text(told.CODE):
            continue
        severity = words.get(text(told.SEVERITY), "")
        if severity not in SEVERITIES:
            cells.refuse(FINDINGS, row, told.SEVERITY, "a severity is expected")
            severity = "error"
        if not _CODE.fullmatch(text(told.CODE)):
            cells.refuse(FINDINGS, row, told.CODE, "the code of a finding is expected")
            continue
        found.append(
            FindingCells(
                index=cells.count(FINDINGS, row, told.NUMBER, "the number of the finding") - 1,
                severity=severity,
                code=text(told.CODE),
                message=text(told.MESSAGE),
                place=text(told.PLACE),
                about=tuple(text(told.ABOUT).split("\n")) if text(told.ABOUT) else (),
                treatment=text(told.TREATMENT),
                effect=cells.number(FINDINGS, row, told.EFFECT, "the effect"),
                kind=kinds.get(text(told.KIND), ""),
                lines=tuple(
                    line
                    for line in range(lines)
                    if cells.number(FINDINGS, row, told.FIRST_LINE + line, "1, or nothing,") == "1"
                ),
            )
        )
    return tuple(found)


def read_people(cells: Cells) -> tuple[tuple[str, str], ...]:
    """Return who is responsible, and for what."""
    rows = cells.rows(MSS, FIRST_ROW + 1)
    people = [(cells.text(MSS, row, 0), cells.text(MSS, row, 1)) for row in rows]
    return tuple(one for one in people if any(one))
