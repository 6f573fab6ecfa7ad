"""Texts to exact decimals: what polars may be trusted with, and what Python reads itself."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl
import pytest

from jcm_mrv.numbers import NumberError, parse_number
from jcm_mrv.readings import values
from jcm_mrv.readings.values import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = (
    "has more digits than can be kept exactly (18 decimals, 20 before the point); declare "
    "decimals = N in the source to round readings to N decimals"
)
NO_NUMBER = (
    "is not a number; mend the file, or list the text in missing = [...] if it stands for no "
    "reading"
)


def read(texts: Sequence[str | None], column: Column) -> list[Fraction | None]:
    """Read texts as a table does: at a glance, then one by one where that is not enough."""
    frame = pl.DataFrame({column.name: texts}, schema={column.name: pl.String})
    frame = frame.with_columns(values.reading_text(pl.col(column.name), column).alias("x"))
    text, value = pl.col("x"), pl.col("v")
    plain = frame.with_columns(values.reading_value(text, column, None).alias("v"))
    odd = plain.filter(values.is_irregular(text, value, column))["x"].unique().sort().to_list()
    studied = values.study_irregular(odd, column)
    assert not studied.faults
    made = frame.select(values.reading_value(text, column, studied))["x"]
    return [None if one is None else Fraction(one) for one in made]


def fault_of(text: str, column: Column) -> tuple[str, str]:
    """Return code and message of an irregular text."""
    return values.study_irregular([text], column).faults[text]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("-0.0", "0"),
        ("+12.50", "12.5"),
        (".5", "0.5"),
        ("7.", "7"),
        ("1e-18", "0.000000000000000001"),
        ("1.5E+3", "1500"),
        ("2.5e0", "2.5"),
        ("12345678901234567890.123456789012345678", "12345678901234567890.123456789012345678"),
        (" 41.2 ", "41.2"),
        ("\t41.2", "41.2"),
        ("0.10000000000000000000000", "0.1"),
    ],
)
def test_a_number_is_read_to_its_last_digit(text: str, number: str) -> None:
    """Plain, short, long, with an exponent, with white space: the value is the text's."""
    assert read([text], Column("kwh")) == [Fraction(number)]


def test_blank_and_missing_texts_are_no_reading() -> None:
    """What the source lists as missing counts as nothing, also with white space around it."""
    column = Column("kwh", missing=("-999", "Bad"))

    assert read(["-999", "Bad", " Bad ", "", "  ", None, "-999.0"], column) == [
        *[None] * 6,
        Fraction(-999),
    ]


def test_a_decimal_comma_is_read_where_it_is_declared() -> None:
    """1,5 is one and a half; an exponent may follow."""
    assert read(["1,5", "-0,25", "12", "1,5e2"], Column("kwh", decimal=",")) == [
        Fraction(3, 2),
        Fraction(-1, 4),
        12,
        150,
    ]


def test_declared_decimals_round_half_to_even() -> None:
    """0.125 and 0.375 to two decimals, by polars and, with 19 decimals or more, by Python."""
    column = Column("kwh", decimals=2)
    just_above = "0.125" + "0" * 20 + "1"

    assert read(["0.125", "0.375", "-0.125", "0.1", just_above, "1.25e-1"], column) == [
        Fraction("0.12"),
        Fraction("0.38"),
        Fraction("-0.12"),
        Fraction("0.1"),
        Fraction("0.13"),
        Fraction("0.12"),
    ]


def test_too_many_digits_are_a_fault() -> None:
    """19 decimals cannot be kept; nothing is rounded unless the source says so."""
    column = Column("kwh")

    assert fault_of("0.1234567890123456789", column) == ("D120", f'"0.1234567890123456789" {LONG}')
    assert fault_of("1e-19", column) == ("D120", f'"1e-19" {LONG}')
    assert fault_of("123456789012345678901", column) == (
        "D120",
        f'"123456789012345678901" {LONG}',
    )


