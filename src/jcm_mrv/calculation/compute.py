"""The calculation: project, methodology and readings to tonnes, with every judgement on the way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from jcm_mrv.calculation import rules
from jcm_mrv.calculation.calibration import judge_calibration, lapse_days
from jcm_mrv.calculation.contributions import (
    Contribution,
    contribute_amounts,
    contribute_steps,
    wall_span,
)
from jcm_mrv.calculation.credits import compute_credits
from jcm_mrv.calculation.gaps import judge_gaps
from jcm_mrv.calculation.holes import Hole, Scene
from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.calculation.model import Computed, Model, fix_values, sum_readings
from jcm_mrv.calculation.noclaim import judge_no_claim
from jcm_mrv.calculation.registers import contribute_register
from jcm_mrv.calculation.timeline import lay_out
from jcm_mrv.checks.data import CHECKED, EXPRESSIONS
from jcm_mrv.checks.view import View
from jcm_mrv.errors import JcmMrvError
from jcm_mrv.expressions import Budget
from jcm_mrv.findings import Effect, Finding
from jcm_mrv.readings import coverage
from jcm_mrv.readings.collect import Readings, flipped, read_series
from jcm_mrv.readings.zones import DAY_US, read_zone, unwall
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from jcm_mrv.calculation.judgement import Deltas
    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.methodology.model import Methodology, Parameter
    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Monitored
    from jcm_mrv.readings.series import Series, Side


@dataclass(frozen=True, slots=True)
class Calculation:
    """Hold a whole calculation.

    Args:
        project: the project.
        methodology: the methodology.
        timeline: lines and segments.
        sets: members of each set.
        contributions: what each source contributed.
        judgements: every finding, its effect computed.
        computed: equations by segment; None where they could not be computed.
        credits: whole tonnes by line; None where an error finding touches the line.
        readings: files and what was read of them.
    """

    project: Project
    methodology: Methodology
    timeline: Timeline
    sets: Mapping[str, tuple[str, ...]]
    contributions: tuple[Contribution, ...]
    judgements: tuple[Judgement, ...]
    computed: tuple[Computed, ...] | None
    credits: tuple[int | None, ...]
    readings: Readings

    @property
    def total_credits(self) -> int | None:
        """Return the sum of the credits; None where any of them is."""
        whole = [one for one in self.credits if one is not None]
        return sum(whole) if len(whole) == len(self.credits) else None

    def line_tonnes(self, line: int, name: str) -> Fraction | None:
        """Return RE, PE or ER of a line, its segments added up before rounding [tCO2e]."""
        if self.computed is None:
            return None
        parts = (one.tonnes(name) for one in self.computed if one.segment.line == line)
        return sum(parts, Fraction(0))


@dataclass(frozen=True, slots=True)
class _Run:
    """Hold the outcome of one choice of sides."""

    contributions: tuple[Contribution, ...]
    judgements: tuple[Judgement, ...]
    model: Model
    computed: tuple[Computed, ...] | None

    def reductions(self) -> Fraction | None:
        """Return the total ER."""
        if self.computed is None:
            return None
        return sum((one.tonnes("ER") for one in self.computed), Fraction(0))


def compute(
    project: Project,
    methodology: Methodology,
    findings: Sequence[Finding],
    scratch: Path,
    progress: Callable[[int, int], None] | None = None,
) -> Calculation:
    """Carry out a calculation.

    Args:
        project: a project whose dates are in order.
        methodology: the one that it names.
        findings: those of the project stage.
        scratch: an empty folder for copies of inputs that must be unpacked or recoded.
        progress: told bytes read and bytes in all.
    """
    timeline = lay_out(project, read_zone(project.time_zone), lapse_days(project))
    monitored = {
        name: parameter
        for name, parameter in methodology.parameters.items()
        if parameter.kind == "monitored"
    }
    sides = {name: _sides_of(parameter) for name, parameter in monitored.items()}
    readings = read_series(
        project,
        timeline.calendar,
        sides,
        lambda name: monitored[name].aggregate == "sum" if name in monitored else True,
        EXPRESSIONS,
        scratch,
        progress,
    )
    given = [Judgement(finding, spans=_spans(finding)) for finding in findings]
    given += [Judgement(finding) for finding in readings.findings]
    # A parameter that errs on both sides is computed either way; the lower ER counts.
    runs = [
        _run(project, methodology, timeline, readings, dict(zip(sides, choice, strict=True)))
        for choice in product(*sides.values())
    ]
    run = min(runs, key=lambda one: (one.reductions() is None, one.reductions() or 0))
    judgements = [*given, *run.judgements]
    judgements += rules.judge_values(run.model, run.computed, run.contributions)
    judgements = [_with_effect(one, run.model, run.computed) for one in judgements]
    credited, last = _credit(project, timeline, run, judgements)
    return Calculation(
        project,
        methodology,
        timeline,
        run.model.sets,
        run.contributions,
        (*judgements, *last),
        run.computed,
        credited,
        readings,
    )


def _sides_of(parameter: Parameter) -> tuple[Side, ...]:
    if parameter.conservative == "both":
        return ("low", "high")
    return ("high",) if parameter.conservative == "high" else ("low",)


def _spans(finding: Finding) -> tuple[tuple[dt.datetime, dt.datetime], ...] | None:
    return None if finding.span is None else (finding.span,)


def _run(
    project: Project,
    methodology: Methodology,
    timeline: Timeline,
    readings: Readings,
    sides: Mapping[str, Side],
) -> _Run:
    chosen = tuple(
        one
        for one in readings.series
        if one.parameter in sides and one.side == _own_side(one, sides)
    )
    adding = tuple(one for one in chosen if one.source.use == "sum")
    contributions, judgements = _contribute(project, methodology, timeline, adding, sides)
    substitutes: dict[tuple[str, str | None], list[Series]] = defaultdict(list)
    for one in chosen:
        if one.source.use == "substitute":
            substitutes[one.parameter, one.member].append(one)
    scene = Scene(
        project,
        methodology,
        timeline,
        adding,
        {key: tuple(many) for key, many in substitutes.items()},
    )
    for one in chosen:
        judgements += _check_series(scene, one)
    for hole in _holes(scene, contributions):
        judgements += judge_gaps(scene, hole)
    judgements += judge_calibration(project, methodology, timeline, contributions)
    model = Model(
        project,
        methodology,
        timeline,
        {name: tuple(member.id for member in members) for name, members in project.sets.items()},
        sum_readings(contributions, (one.applied for one in judgements)),
        fix_values(project, methodology, timeline.segments),
        Budget(),
    )
    if any(one.finding.treatment == "not claimed" for one in judgements):
        judgements = [
            judge_no_claim(one, model, contributions)
            if one.finding.treatment == "not claimed"
            else one
            for one in judgements
        ]
        cells = sum_readings(contributions, (one.applied for one in judgements))
        model = replace(model, readings=cells)
    computed, failures = rules.compute_or_judge(model)
    return _Run(tuple(contributions), (*judgements, *failures), model, computed)


def _own_side(series: Series, sides: Mapping[str, Side]) -> Side:
    side = sides[series.parameter]
    return flipped(side) if series.source.sign < 0 else side


def _contribute(
    project: Project,
    methodology: Methodology,
    timeline: Timeline,
    series: Sequence[Series],
    sides: Mapping[str, Side],
) -> tuple[list[Contribution], list[Judgement]]:
    contributions: list[Contribution] = []
    judgements: list[Judgement] = []
    for one in series:
        parameter, place = methodology.parameters[one.parameter], one.source.place
        try:
            if one.registers:
                made, judged = contribute_register(
                    one, parameter, methodology.units, timeline, place
                )
                judgements += judged
            else:
                made = contribute_steps(one, parameter, methodology.units, timeline, place)
        except UnitError:
            continue  # a wrong dimension is a finding of the project stage (P011)
        contributions.append(made)
    for point in _points(project):
        stated = [amount for amount in point.amounts if amount.use == "sum"]
        known = methodology.parameters.get(point.parameter)
        if not stated or known is None or known.unit is None or point.parameter not in sides:
            continue
        try:
            made, judged = contribute_amounts(
                point,
                stated,
                sides[point.parameter],
                known.unit,
                methodology.units,
                timeline,
                point.place,
            )
        except UnitError:
            continue
        contributions.append(made)
        judgements += judged
    return contributions, judgements


def _points(project: Project) -> Iterable[Monitored]:
    return (point for points in project.monitored.values() for point in points)


def _check_series(scene: Scene, series: Series) -> list[Judgement]:
    view = View(series, series.source.place, _limit(scene, series))
    return [
        Judgement(finding, spans=_spans(finding)) for judge in CHECKED for finding in judge(view)
    ]


def _limit(scene: Scene, series: Series) -> Fraction | None:
    """Return the largest reading that the rated power allows, in the unit of the readings."""
    source = series.source
    rated = source.rated or series.monitored.rated
    if rated is None or source.step is None or source.measures not in ("energy", "power"):
        return None
    units = scene.methodology.units
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


def _holes(scene: Scene, contributions: Sequence[Contribution]) -> Iterable[Hole]:
    points: dict[tuple[str, str | None], list[Contribution]] = defaultdict(list)
    for contribution in contributions:
        points[contribution.monitored.parameter, contribution.member].append(contribution)
        series = contribution.series
        if series is not None and series.missing:
            spans = coverage.merge(wall_span(series, span) for span in series.missing)
            yield Hole(contribution, spans, series.missing)
    calendar = scene.timeline.calendar
    for many in points.values():
        window = _point_window(scene, many[0])
        covered = coverage.merge(span for one in many for span in one.covered)
        open_spans = coverage.subtract([window], covered)
        if open_spans:
            first = many[0]
            wall_axis = first.series is None or first.series.wall
            axis = tuple(
                (
                    calendar.axis(unwall(start), wall=wall_axis),
                    calendar.axis(unwall(end), wall=wall_axis),
                )
                for start, end in open_spans
            )
            yield Hole(first, open_spans, axis, between=True)


def _point_window(scene: Scene, contribution: Contribution) -> tuple[int, int]:
    calendar = scene.timeline.calendar
    start, end = calendar.first * DAY_US, (calendar.last + 1) * DAY_US
    for members in scene.project.sets.values():
        for member in members:
            if member.id != contribution.member:
                continue
            if member.start is not None:
                start = max(start, rules.day_us(member.start))
            if member.end is not None:
                end = min(end, rules.day_us(member.end) + DAY_US)
    return start, max(start, end)


def _with_effect(
    judgement: Judgement, model: Model, computed: tuple[Computed, ...] | None
) -> Judgement:
    """Compute ER as reported minus ER with this one treatment off, from its own segments."""
    if computed is None or judgement.kind is None or not judgement.off:
        return judgement
    change = Fraction(0)
    for one in computed:
        if not any(cell.segment == one.segment.index for cell in judgement.off):
            continue
        try:
            other = model.compute_segment(one.segment, _scaled(judgement.off, model))
        except JcmMrvError:
            return judgement
        change += one.tonnes("ER") - other.tonnes("ER")
    effect = Effect(change, judgement.kind)
    return replace(judgement, finding=replace(judgement.finding, effect=effect))


def _scaled(deltas: Deltas, model: Model) -> Deltas:
    return {cell: delta for cell, delta in deltas.items() if cell in model.readings}


def _credit(
    project: Project, timeline: Timeline, run: _Run, judgements: Sequence[Judgement]
) -> tuple[tuple[int | None, ...], list[Judgement]]:
    lines = timeline.lines
    none: tuple[int | None, ...] = (None,) * len(lines)
    if run.computed is None:
        return none, []
    reductions = [
        sum(
            (one.tonnes("ER") for one in run.computed if one.segment.line == line.index),
            Fraction(0),
        )
        for line in lines
    ]
    last = rules.judge_reductions(project, lines, reductions)
    if project.country == "none":
        return none, last
    credited: list[int | None] = list(compute_credits([line.year for line in lines], reductions))
    for judgement in [*judgements, *last]:
        if judgement.finding.severity != "error":
            continue
        if judgement.spans is None:
            return none, last
        for start, end in judgement.spans:
            for line in timeline.lines_in(start, end):
                credited[line.index] = None
    return tuple(credited), last
