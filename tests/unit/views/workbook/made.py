"""Reports made from a methodology and numbers, without a project: small, and of any shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.calculation.credits import compute_credits, settle_years
from jcm_mrv.canonical import canonical
from jcm_mrv.expressions import Budget, names_of
from jcm_mrv.expressions.serialisation import to_json
from jcm_mrv.methodology.evaluation import compute_equations, compute_operands
from jcm_mrv.methodology.loading import parse_methodology
from jcm_mrv.numbers import format_exact
from jcm_mrv.report.leaves import render_operand, units_of
from jcm_mrv.report.methodology import render_methodology
from jcm_mrv.report.reading import ParsedReport, parse_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.methodology.evaluation import Value
    from jcm_mrv.methodology.model import Methodology

Json = dict[str, Any]

_TONNES = {
    "RE": "reference_emissions",
    "PE": "project_emissions",
    "ER": "emission_reductions",
}

HEAD = """
schema = "jcm-mrv/methodology/1"
id = "made-up"
version = "1.0.0"
title = "Made up"
summary = "Made up for tests."
gases = ["CO2"]
fidelity = "reconstructed"
[[sources]]
title = "Made up"
url = "https://example.org/made-up"
"""

PLAIN = """
[parameters.X]
symbol = "X_p"
title = "reductions"
kind = "monitored"
unit = "tCO2"
aggregate = "sum"
conservative = "low"
[equations.RE]
unit = "tCO2"
formula = "X"
[equations.PE]
unit = "tCO2"
formula = "0"
[equations.ER]
unit = "tCO2"
formula = "RE - PE"
"""
"""A methodology whose reductions are what was read."""


@dataclass(frozen=True, slots=True)
class Part:
    """Hold a segment: its line, its days, what was read and fixed."""

    line: int
    start: str
    end: str
    inputs: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Made:
    """Hold what a report is made of."""

    methodology: Methodology
    lines: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    country: str = "LA"
    withheld: frozenset[int] = frozenset()
    gwp_set: str | None = None
    days: Fraction | None = None


def methodology_of(text: str) -> Methodology:
    """Return a methodology from the part of its file behind the head."""
    return parse_methodology(
        (HEAD + text).encode(), file="made-up/1/methodology.toml", origin="here", folder=None
    )


def whole_years(reductions: Sequence[str], first: int = 2016, **more: Any) -> ParsedReport:
    """Return a report of calendar years with these reductions [tCO2]."""
    lines = [(f"{first + at}-01-01", f"{first + at}-12-31") for at in range(len(reductions))]
    parts = [
        Part(at, *lines[at], {"X": Fraction(one)}) for at, one in enumerate(reductions)
    ]  # fmt: skip
    return parse(document(Made(methodology_of(PLAIN), lines, parts, **more)))


def parse(made: Json) -> ParsedReport:
    """Read a document as a report is read."""
    return parse_report(canonical(made))


def document(made: Made) -> Json:
    """Return the report document."""
    values: list[Json] = []
    equations: list[Json] = []
    readings: list[Json] = []
    tonnes: dict[tuple[int, str], Fraction] = {}
    for segment, part in enumerate(made.parts):
        operands = compute_operands(
            made.methodology,
            part.inputs,
            made.sets,
            days=Fraction(_days(part)),
            gwp_set=made.gwp_set,
        )
        results = compute_equations(made.methodology, operands, made.sets, budget=Budget())
        values += _values(made.methodology, segment, operands)
        readings += _readings(made.methodology, segment, part, operands)
        equations += _equations(made.methodology, segment, {**operands, **results})
        for name in _TONNES:
            one = results[name]
            assert isinstance(one, Fraction)
            key = (part.line, name)
            tonnes[key] = tonnes.get(key, Fraction(0)) + one
    years = [int(start[:4]) for start, _ in made.lines]
    reductions = [tonnes[at, "ER"] for at in range(len(years))]
    credited = [
        None if at in made.withheld or made.country == "none" else one
        for at, one in enumerate(compute_credits(years, reductions))
    ]
    known = [one for one in credited if one is not None]
    totals = {
        name: sum((tonnes[at, name] for at in range(len(years))), Fraction(0)) for name in _TONNES
    }
    return {
        "schema": "jcm-mrv/report/1",
        "project": _project(made),
        "methodology": render_methodology(made.methodology, "made-up 1"),
        "vintages": [
            {
                "year": years[at],
                "start": start,
                "end": end,
                **_amounts({name: tonnes[at, name] for name in _TONNES}),
                "credits": credited[at],
            }
            for at, (start, end) in enumerate(made.lines)
        ],
        "totals": {
            **_amounts(totals),
            "credits": sum(known) if len(known) == len(credited) else None,
        },
        "rounding": {"policy": "floor-per-vintage", "years": _rounded(years, reductions)},
        "segments": [
            {
                "vintage": one.line,
                "start": one.start,
                "end": one.end,
                "days": _days(one),
                "beyond_months": dict.fromkeys(_TONNES.values()),
            }
            for one in made.parts
        ],
        "equations": equations,
        "values": values,
        "readings": readings,
        "months": [],
        "adjustments": [],
        "inputs": [],
        "meters": [],
        "findings": [_error(at) for at in sorted(made.withheld)],
        "checks": [],
        "policies": [],
        "time": {
            "zone": "Asia/Vientiane",
            "tzdata": "2026.6",
            "boundaries": [],
            "transitions": [],
            "offset_at_start": 25200,
        },
        "software": {"name": "jcm-mrv", "version": "0"},
    }  # fmt: skip


def _days(part: Part) -> int:
    return (dt.date.fromisoformat(part.end) - dt.date.fromisoformat(part.start)).days + 1


def _amounts(values: Mapping[str, Fraction]) -> Json:
    return {
        key: {"unit": "tCO2", "value": format_exact(values[name])} for name, key in _TONNES.items()
    }


def _rounded(years: Sequence[int], reductions: Sequence[Fraction]) -> list[Json]:
    sums: dict[int, Fraction] = {}
    for year, one in zip(years, reductions, strict=True):
        sums[year] = sums.get(year, Fraction(0)) + one
    kept = settle_years(list(sums.values()))
    return [
        {
            "year": year,
            "emission_reductions": format_exact(one),
            "carried": format_exact(rest - one),
            "kept": format_exact(rest),
            "whole": format_exact(Fraction(rest // 1)),
        }
        for (year, one), rest in zip(sums.items(), kept, strict=True)
    ]


def _error(line: int) -> Json:
    return {
        "code": "D104",
        "severity": "error",
        "where": {"file": "project.toml", "path": "monitored.X"},
        "message": "a day is missing",
        "treatment": None,
        "effect": None,
        "parameter": "X",
        "start": None,
        "end": None,
        "meter": None,
        "vintages": [line],
    }


def _values(methodology: Methodology, segment: int, operands: Mapping[str, Value]) -> list[Json]:
    units, found = units_of(methodology), []
    for name, value in operands.items():
        parameter = methodology.parameters.get(name)
        entry = {"segment": segment, "name": name, **render_operand(value, units[name])}
        entry["kind"] = "gwp"
        if parameter is not None:
            entry["kind"] = "lookup" if parameter.lookup else parameter.kind
        if entry["kind"] == "monitored" and parameter is not None:
            edges: Any = ["0"] * len(value) if isinstance(value, Mapping) else "0"
            entry |= {"aggregate": parameter.aggregate, "side": "low", "edges": edges, "files": []}
        found.append(entry)
    return found


def _readings(
    methodology: Methodology, segment: int, part: Part, operands: Mapping[str, Value]
) -> list[Json]:
    """Tell each monitored value as one reading of the first month."""
    found = []
    for name, parameter in methodology.parameters.items():
        if parameter.kind != "monitored":
            continue
        value = operands[name]
        entry: Json = {
            "parameter": name,
            "month": part.start[:7],
            "segment": segment,
            "unit": parameter.unit.text if parameter.unit else "1",
        }
        if isinstance(value, Mapping):
            each = [_read(one) for one in value.values()]
            entry["members"] = list(value)
            entry |= {key: [one[key] for one in each] for key in each[0]}
        else:
            entry |= _read(value)
        found.append(entry)
    return found


def _read(value: Fraction | str) -> Json:
    assert isinstance(value, Fraction)
    text = format_exact(value)
    return {
        "sum": text,
        "count": 1,
        "expected": 4,
        "minimum": text,
        "maximum": text,
        "complete": "0.25",
    }


def _equations(methodology: Methodology, segment: int, known: Mapping[str, Value]) -> list[Json]:
    units, found = units_of(methodology), []
    for equation in methodology.equations:
        value = known[equation.name]
        entry: Json = {
            "segment": segment,
            "name": equation.name,
            "symbol": equation.symbol,
            "number": None,
            "section": None,
            "title": equation.title,
            "unit": equation.unit.text,
            "text": equation.text,
            "tree": to_json(equation.tree),
            "operands": {
                name: render_operand(known[name], units[name])
                for name in names_of(equation.tree)
            },
        }  # fmt: skip
        if isinstance(value, Mapping):
            numbers = [one for one in value.values() if isinstance(one, Fraction)]
            entry |= {"members": list(value), "values": [format_exact(one) for one in numbers]}
        else:
            entry["value"] = render_operand(value, equation.unit.text)
        found.append(entry)
    return found


def _project(made: Made) -> Json:
    monitored = []
    for name, parameter in made.methodology.parameters.items():
        if parameter.kind != "monitored":
            continue
        value = made.parts[0].inputs[name]
        members = value.items() if isinstance(value, Mapping) else [(None, value)]
        for member, one in members:
            assert isinstance(one, Fraction)
            unit = parameter.unit.text if parameter.unit else "1"
            point: Json = {"parameter": name, "point": "1", "option": "C"}
            point |= {"sources": [], "amounts": []}
            point["estimate"] = {"unit": unit, "value": format_exact(one)}
            monitored.append(point if member is None else {**point, "member": member})
    return {
        "reference_number": "LA001",
        "title": "A report that was made",
        "country": made.country,
        "methodology": "made-up 1",
        "time_zone": "Asia/Vientiane",
        "gwp_set": made.gwp_set,
        "start_of_operation": None,
        "monitoring_period": {"start": made.lines[0][0], "end": made.lines[-1][1], "cuts": []},
        "sets": [
            {"name": name, "members": [{"id": one} for one in ids]}
            for name, ids in made.sets.items()
        ],
        "fixed": [],
        "monitored": monitored,
        "eligibility": [],
        "participants": [],
        "responsible": [{"name": "A. Person", "role": "Reads the meters"}],
        "events": [],
        "other_schemes": [],
        "previous_period": None,
        "estimate": None,
        "location": None,
        "report": None,
        "confidential": [],
    }  # fmt: skip
