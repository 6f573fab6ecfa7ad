"""Gaps and their treatments, each on the conservative side of its own source (contracts 8).

The order of treatments is fixed: invoices that fill, then a substitute meter, then what the
project declares for the rest; what is left counts as nothing on the low side, and is an
error on the high side.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import (
    Contribution,
    local_spans,
    rated_power,
    reading_factor,
)
from jcm_mrv.calculation.judgement import Cell, Judgement, negated
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import format_rounded
from jcm_mrv.readings import coverage
from jcm_mrv.readings.zones import DAY_US, unwall, wall
from jcm_mrv.units import conversion_factor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.findings import EffectKind, Place, Severity
    from jcm_mrv.methodology.model import Methodology, Parameter
    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Amount
    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.series import Series

SHOWN_GAPS = 3


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold what the treatment of a gap may look at.

    Args:
        project: the project.
        methodology: the methodology.
        timeline: lines and segments.
        series: all series that add up.
        substitutes: series that stand in for others, by parameter and member.
    """

    project: Project
    methodology: Methodology
    timeline: Timeline
    series: tuple[Series, ...]
    substitutes: Mapping[tuple[str, str | None], tuple[Series, ...]]


@dataclass(frozen=True, slots=True)
class Hole:
    """Hold the time that one source, or no source, speaks for, on the wall clock.

    Args:
        contribution: the source with the gap; for time between sources, the first source.
        spans: wall-clock spans [us], ascending and apart.
        axis: the same spans on the source's own axis, for elapsed time.
        between: whether the time lies between sources instead of inside of one.
    """

    contribution: Contribution
    spans: tuple[Span, ...]
    axis: tuple[Span, ...]
    between: bool = False


def judge_gaps(scene: Scene, hole: Hole) -> list[Judgement]:
    """Treat the gaps of one source, line by line of the result."""
    judged: list[Judgement] = []
    for line in scene.timeline.lines:
        start = wall(dt.datetime.combine(line.start, dt.time()))
        end = wall(dt.datetime.combine(line.end, dt.time())) + DAY_US
        window = [(start, end)]
        spans = coverage.intersect(hole.spans, window)
        if spans:
            axis = coverage.intersect(hole.axis, [_axis_window(scene, hole, (start, end))])
            judged += _judge_line(scene, replace(hole, spans=spans, axis=axis), line.index)
    return judged


def _axis_window(scene: Scene, hole: Hole, span: Span) -> Span:
    series = hole.contribution.series
    is_wall = series is None or series.wall
    low, high = (scene.timeline.calendar.axis(unwall(edge), wall=is_wall) for edge in span)
    return low, high


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
    if not _is_energy(scene, hole):
        return [], hole
    for amount in monitored.amounts:
        if amount.use != "fill":
            continue
        window = (wall(amount.start), wall(amount.end))
        shared = coverage.intersect(hole.spans, [window])
        if not shared:
            continue
        deltas = _by_segment(
            scene, hole, shared, lambda spans, one=amount: _amount_share(scene, hole, one, spans)
        )
        judged.append(
            _judgement(
                hole,
                shared,
                "warning",
                f"{_say(hole, shared)}; the invoice {amount.evidence or amount.place} fills it, "
                "split by time",
                "filled by an invoice",
                applied=deltas,
                kind="exact",
            )
        )
        hole = _without(scene, hole, shared)
    return judged, hole


def _amount_share(scene: Scene, hole: Hole, amount: Amount, spans: Sequence[Span]) -> Fraction:
    parameter = _parameter(scene, hole)
    assert parameter.unit is not None  # noqa: S101 - a category has no gaps
    unit = scene.methodology.units.parse(amount.unit)
    whole = wall(amount.end) - wall(amount.start)
    value = amount.value * conversion_factor(unit, parameter.unit)
    return value * Fraction(coverage.length(spans), whole)


