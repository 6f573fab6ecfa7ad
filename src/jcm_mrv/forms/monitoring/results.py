"""The report document of a workbook: its facts, and the results that were computed anew."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import floor
from typing import TYPE_CHECKING, Any

from jcm_mrv import __version__
from jcm_mrv.calculation.credits import POLICY, compute_credits, settle_years
from jcm_mrv.countries import NO_COUNTRY
from jcm_mrv.forms.monitoring.facts import describe_findings, describe_project
from jcm_mrv.numbers import format_exact
from jcm_mrv.report.document import POLICIES
from jcm_mrv.report.fields import SCHEMA, TONNES, given, quantity
from jcm_mrv.report.leaves import render_operand, units_of
from jcm_mrv.report.methodology import render_methodology
from jcm_mrv.report.monthly import TONNES_OF, render_tonnes
from jcm_mrv.report.results import render_equation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from jcm_mrv.forms.monitoring.rebuilding import Rows, Solved
    from jcm_mrv.forms.monitoring.stated import MonthCells, Stated
    from jcm_mrv.methodology.model import Methodology

LOSSY_DIGITS = 15
"""A number of so many digits in a cell may stand for one that the cell could not hold."""

NEAR_WHOLE = Fraction(1, 2 * 10**6)
"""How near to a whole tonne then counts as that tonne: the guard of the workbook's own formula."""


def describe_results(
    stated: Stated,
    module: Methodology,
    sets: Mapping[str, tuple[str, ...]],
    rows: Rows,
    solved: Sequence[Solved],
    gwp_set: str | None,
) -> dict[str, Any]:
    """Return the report document."""
    lines = max(stated.lines) + 1
    amounts = {key: [Fraction(0)] * lines for key in TONNES_OF.values()}
    for one, line in zip(solved, stated.lines, strict=True):
        for side, key in TONNES_OF.items():
            amounts[key][line] += _tonnes(one, side)
    spans = _spans(stated)
    years = [start.year for start, _ in spans]
    credited = _credited(stated, years, amounts["emission_reductions"])
    vintages = [
        {
            "year": start.year,
            "start": start.isoformat(),
            "end": end.isoformat(),
            **{key: quantity(column[index], TONNES) for key, column in amounts.items()},
            "credits": credited[index],
        }
        for index, (start, end) in enumerate(spans)
    ]
    whole = [one for one in credited if one is not None]
    return {
        "schema": SCHEMA,
        "project": describe_project(stated, module, sets, gwp_set),
        "methodology": _methodology(stated, module),
        "vintages": vintages,
        "totals": {
            **{key: quantity(sum(column, Fraction(0)), TONNES) for key, column in amounts.items()},
            "credits": sum(whole) if len(whole) == lines else None,
        },
        "rounding": _rounding(stated, years, amounts["emission_reductions"]),
        "segments": [
            {
                "vintage": line,
                "start": start.isoformat(),
                "end": end.isoformat(),
                "days": (end - start).days + 1,
                "beyond_months": render_tonnes(dict.fromkeys(TONNES_OF)),
            }
            for (start, end), line in zip(stated.segments, stated.lines, strict=True)
        ],
        "equations": [
            render_equation(segment, equation, {**one.operands, **one.results}, units_of(module))
            for segment, one in enumerate(solved)
            for equation in module.equations
        ],
        "values": [
            _value(segment, one, name, module, rows)
            for segment, one in enumerate(solved)
            for name in one.operands
        ],
        "readings": _readings(stated, module),
        "adjustments": _adjustments(stated, module),
        "inputs": [],
        "meters": [],
        "months": [],
        "findings": describe_findings(stated, module),
        "checks": [],
        "policies": [{"name": name, "text": text} for name, text in POLICIES],
        "time": {"zone": "UTC", "tzdata": "", "boundaries": [], "transitions": []},
        "software": {"name": "jcm-mrv", "version": __version__},
    }


def _methodology(stated: Stated, module: Methodology) -> dict[str, Any]:
    """Return the own copy of the methodology, by the minor version that the workbook names."""
    made = render_methodology(module, stated.reference)
    named = stated.reference.partition(" ")[2]
    same = made["number"] is None and named.partition(".")[0] == module.major
    return {**made, "version": named} if same else made


def _spans(stated: Stated) -> list[tuple[dt.date, dt.date]]:
    """Return first and last day of each line."""
    found: dict[int, tuple[dt.date, dt.date]] = {}
    for (start, end), line in zip(stated.segments, stated.lines, strict=True):
        found[line] = found.get(line, (start, end))[0], end
    return list(found.values())


