"""The report document ``jcm-mrv/report/1``: one canonical JSON document (contracts 11).

Everything else that is shown is a view of it. It holds no time stamp of its own making, no
path outside of the project, and nothing that depends on the machine.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv import __version__
from jcm_mrv.calculation.credits import POLICY
from jcm_mrv.expressions import names_of
from jcm_mrv.expressions.serialisation import to_json
from jcm_mrv.methodology.reference import find_approved
from jcm_mrv.numbers import format_exact
from jcm_mrv.report.finding import describe_finding
from jcm_mrv.report.readings import render_meters, render_readings, render_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.calculation.compute import Calculation
    from jcm_mrv.calculation.model import Computed
    from jcm_mrv.checks.check import Check
    from jcm_mrv.findings import Finding
    from jcm_mrv.lock.reading import ReadLock
    from jcm_mrv.methodology.model import Equation, Methodology
    from jcm_mrv.project.model import Project
    from jcm_mrv.units import Unit

SCHEMA = "jcm-mrv/report/1"
TONNES = "tCO2"

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
    approved = find_approved(methodology, project.methodology)
    return {
        "schema": SCHEMA,
        "project": _project(project, methodology),
        "methodology": {
            "id": methodology.id,
            "version": methodology.version,
            "title": methodology.title,
            "number": approved.reference if approved else None,
            "file_sha256": methodology.file_sha256,
            "rules_sha256": methodology.rules_sha256,
            "fidelity": methodology.fidelity,
        },
        "vintages": _vintages(calculation) if calculation else [],
        "totals": _totals(calculation),
        "equations": _equations(calculation) if calculation else [],
        "readings": render_readings(calculation) if calculation else [],
        "adjustments": _adjustments(calculation) if calculation else [],
        "inputs": _inputs(project, calculation),
        "meters": render_meters(project),
        "findings": [describe_finding(finding) for finding in findings],
        "checks": [
            {"code": check.code, "since": check.since, "title": check.title} for check in checks
        ],
        "policies": [{"name": name, "text": text} for name, text in POLICIES],
        "time": render_time(project, calculation),
        "software": {"name": "jcm-mrv", "version": __version__},
        **_lock(lock),
    }


def quantity(value: Fraction, unit: str) -> dict[str, str]:
    """Return a number with its unit, as a plain decimal where it terminates."""
    return {"unit": unit, "value": format_exact(value)}


def _project(project: Project, methodology: Methodology) -> dict[str, Any]:
    return {
        "reference_number": project.reference_number,
        "title": project.title,
        "country": project.country,
        "methodology": project.methodology,
        "time_zone": project.time_zone,
        "start_of_operation": _day(project.start_of_operation),
        "monitoring_period": {
            "start": project.start.isoformat(),
            "end": project.end.isoformat(),
            "cuts": [cut.isoformat() for cut in project.cuts],
        },
        "fixed": [
            _without_none(
                {
                    "name": name,
                    "member": one.member,
                    "value": one.value if isinstance(one.value, str) else format_exact(one.value),
                    "unit": one.unit,
                    "source": one.source,
                    "from": _day(one.start),
                    "until": _day(one.until),
                }
            )
            for name, values in project.fixed.items()
            for one in values
        ],
        "monitored": [
            _without_none(
                {
                    "parameter": one.parameter,
                    "member": one.member,
                    "point": one.point,
                    "option": one.option,
                    "meter": one.meter,
                    "gap_treatment": one.gap_treatment,
                    "method": one.method,
                    "frequency": one.frequency,
                    "comment": one.comment,
                }
            )
            for many in project.monitored.values()
            for one in many
        ],
        "eligibility": [
            {
                "id": criterion.id,
                "text": criterion.text,
                "met": answer.met if answer else None,
                "evidence": answer.evidence if answer else "",
            }
            for criterion in methodology.eligibility
            for answer in [project.eligibility.get(criterion.id)]
        ],
        "participants": [
            _without_none({"name": one.name, "country": one.country, "role": one.role})
            for one in project.participants
        ],
    }


def _vintages(calculation: Calculation) -> list[dict[str, Any]]:
    return [
        {
            "year": line.year,
            "start": line.start.isoformat(),
            "end": line.end.isoformat(),
            **_amounts({name: calculation.line_tonnes(line.index, name) for name in _TONNES}),
            "credits": credited,
        }
        for line, credited in zip(calculation.timeline.lines, calculation.credits, strict=True)
    ]


_TONNES = {
    "RE": "reference_emissions",
    "PE": "project_emissions",
    "ER": "emission_reductions",
}


def _amounts(values: Mapping[str, Fraction | None]) -> dict[str, Any]:
    return {
        key: None if values[name] is None else quantity(values[name] or Fraction(0), TONNES)
        for name, key in _TONNES.items()
    }


def _totals(calculation: Calculation | None) -> dict[str, Any]:
    if calculation is None or calculation.computed is None:
        return {**dict.fromkeys(_TONNES.values()), "credits": None}
    computed = calculation.computed
    totals = {name: sum((one.tonnes(name) for one in computed), Fraction(0)) for name in _TONNES}
    return {**_amounts(totals), "credits": calculation.total_credits}


def _equations(calculation: Calculation) -> list[dict[str, Any]]:
    return [
        _equation(calculation, one, equation)
        for one in calculation.computed or ()
        for equation in calculation.methodology.equations
    ]


def _equation(calculation: Calculation, one: Computed, equation: Equation) -> dict[str, Any]:
    units = _units(calculation.methodology)
    known: dict[str, Any] = {**one.operands, **one.results}
    entry: dict[str, Any] = {
        "vintage": one.segment.line,
        "start": one.segment.start.isoformat(),
        "end": one.segment.end.isoformat(),
        "name": equation.name,
        "number": equation.number,
        "section": equation.section,
        "title": equation.title,
        "unit": equation.unit.text,
        "text": equation.text,
        "tree": to_json(equation.tree),
        "operands": {
            name: _operand(known[name], units.get(name))
            for name in sorted(names_of(equation.tree))
            if name in known
        },
    }
    value = one.results[equation.name]
    if isinstance(value, Fraction):
        entry["value"] = quantity(value, equation.unit.text)
    else:
        entry["members"] = list(value)
        entry["values"] = [format_exact(part) for part in value.values()]
    return entry


def _operand(value: Any, unit: Unit | None) -> dict[str, Any]:
    if isinstance(value, str):
        return {"text": value}
    text = unit.text if unit else "1"
    if isinstance(value, Fraction):
        return quantity(value, text)
    values = [part if isinstance(part, str) else format_exact(part) for part in value.values()]
    if any(isinstance(part, str) for part in value.values()):
        return {"members": list(value), "texts": values}
    return {"unit": text, "members": list(value), "values": values}


def _units(methodology: Methodology) -> dict[str, Unit | None]:
    units = {name: parameter.unit for name, parameter in methodology.parameters.items()}
    return {**units, **{equation.name: equation.unit for equation in methodology.equations}}


def _adjustments(calculation: Calculation) -> list[dict[str, Any]]:
    units = _units(calculation.methodology)
    found = []
    for number, judgement in enumerate(calculation.judgements):
        for cell, delta in judgement.applied.items():
            unit = units[cell.parameter]
            segment = calculation.timeline.segments[cell.segment]
            found.append(
                _without_none(
                    {
                        "finding": number,
                        "code": judgement.finding.code,
                        "treatment": judgement.finding.treatment,
                        "parameter": cell.parameter,
                        "member": cell.member,
                        "vintage": segment.line,
                        "start": segment.start.isoformat(),
                        "end": segment.end.isoformat(),
                        "amount": quantity(delta, unit.text if unit else "1"),
                    }
                )
            )
    return found


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


def _day(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())


def _without_none(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value is not None}
