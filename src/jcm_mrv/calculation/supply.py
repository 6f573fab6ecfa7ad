"""What the sources of a project supply: contributions, checks of readings, and holes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import (
    Contribution,
    contribute_amounts,
    contribute_steps,
    reading_factor,
    unit_of,
    wall_span,
)
from jcm_mrv.calculation.holes import Hole, Scene
from jcm_mrv.calculation.judgement import Cell, Judgement, of_meter
from jcm_mrv.calculation.registers import contribute_register
from jcm_mrv.checks.data import CHECKED, conflicting_stamp, out_of_order
from jcm_mrv.checks.data.unknown_member import judge_members
from jcm_mrv.checks.leap import find_leaps
from jcm_mrv.checks.view import View
from jcm_mrv.readings import coverage
from jcm_mrv.readings.zones import DAY_US, day_number, unwall, wall
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.findings import Finding
    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import Member, Project
    from jcm_mrv.project.monitoring import Monitored, Quantity
    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.rows import Table
    from jcm_mrv.readings.series import Series, Side
    from jcm_mrv.units import Units


def contribute(
    project: Project,
    methodology: Methodology,
    timeline: Timeline,
    series: Sequence[Series],
    sides: Mapping[str, Side],
) -> tuple[list[Contribution], list[Judgement]]:
    """Sum what every source and every stated amount contributes."""
    contributions: list[Contribution] = []
    judgements: list[Judgement] = []
    for one in series:
        parameter, place = methodology.parameters[one.parameter], one.source.place
        try:
            if one.registers:
                made, judged = contribute_register(
                    one, parameter, methodology.units, timeline, place
                )
                judgements += [of_meter(each, name_of_meter(made)) for each in judged]
            else:
                made = contribute_steps(one, parameter, methodology.units, timeline, place)
        except UnitError:
            continue  # a wrong dimension is a finding of the project stage (P011)
        contributions.append(made)
    for point in _points(project):
        stated = [amount for amount in point.amounts if amount.use == "sum"]
        known = methodology.parameters.get(point.parameter)
        if not stated or known is None or point.parameter not in sides:
            continue
        try:
            made, judged = contribute_amounts(
                point,
                stated,
                sides[point.parameter],
                unit_of(known),
                methodology.units,
                timeline,
            )
        except UnitError:
            continue
        contributions.append(made)
        judgements += [of_meter(each, point.meter) for each in judged]
    return contributions, judgements


def name_of_meter(contribution: Contribution) -> str | None:
    """Return the id of the meter behind a contribution, as the project names it."""
    series = contribution.series
    own = series.source.meter if series is not None else None
    return own or contribution.monitored.meter


def _points(project: Project) -> Iterable[Monitored]:
    return (point for points in project.monitored.values() for point in points)


def check_series(scene: Scene, series: Iterable[Series]) -> list[Judgement]:
    """Let every check of readings judge every series."""
    judged: list[Judgement] = []
    asked: set[str] = set()
    tables: set[Table] = set()
    for one in series:
        view = _view(scene, one)
        meter = one.source.meter or one.monitored.meter
        found = [finding for judge in CHECKED for finding in judge(view)]
        if one.found.reading.table not in tables:
            tables.add(one.found.reading.table)
            found += out_of_order.judge(view)
        if one.source.path not in asked:
            asked.add(one.source.path)
            members = (member.id for many in scene.project.sets.values() for member in many)
            found += judge_members(view, set(members))
        made = [Judgement(finding, spans=spans_of(finding)) for finding in found]
        made += [
            Judgement(finding, off=_conflicts(scene, one), kind="bound")
            for finding in conflicting_stamp.judge(view)
        ]
        judged += [of_meter(judgement, meter) for judgement in made]
    return judged


def _conflicts(scene: Scene, series: Series) -> dict[Cell, Fraction]:
    """Return what the other readings of conflicting stamps would have given, by segment."""
    found: dict[Cell, Fraction] = defaultdict(Fraction)
    parameter = scene.methodology.parameters[series.parameter]
    if series.registers or parameter.aggregate != "sum":
        return found
    try:
        factor = reading_factor(series, parameter, scene.methodology.units)
    except UnitError:
        return found
    factor *= series.source.sign if series.side == "low" else -series.source.sign
    for row in series.conflicts().iter_rows(named=True):
        local = wall(series.calendar.local(row["t"], wall=series.wall))
        for segment in scene.timeline.segments:
            if segment.span[0] <= local < segment.span[1]:
                cell = Cell(series.parameter, series.member, segment.index)
                pairs = ((row[f"{i}.max"], row[f"{i}.min"]) for i in series.columns)
                spread = sum((Fraction(top - low) for top, low in pairs if top is not None))
                found[cell] += factor * spread
    return found


def _view(scene: Scene, series: Series) -> View:
    units, point = scene.methodology.units, series.monitored
    view = View(
        series,
        series.source.place,
        _carried(series, series.source.rated or point.rated, units),
        scene.project,
        units,
        _hourly(series, point.peak, units)
        if series.registers
        else _carried(series, point.peak, units),
    )
    return replace(view, leaps=find_leaps(view))


def _carried(series: Series, rated: Quantity | None, units: Units) -> Fraction | None:
    """Return the reading of a step at a constant power, in the unit of the readings."""
    source = series.source
    if rated is None or source.step is None or source.measures not in ("energy", "power"):
        return None
    try:
        if source.measures == "power":
            return rated.value * conversion_factor(
                units.parse(rated.unit), units.parse(source.unit)
            )
        energy = units.parse(f"{rated.unit}*second")
        return (
            rated.value * conversion_factor(energy, units.parse(source.unit)) * source.step.seconds
        )
    except UnitError:
        return None


def _hourly(series: Series, rated: Quantity | None, units: Units) -> Fraction | None:
    """Return how much a register shows more after an hour at a constant power."""
    if rated is None:
        return None
    try:
        energy = units.parse(f"{rated.unit}*hour")
        factor = conversion_factor(energy, units.parse(series.source.unit))
    except UnitError:
        return None
    return rated.value * factor / series.source.multiplier


def find_holes(scene: Scene, contributions: Sequence[Contribution]) -> Iterable[Hole]:
    """Find the time inside of sources, and between them, that has no reading."""
    points: dict[tuple[str, str | None, int], list[Contribution]] = defaultdict(list)
    for one in contributions:
        points[one.monitored.parameter, one.member, one.sign].append(one)
    members = {one.id: one for many in scene.project.sets.values() for one in many}
    for (_, member, _), many in points.items():
        for one in many:
            series = one.series
            # Where no step has a reading, D108 says so and nothing is filled.
            if series is None or not series.missing or not any(cell.count for cell in series.bins):
                continue
            others = coverage.merge(
                span for other in many if other is not one for span in other.covered
            )
            spans = coverage.merge(wall_span(series, span) for span in series.missing)
            yield Hole(one, spans, series.missing, coverage.subtract(one.covered, others))
        window = _point_window(scene, members.get(member or ""))
        covered = coverage.merge(span for one in many for span in one.covered)
        axis = scene.timeline.calendar.axis
        is_wall = many[0].series is None or many[0].series.wall
        moments = {
            (start, end): (axis(unwall(start), wall=is_wall), axis(unwall(end), wall=is_wall))
            for start, end in coverage.subtract([window], covered)
        }
        # An hour that the clocks skipped is no time that a source could speak for.
        spans = tuple(span for span, (start, end) in moments.items() if start < end)
        if spans:
            yield Hole(many[0], spans, tuple(moments[span] for span in spans), spans, between=True)


def _point_window(scene: Scene, member: Member | None) -> Span:
    calendar = scene.timeline.calendar
    start, end = calendar.first * DAY_US, (calendar.last + 1) * DAY_US
    if member is not None and member.start is not None:
        start = max(start, day_number(member.start) * DAY_US)
    if member is not None and member.end is not None:
        end = min(end, (day_number(member.end) + 1) * DAY_US)
    return start, max(start, end)


def spans_of(finding: Finding) -> tuple[tuple[dt.datetime, dt.datetime], ...] | None:
    """Return the span that a finding is about; None for the whole project."""
    return None if finding.span is None else (finding.span,)
