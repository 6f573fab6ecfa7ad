"""What a monitoring workbook states in its input cells, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class FixedCell:
    """Hold a row of Table 2.

    Args:
        name: as formulas write it.
        member: of the set, or empty.
        segment: the first one, from 0, that it holds in.
        value: exact number, or the text of a category.
        is_text: whether it is a text.
        unit: as the sheet has it.
        source: where it was read.
        comment: of the row.
        row: of the sheet.
    """

    name: str
    member: str
    segment: int
    value: str
    is_text: bool
    unit: str
    source: str
    comment: str
    row: int


@dataclass(frozen=True, slots=True)
class PointCells:
    """Hold a monitoring point: the row of Table 1 of the first segment.

    Args:
        name: as formulas write it.
        member: of the set, or empty.
        point: number of the monitoring point, or empty.
        option: letter, or empty.
        sources: words of the column.
        methods: words of the column.
        frequency: words of the column.
        comment: words of the column.
        estimate: of a full year; or None.
        unit: of the estimate.
    """

    name: str
    member: str
    point: str
    option: str
    sources: str
    methods: str
    frequency: str
    comment: str
    estimate: str | None
    unit: str


@dataclass(frozen=True, slots=True)
class MonthCells:
    """Hold a row of readings of one month.

    Args:
        name: as formulas write it.
        member: of the set, or empty.
        segment: from 0.
        month: such as ``2017-03``.
        unit: as the sheet has it.
        total: exact sum.
        count: readings.
        expected: readings that were expected.
        minimum: exact, or None.
        maximum: exact, or None.
        row: of the sheet.
    """

    name: str
    member: str
    segment: int
    month: str
    unit: str
    total: str
    count: int
    expected: int
    minimum: str | None
    maximum: str | None
    row: int


@dataclass(frozen=True, slots=True)
class AddedCells:
    """Hold a row of what was added to the months: by a register's edges, or by a treatment.

    Args:
        name: as formulas write it.
        member: of the set, or empty.
        segment: from 0.
        code: of the finding; empty where a register says it.
        treatment: in words, or empty.
        amount: exact.
        row: of the sheet.
    """

    name: str
    member: str
    segment: int
    code: str
    treatment: str
    amount: str
    row: int


@dataclass(frozen=True, slots=True)
class FindingCells:
    """Hold a row of the findings.

    Args:
        index: in the report.
        severity: ``error``, ``warning`` or ``note``.
        code: of the finding.
        message: what was found.
        place: file and place.
        about: parameter or meter, or both.
        treatment: in words.
        effect: on the reductions, exact; or None [tCO2].
        kind: ``exact``, ``bound`` or ``estimate``; or empty.
        lines: indexes of the lines that it touches.
    """

    index: int
    severity: str
    code: str
    message: str
    place: str
    about: tuple[str, ...]
    treatment: str
    effect: str | None
    kind: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """Hold all that a workbook states.

    Args:
        language: code of the language of its words.
        reference: of the methodology, as the head of the sheets has it.
        reference_number: of the project, or empty.
        title: of the project.
        country: code, or ``none``.
        sha256: digest of the report that it was written from, as it says; or empty.
        segments: first and last day of each.
        lines: of each segment, the index of its line.
        fixed: rows of Table 2.
        points: rows of Table 1.
        months: rows of readings.
        added: rows of what was added to them.
        findings: rows of findings, in the order of the sheet.
        people: who is responsible, and for what.
        estimate: reductions of a full year as the project states them, unit, source; or None.
        digits: the most digits that an input number has.
    """

    language: str
    reference: str
    reference_number: str
    title: str
    country: str
    sha256: str
    segments: tuple[tuple[dt.date, dt.date], ...]
    lines: tuple[int, ...]
    fixed: tuple[FixedCell, ...]
    points: tuple[PointCells, ...]
    months: tuple[MonthCells, ...]
    added: tuple[AddedCells, ...]
    findings: tuple[FindingCells, ...]
    people: tuple[tuple[str, str], ...]
    estimate: tuple[str, str, str] | None
    digits: int
