"""What a source, or the invoices of a point, say for any span of time, exactly.

Two flows are compared over calendar months, in the time that both cover. A register tells what
flowed from one of its readings to another: where it has none at the edge of a month, the edge
moves to its nearest reading, so that both sides speak of the same time.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import reading_factor, unit_of, wall_span
from jcm_mrv.calculation.holes import axis_spans
from jcm_mrv.readings import coverage
from jcm_mrv.readings.zones import DAY_US, number_day, unwall, wall
from jcm_mrv.units import conversion_factor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.methodology.model import Parameter
    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.registers import Register
    from jcm_mrv.readings.series import Series
    from jcm_mrv.units import Units

Stated = tuple["Span", Fraction]
"""A stated amount: its wall-clock span [us] and its value."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Hold one source, or the stated amounts of a point.

    Args:
        covered: wall-clock spans [us] for which it can tell an amount.
        series: the readings; None for stated amounts.
        factor: from a reading, or the difference of a register, to the unit of the comparison,
            with the sign of the source.
        stated: stated amounts, in that unit.
        meter: id of the meter, where one is named.
    """

    covered: tuple[Span, ...]
    series: Series | None = None
    factor: Fraction = Fraction(1)
    stated: tuple[Stated, ...] = ()
    meter: str | None = None

    @property
    def registers(self) -> tuple[Register, ...]:
        """Return the counters behind it; none for steps and stated amounts."""
        return () if self.series is None else self.series.registers

    @property
    def unread(self) -> tuple[Span, ...]:
        """Return the wall-clock spans [us] inside of its window that have no reading."""
        if self.series is None or self.registers:
            return ()
        series = self.series
        return coverage.merge(wall_span(series, span) for span in series.missing)

    @property
    def digit(self) -> Fraction:
        """Return what the last digit of a register stands for; 0 for steps and amounts."""
        digits = [_last_digit(register) for register in self.registers]
        return max(digits, default=Fraction(0)) * abs(self.factor)

    def total(self, span: Span) -> Fraction:
        """Return the amount in a wall-clock span [us] that it covers."""
        if self.series is None:
            return sum(
                (
                    value * Fraction(coverage.length(coverage.intersect([span], [own])), _size(own))
                    for own, value in self.stated
                ),
                Fraction(0),
            )
        if self.registers:
            known = axis_spans(self.series, coverage.intersect([span], self.covered))
            return self.factor * sum(
                (_difference(register, part) for register in self.registers for part in known),
                Fraction(0),
            )
        edges = self.series.calendar.edges
        first, last = (_edge(edges, moment) for moment in span)
        if first is not None and last is not None:
            cells = self.series.bins[first:last]
            return self.factor * sum((cell.total for cell in cells), Fraction(0))
        return self.factor * self.series.total_in(axis_spans(self.series, [span]))

    def most(self, time: int) -> Fraction:
        """Return what the largest reading of the steps would give over a time [us]."""
        if self.series is None or self.series.grid is None:
            return Fraction(0)
        tops = [cell.maximum for cell in self.series.bins if cell.maximum is not None]
        top = max(tops, default=Fraction(0)) * len(self.series.columns)
        return abs(top * self.factor) * Fraction(time, self.series.grid.step)


def _size(span: Span) -> int:
    return span[1] - span[0]


def _edge(edges: Sequence[int], moment: int) -> int | None:
    """Return the index of the bin that starts at a wall-clock moment [us]."""
    day, rest = divmod(moment, DAY_US)
    index = bisect_left(edges, day)
    return index if not rest and index < len(edges) and edges[index] == day else None


def _difference(register: Register, span: Span) -> Fraction:
    low, high = (register.interpolated(moment) for moment in span)
    return Fraction(0) if low is None or high is None else high - low


def _last_digit(register: Register) -> Fraction:
    """Return the last digit that a counter shows, from a few of its readings."""
    most = Fraction(1)
    for index in range(0, len(register), max(1, len(register) // 24)):
        count = Fraction(register.counts[index])
        while (count / most).denominator != 1:
            most /= 10
    return most


def contributed(contribution: Contribution, parameter: Parameter, units: Units) -> Flow:
    """Return what counts as a flow, in the unit of the parameter."""
    series = contribution.series
    if series is not None:
        return read(series, parameter, units)
    target = unit_of(parameter)
    stated = tuple(
        (
            (wall(amount.start), wall(amount.end)),
            contribution.sign * amount.value * conversion_factor(units.parse(amount.unit), target),
        )
        for amount in contribution.monitored.amounts
        if amount.use == "sum"
    )
    return Flow(
        coverage.merge(span for span, _ in stated),
        stated=stated,
        meter=contribution.monitored.meter,
    )


def read(series: Series, parameter: Parameter, units: Units) -> Flow:
    """Return a source as a flow, in the unit of the parameter.

    Raises:
        UnitError: its unit is of another dimension.
    """
    factor = reading_factor(series, parameter, units) * series.source.sign
    if series.registers:
        factor *= series.source.multiplier
    return flow(series, factor)


def flow(series: Series, factor: Fraction) -> Flow:
    """Return a source as a flow, in a unit of one's own.

    Args:
        series: the source.
        factor: from a reading, or the difference of a register, to that unit.
    """
    start, end = series.window
    if series.registers:
        known = [register for register in series.registers if len(register)]
        start = max([start, *(register.time(0) for register in known)])
        end = min([end, *(register.time(len(register) - 1) for register in known)])
        if len(known) < len(series.registers):
            end = start
    elif not any(cell.count for cell in series.bins):
        end = start
    covered = (wall_span(series, (start, end)),) if start < end else ()
    return Flow(covered, series, factor, meter=series.source.meter or series.monitored.meter)


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold what two sides say for one stretch of time, mostly a month.

    Args:
        span: wall-clock span [us].
        counted: what counts.
        compared: what it is compared with.
        unread: time [us] in it without a reading, which only one side lacks.
    """

    span: Span
    counted: Fraction
    compared: Fraction
    unread: int = 0

    @property
    def name(self) -> str:
        """Name the stretch: a month, days, or times."""
        start, end = unwall(self.span[0]), unwall(self.span[1])
        if start.time() != dt.time() or end.time() != dt.time():
            return f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}"
        if start.day == 1 and end == _next_month(start):
            return f"{start:%Y-%m}"
        return f"{start:%Y-%m-%d} to {end - dt.timedelta(days=1):%Y-%m-%d}"


