"""How a project is monitored: points, tables of readings, stated amounts, meters, events.

Every record knows its :class:`~jcm_mrv.findings.Place`, so that a finding can lead a person to
the very line that they wrote. Times are naive and local to the project's zone; an ``end`` or
``until`` that a person wrote as an inclusive day is held here as the next midnight.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.findings import Place

Measures = Literal["energy", "power", "register", "state"]
Stamp = Literal["start", "end"]
StepUnit = Literal["second", "minute", "hour", "day"]
IntervalUnit = Literal["month", "year"]
GapTreatment = Literal["zero", "maximum", "invoice", "substitute", "outage", "no-claim"]
SourceUse = Literal["sum", "substitute", "compare"]
AmountUse = Literal["sum", "fill", "compare"]
AmountDates = Literal["inclusive", "readings"]
Option = Literal["A", "B", "C"]
EventKind = Literal["outage", "communication", "maintenance", "curtailment", "shutdown"]


SECONDS: Mapping[StepUnit, int] = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
MONTHS: Mapping[IntervalUnit, int] = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class Placed:
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
        return _plural(self.count, self.unit)


@dataclass(frozen=True, slots=True)
class Interval:
    """Hold the longest time between two calibrations, such as ``2 years``."""

    count: int
    unit: IntervalUnit

    def after(self, day: dt.date) -> dt.date:
        """Return the last day on which a new calibration is in time.

        A month that is too short ends with its last day: a month after 31 January is the end of
        February.
        """
        months = self.count * MONTHS[self.unit] + day.month - 1
        year, month = day.year + months // 12, months % 12 + 1
        return dt.date(year, month, min(day.day, monthrange(year, month)[1]))

    def __str__(self) -> str:
        """Render as a person writes it."""
        return _plural(self.count, self.unit)


def _plural(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class StatedReading:
    """Hold a register reading that stands on paper, such as a meter replacement record."""

    time: dt.datetime
    value: Fraction


@dataclass(frozen=True, slots=True)
class SqlQuery:
    """Hold the query that the rows of a source come from.

    Args:
        text: the statement, as written.
        connection: name of the environment variable that holds the URL of the database.
        told: whether a finding says already why the rows are not there.
    """

    text: str
    connection: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Source(Placed):
    """Hold one table of readings: where it lies, and how its columns and stamps are read.

    Args:
        place: where it was written.
        files: patterns inside the project's folder (contracts 5).
        columns: columns of readings; they add up, completeness is told per column.
        measures: what one reading says.
        unit: unit of the readings, as written.
        time: column of the stamps; or those of the dates and of the times.
        stamp: end of the step that a stamp stands for; None for a register.
        step: time between two readings; a register may leave it out.
        time_format: a name of :mod:`jcm_mrv.project.time_formats`.
        time_zone: zone of stamps without offset; None means the project's.
        clock: fixed offset of a logger that ignores daylight saving time, such as ``-06:00``.
        delimiter: separator of columns.
        decimal: decimal mark.
        encoding: encoding of the text.
        header_row: physical lines of the header rows, from 1; empty where there is no header,
            None where it is the first line that is not blank.
        unit_row: whether the row below the header holds units.
        comment: what a line of comment begins with.
        sheet: names of the sheets of a workbook; empty where the only one is meant.
        wide: whether each row is a day or an hour, and ``columns`` are its steps in order.
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
        use: whether it adds up, stands in for the others where these have gaps, or is only
            compared with them.
        sql: the query whose rows are frozen in the one file; None where files are the source.
    """

    files: tuple[str, ...]
    columns: tuple[str, ...]
    measures: Measures
    unit: str
    time: tuple[str, ...]
    stamp: Stamp | None = None
    step: Step | None = None
    time_format: str = "iso"
    time_zone: str | None = None
    clock: str | None = None
    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    header_row: tuple[int, ...] | None = None
    unit_row: bool = False
    comment: str | None = None
    sheet: tuple[str, ...] = ()
    wide: bool = False
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
    sql: SqlQuery | None = None


@dataclass(frozen=True, slots=True)
class Amount(Placed):
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
class Monitored(Placed):
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
        peak: nameplate power of the photovoltaic array behind it; None where there is none.
        gap_treatment: what is done about gaps.
        sources: tables of readings.
        amounts: stated amounts.
        irradiance: readings of the sun on the modules, to compare generation with.
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
    peak: Quantity | None = None
    gap_treatment: GapTreatment | None = None
    sources: tuple[Source, ...] = ()
    amounts: tuple[Amount, ...] = ()
    irradiance: Source | None = None
    method: str | None = None
    frequency: str | None = None
    comment: str | None = None

    @property
    def tables(self) -> tuple[Source, ...]:
        """Return everything that is read for this point, also what is only compared."""
        return self.sources if self.irradiance is None else (*self.sources, self.irradiance)


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
class Meter(Placed):
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
        resolution: the smallest step of what its register shows.
        calibrations: in the order of their dates.
        installed: first day on which it measured here.
        removed: last day on which it measured here.
        calibration_interval: the longest time between two calibrations, by the plan.
    """

    id: str
    serial_number: str | None = None
    accuracy_class: str | None = None
    standard: str | None = None
    mpe: Fraction | None = None
    mpe_source: str | None = None
    ct: Fraction | None = None
    vt: Fraction | None = None
    resolution: Quantity | None = None
    calibrations: tuple[Calibration, ...] = ()
    installed: dt.date | None = None
    removed: dt.date | None = None
    calibration_interval: Interval | None = None

    @property
    def ratio(self) -> Fraction | None:
        """Return the ratio of its transformers together; None where neither is stated."""
        if self.ct is None and self.vt is None:
            return None
        return (self.ct or Fraction(1)) * (self.vt or Fraction(1))


@dataclass(frozen=True, slots=True)
class Event(Placed):
    """Hold what happened at the plant: local start, exclusive end, kind, evidence."""

    start: dt.datetime
    end: dt.datetime
    kind: EventKind
    evidence: str
