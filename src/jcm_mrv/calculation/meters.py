"""Judgements about meters themselves: calibrations to come, intervals of the plan, removals."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.findings import Finding
from jcm_mrv.project.values import begin, finish, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Meter, Monitored, Source

ONE_DAY = dt.timedelta(days=1)
MICROSECOND = dt.timedelta(microseconds=1)


def judge_meters(project: Project) -> list[Judgement]:
    """Judge the meters that measure what counts in the period."""
    judged: list[Judgement] = []
    for name, uses in _measuring(project).items():
        meter = project.meters[name]
        removal = _removal(project, meter, uses)
        findings = [*_judge_intervals(project, meter, removal)]
        if removal is None:
            findings += _judge_provisional(project, meter)
        else:
            findings += _judge_removal(meter, removal)
        parameters = {point.parameter for point, _ in uses}
        parameter = parameters.pop() if len(parameters) == 1 else None
        for finding in findings:
            spans = None if finding.span is None else (finding.span,)
            judged.append(Judgement(replace(finding, parameter=parameter), spans=spans))
    return judged


_Uses = list[tuple["Monitored", "Source | None"]]


def _measuring(project: Project) -> dict[str, _Uses]:
    """List by meter the sources, and the points with stated amounts, that it stands behind."""
    found: dict[str, _Uses] = defaultdict(list)
    for point in (one for many in project.monitored.values() for one in many):
        for source in point.sources:
            name = source.meter or point.meter
            if source.use == "sum" and name is not None and name in project.meters:
                found[name].append((point, source))
        stated = any(amount.use == "sum" for amount in point.amounts)
        if stated and point.meter is not None and point.meter in project.meters:
            found[point.meter].append((point, None))
    return found


def _removal(project: Project, meter: Meter, uses: _Uses) -> dt.date | None:
    """Return the last day of a meter that was taken away in the period; None where it stayed."""
    if meter.removed is not None:
        return meter.removed if meter.removed < project.end else None
    if any(source is None or source.until is None for _, source in uses):
        return None
    end = max(source.until for _, source in uses if source is not None and source.until)
    if not begin(project.start) < end < finish(project.end):
        return None
    followed = any(
        (other.meter or point.meter) != meter.id and other.start and other.start >= source.until
        for point, source in uses
        for other in point.sources
        if source is not None and source.until and (other.use, other.sign) == ("sum", source.sign)
    )
    return (end - MICROSECOND).date() if followed else None


def _judge_removal(meter: Meter, removal: dt.date) -> Iterator[Finding]:
    if any(one.date >= removal for one in meter.calibrations):
        return
    yield Finding(
        "D174",
        "warning",
        meter.place,
        f'the meter "{printable(meter.id)}" was removed on {removal}, and no test of it on or '
        "after that day is known; have it tested, and add the test to its calibrations with the "
        "error that it found (as_found)",
        meter=meter.id,
    )


def _judge_provisional(project: Project, meter: Meter) -> Iterator[Finding]:
    if not meter.calibrations:
        return  # P052 asks for them
    last = max(meter.calibrations, key=lambda one: one.date)
    if last.date > project.end or (last.valid_until and last.valid_until < project.end):
        return  # D117 tells of days without a valid calibration
    yield Finding(
        "D173",
        "note",
        meter.place,
        f'the calibration of the meter "{printable(meter.id)}" of {last.date} is the last that is '
        "known; the result may change if the next one finds a larger error than permitted",
        meter=meter.id,
    )


def _judge_intervals(project: Project, meter: Meter, removal: dt.date | None) -> Iterator[Finding]:
    """Compare the time between calibrations with the plan, where it touches the period."""
    interval = meter.calibration_interval
    if interval is None:
        return
    valid = {one.date: one.valid_until for one in meter.calibrations}
    days = sorted(valid)
    if meter.installed is not None and (not days or meter.installed < days[0]):
        days = [meter.installed, *days]
    end = project.end if removal is None else min(project.end, removal)
    name = f'the meter "{printable(meter.id)}"'
    for first, second in pairwise([*days, None]):
        if first is None:
            continue
        due, until = interval.after(first), valid.get(first)
        last = min(end, second - ONE_DAY) if second else end
        if last <= due or last < project.start or (until is not None and until <= due):
            continue  # in time, before the period, or told by D117
        since = "calibrated" if first in valid else "installed"
        then = f"calibrated next on {second}" if second else f"not again by {end}"
        span = (
            dt.datetime.combine(max(due + ONE_DAY, project.start), dt.time()),
            dt.datetime.combine(last + ONE_DAY, dt.time()),
        )
        yield Finding(
            "D177",
            "warning",
            meter.place,
            f"{name} was {since} on {first} and {then}; the plan asks for a calibration every "
            f"{interval}, so that it was due by {due}; give the one in between, or say in the "
            "report why it is late",
            span=span,
            meter=meter.id,
        )
