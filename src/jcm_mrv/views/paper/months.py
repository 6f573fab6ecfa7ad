"""The course of the period: each chart with the numbers that it is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.charts import PAPER, charts_of, render_svg
from jcm_mrv.views.paper.blocks import Column, figure, heading, paragraph, quiet, shorten, table

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.charts import Chart
    from jcm_mrv.views.paper.blocks import Block
    from jcm_mrv.views.words import Language

DRAWN_WIDTH = 680
"""Of a chart [px]: with it, its words have the size of the words around it."""
MAX_CHARTS = 16
MAX_ROWS = 132
MAX_UNFOLDED_ROWS = 24
FOLDS = 3
WIDTHS = {1: 0.4, 2: 0.5, 3: 0.7, 4: 1}
"""Share of the page by columns of the table."""
MAX_FOLDED_COLUMNS = max(WIDTHS)


def months(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the section of the charts, each with its table."""
    _ = language.text
    shown, rest = shorten(charts_of(parsed, language), MAX_CHARTS, language)
    blocks: list[Block] = [heading(_("The course of the period"))]
    for chart in shown:
        blocks += _chart(chart, language)
    return [*blocks, *rest]


def _chart(chart: Chart, language: Language) -> list[Block]:
    blocks = [heading(chart.title, 2)]
    if chart.spec is None:
        blocks.append(paragraph(quiet(chart.description)))
    else:
        svg = render_svg(chart, PAPER, DRAWN_WIDTH)
        blocks.append(figure(svg, chart.description, chart.description))
    if not chart.rows:
        return blocks
    shown, rest = shorten(chart.rows, MAX_ROWS, language)
    columns = [
        Column(title, 1 if place else 1.6, right=place > 0)
        for place, title in enumerate(chart.header)
    ]
    width, folds = _shape(len(columns), len(shown))
    return [*blocks, table(columns, shown, small=True, width=width, folds=folds), *rest]


def _shape(columns: int, rows: int) -> tuple[float, int]:
    """Return how wide a table is, and into how many columns of the page it is folded.

    A few short columns across the whole page would keep what belongs together far apart.
    """
    if columns > MAX_FOLDED_COLUMNS:
        return 1, 1
    if rows > MAX_UNFOLDED_ROWS:
        return 1, FOLDS
    return WIDTHS[columns], 1
