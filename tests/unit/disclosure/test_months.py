"""What the months of a report tell of a number that is kept back."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jcm_mrv.disclosure.marking import find_marked
from jcm_mrv.disclosure.tree import pointer_of
from jcm_mrv.run import calculate

ROOT = Path(__file__).parents[3]


@cache
def _report_of(name: str) -> bytes:
    return calculate(ROOT / "examples" / name).report_bytes


def kept_back(name: str, *words: str) -> tuple[dict[str, Any], set[str]]:
    """Return the report of an example, and the places that words keep back."""
    document = json.loads(_report_of(name))
    document["project"]["confidential"] = list(words)
    return document, set(map(pointer_of, find_marked(document)))


LINES = ("reference_emissions", "project_emissions", "emission_reductions")


@pytest.mark.parametrize(
    ("word", "hidden"),
    [
        ("monitored.EC_IT", {"reference_emissions", "emission_reductions", "PUE"}),
        ("monitored.EC_DC", {"project_emissions", "emission_reductions", "PUE"}),
        ("fixed.PUE_RE", {"reference_emissions", "emission_reductions"}),
        ("fixed.EF_elec", set(LINES)),
        ("equations.PE", {"project_emissions", "emission_reductions"}),
        ("equations.ER", {"emission_reductions"}),
        ("participants", set()),
    ],
)
def test_a_month_keeps_back_what_follows_from_what_is_kept_back(
    word: str, hidden: set[str]
) -> None:
    """Known factors would give the reading of the month away, and so would the efficiency."""
    document, places = kept_back("lao-data-center", word)
    for index, _ in enumerate(document["months"]):
        for key in LINES:
            assert (f"/months/{index}/{key}/value" in places) == (key in hidden)
        assert (f"/months/{index}/indicators/0/value" in places) == ("PUE" in hidden)
    for index, _ in enumerate(document["segments"]):
        for key in LINES:
            assert (f"/segments/{index}/beyond_months/{key}/value" in places) == (key in hidden)


def test_no_month_that_is_shown_gives_a_reading_away() -> None:
    """None of the numbers left open is the reading times the factors beside it."""
    document, places = kept_back("lao-data-center", "monitored.EC_DC")
    factor = Fraction("0.5546")
    readings = [one for one in document["readings"] if one["parameter"] == "EC_DC"]
    told = {Fraction(one["sum"]) * factor for one in readings}
    shown = {
        Fraction(month[key]["value"])
        for index, month in enumerate(document["months"])
        for key in LINES
        if f"/months/{index}/{key}/value" not in places
    }

    assert len(told) == 12
    assert not told & shown


def test_the_yield_of_a_roof_is_kept_back_with_its_generation() -> None:
    """Beside the nameplate power it would tell it; each member is a place of its own."""
    document, places = kept_back("mexico-rooftop-solar", "monitored.EG")
    found = [
        f"/months/{index}/indicators/0/values/{column}"
        for index, month in enumerate(document["months"])
        for column, value in enumerate(month["indicators"][0]["values"])
        if value is not None
    ]

    assert found
    assert set(found) <= places


def test_what_was_expected_is_kept_back_with_the_estimate() -> None:
    """The expected reductions of 31 days tell those of a year."""
    document = json.loads(_report_of("lao-data-center"))
    document["project"]["confidential"] = ["estimates"]
    document["months"][0]["expected"] = {"unit": "tCO2", "value": "31"}
    places = set(map(pointer_of, find_marked(document)))

    assert "/months/0/expected/value" in places
    assert "/months/0/emission_reductions/value" not in places
