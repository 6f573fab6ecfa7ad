"""The report's account of time: the zone, the boundaries as instants, changes of the offset."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from jcm_mrv.readings.zones import iso_instant, number_day, offset_at

if TYPE_CHECKING:
    from jcm_mrv.calculation.compute import Calculation
    from jcm_mrv.project.model import Project


def render_time(project: Project, calculation: Calculation | None) -> dict[str, Any]:
    """Tell the zone, the instants of the boundaries and the changes of the offset."""
    entry: dict[str, Any] = {
        "zone": project.time_zone,
        "tzdata": version("tzdata"),
        "boundaries": [],
        "transitions": [],
    }
    if calculation is None:
        return entry
    calendar = calculation.timeline.calendar
    days = [line.start for line in calculation.timeline.lines]
    numbers = [(day - number_day(0)).days for day in days] + [calendar.last + 1]
    entry["boundaries"] = [
        {
            "local": f"{number_day(number).isoformat()}T00:00:00",
            "instant": iso_instant(calendar.moment(number, wall=False)),
        }
        for number in numbers
    ]
    first, last = calendar.starts[0], calendar.starts[-1]
    entry["transitions"] = [
        {
            "instant": iso_instant(change.instant),
            "offset_before": change.before // 1_000_000,
            "offset_after": change.after // 1_000_000,
        }
        for change in calendar.transitions
        if first <= change.instant <= last
    ]
    entry["offset_at_start"] = offset_at(calendar.zone, first) // 1_000_000
    return entry