def _tonnes(one: Solved, side: str) -> Fraction:
    value = one.results[side]
    if not isinstance(value, Fraction):
        raise TypeError(f"{side} is one number a segment")
    return value


def _whole_tonnes(stated: Stated, tonnes: Fraction) -> int:
    """Return tonnes rounded down; what misses a whole one by the digits of a cell counts as it."""
    near = round(tonnes)
    lossy = stated.digits >= LOSSY_DIGITS and abs(tonnes - near) <= NEAR_WHOLE
    return near if lossy else floor(tonnes)


def _credited(
    stated: Stated, years: Sequence[int], reductions: Sequence[Fraction]
) -> list[int | None]:
    """Return the credits of each line; None where an error touches it, or the run is a trial."""
    if stated.country == NO_COUNTRY:
        return [None] * len(years)
    credited: list[int | None] = list(
        compute_credits(years, reductions, partial(_whole_tonnes, stated))
    )
    for finding in stated.findings:
        for line in finding.lines if finding.severity == "error" else ():
            credited[line] = None
    return credited


def _rounding(
    stated: Stated, years: Sequence[int], reductions: Sequence[Fraction]
) -> dict[str, Any]:
    sums: dict[int, Fraction] = {}
    for year, one in zip(years, reductions, strict=True):
        sums[year] = sums.get(year, Fraction(0)) + one
    kept = settle_years(list(sums.values()))
    return {
        "policy": POLICY,
        "years": [
            {
                "year": year,
                "emission_reductions": format_exact(own),
                "carried": format_exact(rest - own),
                "kept": format_exact(rest),
                "whole": str(_whole_tonnes(stated, rest)),
            }
            for (year, own), rest in zip(sums.items(), kept, strict=True)
        ],
    }


def _value(segment: int, one: Solved, name: str, module: Methodology, rows: Rows) -> dict[str, Any]:
    parameter, value = module.parameters.get(name), one.operands[name]
    kind: str = "gwp"
    if parameter is not None:
        kind = "lookup" if parameter.lookup else parameter.kind
    entry: dict[str, Any] = {
        "segment": segment,
        "name": name,
        "kind": kind,
        **render_operand(value, units_of(module)[name]),
    }
    if parameter is None or kind != "monitored":
        return entry
    edges: str | list[str]
    if isinstance(value, Fraction):
        edges = format_exact(rows.edges((name, "", segment)))
    else:
        edges = [format_exact(rows.edges((name, member, segment))) for member in value]
    side = parameter.conservative
    return entry | given(
        {
            "aggregate": parameter.aggregate,
            "edges": edges,
            "side": side if side in ("low", "high") else None,
            "files": [],
        }
    )


def _readings(stated: Stated, module: Methodology) -> list[dict[str, Any]]:
    months: dict[tuple[str, int, str], list[MonthCells]] = {}
    for row in stated.months:
        months.setdefault((row.name, row.segment, row.month), []).append(row)
    entries = []
    for (name, segment, month), many in months.items():
        unit = module.parameters[name].unit
        entry: dict[str, Any] = {
            "parameter": name,
            "month": month,
            "segment": segment,
            "unit": unit.text if unit else "1",
        }
        columns = [_numbers(one) for one in many]
        if module.parameters[name].over is None:
            entries.append({**entry, **columns[0]})
        else:
            members = [one.member for one in many]
            keyed = {key: [one[key] for one in columns] for key in columns[0]}
            entries.append({**entry, "members": members, **keyed})
    return entries


def _numbers(one: MonthCells) -> dict[str, Any]:
    share = format_exact(Fraction(one.count, one.expected)) if one.expected else None
    return {
        "sum": one.total,
        "count": one.count,
        "expected": one.expected,
        "minimum": one.minimum,
        "maximum": one.maximum,
        "complete": share,
    }


def _adjustments(stated: Stated, module: Methodology) -> list[dict[str, Any]]:
    codes = {one.code: one.index for one in reversed(stated.findings)}
    units = units_of(module)
    return [
        given(
            {
                "finding": codes.get(one.code, 0),
                "code": one.code,
                "treatment": one.treatment or None,
                "parameter": one.name,
                "member": one.member or None,
                "segment": one.segment,
                "amount": {"unit": units[one.name], "value": one.amount},
            }
        )
        for one in stated.added
        if one.code
    ]