def _substitute(scene: Scene, hole: Hole) -> tuple[list[Judgement], Hole]:
    judged: list[Judgement] = []
    contribution = hole.contribution
    if _treatment(hole) != "substitute" or not _is_energy(scene, hole):
        return [], hole
    key = contribution.monitored.parameter, contribution.member
    for other in scene.substitutes.get(key, ()):
        if other.side != contribution.side or other.grid is None:
            continue
        holes = coverage.intersect(hole.axis, [other.window])
        present = coverage.subtract(holes, other.missing)
        if not present:
            continue
        parameter = _parameter(scene, hole)
        factor = reading_factor(other, parameter, scene.methodology.units)
        shared = tuple((wall(a), wall(b)) for a, b in local_spans(other, present))
        deltas = _by_segment(
            scene,
            hole,
            shared,
            lambda spans, one=other, by=factor: one.total_in(_axis_spans(one, spans)) * by,
        )
        meter = other.source.meter or other.source.path
        judged.append(
            _judgement(
                hole,
                shared,
                "warning",
                f"{_say(hole, shared)}; the readings of {meter} stand in",
                f"substituted by {meter}",
                applied=deltas,
                kind="exact",
            )
        )
        hole = _without(scene, hole, shared)
    return judged, hole


def _judge_rest(scene: Scene, hole: Hole, line: int) -> Judgement:
    contribution, treatment = hole.contribution, _treatment(hole)
    said, most = _say(hole, hole.spans), _most(scene, hole)
    high = contribution.side == "high"
    if not _is_energy(scene, hole):
        if treatment == "no-claim":
            return _judgement(
                hole, hole.spans, "warning", f"{said}; left out of the value", "left out"
            )
        return _judgement(
            hole,
            hole.spans,
            "error",
            f"{said}; a mean, minimum or maximum needs every reading, or a declared gap_treatment",
        )
    if treatment == "maximum":
        if not high:
            return _judgement(
                hole,
                hole.spans,
                "error",
                f'{said}; gap_treatment "maximum" would raise the reductions here, where less '
                "is conservative; declare another treatment",
            )
        if most:
            return _judgement(
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
            _finding(hole, hole.spans, "warning", f"{said}; not claimed", "not claimed"),
            spans=_local(hole.spans),
        )
    if treatment == "zero" and high:
        return _judgement(
            hole,
            hole.spans,
            "warning",
            f"{said}; counted as zero, as the project declares",
            "counted as zero",
            off=most,
            kind="bound" if most else None,
        )
    if high:
        return _judgement(
            hole,
            hole.spans,
            "error",
            f"{said}; on this side a gap must not count as nothing; declare gap_treatment = "
            '"maximum" (with rated), "substitute", "outage" or "no-claim", or fill it with '
            'invoices (use = "fill")',
        )
    estimate = most or _mean(scene, hole, line)
    return _judgement(
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
        return _judgement(
            hole, bare, "error", f"{_say(hole, bare)}; no [[events]] row of an outage covers it"
        )
    for other in scene.series:
        if other.monitored is hole.contribution.monitored or other.grid is None:
            continue
        spans = _axis_spans(other, hole.spans)
        if coverage.intersect(other.missing, spans) or other.total_in(spans) != 0:
            return _judgement(
                hole,
                hole.spans,
                "error",
                f"{said}; {other.parameter} shows energy, or has no readings, in that time: "
                "it was no outage",
            )
    return _judgement(
        hole,
        hole.spans,
        "warning",
        f"{said}; an outage that the other meters confirm, counted as zero",
        "outage counted as zero",
        off=most,
        kind="bound" if most else None,
    )


def _treatment(hole: Hole) -> str | None:
    series = hole.contribution.series
    own = series.source.gap_treatment if series is not None and not hole.between else None
    return own or hole.contribution.monitored.gap_treatment


def _parameter(scene: Scene, hole: Hole) -> Parameter:
    return scene.methodology.parameters[hole.contribution.monitored.parameter]


def _is_energy(scene: Scene, hole: Hole) -> bool:
    return _parameter(scene, hole).aggregate == "sum"


def _most(scene: Scene, hole: Hole) -> dict[Cell, Fraction]:
    """Return what the rated power would have given in the gaps, by segment."""
    contribution = hole.contribution
    series = contribution.series
    rated = (series.source.rated if series is not None else None) or contribution.monitored.rated
    unit = _parameter(scene, hole).unit
    if rated is None or unit is None:
        return {}
    power = rated_power(rated, unit, scene.methodology.units)
    return _by_segment(scene, hole, hole.spans, None, power)


def _mean(scene: Scene, hole: Hole, line: int) -> dict[Cell, Fraction]:
    """Return what the line's mean reading would have given in the gaps."""
    series = hole.contribution.series
    if series is None or series.grid is None:
        return {}
    cells = [
        hole.contribution.segments[segment.index]
        for segment in scene.timeline.segments
        if segment.line == line
    ]
    count = sum(cell.count for cell in cells)
    if not count:
        return {}
    mean = sum((cell.total for cell in cells), Fraction(0)) / count
    return _by_segment(scene, hole, hole.spans, None, mean / series.grid.step)


def _by_segment(
    scene: Scene,
    hole: Hole,
    spans: Sequence[Span],
    measure: Callable[[Sequence[Span]], Fraction] | None,
    power: Fraction | None = None,
) -> dict[Cell, Fraction]:
    """Measure wall-clock spans segment by segment; the sign of the source applied."""
    found: dict[Cell, Fraction] = defaultdict(Fraction)
    contribution = hole.contribution
    for segment in scene.timeline.segments:
        shared = coverage.intersect(spans, [segment.span])
        if not shared:
            continue
        if power is not None:
            elapsed = coverage.intersect(hole.axis, [_axis_window(scene, hole, segment.span)])
            value = power * coverage.length(elapsed)
        else:
            value = measure(shared) if measure else Fraction(0)
        cell = Cell(contribution.monitored.parameter, contribution.member, segment.index)
        found[cell] += contribution.sign * value
    return dict(found)


def _without(scene: Scene, hole: Hole, spans: Sequence[Span]) -> Hole:
    rest = coverage.subtract(hole.spans, spans)
    axis = coverage.merge(_axis_window(scene, hole, span) for span in rest)
    return replace(hole, spans=rest, axis=axis)


def _axis_spans(series: Series, spans: Iterable[Span]) -> tuple[Span, ...]:
    calendar = series.calendar
    return tuple(
        (
            calendar.axis(unwall(start), wall=series.wall),
            calendar.axis(unwall(end), wall=series.wall),
        )
        for start, end in spans
    )


def _local(spans: Iterable[Span]) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    return tuple((unwall(start), unwall(end)) for start, end in spans)


def _say(hole: Hole, spans: Sequence[Span]) -> str:
    """Describe gaps: how much, how many, where."""
    series = hole.contribution.series
    shown = ", ".join(
        f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}"
        for start, end in _local(spans[:SHOWN_GAPS])
    )
    if len(spans) > SHOWN_GAPS:
        shown += f" and {len(spans) - SHOWN_GAPS} more"
    hours = _hours(coverage.length(hole.axis if spans == hole.spans else spans))
    if hole.between:
        return f"no source speaks for {shown} ({hours})"
    if series is None or series.grid is None:
        return f"no reading for {shown} ({hours})"
    expected = sum(series.expected) // max(1, len(series.columns))
    missing = coverage.length(spans) // series.grid.step
    share = Fraction(100 * missing, expected) if expected else Fraction(0)
    return (
        f"no reading for {shown} ({hours}; {missing:,} of the period's {expected:,} steps, "
        f"{format_rounded(share, 2)} %)"
    )


def _hours(length: int) -> str:
    hours = Fraction(length, 3_600_000_000)
    return f"{format_rounded(hours, 0 if hours.denominator == 1 else 2)} h"


def _judgement(
    hole: Hole,
    spans: Sequence[Span],
    severity: Severity,
    message: str,
    treatment: str | None = None,
    *,
    applied: dict[Cell, Fraction] | None = None,
    off: dict[Cell, Fraction] | None = None,
    kind: EffectKind | None = None,
) -> Judgement:
    return Judgement(
        _finding(hole, spans, severity, message, treatment),
        applied=applied or {},
        off=negated(applied) if applied else off or {},
        kind=kind,
        spans=_local(spans),
    )


def _finding(
    hole: Hole, spans: Sequence[Span], severity: Severity, message: str, treatment: str | None
) -> Finding:
    local = _local(spans)
    place: Place = hole.contribution.place
    return Finding(
        "D104",
        severity,
        place,
        message,
        treatment,
        parameter=hole.contribution.monitored.parameter,
        span=(local[0][0], local[-1][1]),
    )
