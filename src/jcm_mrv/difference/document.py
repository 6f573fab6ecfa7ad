"""A comparison as one canonical JSON document, ``jcm-mrv/difference/1`` (docs/how-to/diff.md)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.difference.model import CAUSES
from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.difference.model import Difference, Entry, Part, YearDifference
    from jcm_mrv.report.reading import ParsedReport

SCHEMA = "jcm-mrv/difference/1"
RULE = "straight-path"

Pair = tuple[Fraction | None, Fraction | None] | tuple[int | None, int | None]


def render_document(found: Difference, a: ParsedReport, b: ParsedReport) -> dict[str, Any]:
    """Build the document of a comparison.

    Args:
        found: the comparison.
        a: the report to start from.
        b: the report that was compared with it.
    """
    return {
        "schema": SCHEMA,
        "rule": RULE,
        "a": _report(a),
        "b": _report(b),
        "same": found.same,
        "credits": _pair(found.credits),
        "emission_reductions": _pair(found.reductions),
        "years": [_year(one) for one in found.years],
        "parts": [_part(one) for one in found.parts],
        "attributed": format_exact(found.attributed),
        "withheld": [
            {
                "report": one.report,
                "years": list(one.years),
                "codes": list(one.codes),
                "trial": one.trial,
            }
            for one in found.withheld
        ],
        "remarks": list(found.remarks),
        "results": dict(found.results),
        "changes": [{"place": one.place, "a": one.before, "b": one.after} for one in found.changes],
    }


def _report(one: ParsedReport) -> dict[str, Any]:
    project, methodology = one.document["project"], one.document["methodology"]
    return {
        "sha256": one.sha256,
        "reference_number": project["reference_number"],
        "title": project["title"],
        "methodology": f"{methodology['id']} {methodology['version']}",
        "start": project["monitoring_period"]["start"],
        "end": project["monitoring_period"]["end"],
        "software": one.document["software"]["version"],
    }


def _pair(values: Pair) -> Mapping[str, Any]:
    """Return a number of both reports, and what lies between where both have it."""
    a, b = values
    return {
        "a": _number(a),
        "b": _number(b),
        "difference": None if a is None or b is None else _number(b - a),
    }


def _number(value: Fraction | int | None) -> Any:
    return format_exact(value) if isinstance(value, Fraction) else value


def _year(one: YearDifference) -> dict[str, Any]:
    return {
        "year": one.year,
        "credits": _pair(one.credits),
        "emission_reductions": _pair(one.reductions),
    }


def _part(one: Part) -> dict[str, Any]:
    return {
        "cause": one.cause,
        "words": CAUSES[one.cause],
        "name": one.name,
        "code": one.code,
        "tonnes": format_exact(one.tonnes),
        "entries": [_entry(entry) for entry in one.entries],
    }


def _entry(one: Entry) -> dict[str, Any]:
    entry = {
        "year": one.year,
        "start": one.start,
        "month": one.month,
        "member": one.member,
        "tonnes": format_exact(one.tonnes),
        "a": one.before,
        "b": one.after,
        "unit": one.unit,
    }
    return {key: value for key, value in entry.items() if value is not None}