@pytest.mark.parametrize("text", ["NaN", "nan", "inf", "-Infinity", "n/a", "--5", "0x10", "1_000"])
def test_what_is_no_number_is_a_fault(text: str) -> None:
    """Neither NaN nor infinity is a reading, and never is a text a zero."""
    assert fault_of(text, Column("kwh")) == ("D106", f'"{text}" {NO_NUMBER}')


def test_an_exponent_beyond_all_measure_is_a_fault() -> None:
    """1e999999999 is refused before a number is made of it."""
    assert fault_of("1e999999999", Column("kwh")) == (
        "D106",
        '"1e999999999": an exponent is from -30 to 30 (got 999999999)',
    )


def test_another_decimal_sign_is_named() -> None:
    """12,5 is no number with a decimal point; the key to declare is named."""
    assert fault_of("12,5", Column("kwh")) == (
        "D106",
        '"12,5" is not a number with the decimal sign "."; declare decimal = "," if that is what '
        "it is",
    )


def test_a_thousands_separator_may_be_a_decimal_sign() -> None:
    """1,234 may be either: both remedies are named."""
    assert fault_of("1,234", Column("kwh")) == (
        "D106",
        '"1,234" is not a number with the decimal sign "."; declare decimal = "," if that is what '
        "it is, or export without thousands separators",
    )
    assert fault_of("1.234", Column("kwh", decimal=",")) == (
        "D106",
        '"1.234" is not a number with the decimal sign ","; declare decimal = "." if that is what '
        "it is, or export without thousands separators",
    )


@pytest.mark.parametrize("text", ["1,234.5", "1 234.5", "1'234'567", "1\u00a0234,5", "1.234.567"])
def test_thousands_separators_are_refused(text: str) -> None:
    """A comma, a space, an apostrophe: groups of three digits are named for what they are."""
    code, message = fault_of(text, Column("kwh"))

    assert code == "D106"
    assert message.endswith('" has thousands separators; export numbers without them')


def test_a_point_beside_a_decimal_comma_is_no_decimal_point() -> None:
    """1.234,5 would read as 1.2345 if the point were taken out, or as 1.234 if it were not."""
    assert fault_of("1.234,5", Column("kwh", decimal=",")) == (
        "D106",
        '"1.234,5" has thousands separators; export numbers without them',
    )


def test_no_text_passes_at_a_glance_that_is_not_exact() -> None:
    """100,000 texts made by chance: what polars alone reads, Python reads as the same number."""
    dice = random.Random(7)  # noqa: S311
    letters = "0123456789" * 4 + "..-+ ,eE_'xnaif\t\u00a0\u0663"
    texts = sorted(
        {"".join(dice.choices(letters, k=dice.randint(1, 24))) for _ in range(60_000)}
        | {
            f"{dice.choice(['', '-'])}{dice.randrange(10 ** dice.randint(1, 21))}"
            f".{dice.randrange(10 ** dice.randint(1, 20))}"
            for _ in range(40_000)
        }
    )
    column = Column("kwh")
    frame = pl.DataFrame({"x": texts})
    frame = frame.with_columns(values.reading_value(pl.col("x"), column, None).alias("v"))
    text, value = pl.col("x"), pl.col("v")
    glance = frame.filter(~values.is_unproved(text, value))
    second = frame.filter(~values.is_irregular(text, value, column))

    assert glance.height > 10_000
    assert second.height > glance.height
    for written, number in second.iter_rows():
        assert Fraction(number) == parse_number(written), written
    refused = frame.filter(text.is_not_null() & value.is_null())["x"].to_list()
    assert any("e" in one for one in refused)
    plain = [one for one in refused if not any(sign in one.lower() for sign in "e ")]
    for written in plain:
        try:
            number = parse_number(written)
        except NumberError:
            continue
        assert abs(number) >= 10**20, written  # 20 digits before the point are the most


def test_sums_stay_in_what_128_bits_hold() -> None:
    """2^127 units of 10^-18 are 1.701 x 10^20."""
    assert 10**20 < values.SUM_LIMIT < Fraction(2**127, 10**18)
