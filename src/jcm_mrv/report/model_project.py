"""The project and the methodology in a report, as its schema describes them."""

from typing import Literal

from pydantic import Field

from jcm_mrv.report.model_fields import Day, Digest, Exact, Listed, LocalTime, Quantity, Text
from jcm_mrv.report.model_tree import Tree
from jcm_mrv.shapes import Table


class Period(Table):
    """The monitoring period, both days inside; lines begin at cuts as well."""

    start: Day
    end: Day
    cuts: Listed[Day]


class Member(Table):
    """A member of a set, with the days on which it belongs to the project."""

    id: Text
    start: Day | None = None
    end: Day | None = None


class MemberSet(Table):
    """A set with its members, in order."""

    name: Text
    members: Listed[Member]


class Fixed(Table):
    """A value that the project fixes before monitoring: a number, or the text of a category."""

    name: Text
    member: Text | None = None
    value: Text
    unit: Text | None = None
    source: Text
    start: Day | None = Field(default=None, alias="from")
    until: Day | None = None


class StatedReading(Table):
    """A register reading that stands on paper."""

    time: LocalTime
    value: Exact


class Source(Table):
    """A table of readings: what its numbers mean."""

    files: Listed[Text]
    columns: Listed[Text]
    measures: Literal["energy", "power", "register", "state"]
    unit: Text
    stamp: Literal["start", "end"] | None = None
    step: Text | None = None
    time_zone: Text | None = None
    clock: Text | None = None
    sign: Literal[1, -1]
    use: Literal["sum", "substitute", "compare"]
    meter: Text | None = None
    start: LocalTime | None = Field(default=None, alias="from")
    until: LocalTime | None = None
    multiplier: Exact | None = None
    rollover: Exact | None = None
    first: StatedReading | None = None
    last: StatedReading | None = None
    rated: Quantity | None = None
    gap_treatment: Text | None = None
    query: Text | None = None


class Amount(Table):
    """A stated amount, such as an invoice; its end is exclusive."""

    start: LocalTime
    end: LocalTime
    unit: Text
    value: Exact
    evidence: Text
    use: Literal["sum", "fill", "compare"]


class Point(Table):
    """How one parameter, or one member of it, is monitored."""

    parameter: Text
    member: Text | None = None
    point: Text | None = None
    option: Literal["A", "B", "C"] | None = None
    meter: Text | None = None
    estimate: Quantity | None = None
    rated: Quantity | None = None
    peak: Quantity | None = None
    gap_treatment: Text | None = None
    method: Text | None = None
    frequency: Text | None = None
    comment: Text | None = None
    sources: Listed[Source]
    irradiance: Source | None = None
    amounts: Listed[Amount]


class Criterion(Table):
    """An eligibility criterion with its answer."""

    id: Text
    text: Text
    met: bool | None
    evidence: Text


class Participant(Table):
    """A project participant."""

    name: Text
    country: Text | None = None
    role: Text | None = None


class Responsible(Table):
    """Who is responsible for a part of the monitoring."""

    name: Text
    role: Text
    organization: Text | None = None


class Event(Table):
    """What happened at the plant; its end is exclusive."""

    start: LocalTime
    end: LocalTime
    kind: Text
    evidence: Text


class OtherScheme(Table):
    """Another scheme that the same reductions are registered or claimed under."""

    scheme: Text
    reference: Text | None = None
    start: Day | None = None
    end: Day | None = None
    resolution: Text | None = None
    comment: Text | None = None


class PreviousSum(Table):
    """What the period before had of one parameter."""

    name: Text
    unit: Text
    value: Exact


class PreviousPeriod(Table):
    """What the report of the period before said."""

    start: Day
    end: Day
    monitored: Listed[PreviousSum]
    reductions: Quantity | None = None
    report: Text
    explanation: Text | None = None


class Estimate(Table):
    """What was expected of a full year before monitoring began."""

    reductions: Quantity | None = None
    source: Text | None = None
    explanation: Text | None = None


class Location(Table):
    """Where the project lies; decimal degrees, north and east."""

    text: Text | None = None
    region: Text | None = None
    city: Text | None = None
    latitude: Exact | None = None
    longitude: Exact | None = None


class Cover(Table):
    """What the cover of the monitoring report says; its date is the project's."""

    version: Text | None = None
    date: Day | None = None
    prepared_by: Text | None = None
    comment: Text | None = None


class ReportProject(Table):
    """The project's own words and numbers."""

    reference_number: Text | None
    title: Text
    country: Text
    methodology: Text
    time_zone: Text
    gwp_set: Text | None
    start_of_operation: Day | None
    monitoring_period: Period
    sets: Listed[MemberSet]
    fixed: Listed[Fixed]
    monitored: Listed[Point]
    eligibility: Listed[Criterion]
    participants: Listed[Participant]
    responsible: Listed[Responsible]
    events: Listed[Event]
    other_schemes: Listed[OtherScheme]
    previous_period: PreviousPeriod | None
    estimate: Estimate | None
    location: Location | None
    report: Cover | None
    confidential: Listed[Text]
    blinding: Digest | None = None


class Document(Table):
    """A document that the methodology module rests on."""

    title: Text
    url: Text


class EmissionSource(Table):
    """An emission source."""

    side: Literal["reference", "project"] = Field(alias="in")
    source: Text
    gas: Text


class Condition(Table):
    """What one row of a lookup asks of a parameter: a text, or a half-open range."""

    name: Text
    text: Text | None = None
    start: Exact | None = Field(default=None, alias="from")
    below: Exact | None = None


class LookupRow(Table):
    """A row of a lookup."""

    when: Listed[Condition]
    value: Exact
    source: Text


class Parameter(Table):
    """A parameter of the methodology."""

    name: Text
    symbol: Text
    title: Text
    description: Text | None = None
    kind: Literal["monitored", "fixed", "default", "period", "category"]
    unit: Text | None = None
    over: Text | None = None
    aggregate: Literal["sum", "mean", "max", "min"] | None = None
    conservative: Literal["low", "high", "both"] | None = None
    options: Listed[Literal["A", "B", "C"]] | None = None
    values: Listed[Text] | None = None
    value: Exact | None = None
    source: Text | None = None
    lookup: Listed[LookupRow] | None = None


class Nameplate(Table):
    """A name of a formula that stands for the power of a parameter's array [kW]."""

    name: Text
    parameter: Text


class Indicator(Table):
    """What shows how well the plant ran, month by month."""

    name: Text
    symbol: Text
    title: Text
    unit: Text
    over: Text | None = None
    text: Text
    tree: Tree
    nameplate: Listed[Nameplate] | None = None


class ReportMethodology(Table):
    """The methodology module, by its digests, and its parameters."""

    id: Text
    version: Text
    title: Text
    number: Text | None
    file_sha256: Digest
    rules_sha256: Digest
    fidelity: Literal["transcribed", "reconstructed"]
    gases: Listed[Text]
    sources: Listed[Document]
    emission_sources: Listed[EmissionSource]
    parameters: Listed[Parameter]
    indicators: Listed[Indicator]
