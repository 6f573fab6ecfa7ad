"""How many tonnes of reductions follow one unit of a parameter, exactly."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.judgement import Cell
from jcm_mrv.errors import JcmMrvError
from jcm_mrv.expressions import Budget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.model import Computed, Model
    from jcm_mrv.calculation.timeline import Timeline

PART = Fraction(1, 1000)
"""By this part of itself a value is moved; a value of zero is moved by this part of its unit."""


def compute_sensitivities(
    model: Model, computed: Iterable[Computed], cells: Iterable[Cell]
) -> dict[Cell, Fraction]:
    """Compute the change of ER by the value of each cell, as one-sided differences.

    A value is raised by a thousandth and lowered by it; the larger change counts, so that a
    parameter at the edge of a ``min`` or ``max`` keeps the side on which it matters.

    Args:
        model: what was read, and how it is computed.
        computed: the segments as they were computed.
        cells: parameters, members and segments.

    Returns:
        Size of the change of ER [tCO2e by the parameter's unit]; 0 where neither can be computed.
    """
    by_segment = {one.segment.index: one for one in computed}
    return {
        cell: _sensitivity(model, by_segment[cell.segment], cell)
        for cell in cells
        if cell.segment in by_segment
    }


def cells_of(contributions: Iterable[Contribution], timeline: Timeline) -> tuple[Cell, ...]:
    """List the numbers that sources and stated amounts supply, each once."""
    cells = (
        Cell(one.monitored.parameter, one.member, segment.index)
        for one in contributions
        for segment in timeline.segments
    )
    return tuple(dict.fromkeys(cells))


def _sensitivity(model: Model, computed: Computed, cell: Cell) -> Fraction:
    value = computed.operands.get(cell.parameter)
    if value is not None and not isinstance(value, Fraction | str):
        value = value.get(cell.member or "")
    if not isinstance(value, Fraction):
        return Fraction(0)
    step = abs(value) * PART or PART
    parameter = model.methodology.parameters[cell.parameter]
    read = model.readings[cell]
    # A mean is moved by moving the sum of its readings.
    width = read.count if parameter.aggregate == "mean" else 1
    changes = [Fraction(0)]
    for delta in (step, -step):
        try:
            fresh = replace(model, budget=Budget())
            other = fresh.compute_segment(computed.segment, {cell: delta * width})
        except JcmMrvError:
            continue
        changes.append(abs(other.tonnes("ER") - computed.tonnes("ER")) / step)
    return max(changes)
