"""The kinds of value that the tables of project.toml are made of."""

import datetime as dt
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WrapValidator

from jcm_mrv.project import values
from jcm_mrv.project.monitoring import Interval, Step
from jcm_mrv.shapes import ExactNumber

_T = TypeVar("_T")


def one_or_many(value: object) -> object:
    """Let a single table, or text, stand where several may."""
    if isinstance(value, list):
        return tuple(value)
    return (value,)


OneOrMany = Annotated[tuple[_T, ...], BeforeValidator(one_or_many), Field(min_length=1)]
Text = Annotated[str, AfterValidator(values.check_text)]
TextOrBlank = Annotated[str, AfterValidator(values.check_text_or_blank)]
Day = Annotated[dt.date, AfterValidator(values.check_year)]
Moment = Annotated[dt.date, PlainValidator(values.check_moment)]
LocalTime = Annotated[dt.datetime, PlainValidator(values.check_local_time)]
Positive = Annotated[ExactNumber, AfterValidator(values.check_positive)]
FixedNumber = Annotated[ExactNumber, WrapValidator(values.check_fixed_value)]
TimeFormat = Annotated[str, AfterValidator(values.check_time_format)]
Clock = Annotated[str, AfterValidator(values.check_clock)]
Columns = Annotated[OneOrMany[Text], Field(max_length=1_000), AfterValidator(values.spread_columns)]
HeaderRow = Annotated[tuple[int, ...], PlainValidator(values.parse_header_row)]
Comment = Annotated[str, AfterValidator(values.check_comment)]
Encoding = Annotated[str, AfterValidator(values.check_encoding)]
StepText = Annotated[Step, PlainValidator(values.parse_step)]
IntervalText = Annotated[Interval, PlainValidator(values.parse_interval)]
