"""What a check of readings sees: one series, its place, and the most that it can carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.readings.zones import number_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from fractions import Fraction

    from jcm_mrv.findings import Place
    from jcm_mrv.readings.series import Series


@dataclass(frozen=True, slots=True)
class View:
    """Hold a series for the checks.

    Args:
        series: the readings of one source.
        place: where the source was written.
        limit: the largest reading that the rated power allows, in the unit of the readings;
            None where no rated power is known, and for registers.
    """

    series: Series
    place: Place
    limit: Fraction | None

    @property
    def unit(self) -> str:
        """Return the unit of the readings, as written."""
        return self.series.source.unit


def years_of(days: Iterable[int]) -> dict[int, list[dt.date]]:
    """Group counts of days by calendar year."""
    years: dict[int, list[dt.date]] = {}
    for number in sorted(days):
        day = number_day(number)
        years.setdefault(day.year, []).append(day)
    return years
