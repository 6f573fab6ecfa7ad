"""The shape of project.toml (contracts 4): every table, its keys, what each value may be."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from jcm_mrv.project import values
from jcm_mrv.project.confidential import BLINDING_SENTENCE, MAX_WORDS, check_blinding, check_word
from jcm_mrv.project.fields import Day, FixedNumber, OneOrMany, Text, TextOrBlank, one_or_many
from jcm_mrv.project.shape_monitoring import (
    EventTable,
    MeterTable,
    MonitoredTable,
    PositiveTable,
    QuantityTable,
    SetTable,
)
from jcm_mrv.shapes import ExactNumber, Many, Table, fault

SCHEMA = "jcm-mrv/project/1"


def _tables_only(value: object) -> object:
    # A text names the CSV file of the meters; its rows are read later.
    return () if isinstance(value, str) else one_or_many(value)


def _check_ids(meters: tuple[MeterTable, ...]) -> tuple[MeterTable, ...]:
    values.check_unique([meter.id for meter in meters], "meter")
    return meters


def _check_words(words: tuple[str, ...]) -> tuple[str, ...]:
    values.check_unique(words, "the word")
    return words


class FixedTable(SetTable):
    """``[fixed.X]``."""

    value: FixedNumber
    unit: Text | None = None
    source: TextOrBlank = ""
    start: Day | None = Field(default=None, alias="from")
    until: Day | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        values.check_order(self.start, self.until, "from", "until")
        if isinstance(self.value, str) and self.unit is not None:
            got = values.printable(self.value)
            raise fault(f'a value with a unit is a number, without quotes (got "{got}")')
        return self


class MemberTable(Table):
    """``[[sets.X.member]]``."""

    id: Text
    start: Day | None = None
    end: Day | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        values.check_order(self.start, self.end, "start", "end")
        return self


class SetsTable(Table):
    """``[sets.X]``: members in a table of their own, or written here."""

    table: Text | None = None
    member: OneOrMany[MemberTable] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        values.check_unique([each.id for each in self.member], "member")
        if (self.table is None) == (not self.member):
            raise fault('a set has either "table", a CSV file, or "member" tables')
        return self


class AnswerTable(Table):
    """One answer of ``[eligibility]``."""

    met: bool
    evidence: Text


class ParticipantTable(Table):
    """``[[participants]]``."""

    name: Text
    country: Text | None = None
    role: Text | None = None


class ResponsibleTable(Table):
    """``[[responsible]]``."""

    name: Text
    role: Text
    organization: Text | None = None


class OtherSchemeTable(Table):
    """``[[other_schemes]]``."""

    scheme: Text
    reference: Text | None = None
    start: Day | None = None
    end: Day | None = None
    resolution: Text | None = None
    comment: Text | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        values.check_order(self.start, self.end, "start", "end")
        return self


class LocationTable(Table):
    """``[location]``."""

    text: Text | None = None
    region: Text | None = None
    city: Text | None = None
    latitude: Annotated[ExactNumber, AfterValidator(values.check_latitude)] | None = None
    longitude: Annotated[ExactNumber, AfterValidator(values.check_longitude)] | None = None


class ReportTable(Table):
    """``[report]``."""

    version: Text | None = None
    date: Day | None = None
    prepared_by: Text | None = None
    comment: Text | None = None
    confidential: Annotated[
        Many[Annotated[str, AfterValidator(check_word)]],
        Field(max_length=MAX_WORDS),
        AfterValidator(_check_words),
    ] = ()
    blinding: Annotated[str, AfterValidator(check_blinding)] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.confidential and self.blinding is None:
            raise fault(f'key "blinding" is missing: {BLINDING_SENTENCE}', "missing-key")
        return self


class AboutTable(Table):
    """``[project]``."""

    reference_number: Text | None = None
    title: Text
    country: Text
    methodology: Text
    time_zone: Text
    start_of_operation: Day | None = None
    gwp_set: Text | None = None


class PeriodTable(Table):
    """``[monitoring_period]``."""

    start: Day
    end: Day
    cuts: Annotated[Many[Day], Field(max_length=100)] = ()


class PreviousPeriodTable(Table):
    """``[previous_period]``."""

    start: Day
    end: Day
    monitored: dict[str, QuantityTable] = Field(default_factory=dict)
    reductions: QuantityTable | None = None
    report: Text
    explanation: Text | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        values.check_order(self.start, self.end, "start", "end")
        return self


class EstimateTable(Table):
    """``[estimate]``: what was expected of a full year before monitoring began."""

    reductions: PositiveTable | None = None
    source: Text | None = None
    explanation: Text | None = None


class ProjectFile(Table):
    """The whole of project.toml."""

    schema_: Literal["jcm-mrv/project/1"] = Field(alias="schema")
    project: AboutTable
    monitoring_period: PeriodTable
    fixed: dict[str, OneOrMany[FixedTable]] = Field(default_factory=dict)
    monitored: dict[str, OneOrMany[MonitoredTable]] = Field(default_factory=dict)
    sets: dict[str, SetsTable] = Field(default_factory=dict)
    meters: Annotated[
        tuple[MeterTable, ...], BeforeValidator(_tables_only), AfterValidator(_check_ids)
    ] = ()
    eligibility: dict[str, AnswerTable] = Field(default_factory=dict)
    events: Many[EventTable] = ()
    participants: Many[ParticipantTable] = ()
    responsible: Many[ResponsibleTable] = ()
    other_schemes: Many[OtherSchemeTable] = ()
    previous_period: PreviousPeriodTable | None = None
    estimate: EstimateTable | None = None
    location: LocationTable | None = None
    report: ReportTable | None = None
