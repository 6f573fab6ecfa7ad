"""D152: more energy in a day than the sun could give to the array."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.checks.check import Check
from jcm_mrv.checks.sun import MARGIN, clear_sky, sine_of_elevation
from jcm_mrv.checks.view import site_of, span_of, years_of
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_rounded
from jcm_mrv.readings.zones import DAY_US, day_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jcm_mrv.checks.view import Site, View

POINT_US = 900_000_000
HOUR_US = 3_600_000_000

CHECK = Check(
    code="D152",
    since="0.2.0",
    title="more than a clear sky gives",
    why=(
        "On no day can an array give more than modules that face the sun from dawn to dusk "
        "under a clear sky. More is a slip of unit or multiplier, a column that counts twice, "
        "or the energy of several days in one. On the low side it would claim energy that "
        "cannot be."
    ),
    remedy=(
        "Check unit, columns and multiplier, and peak of the array: it is the nameplate power "
        "of the modules, not of the inverters. Check latitude and longitude."
    ),
    bad='peak = { value = 5, unit = "kW" } in Colorado, 96 kWh on a day of July',
    good='peak = { value = 5, unit = "kW" } in Colorado, 34 kWh on a day of July',
    source=(
        "Beam of a clear sky: Meinel and Meinel, Applied Solar Energy (1976), with the air mass "
        "of Kasten and Young (1989), a tenth more for the rest of the sky. Declared policy: a "
        "margin of 30 % for altitude, cold modules, bright clouds, snow, two-sided modules and "
        "a generous rating; single readings are compared where a step has at least 15 minutes."
    ),
)


def judge(view: View) -> Iterator[Finding]:
    """Compare the energy of each day with what the sun could give at most."""
    series, site = view.series, site_of(view.project)
    if site is None or not view.peak or (series.grid and series.grid.step > DAY_US):
        return
    given = _given(view, view.peak)
    if not given:
        return
    bounds = bounds_of(view, site)
    told = set() if view.limit is None else set(series.peaks_above(view.limit))
    told |= {day_number(series.local(leap.time).date()) for leap in view.leaps}
    above = {
        day: one
        for day, one in given.items()
        if day not in told and (one.hours > bounds[day].hours or one.most > bounds[day].most)
    }
    for year, dates in years_of(above).items():
        days = [day_number(date) for date in dates]
        first = days[0]
        got, bound = above[first], bounds[first]
        said = (
            f"its peak for {format_rounded(got.hours, 1)} h, modules facing the sun would for "
            f"{format_rounded(bound.hours, 1)} h"
            if got.hours > bound.hours
            else f"up to {format_rounded(got.most, 2)} times its peak, modules facing the sun "
            f"would {format_rounded(bound.most, 2)} times"
        )
        yield Finding(
            "D152",
            "error" if series.side == "low" else "warning",
            view.place,
            f"on {counted(len(days), 'day', 'days')} of {year} the array{view.whose} gives more "
            f"than a clear sky could, first on {dates[0]}: {said} (margin of 30 % included); check "
            "unit, columns, multiplier and peak",
            parameter=series.parameter,
            span=span_of(days),
            meter=view.meter_id,
        )


def tells_single_readings(view: View) -> bool:
    """Tell whether single readings of an array are compared: one column, steps not too short."""
    grid, width = view.series.grid, len(view.series.columns)
    known = site_of(view.project) is not None and view.peak is not None
    return known and grid is not None and width == 1 and POINT_US <= grid.step <= DAY_US


@dataclass(frozen=True, slots=True)
class Given:
    """Hold what an array gives in a day: hours at its peak, and most as a ratio to its peak."""

    hours: Fraction
    most: Fraction


def bounds_of(view: View, site: Site) -> Mapping[int, Given]:
    """Return per local day of the period the most that an array can give."""
    calendar = view.series.calendar
    points = pl.int_range(calendar.starts[0], calendar.starts[-1], POINT_US, eager=True)
    day = pl.Series(calendar.starts).search_sorted(points, side="right") - 1 + calendar.first
    frame = pl.DataFrame({"t": points + POINT_US // 2, "day": day.cast(pl.Int64)})
    given = clear_sky(sine_of_elevation(pl.col("t"), site.latitude, site.longitude))
    days = frame.group_by("day").agg(
        (given.sum() * (MARGIN * POINT_US / HOUR_US)).alias("hours"),
        (given.max() * MARGIN).alias("most"),
    )
    return {day: Given(Fraction(hours), Fraction(most)) for day, hours, most in days.iter_rows()}


def _given(view: View, peak: Fraction) -> dict[int, Given]:
    """Return what each day of the period has; the most only where one column has long steps."""
    series = view.series
    calendar, width = series.calendar, len(series.columns)
    days = series.days()
    days = days.filter(days["day"].is_between(calendar.first, calendar.last))
    asked = [f"{i}.{name}" for i in series.columns for name in ("sum", "min", "max")]
    step = series.grid.step if series.grid else HOUR_US
    single = tells_single_readings(view)
    given = {}
    for day, *values in days.select("day", *asked).iter_rows():
        known = [Fraction(value or 0) for value in values]
        total = sum(known[0::3], Fraction(0))
        if series.grid is None:
            total = sum((known[3 * i + 2] - known[3 * i + 1] for i in range(width)), Fraction(0))
        most = known[2] / peak if single else Fraction(0)
        given[day] = Given(total / peak * Fraction(step, HOUR_US), most)
    return given
