"""D114: a meter that shows one number for long, or nothing where it never shows nothing."""

from __future__ import annotations

from fractions import Fraction
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
MIN_RUN_US = 12 * 3_600_000_000
USUAL_SHARE = 0.1
LEAST_OF_USUAL = Fraction(1, 5)

CHECK = Check(
    code="D114",
    since="0.1.0",
    title="stuck value",
    why=(
        "A logger that lost its meter often repeats the last reading. A whole day of one and "
        "the same number, other than zero, is rarely a real load and looks complete to every "
        "other check. So does half a day in a column that hardly ever repeats a reading. Days "
        "of zero are told where zero is missing consumption (the high side), "
        "and where no other reading is zero: a plant that never stops."
    ),
    remedy=(
        "Compare the days with the meter's own memory or an invoice. If the readings are not "
        "real, remove them: a gap is treated openly. If the plant stood still, say so with an "
        "[[events]] table."
    ),
    bad="24 hourly readings of 41.7 kWh on 2017-05-04",
    good="24 hourly readings between 38.2 and 44.9 kWh",
    source=(
        "Declared policy: half a day across midnight is told where on nine days in ten at most "
        "a tenth of the readings repeat the one before, and where the reading is at least a "
        "fifth of the usual maximum of a day: the draw of a plant that stands by is constant."
    ),
)


def _still(column: int) -> pl.Expr:
    low, high = pl.col(f"{column}.min"), pl.col(f"{column}.max")
    return (low == high) & (low != 0) & (pl.col(f"{column}.n") >= MIN_READINGS)


def judge(view: View) -> Iterator[Finding]:
    """Find whole days, and half days across midnight, with at least twelve equal readings."""
    series = view.series
    if series.grid is None:
        return
    for i in series.columns:
        if series.side == "high" and series.source.measures != "state":
            yield from _judge_zero(view, i)
        name = series.column_name(i)
        stuck = series.matching(f"stuck {i}", partial(_still, i))
        yield from _judge_runs(view, i, set() if stuck is None else set(stuck["day"].to_list()))
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


def _judge_runs(view: View, column: int, told: set[int]) -> Iterator[Finding]:
    """Find runs of half a day of one reading, which no whole day shows."""
    series = view.series
    grid = series.grid
    if grid is None or f"{column}.same" not in series.found.days.columns:
        return
    least = max(MIN_READINGS, -(-MIN_RUN_US // grid.step))
    days = series.found.derived(
        f"runs {column} {least}", partial(_with_runs, view, column, least)
    ).get(series.key)
    if days is None:
        return
    wanted = {day + k for day in days["day"].to_list() for k in (-1, 0, 1)}
    rows = series.rows_of(wanted).select("t", "day", pl.col(f"v{column}").alias("v")).drop_nulls()
    begins = (pl.col("v") != pl.col("v").shift(1)) | (
        pl.col("t") - pl.col("t").shift(1) > grid.step
    )
    runs = (
        rows.with_columns(begins.fill_null(value=True).cum_sum().alias("run"))
        .group_by("run", maintain_order=True)
        .agg(
            pl.col("t").first().alias("start"),
            pl.col("t").last().alias("end"),
            pl.col("day").first().alias("first"),
            pl.col("day").last().alias("last"),
            pl.col("v").first(),
            pl.len().alias("n"),
        )
        .filter((pl.col("n") >= least) & (pl.col("v") != 0))
    )
    usual = Fraction(days["usual"][0]) * LEAST_OF_USUAL
    for run in runs.iter_rows(named=True):
        if told & set(range(run["first"], run["last"] + 1)) or Fraction(run["v"]) < usual:
            continue
        start, end = series.local(run["start"]), series.local(run["end"] + grid.step)
        yield Finding(
            "D114",
            "warning",
            view.place,
            f'the column "{series.column_name(column)}" does not move from '
            f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}: {run['n']:,} readings of "
            f"{format_exact(parse_number(run['v']))} {view.unit}, where it hardly ever repeats "
            "one; compare with the meter or an invoice",
            parameter=series.parameter,
            span=(start, end),
            meter=view.meter_id,
        )


def _with_runs(view: View, column: int, least: int, days: pl.DataFrame) -> pl.DataFrame:
    """Return days that may hold half of a run, of columns that else hardly repeat a reading."""
    calendar, count = view.series.calendar, pl.col(f"{column}.n")
    known = days.filter(pl.col("day").is_between(calendar.first, calendar.last) & (count > 0))
    share = pl.col(f"{column}.same") / count
    rare = known.group_by("m").agg(
        share.quantile(0.9).alias("share"),
        pl.col(f"{column}.max").cast(pl.Float64).median().alias("usual"),
        pl.len().alias("days"),
    )
    rare = rare.filter((pl.col("share") <= USUAL_SHARE) & (pl.col("days") >= MIN_OTHER_DAYS))
    half = pl.col(f"{column}.same") >= least // 2 - 1
    return known.filter(half).join(rare.drop("days"), on="m")
