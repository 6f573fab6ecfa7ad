"""The columns of the sources that count, and the stated amounts, each with what it weighs.

The weight of a reading is what it moves: the reading, times its factor into the unit of its
parameter, times the change of ER by that parameter [tCO2e]. A reading of a register weighs as much
as the register rose since the reading before it, one of a mean its share of the mean. Of a minimum
or a maximum no single reading has a weight.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import reading_factor, unit_of
from jcm_mrv.calculation.judgement import Cell
from jcm_mrv.calculation.supply import name_of_meter
from jcm_mrv.readings.zones import day_number, wall
from jcm_mrv.units import conversion_factor, convert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.model import Model
    from jcm_mrv.calculation.timeline import Segment
    from jcm_mrv.project.monitoring import Amount
    from jcm_mrv.readings.registers import Register
    from jcm_mrv.readings.series import Series

Scales = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """Hold one column of one source, or the stated amounts of one point.

    Args:
        contribution: what the source, or the point, contributes.
        number: of the column in its source; 0 for stated amounts.
        scales: what one unit of a reading weighs, by segment [tCO2e].
        starts: first day of each segment, as a count of days.
        stated: weight of each stated amount [tCO2e].
    """

    contribution: Contribution
    number: int
    scales: Scales
    starts: tuple[int, ...]
    stated: Scales = ()

    @property
    def series(self) -> Series | None:
        """Return the readings; None for stated amounts."""
        return self.contribution.series

    @property
    def register(self) -> Register | None:
        """Return the counter, where this is one."""
        series = self.series
        return series.registers[self.number] if series and series.registers else None

    @property
    def column(self) -> int:
        """Return the index of the column in its table."""
        return self.series.columns[self.number] if self.series else 0

    @property
    def meter(self) -> str | None:
        """Return the id of the meter behind it."""
        return name_of_meter(self.contribution)

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Return the stated amounts that count."""
        return () if self.series is not None else stated_amounts(self.contribution)

    def name(self, at: int) -> str:
        """Return the name of a reading, which no other one of the project has."""
        one = self.contribution
        words = (one.monitored.parameter, one.member or "", one.place.path, self.number, at)
        return "\t".join(map(str, words))

    def scale(self, day: int) -> Fraction:
        """Return what one unit of a reading of a local day weighs [tCO2e]."""
        return self.scales[max(0, bisect_right(self.starts, day) - 1)]


def stated_amounts(contribution: Contribution) -> tuple[Amount, ...]:
    """Return the stated amounts that a point adds up."""
    return tuple(one for one in contribution.monitored.amounts if one.use == "sum")


def make_streams(
    contributions: Sequence[Contribution], model: Model, sensitivities: Mapping[Cell, Fraction]
) -> tuple[Stream, ...]:
    """Lay out what can be drawn, in the order of parameters, members, sources and columns.

    Args:
        contributions: what the sources and points contribute.
        model: what was read, and how it is computed.
        sensitivities: change of ER by the value of each cell [tCO2e by the parameter's unit].
    """
    starts = tuple(day_number(segment.start) for segment in model.timeline.segments)
    streams: list[Stream] = []
    for one in contributions:
        scales = tuple(
            _scale(one, model, Cell(one.monitored.parameter, one.member, segment.index), of)
            for segment in model.timeline.segments
            for of in [sensitivities]
        )
        if one.series is None:
            streams.append(Stream(one, 0, scales, starts, _stated(one, model, scales)))
            continue
        streams += [Stream(one, i, scales, starts) for i in range(len(one.series.columns))]
    return tuple(sorted(streams, key=_order))


def _order(stream: Stream) -> tuple[str, str, str, int]:
    one = stream.contribution
    return one.monitored.parameter, one.member or "", one.place.path, stream.number


def _scale(
    one: Contribution, model: Model, cell: Cell, sensitivities: Mapping[Cell, Fraction]
) -> Fraction:
    series = one.series
    change = sensitivities.get(cell, Fraction(0))
    parameter, units = model.methodology.parameters[cell.parameter], model.methodology.units
    if series is None:
        return change
    if parameter.aggregate == "sum":
        factor = reading_factor(series, parameter, units)
        return abs(factor * (series.source.multiplier if series.registers else 1)) * change
    read = model.readings.get(cell)
    if read is None or not read.count:
        return Fraction(0)
    # Of a point on a scale, such as degC, what one step of the scale weighs.
    source, target = units.parse(series.source.unit), unit_of(parameter)
    factor = convert(Fraction(1), source, target) - convert(Fraction(0), source, target)
    return abs(factor) * change / read.count


def _stated(one: Contribution, model: Model, scales: Scales) -> Scales:
    parameter = model.methodology.parameters[one.monitored.parameter]
    units, target = model.methodology.units, unit_of(parameter)
    weights = []
    for amount in stated_amounts(one):
        factor = abs(amount.value * conversion_factor(units.parse(amount.unit), target))
        shares = (
            scale * _share(amount, segment)
            for scale, segment in zip(scales, model.timeline.segments, strict=True)
        )
        weights.append(factor * sum(shares, Fraction(0)))
    return tuple(weights)


def _share(amount: Amount, segment: Segment) -> Fraction:
    """Return the part of an amount that lies in a segment, by time."""
    start, end = wall(amount.start), wall(amount.end)
    low, high = max(start, segment.span[0]), min(end, segment.span[1])
    return Fraction(max(0, high - low), end - start)
