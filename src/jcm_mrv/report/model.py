"""The report document ``jcm-mrv/report/1`` as its schema describes it (docs/report.md)."""

from typing import Literal, Self

from pydantic import Field, model_validator

from jcm_mrv.report.model_fields import (
    Code,
    Count,
    Day,
    Digest,
    Exact,
    Instant,
    Listed,
    LocalTime,
    Month,
    Operand,
    Quantity,
    Text,
    Whole,
)
from jcm_mrv.report.model_project import ReportMethodology, ReportProject
from jcm_mrv.report.model_tree import Tree
from jcm_mrv.shapes import Table, fault

Severity = Literal["error", "warning", "note"]


def _pair(members: tuple[str, ...] | None, column: object) -> bool:
    return members is not None and isinstance(column, tuple) and len(column) == len(members)


def _fits(members: tuple[str, ...] | None, numbers: object) -> bool:
    """Tell whether there is one number without members, and with them a list with one for each."""
    return not isinstance(numbers, tuple) if members is None else _pair(members, numbers)


class Tonnes(Table):
    """Exact emissions; null where one could not be computed."""

    reference_emissions: Quantity | None
    project_emissions: Quantity | None
    emission_reductions: Quantity | None


class Totals(Tonnes):
    """Exact emissions, and credits in whole tonnes; null where they could not be computed."""

    credits: Whole | None


class Vintage(Totals):
    """A line of the result: a calendar year, cut further at the project's own cuts."""

    year: Count
    start: Day
    end: Day


class RoundedYear(Table):
    """The step ``credits`` of one calendar year."""

    year: Count
    emission_reductions: Exact
    carried: Exact
    kept: Exact
    whole: Exact


class Rounding(Table):
    """The named step ``credits``."""

    policy: Text
    years: Listed[RoundedYear]


class Segment(Table):
    """A part of a line in which every fixed value is constant."""

    vintage: Count
    start: Day
    end: Day
    days: Count
    beyond_months: Tonnes


class Equation(Table):
    """One equation in one segment, with what it reads and what it gives."""

    segment: Count
    name: Text
    symbol: Text
    number: Text | None
    section: Text | None
    title: Text | None
    unit: Text
    text: Text
    tree: Tree
    operands: dict[str, Operand]
    value: Quantity | None = None
    members: Listed[Text] | None = None
    values: Listed[Exact] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        one = self.value is not None and self.members is None and self.values is None
        if not one and (self.value is not None or not _pair(self.members, self.values)):
            raise fault("one value, or one for each member, is expected")
        return self


class Value(Operand):
    """What the equations of one segment start from, and where that comes from."""

    segment: Count
    name: Text
    kind: Literal["monitored", "fixed", "category", "default", "lookup", "period", "gwp"]
    aggregate: Literal["sum", "mean", "max", "min"] | None = None
    side: Literal["low", "high"] | None = None
    edges: Exact | Listed[Exact] | None = None
    files: Listed[Text] | None = None

    @model_validator(mode="after")
    def _check_edges(self) -> Self:
        if self.edges is not None and not _fits(self.members, self.edges):
            raise fault("its edges are one number, or one for each member")
        return self


class Readings(Table):
    """What was read of one parameter in one month and segment; over a set, a list each."""

    parameter: Text
    month: Month
    segment: Count
    unit: Text
    members: Listed[Text] | None = None
    sum: Exact | Listed[Exact]
    count: Count | Listed[Count]
    expected: Count | Listed[Count]
    minimum: Exact | Listed[Exact | None] | None
    maximum: Exact | Listed[Exact | None] | None
    complete: Exact | Listed[Exact | None] | None

    @model_validator(mode="after")
    def _check(self) -> Self:
        numbers = (self.sum, self.count, self.expected, self.minimum, self.maximum, self.complete)
        if not all(_fits(self.members, one) for one in numbers):
            raise fault("each number is one, or a list with one for each member")
        return self


