"""All charts of a report: which there are, and the words where one is missing."""

from __future__ import annotations

import pytest
from tests.reported import NAMES, example
from tests.unit.views.charts.documents import document

from jcm_mrv.views.charts import PAGE, PAPER, charts_of, render_svg
from jcm_mrv.views.charts.collection import charts_of_document
from jcm_mrv.views.words import read_language

ENGLISH = read_language("en")


def test_charts_come_in_the_order_in_which_they_are_read() -> None:
    """Results first, then how complete the readings are, then how the plant ran."""
    names = [chart.name for chart in charts_of_document(document(), ENGLISH)]
    assert names == ["emissions", "monthly", "cumulative", "completeness-1", "indicator-1"]


@pytest.mark.parametrize(
    ("name", "code"), [*((name, "en") for name in NAMES), ("lao-data-center", "ja")]
)
def test_every_example_has_charts(name: str, code: str) -> None:
    """Each chart of each example is drawn for the page and for paper."""
    charts = charts_of(example(name), read_language(code))
    assert len({chart.name for chart in charts}) == len(charts) >= 3
    for chart in charts:
        assert chart.title
        assert chart.description
        assert all(len(row) == len(chart.header) for row in chart.rows)
        if chart.spec is not None:
            assert chart.rows
            assert render_svg(chart, PAGE, 720).startswith("<svg")
            assert "var(" not in render_svg(chart, PAPER, 720)


def test_numbers_beyond_any_axis_are_told() -> None:
    """A number of thirteen digits leaves its chart out with a sentence, and the others stand."""
    one = document()
    one["vintages"][0]["reference_emissions"]["value"] = "1000000000001"
    charts = {chart.name: chart for chart in charts_of_document(one, ENGLISH)}
    assert charts["emissions"].spec is None
    assert "too large" in charts["emissions"].description
    assert charts["monthly"].spec is not None


def test_a_report_without_results_has_sentences() -> None:
    """Where nothing could be calculated, each place says so."""
    one = document()
    for each in one["vintages"]:
        each.update(
            dict.fromkeys(("reference_emissions", "project_emissions", "emission_reductions"))
        )
    one |= {"months": [], "segments": [], "readings": []}
    charts = charts_of_document(one, ENGLISH)
    assert [chart.spec for chart in charts] == [None] * 4
    assert [chart.name for chart in charts] == [
        "emissions",
        "monthly",
        "completeness",
        "indicator-1",
    ]
    assert "nothing to draw" in charts[0].description
