"""This period against the one before, and the realised reductions against those expected."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import unit_of
from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import counted, format_rounded
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from jcm_mrv.calculation.model import Computed, Model
    from jcm_mrv.findings import Severity
    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Quantity

CHANGE = Fraction(1, 5)
"""Change a day from one period to the next that needs no explanation: declared."""
EXCESS = Fraction(1, 10)
"""Reductions above the expected ones that need no explanation: declared."""
DAYS_A_YEAR = 365
LEAST_DAYS = 300
"""Days from which a period is near enough to a year for its season not to matter: declared."""
TONNES = "tCO2"
ONE_DAY = dt.timedelta(days=1)


def judge_history(
    model: Model, computed: tuple[Computed, ...] | None, slipped: Collection[str]
) -> list[Judgement]:
    """Judge the whole period against the plan and against the period before.

    Args:
        model: the numbers of the period.
        computed: its equations; None where they could not be computed.
        slipped: parameters whose readings are off by a factor, which is told already.
    """
    realised = None
    if computed is not None:
        realised = sum((one.tonnes("ER") for one in computed), Fraction(0))
    judged = [*_judge_periods(model.project)]
    judged += _judge_changes(model, realised, slipped)
    judged += _judge_estimate(model, realised, slipped)
    return judged


def _run(first: dt.date, last: dt.date) -> str:
    return f"{first}" if first == last else f"{first} to {last}"


def _days(start: dt.date, end: dt.date) -> int:
    return (end - start).days + 1


def _span(start: dt.date, end: dt.date) -> tuple[dt.datetime, dt.datetime]:
    return dt.datetime.combine(start, dt.time()), dt.datetime.combine(end + ONE_DAY, dt.time())


def _judge_periods(project: Project) -> Iterator[Judgement]:
    before = project.previous_period
    if before is None:
        return
    days = f"{before.start} to {before.end}"
    here = f"{project.start} to {project.end}"
    first, last = max(before.start, project.start), min(before.end, project.end)
    if first <= last:
        number = counted(_days(first, last), "day", "days")
        span = _span(first, last)
        message = (
            f"the period before, {days} ({before.report}), and this one, {here}, share {number}, "
            f"{_run(first, last)}: their reductions would be counted twice; correct the one that "
            "is wrong"
        )
        yield Judgement(Finding("D176", "error", before.place, message, span=span), spans=(span,))
    elif before.start > project.end:
        message = f"the period before, {days} ({before.report}), lies after this one, {here}"
        yield Judgement(Finding("D176", "error", before.place, f"{message}; correct its dates"))
    elif before.end + ONE_DAY < project.start:
        first, last = before.end + ONE_DAY, project.start - ONE_DAY
        number = counted(_days(first, last), "day", "days")
        message = (
            f"no report speaks for {number}, {_run(first, last)}: the period before, {days} "
            f"({before.report}), ends earlier than the day before this one"
        )
        yield Judgement(Finding("D176", "note", before.place, message))


def _judge_changes(
    model: Model, realised: Fraction | None, slipped: Collection[str]
) -> Iterator[Judgement]:
    project, units = model.project, model.methodology.units
    before = project.previous_period
    if before is None or before.start > project.end:
        return
    then, now = _days(before.start, before.end), _days(project.start, project.end)
    compared: list[tuple[str, str | None, str, Quantity, Fraction | None]] = [
        (f"monitored.{name}", name, unit_of(parameter).text, quantity, _read(model, name))
        for name, quantity in before.monitored.items()
        if (parameter := model.methodology.parameters.get(name)) is not None
        and parameter.aggregate == "sum"
        and name not in slipped
    ]
    if before.reductions is not None:
        compared.append(("reductions", None, TONNES, before.reductions, realised))
    for key, name, unit, quantity, value in compared:
        try:
            factor = conversion_factor(units.parse(quantity.unit), units.parse(unit))
        except UnitError:
            continue  # a wrong dimension is a finding of the project stage (P011)
        old, new = quantity.value * factor / then, None if value is None else value / now
        if new is None or abs(new - old) <= CHANGE * abs(old):
            continue
        change = f"{_signed((new - old) / abs(old))}" if old else "from nothing"
        message = (
            f"{name or 'the reductions'} a day: {format_rounded(new, 3)} {unit} in this period, "
            f"{format_rounded(old, 3)} in the period before, {before.start} to {before.end} "
            f"({before.report}): {change}; "
        )
        severity: Severity = "warning"
        if before.explanation is None:
            message += "find out why, and write explanation = ..."
        else:
            severity, message = "note", f"{message}explained: {before.explanation}"
        place = Place(before.place.file, f"{before.path}.{key}")
        yield Judgement(Finding("D176", severity, place, message, parameter=name))


def _read(model: Model, name: str) -> Fraction | None:
    """Return the sum of a parameter over the period and all members; None where none was read."""
    found = [cell.total for key, cell in model.readings.items() if key.parameter == name]
    return sum(found, Fraction(0)) if found else None


def _judge_estimate(
    model: Model, realised: Fraction | None, slipped: Collection[str]
) -> Iterator[Judgement]:
    """Tell by how much more or less came than was expected of as many days."""
    project, units = model.project, model.methodology.units
    estimate = project.estimate
    days = _days(project.start, project.end)
    said, excess = [], False
    if estimate is not None and estimate.reductions is not None and realised is not None:
        try:
            factor = conversion_factor(units.parse(estimate.reductions.unit), units.parse(TONNES))
        except UnitError:
            return  # a wrong dimension is a finding of the project stage (P011)
        expected = estimate.reductions.value * factor * days / DAYS_A_YEAR
        excess = realised > (1 + EXCESS) * expected
        said.append(_compared("the reductions", realised, expected, TONNES))
    for name, points in project.monitored.items():
        parameter, value = model.methodology.parameters.get(name), _read(model, name)
        planned = [point.estimate for point in points]
        if parameter is None or parameter.aggregate != "sum" or value is None or name in slipped:
            continue
        unit = unit_of(parameter)
        try:
            parts = [
                one.value * conversion_factor(units.parse(one.unit), unit)
                for one in planned
                if one is not None
            ]
        except UnitError:
            continue
        if not parts or len(parts) < len(planned):
            continue
        expected = sum(parts, Fraction(0)) * days / DAYS_A_YEAR
        excess = excess or (parameter.conservative == "low" and value > (1 + EXCESS) * expected)
        said.append(_compared(name, value, expected, unit.text))
    if not said or (estimate is None and not excess):
        return  # without [estimate] the plans of parameters speak up only where they are exceeded
    message = f"realised of what was expected in {counted(days, 'day', 'days')}: {'; '.join(said)}"
    severity: Severity = "note"
    if estimate is not None and estimate.explanation is not None:
        message += f"; explained: {estimate.explanation}"
    elif excess and days < LEAST_DAYS:
        message += "; the expected is a share of a full year, whose season this period may not have"
    elif excess:
        severity = "warning"
        message += (
            f"; more than {format_rounded(100 * EXCESS, 0)} % above the plan has to be explained: "
            'write explanation = "..." under [estimate]'
        )
    place = Place(project.file, "estimate" if estimate is not None else "monitored")
    yield Judgement(Finding("C210", severity, place, message))


def _compared(what: str, value: Fraction, expected: Fraction, unit: str) -> str:
    change = _signed((value - expected) / expected)
    return f"{what} {format_rounded(value, 3)} of {format_rounded(expected, 3)} {unit} ({change})"


def _signed(share: Fraction) -> str:
    return f"{'+' if share > 0 else ''}{format_rounded(100 * share, 1)} %"
