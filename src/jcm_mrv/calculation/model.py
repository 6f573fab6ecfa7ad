"""The numbers that enter the equations, and what the equations make of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.judgement import Cell, Deltas
from jcm_mrv.methodology.evaluation import compute_equations, compute_operands
from jcm_mrv.readings.bins import Bin
from jcm_mrv.units import UnitError, convert

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.timeline import Segment, Timeline
    from jcm_mrv.expressions import Budget
    from jcm_mrv.methodology.evaluation import Value
    from jcm_mrv.methodology.model import Methodology, Parameter
    from jcm_mrv.project.model import FixedValue, Project

Results = dict[str, "Fraction | Mapping[str, Fraction]"]


@dataclass(frozen=True, slots=True)
class Computed:
    """Hold one segment's operands and the values of its equations, in their declared units."""

    segment: Segment
    operands: Mapping[str, Value]
    results: Results

    def tonnes(self, name: str) -> Fraction:
        """Return RE, PE or ER [tCO2e]."""
        value = self.results[name]
        if not isinstance(value, Fraction):
            raise TypeError(f"{name} is one number a vintage")
        return value


@dataclass(frozen=True, slots=True)
class Model:
    """Hold what is needed to compute the equations of every segment, again and again.

    Args:
        project: the project.
        methodology: the methodology.
        timeline: lines and segments.
        sets: members of each set, in order.
        readings: what was read, by cell; a mean, minimum or maximum is taken at the end.
        fixed: fixed values by segment.
        budget: of the whole run.
    """

    project: Project
    methodology: Methodology
    timeline: Timeline
    sets: Mapping[str, tuple[str, ...]]
    readings: Mapping[Cell, Bin]
    fixed: tuple[Mapping[str, Value], ...]
    budget: Budget

    def compute(self, deltas: Deltas | None = None) -> tuple[Computed, ...]:
        """Compute every segment, with something added to the readings.

        Raises:
            InputError: an input is missing.
            EvaluationError: a formula has no value.
        """
        return tuple(self.compute_segment(one, deltas) for one in self.timeline.segments)

    def compute_segment(self, segment: Segment, deltas: Deltas | None = None) -> Computed:
        """Compute one segment."""
        inputs = {**self.fixed[segment.index], **self._monitored(segment, deltas or {})}
        operands = compute_operands(
            self.methodology,
            inputs,
            self.sets,
            days=Fraction(segment.days),
            gwp_set=self.project.gwp_set,
        )
        results = compute_equations(self.methodology, operands, self.sets, budget=self.budget)
        return Computed(segment, operands, results)

    def _monitored(self, segment: Segment, deltas: Deltas) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for parameter in self.methodology.parameters.values():
            if parameter.kind != "monitored":
                continue
            if parameter.over is None:
                value = self._value(parameter, Cell(parameter.name, None, segment.index), deltas)
                if value is not None:
                    values[parameter.name] = value
                continue
            found = {}
            for member in self.sets.get(parameter.over, ()):
                value = self._value(parameter, Cell(parameter.name, member, segment.index), deltas)
                if value is not None:
                    found[member] = value
            if found:
                values[parameter.name] = found
        return values

    def _value(self, parameter: Parameter, cell: Cell, deltas: Deltas) -> Fraction | None:
        read = self.readings.get(cell)
        if read is None:
            return None
        return value_of(parameter, read, deltas.get(cell, Fraction(0)))


def value_of(parameter: Parameter, read: Bin, added: Fraction = Fraction(0)) -> Fraction | None:
    """Return what readings make of a parameter by its aggregate; None where there are too few.

    Args:
        parameter: that is monitored.
        read: its readings, netted, in its unit.
        added: to their sum.
    """
    total = read.total + added if added else read.total
    if parameter.aggregate == "sum":
        return total
    if parameter.aggregate == "mean":
        return total / read.count if read.count else None
    return read.minimum if parameter.aggregate == "min" else read.maximum


def sum_readings(
    contributions: Iterable[Contribution], applied: Iterable[Deltas]
) -> dict[Cell, Bin]:
    """Net the contributions of each cell, and add what treatments applied."""
    cells: dict[Cell, Bin] = defaultdict(Bin)
    for contribution in contributions:
        for index, part in enumerate(contribution.segments):
            cell = Cell(contribution.monitored.parameter, contribution.member, index)
            signed = (
                part
                if contribution.sign > 0
                else Bin(-part.total, part.count, _minus(part.maximum), _minus(part.minimum))
            )
            cells[cell] += signed
    for deltas in applied:
        for cell, delta in deltas.items():
            cells[cell] += Bin(delta)
    return dict(cells)


def _minus(value: Fraction | None) -> Fraction | None:
    return None if value is None else -value


def fix_values(
    project: Project, methodology: Methodology, segments: Iterable[Segment]
) -> tuple[dict[str, Value], ...]:
    """Return the fixed values and categories that hold in each segment, in declared units."""
    return tuple(_fixed_in(project, methodology, segment) for segment in segments)


def _fixed_in(project: Project, methodology: Methodology, segment: Segment) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, candidates in project.fixed.items():
        parameter = methodology.parameters.get(name)
        if parameter is None or parameter.kind not in ("fixed", "category"):
            continue
        held = [one for one in candidates if _holds(one, segment)]
        if parameter.over is None:
            if held and held[0].member is None:
                values[name] = _converted(held[0], parameter, methodology)
            continue
        found = {
            one.member: _converted(one, parameter, methodology)
            for one in held
            if one.member is not None
        }
        if found:
            values[name] = found
    return values


def _holds(value: FixedValue, segment: Segment) -> bool:
    return (value.start is None or value.start <= segment.start) and (
        value.until is None or segment.end <= value.until
    )


def _converted(value: FixedValue, parameter: Parameter, methodology: Methodology) -> Fraction | str:
    if isinstance(value.value, str) or parameter.unit is None:
        return value.value
    if value.unit is None:
        return value.value
    try:
        return convert(value.value, methodology.units.parse(value.unit), parameter.unit)
    except UnitError:
        # The dimension is a finding of its own (P011); the number as written keeps the run going.
        return value.value
