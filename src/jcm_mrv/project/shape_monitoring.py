"""The shape of what project.toml says about monitoring (contracts 4)."""

from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    model_validator,
)

from jcm_mrv.project import values
from jcm_mrv.project.fields import (
    Clock,
    Columns,
    Comment,
    Day,
    Encoding,
    HeaderRow,
    IntervalText,
    LocalTime,
    Moment,
    OneOrMany,
    Positive,
    StepText,
    Text,
    TimeFormat,
)
from jcm_mrv.project.monitoring import (
    AmountDates,
    AmountUse,
    EventKind,
    GapTreatment,
    Measures,
    Option,
    SourceUse,
    Stamp,
)
from jcm_mrv.project.query import FOREIGN, check_frozen, check_query, check_variable
from jcm_mrv.shapes import ExactNumber, Many, Table, fault


class PositiveTable(Table):
    """A number above zero with its unit."""

    value: Positive
    unit: Text


class QuantityTable(Table):
    """A number, of either sign, with its unit."""

    value: ExactNumber
    unit: Text


class SetTable(Table):
    """A table that belongs to one member of a set, named by a key of the set's own name."""

    # That key is judged beside the other keys of the file, in place.
    model_config = ConfigDict(strict=True, frozen=True, extra="allow")

    @property
    def member_of(self) -> tuple[str, str] | None:
        """Return the name of the set and the member, where the table names one."""
        return next(iter((self.model_extra or {}).items()), None)


class StatedTable(Table):
    """``first`` and ``last`` of a register."""

    time: LocalTime
    value: Annotated[ExactNumber, AfterValidator(values.check_reading)]


class SqlTable(Table):
    """``[monitored.X.source.sql]``: the query that the rows of a source come from."""

    query: Annotated[Text, AfterValidator(check_query)]
    connection: Annotated[str, AfterValidator(check_variable)]


class SourceTable(Table):
    """``[[monitored.X.source]]``."""

    files: Annotated[OneOrMany[Text], Field(max_length=1_000)]
    sheet: Annotated[OneOrMany[Text], Field(max_length=1_000)] = ()
    columns: Columns
    measures: Measures
    unit: Text
    time: Annotated[OneOrMany[Text], Field(max_length=2)]
    stamp: Stamp | None = None
    step: StepText | None = None
    time_format: TimeFormat = "iso"
    time_zone: Text | None = None
    clock: Clock | None = None
    delimiter: Literal[",", ";", "\t", "|", " "] = ","
    decimal: Literal[".", ","] = "."
    encoding: Encoding = "utf-8"
    header_row: HeaderRow | None = None
    unit_row: bool = False
    comment: Comment | None = None
    wide: bool = False
    missing: Many[str] = ()
    where: dict[Text, str] = Field(default_factory=dict)
    member_column: Text | None = None
    sign: Literal[1, -1] = 1
    meter: Text | None = None
    start: Moment | None = Field(default=None, alias="from")
    until: Moment | None = None
    decimals: Annotated[int, AfterValidator(values.check_decimals)] | None = None
    rollover: Positive | None = None
    multiplier: Positive | None = None
    first: StatedTable | None = None
    last: StatedTable | None = None
    rated: PositiveTable | None = None
    gap_treatment: GapTreatment | None = None
    use: SourceUse = "sum"
    sql: SqlTable | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.sql is not None:
            written = self.model_dump(include=set(FOREIGN), exclude_defaults=True)
            check_frozen(self.files, written)
        values.check_order(self.start, self.until, "from", "until")
        if self.measures == "register":
            if self.stamp is not None:
                raise fault('a register is read at an instant; leave "stamp" out')
        else:
            values.check_steps(self.measures, self.step, self.stamp)
            for key in ("rollover", "multiplier", "first", "last"):
                if getattr(self, key) is not None:
                    raise fault(f'"{key}" belongs to a register (measures = "register")')
        if self.first and self.last:
            values.check_order(self.first.time, self.last.time, "first.time", "last.time")
        if self.time_zone is not None and self.clock is not None:
            raise fault('"time_zone" and "clock" both say what the stamps mean; keep one')
        if self.delimiter == self.decimal:
            raise fault('"delimiter" and "decimal" are both a comma; a ";" often separates then')
        if self.comment is not None and self.comment.startswith(self.delimiter):
            raise fault('"comment" begins with the delimiter, as a row with a blank cell does')
        if self.wide and self.measures == "register":
            raise fault("a wide table has a column a step; a register is read at an instant")
        if self.wide and self.stamp == "end":
            raise fault(
                'the stamp of a row of a wide table is its start; write stamp = "start", and name '
                "the columns in the order of their steps"
            )
        return self


