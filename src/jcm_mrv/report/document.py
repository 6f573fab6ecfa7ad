"""The report document ``jcm-mrv/report/1``: one canonical JSON document (contracts 11).

Everything else that is shown is a view of it. It holds no time stamp of its own making, no
path outside of the project, and nothing that depends on the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv import __version__
from jcm_mrv.calculation.credits import POLICY
from jcm_mrv.calculation.monthly import compute_months
from jcm_mrv.calculation.months import sum_parts
from jcm_mrv.report.fields import SCHEMA
from jcm_mrv.report.finding import describe_finding
from jcm_mrv.report.leaves import (
    render_adjustments,
    render_parts,
    render_segments,
    render_values,
)
from jcm_mrv.report.methodology import render_methodology
from jcm_mrv.report.monthly import render_monthly
from jcm_mrv.report.project import render_meters, render_project
from jcm_mrv.report.results import (
    render_equations,
    render_rounding,
    render_totals,
    render_vintages,
)
from jcm_mrv.report.time import render_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.calculation.compute import Calculation
    from jcm_mrv.checks.check import Check
    from jcm_mrv.findings import Finding
    from jcm_mrv.lock.reading import ReadLock
    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import Project


POLICIES = (
    (
        POLICY,
        "Emission reductions of a calendar year are rounded down to whole tonnes; the total is "
        "the sum of the years; nothing else is rounded. The deficit of a negative year is taken "
        "from the years that follow, else from those before. Declared: the JCM's own rounding "
        "rule was not read.",
    ),
    (
        "gaps-by-side",
        "A missing reading counts as nothing where that lowers the reductions, and is an error "
        "where it would raise them, unless the project declares a treatment. Declared: the "
        "JCM's own rule was not read; after CDM practice.",
    ),
    (
        "late-calibration",
        "Readings of days without a valid calibration are corrected by the meter's maximum "
        "permissible error against the project. Declared: the JCM's own rule was not read; "
        "after the CDM validation and verification standard.",
    ),
)


def render_report(
    project: Project,
    methodology: Methodology,
    findings: Sequence[Finding],
    calculation: Calculation | None,
    checks: Iterable[Check],
    lock: ReadLock | None = None,
) -> dict[str, Any]:
    """Build the report document.

    Args:
        project: the project.
        methodology: the methodology.
        findings: every finding, effects computed, in order.
        calculation: None where the period or the time zone could not be used.
        checks: the checks that ran.
        lock: that the project was compared with, where there was one.
    """
    parts = sum_parts(calculation.timeline, calculation.contributions) if calculation else {}
    months = compute_months(calculation, parts) if calculation else ()
    return {
        "schema": SCHEMA,
        "project": render_project(project, methodology),
        "methodology": render_methodology(methodology, project.methodology),
        "vintages": render_vintages(calculation) if calculation else [],
        "totals": render_totals(calculation),
        "rounding": render_rounding(calculation),
        "segments": render_segments(calculation, months) if calculation else [],
        "equations": render_equations(calculation) if calculation else [],
        "values": render_values(calculation) if calculation else [],
        "readings": render_parts(calculation, parts) if calculation else [],
        "months": render_monthly(methodology.indicators, months),
        "adjustments": render_adjustments(calculation) if calculation else [],
        "inputs": _inputs(project, calculation),
        "meters": render_meters(project),
        "findings": _findings(findings, calculation),
        "checks": [
            {"code": check.code, "since": check.since, "title": check.title} for check in checks
        ],
        "policies": [{"name": name, "text": text} for name, text in POLICIES],
        "time": render_time(project, calculation),
        "software": {"name": "jcm-mrv", "version": __version__},
        **_lock(lock),
    }


def _findings(findings: Sequence[Finding], calculation: Calculation | None) -> list[dict[str, Any]]:
    if calculation is None:
        return [{**describe_finding(finding), "vintages": []} for finding in findings]
    timeline = calculation.timeline
    every = list(range(len(timeline.lines)))
    return [
        {
            **describe_finding(one.finding),
            "vintages": every
            if one.spans is None
            else sorted({line.index for span in one.spans for line in timeline.lines_in(*span)}),
        }
        for one in calculation.judgements
    ]


def _inputs(project: Project, calculation: Calculation | None) -> list[dict[str, Any]]:
    records = {one.path: one for one in project.inputs}
    entries = {
        path: {"path": path, "sha256": one.sha256, "bytes": one.size, "rows": one.rows}
        for path, one in records.items()
    }
    for one in calculation.readings.inputs if calculation else ():
        entries[one.path] = {
            "path": one.path,
            "sha256": one.sha256,
            "bytes": one.size,
            "rows": one.rows,
        }
    return [entries[path] for path in sorted(entries)]


def _lock(lock: ReadLock | None) -> dict[str, Any]:
    """Name the lock by its digest alone: a copy that somebody kept may lie anywhere."""
    if lock is None:
        return {}
    changes = [{"text": one.text, "previous": one.previous} for one in lock.lock.changes]
    return {"lock": {"sha256": lock.sha256, "changes": changes}}
