"""Values of a database keep their exact value in a CSV file, or are refused."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jcm_mrv.sql.cells import CellFault, check_name, render_line, render_value

VIENTIANE = ZoneInfo("Asia/Vientiane")


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "", ""),
        (7, "int", "7"),
        (-(10**30), "int", "-1000000000000000000000000000000"),
        (Decimal("12.500000000000000000"), "numeric", "12.5"),
        (Decimal("0E-18"), "numeric", "0"),
        (Decimal("1E+3"), "numeric", "1000"),
        (Decimal("100"), "numeric", "100"),
        (Decimal("-0.000000000000000001"), "numeric", "-0.000000000000000001"),
        (Decimal("12345678901234567890.123456789012345678"), "numeric", None),
        (0.1, "float", "0.1"),
        (1e-7, "float", "1e-07"),
        (5.0, "float", "5.0"),
        (dt.datetime(2017, 3, 1, 14), "timestamp", "2017-03-01T14:00:00"),
        (dt.datetime(2017, 3, 1, 14, 0, 0, 250), "timestamp", "2017-03-01T14:00:00.000250"),
        (
            dt.datetime(2017, 3, 1, 14, tzinfo=VIENTIANE),
            "timestamptz",
            "2017-03-01T14:00:00+07:00",
        ),
        (dt.date(2017, 3, 1), "date", "2017-03-01"),
        ("  as it is ", "text", "  as it is "),
        ("", "text", ""),
        (UUID(int=1), "text", "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_a_value_is_written_exactly(value: object, kind: str, text: str | None) -> None:
    """Numbers, times, dates and texts keep what they are; NULL is an empty cell."""
    assert render_value(value) == (kind, str(value) if text is None else text)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, "a truth value"),
        (b"\x00", "bytes"),
        (memoryview(b"1"), "bytes"),
        (dt.time(14), "a time of day without its date"),
        (dt.timedelta(1), "neither number, text, date nor time"),
        ([1], "neither number, text, date nor time"),
        (1j, "neither number, text, date nor time"),
        (float("nan"), "no number"),
        (float("-inf"), "no number"),
        (Decimal("NaN"), "no number"),
        (Decimal("Infinity"), "no number"),
        (Decimal("1E+999999"), "more than 1,000 digits"),
        (Decimal("1E-999999"), "more than 1,000 digits"),
        (1 << 4_000, "more than 1,000 digits"),
        ("a\tb", "a control character"),
        ("a\nb", "a control character"),
        ("\x1b[2J", "a control character"),
        ("\x85", "a control character"),
        ("\ud800", "a control character"),
        ("x" * 1_001, "longer than 1,000 characters"),
    ],
)
def test_what_is_no_reading_is_refused(value: object, said: str) -> None:
    """Truth values, bytes, times of day, NaN and control characters say what to do instead."""
    with pytest.raises(CellFault, match=said):
        render_value(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_a_decimal_reads_back_as_itself(value: Decimal) -> None:
    """Whatever its scale, the text is the same number."""
    if abs(value.adjusted()) <= 900 and value.as_tuple().exponent > -900:  # type: ignore[operator]
        text = render_value(value)[1]
        assert Decimal(text) == value
        assert "e" not in text.lower()


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_reads_back_as_itself(value: float) -> None:
    """The text is the shortest that gives the same float."""
    text = render_value(value)[1]
    assert float(text) == value
    assert text == repr(value)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(' ,"#')),
        min_size=2,
        max_size=4,
    )
)
def test_a_line_reads_back_as_its_cells(cells: list[str]) -> None:
    """Another reader of CSV gets the same texts, and no line begins as a comment."""
    line = render_line(cells)
    assert next(csv.reader(io.StringIO(line, newline=""))) == cells
    assert not line.startswith("#")
    assert line.count("\n") == 1


def test_a_column_has_a_name() -> None:
    """A column without a name, or with a line end in it, is refused."""
    assert check_name("kwh [kWh], net") == "kwh [kWh], net"
    for name in ("", " ", "a\nb"):
        with pytest.raises(CellFault):
            check_name(name)
