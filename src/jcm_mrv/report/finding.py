"""A finding in the form that it has in documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    from jcm_mrv.findings import Finding


def describe_finding(finding: Finding) -> dict[str, Any]:
    """Return a finding in the form that it has in the report document."""
    where: dict[str, Any] = {"file": finding.where.file, "path": finding.where.path}
    if finding.where.line is not None:
        where["line"] = finding.where.line
    effect = finding.effect
    start, end = finding.span or (None, None)
    return {
        "code": finding.code,
        "severity": finding.severity,
        "where": where,
        "message": finding.message,
        "treatment": finding.treatment,
        "effect": effect and {"kind": effect.kind, "tonnes": format_exact(effect.tonnes)},
        "parameter": finding.parameter,
        "start": start and start.isoformat(),
        "end": end and end.isoformat(),
        "meter": finding.meter,
    }
