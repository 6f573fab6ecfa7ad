"""A project as the rest of the program sees it: frozen records, exact numbers, local times.

Every record knows its :class:`~jcm_mrv.findings.Place`, so that a finding can lead a person to
the very line that they wrote. Times are naive and local to the project's zone; an ``end`` or
``until`` that a person wrote as an inclusive day is held here as the next midnight.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from jcm_mrv.findings import Place

Measures = Literal["energy", "power", "register", "state"]
Stamp = Literal["start", "end"]
StepUnit = Literal["second", "minute", "hour", "day"]
GapTreatment = Literal["zero", "maximum", "invoice", "substitute", "outage", "no-claim"]
SourceUse = Literal["sum", "substitute"]
AmountUse = Literal["sum", "fill", "compare"]
AmountDates = Literal["inclusive", "readings"]
Option = Literal["A", "B", "C"]
EventKind = Literal["outage", "communication", "maintenance", "curtailment", "shutdown"]

SECONDS: Mapping[StepUnit, int] = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}


@dataclass(frozen=True, slots=True)
class _Placed:
    """Hold the place in the project's files where a record was written."""

    place: Place

    @property
    def path(self) -> str:
        """Return the dotted place inside the file; empty for a row of a table."""
        return self.place.path


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold a number with its unit, as written."""

    value: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class Step:
    """Hold the time between two readings, such as ``15 minutes``."""

    count: int
    unit: StepUnit

    @property
    def seconds(self) -> int:
        """Return the length [s]; a day counts 86,400 whatever the clocks do."""
        return self.count * SECONDS[self.unit]

    def __str__(self) -> str:
        """Render as a person writes it."""
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class StatedReading:
    """Hold a register reading that stands on paper, such as a meter replacement record."""

    time: dt.datetime
    value: Fraction


@dataclass(frozen=True, slots=True)
class FixedValue(_Placed):
    """Hold a value that the project fixes before monitoring, with where it was read.

    Args:
        place: where it was written.
        value: exact number, or the text of a category.
        unit: as written; None where none was.
        source: where the value was read; empty where the project does not say.
        start: first day on which it holds; None means from the start of the period.
        until: last day on which it holds, inclusive; None means to the end.
        set_name: the set that ``member`` belongs to.
        member: member of the set, for an indexed parameter.
    """

    value: Fraction | str
    unit: str | None = None
    source: str = ""
    start: dt.date | None = None
    until: dt.date | None = None
    set_name: str | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Member(_Placed):
    """Hold one member of a set, such as one roof of a solar project.

    Args:
        place: where it was written.
        id: its name in ``where`` columns, sources and messages.
        start: first day on which it belongs to the project; None means always.
        end: last day, inclusive; None means always.
    """

    id: str
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Source(_Placed):
    """Hold one table of readings: where it lies, and how its columns and stamps are read.

    Args:
        place: where it was written.
        files: patterns inside the project's folder (contracts 5).
        columns: columns of readings; they add up, completeness is told per column.
        measures: what one reading says.
        unit: unit of the readings, as written.
        time: column of the stamps.
        stamp: end of the step that a stamp stands for; None for a register.
        step: time between two readings; a register may leave it out.
        time_format: a name of :mod:`jcm_mrv.project.time_formats`.
        time_zone: zone of stamps without offset; None means the project's.
        clock: fixed offset of a logger that ignores daylight saving time, such as ``-06:00``.
        delimiter: separator of columns.
        decimal: decimal mark.
        encoding: encoding of the text.
        missing: texts that stand for "no reading".
        where: columns and the text that a row must have there to be read.
        member_column: column that names the member, in a long table over a set.
        sign: 1, or -1 where the readings are to be subtracted.
        meter: the meter behind this source; None means that of the monitored parameter.
        start: local time from which readings count; None means always.
        until: local time before which they count, exclusive; None means always.
        decimals: decimals to which longer readings are rounded, where declared.
        rollover: value at which a register returns to zero, in readings of the register.
        multiplier: factor from register reading to quantity (current x voltage transformer).
        first: stated reading before the first one of the file.
        last: stated reading after the last one of the file.
        rated: the most that this source can carry; None means that of the parameter.
        gap_treatment: what is done about gaps; None means that of the parameter.
        use: whether it adds up, or stands in for the others where these have gaps.
    """

    files: tuple[str, ...]
    columns: tuple[str, ...]
    measures: Measures
    unit: str
    time: str
    stamp: Stamp | None = None
    step: Step | None = None
    time_format: str = "iso"
    time_zone: str | None = None
    clock: str | None = None
    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    missing: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    member_column: str | None = None
    sign: int = 1
    meter: str | None = None
    start: dt.datetime | None = None
    until: dt.datetime | None = None
    decimals: int | None = None
    rollover: Fraction | None = None
    multiplier: Fraction = Fraction(1)
    first: StatedReading | None = None
    last: StatedReading | None = None
    rated: Quantity | None = None
    gap_treatment: GapTreatment | None = None
    use: SourceUse = "sum"


@dataclass(frozen=True, slots=True)
class Amount(_Placed):
    """Hold one stated amount, such as an invoice.

    Args:
        place: where it was written: a place of project.toml, or a line of a table.
        start: local start.
        end: local end, exclusive, whichever way the dates were written.
        value: exact amount.
        unit: as written.
        evidence: the document behind it.
        use: whether it adds up, fills the time that no source covers, or is only compared.
        dates: how the two dates were written.
    """

    start: dt.datetime
    end: dt.datetime
    value: Fraction
    unit: str
    evidence: str
    use: AmountUse = "sum"
    dates: AmountDates = "inclusive"


@dataclass(frozen=True, slots=True)
class Monitored(_Placed):
    """Hold how one parameter, or one member of it, is monitored.

    Args:
        place: where it was written.
        parameter: the methodology's name.
        set_name: the set that ``member`` belongs to.
        member: member of the set; None with an indexed parameter means that its sources name
            the members in a column.
        point: number of the monitoring point, as text.
        option: JCM monitoring option.
        meter: id of the meter.
        estimate: the plan's estimate for a full year.
        rated: the most that this point can carry.
        gap_treatment: what is done about gaps.
        sources: tables of readings.
        amounts: stated amounts.
        method: the JCM form's words on measurement methods and procedures.
        frequency: the form's monitoring frequency.
        comment: the form's other comments.
    """

    parameter: str
    set_name: str | None = None
    member: str | None = None
    point: str | None = None
    option: Option | None = None
    meter: str | None = None
    estimate: Quantity | None = None
    rated: Quantity | None = None
    gap_treatment: GapTreatment | None = None
    sources: tuple[Source, ...] = ()
    amounts: tuple[Amount, ...] = ()
    method: str | None = None
    frequency: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Hold one calibration of a meter.

    Args:
        date: the day of the calibration.
        valid_until: last day on which it holds; None where the certificate names none.
        certificate: number or file of the certificate.
        as_found: error found before adjustment, as a ratio.
    """

    date: dt.date
    valid_until: dt.date | None = None
    certificate: str = ""
    as_found: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Meter(_Placed):
    """Hold a meter: who it is, how exact, when calibrated.

    Args:
        place: where it was written.
        id: the project's name for it.
        serial_number: as on the name plate.
        accuracy_class: such as ``0.5S``.
        standard: such as ``IEC 62053-22``.
        mpe: maximum permissible error as a ratio: 0.5 % is 1/200.
        mpe_source: where that was read.
        ct: current transformer ratio.
        vt: voltage transformer ratio.
        calibrations: in the order of their dates.
    """

    id: str
    serial_number: str | None = None
    accuracy_class: str | None = None
    standard: str | None = None
    mpe: Fraction | None = None
    mpe_source: str | None = None
    ct: Fraction | None = None
    vt: Fraction | None = None
    calibrations: tuple[Calibration, ...] = ()


