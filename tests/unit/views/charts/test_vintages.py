"""Reference against project emissions by line."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.views.charts.documents import data_of, document, line

from jcm_mrv.views.charts.series import CannotDraw
from jcm_mrv.views.charts.vintages import MOST_LINES, draw_vintages
from jcm_mrv.views.words import read_language

ENGLISH = read_language("en")
KINDS = ("reference_emissions", "project_emissions", "emission_reductions")


def test_each_line_has_three_bars() -> None:
    """The bars are as long as the numbers of the lines, with the numbers beside them."""
    bars = data_of(draw_vintages(document(), ENGLISH), "bar")
    assert [(one["slot"], one["kind"], one["value"]) for one in bars] == [
        *(("0", kind, value) for kind, value in zip(KINDS, (30, 11, 19), strict=True)),
        *(("1", kind, value) for kind, value in zip(KINDS, (1, 2 / 3, 1 / 3), strict=True)),
    ]
    assert [one["label"] for one in bars] == ["30", "11", "19", "1", "0.666", "0.333"]


def test_the_table_has_the_same_numbers_cut() -> None:
    """Two thirds are shown as 0.666: what is shown never claims more than there is."""
    chart = draw_vintages(document(), ENGLISH)
    assert chart.header == (
        "Period",
        "Reference emissions [tCO2]",
        "Project emissions [tCO2]",
        "Emission reductions [tCO2]",
    )
    assert chart.rows == (
        ("1 November 2020 to 31 December 2020", "30.000", "11.000", "19.000"),
        ("1 January 2021 to 31 January 2021", "1.000", "0.666", "0.333"),
    )


def test_lines_of_one_year_are_numbered() -> None:
    """A year that a cut divides has two lines, told apart by a number."""
    one = document()
    one["vintages"][1] = line(2020, "2020-12-16", "2020-12-31", ("3", "1", "2"))
    labels = [text["label"] for text in data_of(draw_vintages(one, ENGLISH), "text")]
    assert {"2020 (1)", "2020 (2)"} <= set(labels)


def test_a_line_without_numbers_has_no_bars() -> None:
    """What could not be calculated is a dash in the table and no bar of nought."""
    one = document()
    one["vintages"][1].update(dict.fromkeys(KINDS))
    chart = draw_vintages(one, ENGLISH)
    assert {bar["slot"] for bar in data_of(chart, "bar")} == {"0"}
    assert chart.rows[1][1:] == ("–", "–", "–")


def test_negative_reductions_lie_below_nought() -> None:
    """The axis goes below nought where a line has negative reductions."""
    one = document()
    one["vintages"][1]["emission_reductions"]["value"] = "-7"
    chart = draw_vintages(one, ENGLISH)
    # 30 above and 7 below: steps of 10, from -10 to 30.
    ticks = [text["label"] for text in data_of(chart, "text") if "value" in text]
    assert ticks[:5] == ["-10", "0", "10", "20", "30"]
    assert data_of(chart, "bar")[-1]["value"] == -7


def test_too_many_lines_are_not_drawn() -> None:
    """A report with more lines than an axis has room for has them in its tables alone."""
    one: dict[str, Any] = document()
    one["vintages"] = one["vintages"][:1] * (MOST_LINES + 1)
    with pytest.raises(CannotDraw):
        draw_vintages(one, ENGLISH)