def _check_irradiance(source: SourceTable) -> SourceTable:
    if source.measures not in ("power", "energy"):
        raise fault(
            'irradiance is a "power" (such as W/m2) or an "energy" of each step (kWh/m2)'
            f' (got measures = "{source.measures}")'
        )
    for key in ("member_column", "sign", "gap_treatment", "use"):
        if key in source.model_fields_set:
            raise fault(f'irradiance is only compared; leave "{key}" out')
    return source


class AmountTable(Table):
    """``[[monitored.X.amount]]``."""

    start: Moment
    end: Moment
    value: ExactNumber
    unit: Text
    evidence: Text
    use: AmountUse = "sum"
    dates: AmountDates = "inclusive"

    @model_validator(mode="after")
    def _check(self) -> Self:
        values.amount_span(self.start, self.end, self.dates)
        return self


class ArrayTable(Table):
    """``[monitored.X.array]``: the photovoltaic array behind a point."""

    peak: PositiveTable


class MonitoredTable(SetTable):
    """``[monitored.X]``."""

    point: Annotated[str, PlainValidator(values.parse_point)] | None = None
    option: Option | None = None
    meter: Text | None = None
    estimate: PositiveTable | None = None
    rated: PositiveTable | None = None
    array: ArrayTable | None = None
    gap_treatment: GapTreatment | None = None
    source: OneOrMany[SourceTable] = ()
    amount: OneOrMany[AmountTable] = ()
    amounts: Text | None = None
    irradiance: Annotated[SourceTable, AfterValidator(_check_irradiance)] | None = None
    method: Text | None = None
    frequency: Text | None = None
    comment: Text | None = None


class MeterErrorTable(Table):
    """``mpe``: a maximum permissible error."""

    value: Annotated[ExactNumber, AfterValidator(values.check_percent)]
    unit: Literal["%"]
    source: Text


class FoundErrorTable(Table):
    """``as_found``: the error that a calibration found."""

    value: Annotated[ExactNumber, AfterValidator(values.check_percent_either_way)]
    unit: Literal["%"]


class CalibrationTable(Table):
    """One entry of ``calibrations``."""

    date: Day
    valid_until: Day | None = None
    certificate: Text
    as_found: Annotated[FoundErrorTable, BeforeValidator(values.check_meter_error)] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        values.check_order(self.date, self.valid_until, "date", "valid_until")
        return self


class MeterTable(Table):
    """``[[meters]]``."""

    id: Text
    serial_number: Text | None = None
    accuracy_class: Text | None = Field(default=None, alias="class")
    standard: Text | None = None
    mpe: Annotated[MeterErrorTable, BeforeValidator(values.check_meter_error)] | None = None
    ct: Positive | None = None
    vt: Positive | None = None
    resolution: PositiveTable | None = None
    calibrations: Many[CalibrationTable] = ()
    installed: Day | None = None
    removed: Day | None = None
    calibration_interval: IntervalText | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        values.check_order(self.installed, self.removed, "installed", "removed")
        return self


class EventTable(Table):
    """``[[events]]``."""

    start: Moment
    end: Moment
    kind: EventKind
    evidence: Text

    @model_validator(mode="after")
    def _check(self) -> Self:
        values.check_order(self.start, self.end, "start", "end")
        return self
