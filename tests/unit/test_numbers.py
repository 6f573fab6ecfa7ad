"""Numbers: text to fraction and back, nothing lost, nothing without a limit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from jcm_mrv.numbers import (
    NumberError,
    format_exact,
    format_rounded,
    hide_credentials,
    parse_exact,
    parse_number,
    printable,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", Fraction(0)),
        ("-0", Fraction(0)),
        ("-0.0", Fraction(0)),
        ("12.50", Fraction(25, 2)),
        ("-12.50", Fraction(-25, 2)),
        ("+.5", Fraction(1, 2)),
        ("5.", Fraction(5)),
        ("007", Fraction(7)),
        ("1.2e-3", Fraction(12, 10_000)),
        ("1.2E+3", Fraction(1_200)),
        ("1e30", Fraction(10**30)),
        ("1e-30", Fraction(1, 10**30)),
        ("0.1", Fraction(1, 10)),  # a float would be 3602879701896397/36028797018963968
        ("9" * 40, Fraction(10**40 - 1)),
        ("0" * 100 + "1", Fraction(1)),
    ],
)
def test_text_is_read_as_the_decimal_it_shows(text: str, value: Fraction) -> None:
    """A decimal literal has exactly the value that a person reads."""
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (90, Fraction(90)),
        (-(10**39), Fraction(-(10**39))),
        (Decimal("0.5546"), Fraction(5546, 10_000)),
        (Decimal("1E+2"), Fraction(100)),
    ],
)
def test_integers_and_decimals_pass_the_same_door(value: int | Decimal, expected: Fraction) -> None:
    """What TOML has already read as a number is taken at its exact value."""
    assert parse_number(value) == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", '"" is not a number'),
        (".", '"." is not a number'),
        ("-", '"-" is not a number'),
        ("1e", '"1e" is not a number'),
        ("1,234", '"1,234" is not a number'),
        ("1_000", '"1_000" is not a number'),
        ("0x10", '"0x10" is not a number'),
        (" 1", '" 1" is not a number'),
        ("1\n", '"1\\x0a" is not a number'),
        ("٣", '"٣" is not a number'),
        ("NaN", '"NaN" is not a number'),
        ("1" * 40 + "x", f'"{"1" * 40}…" is not a number'),
        (True, '"True" is not a number'),
        (Decimal("Infinity"), '"Infinity" is not a number'),
        ("1" * 41, "a number has at most 40 digits (got 41)"),
        pytest.param(
            "1" * 1_000_000, "a number has at most 40 digits (got 1,000,000)", id="a megabyte"
        ),
        (10**50, "a number has at most 40 digits (got 51)"),
        pytest.param(
            10**6_000, "a number has at most 40 digits (got 6,001)", id="more than str can write"
        ),
        ("0." + "0" * 200 + "1", "a number has at most 160 characters (got 203)"),
        ("1e31", "an exponent is from -30 to 30 (got 31)"),
        ("1e-31", "an exponent is from -30 to 30 (got -31)"),
        ("1e999999999", "an exponent is from -30 to 30 (got 999999999)"),
        (Decimal("1e999999999"), "an exponent is from -30 to 30 (got +999999999)"),
        ("1e" + "9" * 100, f"an exponent is from -30 to 30 (got {'9' * 12})"),
    ],
)
def test_what_is_no_number_or_beyond_the_limits_is_refused(
    value: str | int | Decimal, message: str
) -> None:
    """A refusal says what was found; no number is made before the limits are proved."""
    with pytest.raises(NumberError) as refusal:
        parse_number(value)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 50), "0.02"),
        (Fraction(100), "100"),
        (Fraction(123_456, 1000), "123.456"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-10, 6), "-5/3"),
        (Fraction(1, 10**20), "0." + "0" * 19 + "1"),
    ],
)
def test_a_fraction_is_written_as_a_decimal_where_it_terminates(value: Fraction, text: str) -> None:
    """Two and five alone in the denominator end a decimal; else lowest terms are written."""
    assert format_exact(value) == text


def test_long_integers_are_written_in_full() -> None:
    """Python's own str stops at 4,300 digits; a value may be longer."""
    assert format_exact(Fraction(10**5_000)) == "1" + "0" * 5_000
    assert format_exact(Fraction(10**5_000 + 1, 3 * 10**4_999)).endswith("/3" + "0" * 4_999)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction("1234567.891"), 2, "1,234,567.89"),
        (Fraction("123"), 0, "123"),
        (Fraction("1234"), 0, "1,234"),
        (Fraction("0.5"), 0, "0"),  # half to even
        (Fraction("1.5"), 0, "2"),
        (Fraction("2.5"), 0, "2"),
        (Fraction("-1234.5"), 1, "-1,234.5"),
        (Fraction("-0.001"), 2, "0.00"),
        (Fraction("0.05"), 3, "0.050"),
        (Fraction(2, 3), 4, "0.6667"),
    ],
)
def test_a_rounded_number_is_grouped_and_padded(value: Fraction, places: int, text: str) -> None:
    """For people: thousands grouped, decimals padded, half to even, no negative zero."""
    assert format_rounded(value, places) == text