def name_run(pairs: Sequence[Pair]) -> str:
    """Name the time from the first to the last of some stretches."""
    first, last = pairs[0], pairs[-1]
    if first is last:
        return first.name
    if len(first.name) == len(last.name) == len("2017-03"):
        return f"{first.name} to {last.name}"
    return Pair((first.span[0], last.span[1]), first.counted, first.compared).name


def _next_month(moment: dt.datetime) -> dt.datetime:
    return (moment.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def pair_months(
    timeline: Timeline, counted: Sequence[Flow], compared: Sequence[Flow]
) -> tuple[Pair, ...]:
    """Lay two sides side by side, month by month, in the time that both cover.

    Where both sides are read in steps, a step that one of them lacks is left out of both.

    Args:
        timeline: of the period.
        counted: flows that add up to what counts.
        compared: flows that add up to what it is compared with.
    """
    both = coverage.intersect(*(_covered(side) for side in (counted, compared)))
    registers = [one for one in (*compared, *counted) if one.registers]
    lead = registers[0] if registers else None
    unread = coverage.merge(span for one in (*counted, *compared) for span in one.unread)
    pairs = []
    for window in both:
        for span in pairwise(_edges(timeline, window, lead, registers)):
            gaps = coverage.intersect([span], unread)
            parts = (span,) if registers else coverage.subtract([span], gaps)
            if not parts:
                continue
            left = coverage.length(gaps) if registers else 0
            pairs.append(Pair(span, _sum(counted, parts), _sum(compared, parts), left))
    return tuple(pairs)


def _sum(side: Iterable[Flow], parts: Iterable[Span]) -> Fraction:
    return sum((one.total(part) for one in side for part in parts), Fraction(0))


def _covered(side: Sequence[Flow]) -> tuple[Span, ...]:
    """Return the time in which no flow of a side is missing.

    Flows whose time overlaps add up, so that one that ends early leaves the others alone; those
    that follow each other cover their time together.
    """
    return coverage.merge(span for one in side for span in one.covered)


def _edges(
    timeline: Timeline, window: Span, lead: Flow | None, registers: Iterable[Flow]
) -> list[int]:
    """Return the edges of the months inside of a window, moved to readings of a register."""
    calendar = timeline.calendar
    starts = [number * DAY_US for number in calendar.edges if number_day(number).day == 1]
    inner = [moment for moment in starts if window[0] < moment < window[1]]
    edges = [window[0], *inner, window[1]]
    if lead is None or lead.series is None:
        return edges
    if all(_has_reading(one, edge) for edge in edges for one in registers):
        return edges
    moved = {_nearest(lead, edge, window) for edge in edges}
    return sorted(edge for edge in moved if edge is not None)


def _has_reading(one: Flow, moment: int) -> bool:
    if one.series is None:
        return True
    at = axis_spans(one.series, [(moment, moment)])[0][0]
    found = (register.at_or_before(at) for register in one.registers)
    return all(
        index is not None and register.time(index) == at
        for register, index in zip(one.registers, found, strict=True)
    )


def _nearest(one: Flow, moment: int, window: Span) -> int | None:
    """Return the reading of a register that is nearest to a moment, inside of a window."""
    if one.series is None:
        return moment
    series, register = one.series, one.registers[0]
    at = axis_spans(series, [(moment, moment)])[0][0]
    found = (register.at_or_before(at), register.at_or_after(at))
    times = (
        wall(series.calendar.local(register.time(index), wall=series.wall))
        for index in found
        if index is not None
    )
    inside = [time for time in times if window[0] <= time <= window[1]]
    return min(inside, key=lambda time: abs(time - moment), default=None)
