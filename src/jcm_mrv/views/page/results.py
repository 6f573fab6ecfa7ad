"""The results by line, and how they became whole tonnes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.page.blocks import STACKED, fold, left_out, section, table
from jcm_mrv.views.page.markup import element, join
from jcm_mrv.views.reported.results import lines_of, rounding_of, total_of

if TYPE_CHECKING:
    from jcm_mrv.views.page.charting import Charts
    from jcm_mrv.views.page.markup import Child, Markup
    from jcm_mrv.views.page.view import View
    from jcm_mrv.views.reported.results import Line

SHOWN_LINES = 400


def render_results(view: View, charts: Charts) -> Markup:
    """Render the table of lines with their total, the rounding step, and the chart of the lines."""
    _ = view.language.text
    lines = lines_of(view.parsed, view.language)
    header = (
        _("Vintage"),
        _("Reference emissions"),
        _("Project emissions"),
        _("Emission reductions"),
        _("Credits"),
    )
    unit = _unit(view)
    return section(
        "results",
        _("Emissions and credits"),
        table(
            _("Emissions and credits by vintage [{unit}], cut to three decimals", unit=unit),
            header,
            [_cells(view, line) for line in lines[:SHOWN_LINES]],
            numbers=(1, 2, 3, 4),
            class_=STACKED,
            last=_cells(view, total_of(view.parsed, view.language)),
        ),
        left_out(view, len(lines) - SHOWN_LINES),
        _rounding(view),
        charts.emissions,
    )


def _unit(view: View) -> str:
    reductions = view.parsed.report.totals.emission_reductions
    return reductions.unit if reductions else "tCO2"


def _cells(view: View, line: Line) -> list[Child]:
    numbers = (line.reference, line.project, line.reductions, line.credits)
    period = element("span", line.period, class_="period") if line.period else None
    return [join([line.label, period]), *(view.shown(one) for one in numbers)]


def _rounding(view: View) -> Markup | None:
    _ = view.language.text
    years = rounding_of(view.parsed, view.language)
    if not years:
        return None
    header = (
        _("Year"),
        _("Emission reductions"),
        _("Carried from or to other years"),
        _("Kept"),
        _("Rounded down"),
    )
    rows = [
        (
            one.year,
            *(view.shown(number) for number in (one.reductions, one.carried, one.kept, one.whole)),
        )
        for one in years[:SHOWN_LINES]
    ]
    policy = view.parsed.report.rounding.policy
    caption = _("Rounding by the policy {policy} [tCO2]", policy=policy)
    return fold(
        _("How the reductions became whole tonnes"),
        table(caption, header, rows, numbers=(1, 2, 3, 4)),
        left_out(view, len(years) - SHOWN_LINES),
    )
