"""The report's account of readings, meters and time."""

from __future__ import annotations

from fractions import Fraction
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from jcm_mrv.calculation.months import sum_months
from jcm_mrv.numbers import format_exact
from jcm_mrv.readings.zones import iso_instant, number_day, offset_at

if TYPE_CHECKING:
    from jcm_mrv.calculation.compute import Calculation
    from jcm_mrv.calculation.months import Month
    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Meter


def render_readings(calculation: Calculation) -> list[dict[str, Any]]:
    """List per parameter and month the exact sum of the readings, before treatments.

    Over a set each number is a column, in the order of ``members``.
    """
    months = sum_months(calculation.timeline.calendar, calculation.contributions)
    entries = []
    for (name, month), members in months.items():
        unit = calculation.methodology.parameters[name].unit
        entry: dict[str, Any] = {
            "parameter": name,
            "month": month,
            "unit": unit.text if unit else "1",
        }
        if list(members) == [None]:
            entries.append({**entry, **_numbers(members[None])})
            continue
        columns = [_numbers(one) for one in members.values()]
        entry["members"] = list(members)
        entries.append({**entry, **{key: [one[key] for one in columns] for key in columns[0]}})
    return entries


def _numbers(month: Month) -> dict[str, Any]:
    read, expected = month.read, month.expected
    return {
        "sum": format_exact(read.total),
        "count": read.count,
        "expected": expected,
        "minimum": None if read.minimum is None else format_exact(read.minimum),
        "maximum": None if read.maximum is None else format_exact(read.maximum),
        "complete": format_exact(Fraction(read.count, expected)) if expected else None,
    }


def render_meters(project: Project) -> list[dict[str, Any]]:
    """List the meters with their calibrations."""
    return [_meter(project.meters[name]) for name in sorted(project.meters)]


def _meter(meter: Meter) -> dict[str, Any]:
    return {
        "id": meter.id,
        "serial_number": meter.serial_number,
        "class": meter.accuracy_class,
        "standard": meter.standard,
        "mpe": None if meter.mpe is None else format_exact(meter.mpe),
        "calibrations": [
            {
                "date": one.date.isoformat(),
                "valid_until": one.valid_until.isoformat() if one.valid_until else None,
                "certificate": one.certificate,
            }
            for one in meter.calibrations
        ],
    }


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
