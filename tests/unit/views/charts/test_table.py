"""The numbers under a chart."""

from __future__ import annotations

from fractions import Fraction

from jcm_mrv.views.charts.table import LISTED, last_row, month_table, places_for, tonnes
from jcm_mrv.views.words import read_language

ENGLISH, JAPANESE = read_language("en"), read_language("ja")
TWO_YEARS = [f"{year}-{month:02d}" for year in (2020, 2021) for month in range(1, 13)]


def test_a_few_months_have_a_row_each() -> None:
    """Up to two years are listed month by month, with the unit in the headings."""
    header, rows = month_table(TWO_YEARS, {"ER": list("abcdefghijklmnopqrstuvwx")}, "t", ENGLISH)
    assert len(TWO_YEARS) == LISTED == len(rows)
    assert header == ("Month", "ER [t]")
    assert rows[12] == ("Jan 2021", "m")


def test_many_months_lie_twelve_in_a_row() -> None:
    """A third year makes a table of years and months; months of no entry stay empty."""
    months = [*TWO_YEARS[3:], "2022-01", "2022-02", "2022-03", "2022-04"]
    cells = [str(place) for place in range(len(months))]
    header, rows = month_table(months, {"ER": cells}, "t", ENGLISH)
    assert header[:3] == ("t", "Jan", "Feb")
    assert len(header) == 13
    assert rows[0] == ("2020", "", "", "", *(str(place) for place in range(9)))
    assert rows[2] == ("2022", "21", "22", "23", "24", *[""] * 8)


def test_several_series_have_a_row_each_in_a_year() -> None:
    """The rows of a year are told apart by the name of their series."""
    months = [*TWO_YEARS, "2022-01"]
    columns = {"Reductions": ["1"] * 25, "Estimate": ["2"] * 25}
    header, rows = month_table(months, columns, "", ENGLISH)
    assert header[0] == "Year"
    assert [row[:2] for row in rows[:2]] == [("2020, Reductions", "1"), ("2020, Estimate", "2")]
    assert len(rows) == 6


def test_a_month_of_two_segments_has_two_values() -> None:
    """Where a cut divides a month, both values of an indicator stand in its cell."""
    months = [*TWO_YEARS, "2021-12"]
    _, rows = month_table(months, {"Y": [str(place) for place in range(25)]}, "", ENGLISH)
    assert rows[1][12] == "23 / 24"


def test_large_numbers_lose_their_decimals_in_a_row_of_twelve() -> None:
    """A thousand tonnes with decimals has no room there; they are cut, not rounded."""
    large = [Fraction("999.9999"), None, Fraction("-1000.5")]
    assert places_for(large, LISTED) == 3
    assert places_for(large, LISTED + 1) == 0
    assert places_for(large[:2], LISTED + 1) == 3
    assert tonnes(large[2], ENGLISH, 0) == "-1,000"
    assert tonnes(large[0], ENGLISH) == "999.999"


def test_a_last_row_is_as_wide_as_its_table() -> None:
    """Every row has as many cells as the header."""
    assert last_row(("a", "b", "c"), "x", "1") == ("x", "1", "")


def test_japanese_months_head_the_columns() -> None:
    """The months of a year are named as the reader names them."""
    header, _ = month_table([*TWO_YEARS, "2022-01"], {"ER": ["1"] * 25}, "", JAPANESE)
    assert header[1:3] == ("1月", "2月")
