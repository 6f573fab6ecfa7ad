"""Tables to models: every fault with its dotted place, in our own words."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 -- pydantic reads the annotations
from collections.abc import Mapping  # noqa: TC003 -- pydantic reads the annotations
from fractions import Fraction
from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, Field

from jcm_mrv.shapes import ExactNumber, Many, ShapeFaults, Table, dotted, fault, nearest, validate
from jcm_mrv.toml import parse_toml


def _no_shouting(text: str) -> str:
    if text.isupper():
        raise fault(f'"{text}" shouts')
    return text


class Point(Table):
    """A table inside of others."""

    unit: str
    side: Literal["low", "high"] = "low"
    start: dt.date | None = Field(default=None, alias="from")


class Root(Table):
    """A table with one field of each sort."""

    number: ExactNumber = Fraction(0)
    count: int = 0
    flag: bool = False
    word: Annotated[str, AfterValidator(_no_shouting)] = ""
    points: Mapping[str, Point] = {}
    source: Many[Point] = ()
    names: Annotated[Many[str], Field(max_length=2)] = ()
    few: Annotated[int, Field(le=3)] = 0


def faults_of(text: str) -> list[tuple[str, str, str]]:
    """Return place, kind and sentence of each fault in a text."""
    with pytest.raises(ShapeFaults) as refusal:
        validate(Root, parse_toml(text.encode()))
    return [(one.path, one.kind, one.sentence) for one in refusal.value.faults]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("90", Fraction(90)),
        ("-0.5546", Fraction(-5546, 10_000)),
        ("1.2e-3", Fraction(12, 10_000)),
        ("0x10", Fraction(16)),
    ],
)
def test_an_exact_number_takes_integers_and_decimals(text: str, value: Fraction) -> None:
    """90 and 90.0 are one number, whichever TOML type they have."""
    assert validate(Root, parse_toml(f"number = {text}".encode())).number == value


@pytest.mark.parametrize(
    ("text", "kind", "sentence"),
    [
        ('"1.8"', "wrong-type", 'a number is expected (got text "1.8"); write 1.8 without quotes'),
        ('"much"', "wrong-type", 'a number is expected (got text "much")'),
        ("true", "wrong-type", "a number is expected (got true)"),
        ("[1]", "wrong-type", "a number is expected (got a list)"),
        ("2017-03-01", "wrong-type", "a number is expected (got date 2017-03-01)"),
        ("nan", "bad-number", '"NaN" is not a number'),
        ("inf", "bad-number", '"Infinity" is not a number'),
        ("1e99", "bad-number", "an exponent is from -30 to 30 (got +99)"),
        (
            "1e999999999999999999999",
            "bad-number",
            "an exponent is from -30 to 30 (got 999999999999)",
        ),
        ("1" * 41, "bad-number", "a number has at most 40 digits (got 41)"),
    ],
)
def test_what_is_no_exact_number_is_refused(text: str, kind: str, sentence: str) -> None:
    """Text, truth, lists, dates, NaN and numbers beyond the limits are told apart."""
    assert faults_of(f"number = {text}") == [("number", kind, sentence)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("word = 5", ("word", "wrong-type", "text in quotes is expected (got number 5)")),
        ("count = 1.5", ("count", "wrong-type", "a whole number is expected (got number 1.5)")),
        ("flag = 1", ("flag", "wrong-type", "true or false is expected (got number 1)")),
        ("points = 1", ("points", "wrong-type", "a table is expected (got number 1)")),
        ("points = { a = 1 }", ("points.a", "wrong-type", "a table is expected (got number 1)")),
        ('names = "a"', ("names", "wrong-type", 'a list is expected (got text "a")')),
        ('names = ["a", "b", "c"]', ("names", "bad-value", "too long: at most 2 entries")),
        ("few = 4", ("few", "bad-value", "the value is not accepted (got number 4)")),
        ("word = {}", ("word", "wrong-type", "text in quotes is expected (got a table)")),
        (
            "word = 1e999999999999999999999",
            (
                "word",
                "wrong-type",
                "text in quotes is expected (got number 1e999999999999999999999)",
            ),
        ),
        (
            "word = 07:30:00",
            ("word", "wrong-type", "text in quotes is expected (got time 07:30:00)"),
        ),
        ('word = "NO"', ("word", "bad-value", '"NO" shouts')),
        (
            'points = { "a b" = { unit = 1 } }',
            ('points."a b".unit', "wrong-type", "text in quotes is expected (got number 1)"),
        ),
        (
            "source = [{ unit = 'a' }, { unit = 'b', from = '2017-03-01' }]",
            (
                "source[1].from",
                "wrong-type",
                'a date such as 2017-03-01, without quotes, is expected (got text "2017-03-01")',
            ),
        ),
        (
            "points = { a = { unit = '1', from = 2017-03-01T00:00:00 } }",
            (
                "points.a.from",
                "wrong-type",
                "a date such as 2017-03-01, without quotes, is expected"
                " (got date and time 2017-03-01 00:00:00)",
            ),
        ),
        (
            "points = { a = { unit = '1', side = 'lo' } }",
            ("points.a.side", "bad-value", 'text "lo" is not a choice; did you mean "low"?'),
        ),
    ],
)
def test_a_wrong_type_is_named_with_what_was_expected(
    text: str, expected: tuple[str, str, str]
) -> None:
    """A value of the wrong type is described as a person wrote it."""
    assert faults_of(text) == [expected]


def test_all_faults_are_told_at_once() -> None:
    """An unknown key, a missing one and a wrong type in one file are three faults."""
    text = "wrod = ''\ncount = 'x'\n[[source]]\nunti = 'kWh'\n"
    assert sorted(faults_of(text)) == [
        ("count", "wrong-type", 'a whole number is expected (got text "x")'),
        ("source[0].unit", "missing-key", 'key "unit" is missing'),
        ("source[0].unti", "unknown-key", 'unknown key "unti"; did you mean "unit"?'),
        ("wrod", "unknown-key", 'unknown key "wrod"; did you mean "word"?'),
    ]


def test_an_unknown_key_without_a_near_one_lists_the_known() -> None:
    """Where no key is near, all keys of that table are listed, by their names in the file."""
    assert faults_of("points = { a = { unit = '1', zzz = 1 } }") == [
        ("points.a.zzz", "unknown-key", 'unknown key "zzz" (expected one of unit, side, from)')
    ]


def test_faults_are_counted_beyond_a_hundred() -> None:
    """A file with 150 faults shows 100 of them and says how many there are besides."""
    text = "".join(f"k{n} = 1\n" for n in range(150))
    found = faults_of(text)
    assert len(found) == 101
    assert found[-1] == ("", "bad-value", "and 50 more faults")


def test_control_characters_of_a_key_do_not_reach_the_terminal() -> None:
    """An escape sequence in a key is shown as a replacement character."""
    [(path, _, sentence)] = faults_of('"\\u001b[31m" = 1')
    assert "\x1b" not in path + sentence


def test_models_are_frozen() -> None:
    """What was read cannot be changed afterwards."""
    root = validate(Root, {"count": 1})
    with pytest.raises(ValueError, match="frozen"):
        root.count = 2  # type: ignore[misc]


def test_a_place_is_written_with_dots_and_indices() -> None:
    """Keys are joined by dots, rows stand in brackets, unusual keys in quotes."""
    assert dotted(["monitored", "EC_IT", "source", 0, "a b"]) == 'monitored.EC_IT.source[0]."a b"'


def test_nearest_finds_another_case() -> None:
    """A name that differs only by case is proposed, although every letter differs."""
    assert nearest("MWH", ["kwh", "mwh"]) == '; did you mean "mwh"?'
