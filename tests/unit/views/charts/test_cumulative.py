"""Reductions added up, against the estimate."""

from __future__ import annotations

from fractions import Fraction

from tests.unit.views.charts.documents import MONTHS, data_of, document, month

from jcm_mrv.views.charts.cumulative import draw_cumulative, running_sums
from jcm_mrv.views.charts.series import monthly_of
from jcm_mrv.views.words import read_language

ENGLISH = read_language("en")


def test_sums_are_exact_and_end_at_a_gap() -> None:
    """A sum that misses a part is not shown as a sum."""
    third = Fraction(1, 3)
    assert running_sums([third, third, third]) == [third, 2 * third, 1]
    assert running_sums([third, None, third]) == [third, None, None]


def test_two_lines_rise_by_the_months() -> None:
    """12.5, 19.75, 20.08... t stand against 10, 20, 24 t; with -0.75 t beyond, 19.33... t."""
    chart = draw_cumulative(monthly_of(document()), ENGLISH)
    assert chart is not None
    expected = [*zip(MONTHS, (10, 20, 24), strict=True)]
    actual = [*zip(MONTHS, (12.5, 19.75, 20 + 1 / 12), strict=True)]
    lines = data_of(chart, "line")
    assert [(one["slot"], one["value"]) for one in lines] == [*expected, *actual]
    assert data_of(chart, "point")[-1] == {"slot": "beyond", "value": 19 + 1 / 3}


def test_the_table_has_both() -> None:
    """The sums are cut at the kilogram, and the last row has what the line of results says."""
    chart = draw_cumulative(monthly_of(document()), ENGLISH)
    assert chart is not None
    assert chart.header == ("Month", "Reductions [tCO2]", "Ex-ante estimate [tCO2]")
    assert chart.rows == (
        ("Nov 2020", "12.500", "10.000"),
        ("Dec 2020", "19.750", "20.000"),
        ("Jan 2021", "20.083", "24.000"),
        ("Reductions with what lies beyond the months", "19.333", ""),
    )
    assert "reach 20.083 t, the estimate for the same days 24.000 t" in chart.description


def test_many_years_have_a_row_each() -> None:
    """Of three years the table has the sums at their ends: 12, 24 and 25 t after 25 months."""
    one = document()
    names = [f"{year}-{number:02d}" for year in (2020, 2021, 2022) for number in range(1, 13)]
    one["months"] = [month(name, 0, "1", "2", None) for name in names[:25]]
    one["segments"] = []
    chart = draw_cumulative(monthly_of(one), ENGLISH)
    assert chart is not None
    assert chart.rows == (
        ("Dec 2020", "12.000", "24.000"),
        ("Dec 2021", "24.000", "48.000"),
        ("Jan 2022", "25.000", "50.000"),
    )
    assert len(data_of(chart, "line")) == 50


def test_without_an_estimate_there_is_a_sentence() -> None:
    """A project that states none has nothing to be compared with, and is told so."""
    one = document()
    for each in one["months"]:
        each["expected"] = None
    chart = draw_cumulative(monthly_of(one), ENGLISH)
    assert chart is not None
    assert chart.spec is None
    assert "states no estimate" in chart.description


def test_a_gap_ends_the_line_and_is_told() -> None:
    """After a month without a value no sum is drawn, and the words say why."""
    one = document()
    one["months"][1]["emission_reductions"] = None
    chart = draw_cumulative(monthly_of(one), ENGLISH)
    assert chart is not None
    assert [row[1] for row in chart.rows] == ["12.500", "–", "–"]
    assert "ends where a month has no value" in chart.description
