"""Reductions by month as bars; a month without a value is seen to be without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.views.charts.chart import Chart
from jcm_mrv.views.charts.frame import (
    Entry,
    Slot,
    base_line,
    frame_of,
    grid,
    legend,
    month_axis,
    room_under,
    spec_of,
    x_of,
    y_of,
)
from jcm_mrv.views.charts.roles import Role
from jcm_mrv.views.charts.scale import scale_of
from jcm_mrv.views.charts.table import last_row, month_table, places_for, tonnes

if TYPE_CHECKING:
    from jcm_mrv.views.charts.series import Monthly
    from jcm_mrv.views.words import Language

NAME = "monthly"
REST = "beyond"
UNIT = "tCO2"
MISSING = {
    "fill": "transparent",
    "stroke": Role.MISSING.paint,
    "strokeDash": [3, 3],
    "strokeWidth": 1,
}


def draw_monthly(monthly: Monthly, language: Language) -> Chart:
    """Return the chart of the reductions by month."""
    _ = language.text
    title = _("Emission reductions by month")
    if not any(one.value is not None for one in monthly.months):
        return Chart(
            NAME,
            title,
            _("The report has no month with a value, so there is nothing to draw by month."),
        )
    values = [one.value for one in monthly.months]
    places = places_for(values, len(values))
    cells = [tonnes(value, language, places) for value in values]
    months = [one.month for one in monthly.months]
    header, rows = month_table(months, {_("Emission reductions"): cells}, UNIT, language)
    if monthly.beyond != 0:
        rest = tonnes(monthly.beyond, language)
        rows = (*rows, last_row(header, _("Beyond the months"), rest))
    return Chart(NAME, title, _describe(monthly, language), _spec(monthly, language), header, rows)


def _describe(monthly: Monthly, language: Language) -> str:
    _ = language.text
    known = [(one.value, one.month) for one in monthly.months if one.value is not None]
    least, most = min(known), max(known)
    missing = len(monthly.months) - len(known)
    parts = [
        _(
            "Bars by month: least {least} t in {least_month}, most {most} t in {most_month}.",
            least=tonnes(least[0], language),
            least_month=language.month(least[1]),
            most=tonnes(most[0], language),
            most_month=language.month(most[1]),
        )
    ]
    if missing:
        parts.append(_("Months without a value: {count}.", count=language.whole(missing)))
    if monthly.beyond:
        parts.append(
            _(
                "Beyond the months lie {rest} t: treatments of findings, and what cannot be told "
                "by month.",
                rest=tonnes(monthly.beyond, language),
            )
        )
    return language.sentences(parts)


def _spec(monthly: Monthly, language: Language) -> dict[str, Any]:
    _ = language.text
    slots = [Slot(one.month, one.month) for one in monthly.months]
    bars = [
        {"slot": one.month, "value": float(one.value)}
        for one in monthly.months
        if one.value is not None
    ]
    gaps = [{"slot": one.month} for one in monthly.months if one.value is None]
    drawn = [one.value for one in monthly.months if one.value is not None]
    full = {"fill": Role.REDUCTIONS.paint}
    hollow = {"fill": "transparent", "stroke": Role.REDUCTIONS.paint, "strokeWidth": 2}
    entries = [Entry(_("Emission reductions"), {"shape": "square", "size": 130, **full})]
    rest = []
    if monthly.beyond:
        slots.append(Slot(REST, label="+"))
        rest = [{"slot": REST, "value": float(monthly.beyond)}]
        drawn.append(monthly.beyond)
        entries.append(Entry(_("+ Beyond the months"), {"shape": "square", "size": 110, **hollow}))
    if gaps:
        entries.append(
            Entry(_("Month without a value"), {"shape": "square", "size": 130, **MISSING})
        )
    if len(entries) == 1:
        entries = []  # the title says it
    scale = scale_of(drawn)
    frame = frame_of(scale, language, entries, room_under(slots))
    x, y = x_of(slots), y_of(scale)
    layers = [
        *grid(scale, frame, language, UNIT),
        {"data": {"values": bars}, "mark": {"type": "bar", **full}, "encoding": {"x": x, "y": y}},
    ]
    if rest:
        mark = {"type": "bar", **hollow}
        layers.append({"data": {"values": rest}, "mark": mark, "encoding": {"x": x, "y": y}})
    if gaps:
        layers.append(gap_layer(gaps, x, frame.height))
    return spec_of(
        frame,
        [
            *layers,
            *base_line(scale, frame),
            *month_axis(slots, frame, language),
            *legend(entries, frame),
        ],
    )


def gap_layer(gaps: list[dict[str, Any]], x: dict[str, Any], height: int) -> dict[str, Any]:
    """Return a dashed box from top to bottom for each month without a value."""
    return {
        "data": {"values": gaps},
        "mark": {"type": "rect", **MISSING},
        "encoding": {"x": x, "y": {"value": 0}, "y2": {"value": height}},
    }
