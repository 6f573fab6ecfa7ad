"""Invoices to compare with: what a meter read against what was billed for the same time."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import reading_factor, unit_of
from jcm_mrv.calculation.holes import axis_spans
from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import format_rounded
from jcm_mrv.readings import coverage
from jcm_mrv.readings.zones import wall
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.holes import Scene
    from jcm_mrv.project.monitoring import Amount
    from jcm_mrv.readings.coverage import Span

TOLERANCE = Fraction(1, 100)
"""Difference up to which an invoice agrees with the readings: declared, no JCM rule was read."""


def judge_comparisons(scene: Scene, contributions: Sequence[Contribution]) -> list[Judgement]:
    """Compare the amounts with ``use = "compare"`` with what counts for the same time."""
    points: dict[tuple[str, str | None], list[Contribution]] = defaultdict(list)
    for one in contributions:
        points[one.monitored.parameter, one.member].append(one)
    judged = []
    for many in points.values():
        compared = [amount for amount in many[0].monitored.amounts if amount.use == "compare"]
        judged += [_judge(scene, many, amount) for amount in compared]
    return [one for one in judged if one is not None]


def _judge(scene: Scene, many: Sequence[Contribution], amount: Amount) -> Judgement | None:
    name = many[0].monitored.parameter
    unit = unit_of(scene.methodology.parameters[name])
    try:
        factor = conversion_factor(scene.methodology.units.parse(amount.unit), unit)
    except UnitError:
        return None  # a wrong dimension is a finding of the project stage (P011)
    billed = amount.value * factor
    span = wall(amount.start), wall(amount.end)
    counted = sum((one.sign * _counted(scene, one, span) for one in many), Fraction(0))
    difference = (billed - counted) / billed if billed else Fraction(counted != 0)
    agrees = abs(difference) <= TOLERANCE
    message = (
        f"{amount.evidence or 'the invoice'} says {format_rounded(billed, 3)} {unit.text} for "
        f"{amount.start:%Y-%m-%d} to {amount.end:%Y-%m-%d %H:%M}, the readings "
        f"{format_rounded(counted, 3)} {unit.text}: a difference of "
        f"{format_rounded(100 * difference, 2)} %"
    )
    if not agrees:
        message += "; find out which of the two is right"
    local = (amount.start, amount.end)
    finding = Finding(
        "D133",
        "note" if agrees else "warning",
        amount.place,
        message,
        parameter=name,
        span=local,
    )
    return Judgement(finding, spans=(local,))


def _counted(scene: Scene, one: Contribution, span: Span) -> Fraction:
    """Return what a contribution read in a span, in the parameter's unit."""
    series = one.series
    parameter = scene.methodology.parameters[one.monitored.parameter]
    if series is None:
        return sum(
            (
                amount.value
                * conversion_factor(scene.methodology.units.parse(amount.unit), unit_of(parameter))
                * Fraction(
                    coverage.length(
                        coverage.intersect([span], [(wall(amount.start), wall(amount.end))])
                    ),
                    wall(amount.end) - wall(amount.start),
                )
                for amount in one.monitored.amounts
                if amount.use == "sum"
            ),
            Fraction(0),
        )
    factor = reading_factor(series, parameter, scene.methodology.units)
    spans = axis_spans(series, [span])
    if not series.registers:
        return series.total_in(spans) * factor
    total = Fraction(0)
    for register in series.registers:
        low, high = (register.interpolated(moment) for moment in spans[0])
        if low is not None and high is not None:
            total += high - low
    return total * factor * series.source.multiplier
