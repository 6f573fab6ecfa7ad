"""Reductions by month."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.unit.views.charts.documents import MONTHS, data_of, document, month, tonnes

from jcm_mrv.views.charts.monthly import draw_monthly
from jcm_mrv.views.charts.series import MOST_MONTHS, CannotDraw, monthly_of
from jcm_mrv.views.words import read_language

ENGLISH = read_language("en")
JAPANESE = read_language("ja")


def test_each_month_has_a_bar_and_the_rest_one_of_its_own() -> None:
    """Bars are as long as the months' reductions; what lies beyond them comes last, hollow."""
    chart = draw_monthly(monthly_of(document()), ENGLISH)
    values = [(one["slot"], one["value"]) for one in data_of(chart, "bar")]
    # -0.75 + 0 beyond the months of the two segments.
    assert values == [*zip(MONTHS, (12.5, 7.25, 1 / 3), strict=True), ("beyond", -0.75)]


def test_the_table_cuts_at_the_kilogram() -> None:
    """A third of a tonne is 0.333, and the rest stands below the months."""
    chart = draw_monthly(monthly_of(document()), ENGLISH)
    assert chart.header == ("Month", "Emission reductions [tCO2]")
    assert chart.rows == (
        ("Nov 2020", "12.500"),
        ("Dec 2020", "7.250"),
        ("Jan 2021", "0.333"),
        ("Beyond the months", "-0.750"),
    )


def test_nothing_beyond_the_months_has_no_bar() -> None:
    """Where the months add up to the lines, neither bar nor row speaks of a rest."""
    one = document()
    one["segments"][0]["beyond_months"]["emission_reductions"] = tonnes("0")
    chart = draw_monthly(monthly_of(one), ENGLISH)
    assert len(data_of(chart, "bar")) == len(chart.rows) == 3


def test_a_month_without_a_value_is_seen() -> None:
    """It has a dashed box instead of a bar, a dash in the table, and is counted in words."""
    one = document()
    one["months"][1]["emission_reductions"] = None
    one["segments"][0]["beyond_months"]["emission_reductions"] = None
    chart = draw_monthly(monthly_of(one), ENGLISH)
    assert [bar["slot"] for bar in data_of(chart, "bar")] == [MONTHS[0], MONTHS[2]]
    assert data_of(chart, "rect") == [{"slot": MONTHS[1]}]
    assert chart.rows[1:] == (
        ("Dec 2020", "–"),
        ("Jan 2021", "0.333"),
        ("Beyond the months", "–"),
    )
    assert "Months without a value: 1." in chart.description


def test_a_month_that_segments_share_is_added_up() -> None:
    """7.25 t and 1.25 t of the two parts of a December are 8.5 t; expected are 10 t and 2 t."""
    one = document()
    one["months"].append(month(MONTHS[1], 1, "1.25", "2", None))
    months = monthly_of(one).months
    assert [each.value for each in months] == [Fraction("12.5"), Fraction("8.5"), Fraction(1, 3)]
    assert months[1].expected == 12


def test_half_a_month_is_no_month() -> None:
    """Where one part of a month has no value, the month has none."""
    one = document()
    one["months"].append(month(MONTHS[1], 1, None, "2", None))
    assert monthly_of(one).months[1].value is None


def test_the_description_names_the_extremes() -> None:
    """Who cannot see the bars hears of the shortest and the longest."""
    words = draw_monthly(monthly_of(document()), ENGLISH).description
    assert "least 0.333 t in Jan 2021, most 12.500 t in Nov 2020" in words
    assert "Beyond the months lie -0.750 t" in words


def test_japanese_readers_get_japanese_months() -> None:
    """Months are written as the reader writes them."""
    chart = draw_monthly(monthly_of(document()), JAPANESE)
    assert chart.rows[0][0] == "2020年11月"
    assert "11月" in [one["label"] for one in data_of(chart, "text")]


@pytest.mark.parametrize("name", ["2020-13", "0000-01", "9999-12", "2020-00"])
def test_months_of_no_calendar_are_left_out(name: str) -> None:
    """A month that a forged report made up is not drawn, and stops nothing."""
    one = document()
    one["months"].append(month(name, 0, "1", "1", None))
    assert [each.month for each in monthly_of(one).months] == list(MONTHS)


@pytest.mark.parametrize("value", ["1000000000001", "-1000000000001", f"0.{'1' * 3000}"])
def test_numbers_that_no_axis_holds_are_refused(value: str) -> None:
    """More than a million million tonnes, or more than 2,000 characters, are not drawn."""
    one = document()
    one["months"][0]["emission_reductions"] = tonnes(value)
    with pytest.raises(CannotDraw):
        monthly_of(one)


def test_numbers_that_would_never_add_up_are_refused() -> None:
    """A hundred fractions of 1,000 digits each are not added up; ten are."""
    one = document()
    names = [f"{year}-{number:02d}" for year in range(2010, 2020) for number in range(1, 11)]
    long = ["1/" + "7" * 990 + f"{place:03d}" for place in range(1, 200, 2)]
    one["months"] = [
        month(name, 0, value, None, None)
        for name, value in zip(names, long, strict=True)
        if value[-1] != "5"
    ]
    assert len(one["months"]) == 80
    with pytest.raises(CannotDraw):
        monthly_of(one)
    one["months"] = one["months"][:10]
    assert len(monthly_of(one).months) == 10


def test_more_months_than_the_calendar_of_reports_are_refused() -> None:
    """Reports end at 2100: more than 110 years of months are not drawn."""
    one = document()
    names = [f"{year}-{number:02d}" for year in range(1990, 2101) for number in range(1, 13)]
    one["months"] = [month(name, 0, "1", None, None) for name in names]
    assert len(names) == MOST_MONTHS + 12
    with pytest.raises(CannotDraw):
        monthly_of(one)
