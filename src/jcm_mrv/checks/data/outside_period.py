"""D109: readings outside of the monitoring period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted
from jcm_mrv.readings.zones import number_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

CHECK = Check(
    code="D109",
    since="0.1.0",
    title="readings outside of the period",
    why=(
        "An export often starts earlier or ends later than the monitoring period. Such readings "
        "are left out; the note is there because a period typed wrongly looks the same."
    ),
    remedy="Nothing, if [monitoring_period] is right; else correct its dates.",
    bad="end = 2017-12-31, with readings to 2018-01-15",
    good="end = 2018-01-15, or an export that ends with the period",
)


def judge(view: View) -> Iterator[Finding]:
    """Count the rows that start before or after the period."""
    series, calendar = view.series, view.series.calendar
    day = pl.col("day")
    # The last reading of a register, at midnight after the period, belongs to it.
    if series.grid is None or not any(cell.count for cell in series.bins):
        return  # D108 tells where they lie, if none lies inside
    outside = series.found.matching(
        "outside", lambda: (day < calendar.first) | (day > calendar.last)
    ).get(series.key)
    if outside is None:
        return
    count = int(outside["n"].sum())
    start = calendar.moment(calendar.first, wall=series.wall)
    if series.cut_steps and (outside["last"] == series.grid.before(start)).any():
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
