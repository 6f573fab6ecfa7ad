"""What each source and each set of invoices contributes to a parameter, segment by segment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.findings import Finding, Place
from jcm_mrv.readings.bins import Bin
from jcm_mrv.readings.zones import DAY_US, wall
from jcm_mrv.units import DIMENSIONLESS, conversion_factor, convert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.methodology.model import Parameter
    from jcm_mrv.project.monitoring import Amount, Monitored, Quantity
    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.series import Series, Side
    from jcm_mrv.units import Unit, Units

Spans = tuple[tuple[dt.datetime, dt.datetime], ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """Hold what one source, or the invoices of one point, contribute.

    Args:
        monitored: the point.
        member: member of the set.
        place: where it was written.
        sign: 1, or -1 where it is subtracted.
        side: its own conservative side.
        bins: readings by bin, in the parameter's unit, without the sign.
        segments: the same by segment; a register has its boundary rule applied.
        expected: readings expected by bin; 0 where none are.
        covered: wall-clock spans [us] that it speaks for.
        series: the readings behind it; None for invoices.
    """

    monitored: Monitored
    member: str | None
    place: Place
    sign: int
    side: Side
    bins: tuple[Bin, ...]
    segments: tuple[Bin, ...]
    expected: tuple[int, ...]
    covered: tuple[Span, ...]
    series: Series | None = None


def unit_of(parameter: Parameter) -> Unit:
    """Return the unit of a parameter; a category, which has none, counts as a plain number."""
    return parameter.unit or DIMENSIONLESS


def reading_factor(series: Series, parameter: Parameter, units: Units) -> Fraction:
    """Return what a reading is multiplied by to be a quantity of the parameter.

    A power is integrated step by step: its factor holds the step.
    """
    source, target = series.source, unit_of(parameter)
    if source.measures == "power" and source.step is not None and parameter.aggregate == "sum":
        energy = units.parse(f"{source.unit}*second")
        return conversion_factor(energy, target) * source.step.seconds
    return conversion_factor(units.parse(source.unit), target)


def rated_power(rated: Quantity, target: Unit, units: Units) -> Fraction:
    """Return the most that a point can carry, in the parameter's unit a microsecond."""
    return rated.value * conversion_factor(units.parse(f"{rated.unit}*second"), target) / 1_000_000


def contribute_steps(
    series: Series, parameter: Parameter, units: Units, timeline: Timeline, place: Place
) -> Contribution:
    """Sum readings of steps into segments."""
    if parameter.aggregate == "sum":
        factor = reading_factor(series, parameter, units)
        bins = tuple(_scaled(cell, factor) for cell in series.bins)
    else:
        source, target = units.parse(series.source.unit), unit_of(parameter)
        bins = tuple(_converted(cell, source, target) for cell in series.bins)
    segments = tuple(_joined(bins, segment.bins) for segment in timeline.segments)
    return Contribution(
        series.monitored,
        series.member,
        place,
        series.source.sign,
        series.side,
        bins,
        segments,
        series.expected,
        (wall_span(series, series.window),),
        series,
    )


def contribute_amounts(
    monitored: Monitored,
    amounts: Sequence[Amount],
    side: Side,
    target: Unit,
    units: Units,
    timeline: Timeline,
) -> tuple[Contribution, list[Judgement]]:
    """Split stated amounts by time into bins, and note those that New Year cuts."""
    calendar = timeline.calendar
    totals = [Fraction(0)] * calendar.bins
    cut = []
    first, last = calendar.first * DAY_US, (calendar.last + 1) * DAY_US
    starts = [calendar.edges[i] * DAY_US for i in range(calendar.bins + 1)]
    for amount in amounts:
        start, end = wall(amount.start), wall(amount.end)
        value = amount.value * conversion_factor(units.parse(amount.unit), target)
        for i in range(calendar.bins):
            low, high = max(start, starts[i]), min(end, starts[i + 1])
            if low < high:
                totals[i] += value * Fraction(high - low, end - start)
        touched = {line.index for line in timeline.lines_in(amount.start, amount.end)}
        if len(touched) > 1 or (touched and (start < first or end > last)):
            cut.append(amount)
    bins = tuple(Bin(total, 0, None, None) for total in totals)
    segments = tuple(_joined(bins, segment.bins) for segment in timeline.segments)
    notes = [
        Judgement(
            Finding(
                "D125",
                "note",
                amount.place,
                f"the amount of {amount.start:%Y-%m-%d} to "
                f"{amount.end - dt.timedelta(microseconds=1):%Y-%m-%d} crosses the edge of a "
                "vintage or of the period; it is split by time",
                "split by time",
                parameter=monitored.parameter,
                span=(amount.start, amount.end),
            ),
            spans=((amount.start, amount.end),),
        )
        for amount in cut
    ]
    covered = tuple(sorted((wall(amount.start), wall(amount.end)) for amount in amounts))
    made = Contribution(
        monitored,
        monitored.member,
        monitored.place,
        1,
        side,
        bins,
        segments,
        (0,) * calendar.bins,
        covered,
    )
    return made, notes


def wall_span(series: Series, span: Span) -> Span:
    """Return a span of a series' axis as wall-clock microseconds."""
    start, end = (series.calendar.local(moment, wall=series.wall) for moment in span)
    return wall(start), wall(end)


def local_spans(series: Series, spans: Iterable[Span]) -> Spans:
    """Return spans of a series' axis as local date-times."""
    calendar = series.calendar
    return tuple(
        (calendar.local(start, wall=series.wall), calendar.local(end, wall=series.wall))
        for start, end in spans
    )


def _joined(bins: Sequence[Bin], indices: range) -> Bin:
    first, *others = (bins[index] for index in indices)
    return sum(others, first)


def _scaled(cell: Bin, factor: Fraction) -> Bin:
    return Bin(
        cell.total * factor,
        cell.count,
        None if cell.minimum is None else cell.minimum * factor,
        None if cell.maximum is None else cell.maximum * factor,
    )


def _converted(cell: Bin, source: Unit, target: Unit) -> Bin:
    """Convert readings of a state; the total of points is that of their converted values."""
    if cell.minimum is None or cell.maximum is None:
        return cell
    mean = convert(cell.total / cell.count, source, target)
    return Bin(
        mean * cell.count,
        cell.count,
        convert(cell.minimum, source, target),
        convert(cell.maximum, source, target),
    )
