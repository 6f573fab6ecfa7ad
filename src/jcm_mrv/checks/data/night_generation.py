"""D153: generation of a photovoltaic array while the sun is down."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.checks.check import Check
from jcm_mrv.checks.sun import US_A_DAY, sine_of_elevation
from jcm_mrv.checks.view import site_of, span_of
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_exact, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jcm_mrv.checks.view import Site, View

LOWEST = math.sin(math.radians(-6))
SHARE = Fraction(1, 100)
MAX_STEP_US = 2 * 3_600_000_000
LEAST_SHIFT = 1.5

CHECK = Check(
    code="D153",
    since="0.2.0",
    title="generation at night",
    why=(
        "Modules give nothing in the dark. Readings at night mean that the stamps are of "
        "another zone, that a clock is wrong, or that the column is not the array. The sum of a "
        "year hardly shows it; but months and years are cut at the wrong hour, and every "
        "comparison with another meter fails."
    ),
    remedy=(
        'Declare time_zone or clock of the source as the logger has it; check stamp = "start" '
        'or "end", latitude and longitude (east is positive), and the column.'
    ),
    bad="412 kWh at 02:00 from an array of 500 kW in Aguascalientes",
    good="412 kWh at 13:00; -0.3 kWh at 02:00, the draw of the inverters",
    source=(
        "Declared policy: more than 1 % of the array's peak in a step that the sun spends lower "
        "than 6 degrees below the horizon (civil dusk), as also the steps before and after; not "
        "for steps over two hours. Position of the sun: US Naval Observatory, Computing "
        "Approximate Solar Coordinates."
    ),
)


def judge(view: View) -> Iterator[Finding]:
    """Look at every reading of an array, where its place is known."""
    series, site = view.series, site_of(view.project)
    if site is None or view.peak is None or series.grid is None or series.wall:
        return
    step = series.grid.step
    if step > MAX_STEP_US:
        return
    found = _at_night(view, site, step)
    if found is None or found.is_empty():
        return
    unit = view.unit
    top = found.filter(pl.col("v") == pl.col("v").max()).row(0, named=True)
    days = found["day"].unique().to_list()
    shift = _shift(view, site, step)
    hint = ""
    if shift is not None and abs(shift) >= LEAST_SHIFT:
        way = "late" if shift > 0 else "early"
        hint = f": the middle of the generation lies about {abs(shift):.1f} h too {way}"
    yield Finding(
        "D153",
        "warning",
        view.place,
        f"{counted(found.height, 'reading', 'readings')}{view.whose} on "
        f"{counted(len(days), 'day', 'days')} {'is' if found.height == 1 else 'are'} above 1 % of "
        f"the array's peak while the sun is down, first "
        f"{series.local(found['t'][0]):%Y-%m-%d %H:%M}, the largest "
        f"{format_exact(parse_number(top['v']))} {unit} at "
        f"{series.local(top['t']):%Y-%m-%d %H:%M}{hint}; check time_zone, clock and stamp of the "
        "source, and the degrees of [location]",
        parameter=series.parameter,
        span=span_of(days),
        meter=view.meter_id,
    )


def _together(columns: Sequence[int]) -> pl.Expr:
    return reduce(add, (pl.col(f"v{i}").fill_null(0) for i in columns))


def _at_night(view: View, site: Site, step: int) -> pl.DataFrame | None:
    """Return the readings of nights: ``t``, ``day`` and ``v``."""
    series, t = view.series, pl.col("t")
    calendar = series.calendar
    least = float((view.peak or Fraction(0)) * SHARE)
    # From a step before to a step after the reading's own; the middle keeps short days apart.
    moments = (t - step, t + step // 2, t + 2 * step)
    sines = [sine_of_elevation(one, site.latitude, site.longitude) for one in moments]

    def ask(rows: pl.LazyFrame) -> pl.LazyFrame:
        v = _together(series.columns).alias("v")
        inside = pl.col("day").is_between(calendar.first, calendar.last)
        bright = rows.select("m", "t", "day", v).filter(
            inside & (pl.col("v").cast(pl.Float64) > least)
        )
        return bright.filter(pl.all_horizontal(one < LOWEST for one in sines))

    return series.found.asked(f"night {series.columns} {least}", ask).get(series.key)


def _shift(view: View, site: Site, step: int) -> float | None:
    """Return by how many hours the middle of all generation lies after solar noon.

    Hours go round, so that the middle is that of directions on a circle.
    """
    series = view.series
    hour = ((pl.col("t") + step // 2).cast(pl.Float64) / US_A_DAY * 360 + site.longitude).radians()
    value = _together(series.columns).cast(pl.Float64)
    weight = pl.when(value > 0).then(value).otherwise(0.0)

    def ask(rows: pl.LazyFrame) -> pl.LazyFrame:
        turned = rows.drop_nulls("t").group_by("m")
        x, y = (weight * hour.cos()).sum(), (weight * hour.sin()).sum()
        return turned.agg(pl.col("t").min(), x.alias("x"), y.alias("y"))

    found = series.found.asked(f"middle {series.columns}", ask).get(series.key)
    if found is None:
        return None
    after_midnight = math.degrees(math.atan2(found["y"][0], found["x"][0])) % 360 / 15
    return after_midnight - 12
