"""The shape of a verification form: every table, its keys, what each value may be.

What a verifier types stands here; what follows from it, the opinion, is no key.
"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from jcm_mrv.project.fields import Day, LocalTime, Positive, Text, TextOrBlank
from jcm_mrv.sampling import MAX_SIZE, is_seed
from jcm_mrv.shapes import ExactNumber, Many, Table, fault

SCHEMA = "jcm-mrv/verification-form/1"

Item = Literal[
    "eligibility", "implementation", "calibration", "data", "double_registration", "changes"
]
FindingType = Literal["CAR", "CL", "FAR"]

MAX_ENTRIES = 10_000


def _check_ids(entries: tuple["FindingTable", ...]) -> tuple["FindingTable", ...]:
    _refuse_twice([entry.id for entry in entries], "the finding")
    return entries


def _check_meters(entries: tuple["MeterTable", ...]) -> tuple["MeterTable", ...]:
    _refuse_twice([entry.id for entry in entries], "the meter")
    return entries


def _refuse_twice(names: list[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise fault(f'{what} "{name}" is there twice')
        seen.add(name)


def _check_seed(text: str) -> str:
    if not is_seed(text):
        raise fault("a seed is one line of 1 to 100 printable characters")
    return text


Seed = Annotated[str, AfterValidator(_check_seed)]


class ReportTable(Table):
    """``[report]``: which report the form is about, as it was prefilled."""

    sha256: Text
    reference_number: TextOrBlank
    title: Text
    country: Text
    methodology: Text
    start: Day
    end: Day
    emission_reductions: TextOrBlank
    credits: int | None = None


class VerifierTable(Table):
    """``[verifier]``."""

    organisation: Text
    accreditation: Text
    names: Annotated[Many[Text], Field(min_length=1, max_length=50)]


class MaterialityTable(Table):
    """``materiality = { value, unit }``: a share of the reductions, or tonnes."""

    value: Positive
    unit: Literal["%", "tCO2", "tCO2e"]

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.unit == "%" and self.value > 100:
            raise fault("a materiality threshold is at most 100 %")
        return self


class AssuranceTable(Table):
    """``[assurance]``."""

    level: Literal["reasonable", "limited"]
    materiality: MaterialityTable


class DatesTable(Table):
    """``[dates]``: typed, for the program knows no date."""

    site_visit: Day | None = None
    completed: Day

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.site_visit is not None and self.site_visit > self.completed:
            raise fault("the site visit is after the day on which the verification was completed")
        return self


class ItemTable(Table):
    """One item of ``[checklist]``."""

    conclusion: TextOrBlank = ""
    closed: bool

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.closed and not self.conclusion:
            raise fault("an item is closed with a conclusion; write what was found in conclusion")
        return self


class ChecklistTable(Table):
    """``[checklist]``: what a verification report of the JCM asks for."""

    eligibility: ItemTable
    implementation: ItemTable
    calibration: ItemTable
    data: ItemTable
    double_registration: ItemTable
    changes: ItemTable

    def items(self) -> tuple[tuple[Item, ItemTable], ...]:
        """Return the items with their names, in the order of the form."""
        return (
            ("eligibility", self.eligibility),
            ("implementation", self.implementation),
            ("calibration", self.calibration),
            ("data", self.data),
            ("double_registration", self.double_registration),
            ("changes", self.changes),
        )


class FindingTable(Table):
    """``[[finding]]``: a corrective action request, a clarification, a forward action request."""

    id: Text
    type: FindingType
    raised: Day
    item: Item
    text: Text
    node: TextOrBlank = ""
    response: TextOrBlank = ""
    evidence: TextOrBlank = ""
    conclusion: TextOrBlank = ""
    closed: bool
    tonnes: ExactNumber | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.closed and not self.conclusion:
            raise fault(
                "a finding is closed with a conclusion; write in conclusion what settled it"
            )
        return self


class RegisterTable(Table):
    """``register = { value, unit, time }``: what the verifier read on the meter."""

    value: ExactNumber
    unit: Text
    time: LocalTime


class MeterTable(Table):
    """``[[meter]]``: what was seen on site."""

    id: Text
    serial_number: TextOrBlank = ""
    ct: Positive | None = None
    vt: Positive | None = None
    seen: RegisterTable | None = Field(default=None, alias="register")
    clock_offset: ExactNumber | None = None
    finding: TextOrBlank = ""
    remark: TextOrBlank = ""


class SampledTable(Table):
    """``[[sample.reading]]``: a reading, and whether it was traced to paper."""

    parameter: Text
    member: Text | None = None
    meter: Text | None = None
    file: Text
    line: int | None = None
    cell: Text | None = None
    column: Text | None = None
    time: Text
    until: Text | None = None
    value: Text
    unit: Text
    why: Many[Text]
    weight: Text | None = None
    probability: Text | None = None
    traced: bool
    finding: TextOrBlank = ""
    remark: TextOrBlank = ""


class SampleTable(Table):
    """``[sample]``: which sample it is; anybody can draw it again."""

    rule: Literal["jcm-mrv/sample/1"]
    seed: Seed
    size: Annotated[int, Field(ge=1, le=MAX_SIZE)]
    reading: Annotated[Many[SampledTable], Field(max_length=MAX_ENTRIES)] = ()


class FormTable(Table):
    """A whole form."""

    form: Literal["jcm-mrv/verification-form/1"] = Field(alias="schema")
    report: ReportTable
    verifier: VerifierTable
    assurance: AssuranceTable
    dates: DatesTable
    checklist: ChecklistTable
    finding: Annotated[
        Many[FindingTable], Field(max_length=MAX_ENTRIES), AfterValidator(_check_ids)
    ] = ()
    meter: Annotated[
        Many[MeterTable], Field(max_length=MAX_ENTRIES), AfterValidator(_check_meters)
    ] = ()
    sample: SampleTable | None = None
