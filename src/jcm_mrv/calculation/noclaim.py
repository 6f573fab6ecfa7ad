"""The treatment ``no-claim``: a span leaves every monitored parameter (contracts 8).

It is refused where the reductions of the span could be negative in the worst case: then to
leave it out would raise the claim.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import rated_power, reading_factor
from jcm_mrv.calculation.judgement import Cell, Judgement, negated
from jcm_mrv.errors import JcmMrvError
from jcm_mrv.readings import coverage
from jcm_mrv.readings.bins import Bin
from jcm_mrv.readings.zones import unwall, wall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.model import Model
    from jcm_mrv.readings.coverage import Span


def judge_no_claim(
    judgement: Judgement, model: Model, contributions: Sequence[Contribution]
) -> Judgement:
    """Take a span out of every monitored parameter, or refuse to.

    Args:
        judgement: the finding of a gap with the treatment, its spans known.
        model: to compute the worst case of the span.
        contributions: everything that was read.
    """
    spans = [(wall(start), wall(end)) for start, end in judgement.spans or ()]
    taken: dict[Cell, Fraction] = defaultdict(Fraction)
    worst: dict[Cell, Fraction] = defaultdict(Fraction)
    for contribution in contributions:
        for segment in model.timeline.segments:
            inside = coverage.intersect(spans, [segment.span])
            cell = Cell(contribution.monitored.parameter, contribution.member, segment.index)
            if not inside:
                continue
            read = _read_in(contribution, inside, model)
            taken[cell] += contribution.sign * read
            most = _unread_in(contribution, inside, model)
            if most is None:
                return _refused(judgement, "the most that it could be is not known (rated)")
            worst[cell] += contribution.sign * (read + most)
    if _could_be_negative(model, worst):
        return _refused(judgement, "its reductions could be negative")
    applied = negated(taken)
    return replace(judgement, applied=applied, off=dict(taken), kind="exact")


def _refused(judgement: Judgement, reason: str) -> Judgement:
    finding = replace(
        judgement.finding,
        severity="error",
        message=judgement.finding.message.replace("not claimed", "")
        + f"not claiming it is refused: {reason}",
        treatment=None,
    )
    return replace(judgement, finding=finding)


def _could_be_negative(model: Model, worst: dict[Cell, Fraction]) -> bool:
    cells = {cell: Bin(value) for cell, value in worst.items()}
    touched = {cell.segment for cell in cells}
    for segment in model.timeline.segments:
        if segment.index not in touched:
            continue
        span_model = replace(model, readings={**dict.fromkeys(model.readings, Bin()), **cells})
        try:
            if span_model.compute_segment(segment).tonnes("ER") < 0:
                return True
        except JcmMrvError:
            return True
    return False


def _axis_spans(contribution: Contribution, spans: Sequence[Span]) -> list[Span]:
    series = contribution.series
    if series is None:
        return list(spans)
    axis = series.calendar.axis
    return [
        (axis(unwall(start), wall=series.wall), axis(unwall(end), wall=series.wall))
        for start, end in spans
    ]


def _read_in(contribution: Contribution, spans: Sequence[Span], model: Model) -> Fraction:
    series = contribution.series
    parameter = model.methodology.parameters[contribution.monitored.parameter]
    if series is not None and parameter.aggregate == "sum" and not series.registers:
        factor = reading_factor(series, parameter, model.methodology.units)
        return series.total_in(_axis_spans(contribution, spans)) * factor
    # Registers and invoices tell no hours apart: their share by time.
    total, covered = Fraction(0), coverage.merge(contribution.covered)
    whole = coverage.length(covered)
    if whole:
        share = Fraction(coverage.length(coverage.intersect(covered, spans)), whole)
        total = sum((part.total for part in contribution.segments), Fraction(0)) * share
    return total


def _unread_in(contribution: Contribution, spans: Sequence[Span], model: Model) -> Fraction | None:
    """Return the most that the unread part can hold on the high side; 0 on the low side."""
    series = contribution.series
    if contribution.side == "low" or series is None or series.grid is None:
        return Fraction(0)
    missing = coverage.intersect(series.missing, _axis_spans(contribution, spans))
    if not missing:
        return Fraction(0)
    rated = series.source.rated or contribution.monitored.rated
    unit = model.methodology.parameters[contribution.monitored.parameter].unit
    if rated is None or unit is None:
        return None
    return rated_power(rated, unit, model.methodology.units) * coverage.length(missing)
