"""D109: readings outside of the monitoring period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.checks.check import Check
from jcm_mrv.checks.data.after_until import last_day
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted
from jcm_mrv.readings.zones import day_number, number_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View
    from jcm_mrv.readings.coverage import Grid

CHECK = Check(
    code="D109",
    since="0.1.0",
    title="readings outside of the period",
    why=(
        "An export often starts earlier or ends later than the monitoring period. Such readings "
        "are left out; the note is there because a period typed wrongly looks the same. So does "
        "the start or end of a member of a set: on the high side, where less consumption means "
        "more credits, that is a warning."
    ),
    remedy="Nothing, if [monitoring_period] is right; else correct its dates.",
    bad="end = 2017-12-31, with readings to 2018-01-15",
    good="end = 2018-01-15, or an export that ends with the period",
)


def judge(view: View) -> Iterator[Finding]:
    """Count the rows that start before or after the period, or when a member did not belong."""
    series, calendar = view.series, view.series.calendar
    # The last reading of a register, at midnight after the period, belongs to it.
    if series.grid is None or not any(cell.count for cell in series.bins):
        return  # D108 tells where they lie, if none lies inside
    yield from _outside_period(view, series.grid)
    first, last = (
        day_number(calendar.local(edge, wall=series.wall).date())
        for edge in (series.window[0], series.window[1] - 1)
    )
    if series.member is not None and (first, last) != (calendar.first, calendar.last):
        yield from _outside_membership(view, first, last)


def _outside_period(view: View, grid: Grid) -> Iterator[Finding]:
    series, calendar, day = view.series, view.series.calendar, pl.col("day")
    tail = last_day(view)
    outside = series.found.matching(
        "outside", lambda: (day < calendar.first) | day.is_between(calendar.last + 1, tail)
    ).get(series.key)
    if outside is None:
        return
    count = int(outside["n"].sum())
    start = calendar.moment(calendar.first, wall=series.wall)
    if series.cut_steps and (outside["last"] == grid.before(start)).any():
        count -= 1  # the step that crosses into the period is split by time (D124)
    if not count:
        return
    days = sorted(outside["day"].to_list())
    yield Finding(
        "D109",
        "note",
        view.place,
        f"{counted(count, 'row lies', 'rows lie')} outside of the period "
        f"{number_day(calendar.first)} to {number_day(calendar.last)}, from "
        f"{number_day(days[0])} to {number_day(days[-1])}; left out",
        "left out",
        parameter=series.parameter,
    )


def _outside_membership(view: View, first: int, last: int) -> Iterator[Finding]:
    series, calendar, day = view.series, view.series.calendar, pl.col("day")
    inside = day.is_between(calendar.first, calendar.last)
    other = series.days().filter(inside & ~day.is_between(first, last))
    count = int(other["n"].sum())
    if not count:
        return
    days = sorted(other["day"].to_list())
    yield Finding(
        "D109",
        "note" if series.side == "low" else "warning",
        view.place,
        f'{counted(count, "row lies", "rows lie")} outside of the days on which "{series.member}" '
        f"belongs to the project ({number_day(first)} to {number_day(last)}), from "
        f"{number_day(days[0])} to {number_day(days[-1])}; left out; check start and end of the "
        "member",
        "left out",
        parameter=series.parameter,
    )
