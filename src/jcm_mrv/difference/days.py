"""First and last days, both inside."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

ONE_DAY = dt.timedelta(days=1)

FIRST_YEAR, LAST_YEAR = 1900, 2199


class Days(NamedTuple):
    """Hold a first and a last day."""

    start: dt.date
    end: dt.date

    @property
    def length(self) -> int:
        """Count the days."""
        return (self.end - self.start).days + 1

    def common(self, other: Days) -> Days | None:
        """Return the days of both."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Days(start, end) if start <= end else None


def parse_day(text: str) -> dt.date:
    """Return the day that a text names.

    Raises:
        ValueError: it names none, or one that no report is about.
    """
    day = dt.date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day


def days_of(month: str) -> Days:
    """Return the days of a month such as ``2017-03``.

    Raises:
        ValueError: it is no month, or one that no report is about.
    """
    start = parse_day(f"{month}-01")
    following = dt.date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return Days(start, following - ONE_DAY)
