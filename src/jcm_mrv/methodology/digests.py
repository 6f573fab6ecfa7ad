"""The two digests of a methodology: of its bytes, and of what moves a number (contracts 1)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import rfc8785

from jcm_mrv.expressions.serialisation import to_json
from jcm_mrv.methodology.model import Range
from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from jcm_mrv.methodology.model import Equation, LookupRow, Parameter, Plausibility
    from jcm_mrv.units import Unit

SCHEMA = "jcm-mrv/rules/1"
ROUNDING = "floor-per-vintage"


def compute_file_digest(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def compute_rules_digest(
    parameters: Mapping[str, Parameter],
    equations: tuple[Equation, ...],
    plausibility: tuple[Plausibility, ...],
    gwp_sets: tuple[str, ...],
) -> str:
    """Return the SHA-256 of the RFC 8785 form of the rules, in hexadecimal.

    Titles, sources, symbols, eligibility and JCM numbers are left out: they move no number. So
    are indicators: no credit follows from them (docs/adr/0027).
    """
    rules: dict[str, Any] = {
        "schema": SCHEMA,
        "rounding": ROUNDING,
        "gwp_sets": sorted(gwp_sets),
        "parameters": {name: _parameter(one) for name, one in parameters.items()},
        "equations": {
            one.name: {"unit": one.unit.text, "over": one.over, "formula": to_json(one.tree)}
            for one in equations
        },
        "plausibility": [
            {"severity": one.severity, "over": one.over, "formula": to_json(one.tree)}
            for one in plausibility
        ],
    }
    return hashlib.sha256(rfc8785.dumps(rules)).hexdigest()


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "kind": parameter.kind,
        "unit": _unit(parameter.unit),
        "aggregate": parameter.aggregate,
        "conservative": parameter.conservative,
        "over": parameter.over,
        "optional": parameter.optional,
        "values": list(parameter.values),
        "value": _number(parameter.value),
        "lookup": [_row(row) for row in parameter.lookup],
    }


def _row(row: LookupRow) -> dict[str, Any]:
    when = {
        name: {"from": _number(condition.start), "below": _number(condition.below)}
        if isinstance(condition, Range)
        else condition
        for name, condition in row.when.items()
    }
    return {"when": when, "value": _number(row.value)}


def _unit(unit: Unit | None) -> str | None:
    return None if unit is None else unit.text


def _number(value: Fraction | None) -> str | None:
    return None if value is None else format_exact(value)
