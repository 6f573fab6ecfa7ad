"""The local days of a monitoring period as instants, and the bins that sums are kept in.

A bin is a run of local days that no boundary of the calculation cuts: boundaries of months,
vintages, cuts, changes of fixed values and lapsed calibrations. Every total of the report is
a sum of bins.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.readings import zones

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Calendar:
    """Hold the days of a period in the project's time zone.

    Args:
        zone: the project's time zone.
        first: first day of the period, as a count of days.
        last: last day, inclusive.
        starts: instants [us] at which the days start, and the end of the last one.
        transitions: changes of the offset around the period.
        offset: offset before the first of them [us].
        edges: days at which bins start, ascending, the day after the period last.
    """

    zone: ZoneInfo
    first: int
    last: int
    starts: tuple[int, ...]
    transitions: tuple[zones.Transition, ...]
    offset: int
    edges: tuple[int, ...]

    def moment(self, day: int, *, wall: bool) -> int:
        """Return the start of a day of the period, or its end, on an axis [us]."""
        return day * zones.DAY_US if wall else self.starts[day - self.first]

    def axis(self, moment: dt.datetime, *, wall: bool) -> int:
        """Return a local naive date-time on an axis [us]."""
        return zones.wall(moment) if wall else zones.to_instant(self.zone, moment)

    def local(self, moment: int, *, wall: bool) -> dt.datetime:
        """Return a moment of an axis [us] as a local naive date-time."""
        return zones.unwall(moment) if wall else zones.to_wall(self.zone, moment)

    def bin_of(self, day: int) -> int:
        """Return the bin of a day: -1 before the period, ``bins`` after it."""
        return bisect_right(self.edges, day) - 1

    @property
    def bins(self) -> int:
        """Count the bins of the period."""
        return len(self.edges) - 1

    def bin_span(self, index: int, *, wall: bool) -> tuple[int, int]:
        """Return the half-open span [us] of a bin."""
        return (
            self.moment(self.edges[index], wall=wall),
            self.moment(self.edges[index + 1], wall=wall),
        )

    def bin_days(self, index: int) -> range:
        """Return the days of a bin."""
        return range(self.edges[index], self.edges[index + 1])


def make_calendar(
    zone: ZoneInfo, start: dt.date, end: dt.date, boundaries: Iterable[dt.date] = ()
) -> Calendar:
    """Lay out a monitoring period.

    Args:
        zone: the project's time zone.
        start: first day.
        end: last day, inclusive.
        boundaries: further days at which a bin starts; months need not be given.
    """
    first, last = zones.day_number(start), zones.day_number(end)
    days = [zones.number_day(number) for number in range(first, last + 2)]
    starts = tuple(
        zones.to_instant(zone, dt.datetime(day.year, day.month, day.day)) for day in days
    )
    edges = {first, last + 1}
    edges |= {zones.day_number(day) for day in days if day.day == 1}
    edges |= {zones.day_number(day) for day in boundaries}
    margin = 2 * zones.DAY_US
    return Calendar(
        zone,
        first,
        last,
        starts,
        zones.find_transitions(zone, starts[0] - margin, starts[-1] + margin),
        zones.offset_at(zone, starts[0] - margin),
        tuple(sorted(edge for edge in edges if first <= edge <= last + 1)),
    )
