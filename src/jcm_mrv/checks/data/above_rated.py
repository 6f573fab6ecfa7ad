"""D113: readings above what the point can carry."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.checks.check import Check
from jcm_mrv.checks.view import years_of
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_rounded
from jcm_mrv.readings.zones import day_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

CHECK = Check(
    code="D113",
    since="0.1.0",
    title="reading above the rated power",
    why=(
        "A 1.2 MW roof cannot give 3 MWh in an hour. A reading above what the point can carry "
        "is a slip of unit, column or multiplier, a catch-up after an outage, or a wrong "
        "rating. On the low side it would claim energy that cannot be; on the high side it is "
        "already against the project, so it only warns."
    ),
    remedy=(
        "Check the unit, the multiplier and rated = {...} of the point, then the reading itself."
    ),
    bad='rated = { value = 5, unit = "kW" }, hourly reading 12.4 kWh',
    good='rated = { value = 15, unit = "kW" }, hourly reading 12.4 kWh',
)


def without_leaps(view: View, found: dict[int, Fraction], limit: Fraction) -> dict[int, Fraction]:
    """Leave out the readings that D151 tells: the first ones after a gap."""
    series = view.series
    leaps = {leap.time for leap in view.leaps}
    days = {day_number(series.local(moment).date()) for moment in leaps} & set(found)
    if not days:
        return found
    rest = {day: top for day, top in found.items() if day not in days}
    for _, day, *values in series.rows_of(days).filter(~pl.col("t").is_in(leaps)).iter_rows():
        total = sum((Fraction(value) for value in values if value is not None), Fraction(0))
        if total > limit:
            rest[day] = max(total, rest.get(day, total))
    return rest


def judge(view: View) -> Iterator[Finding]:
    """Compare the largest reading of each day with the rated power."""
    series, limit = view.series, view.limit
    if limit is None or series.grid is None:
        return
    found = without_leaps(view, series.peaks_above(limit), limit)
    for year, dates in years_of(found).items():
        top = max(found[day_number(date)] for date in dates)
        yield Finding(
            "D113",
            "error" if series.side == "low" else "warning",
            view.place,
            f"readings on {counted(len(dates), 'day', 'days')} of {year} are above the rated "
            f"power: the largest is {format_rounded(top, 3)} {view.unit}, the most is "
            f"{format_rounded(limit, 3)} {view.unit} a step, first on {dates[0]}; check unit, "
            "multiplier and rated",
            parameter=series.parameter,
            span=(
                dt.datetime.combine(dates[0], dt.time()),
                dt.datetime.combine(dates[-1] + dt.timedelta(days=1), dt.time()),
            ),
        )
