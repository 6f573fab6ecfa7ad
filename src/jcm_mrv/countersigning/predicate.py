"""The predicate of a countersignature: the whole record, with the opinion that follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv import __version__
from jcm_mrv.numbers import format_exact
from jcm_mrv.sampling.document import describe_sample

if TYPE_CHECKING:
    from fractions import Fraction

    from jcm_mrv.countersigning.evidence import Evidence
    from jcm_mrv.countersigning.opinion import Derived
    from jcm_mrv.countersigning.reading import Form
    from jcm_mrv.countersigning.shape import FindingTable, FormTable, MeterTable, SampleTable
    from jcm_mrv.findings import Finding

PREDICATE = "urn:jcm-mrv:verification:1"

DECLARATION = (
    "The signer states that this is the record of the verification of the report whose digest "
    "is the subject, and that the opinion follows from it."
)


def describe_record(form: Form, derived: Derived, evidence: Evidence | None) -> dict[str, Any]:
    """Return the predicate; tonnes are in tCO2e, numbers exact texts.

    Args:
        form: as filled in.
        derived: the opinion that follows from it.
        evidence: what the data say; None where there were no inputs.
    """
    table = form.table
    return {
        "declaration": DECLARATION,
        "opinion": derived.opinion,
        "reasons": [_reason(one) for one in derived.reasons],
        "verdict": derived.verdict,
        "report": _report(table),
        "verifier": {
            "organisation": table.verifier.organisation,
            "accreditation": table.verifier.accreditation,
            "names": list(table.verifier.names),
        },
        "assurance": {
            "level": table.assurance.level,
            "materiality": {
                "value": format_exact(table.assurance.materiality.value),
                "unit": table.assurance.materiality.unit,
            },
        },
        "misstatements": {
            "gross": format_exact(derived.misstatements.gross),
            "net": format_exact(derived.misstatements.net),
            "threshold": format_exact(derived.misstatements.threshold),
        },
        "dates": _known(
            {
                "site_visit": table.dates.site_visit and table.dates.site_visit.isoformat(),
                "completed": table.dates.completed.isoformat(),
            }
        ),
        "checklist": [
            {"item": item, "closed": entry.closed, "conclusion": entry.conclusion}
            for item, entry in table.checklist.items()
        ],
        "findings": [_finding(one) for one in table.finding],
        "meters": [_meter(one) for one in table.meter],
        "sample": _sample(table.sample, evidence),
        "form": {"sha256": form.sha256},
        "software": {"name": "jcm-mrv", "version": __version__},
    }


def _known(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value is not None}


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else format_exact(value)


def _reason(finding: Finding) -> dict[str, Any]:
    return _known(
        {
            "code": finding.code,
            "place": str(finding.where),
            "message": finding.message,
            "meter": finding.meter,
        }
    )


def _report(table: FormTable) -> dict[str, Any]:
    report = table.report
    return {
        "sha256": report.sha256,
        "reference_number": report.reference_number,
        "title": report.title,
        "country": report.country,
        "methodology": report.methodology,
        "start": report.start.isoformat(),
        "end": report.end.isoformat(),
        "emission_reductions": report.emission_reductions,
        "credits": report.credits,
    }


def _finding(one: FindingTable) -> dict[str, Any]:
    return _known(
        {
            "id": one.id,
            "type": one.type,
            "raised": one.raised.isoformat(),
            "item": one.item,
            "text": one.text,
            "node": one.node,
            "response": one.response,
            "evidence": one.evidence,
            "conclusion": one.conclusion,
            "closed": one.closed,
            "tonnes": _exact(one.tonnes),
        }
    )


def _meter(one: MeterTable) -> dict[str, Any]:
    register = one.seen and {
        "value": format_exact(one.seen.value),
        "unit": one.seen.unit,
        "time": one.seen.time.isoformat(),
    }
    return _known(
        {
            "id": one.id,
            "serial_number": one.serial_number,
            "ct": _exact(one.ct),
            "vt": _exact(one.vt),
            "register": register,
            "clock_offset": _exact(one.clock_offset),
            "finding": one.finding,
            "remark": one.remark,
        }
    )


def _sample(sample: SampleTable | None, evidence: Evidence | None) -> dict[str, Any] | None:
    """Return the readings as the form lists them, with what the draw adds where it was made."""
    if sample is None:
        return None
    stated = {
        "rule": sample.rule,
        "seed": sample.seed,
        "size": sample.size,
        "readings": [
            {**one.model_dump(exclude_none=True, exclude={"why"}), "why": list(one.why)}
            for one in sample.reading
        ],
    }
    if evidence is None or evidence.sample is None:
        return stated
    drawn = describe_sample(evidence.sample)
    return {**{key: drawn[key] for key in ("weight", "interval", "start", "left_out")}, **stated}
