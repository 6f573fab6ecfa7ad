"""The treatment ``no-claim``: a span leaves every monitored parameter (contracts 8).

It is refused where the reductions of the span could be negative in the worst case: then to
leave it out would raise the claim. Parameters that are not monitored, such as the days of the
period, keep what they were.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import rated_power, reading_factor, unit_of
from jcm_mrv.calculation.holes import NOT_CLAIMED, axis_spans
from jcm_mrv.calculation.judgement import Cell, Deltas, Judgement, negated
from jcm_mrv.errors import JcmMrvError
from jcm_mrv.readings import coverage
from jcm_mrv.readings.zones import wall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.model import Model
    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.series import Series


def judge_no_claim(
    judgements: Sequence[Judgement], model: Model, contributions: Sequence[Contribution]
) -> list[Judgement]:
    """Take spans that are not claimed out of every monitored parameter, or refuse to.

    Args:
        judgements: all of them; those of gaps with the treatment know their spans.
        model: to compute the worst case of a span.
        contributions: everything that was read.
    """
    judged: list[Judgement] = []
    taken: tuple[Span, ...] = ()
    for one in judgements:
        if one.finding.treatment != NOT_CLAIMED:
            judged.append(one)
            continue
        spans = coverage.merge((wall(start), wall(end)) for start, end in one.spans or ())
        # Two parameters may miss the same hours: what is taken out, is taken out once.
        judged.append(_judge(one, coverage.subtract(spans, taken), model, contributions))
        taken = coverage.merge([*taken, *spans])
    return judged


def _judge(
    judgement: Judgement,
    spans: Sequence[Span],
    model: Model,
    contributions: Sequence[Contribution],
) -> Judgement:
    removed: dict[Cell, Fraction] = defaultdict(Fraction)
    worst: dict[Cell, Fraction] = defaultdict(Fraction)
    for contribution in contributions:
        series, name = contribution.series, contribution.monitored.parameter
        parameter = model.methodology.parameters[name]
        if series is None or series.grid is None or parameter.aggregate != "sum":
            return _refused(judgement, f"{name} is not read hour by hour")
        factor = reading_factor(series, parameter, model.methodology.units)
        for segment in model.timeline.segments:
            inside = axis_spans(series, coverage.intersect(spans, [segment.span]))
            read = series.total_in(inside) * factor
            most = _unread_in(contribution, series, inside, model)
            if most is None:
                return _refused(judgement, "the most that it could be is not known (rated)")
            cell = Cell(name, contribution.member, segment.index)
            removed[cell] -= contribution.sign * read
            worst[cell] += contribution.sign * (read + most)
    if _could_be_negative(model, removed, worst):
        return _refused(judgement, "its reductions could be negative")
    return replace(judgement, applied=dict(removed), off=negated(removed), kind="exact")


def _refused(judgement: Judgement, reason: str) -> Judgement:
    finding = replace(
        judgement.finding,
        severity="error",
        message=judgement.finding.message.replace("not claimed", "")
        + f"not claiming it is refused: {reason}",
        treatment=None,
    )
    return replace(judgement, finding=finding)


def _could_be_negative(model: Model, removed: Deltas, worst: Deltas) -> bool:
    """Tell whether the spans, read at their worst, would lower the reductions of a segment."""
    claimed = {cell: removed[cell] + worst[cell] for cell in removed}
    try:
        return any(
            model.compute_segment(segment, claimed).tonnes("ER")
            < model.compute_segment(segment, removed).tonnes("ER")
            for segment in model.timeline.segments
        )
    except JcmMrvError:
        return True


def _unread_in(
    contribution: Contribution, series: Series, spans: Sequence[Span], model: Model
) -> Fraction | None:
    """Return the most that the unread part can hold on the high side; 0 on the low side."""
    missing = coverage.intersect(series.missing, spans)
    if contribution.side == "low" or not missing:
        return Fraction(0)
    rated = series.source.rated or contribution.monitored.rated
    if rated is None:
        return None
    unit = unit_of(model.methodology.parameters[contribution.monitored.parameter])
    return rated_power(rated, unit, model.methodology.units) * coverage.length(missing)
