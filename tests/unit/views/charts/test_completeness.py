"""The calendar of what was read."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.unit.views.charts.documents import MONTHS, data_of, document, readings

from jcm_mrv.views.charts.completeness import (
    MOST_CALENDARS,
    calendars_of,
    draw_completeness,
    share_text,
)
from jcm_mrv.views.words import read_language

ENGLISH = read_language("en")


def tiles(chart: Any) -> dict[str, str]:
    """Return what stands in each tile of a calendar."""
    return {f"{one['year']}-{one['month']}": one["label"] for one in data_of(chart, "rect")}


def test_a_tile_tells_the_share_of_its_month() -> None:
    """720 of 720 readings are all, 372 of 744 are half, 0 of 744 are none."""
    (chart,) = draw_completeness(document(), ENGLISH)
    assert chart.title == "Completeness of EG: Electricity supplied"
    assert tiles(chart) == dict(zip(MONTHS, ("100 %", "50 %", "0 %"), strict=True))
    assert chart.rows == (
        ("Nov 2020", "720", "720", "100 %"),
        ("Dec 2020", "372", "744", "50 %"),
        ("Jan 2021", "0", "744", "0 %"),
    )
    assert "1 of 3 are complete; the least has 0 %, in Jan 2021" in chart.description


def test_nothing_expected_is_not_nothing_read() -> None:
    """A month that asks for no reading has a dash and dashes around it; one without has 0 %."""
    one = document()
    one["readings"][1] |= {"count": 0, "expected": 0}
    (chart,) = draw_completeness(one, ENGLISH)
    assert tiles(chart)[MONTHS[1]] == "–"
    assert chart.rows[1] == ("Dec 2020", "0", "0", "nothing expected")
    assert chart.spec is not None
    dashed = [
        tile["label"]
        for layer in chart.spec["layer"]
        if layer["mark"]["type"] == "rect" and "strokeDash" in layer["mark"]
        for tile in layer["data"]["values"]
    ]
    assert dashed == ["–"]


def test_the_four_states_differ_without_colour() -> None:
    """Each state has its own fill or outline beside its words."""
    one = document()
    one["readings"].append(readings("EG", "2021-02", 1, 0, 0))
    (chart,) = draw_completeness(one, ENGLISH)
    assert chart.spec is not None
    marks = [each["mark"] for each in chart.spec["layer"] if each["mark"]["type"] == "rect"]
    looks = {
        (one["fill"] == "transparent", one.get("strokeWidth"), "strokeDash" in one) for one in marks
    }
    assert len(marks) == 4
    assert len(looks) == 4


def test_registers_have_no_calendar_but_a_sentence() -> None:
    """Where no reading is expected at fixed steps, no share is made up."""
    one = document()
    one["readings"] = one["readings"][3:]
    (chart,) = draw_completeness(one, ENGLISH)
    assert chart.spec is None
    assert "registers and invoices" in chart.description


def test_parts_of_a_month_are_added() -> None:
    """300 of 360 and 330 of 384 readings are 630 of 744, not the mean of two shares."""
    one = document()
    one["readings"] = [
        readings("EG", "2020-12", 0, 300, 360),
        readings("EG", "2020-12", 1, 330, 384),
    ]
    (calendar,) = calendars_of(one)
    assert [(month.count, month.expected) for month in calendar.months] == [(630, 744)]


def test_a_few_members_have_a_calendar_each() -> None:
    """Each member of a small set is shown by itself."""
    one = document()
    one["readings"] = [_over_set({"roof-a": (7, 7), "roof-b": (6, 7)})]
    first, second = draw_completeness(one, ENGLISH)
    assert (first.title, second.title) == (
        "Completeness of EG, roof-a",
        "Completeness of EG, roof-b",
    )
    assert (tiles(first), tiles(second)) == ({"2020-12": "100 %"}, {"2020-12": "85.7 %"})


def test_many_members_share_one_calendar() -> None:
    """Of a large set the least complete member of each month is shown, by name in the table."""
    one = document()
    members = {f"roof-{number}": (31 - number, 31) for number in range(7)}
    one["readings"] = [_over_set(members | {"silent": (0, 0)})]
    (chart,) = draw_completeness(one, ENGLISH)
    assert chart.title == "Completeness of EG, the least complete of 8"
    assert chart.header == ("Month", "Least complete", "Readings", "Expected", "Share")
    # 25 / 31 = 0.80645...
    assert chart.rows == (("Dec 2020", "roof-6", "25", "31", "80.64 %"),)


def test_further_calendars_are_told() -> None:
    """A page does not grow with the number of parameters; what is left out is counted."""
    one = document()
    one["readings"] = [readings(f"P{number}", "2020-12", 0, 1, 1) for number in range(20)]
    charts = draw_completeness(one, ENGLISH)
    assert len(charts) == MOST_CALENDARS + 1
    assert charts[-1].spec is None
    assert charts[-1].description.startswith("8 further calendars")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(743_999, 744_000), "99.99 %"),
        (Fraction(1, 744_000), "below 0.01 %"),
        (Fraction(0), "0 %"),
        (Fraction(1), "100 %"),
        (None, "nothing expected"),
    ],
)
def test_a_share_never_claims_a_whole_or_a_nothing(share: Fraction | None, text: str) -> None:
    """One missing reading of many is not 100 %, and a single one is not 0 %."""
    assert share_text(share, ENGLISH) == text


def _over_set(members: dict[str, tuple[int, int]]) -> dict[str, Any]:
    return {
        "parameter": "EG",
        "month": "2020-12",
        "segment": 0,
        "members": list(members),
        "count": [count for count, _ in members.values()],
        "expected": [expected for _, expected in members.values()],
    }
