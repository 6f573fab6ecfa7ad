"""Reductions added up month by month, against what was expected before monitoring began."""

from __future__ import annotations

from itertools import accumulate
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
from jcm_mrv.views.charts.monthly import REST, UNIT
from jcm_mrv.views.charts.roles import Role
from jcm_mrv.views.charts.scale import MOST, scale_of
from jcm_mrv.views.charts.series import CannotDraw
from jcm_mrv.views.charts.table import ends_of_years, last_row, month_table, tonnes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from jcm_mrv.views.charts.series import Monthly
    from jcm_mrv.views.words import Language

NAME = "cumulative"


def draw_cumulative(monthly: Monthly, language: Language) -> Chart | None:
    """Return the chart of the running sums; None where the report has no month with a value.

    Raises:
        CannotDraw: a sum is too large.
    """
    _ = language.text
    title = _("Cumulative emission reductions against the ex-ante estimate")
    if not any(one.value is not None for one in monthly.months):
        return None
    if not any(one.expected is not None for one in monthly.months):
        return Chart(
            NAME,
            title,
            _("The project states no estimate of its reductions, so there is nothing to compare."),
        )
    actual = running_sums(one.value for one in monthly.months)
    expected = running_sums(one.expected for one in monthly.months)
    if any(abs(one) > MOST for one in (*actual, *expected) if one is not None):
        raise CannotDraw
    names = (_("Reductions"), _("Ex-ante estimate"))
    months = [one.month for one in monthly.months]
    ends = ends_of_years(months)
    columns = {
        name: [tonnes(sums[place], language) for place in ends]
        for name, sums in zip(names, (actual, expected), strict=True)
    }
    listed = [months[place] for place in ends]
    header, rows = month_table(listed, columns, UNIT, language, listed=True)
    slots = [Slot(month, month) for month in months]
    whole = None
    if monthly.beyond and actual[-1] is not None:
        whole = actual[-1] + monthly.beyond
        slots.append(Slot(REST, label="+"))
        label = _("Reductions with what lies beyond the months")
        rows = (*rows, last_row(header, label, tonnes(whole, language)))
    reached = [_last(actual), _last(expected)]
    description = _(
        "Two lines by month: the reductions reach {actual} t, the estimate for the same days "
        "{expected} t.",
        actual=tonnes(reached[0], language),
        expected=tonnes(reached[1], language),
    )
    if None in actual:
        ends_early = _("The line of the reductions ends where a month has no value.")
        description = language.sentences((description, ends_early))
    spec = _spec(slots, (actual, expected, whole), names, language)
    return Chart(NAME, title, description, spec, header, rows)


def running_sums(values: Iterable[Fraction | None]) -> list[Fraction | None]:
    """Return the sum up to each value; None from the first None on."""

    def add(so_far: Fraction | None, value: Fraction | None) -> Fraction | None:
        return None if so_far is None or value is None else so_far + value

    return list(accumulate(values, add))


def _last(sums: list[Fraction | None]) -> Fraction | None:
    return next((one for one in reversed(sums) if one is not None), None)


def _spec(
    slots: list[Slot],
    lines: tuple[list[Fraction | None], list[Fraction | None], Fraction | None],
    names: tuple[str, str],
    language: Language,
) -> dict[str, Any]:
    actual, expected, whole = lines
    scale = scale_of(one for one in (*actual, *expected, whole) if one is not None)
    solid = {"stroke": Role.REDUCTIONS.paint, "strokeWidth": 2.5}
    dashed = {"stroke": Role.ESTIMATE.paint, "strokeWidth": 2, "strokeDash": [6, 4]}
    entries = [
        Entry(names[0], {"line": True, **solid}),
        Entry(names[1], {"line": True, **dashed}),
    ]
    hollow = {"shape": "circle", "size": 70, "fill": "transparent", **solid}
    if whole is not None:
        entries.append(Entry(language.text("+ Beyond the months"), hollow))
    frame = frame_of(scale, language, entries, room_under(slots))
    x, y = x_of(slots), y_of(scale)
    layers = grid(scale, frame, language, UNIT) + base_line(scale, frame)
    for sums, stroke in ((expected, dashed), (actual, solid)):
        values = [
            {"slot": slot.key, "value": float(one)}
            for slot, one in zip(slots, sums, strict=False)
            if one is not None
        ]
        mark = {"type": "line", **stroke}
        layers.append({"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y}})
        if len(values) == 1:
            point = {"type": "point", "shape": "circle", "opacity": 1, **stroke}
            layers.append({"data": {"values": values}, "mark": point, "encoding": {"x": x, "y": y}})
    if whole is not None:
        values = [{"slot": REST, "value": float(whole)}]
        mark = {"type": "point", "opacity": 1, **hollow}
        layers.append({"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y}})
    return spec_of(frame, [*layers, *month_axis(slots, frame, language), *legend(entries, frame)])
