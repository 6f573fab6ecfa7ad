"""Judgements about a register itself: falls, rises above the rated power, days unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import local_spans, rated_power, unit_of
from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.findings import Finding, Place, Severity
from jcm_mrv.numbers import counted, format_exact, format_rounded
from jcm_mrv.readings.zones import number_day

if TYPE_CHECKING:
    from fractions import Fraction

    from jcm_mrv.methodology.model import Parameter
    from jcm_mrv.readings.registers import Register
    from jcm_mrv.readings.series import Series
    from jcm_mrv.units import Units

MANY_FALLS = 20
MICROSECONDS_AN_HOUR = 3_600_000_000


def judge_register(
    series: Series,
    register: Register,
    parameter: Parameter,
    units: Units,
    factor: Fraction,
    place: Place,
) -> list[Judgement]:
    """Judge the readings of one counter.

    Args:
        series: the source.
        register: its counter.
        parameter: what it measures.
        units: of the methodology.
        factor: from a difference of the counter to the parameter's unit.
        place: where the source was written.
    """
    return [
        *_judge_falls(series, register, parameter, units, factor, place),
        *_judge_rises(series, register, parameter, units, factor, place),
        *_judge_days(series, register, place),
    ]


def _judge_falls(
    series: Series,
    register: Register,
    parameter: Parameter,
    units: Units,
    factor: Fraction,
    place: Place,
) -> list[Judgement]:
    judged: list[Judgement] = []
    code: str
    severity: Severity
    treatment: str | None
    rated = series.source.rated or series.monitored.rated
    if register.rollover is None and len(register.falls) > MANY_FALLS:
        return [_judge_many_falls(series, register, place)]
    for fall in register.falls:
        span = local_spans(series, [(fall.before, fall.at)])
        at = span[0][1]
        shown = f"from {format_exact(fall.high)} to {format_exact(fall.low)} at {at:%Y-%m-%d %H:%M}"
        code, severity, treatment = "D118", "error", None
        most = None
        if register.rollover is None:
            message = (
                f"the register falls {shown}; declare rollover = ... if it went round, or give "
                "a replaced meter as a second source"
            )
        else:
            turned = (register.rollover - fall.high + fall.low) * factor
            if rated is not None:
                most = rated_power(rated, unit_of(parameter), units) * (fall.at - fall.before)
            if fall.high >= register.rollover:
                message = (
                    f"the register showed {format_exact(fall.high)}, its rollover is "
                    f"{format_exact(register.rollover)}; check the rollover"
                )
            elif most is not None and turned > most:
                message = (
                    f"the register falls {shown}; as a rollover that would be more than the "
                    "rated power can carry, so it was reset; give the readings around the "
                    "reset as two sources"
                )
            else:
                code, severity = "D131", "warning" if most is None else "note"
                treatment = "taken as a rollover"
                message = f"the register falls {shown}; taken as a rollover"
                if most is None:
                    message += ", which only a rated power could tell from a reset"
        judged.append(
            Judgement(
                Finding(
                    code,
                    severity,
                    place,
                    message,
                    treatment,
                    parameter=series.parameter,
                    span=span[0],
                ),
                spans=span,
            )
        )
    return judged


def _judge_many_falls(series: Series, register: Register, place: Place) -> Judgement:
    """Say once of a column that rises and falls that it is no counter."""
    first = register.falls[0]
    at = local_spans(series, [(first.before, first.at)])[0][1]
    message = (
        f"the register falls {len(register.falls):,} times, first at {at:%Y-%m-%d %H:%M}; a "
        'counter only rises: declare measures = "energy" if these are amounts of each step'
    )
    return Judgement(Finding("D118", "error", place, message, parameter=series.parameter))


def _judge_rises(
    series: Series,
    register: Register,
    parameter: Parameter,
    units: Units,
    factor: Fraction,
    place: Place,
) -> list[Judgement]:
    """Compare every rise with what the rated power can carry in its time."""
    rated = series.source.rated or series.monitored.rated
    if rated is None:
        return []
    power = rated_power(rated, unit_of(parameter), units)
    rises = register.rises_above(power / factor)
    if not rises:
        return []
    start, end = rises[0].before, rises[-1].at
    spans = local_spans(series, [(rise.before, rise.at) for rise in rises])
    first = rises[0]
    hours = factor * (first.count - first.count_before) / (first.at - first.before)
    severity: Severity = "error" if series.side == "low" else "warning"
    shown = format_rounded(hours * MICROSECONDS_AN_HOUR, 3)
    most = format_rounded(power * MICROSECONDS_AN_HOUR, 3)
    message = (
        f"the register rises faster than the rated power {counted(len(rises), 'time', 'times')}, "
        f"first from {spans[0][0]:%Y-%m-%d %H:%M} to {spans[0][1]:%Y-%m-%d %H:%M}: {shown} "
        f"{unit_of(parameter).text} an hour, the most is {most}; check unit, multiplier and rated"
    )
    span = local_spans(series, [(start, end)])[0]
    finding = Finding("D113", severity, place, message, parameter=series.parameter, span=span)
    return [Judgement(finding, spans=spans)]


def _judge_days(series: Series, register: Register, place: Place) -> list[Judgement]:
    days = series.days()["day"].to_list()
    present = {day for day in days if series.calendar.first <= day <= series.calendar.last}
    if not present:
        return []
    first, last = min(present), max(present)
    empty = (last - first + 1) - len(present)
    if empty == 0:
        return []
    return [
        Judgement(
            Finding(
                "D130",
                "note",
                place,
                f"{counted(empty, 'day', 'days')} between {number_day(first)} and "
                f"{number_day(last)} without a register reading; the difference of the readings "
                "around spans that time",
                parameter=series.parameter,
            ),
        )
    ]
