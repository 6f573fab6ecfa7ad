"""All charts of a report, in the order in which they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.views.charts.chart import Chart
from jcm_mrv.views.charts.completeness import draw_completeness
from jcm_mrv.views.charts.cumulative import draw_cumulative
from jcm_mrv.views.charts.indicators import draw_indicators
from jcm_mrv.views.charts.monthly import draw_monthly
from jcm_mrv.views.charts.series import CannotDraw, monthly_of
from jcm_mrv.views.charts.vintages import draw_vintages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language


def charts_of(parsed: ParsedReport, language: Language) -> tuple[Chart, ...]:
    """Return the charts of a report.

    A chart without a specification is a sentence for the place where a reader looks for one.

    Args:
        parsed: the report.
        language: of the reader.
    """
    return charts_of_document(parsed.document, language)


def charts_of_document(document: Mapping[str, Any], language: Language) -> tuple[Chart, ...]:
    """Return the charts of a report document that is of the report's shape."""
    _ = language.text
    parts: dict[str, tuple[str, Callable[[], tuple[Chart | None, ...]]]] = {
        "emissions": (
            _("Reference and project emissions by line"),
            lambda: (draw_vintages(document, language),),
        ),
        "monthly": (_("Emission reductions by month"), lambda: _by_month(document, language)),
        "completeness": (
            _("Completeness of the readings"),
            lambda: draw_completeness(document, language),
        ),
        "indicator": (_("Indicators by month"), lambda: draw_indicators(document, language)),
    }
    charts: list[Chart] = []
    for name, (title, draw) in parts.items():
        try:
            charts += [chart for chart in draw() if chart is not None]
        except CannotDraw:
            sentence = _("These numbers are too large, or too many, for a chart.")
            charts.append(Chart(name, title, sentence))
    return tuple(charts)


def _by_month(document: Mapping[str, Any], language: Language) -> tuple[Chart | None, ...]:
    monthly = monthly_of(document)
    return draw_monthly(monthly, language), draw_cumulative(monthly, language)