def test_the_separator_of_thousands_can_be_left_out() -> None:
    """A column of a spreadsheet wants no separator."""
    assert format_rounded(Fraction(1_234_567), 1, group="") == "1234567.0"


def test_text_from_outside_is_made_fit_for_a_message() -> None:
    """Escape codes would move a terminal's cursor; a long text would fill its screen."""
    assert printable("a\x1b[31mb") == "a\\x1b[31mb"
    assert printable("x" * 41) == "x" * 40 + "…"
    assert printable("x" * 41, 41) == "x" * 41
    assert printable("½ °C") == "½ °C"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://reader:word@host/plant", "postgresql://…@host/plant"),
        ("https://reader@host/x.csv", "https://…@host/x.csv"),
        ("a://b:c@d/e@f", "a://…@f"),
        ("host=x password=word user=y", "host=x password=… user=y"),
        ("host/plant?password=word&a=1", "host/plant?password=…&a=1"),
        ('password = "two words"', "password=…"),
        ("pwd='x y' passwd=z", "pwd=… passwd=…"),
        ("mail to a@b", "mail to a@b"),
        ("s3://bucket/a.csv", "s3://bucket/a.csv"),
        ("passwords", "passwords"),
    ],
)
def test_credentials_are_left_out_of_messages(text: str, shown: str) -> None:
    """User and password of a URL, and what stands behind a password's key, are not shown."""
    assert hide_credentials(text) == shown
    assert printable(text, 1_000) == shown


def test_a_long_text_is_looked_through_at_once() -> None:
    """A text without an end of its URLs takes no long time."""
    text = "://" * 100_000
    assert hide_credentials(text) == text


@pytest.mark.parametrize(
    "text", ["0", "7", "-7", "0.5", "-0.05", "1234567890.000000000000000001", "1/3", "-22/7"]
)
def test_an_exact_number_reads_back(text: str) -> None:
    """What the program writes, plain or as a fraction, is the number that it was."""
    assert format_exact(parse_exact(text)) == text


def test_an_exact_number_may_be_longer_than_one_from_a_person() -> None:
    """A sum has more digits than its readings, up to 2,000 characters."""
    assert parse_exact("9" * 2_000) == 10**2_000 - 1
    with pytest.raises(NumberError):
        parse_exact("9" * 2_001)


@pytest.mark.parametrize(
    "text",
    ["", "-", "-0", "+1", "01", "1.", ".5", "0.50", "1e3", "1,5", " 1", "1 ", "2/4", "1/2", "3/1",
     "0/3", "1/0", "1/-3", "01/3", "1/03", "٣", "1_0", "NaN"],
)  # fmt: skip
def test_only_the_program_s_own_spelling_is_an_exact_number(text: str) -> None:
    """A second way to write a number would be a second lock of the same readings."""
    with pytest.raises(NumberError, match="is not an exact number as this program writes it"):
        parse_exact(text)
