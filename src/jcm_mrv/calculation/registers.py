"""Register differences by segment, with the boundary rule of each side (contracts 8)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import (
    Contribution,
    local_spans,
    reading_factor,
    wall_span,
)
from jcm_mrv.calculation.judgement import Cell, Judgement
from jcm_mrv.calculation.register_rules import judge_register
from jcm_mrv.findings import Finding, Place
from jcm_mrv.readings.bins import Bin

if TYPE_CHECKING:
    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.methodology.model import Parameter
    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.registers import Register
    from jcm_mrv.readings.series import Series
    from jcm_mrv.units import Units


def contribute_register(
    series: Series, parameter: Parameter, units: Units, timeline: Timeline, place: Place
) -> tuple[Contribution, list[Judgement]]:
    """Take the differences of a register, all its columns together."""
    factor = reading_factor(series, parameter, units) * series.source.multiplier
    judged: list[Judgement] = []
    spans = [_segment_span(series, timeline, i) for i in range(len(timeline.segments))]
    totals = [Fraction(0)] * len(spans)
    for register in series.registers:
        judged += judge_register(series, register, parameter, units, factor, place)
        inside, more = _differences(series, register, spans, factor, place, timeline)
        totals = [total + part for total, part in zip(totals, inside, strict=True)]
        judged += more
    bins = tuple(
        Bin(
            sum((_bin_total(series, register, i) for register in series.registers), Fraction(0))
            * factor
        )
        for i in range(series.calendar.bins)
    )
    made = Contribution(
        series.monitored,
        series.member,
        place,
        series.source.sign,
        series.side,
        bins,
        tuple(Bin(total) for total in totals),
        series.expected,
        (wall_span(series, series.window),),
        series,
    )
    return made, judged


def register_between(register: Register, start: int, end: int) -> Fraction:
    """Return the difference over a span [us], with the nearest readings outside of it."""
    low, high = register.at_or_before(start), register.at_or_after(end)
    if low is None:
        low = register.at_or_after(start)
    if high is None:
        high = register.at_or_before(end)
    if low is None or high is None or high <= low:
        return Fraction(0)
    return register.total(high) - register.total(low)


def _segment_span(series: Series, timeline: Timeline, index: int) -> Span:
    bins = timeline.segments[index].bins
    start = series.calendar.bin_span(bins[0], wall=series.wall)[0]
    end = series.calendar.bin_span(bins[-1], wall=series.wall)[1]
    return max(start, series.window[0]), min(end, series.window[1])


def _differences(
    series: Series,
    register: Register,
    spans: list[Span],
    factor: Fraction,
    place: Place,
    timeline: Timeline,
) -> tuple[list[Fraction], list[Judgement]]:
    totals: list[Fraction] = []
    judged: list[Judgement] = []
    for index, (start, end) in enumerate(spans):
        if start >= end or len(register) == 0:
            totals.append(Fraction(0))
            continue
        if series.side == "low":
            low, high = register.at_or_after(start), register.at_or_before(end)
        else:
            low, high = register.at_or_before(start), register.at_or_after(end)
        absent = low is None or high is None
        if low is None:
            low = register.at_or_after(start)
        if high is None:
            high = register.at_or_before(end)
        if low is None or high is None or high <= low:
            totals.append(Fraction(0))
            judged.append(_judge_edge(series, (start, end), None, place, error=True))
            continue
        totals.append((register.total(high) - register.total(low)) * factor)
        for edge, taken in ((start, low), (end, high)):
            if register.time(taken) == edge:
                continue
            applied = _between(register, edge, register.time(taken), factor)
            off = {} if applied is None else {_cell(series, timeline, index): applied}
            error = absent and series.side == "high"
            judged.append(
                _judge_edge(
                    series, (start, end), (edge, register.time(taken)), place, error=error, off=off
                )
            )
    return totals, judged


def _between(register: Register, edge: int, taken: int, factor: Fraction) -> Fraction | None:
    """Return what the segment would gain if the boundary were interpolated instead."""
    at_edge, at_taken = register.interpolated(edge), register.interpolated(taken)
    if at_edge is None or at_taken is None:
        return None
    return abs(at_edge - at_taken) * factor


def _cell(series: Series, timeline: Timeline, index: int) -> Cell:
    return Cell(series.parameter, series.member, timeline.segments[index].index)


def _judge_edge(
    series: Series,
    span: Span,
    edge: tuple[int, int] | None,
    place: Place,
    *,
    error: bool,
    off: dict[Cell, Fraction] | None = None,
) -> Judgement:
    spans = local_spans(series, [span])
    if edge is None:
        message = (
            f"the register has fewer than two readings from {spans[0][0]:%Y-%m-%d} to "
            f"{spans[0][1] - dt.timedelta(microseconds=1):%Y-%m-%d}; add readings, or state "
            "them with first = {...} and last = {...}"
        )
        return Judgement(
            Finding("D119", "error", place, message, parameter=series.parameter, span=spans[0]),
            spans=spans,
        )
    at, taken = (series.calendar.local(moment, wall=series.wall) for moment in edge)
    if error:
        treatment = None
        message = (
            f"no register reading at {at:%Y-%m-%d %H:%M} nor outside of that boundary; the high "
            "side needs one; add it, or state it with first = {...} or last = {...}"
        )
    else:
        where = "inside" if series.side == "low" else "outside"
        treatment = f"the nearest reading {where}, of {taken:%Y-%m-%d %H:%M}, counts"
        message = (
            f"no register reading at {at:%Y-%m-%d %H:%M}; the nearest one {where} of the "
            f"boundary, of {taken:%Y-%m-%d %H:%M}, is taken"
        )
    sign = series.source.sign if series.side == "low" else -series.source.sign
    return Judgement(
        Finding(
            "D119",
            "error" if error else "warning",
            place,
            message,
            treatment,
            parameter=series.parameter,
            span=spans[0],
        ),
        off={cell: sign * gain for cell, gain in (off or {}).items()},
        kind="estimate" if off else None,
        spans=spans,
    )


def _bin_total(series: Series, register: Register, index: int) -> Fraction:
    """Return a month's share of the differences, split by time; for display only."""
    if len(register) < 2:
        return Fraction(0)
    start, end = series.calendar.bin_span(index, wall=series.wall)
    start = max(start, series.window[0], register.time(0))
    end = min(end, series.window[1], register.time(len(register) - 1))
    if start >= end:
        return Fraction(0)
    high, low = register.interpolated(end), register.interpolated(start)
    return Fraction(0) if high is None or low is None else high - low
