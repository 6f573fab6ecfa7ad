"""Judgements about values: what cannot be computed, what is not plausible, what is negative."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.calculation.slips import judge_estimates
from jcm_mrv.expressions import EvaluationError, render_numbers
from jcm_mrv.findings import Finding, Place
from jcm_mrv.methodology.effects import compute_effect
from jcm_mrv.methodology.evaluation import InputError, find_broken_rules
from jcm_mrv.numbers import format_exact, format_rounded

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.model import Computed, Model
    from jcm_mrv.calculation.timeline import Line
    from jcm_mrv.project.model import Project

_CODES = {
    "division-by-zero": "C201",
    "empty-set": "C202",
    "no-row": "C203",
    "too-large": "C208",
    "too-long": "C208",
}
ONE_DAY = dt.timedelta(days=1)
SHOWN_DIGITS = 6
MAX_TONNES = 2**53 - 1  # whole numbers of canonical JSON (RFC 8785)


def compute_or_judge(model: Model) -> tuple[tuple[Computed, ...] | None, list[Judgement]]:
    """Compute every segment, or say why a number could not be computed."""
    place = Place(model.project.file)
    try:
        return model.compute(), []
    except InputError:
        return None, []  # what is missing is a finding of the stage where it is missing
    except EvaluationError as error:
        said = f"the equation {error.equation} has no value ({error})"
        message = f"{said if error.equation else error}; check the values that it reads"
        return None, [Judgement(Finding(_CODES[error.kind], "error", place, message))]


def judge_values(
    model: Model,
    computed: tuple[Computed, ...] | None,
    contributions: Sequence[Contribution],
    slipped: Collection[str] = (),
) -> list[Judgement]:
    """Judge what was computed: plausibility, sides, slips of unit against the estimate.

    Args:
        model: the numbers.
        computed: their equations; None where they could not be computed.
        contributions: what was read.
        slipped: parameters that are known to be a multiplier off.
    """
    if computed is None:
        return []
    judged: list[Judgement] = []
    for one in computed:
        judged += _judge_plausibility(model, one)
    judged += _judge_sides(model, computed)
    measured = [one for one in contributions if one.monitored.parameter not in slipped]
    judged += judge_estimates(model, measured)
    return judged


def _judge_plausibility(model: Model, one: Computed) -> list[Judgement]:
    span = _span(one.segment.start, one.segment.end)
    values = {**one.operands, **one.results}
    try:
        broken = find_broken_rules(model.methodology, values, model.sets, budget=model.budget)
    except EvaluationError as error:
        message = f"a plausibility rule cannot be judged ({error}); check the values that it reads"
        place = Place(model.project.file)
        finding = Finding(_CODES[error.kind], "warning", place, message, span=span)
        return [Judgement(finding, spans=(span,))]
    judged = []
    for found in broken:
        who = ""
        if found.members:
            more = f" and {len(found.members) - 3} more" if len(found.members) > 3 else ""
            who = f" for {', '.join(found.members[:3])}{more}"
        numbers = render_numbers(
            found.rule.tree,
            values,
            sets=model.sets,
            member=next(iter(found.members), None),
            digits=SHOWN_DIGITS,
        )
        message = (
            f"not plausible{who} from {one.segment.start} to {one.segment.end}: "
            f"{found.rule.title} ({found.rule.text}; here {numbers}); check the readings and "
            "fixed values"
        )
        place = Place(model.project.file)
        judged.append(
            Judgement(
                Finding("C206", found.rule.severity, place, message, span=span), spans=(span,)
            )
        )
    return judged


def _judge_sides(model: Model, computed: tuple[Computed, ...]) -> list[Judgement]:
    judged: list[Judgement] = []
    told: set[str] = set()
    for one in computed:
        if one.tonnes("ER") <= 0:
            continue
        for parameter in model.methodology.parameters.values():
            side = parameter.conservative
            if parameter.kind != "monitored" or side == "both" or parameter.name in told:
                continue
            if parameter.name not in one.operands:
                continue
            effect = compute_effect(
                model.methodology,
                one.operands,
                model.sets,
                parameter.name,
                here=one.tonnes("ER"),
            )
            if effect in (side, "none"):
                continue
            told.add(parameter.name)
            message = (
                f"the methodology errs on the {side} side of {parameter.name}, but at this "
                f"project's values the {effect} side lowers the reductions; the declared side "
                "does not hold here: tell the author of the methodology"
            )
            place = Place(model.methodology.file, f"parameters.{parameter.name}.conservative")
            judged.append(
                Judgement(Finding("C207", "error", place, message, parameter=parameter.name))
            )
    return judged


def judge_reductions(
    project: Project, lines: Sequence[Line], reductions: Sequence[Fraction]
) -> list[Judgement]:
    """Judge the result itself: negative years, a negative total, one beyond all measure."""
    judged: list[Judgement] = []
    place = Place(project.file)
    years: dict[int, list[tuple[Line, Fraction]]] = {}
    for line, value in zip(lines, reductions, strict=True):
        years.setdefault(line.year, []).append((line, value))
    whole = sum(reductions, Fraction(0))
    for year, parts in years.items():
        total = sum((value for _, value in parts), Fraction(0))
        if total < 0 <= whole:
            message = (
                f"the emission reductions of {year} are negative "
                f"({format_rounded(total, 3)} tCO2); the year gives no credits, and the deficit "
                "is taken from the other years"
            )
            span = _span(parts[0][0].start, parts[-1][0].end)
            finding = Finding("C204", "warning", place, message, "deficit carried", span=span)
            judged.append(Judgement(finding, spans=(span,)))
    if whole < 0:
        message = (
            f"the emission reductions of the whole period are negative "
            f"({format_exact(round(whole, 3))} tCO2): nothing can be credited; check the sides "
            "of the readings and the reference values"
        )
        judged.append(Judgement(Finding("C205", "error", place, message)))
    if whole > MAX_TONNES:
        message = (
            f"the emission reductions of the whole period are {format_rounded(whole, 0)} tCO2, "
            f"more than any report can state ({MAX_TONNES:,}); check units and fixed values"
        )
        judged.append(Judgement(Finding("C208", "error", place, message)))
    return judged


def _span(start: dt.date, end: dt.date) -> tuple[dt.datetime, dt.datetime]:
    return dt.datetime.combine(start, dt.time()), dt.datetime.combine(end + ONE_DAY, dt.time())
