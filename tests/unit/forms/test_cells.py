"""What a cell may say, and the sentence where it cannot be used."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.forms.book import Fault
from jcm_mrv.forms.cells import CellFault, parse_cell
from jcm_mrv.forms.fields import Field

if TYPE_CHECKING:
    from jcm_mrv.forms.book import Value

TEXT = Field("x", "X")
TEXTS = Field("x", "X", kind="texts")
NUMBER = Field("x", "X", kind="number")
DAY = Field("x", "X", kind="day")
MOMENT = Field("x", "X", kind="moment")
COUNTRY = Field("x", "X", kind="choice", choices=("LA  Lao PDR", "PH  Philippines"))
UNIT = replace(COUNTRY, choices=("kWh", "MWh"), open=True)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        (TEXT, "IT-1", "IT-1"),
        (TEXT, Decimal("12345"), "12345"),
        (TEXT, Decimal("0.0000001"), "0.0000001"),
        (TEXT, dt.datetime(2016, 10, 12), "2016-10-12"),
        (TEXT, dt.datetime(2016, 10, 12, 8, 30), "2016-10-12 08:30:00"),
        (TEXT, None, None),
        (TEXTS, "it_a; it_b", ("it_a", "it_b")),
        (NUMBER, Decimal("0.5546"), Decimal("0.5546")),
        (NUMBER, "0.5546", Decimal("0.5546")),
        (NUMBER, "-3", Decimal(-3)),
        (NUMBER, "1234.5678", Decimal("1234.5678")),
        (NUMBER, "0.555", Decimal("0.555")),
        (DAY, dt.datetime(2017, 3, 1), dt.date(2017, 3, 1)),
        (DAY, "2017-03-01", dt.date(2017, 3, 1)),
        (MOMENT, dt.datetime(2017, 3, 1, 14), dt.datetime(2017, 3, 1, 14)),
        (MOMENT, dt.datetime(2017, 3, 1), dt.date(2017, 3, 1)),
        (MOMENT, "2017-03-01 14:00", dt.datetime(2017, 3, 1, 14)),
        (COUNTRY, "LA  Lao PDR", "LA"),
        (COUNTRY, "la", "LA"),
        (COUNTRY, "Lao PDR", "LA"),
        (UNIT, "MWh", "MWh"),
        (UNIT, "GJ", "GJ"),
    ],
)
def test_a_cell_that_can_be_read_in_one_way_is_read(
    field: Field, value: Value, expected: object
) -> None:
    """Numbers, dates, and texts that only one reading fits."""
    assert parse_cell(field, value) == expected


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (NUMBER, "0,5546", '"0,5546" is text, where a number is expected; type it with the'),
        (NUMBER, "1.234", "its point may be a decimal sign or part thousands"),
        (NUMBER, "1,234.5", '"1,234.5" is text, where a number is expected'),
        (NUMBER, "0.5546 tCO2/MWh", "write the number alone, and its unit in the cell for units"),
        (NUMBER, "about 5", '"about 5" is text, where a number is expected, such as 0.5'),
        (NUMBER, "٣", '"٣" is text, where a number is expected'),
        (NUMBER, "1e99", "an exponent is from -30 to 30"),
        (NUMBER, dt.datetime(2017, 3, 1), "the date 2017-03-01 stands where a number is expected"),
        (replace(NUMBER, least=0), Decimal(-1), "a number of 0 or more is expected (got -1)"),
        (DAY, "1/3/2017", "write it as 2024-01-31, which can be read in one way only"),
        (DAY, "2017-02-30", '"2017-02-30" is not a day of the calendar'),
        (DAY, Decimal(42795), "the number 42795 stands where a date is expected"),
        (DAY, dt.datetime(2017, 3, 1, 8), "without a time (got 2017-03-01 08:00:00)"),
        (MOMENT, "2017-03-01 2pm", '"2017-03-01 2pm" is text, where a date is expected'),
        (COUNTRY, "JP", '"JP" is not on the list (expected one of LA, PH)'),
        (COUNTRY, "LAO", '"LAO" is not on the list; did you mean "LA"?'),
        (TEXTS, ";", "a name is expected"),
    ],
)
def test_a_cell_that_leaves_a_doubt_is_refused(field: Field, value: Value, words: str) -> None:
    """Nothing is guessed; the sentence says how to write it."""
    with pytest.raises(CellFault) as caught:
        parse_cell(field, value)
    assert caught.value.code == "P092"
    assert words in caught.value.sentence


@pytest.mark.parametrize(
    ("shown", "words"),
    [("#REF!", "the cell shows the error #REF!"), ("", "a formula whose value was not saved")],
)
def test_a_cell_without_a_value_is_refused_whatever_it_is_for(shown: str, words: str) -> None:
    """An error value or a formula without its value is no text either."""
    for field in (TEXT, NUMBER, DAY, COUNTRY):
        with pytest.raises(CellFault) as caught:
            parse_cell(field, Fault(shown))
        assert caught.value.code == "P094"
        assert words in caught.value.sentence
