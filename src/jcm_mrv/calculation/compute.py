"""The calculation: project, methodology and readings to tonnes, with every judgement on the way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from jcm_mrv.calculation import rules
from jcm_mrv.calculation.calibration import judge_calibration, lapse_days
from jcm_mrv.calculation.comparison import judge_comparisons
from jcm_mrv.calculation.credits import compute_credits
from jcm_mrv.calculation.crosscheck import judge_crosschecks
from jcm_mrv.calculation.effects import gather_alike, with_effect
from jcm_mrv.calculation.gaps import judge_gaps
from jcm_mrv.calculation.history import judge_history
from jcm_mrv.calculation.holes import NOT_CLAIMED, Scene
from jcm_mrv.calculation.irradiance import judge_irradiance
from jcm_mrv.calculation.judgement import Judgement, of_meter, part
from jcm_mrv.calculation.meters import judge_meters
from jcm_mrv.calculation.model import Computed, Model, fix_values, sum_readings
from jcm_mrv.calculation.noclaim import judge_no_claim
from jcm_mrv.calculation.supply import (
    check_series,
    contribute,
    find_holes,
    name_of_meter,
    spans_of,
)
from jcm_mrv.calculation.timeline import lay_out
from jcm_mrv.checks.data import EXPRESSIONS
from jcm_mrv.expressions import Budget
from jcm_mrv.readings.collect import Readings, flipped, read_series
from jcm_mrv.readings.zones import read_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.findings import Finding
    from jcm_mrv.methodology.model import Methodology, Parameter
    from jcm_mrv.project.model import Project
    from jcm_mrv.readings.series import Series, Side


SLIPS = ("D115", "D116", "D160", "D172")
"""Codes of readings that are off by a factor, which every comparison would tell again."""


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
        aside: findings of codes that were not to count.
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
    aside: tuple[Finding, ...] = ()

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
class Run:
    """Hold the outcome of one choice of sides.

    Args:
        contributions: what each source contributed.
        judgements: what was found on the way; their effects are not computed yet.
        model: to compute the equations once more, with other numbers.
        computed: equations by segment; None where they could not be computed.
        aside: judgements of codes that were not to count.
    """

    contributions: tuple[Contribution, ...]
    judgements: tuple[Judgement, ...]
    model: Model
    computed: tuple[Computed, ...] | None
    aside: tuple[Judgement, ...] = ()

    @property
    def slipped(self) -> set[str]:
        """Return the parameters whose readings are suspected to be a multiplier off."""
        slips = (one.finding for one in self.judgements if one.finding.code == "D172")
        return {finding.parameter for finding in slips if finding.parameter is not None}

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
    further: Callable[[Run], Iterable[Judgement]] | None = None,
    aside: Collection[str] = (),
) -> Calculation:
    """Carry out a calculation.

    Args:
        project: a project whose dates are in order.
        methodology: the one that it names.
        findings: those of the project stage.
        scratch: an empty folder for copies of inputs that must be unpacked or recoded.
        progress: told bytes read and bytes in all.
        further: judges what was computed, before effects and credits are.
        aside: codes that treat nothing and null nothing: a report is verified with the checks
            of its own version.
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
        methodology.units,
        scratch,
        progress,
    )
    given = [Judgement(finding, spans=spans_of(finding)) for finding in findings]
    given += [Judgement(finding) for finding in readings.findings]
    # A parameter that errs on both sides is computed either way; the lower ER counts.
    runs = [
        _run(project, methodology, timeline, readings, dict(zip(sides, choice, strict=True)), aside)
        for choice in product(*sides.values())
    ]
    run = min(runs, key=lambda one: (one.reductions() is None, one.reductions() or 0))
    judgements = [*given, *run.judgements, *judge_meters(project)]
    judgements += rules.judge_values(run.model, run.computed, run.contributions, run.slipped)
    slipped = {one.finding.parameter or "" for one in judgements if one.finding.code in SLIPS}
    judgements += judge_history(run.model, run.computed, slipped)
    if further is not None:
        judgements += further(replace(run, judgements=tuple(judgements)))
    judgements, unheard = part(judgements, aside)
    judgements = [with_effect(one, run.model, run.computed) for one in gather_alike(judgements)]
    credited, last = _credit(project, timeline, run, judgements, aside)
    last, late = part(last, aside)
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
        tuple(one.finding for one in (*run.aside, *unheard, *late)),
    )


def _sides_of(parameter: Parameter) -> tuple[Side, ...]:
    if parameter.conservative == "both":
        return ("low", "high")
    return ("high",) if parameter.conservative == "high" else ("low",)


def _run(
    project: Project,
    methodology: Methodology,
    timeline: Timeline,
    readings: Readings,
    sides: Mapping[str, Side],
    aside: Collection[str],
) -> Run:
    chosen = tuple(
        one
        for one in readings.series
        if one.parameter in sides and one.side == _own_side(one, sides)
    )
    adding = tuple(one for one in chosen if one.use == "sum")
    contributions, judgements = contribute(project, methodology, timeline, adding, sides)
    substitutes: dict[tuple[str, str | None], list[Series]] = defaultdict(list)
    for one in chosen:
        if one.use == "substitute":
            substitutes[one.parameter, one.member].append(one)
    scene = Scene(
        project,
        methodology,
        timeline,
        adding,
        {key: tuple(many) for key, many in substitutes.items()},
    )
    judgements += check_series(scene, [one for one in chosen if one.use in ("sum", "substitute")])
    for hole in find_holes(scene, contributions):
        meter = None if hole.between else name_of_meter(hole.contribution)
        judgements += [of_meter(one, meter) for one in judge_gaps(scene, hole)]
    judgements += judge_comparisons(scene, contributions)
    compared = [one for one in chosen if one.use == "compare"]
    judgements += judge_crosschecks(scene, contributions, compared)
    suns = [one for one in chosen if one.use == "irradiance"]
    judgements += judge_irradiance(scene, contributions, suns)
    judgements += judge_calibration(project, methodology, timeline, contributions)
    judgements, unheard = part(judgements, aside)
    model = Model(
        project,
        methodology,
        timeline,
        {name: tuple(member.id for member in members) for name, members in project.sets.items()},
        sum_readings(contributions, (one.applied for one in judgements)),
        fix_values(project, methodology, timeline.segments),
        Budget(),
    )
    if any(one.finding.treatment == NOT_CLAIMED for one in judgements):
        judgements = judge_no_claim(judgements, model, contributions)
        cells = sum_readings(contributions, (one.applied for one in judgements))
        model = replace(model, readings=cells)
    computed, failures = rules.compute_or_judge(model)
    found = (*judgements, *failures)
    return Run(tuple(contributions), found, model, computed, tuple(unheard))


def _own_side(series: Series, sides: Mapping[str, Side]) -> Side:
    side = sides[series.parameter]
    return flipped(side) if series.source.sign < 0 else side


def _credit(
    project: Project,
    timeline: Timeline,
    run: Run,
    judgements: Sequence[Judgement],
    aside: Collection[str],
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
        if judgement.finding.severity != "error" or judgement.finding.code in aside:
            continue
        if judgement.spans is None:
            return none, last
        for start, end in judgement.spans:
            for line in timeline.lines_in(start, end):
                credited[line.index] = None
    return tuple(credited), last
