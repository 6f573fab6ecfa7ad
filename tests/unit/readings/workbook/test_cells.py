"""Numbers and dates of cells as texts, against plain arithmetic."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jcm_mrv.readings.workbook.cells import (
    Shown,
    cell_name,
    column_of,
    letters_of,
    parse_format,
    render_moment,
    render_number,
)

STAMP = Shown(date=True, time=True)
EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}


@pytest.mark.parametrize(("from_1904", "digits"), [(False, 17), (True, 15)])
def test_every_minute_of_a_year_is_exact(from_1904: bool, digits: int) -> None:
    """A day number of 15 to 17 digits is the minute that it was made of, in both systems."""
    day = (datetime(2016, 1, 1) - EPOCHS[from_1904]).days
    for minute in range(366 * 1_440):  # 2016 has 366 days
        text = f"{day + minute / 1_440:.{digits}G}"
        stamp = datetime(2016, 1, 1) + timedelta(minutes=minute)
        assert render_moment(text, STAMP, from_1904=from_1904) == str(stamp), text


def test_a_column_that_adds_a_step_drifts_and_is_set_right() -> None:
    """A year of =A2+1/1440 ends beside the minute by 0.1 s, and is read as the minute."""
    serial, start = 42736.0, datetime(2017, 1, 1)
    for minute in range(365 * 1_440):
        stamp = str(start + timedelta(minutes=minute))
        assert render_moment(repr(serial), STAMP, from_1904=False) == stamp
        serial += 1 / 1_440
    assert 0.05 < abs(serial - 43101) * 86_400 < 0.2  # [s]; 43101 is 2018-01-01


@pytest.mark.parametrize(
    ("text", "shown", "expected"),
    [
        ("42795.5", STAMP, "2017-03-01 12:00:00"),
        ("4.27955E4", STAMP, "2017-03-01 12:00:00"),
        ("42795", STAMP, "2017-03-01 00:00:00"),
        ("42795", Shown(date=True), "2017-03-01"),
        ("42795.5", Shown(date=True), "2017-03-01 12:00:00"),
        ("42795.5", Shown(time=True), "2017-03-01 12:00:00"),
        ("0.25", Shown(time=True), "06:00:00"),
        ("0.25", STAMP, "06:00:00"),
        ("0", Shown(time=True), "00:00:00"),
        ("1", Shown(time=True), "24:00:00"),
        ("1.25", Shown(time=True, elapsed=True), "30:00:00"),
        ("0.999999999", Shown(time=True), "24:00:00"),
        ("59", Shown(date=True), "1900-02-28"),
        ("60", Shown(date=True), "1900-02-29"),
        ("61", Shown(date=True), "1900-03-01"),
        ("-1", STAMP, None),
        ("2958466", STAMP, None),
        ("1e300", STAMP, None),
        ("nan", STAMP, None),
        ("", STAMP, None),
    ],
)
def test_days_and_times(text: str, shown: Shown, expected: str | None) -> None:
    """The format says what is meant; a day that the calendar has not is no day."""
    assert render_moment(text, shown, from_1904=False) == expected


def test_the_system_of_1904() -> None:
    """1904 began 1,462 days after the other epoch."""
    assert render_moment("41333.5", STAMP, from_1904=True) == "2017-03-01 12:00:00"  # 42795 - 1462


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", None),
        ("0.00", None),
        ("#,##0.00 [$€-407]", None),
        ('0.0" days"', None),
        ("0\\h", None),
        ("0.00E+00", None),
        ("# ?/?", None),
        ("@", None),
        ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', None),
        ("[Red]0.0;[Blue]-0.0", None),
        ("dd/mm/yyyy", Shown(date=True)),
        ("mmm-yy", Shown(date=True)),
        ("mmmm", Shown(date=True)),
        ('yyyy"年"m"月"d"日"', Shown(date=True)),
        ("[$-411]ggge\\.mm\\.dd", Shown(date=True)),
        ("[$-D07041E]d/m/yyyy", Shown(date=True)),
        ("hh:mm", Shown(time=True)),
        ("h:mm AM/PM", Shown(time=True)),
        ("mm:ss", Shown(time=True)),
        ("mm:ss.0", Shown(time=True, fraction=True)),
        ("[h]:mm", Shown(time=True, elapsed=True)),
        ("[mm]:ss", Shown(time=True, elapsed=True)),
        ("yyyy-mm-dd hh:mm:ss", STAMP),
        ("yyyy-mm-dd\\ hh:mm:ss.000", Shown(date=True, time=True, fraction=True)),
        ("m/d/yy h:mm;@", STAMP),
        ('"a;b" 0', None),
        ('"day"0', None),
    ],
)
def test_what_a_number_format_shows(code: str, expected: Shown | None) -> None:
    """Letters of dates count, those of currencies, colours and quoted words do not."""
    assert parse_format(code) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20.50", "20.50"),
        ("-0.1", "-0.1"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("0.10000000000000001", "0.1"),
        ("1E-3", "0.001"),
        ("1.5E+20", "150000000000000000000"),
        ("100000000000000000", "100000000000000000"),
        ("1e999", None),
        ("nan", None),
        ("1_000", None),
        ("٣", None),
        ("0x10", None),
    ],
)
def test_numbers(text: str, expected: str | None) -> None:
    """The shortest decimal that reads back, without an exponent; nothing that is no number."""
    assert render_number(text) == expected


def test_letters_of_columns() -> None:
    """A to XFD, there and back."""
    known = {0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16_383: "XFD"}
    assert {column: letters_of(column) for column in known} == known
    assert [column_of(letters) for letters in known.values()] == list(known)
    assert [column_of(letters) for letters in ("", "a", "A1", "AAAA", "Ä")] == [-1] * 5


def test_names_of_cells() -> None:
    """As spreadsheets write them, with quotes around a name that is no word."""
    assert cell_name("Data", 2, 17) == "Data!C17"
    assert cell_name("Jan 2017", None, 3) == "'Jan 2017'!3:3"
    assert cell_name("a'b", 0, 1) == "'a''b'!A1"
