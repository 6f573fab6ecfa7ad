"""What a project calls its methodology, in the spellings that people use."""

from __future__ import annotations

import pytest

from jcm_mrv.methodology.reference import Reference, parse_reference


@pytest.mark.parametrize(
    "text",
    [
        "LA_AM001 ver1.0",
        "LA_AM001 Ver1.0",
        "LA_AM001 v1.0",
        "LA_AM001 V1.0",
        "LA_AM001 Ver. 1.0",
        "LA_AM001 version 1.0",
        "LA_AM001 1.0",
        "LA_AM001, ver1.0",
        "la_am001 ver1.0",
        "LA_AM001_ver01.0",
        "JCM_LA_AM001_ver01.0",
        "  LA_AM001 ver1  ",
    ],
)
def test_spellings_of_a_number_are_understood(text: str) -> None:
    """All of these are version 1.0 of LA_AM001."""
    assert parse_reference(text) == Reference("LA_AM001", "1.0", is_number=True)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("LA_AM001", Reference("LA_AM001", None, is_number=True)),
        ("TH_AM001 ver10.12", Reference("TH_AM001", "10.12", is_number=True)),
        ("rooftop-solar 1", Reference("rooftop-solar", "1", is_number=False)),
        ("Rooftop-Solar v1", Reference("rooftop-solar", "1", is_number=False)),
        ("rooftop-solar 1.0.0", Reference("rooftop-solar", "1.0.0", is_number=False)),
        ("rooftop-solar", Reference("rooftop-solar", None, is_number=False)),
        ("LA_AM01 ver1.0", Reference("LA_AM01 ver1.0", None, is_number=False)),
        ("LA_AM001 ver0.0", Reference("LA_AM001 ver0.0", None, is_number=False)),
    ],
)
def test_a_reference_is_a_number_or_an_id(text: str, reference: Reference) -> None:
    """What is neither is kept as it is, to be refused by its name."""
    assert parse_reference(text) == reference


def test_a_reference_is_spelled_as_projects_write_it() -> None:
    """Numbers take ver, ids the major version."""
    assert parse_reference("LA_AM001").spell("1.0") == "LA_AM001 ver1.0"
    assert parse_reference("rooftop-solar").spell("1") == "rooftop-solar 1"
