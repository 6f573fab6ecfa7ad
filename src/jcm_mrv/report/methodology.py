"""The report's account of the methodology: what a reader needs to follow the equations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.expressions.serialisation import to_json
from jcm_mrv.methodology.reference import find_approved
from jcm_mrv.report.fields import given, number

if TYPE_CHECKING:
    from jcm_mrv.methodology.model import Indicator, LookupRow, Methodology, Parameter, Range


def render_methodology(methodology: Methodology, reference: str) -> dict[str, Any]:
    """Return the module by its digests, and its parameters.

    Args:
        methodology: the module.
        reference: as the project names it.
    """
    approved = find_approved(methodology, reference)
    return {
        "id": methodology.id,
        "version": methodology.version,
        "title": methodology.title,
        "number": approved.reference if approved else None,
        "file_sha256": methodology.file_sha256,
        "rules_sha256": methodology.rules_sha256,
        "fidelity": methodology.fidelity,
        "gases": list(methodology.gases),
        "sources": [{"title": one.title, "url": one.url} for one in methodology.sources],
        "emission_sources": [
            {"in": one.side, "source": one.source, "gas": one.gas}
            for one in methodology.emission_sources
        ],
        "parameters": [_parameter(one) for one in methodology.parameters.values()],
        "indicators": [_indicator(one) for one in methodology.indicators],
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    entry = {
        "name": one.name,
        "symbol": one.symbol,
        "title": one.title,
        "description": one.description,
        "kind": one.kind,
        "unit": one.unit.text if one.unit else None,
        "over": one.over,
        "aggregate": one.aggregate,
        "conservative": one.conservative,
        "options": list(one.options) if one.kind == "monitored" else None,
        "values": list(one.values) or None,
        "value": number(one.value),
        "source": one.source,
        "lookup": [_row(row) for row in one.lookup] or None,
    }
    return given(entry)


def _indicator(one: Indicator) -> dict[str, Any]:
    entry = {
        "name": one.name,
        "symbol": one.symbol,
        "title": one.title,
        "unit": one.unit.text,
        "over": one.over,
        "text": one.text,
        "tree": to_json(one.tree),
        "nameplate": [
            {"name": name, "parameter": parameter} for name, parameter in one.nameplate.items()
        ]
        or None,
    }
    return given(entry)


def _row(row: LookupRow) -> dict[str, Any]:
    return {
        "when": [
            {"name": name, **({"text": one} if isinstance(one, str) else _range(one))}
            for name, one in row.when.items()
        ],
        "value": number(row.value),
        "source": row.source,
    }


def _range(one: Range) -> dict[str, Any]:
    return given({"from": number(one.start), "below": number(one.below)})