class MonthlyIndicator(Table):
    """What an indicator is in one month; over a set, for each member."""

    name: Text
    unit: Text
    value: Exact | None = None
    members: Listed[Text] | None = None
    values: Listed[Exact | None] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        one = "value" in self.model_fields_set and self.members is None and self.values is None
        if not one and (self.value is not None or not _pair(self.members, self.values)):
            raise fault("one value, or one for each member, is expected")
        return self


class MonthOf(Tonnes):
    """What the equations and indicators make of one month's readings, before treatments."""

    segment: Count
    month: Month
    days: Count
    expected: Quantity | None
    indicators: Listed[MonthlyIndicator]


class Adjustment(Table):
    """A number that a treatment changed."""

    finding: Count
    code: Code
    treatment: Text | None = None
    parameter: Text
    member: Text | None = None
    segment: Count
    amount: Quantity


class Input(Table):
    """A file, by the digest of its bytes."""

    path: Text
    sha256: Digest
    bytes: Count
    rows: Count | None


class Calibration(Table):
    """A calibration of a meter."""

    date: Day
    valid_until: Day | None = None
    certificate: Text
    as_found: Exact | None = None


class Meter(Table):
    """A meter: who it is, how exact, when calibrated; errors as ratios."""

    id: Text
    serial_number: Text | None = None
    accuracy_class: Text | None = Field(default=None, alias="class")
    standard: Text | None = None
    mpe: Exact | None = None
    mpe_source: Text | None = None
    ct: Exact | None = None
    vt: Exact | None = None
    resolution: Quantity | None = None
    installed: Day | None = None
    removed: Day | None = None
    calibration_interval: Text | None = None
    calibrations: Listed[Calibration]


class Where(Table):
    """Where a finding lies."""

    file: Text
    path: Text
    line: Count | None = None


class Effect(Table):
    """By how much one treatment moved the emission reductions [tCO2e]."""

    kind: Literal["exact", "bound", "estimate"]
    tonnes: Exact


class ReportFinding(Table):
    """One finding, and the lines that it touches."""

    code: Code
    severity: Severity
    where: Where
    message: Text
    treatment: Text | None
    effect: Effect | None
    parameter: Text | None
    start: LocalTime | None
    end: LocalTime | None
    meter: Text | None
    vintages: Listed[Count]


class ReportCheck(Table):
    """A check that ran."""

    code: Code
    since: Text
    title: Text


class Policy(Table):
    """A declared policy."""

    name: Text
    text: Text


class Boundary(Table):
    """The start of a line; the last one is the end of the period."""

    local: LocalTime
    instant: Instant


class Transition(Table):
    """A change of the offset inside of the period [s]."""

    instant: Instant
    offset_before: Whole
    offset_after: Whole


class Time(Table):
    """The time zone, as it was used."""

    zone: Text
    tzdata: Text
    boundaries: Listed[Boundary]
    transitions: Listed[Transition]
    offset_at_start: Whole | None = None


class Software(Table):
    """What made the report; never compared."""

    name: Text
    version: Text


class NamedChange(Table):
    """A change after registration, as a person named it."""

    text: Text
    previous: Digest


class ComparedLock(Table):
    """The lock that the project was compared with."""

    sha256: Digest
    changes: Listed[NamedChange]


class Report(Table):
    """The whole report."""

    schema_: Literal["jcm-mrv/report/1"] = Field(alias="schema")
    project: ReportProject
    methodology: ReportMethodology
    vintages: Listed[Vintage]
    totals: Totals
    rounding: Rounding
    segments: Listed[Segment]
    equations: Listed[Equation]
    values: Listed[Value]
    readings: Listed[Readings]
    months: Listed[MonthOf]
    adjustments: Listed[Adjustment]
    inputs: Listed[Input]
    meters: Listed[Meter]
    findings: Listed[ReportFinding]
    checks: Listed[ReportCheck]
    policies: Listed[Policy]
    time: Time
    software: Software
    lock: ComparedLock | None = None
