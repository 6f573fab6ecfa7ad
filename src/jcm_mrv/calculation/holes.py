"""Time without readings: what it is, how it is told, and what a constant power would fill in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import Contribution, rated_power, unit_of
from jcm_mrv.calculation.judgement import Cell, Judgement, negated
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import format_rounded
from jcm_mrv.readings import coverage
from jcm_mrv.readings.zones import DAY_US, number_day, unwall

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.findings import EffectKind, Severity
    from jcm_mrv.methodology.model import Methodology, Parameter
    from jcm_mrv.project.model import Project
    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.series import Series

SHOWN_GAPS = 8
SHOWN_MONTHS = 6
NOT_CLAIMED = "not claimed"


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
        alone: wall-clock spans [us] in which no other source adds to the same point, so that
            what stands in for the point stands in for this source.
        between: whether the time lies between sources instead of inside of one.
    """

    contribution: Contribution
    spans: tuple[Span, ...]
    axis: tuple[Span, ...]
    alone: tuple[Span, ...]
    between: bool = False


def is_wall(hole: Hole) -> bool:
    """Tell whether the axis of the source with the hole is the wall clock."""
    series = hole.contribution.series
    return series is None or series.wall


def axis_window(scene: Scene, hole: Hole, span: Span) -> Span:
    """Return a wall-clock span [us] on the axis of the source with the hole."""
    axis = scene.timeline.calendar.axis
    low, high = (axis(unwall(edge), wall=is_wall(hole)) for edge in span)
    return low, high


