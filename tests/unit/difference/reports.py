"""Small reports with numbers of one's own, to be compared."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import canonical
from jcm_mrv.expressions import parse_formula, to_json
from jcm_mrv.numbers import format_exact
from jcm_mrv.report.reading import parse_report
from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.report.reading import ParsedReport

PROJECT = Path(__file__).parents[2] / "cli" / "projects" / "data-centre"
TONNES = "tCO2"

Number = str | int | Fraction


@cache
def _template() -> dict[str, Any]:
    """Return a report of which everything but the results is kept."""
    return calculate(PROJECT).document


@dataclass
class Part:
    """Describe a segment.

    Args:
        start: first day.
        end: last day.
        values: by name: a number or a text, or one for each member. A number is a fixed value.
        months: readings of a monitored value: by name, then month (then member).
        added: what treatments added: by name, then code.
        aggregates: of monitored values, where it is not the sum.
    """

    start: str
    end: str
    values: Mapping[str, Any] = field(default_factory=dict)
    months: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    added: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
    aggregates: Mapping[str, str] = field(default_factory=dict)


def report_of(
    parts: list[Part],
    formulas: Mapping[str, str],
    lines: Mapping[int, tuple[Number, int | None]],
    *,
    sets: Mapping[str, tuple[str, ...]] | None = None,
    **changes: Any,
) -> ParsedReport:
    """Return a report.

    Args:
        parts: its segments, one line each calendar year.
        formulas: by name.
        lines: by calendar year, emission reductions and credits.
        sets: members of each set.
        changes: other sections.
    """
    document = copy.deepcopy(_template())
    years = sorted(lines)
    document |= {
        "vintages": [
            {
                "year": year,
                "start": min(one.start for one in parts if one.start[:4] == str(year)),
                "end": max(one.end for one in parts if one.end[:4] == str(year)),
                **_emissions(lines[year][0]),
                "credits": lines[year][1],
            }
            for year in years
        ],
        "segments": [segment(years.index(int(one.start[:4])), one.start, one.end) for one in parts],
        "values": [value for index, one in enumerate(parts) for value in _values(index, one)],
        "readings": [
            {"parameter": name, "month": month, "segment": index, "unit": "MWh", **_reading(read)}
            for index, one in enumerate(parts)
            for name, months in one.months.items()
            for month, read in months.items()
        ],
        "months": [],
        "adjustments": [
            {"finding": 0, "code": code, "parameter": name, "segment": index}
            | {"amount": {"unit": "MWh", "value": written(amount)}}
            for index, one in enumerate(parts)
            for name, codes in one.added.items()
            for code, amount in codes.items()
        ],
        "equations": [
            {
                **dict.fromkeys(("number", "section", "title")),
                "segment": index,
                "name": name,
                "symbol": name,
                "unit": TONNES,
                "text": text,
                "tree": to_json(parse_formula(text)),
                "operands": {},
                "value": {"unit": TONNES, "value": "0"},
            }
            for index in range(len(parts))
            for name, text in formulas.items()
        ],
    }
    whole = [line[1] for line in lines.values()]
    document["totals"] = _emissions(
        sum((Fraction(line[0]) for line in lines.values()), Fraction(0))
    )
    document["totals"]["credits"] = None if None in whole else sum(one or 0 for one in whole)
    document["project"]["sets"] = [
        {"name": name, "members": [{"id": one} for one in members]}
        for name, members in (sets or {}).items()
    ]
    document |= changes
    return parse_report(canonical(document))


def segment(line: int, start: str, end: str) -> dict[str, Any]:
    """Return a segment that has nothing beyond its months."""
    days = {"vintage": line, "start": start, "end": end, "days": 1}
    return {**days, "beyond_months": _emissions(0)}


def _emissions(reductions: Number) -> dict[str, Any]:
    keys = ("reference_emissions", "project_emissions", "emission_reductions")
    return {key: {"unit": TONNES, "value": written(reductions)} for key in keys}


def _values(index: int, part: Part) -> list[dict[str, Any]]:
    found = []
    for name, value in part.values.items():
        entry: dict[str, Any] = {"segment": index, "name": name, "kind": "fixed"}
        if isinstance(value, str) and not value.lstrip("-")[:1].isdigit():
            entry |= {"kind": "category", "text": value}
        elif isinstance(value, dict):
            entry |= {"unit": "MWh", "members": list(value)}
            entry |= {"values": [written(one) for one in value.values()]}
        else:
            entry |= {"unit": "MWh", "value": written(value)}
        if name in part.months:
            edges = ["0"] * len(value) if isinstance(value, dict) else "0"
            aggregate = part.aggregates.get(name, "sum")
            entry |= {"kind": "monitored", "aggregate": aggregate, "side": "low", "edges": edges}
            entry |= {"files": []}
        found.append(entry)
    return found


def _reading(read: Any) -> dict[str, Any]:
    if isinstance(read, dict):
        columns = [_reading(one) for one in read.values()]
        return {"members": list(read)} | {key: [one[key] for one in columns] for key in columns[0]}
    total, count = read if isinstance(read, tuple) else (read, 1)
    return {
        "sum": written(total),
        "count": count,
        "expected": count,
        "minimum": written(total),
        "maximum": written(total),
        "complete": "1",
    }


def written(value: Number) -> str:
    """Return a number as a report writes it."""
    return format_exact(Fraction(value))
