"""Lines and segments: how a monitoring period is cut before anything is summed.

A line is what the result shows: a calendar year in the project's time zone, cut further at
the project's own ``cuts``. A segment is a part of a line with constant fixed values; the
segments of a line add up before rounding (contracts 4 and 9).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.readings.calendar import Calendar, make_calendar
from jcm_mrv.readings.zones import DAY_US, day_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from jcm_mrv.project.model import Project

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of the result.

    Args:
        index: from 0.
        year: calendar year, the vintage.
        start: first day.
        end: last day, inclusive.
    """

    index: int
    year: int
    start: dt.date
    end: dt.date

    @property
    def span(self) -> tuple[int, int]:
        """Return the half-open span on the wall clock [us]."""
        return _span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Segment:
    """Hold a part of a line with constant fixed values.

    Args:
        index: from 0.
        line: index of its line.
        start: first day.
        end: last day, inclusive.
        bins: the bins of the calendar that it consists of.
    """

    index: int
    line: int
    start: dt.date
    end: dt.date
    bins: range

    @property
    def span(self) -> tuple[int, int]:
        """Return the half-open span on the wall clock [us]."""
        return _span(self.start, self.end)

    @property
    def days(self) -> int:
        """Count the local calendar days, both ends included [day]."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Timeline:
    """Hold the calendar of a period with its lines and segments."""

    calendar: Calendar
    lines: tuple[Line, ...]
    segments: tuple[Segment, ...]

    def lines_in(self, start: dt.datetime, end: dt.datetime) -> tuple[Line, ...]:
        """Return the lines that a local half-open span touches."""
        return tuple(
            line
            for line in self.lines
            if start < dt.datetime.combine(line.end + ONE_DAY, dt.time())
            and end > dt.datetime.combine(line.start, dt.time())
        )


def lay_out(project: Project, zone: ZoneInfo, lapses: Iterable[dt.date] = ()) -> Timeline:
    """Cut a project's period.

    Args:
        project: the project.
        zone: its time zone.
        lapses: days at which the validity of a calibration changes; bins are cut there,
            lines and segments are not.
    """
    years = [dt.date(year, 1, 1) for year in range(project.start.year + 1, project.end.year + 1)]
    changes: set[dt.date] = set()
    for value in (one for many in project.fixed.values() for one in many):
        if value.start is not None:
            changes.add(value.start)
        if value.until is not None:
            changes.add(value.until + ONE_DAY)
    calendar = make_calendar(
        zone, project.start, project.end, [*years, *project.cuts, *changes, *lapses]
    )
    lines = tuple(
        Line(index, start.year, start, end)
        for index, (start, end) in enumerate(_runs(project, {*years, *project.cuts}))
    )
    segments: list[Segment] = []
    for line in lines:
        for start, end in _runs_between(line.start, line.end, changes):
            first, last = day_number(start), day_number(end)
            bins = range(calendar.bin_of(first), calendar.bin_of(last) + 1)
            segments.append(Segment(len(segments), line.index, start, end, bins))
    return Timeline(calendar, lines, tuple(segments))


def _runs(project: Project, edges: set[dt.date]) -> list[tuple[dt.date, dt.date]]:
    return _runs_between(project.start, project.end, edges)


def _runs_between(
    start: dt.date, end: dt.date, edges: Iterable[dt.date]
) -> list[tuple[dt.date, dt.date]]:
    inner = sorted(edge for edge in set(edges) if start < edge <= end)
    starts = [start, *inner]
    ends = [edge - ONE_DAY for edge in inner] + [end]
    return list(zip(starts, ends, strict=True))


def _span(start: dt.date, end: dt.date) -> tuple[int, int]:
    return day_number(start) * DAY_US, (day_number(end) + 1) * DAY_US
