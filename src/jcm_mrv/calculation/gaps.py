"""Gaps and their treatments, each on the conservative side of its own source (contracts 8).

The order of treatments is fixed: invoices that fill, then a substitute meter, then what the
project declares for the rest; what is left counts as nothing on the low side, and is an
error on the high side.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import local_spans, reading_factor, unit_of
from jcm_mrv.calculation.holes import (
    NOT_CLAIMED,
    axis_spans,
    axis_window,
    by_segment,
    describe,
    hole_finding,
    is_energy,
    is_wall,
    judge_hole,
    local_spans_of,
    mean_energy,
    parameter_of,
    rated_energy,
    treatment_of,
    without,
)
from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.readings import coverage
from jcm_mrv.readings.zones import wall
from jcm_mrv.units import conversion_factor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jcm_mrv.calculation.holes import Hole, Scene
    from jcm_mrv.calculation.judgement import Cell
    from jcm_mrv.project.monitoring import Amount
    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.series import Series


def judge_gaps(scene: Scene, hole: Hole) -> list[Judgement]:
    """Treat the gaps of one source, line by line of the result."""
    judged: list[Judgement] = []
    for line in scene.timeline.lines:
        spans = coverage.intersect(hole.spans, [line.span])
        if spans:
            axis = coverage.intersect(hole.axis, [axis_window(scene, hole, line.span)])
            judged += _judge_line(scene, replace(hole, spans=spans, axis=axis), line.index)
    return judged


def _judge_line(scene: Scene, hole: Hole, line: int) -> list[Judgement]:
    judged: list[Judgement] = []
    filled, hole = _fill(scene, hole)
    judged += filled
    substituted, hole = _substitute(scene, hole)
    judged += substituted
    if hole.spans:
        judged.append(_judge_rest(scene, hole, line))
    return judged


def _fill(scene: Scene, hole: Hole) -> tuple[list[Judgement], Hole]:
    judged: list[Judgement] = []
    monitored = hole.contribution.monitored
    if not is_energy(scene, hole):
        return [], hole
    for amount in monitored.amounts:
        if amount.use != "fill":
            continue
        window = (wall(amount.start), wall(amount.end))
        shared = coverage.intersect(coverage.intersect(hole.spans, hole.alone), [window])
        if not shared:
            continue
        share = partial(_amount_share, scene, hole, amount)
        deltas = _stood_in(scene, hole, shared, share)
        judged.append(
            judge_hole(
                hole,
                shared,
                "warning",
                f"{describe(hole, shared)}; filled by the invoice "
                f"{amount.evidence or amount.place}, split by time",
                "filled by an invoice",
                applied=deltas,
                kind="exact",
            )
        )
        hole = without(scene, hole, shared)
    return judged, hole


def _stood_in(
    scene: Scene, hole: Hole, spans: Sequence[Span], measure: Callable[[Sequence[Span]], Fraction]
) -> dict[Cell, Fraction]:
    """Measure what stands in, by segment.

    Where only some columns of a source have no reading, the others were counted already. On the
    low side they make room for what stands in for the whole; on the high side both count.
    """
    series = hole.contribution.series
    if series is None or hole.between or hole.contribution.side == "high":
        return by_segment(scene, hole, spans, measure)
    factor = reading_factor(series, parameter_of(scene, hole), scene.methodology.units)

    def less_counted(part: Sequence[Span]) -> Fraction:
        return measure(part) - series.total_in(axis_spans(series, part)) * factor

    return by_segment(scene, hole, spans, less_counted)


def _amount_share(scene: Scene, hole: Hole, amount: Amount, spans: Sequence[Span]) -> Fraction:
    target = unit_of(parameter_of(scene, hole))
    unit = scene.methodology.units.parse(amount.unit)
    whole = wall(amount.end) - wall(amount.start)
    value = amount.value * conversion_factor(unit, target)
    return value * Fraction(coverage.length(spans), whole)


def _substitute(scene: Scene, hole: Hole) -> tuple[list[Judgement], Hole]:
    judged: list[Judgement] = []
    contribution = hole.contribution
    if treatment_of(hole) != "substitute" or not is_energy(scene, hole):
        return [], hole
    key = contribution.monitored.parameter, contribution.member
    for other in scene.substitutes.get(key, ()):
        if other.side != contribution.side or other.grid is None:
            continue
        # A meter of daily steps is read on the wall clock, one of hours on the instant.
        same = other.wall == is_wall(hole)
        axis = hole.axis if same else axis_spans(other, hole.spans)
        holes = coverage.intersect(axis, [other.window])
        present = coverage.subtract(holes, other.missing)
        local = tuple((wall(a), wall(b)) for a, b in local_spans(other, present))
        shared = coverage.intersect(local, hole.alone)
        if not shared:
            continue
        parameter = parameter_of(scene, hole)
        factor = reading_factor(other, parameter, scene.methodology.units)
        deltas = _stood_in(scene, hole, shared, partial(_stand_in, other, factor))
        meter = other.source.meter or other.source.path
        judged.append(
            judge_hole(
                hole,
                shared,
                "warning",
                f"{describe(hole, shared)}; the readings of {meter} stand in",
                f"substituted by {meter}",
                applied=deltas,
                kind="exact",
            )
        )
        hole = without(scene, hole, shared)
    return judged, hole


def _stand_in(other: Series, factor: Fraction, spans: Sequence[Span]) -> Fraction:
    return other.total_in(axis_spans(other, spans)) * factor


def _judge_rest(scene: Scene, hole: Hole, line: int) -> Judgement:
    contribution, treatment = hole.contribution, treatment_of(hole)
    said, most = describe(hole, hole.spans), rated_energy(scene, hole)
    high = contribution.side == "high"
    if not is_energy(scene, hole):
        if treatment == "no-claim":
            return judge_hole(
                hole, hole.spans, "warning", f"{said}; left out of the value", "left out"
            )
        return judge_hole(
            hole,
            hole.spans,
            "error",
            f"{said}; a mean, minimum or maximum needs every reading; declare "
            'gap_treatment = "no-claim" to leave the time out of it',
        )
    if treatment == "maximum":
        if not high:
            return judge_hole(
                hole,
                hole.spans,
                "error",
                f'{said}; gap_treatment "maximum" would raise the reductions here, where less '
                "is conservative; declare another treatment",
            )
        if most:
            return judge_hole(
                hole,
                hole.spans,
                "warning",
                f"{said}; counted at the rated power",
                "counted at the rated power",
                applied=most,
                kind="exact",
            )
    if treatment == "outage":
        return _judge_outage(scene, hole, said, most)
    if treatment == "no-claim":
        return Judgement(
            hole_finding(hole, hole.spans, "warning", f"{said}; not claimed", NOT_CLAIMED),
            spans=local_spans_of(hole.spans),
        )
    if treatment == "zero" and high:
        return judge_hole(
            hole,
            hole.spans,
            "warning",
            f"{said}; counted as zero, as the project declares",
            "counted as zero",
            off=most,
            kind="bound" if most else None,
        )
    if high:
        return judge_hole(
            hole,
            hole.spans,
            "error",
            f"{said}; on this side a gap must not count as nothing; declare gap_treatment = "
            '"maximum" (with rated), "substitute", "outage" or "no-claim", or fill it with '
            'invoices (use = "fill")',
        )
    estimate = most or mean_energy(scene, hole, line)
    return judge_hole(
        hole,
        hole.spans,
        "warning",
        f"{said}; counted as nothing",
        "counted as nothing",
        off=estimate,
        kind=("bound" if most else "estimate") if estimate else None,
    )


def _judge_outage(scene: Scene, hole: Hole, said: str, most: dict[Cell, Fraction]) -> Judgement:
    events = coverage.merge(
        (wall(event.start), wall(event.end))
        for event in scene.project.events
        if event.kind in ("outage", "shutdown", "maintenance")
    )
    bare = coverage.subtract(hole.spans, events)
    if bare:
        return judge_hole(
            hole, bare, "error", f"{describe(hole, bare)}; no [[events]] row of an outage covers it"
        )
    for other in scene.series:
        if other.monitored is hole.contribution.monitored or other.grid is None:
            continue
        spans = axis_spans(other, hole.spans)
        if coverage.intersect(other.missing, spans) or other.total_in(spans) != 0:
            return judge_hole(
                hole,
                hole.spans,
                "error",
                f"{said}; {other.parameter} shows energy, or has no readings, in that time: "
                "it was no outage",
            )
    return judge_hole(
        hole,
        hole.spans,
        "warning",
        f"{said}; an outage that the other meters confirm, counted as zero",
        "outage counted as zero",
        off=most,
        kind="bound" if most else None,
    )
