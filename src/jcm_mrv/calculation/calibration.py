"""Late calibration: the meter's error, always against the project (contracts 8).

Lapsed days run from the day after the validity of a calibration to the day before the next
one. In them the low side is multiplied by (1 - e), the high side by (1 + e), e being the
maximum permissible error, or the error found at the later calibration where that is larger.
Source of the rule: CDM validation and verification standard; the JCM text was not read.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import reading_factor
from jcm_mrv.calculation.judgement import Cell, Judgement, negated
from jcm_mrv.calculation.registers import register_between
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import format_exact
from jcm_mrv.readings.zones import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Meter

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lapse:
    """Hold days without a valid calibration.

    Args:
        start: first day.
        end: last day, inclusive.
        error: as a ratio; None where neither certificate nor class gives one.
        closed: whether a later calibration is known.
    """

    start: dt.date
    end: dt.date
    error: Fraction | None
    closed: bool


def find_lapses(meter: Meter, start: dt.date, end: dt.date) -> tuple[Lapse, ...]:
    """List the days of a period on which a meter had no valid calibration."""
    calibrations = sorted(meter.calibrations, key=lambda one: one.date)
    if not calibrations:
        return ()
    spans = [(start, calibrations[0].date - ONE_DAY, calibrations[0].as_found, True)]
    for index, one in enumerate(calibrations):
        if one.valid_until is None:
            continue
        later = calibrations[index + 1] if index + 1 < len(calibrations) else None
        last = later.date - ONE_DAY if later else end
        found = later.as_found if later else None
        spans.append((one.valid_until + ONE_DAY, last, found, later is not None))
    lapses = []
    for first, last, found, closed in spans:
        low, high = max(first, start), min(last, end)
        if low <= high:
            errors = [abs(error) for error in (meter.mpe, found) if error is not None]
            lapses.append(Lapse(low, high, max(errors, default=None), closed))
    return tuple(lapses)


def lapse_days(project: Project) -> tuple[dt.date, ...]:
    """List the days at which the validity of any calibration changes, for the bins."""
    return tuple(
        day
        for meter in project.meters.values()
        for lapse in find_lapses(meter, project.start, project.end)
        for day in (lapse.start, lapse.end + ONE_DAY)
    )


def meter_of(contribution: Contribution, project: Project) -> Meter | None:
    """Return the meter behind a contribution, where the project names one."""
    series = contribution.series
    name = series.source.meter if series is not None and series.source.meter else None
    return project.meters.get(name or contribution.monitored.meter or "")


def judge_calibration(
    project: Project,
    methodology: Methodology,
    timeline: Timeline,
    contributions: Iterable[Contribution],
) -> list[Judgement]:
    """Correct what was read on lapsed days, never upwards for the project."""
    judged: list[Judgement] = []
    for contribution in contributions:
        meter = meter_of(contribution, project)
        if meter is None:
            continue
        for lapse in find_lapses(meter, project.start, project.end):
            one = _judge_lapse(methodology, timeline, contribution, meter, lapse)
            if one is not None:
                judged.append(one)
    return judged


def _judge_lapse(
    methodology: Methodology,
    timeline: Timeline,
    contribution: Contribution,
    meter: Meter,
    lapse: Lapse,
) -> Judgement | None:
    name = contribution.monitored.parameter
    quantity = _quantity(methodology, timeline, contribution, lapse)
    if not quantity:
        return None
    days = (lapse.end - lapse.start).days + 1
    until = "" if lapse.closed else ", and no later calibration is known"
    said = (
        f"meter {meter.id} had no valid calibration from {lapse.start} to {lapse.end} "
        f"({days} days){until}"
    )
    span = (
        dt.datetime.combine(lapse.start, dt.time()),
        dt.datetime.combine(lapse.end + ONE_DAY, dt.time()),
    )
    if lapse.error is None:
        message = (
            f"{said}; state its maximum permissible error with mpe = {{ value, unit, source }}"
        )
        finding = Finding(
            "D117", "error", meter.place, message, parameter=name, span=span, meter=meter.id
        )
        return Judgement(finding, spans=(span,))
    direction = -1 if contribution.side == "low" else 1
    applied = {
        cell: contribution.sign * direction * lapse.error * abs(amount)
        for cell, amount in quantity.items()
    }
    percent = format_exact(100 * lapse.error)
    which = "lowered" if direction < 0 else "raised"
    finding = Finding(
        "D117",
        "warning",
        meter.place,
        f"{said}; its readings of {name} are {which} by {percent} %",
        f"{which} by {percent} %",
        parameter=name,
        span=span,
        meter=meter.id,
    )
    return Judgement(finding, applied=applied, off=negated(applied), kind="exact", spans=(span,))


def _quantity(
    methodology: Methodology, timeline: Timeline, contribution: Contribution, lapse: Lapse
) -> dict[Cell, Fraction]:
    """Return what was read on the lapsed days, by segment."""
    first, after = day_number(lapse.start), day_number(lapse.end) + 1
    found: dict[Cell, Fraction] = defaultdict(Fraction)
    parameter = methodology.parameters[contribution.monitored.parameter]
    for segment in timeline.segments:
        bins = [
            i
            for i in segment.bins
            if first <= timeline.calendar.edges[i] and timeline.calendar.edges[i + 1] <= after
        ]
        if not bins:
            continue
        cell = Cell(parameter.name, contribution.member, segment.index)
        series = contribution.series
        if series is not None and series.registers:
            # A register tells no days apart: the nearest readings outside of the lapse count.
            start = timeline.calendar.bin_span(bins[0], wall=series.wall)[0]
            end = timeline.calendar.bin_span(bins[-1], wall=series.wall)[1]
            start, end = max(start, series.window[0]), min(end, series.window[1])
            factor = reading_factor(series, parameter, methodology.units)
            for register in series.registers:
                difference = register_between(register, start, end) if start < end else 0
                found[cell] += difference * factor * series.source.multiplier
        else:
            found[cell] += sum((contribution.bins[i].total for i in bins), Fraction(0))
    return {cell: amount for cell, amount in found.items() if amount}
