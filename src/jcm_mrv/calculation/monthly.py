"""What the equations and indicators make of each month's readings, before any treatment.

A month is shown, not credited: what cannot be computed of it has no value, and no finding. What
a segment has beyond its months (treatments, edges of registers, formulas that are not straight)
is told apart, so that the sum is the segment's (docs/adr/0027).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from jcm_mrv.calculation.history import DAYS_A_YEAR, TONNES
from jcm_mrv.calculation.model import value_of
from jcm_mrv.calculation.months import month_of
from jcm_mrv.calculation.nameplate import find_powers
from jcm_mrv.expressions import Budget, EvaluationError, evaluate, names_of
from jcm_mrv.readings.zones import day_number
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.calculation.compute import Calculation
    from jcm_mrv.calculation.months import Parts
    from jcm_mrv.calculation.timeline import Segment
    from jcm_mrv.expressions import Node
    from jcm_mrv.methodology.evaluation import Value
    from jcm_mrv.methodology.model import Equation, Indicator, Methodology, Parameter

    Known = Fraction | None | Mapping[str, Fraction | None]

RESULTS = ("RE", "PE", "ER")


@dataclass(frozen=True, slots=True)
class MonthOf:
    """Hold what a month inside of a segment gives.

    Args:
        segment: index of the segment.
        month: such as ``2017-03``.
        days: those that the segment holds, as counts of days.
        tonnes: RE, PE and ER [tCO2e]; None where one cannot be computed.
        expected: reductions that were expected of these days [tCO2].
        indicators: by name their value; over a set one for each member.
    """

    segment: int
    month: str
    days: range
    tonnes: Mapping[str, Fraction | None]
    expected: Fraction | None
    indicators: Mapping[str, Known]


def compute_months(calculation: Calculation, parts: Parts) -> tuple[MonthOf, ...]:
    """Compute the equations and indicators of each segment's months, in order.

    Args:
        calculation: whose fixed values and members count.
        parts: what was read, by parameter, month and segment.
    """
    months = _Months(calculation, parts)
    return tuple(
        months.compute(segment, month, days)
        for segment in calculation.timeline.segments
        for month, days in _months_of(calculation, segment).items()
    )


def _months_of(calculation: Calculation, segment: Segment) -> dict[str, range]:
    calendar = calculation.timeline.calendar
    months: dict[str, range] = {}
    for index in segment.bins:
        days, name = calendar.bin_days(index), month_of(calendar, index)
        months[name] = range(months.get(name, days).start, days.stop)
    return months


def sum_beyond(
    calculation: Calculation, months: Sequence[MonthOf]
) -> tuple[Mapping[str, Fraction | None], ...]:
    """Return by segment what RE, PE and ER have beyond the sum of its months [tCO2e].

    A segment one of whose months has no value has none here either.
    """
    computed = calculation.computed
    beyond: list[dict[str, Fraction | None]] = [
        {name: computed[one.index].tonnes(name) if computed else None for name in RESULTS}
        for one in calculation.timeline.segments
    ]
    for one in months:
        left = beyond[one.segment]
        for name, value in one.tonnes.items():
            rest = left[name]
            left[name] = None if rest is None or value is None else rest - value
    return tuple(beyond)


class _Months:
    """Hold what the months of one calculation share."""

    def __init__(self, calculation: Calculation, parts: Parts) -> None:
        self.calculation, self.parts = calculation, parts
        methodology = calculation.methodology
        self.equations = _needed(methodology)
        self.powers = {
            one.name: find_powers(calculation.project, methodology, one)
            for one in methodology.indicators
        }
        self.members = {
            member.id: member for many in calculation.project.sets.values() for member in many
        }
        self.a_day = _expected_a_day(calculation)
        # One allowance for them all, so that the whole stays within bounds; what is beyond it
        # has no value.
        self.budget = Budget()

    def compute(self, segment: Segment, month: str, days: range) -> MonthOf:
        expected = None if self.a_day is None else self.a_day * len(days)
        tonnes: dict[str, Fraction | None] = dict.fromkeys(RESULTS)
        values: dict[str, Value] = {}
        if self.calculation.computed is not None:
            whole = self.calculation.computed[segment.index]
            values = self.operands(whole.operands, segment, month, days)
            if values == whole.operands:
                values |= whole.results  # the only month of a segment without treatments
            else:
                self.evaluate(values)
            tonnes = {name: cast("Fraction | None", values.get(name)) for name in RESULTS}
        indicators = {
            one.name: self.indicate(one, values, days)
            for one in self.calculation.methodology.indicators
        }
        return MonthOf(segment.index, month, days, tonnes, expected, indicators)

    def operands(
        self, whole: Mapping[str, Value], segment: Segment, month: str, days: range
    ) -> dict[str, Value]:
        """Return what the segment's equations read, with the readings and days of a month."""
        values = dict(whole)
        for name, parameter in self.calculation.methodology.parameters.items():
            if parameter.kind == "period":
                values[name] = Fraction(len(days))
            elif parameter.kind == "monitored":
                values.pop(name, None)
                read = self.read(parameter, month, segment)
                if read is not None:
                    values[name] = read
        return values

    def read(self, parameter: Parameter, month: str, segment: Segment) -> Value | None:
        found = self.parts.get((parameter.name, month, segment.index), {})
        if parameter.over is None:
            return value_of(parameter, found[None].read) if None in found else None
        return {
            one: value
            for one in self.calculation.sets.get(parameter.over, ())
            if one in found and (value := value_of(parameter, found[one].read)) is not None
        }

    def evaluate(self, values: dict[str, Value]) -> None:
        """Add the value of each equation that has one."""
        for equation in self.equations:
            if equation.over is None:
                value = self.value(equation.tree, values)
                if value is not None:
                    values[equation.name] = value
            else:
                members = self.calculation.sets.get(equation.over, ())
                found = {one: self.value(equation.tree, values, one) for one in members}
                values[equation.name] = {
                    one: value for one, value in found.items() if value is not None
                }

    def indicate(self, indicator: Indicator, values: Mapping[str, Value], days: range) -> Known:
        powers = self.powers[indicator.name]
        known = {**values, **powers}
        if indicator.over is None:
            return self.value(indicator.tree, known)
        members = self.calculation.sets.get(indicator.over, ())
        if not all(powers.values()):
            return dict.fromkeys(members)  # not one member declares an array
        return {
            member: self.value(indicator.tree, known, member)
            if self.belongs(member, days)
            else None
            for member in members
        }

    def belongs(self, name: str, days: range) -> bool:
        member = self.members[name]
        return (member.start is None or day_number(member.start) < days.stop) and (
            member.end is None or day_number(member.end) >= days.start
        )

    def value(
        self, tree: Node, values: Mapping[str, Value], member: str | None = None
    ) -> Fraction | None:
        sets = self.calculation.sets
        try:
            return Fraction(evaluate(tree, values, sets, self.budget, member=member))
        except (EvaluationError, KeyError):
            return None  # a name, or a member of it, has no value in this month


def _needed(methodology: Methodology) -> tuple[Equation, ...]:
    """Return the equations that results and indicators follow from, each after those it needs."""
    names = {*RESULTS}.union(*(names_of(one.tree) for one in methodology.indicators))
    for equation in reversed(methodology.equations):
        if equation.name in names:
            names |= names_of(equation.tree)
    return tuple(one for one in methodology.equations if one.name in names)


def _expected_a_day(calculation: Calculation) -> Fraction | None:
    """Return the reductions that were expected of a day: those of a full year by 365 [tCO2]."""
    estimate, units = calculation.project.estimate, calculation.methodology.units
    if estimate is None or estimate.reductions is None:
        return None
    stated = estimate.reductions
    try:
        factor = conversion_factor(units.parse(stated.unit), units.parse(TONNES))
    except UnitError:
        return None  # a wrong dimension is a finding of the project stage (P011)
    return stated.value * factor / DAYS_A_YEAR
