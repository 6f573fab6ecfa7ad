"""The charts of the page, each with its words and the same numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.views.charts import PAGE, charts_of, render_svg
from jcm_mrv.views.page.blocks import fold, left_out, scroll, section, table
from jcm_mrv.views.page.equations import symbols_of
from jcm_mrv.views.page.markup import Markup, element, join
from jcm_mrv.views.page.months import render_months

if TYPE_CHECKING:
    from jcm_mrv.views.charts import Chart
    from jcm_mrv.views.page.view import View

WIDTH = 880
"""Of a drawing on a wide screen [px]; a narrow one shows it smaller, or scrolls."""

SHOWN_ROWS = 600
SHOWN_CHARTS = 40


_BY_LINE = "emissions"


@dataclass(frozen=True, slots=True)
class Charts:
    """Hold the charts of a page: the one of the lines, and the part of those by month."""

    emissions: Markup
    by_month: Markup


def render_charts(view: View) -> Charts:
    """Render every chart of the report; one without a drawing is told in a sentence."""
    _ = view.language.text
    charts = charts_of(view.parsed, view.language)
    emissions = [one for one in charts if one.name == _BY_LINE]
    others = [one for one in charts if one.name != _BY_LINE]
    by_month = section(
        "charts",
        _("Month by month"),
        *(_figure(view, one) for one in others[:SHOWN_CHARTS]),
        left_out(view, len(others) - SHOWN_CHARTS),
        render_months(view, symbols_of(view)),
    )
    return Charts(join(_figure(view, one) for one in emissions), by_month)


def _figure(view: View, chart: Chart) -> Markup:
    _ = view.language.text
    name = f"figure-{chart.name}"
    caption = element(
        "figcaption",
        element("h3", view.own(chart.title), id=name),
        element("p", view.own(chart.description)),
    )
    drawing = None
    if chart.spec is not None:
        # What it lets through is closed, so that it can stand here as it is.
        drawing = scroll(Markup(render_svg(chart, PAGE, WIDTH)), chart.title)
    return element("figure", caption, drawing, _numbers(view, chart), aria_labelledby=name)


def _numbers(view: View, chart: Chart) -> Markup | None:
    if not chart.rows:
        return None
    _ = view.language.text
    return fold(
        _("The numbers of this chart ({count} rows)", count=view.count(len(chart.rows))),
        table(
            chart.title,
            chart.header,
            chart.rows[:SHOWN_ROWS],
            numbers=range(1, len(chart.header)),
        ),
        left_out(view, len(chart.rows) - SHOWN_ROWS),
    )
