"""The shape of ``project.lock`` (docs/lock.md): a plan and accepted months, every number as text.

The same models hold what a lock says and what a project says now, so that the two are compared
key by key.
"""

import datetime as dt
import re
from typing import Annotated, Literal, Self, TypeVar

from pydantic import AfterValidator, BeforeValidator, FailFast, Field, model_validator

from jcm_mrv.numbers import NumberError, parse_exact
from jcm_mrv.shapes import Table, fault

SCHEMA = "jcm-mrv/lock/1"

_T = TypeVar("_T")


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _check_day(text: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            dt.date.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise fault("a date such as 2017-03-01 is expected")


def _check_number(text: str) -> str:
    try:
        parse_exact(text)
    except NumberError as error:
        raise fault(str(error), "bad-number") from None
    return text


def _check_digest(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise fault("64 hexadecimal digits are expected")
    return text


# A list stops at its first fault: a million wrong entries would be a million faults in memory.
Listed = Annotated[tuple[_T, ...], FailFast(), BeforeValidator(_as_tuple)]
Day = Annotated[str, AfterValidator(_check_day)]
Number = Annotated[str, AfterValidator(_check_number)]
Digest = Annotated[str, AfterValidator(_check_digest)]
Count = Annotated[int, Field(ge=0)]


class LockedProject(Table):
    """What the project is; none of it may drift."""

    reference_number: str | None = None
    title: str
    country: str
    methodology: str
    time_zone: str
    start_of_operation: Day | None = None
    gwp_set: str | None = None


class LockedMethodology(Table):
    """The rules that the plan was made with."""

    id: str
    version: str
    rules_sha256: Digest
    file_sha256: Digest


class LockedValue(Table):
    """A value that was fixed before monitoring; a number, or the text of a category."""

    name: str
    member: str | None = None
    value: str
    unit: str | None = None
    source: str
    start: Day | None = Field(default=None, alias="from")
    until: Day | None = None


class LockedQuantity(Table):
    """A number with its unit, as written."""

    value: Number
    unit: str


class LockedMember(Table):
    """A member of a set."""

    set: str
    id: str
    start: Day | None = None
    end: Day | None = None


class LockedSource(Table):
    """How readings come, whatever the names of their files and columns."""

    measures: str
    unit: str
    step: str | None = None
    sign: int
    use: str
    meter: str | None = None
    multiplier: Number
    rollover: Number | None = None
    rated: LockedQuantity | None = None
    gap_treatment: str | None = None


class LockedPoint(Table):
    """How one parameter, or one member of it, is monitored."""

    parameter: str
    member: str | None = None
    point: str | None = None
    option: str | None = None
    meter: str | None = None
    estimate: LockedQuantity | None = None
    rated: LockedQuantity | None = None
    gap_treatment: str | None = None
    method: str | None = None
    frequency: str | None = None
    sources: Listed[LockedSource]


class LockedMeter(Table):
    """A meter as the plan has it; its calibrations come later, and are not locked."""

    id: str
    serial_number: str | None = None
    accuracy_class: str | None = Field(default=None, alias="class")
    standard: str | None = None
    mpe: Number | None = None
    ct: Number | None = None
    vt: Number | None = None
    calibration_interval: str | None = None


class LockedMonth(Table):
    """The readings of one month that were accepted: its days inside of the period, both ends."""

    start: Day
    end: Day
    sum: Number
    count: Count
    minimum: Number | None = None
    maximum: Number | None = None

    @property
    def name(self) -> str:
        """Return the month, such as ``2017-03``."""
        return self.start[:7]


class LockedReadings(Table):
    """The accepted months of one parameter, or one member of it."""

    parameter: str
    member: str | None = None
    unit: str
    months: Listed[LockedMonth]

    @model_validator(mode="after")
    def _check(self) -> Self:
        last = ""
        for month in self.months:
            if not (last < month.start <= month.end and month.name == month.end[:7]):
                raise fault("months follow each other, and each lies in one month")
            last = month.end
        return self


class LockedInput(Table):
    """A file that was read, for information."""

    path: str
    sha256: Digest
    bytes: Count


class LockedItem(Table):
    """One thing that a named change moved."""

    what: str
    before: str | None = None
    after: str | None = None


class LockedChange(Table):
    """A change after registration, named by a person."""

    text: str
    previous: Digest
    items: Listed[LockedItem]


class Lock(Table):
    """The whole of a lock, but for the digest of its own content."""

    schema_: Literal["jcm-mrv/lock/1"] = Field(alias="schema")
    project: LockedProject
    methodology: LockedMethodology
    fixed: Listed[LockedValue]
    members: Listed[LockedMember]
    monitored: Listed[LockedPoint]
    meters: Listed[LockedMeter]
    readings: Listed[LockedReadings]
    inputs: Listed[LockedInput]
    changes: Listed[LockedChange]
