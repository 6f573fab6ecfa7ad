"""D114: a meter that shows one number all day, or nothing where it never shows nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.checks.check import Check
from jcm_mrv.checks.view import span_of, years_of
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_exact, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

MIN_READINGS = 12
MIN_OTHER_DAYS = 10

CHECK = Check(
    code="D114",
    since="0.1.0",
    title="stuck value",
    why=(
        "A logger that lost its meter often repeats the last reading. A whole day of one and "
        "the same number, other than zero, is rarely a real load and looks complete to every "
        "other check. Days of zero are told where zero is missing consumption (the high side), "
        "and where no other reading is zero: a plant that never stops."
    ),
    remedy=(
        "Compare the days with the meter's own memory or an invoice. If the readings are not "
        "real, remove them: a gap is treated openly. If the plant stood still, say so with an "
        "[[events]] table."
    ),
    bad="24 hourly readings of 41.7 kWh on 2017-05-04",
    good="24 hourly readings between 38.2 and 44.9 kWh",
)


def _still(column: int) -> pl.Expr:
    low, high = pl.col(f"{column}.min"), pl.col(f"{column}.max")
    return (low == high) & (low != 0) & (pl.col(f"{column}.n") >= MIN_READINGS)


def judge(view: View) -> Iterator[Finding]:
    """Find whole days with at least twelve equal readings."""
    series = view.series
    if series.grid is None:
        return
    for i in series.columns:
        if series.side == "high" and series.source.measures != "state":
            yield from _judge_zero(view, i)
        name = series.found.reading.table.columns[i].name
        stuck = series.matching(f"stuck {i}", partial(_still, i))
        if stuck is None:
            continue
        first = stuck.row(0, named=True)
        value = format_exact(parse_number(first[f"{i}.min"]))
        dates = [day for days in years_of(stuck["day"].to_list()).values() for day in days]
        yield Finding(
            "D114",
            "warning",
            view.place,
            f'the column "{name}" does not move on '
            f"{counted(len(dates), 'whole day', 'whole days')}, first on "
            f"{dates[0]} at {value} {view.unit}; compare with the meter or an invoice",
            parameter=series.parameter,
        )


def _judge_zero(view: View, column: int) -> Iterator[Finding]:
    """Find one block of days of zero where nothing else is ever zero."""
    series = view.series
    low, high = pl.col(f"{column}.min"), pl.col(f"{column}.max")
    zero = series.matching(
        f"zero {column}", lambda: (high == 0) & (low == 0) & (pl.col(f"{column}.n") >= MIN_READINGS)
    )
    if zero is None:
        return
    days = sorted(zero["day"].to_list())
    if days[-1] - days[0] != len(days) - 1:
        return
    # The day before and the day after may hold the start and the end of it.
    others = series.matching(f"any {column}", low.is_not_null)
    apart = (
        None
        if others is None
        else others.filter(~pl.col("day").is_between(days[0] - 1, days[-1] + 1))
    )
    if apart is None or apart.height < MIN_OTHER_DAYS or not (apart[f"{column}.min"] > 0).all():
        return
    span = span_of(days)
    if any(event.start < span[1] and span[0] < event.end for event in view.project.events):
        return
    yield Finding(
        "D114",
        "warning",
        view.place,
        f'the column "{series.column_name(column)}" is zero on '
        f"{counted(len(days), 'whole day', 'whole days')} from {span[0]:%Y-%m-%d}, and never else; "
        "on this side zero raises the reductions: compare with the meter, or name the stop in "
        "[[events]]",
        parameter=series.parameter,
        span=span,
        meter=view.meter_id,
    )
