"""Indicators by month."""

from __future__ import annotations

from typing import Any

from tests.unit.views.charts.documents import MONTHS, data_of, document

from jcm_mrv.views.charts.indicators import draw_indicators, lines_of
from jcm_mrv.views.words import read_language

ENGLISH = read_language("en")


def over_set(values: dict[str, str | None]) -> list[dict[str, Any]]:
    """Return the indicators of a month over a set."""
    columns = {"members": list(values), "values": list(values.values())}
    return [{"name": "Y", "unit": "kWh/kW", **columns}]


def test_a_line_goes_through_the_months() -> None:
    """The points are the values of the months, and the table has them cut at four decimals."""
    (chart,) = draw_indicators(document(), ENGLISH)
    assert chart.title == "Specific yield by month"
    assert [one["value"] for one in data_of(chart, "point")] == [80, 40, 2 / 3]
    assert chart.header == ("Month", "Y [kWh/kW]")
    assert chart.rows == (("Nov 2020", "80"), ("Dec 2020", "40"), ("Jan 2021", "0.6666"))
    assert chart.description == (
        "By month: least 0.6666 kWh/kW in Jan 2021, most 80 kWh/kW in Nov 2020."
    )


def test_a_month_without_a_value_breaks_the_line() -> None:
    """The line does not leap over a month that has no value, and a box stands there."""
    one = document()
    one["months"][1]["indicators"][0]["value"] = None
    (chart,) = draw_indicators(one, ENGLISH)
    assert [(each["value"], each["run"]) for each in data_of(chart, "line")] == [
        (80, 0),
        (2 / 3, 1),
    ]
    assert data_of(chart, "rect") == [{"slot": f"{MONTHS[1]}/1"}]
    assert chart.rows[1] == ("Dec 2020", "–")


def test_no_indicator_is_no_chart() -> None:
    """A methodology without indicators has no place for them."""
    one = document()
    one["methodology"]["indicators"] = []
    assert draw_indicators(one, ENGLISH) == ()


def test_an_indicator_without_values_is_a_sentence() -> None:
    """Where no month has a value, the reader is told."""
    one = document()
    for month in one["months"]:
        month["indicators"][0]["value"] = None
    (chart,) = draw_indicators(one, ENGLISH)
    assert chart.spec is None
    assert "No month has a value" in chart.description


def test_a_missing_name_plate_is_named() -> None:
    """Where an indicator waits for the power of the array, the reader learns what to state."""
    one = document()
    one["methodology"]["indicators"][0]["nameplate"] = [{"name": "P", "parameter": "EG"}]
    for month in one["months"]:
        month["indicators"][0]["value"] = None
    assert "No month has a value" in draw_indicators(one, ENGLISH)[0].description
    del one["project"]["monitored"][0]["peak"]
    assert "name plate" in draw_indicators(one, ENGLISH)[0].description


def test_each_member_has_a_line() -> None:
    """A member that joins late has no value before."""
    one = document()
    for month, late in zip(one["months"], (None, "3", "4"), strict=True):
        month["indicators"] = over_set({"roof-a": "2", "roof-b": late})
    (chart,) = draw_indicators(one, ENGLISH)
    assert chart.header == ("Month", "roof-a [kWh/kW]", "roof-b [kWh/kW]")
    assert [row[1:] for row in chart.rows] == [("2", "–"), ("2", "3"), ("2", "4")]
    assert {"roof-a", "roof-b"} <= {each["label"] for each in data_of(chart, "text")}
    assert data_of(chart, "rect") == []


def test_lines_are_bounded_and_the_rest_is_counted() -> None:
    """Six members of forty have a line: more would tell nothing."""
    one = document()
    for month in one["months"]:
        month["indicators"] = over_set({f"roof-{number}": "1" for number in range(40)})
    lines, others = lines_of("Y", one["months"])
    assert ([line.member for line in lines], others) == ([f"roof-{n}" for n in range(6)], 34)
    (chart,) = draw_indicators(one, ENGLISH)
    assert chart.description.endswith("6 of 40 members are shown; the report has the others.")


def test_lines_differ_without_colour() -> None:
    """Each line has dashes and points of its own."""
    one = document()
    for month in one["months"]:
        month["indicators"] = over_set({f"roof-{number}": "1" for number in range(6)})
    (chart,) = draw_indicators(one, ENGLISH)
    assert chart.spec is not None
    marks = [layer["mark"] for layer in chart.spec["layer"]]
    assert len({str(mark["strokeDash"]) for mark in marks if mark["type"] == "line"}) == 6
    assert len({mark["shape"] for mark in marks if mark["type"] == "point"}) == 6
