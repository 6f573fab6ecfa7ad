"""The small values of a report, as its schema describes them."""

from typing import Annotated, Self, TypeVar

from pydantic import BeforeValidator, FailFast, Field, model_validator

from jcm_mrv.shapes import Table, fault

_T = TypeVar("_T")

MAX_TEXT = 100_000
MAX_NUMBER = 50_000
"""A value stays under 65,536 bits, numerator and denominator (contracts 2) [characters]."""

EXACT = r"^(-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?|-?[1-9][0-9]*/[1-9][0-9]*)$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_LOCAL = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?$"
_INSTANT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?Z$"


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class _FirstFault(FailFast):
    """Stop at the first fault of a list: a million of them would fill the memory."""

    __hash__ = object.__hash__  # a union of types asks for it


Listed = Annotated[tuple[_T, ...], _FirstFault(), BeforeValidator(_as_tuple)]

Text = Annotated[str, Field(max_length=MAX_TEXT)]
Exact = Annotated[str, Field(max_length=2 * MAX_NUMBER, pattern=EXACT)]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Day = Annotated[str, Field(pattern=_DAY)]
LocalTime = Annotated[str, Field(pattern=_LOCAL)]
Instant = Annotated[str, Field(pattern=_INSTANT)]
Month = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}$")]
Code = Annotated[str, Field(pattern="^[A-Z][0-9]{3}$")]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
Whole = Annotated[int, Field(ge=-(2**53 - 1), le=2**53 - 1)]


class Quantity(Table):
    """A number with its unit: a plain decimal where it terminates, else n/d in lowest terms."""

    unit: Text
    value: Exact


class Operand(Table):
    """What a name stands for: a number, a text, or one of these for each member of a set."""

    unit: Text | None = None
    value: Exact | None = None
    text: Text | None = None
    members: Listed[Text] | None = None
    values: Listed[Exact] | None = None
    texts: Listed[Text] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        whole = [one for one in (self.value, self.text) if one is not None]
        columns = [one for one in (self.values, self.texts) if one is not None]
        if self.members is None:
            if len(whole) != 1 or columns:
                raise fault("one value, one text, or one of these for each member is expected")
        elif whole or len(columns) != 1 or len(columns[0]) != len(self.members):
            raise fault("one value for each member is expected")
        return self
