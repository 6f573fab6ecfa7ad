"""The grammar of a unit's text."""

from __future__ import annotations

import pytest

from jcm_mrv.units.grammar import is_unit_text, join_terms, normalise, parse_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("1", ()),
        ("kWh", (("kWh", 1),)),
        ("tCO2/MWh", (("tCO2", 1), ("MWh", -1))),
        ("1/h", (("h", -1),)),
        ("kg*m^2/s^2", (("kg", 1), ("m", 2), ("s", -2))),
        ("m/s^-2", (("m", 1), ("s", 2))),
        ("m*m", (("m", 1), ("m", 1))),
    ],
)
def test_a_sign_belongs_to_the_name_behind_it(
    text: str, terms: tuple[tuple[str, int], ...]
) -> None:
    """A slash turns one power round, not all that follow."""
    assert is_unit_text(text)
    assert parse_terms(text) == terms


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ((), "1"),
        ((("kWh", 0),), "1"),
        ((("h", -1),), "1/h"),
        ((("MWh", -1), ("tCO2", 1), ("kWh", 2), ("day", -2)), "tCO2*kWh^2/MWh/day^2"),
    ],
)
def test_terms_are_written_above_the_line_first(
    terms: tuple[tuple[str, int], ...], text: str
) -> None:
    """What is written reads back with the same powers."""
    assert join_terms(terms) == text
    assert dict(parse_terms(text)) == {name: power for name, power in terms if power}


def test_spaces_stand_around_signs_only() -> None:
    """A space between two names is no product."""
    assert normalise("  kWh /  day ") == "kWh/day"
    assert normalise("kWh day") == "kWh day"
    assert not is_unit_text("kWh day")
