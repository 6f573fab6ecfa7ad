"""The outcome of a verification as a document ``jcm-mrv/verification/1`` (docs/procedure.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import format_exact
from jcm_mrv.report.finding import describe_finding
from jcm_mrv.verification.differences import pointer_of
from jcm_mrv.verification.model import SCHEMA

if TYPE_CHECKING:
    from fractions import Fraction

    from jcm_mrv.verification.model import (
        Materiality,
        NodeDifference,
        Step,
        Tally,
        Verification,
    )

MAX_NODES = 1_000
"""Nodes that a document lists; the count tells of them all."""

MAX_VALUE = 2_000
"""Characters of a value that a document repeats."""


def render_verification(outcome: Verification) -> dict[str, Any]:
    """Return the document of a verification; the same outcome gives the same document."""
    reported, own = outcome.software
    return {
        "schema": SCHEMA,
        "verdict": outcome.verdict,
        "report": {"sha256": outcome.sha256 or None},
        "software": {"report": reported[:100], "verifier": own},
        "signers": list(outcome.signers),
        "steps": [_step(one) for one in outcome.steps],
        "first": None if outcome.first is None else _node(outcome.first),
        "differences": [_node(one) for one in outcome.differences[:MAX_NODES]],
        "count": {
            "differences": len(outcome.differences),
            "causes": sum(one.root for one in outcome.differences),
        },
        "tally": None if outcome.tally is None else _tally(outcome.tally),
        "materiality": None if outcome.materiality is None else _materiality(outcome.materiality),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "title": step.title,
        "mark": step.mark,
        "said": step.said,
        "findings": [describe_finding(one) for one in step.findings],
        "more": step.more,
    }


def _node(node: NodeDifference) -> dict[str, Any]:
    return {
        "step": node.step,
        "pointer": pointer_of(node.trail),
        "name": node.name,
        "vintage": node.line,
        "unit": node.unit,
        "reported": _cut(node.reported),
        "expected": _cut(node.expected),
        "basis": "own arithmetic" if node.own else "recomputation",
        "cause": node.root,
        "tonnes": None
        if node.tonnes is None
        else [{"vintage": line, "tonnes": format_exact(amount)} for line, amount in node.tonnes],
        "files": list(node.files),
    }


def _cut(text: str | None) -> str | None:
    if text is None or len(text) <= MAX_VALUE:
        return text
    return f"{text[:MAX_VALUE]}… ({len(text):,} characters)"


def _tally(tally: Tally) -> dict[str, Any]:
    reductions = tally.reductions
    return {
        "net": format_exact(tally.net),
        "gross": format_exact(tally.gross),
        "largest": format_exact(tally.largest),
        "untold": tally.untold,
        "reductions": None if reductions is None else format_exact(reductions),
        "net_percent": _percent(tally.net, reductions),
        "gross_percent": _percent(tally.gross, reductions),
    }


def _percent(amount: Fraction, reductions: Fraction | None) -> str | None:
    return format_exact(amount * 100 / abs(reductions)) if reductions else None


def _materiality(judged: Materiality) -> dict[str, Any]:
    return {
        "threshold": judged.threshold.text,
        "limit": None if judged.limit is None else format_exact(judged.limit),
        "single": judged.single,
        "gross": judged.gross,
        "net": judged.net,
    }
