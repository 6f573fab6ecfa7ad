"""Readings by parameter, member and local month, before any treatment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.readings.bins import Bin
from jcm_mrv.readings.zones import number_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.readings.calendar import Calendar


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


def sum_months(calendar: Calendar, contributions: Iterable[Contribution]) -> Months:
    """Sum the bins of every contribution by month."""
    months: Months = {}
    for one in contributions:
        for index, part in enumerate(one.bins):
            members = months.setdefault((one.monitored.parameter, month_of(calendar, index)), {})
            known = members.get(one.member) or Month(Bin(), 0)
            signed = part if one.sign > 0 else _negated(part)
            members[one.member] = Month(known.read + signed, known.expected + one.expected[index])
    return months


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
