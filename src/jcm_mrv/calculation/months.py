"""Readings by parameter, member and local month, before any treatment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from jcm_mrv.readings.bins import Bin
from jcm_mrv.readings.zones import number_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.readings.calendar import Calendar

Key = TypeVar("Key", tuple[str, str], tuple[str, str, int])


@dataclass(frozen=True, slots=True)
class Month:
    """Hold what one point read in one month, all its sources netted.

    Args:
        read: in the parameter's unit.
        expected: readings that the steps ask for; 0 for registers and stated amounts.
    """

    read: Bin
    expected: int


Months = dict[tuple[str, str], dict[str | None, Month]]
"""By parameter and month, such as ``2017-03``: what each member read."""

Parts = dict[tuple[str, str, int], dict[str | None, Month]]
"""By parameter, month and segment: what each member read."""


def sum_months(calendar: Calendar, contributions: Iterable[Contribution]) -> Months:
    """Sum the bins of every contribution by month."""
    names = [month_of(calendar, index) for index in range(calendar.bins)]
    return _sum_bins(contributions, lambda name, index: (name, names[index]))


def sum_parts(timeline: Timeline, contributions: Iterable[Contribution]) -> Parts:
    """Sum the bins of every contribution by month and segment."""
    calendar = timeline.calendar
    names = [month_of(calendar, index) for index in range(calendar.bins)]
    segments = {index: one.index for one in timeline.segments for index in one.bins}
    return _sum_bins(contributions, lambda name, index: (name, names[index], segments[index]))


def _sum_bins(
    contributions: Iterable[Contribution], key_of: Callable[[str, int], Key]
) -> dict[Key, dict[str | None, Month]]:
    sums: dict[Key, dict[str | None, Month]] = {}
    for one in contributions:
        for index, part in enumerate(one.bins):
            members = sums.setdefault(key_of(one.monitored.parameter, index), {})
            known = members.get(one.member) or Month(Bin(), 0)
            signed = part if one.sign > 0 else _negated(part)
            members[one.member] = Month(known.read + signed, known.expected + one.expected[index])
    return sums


def month_of(calendar: Calendar, index: int) -> str:
    """Return the month that a bin lies in, such as ``2017-03``."""
    return f"{number_day(calendar.edges[index]):%Y-%m}"


def month_days(calendar: Calendar) -> dict[str, range]:
    """Return the days of each month that lie inside of the period."""
    days: dict[str, range] = {}
    for index in range(calendar.bins):
        name, part = month_of(calendar, index), calendar.bin_days(index)
        days[name] = range(days[name].start if name in days else part.start, part.stop)
    return days


def _negated(part: Bin) -> Bin:
    low = None if part.maximum is None else -part.maximum
    high = None if part.minimum is None else -part.minimum
    return Bin(-part.total, part.count, low, high)
