"""The outcome as a document ``jcm-mrv/workbook-verification/1`` (docs/procedure.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.forms.monitoring.model import SCHEMA
from jcm_mrv.numbers import format_exact
from jcm_mrv.report.finding import describe_finding

if TYPE_CHECKING:
    from jcm_mrv.forms.monitoring.model import BookVerification, CellDifference

MAX_CELLS = 1_000
"""Cells that a document lists; the count tells of them all."""

MAX_VALUE = 2_000


def render_outcome(outcome: BookVerification) -> dict[str, Any]:
    """Return the document; the same outcome gives the same document."""
    first = outcome.first
    return {
        "schema": SCHEMA,
        "verdict": outcome.verdict,
        "workbook": {"sha256": outcome.sha256},
        "methodology": outcome.methodology or None,
        "software": {"verifier": outcome.software},
        "with_inputs": outcome.with_inputs,
        "steps": [
            {
                "number": step.number,
                "title": step.title,
                "mark": step.mark,
                "said": step.said,
                "findings": [describe_finding(one) for one in step.findings],
                "more": step.more,
            }
            for step in outcome.steps
        ],
        "first": None if first is None else _cell(first),
        "differences": [_cell(one) for one in outcome.differences[:MAX_CELLS]],
        "count": {
            "differences": len(outcome.differences),
            "causes": sum(one.root for one in outcome.differences),
        },
    }


def _cell(one: CellDifference) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "place": one.cell,
        "sheet": one.sheet,
        "cell": None if one.row is None else one.cell.rpartition("!")[2],
        "name": one.name,
        "unit": one.unit,
        "found": _cut(one.found),
        "expected": _cut(one.expected),
        "cause": one.root,
        "tonnes": None if one.tonnes is None else format_exact(one.tonnes),
    }


def _cut(text: str | None) -> str | None:
    if text is None or len(text) <= MAX_VALUE:
        return text
    return f"{text[:MAX_VALUE]}… ({len(text):,} characters)"