@dataclass(frozen=True, slots=True)
class Event(_Placed):
    """Hold what happened at the plant: local start, exclusive end, kind, evidence."""

    start: dt.datetime
    end: dt.datetime
    kind: EventKind
    evidence: str


@dataclass(frozen=True, slots=True)
class Answer(_Placed):
    """Hold the answer to one eligibility criterion."""

    met: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Participant(_Placed):
    """Hold a project participant, for the report."""

    name: str
    country: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Responsible(_Placed):
    """Hold who is responsible for a part of the monitoring, for the report."""

    name: str
    role: str
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class OtherScheme(_Placed):
    """Hold another scheme that the same reductions are registered or claimed under."""

    scheme: str
    reference: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Location(_Placed):
    """Hold where the project lies; latitude and longitude in decimal degrees, north and east."""

    text: str | None = None
    region: str | None = None
    city: str | None = None
    latitude: Fraction | None = None
    longitude: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ReportInfo(_Placed):
    """Hold what the report's cover says; its date is the project's, never the clock's."""

    version: str | None = None
    date: dt.date | None = None
    prepared_by: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class InputFile:
    """Hold the identity of a file that the project was read from.

    Args:
        path: POSIX path relative to the project's folder.
        sha256: of its bytes, in hexadecimal.
        size: [bytes].
        rows: rows of data, for a table.
    """

    path: str
    sha256: str
    size: int
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """Hold a whole project.

    Args:
        folder: the folder that every other file lies in.
        file: name of the project file in it.
        title: as registered.
        country: ISO 3166-1 alpha-2 of a JCM partner, or ``none`` for a trial run.
        methodology: the reference as written, such as ``LA_AM001 ver1.0``.
        time_zone: IANA name.
        start: first day of the monitoring period.
        end: last day, inclusive.
        reference_number: such as ``LA001``.
        start_of_operation: first day of operation.
        cuts: further days at which a new line of the result starts, ascending.
        gwp_set: such as ``AR5``, where the methodology offers several.
        fixed: values by parameter; an indexed one has an entry a member.
        monitored: points by parameter; an indexed one has an entry a member.
        sets: members by set, in the order written.
        meters: by id.
        events: in the order written.
        eligibility: answers by criterion.
        participants: in the order written.
        responsible: in the order written.
        other_schemes: in the order written.
        location: where it lies.
        report: what the cover says.
        inputs: project.toml and the tables that it was read from, sorted by path.
    """

    folder: Path
    file: str
    title: str
    country: str
    methodology: str
    time_zone: str
    start: dt.date
    end: dt.date
    reference_number: str | None = None
    start_of_operation: dt.date | None = None
    cuts: tuple[dt.date, ...] = ()
    gwp_set: str | None = None
    fixed: Mapping[str, tuple[FixedValue, ...]] = field(default_factory=dict)
    monitored: Mapping[str, tuple[Monitored, ...]] = field(default_factory=dict)
    sets: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    meters: Mapping[str, Meter] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    eligibility: Mapping[str, Answer] = field(default_factory=dict)
    participants: tuple[Participant, ...] = ()
    responsible: tuple[Responsible, ...] = ()
    other_schemes: tuple[OtherScheme, ...] = ()
    location: Location | None = None
    report: ReportInfo | None = None
    inputs: tuple[InputFile, ...] = ()
