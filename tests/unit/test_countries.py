"""The JCM's partner countries."""

from __future__ import annotations

import pytest

from jcm_mrv.countries import PARTNERS, country_of_number, suggest_country


def test_the_partners_are_those_of_the_facts() -> None:
    """There are 32 partners, in the order of joining; only one was read second-hand."""
    assert len(PARTNERS) == 32
    assert list(PARTNERS)[:3] == ["MN", "BD", "ET"]
    assert [code for code, country in PARTNERS.items() if country.read == "second-hand"] == ["OM"]
    assert all(country.source for country in PARTNERS.values())


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("LA_AM001 ver1.0", "LA"),
        ("MN_PM006", "MN"),
        ("rooftop-solar 1", None),
        ("la_am001", None),
        ("LA_XX001", None),
    ],
)
def test_a_number_begins_with_its_country(number: str, country: str | None) -> None:
    """A JCM number names the country whose Joint Committee approved it; an id names none."""
    assert country_of_number(number) == country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Laos", "LA"),
        ("lao pdr", "LA"),
        ("LAO", "LA"),
        ("ph", "PH"),
        ("Vietnam", "VN"),
        ("Kyrgyzstan", "KG"),
        ("UAE", "AE"),
        ("DE", None),
        ("JP", None),
    ],
)
def test_a_name_or_a_long_code_leads_to_the_partner(text: str, code: str | None) -> None:
    """What people write for a country finds its code; what is no partner finds nothing."""
    found = suggest_country(text)
    assert (found.code if found else None) == code
