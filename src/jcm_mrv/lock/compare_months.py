"""Accepted months against the readings as they are now, with the tonnes of each difference."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import unit_of
from jcm_mrv.calculation.judgement import Cell, Judgement
from jcm_mrv.calculation.months import Month, month_days, sum_months
from jcm_mrv.calculation.timeline import ONE_DAY
from jcm_mrv.findings import Finding, Place
from jcm_mrv.lock.drift import RESTORE, Drift, quoted
from jcm_mrv.lock.months import describe_month
from jcm_mrv.numbers import counted, format_exact, parse_exact
from jcm_mrv.readings.bins import Bin
from jcm_mrv.readings.zones import day_number
from jcm_mrv.shapes import dotted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.findings import EffectKind
    from jcm_mrv.lock.drift import Comparison
    from jcm_mrv.lock.model import LockedMonth, LockedReadings
    from jcm_mrv.methodology.model import Parameter

SHOWN_DIGITS = 60


def compare_months(scene: Comparison) -> list[Drift]:
    """Compare every accepted month of the period; months that came since are no drift."""
    calendar = scene.run.model.timeline.calendar
    sums, days = sum_months(calendar, scene.run.contributions), month_days(calendar)
    points = {(one.monitored.parameter, one.member) for one in scene.run.contributions}
    drifts: list[Drift] = []
    moved: dict[tuple[str, str], list[tuple[str, str | None, str]]] = {}
    for locked in scene.lock.readings:
        parameter = scene.run.model.methodology.parameters.get(locked.parameter)
        if parameter is None or unit_of(parameter).text != locked.unit:
            continue  # other rules: P084 says so
        if (locked.parameter, locked.member) not in points:
            drifts += _lost(scene, locked)
            continue
        for month in locked.months:
            where = _where(scene, month, days.get(month.name))
            if where == "moved":
                moved.setdefault((month.start, month.end), []).append(
                    (locked.parameter, locked.member, month.start)
                )
            if where != "here":
                continue
            now = sums[locked.parameter, month.name].get(locked.member, Month(Bin(), 0))
            found = describe_month(calendar, days[month.name], now)
            if found != month:
                drifts.append(_judge(scene, locked, month, found, parameter))
    return [*drifts, *(_moved(scene, *span, months) for span, months in moved.items())]


def _where(scene: Comparison, month: LockedMonth, days: range | None) -> str:
    """Tell whether a month can be compared: ``here``, ``outside`` of the period, or ``moved``."""
    first, last = (day_number(dt.date.fromisoformat(day)) for day in (month.start, month.end))
    if days == range(first, last + 1):
        return "here"
    project = scene.project
    if last < day_number(project.start) or first > day_number(scene.end):
        return "outside"
    # A check up to a day says nothing about what comes after it.
    shortened = project.end < scene.end and last > day_number(project.end)
    return "outside" if shortened else "moved"


def _moved(
    scene: Comparison, first: str, last: str, months: Sequence[tuple[str, str | None, str]]
) -> Drift:
    start, end = scene.project.start, scene.end
    message = (
        f"the period {start} to {end} cuts the days {first} to {last}, which were accepted as "
        f"one, so that they cannot be compared; {RESTORE}"
    )
    finding = Finding("P085", "warning", scene.place("monitoring_period"), message)
    return Drift(
        Judgement(finding),
        "monitoring_period",
        f"{first} to {last}",
        f"{start} to {end}",
        tuple(months),
    )


def _lost(scene: Comparison, locked: LockedReadings) -> list[Drift]:
    """Tell once that a whole point has no readings any more."""
    inside = [
        month
        for month in locked.months
        if month.end >= scene.project.start.isoformat()
        and month.start <= scene.project.end.isoformat()
    ]
    if not inside or locked.parameter not in scene.project.monitored:
        return []  # what is gone from the plan is P087
    message = (
        f"{_named(locked)} has no readings now, but {counted(len(inside), 'month', 'months')} of "
        f"it were accepted, {inside[0].name} to {inside[-1].name}; {RESTORE}"
    )
    span = (_midnight(inside[0].start), _midnight(inside[-1].end) + ONE_DAY)
    finding = Finding(
        "D180", "error", _place(scene, locked), message, parameter=locked.parameter, span=span
    )
    what = _what(locked)
    gone = tuple((locked.parameter, locked.member, month.start) for month in inside)
    was = f"{inside[0].name} to {inside[-1].name}"
    return [Drift(Judgement(finding, spans=(span,)), what, was, None, gone)]


def _judge(
    scene: Comparison,
    locked: LockedReadings,
    before: LockedMonth,
    after: LockedMonth,
    parameter: Parameter,
) -> Drift:
    unit = "" if locked.unit == "1" else f" {locked.unit}"
    difference = parse_exact(after.sum) - parse_exact(before.sum)
    extremes = not difference and before.count == after.count
    was, now = (_shown(one, unit, extremes=extremes) for one in (before, after))
    message = f"{_named(locked)} in {before.name} is {now}, but {was} was accepted"
    if difference:
        message += f", a difference of {_digits(format_exact(difference))}{unit}"
    span = (_midnight(before.start), _midnight(before.end) + ONE_DAY)
    finding = Finding(
        "D180",
        "error",
        _place(scene, locked),
        f"{message}; {RESTORE}",
        parameter=locked.parameter,
        span=span,
    )
    off, kind = _off(scene, locked, before, after, parameter)
    what = _what(locked, before.name)
    return Drift(
        Judgement(finding, off=off, kind=kind, spans=(span,)),
        what,
        was,
        now,
        ((locked.parameter, locked.member, before.start),),
    )


def _off(
    scene: Comparison,
    locked: LockedReadings,
    before: LockedMonth,
    after: LockedMonth,
    parameter: Parameter,
) -> tuple[dict[Cell, Fraction], EffectKind | None]:
    """Return what the numbers of the equations get when a month is as it was accepted."""
    timeline, calendar = scene.run.model.timeline, scene.run.model.timeline.calendar
    first, last = (day_number(dt.date.fromisoformat(day)) for day in (before.start, before.end))
    days = {
        segment.index: sum(
            len(calendar.bin_days(index))
            for index in segment.bins
            if first <= calendar.edges[index] <= last
        )
        for segment in timeline.segments
    }
    cells = {
        Cell(locked.parameter, locked.member, index): Fraction(count, last - first + 1)
        for index, count in days.items()
        if count
    }
    difference = parse_exact(after.sum) - parse_exact(before.sum)
    if parameter.aggregate == "sum":
        off = {cell: -difference * share for cell, share in cells.items()}
    elif parameter.aggregate == "mean" and len(cells) == 1:
        cell = next(iter(cells))
        read = scene.run.model.readings.get(cell, Bin())
        count = read.count - after.count + before.count
        if not (read.count and count > 0):
            return {}, None
        # The mean of the segment with the accepted month in place of this one.
        off = {cell: (read.total - difference) * read.count / count - read.total}
    else:
        return {}, None
    # A register is split by time between readings; a treatment may have stood in for the rest.
    treated = any(cell in one.applied for one in scene.run.judgements for cell in cells)
    known = len(cells) == 1 and not treated and not _has_register(scene, locked)
    return off, "exact" if known else "estimate"


def _has_register(scene: Comparison, locked: LockedReadings) -> bool:
    return any(
        one.series is not None and one.series.registers
        for one in scene.run.contributions
        if (one.monitored.parameter, one.member) == (locked.parameter, locked.member)
    )


def _shown(month: LockedMonth, unit: str, *, extremes: bool) -> str:
    text = f"{_digits(month.sum)}{unit}"
    if month.count:
        text += f" in {counted(month.count, 'reading', 'readings')}"
    if extremes and month.minimum is not None and month.maximum is not None:
        text += f" from {_digits(month.minimum)} to {_digits(month.maximum)}"
    return text


def _digits(text: str) -> str:
    return text if len(text) <= SHOWN_DIGITS else text[:SHOWN_DIGITS] + "…"


def _named(locked: LockedReadings) -> str:
    return (
        locked.parameter
        if locked.member is None
        else f"{locked.parameter} of {quoted(locked.member)}"
    )


def _what(locked: LockedReadings, *month: str) -> str:
    member = () if locked.member is None else (locked.member,)
    return dotted(("readings", locked.parameter, *member, *month))


def _place(scene: Comparison, locked: LockedReadings) -> Place:
    for point in scene.project.monitored.get(locked.parameter, ()):
        if point.member in (None, locked.member):
            return point.place
    return scene.place(f"monitored.{locked.parameter}")


def _midnight(day: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time())
