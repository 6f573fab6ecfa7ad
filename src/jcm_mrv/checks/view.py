"""What a check of readings sees: one series, its place, its project, what it can carry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.numbers import printable
from jcm_mrv.readings.zones import number_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from jcm_mrv.checks.leap import Leap
    from jcm_mrv.findings import Place
    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Meter
    from jcm_mrv.readings.series import Series
    from jcm_mrv.units import Units


@dataclass(frozen=True, slots=True)
class View:
    """Hold a series for the checks.

    Args:
        series: the readings of one source.
        place: where the source was written.
        limit: the largest reading that the rated power allows, in the unit of the readings;
            None where no rated power is known, and for registers.
        project: the project that it belongs to.
        units: of the methodology.
        peak: what the array gives at its nameplate power in a step, or in an hour to a register,
            in the unit of the readings; None where the point is no array.
        leaps: the first readings after gaps that stand far above their neighbours.
    """

    series: Series
    place: Place
    limit: Fraction | None
    project: Project
    units: Units
    peak: Fraction | None = None
    leaps: tuple[Leap, ...] = ()

    @property
    def unit(self) -> str:
        """Return the unit of the readings, as written."""
        return self.series.source.unit

    @property
    def whose(self) -> str:
        """Return ``for "roof-a"`` after a blank, where a table names members; else nothing."""
        named = self.series.source.member_column is not None and self.series.member is not None
        return f' for "{printable(self.series.member or "")}"' if named else ""

    @property
    def meter_id(self) -> str | None:
        """Return the id of the meter behind the readings."""
        return self.series.source.meter or self.series.monitored.meter

    @property
    def meter(self) -> Meter | None:
        """Return the meter behind the readings, where the project describes it."""
        return self.project.meters.get(self.meter_id or "")


@dataclass(frozen=True, slots=True)
class Site:
    """Hold where a project lies: decimal degrees, north and east."""

    latitude: float
    longitude: float


def site_of(project: Project) -> Site | None:
    """Return the place of a project, where it says both degrees."""
    where = project.location
    if where is None or where.latitude is None or where.longitude is None:
        return None
    return Site(float(where.latitude), float(where.longitude))


def years_of(days: Iterable[int]) -> dict[int, list[dt.date]]:
    """Group counts of days by calendar year."""
    years: dict[int, list[dt.date]] = {}
    for number in sorted(days):
        day = number_day(number)
        years.setdefault(day.year, []).append(day)
    return years


def span_of(days: Iterable[int]) -> tuple[dt.datetime, dt.datetime]:
    """Return the local span from the first of some days to the end of the last one."""
    known = sorted(days)
    first, last = number_day(known[0]), number_day(known[-1] + 1)
    return dt.datetime.combine(first, dt.time()), dt.datetime.combine(last, dt.time())