def axis_spans(series: Series, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return wall-clock spans [us] on the axis of a series."""
    calendar = series.calendar
    return tuple(
        (
            calendar.axis(unwall(start), wall=series.wall),
            calendar.axis(unwall(end), wall=series.wall),
        )
        for start, end in spans
    )


def local_spans_of(spans: Iterable[Span]) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    """Return wall-clock spans [us] as local date-times."""
    return tuple((unwall(start), unwall(end)) for start, end in spans)


def without(scene: Scene, hole: Hole, spans: Sequence[Span]) -> Hole:
    """Return what remains of a hole after a treatment took spans of it."""
    rest = coverage.subtract(hole.spans, spans)
    axis = coverage.merge(axis_window(scene, hole, span) for span in rest)
    return replace(hole, spans=rest, axis=axis)


def treatment_of(hole: Hole) -> str | None:
    """Return the treatment that the project declares for a hole."""
    series = hole.contribution.series
    own = series.source.gap_treatment if series is not None and not hole.between else None
    return own or hole.contribution.monitored.gap_treatment


def parameter_of(scene: Scene, hole: Hole) -> Parameter:
    """Return the parameter that a hole is in."""
    return scene.methodology.parameters[hole.contribution.monitored.parameter]


def is_energy(scene: Scene, hole: Hole) -> bool:
    """Tell whether the parameter is a sum, so that its holes can be filled with amounts."""
    return parameter_of(scene, hole).aggregate == "sum"


def by_segment(
    scene: Scene,
    hole: Hole,
    spans: Sequence[Span],
    measure: Callable[[Sequence[Span]], Fraction],
) -> dict[Cell, Fraction]:
    """Measure wall-clock spans segment by segment; the sign of the source applied."""
    contribution = hole.contribution
    found: dict[Cell, Fraction] = {}
    for segment in scene.timeline.segments:
        shared = coverage.intersect(spans, [segment.span])
        if shared:
            cell = Cell(contribution.monitored.parameter, contribution.member, segment.index)
            found[cell] = contribution.sign * measure(shared)
    return found


def at_power(scene: Scene, hole: Hole, power: Fraction) -> dict[Cell, Fraction]:
    """Fill a hole with a constant power, by its elapsed time."""

    def energy(spans: Sequence[Span]) -> Fraction:
        elapsed = [axis_window(scene, hole, span) for span in spans]
        return power * coverage.length(elapsed)

    return by_segment(scene, hole, hole.spans, energy)


def rated_energy(scene: Scene, hole: Hole) -> dict[Cell, Fraction]:
    """Return what the rated power would have given in the gaps, by segment."""
    contribution = hole.contribution
    series = contribution.series
    rated = (series.source.rated if series is not None else None) or contribution.monitored.rated
    if rated is None:
        return {}
    power = rated_power(rated, unit_of(parameter_of(scene, hole)), scene.methodology.units)
    return at_power(scene, hole, power)


def mean_energy(scene: Scene, hole: Hole, line: int) -> dict[Cell, Fraction]:
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
    return at_power(scene, hole, mean / series.grid.step)


def describe(hole: Hole, spans: Sequence[Span]) -> str:
    """Describe gaps: each with start, end and length, how much they are together, and months."""
    series = hole.contribution.series
    shown = ", ".join(_shown(span, alone=len(spans) == 1) for span in spans[:SHOWN_GAPS])
    if len(spans) > SHOWN_GAPS:
        rest = coverage.length(spans[SHOWN_GAPS:])
        shown += f" and {len(spans) - SHOWN_GAPS:,} more ({_hours(rest)})"
    hours = _hours(coverage.length(hole.axis if spans == hole.spans else spans))
    if hole.between or series is None or series.grid is None:
        return f"no source speaks for {shown} ({hours})"
    what = "no reading" if len(series.columns) == 1 else "no complete reading"
    expected = sum(series.expected) // max(1, len(series.columns))
    missing = coverage.length(spans) // series.grid.step
    share = Fraction(100 * missing, expected) if expected else Fraction(0)
    return (
        f"{what} for {shown} ({hours}; {missing:,} of the period's {expected:,} steps, "
        f"{format_rounded(share, 2)} %{_months(series, spans)})"
    )


def _shown(span: Span, *, alone: bool) -> str:
    start, end = local_spans_of([span])[0]
    length = "" if alone else f" ({_hours(span[1] - span[0])})"
    return f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}{length}"


def _months(series: Series, spans: Sequence[Span]) -> str:
    """Tell how complete the months are that gaps lie in, where there is more than one month."""
    calendar = series.calendar
    days = [number_day(number) for number in calendar.edges[:-1]]
    found: dict[str, list[int]] = {}
    for index, day in enumerate(days):
        count, expected = found.setdefault(f"{day:%Y-%m}", [0, 0])
        more = series.bins[index].count, series.expected[index]
        found[f"{day:%Y-%m}"] = [count + more[0], expected + more[1]]
    if len(found) < 2:
        return ""
    touched = {
        f"{number_day(day):%Y-%m}"
        for start, end in spans
        for day in range(start // DAY_US, -(-end // DAY_US))
    }
    short = {
        month: Fraction(100 * count, expected)
        for month, (count, expected) in found.items()
        if month in touched and count < expected
    }
    listed = [f"{month} {format_rounded(share, 2)} %" for month, share in short.items()]
    if len(listed) > SHOWN_MONTHS:
        listed[SHOWN_MONTHS:] = [f"{len(listed) - SHOWN_MONTHS} more months"]
    return f"; complete: {', '.join(listed)}" if listed else ""


def _hours(length: int) -> str:
    hours = Fraction(length, 3_600_000_000)
    return f"{format_rounded(hours, 0 if hours.denominator == 1 else 2)} h"


def judge_hole(
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
    """Judge a hole: what was applied is also what its effect is told by."""
    return Judgement(
        hole_finding(hole, spans, severity, message, treatment),
        applied=applied or {},
        off=negated(applied) if applied else off or {},
        kind=kind,
        spans=local_spans_of(spans),
    )


def hole_finding(
    hole: Hole, spans: Sequence[Span], severity: Severity, message: str, treatment: str | None
) -> Finding:
    """Make the finding of a hole, from its first missing moment to its last."""
    local = local_spans_of(spans)
    return Finding(
        "D104",
        severity,
        hole.contribution.place,
        message,
        treatment,
        parameter=hole.contribution.monitored.parameter,
        span=(local[0][0], local[-1][1]),
    )
