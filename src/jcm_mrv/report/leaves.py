"""The leaves of a report: what was read, what treatments added, what the equations start from.

Everything is told by segment, so that a reader can add the months up to the value that enters
an equation, and lead a difference back to a month and to the files behind it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from jcm_mrv.calculation.monthly import sum_beyond
from jcm_mrv.methodology.gwp import GWP
from jcm_mrv.numbers import format_exact
from jcm_mrv.readings.series import flipped
from jcm_mrv.report.fields import given, quantity
from jcm_mrv.report.monthly import render_tonnes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.calculation.compute import Calculation
    from jcm_mrv.calculation.monthly import MonthOf
    from jcm_mrv.calculation.months import Month, Parts
    from jcm_mrv.methodology.evaluation import Value
    from jcm_mrv.methodology.model import Methodology, Parameter
    from jcm_mrv.readings.series import Side
    from jcm_mrv.units import Unit

LeafKind = Literal["monitored", "fixed", "category", "default", "lookup", "period", "gwp"]


def units_of(methodology: Methodology) -> dict[str, str]:
    """Return the unit of each name that a formula may read; ``1`` for a category."""
    units = {name: gas.unit for name, gas in GWP.items()}
    units |= {name: _text(one.unit) for name, one in methodology.parameters.items()}
    return units | {one.name: one.unit.text for one in methodology.equations}


def render_operand(value: Value, unit: str) -> dict[str, Any]:
    """Return what a name stands for: a quantity, a text, or one of these for each member."""
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, Fraction):
        return quantity(value, unit)
    values = [part if isinstance(part, str) else format_exact(part) for part in value.values()]
    if any(isinstance(part, str) for part in value.values()):
        return {"members": list(value), "texts": values}
    return {"unit": unit, "members": list(value), "values": values}


def render_segments(calculation: Calculation, months: Sequence[MonthOf]) -> list[dict[str, Any]]:
    """List the segments: parts of a line in which every fixed value is constant."""
    beyond = sum_beyond(calculation, months)
    return [
        {
            "vintage": one.line,
            "start": one.start.isoformat(),
            "end": one.end.isoformat(),
            "days": one.days,
            "beyond_months": render_tonnes(beyond[one.index]),
        }
        for one in calculation.timeline.segments
    ]


def render_parts(calculation: Calculation, parts: Parts) -> list[dict[str, Any]]:
    """List the readings by parameter, month and segment, before treatments.

    Over a set each number is a column, in the order of ``members``.
    """
    entries = []
    for (name, month, segment), members in sorted(parts.items(), key=_by_time(calculation)):
        unit = calculation.methodology.parameters[name].unit
        entry: dict[str, Any] = {
            "parameter": name,
            "month": month,
            "segment": segment,
            "unit": unit.text if unit else "1",
        }
        entries.append({**entry, **render_months(members)})
    return entries


def _by_time(calculation: Calculation) -> Any:
    order = {name: index for index, name in enumerate(calculation.methodology.parameters)}
    return lambda one: (order[one[0][0]], one[0][2], one[0][1])


def render_months(members: Mapping[str | None, Month]) -> dict[str, Any]:
    """Return the numbers of one month; over a set, a column each."""
    if list(members) == [None]:
        return _numbers(members[None])
    columns = [_numbers(one) for one in members.values()]
    return {
        "members": list(members),
        **{key: [one[key] for one in columns] for key in columns[0]},
    }


def _numbers(month: Month) -> dict[str, Any]:
    read, expected = month.read, month.expected
    return {
        "sum": format_exact(read.total),
        "count": read.count,
        "expected": expected,
        "minimum": None if read.minimum is None else format_exact(read.minimum),
        "maximum": None if read.maximum is None else format_exact(read.maximum),
        "complete": format_exact(Fraction(read.count, expected)) if expected else None,
    }


def render_adjustments(calculation: Calculation) -> list[dict[str, Any]]:
    """List each number that a treatment changed, so that a reader can take it off again."""
    units = units_of(calculation.methodology)
    return [
        given(
            {
                "finding": number,
                "code": judgement.finding.code,
                "treatment": judgement.finding.treatment,
                "parameter": cell.parameter,
                "member": cell.member,
                "segment": cell.segment,
                "amount": quantity(delta, units[cell.parameter]),
            }
        )
        for number, judgement in enumerate(calculation.judgements)
        for cell, delta in judgement.applied.items()
    ]


def render_values(calculation: Calculation) -> list[dict[str, Any]]:
    """List what the equations of each segment start from, with where it comes from."""
    files, units = _files_of(calculation), units_of(calculation.methodology)
    sides = {
        one.monitored.parameter: one.side if one.sign > 0 else flipped(one.side)
        for one in calculation.contributions
    }
    return [
        {
            "segment": one.segment.index,
            "name": name,
            "kind": _kind(calculation.methodology.parameters.get(name)),
            **render_operand(value, units[name]),
            **_origin(calculation, one.segment.index, name, value),
            **_reading(name, files, sides),
        }
        for one in calculation.computed or ()
        for name, value in one.operands.items()
    ]


def _reading(
    name: str, files: Mapping[str, list[str]], sides: Mapping[str, Side]
) -> dict[str, Any]:
    return {"side": sides[name], "files": files.get(name, [])} if name in sides else {}


def _origin(calculation: Calculation, segment: int, name: str, value: Value) -> dict[str, Any]:
    parameter = calculation.methodology.parameters.get(name)
    if parameter is None or parameter.kind != "monitored" or isinstance(value, str):
        return {}
    edges = _edges(calculation, name, segment)
    beyond: str | list[str]
    if isinstance(value, Fraction):
        beyond = format_exact(edges.get(None, Fraction(0)))
    else:
        beyond = [format_exact(edges.get(member, Fraction(0))) for member in value]
    return {"aggregate": parameter.aggregate, "edges": beyond}


def _kind(parameter: Parameter | None) -> LeafKind:
    if parameter is None:
        return "gwp"
    return "lookup" if parameter.lookup else parameter.kind


def _edges(calculation: Calculation, name: str, segment: int) -> dict[str | None, Fraction]:
    """Return what the readings at the edges of a segment say beyond the sum of its months.

    Only registers have any: their months are split by time, the segment is not.
    """
    found: dict[str | None, Fraction] = {}
    bins = calculation.timeline.segments[segment].bins
    for one in calculation.contributions:
        if one.monitored.parameter == name:
            months = sum((one.bins[index].total for index in bins), Fraction(0))
            beyond = one.sign * (one.segments[segment].total - months)
            found[one.member] = found.get(one.member, Fraction(0)) + beyond
    return found


def _files_of(calculation: Calculation) -> dict[str, list[str]]:
    """Return the files that each parameter is read from, those of stand-ins included."""
    found: dict[str, set[str]] = {}
    for series in calculation.readings.series:
        if series.use in ("sum", "substitute"):
            table = series.found.reading.table
            found.setdefault(series.parameter, set()).update(file.name for file in table.files)
    for many in calculation.project.monitored.values():
        for point in many:
            stated = {amount.place.file for amount in point.amounts if amount.use != "compare"}
            found.setdefault(point.parameter, set()).update(stated)
    known = {one.path for one in calculation.project.inputs}
    known |= {one.path for one in calculation.readings.inputs}
    return {name: sorted(paths & known) for name, paths in found.items()}


def _text(unit: Unit | None) -> str:
    return unit.text if unit else "1"
