"""Verify the public version of a report (docs/procedure.md, public reports)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import digest
from jcm_mrv.disclosure.judging import Judged, judge_public
from jcm_mrv.disclosure.openings import DIGEST_NAME, OPENINGS_NAME
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import counted, printable
from jcm_mrv.verification.causes import describe_mismatch
from jcm_mrv.verification.completing import check_open_arithmetic
from jcm_mrv.verification.judging import MAX_TOLD, make_step
from jcm_mrv.verification.placing import (
    FINDINGS,
    INPUTS,
    METHODOLOGY,
    RECOMPUTATION,
    TOTALS,
)
from jcm_mrv.verification.sealing import Form, check_seal
from jcm_mrv.verification.telling import tell_node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.disclosure.publishing import PublicReport
    from jcm_mrv.verification.model import NodeDifference, Step
    from jcm_mrv.verification.request import Request
    from jcm_mrv.verification.sealing import Sealed

NOT_COMPARED = "not compared: parts are kept back"


@dataclass(frozen=True, slots=True)
class PublicOutcome:
    """Hold what a public report proves.

    Args:
        full: the report's own bytes, where all was opened: it is verified like any other.
        findings: of step 1.
        steps: where something stays closed; else empty.
        nodes: that contradict each other.
        document: what there is of the report.
        form: of what was handed in.
        signers: fingerprints of the given keys that signed.
    """

    full: bytes | None
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
    nodes: tuple[NodeDifference, ...]
    document: dict[str, Any]
    form: Form
    signers: tuple[str, ...]


def judge_public_report(request: Request) -> PublicOutcome:
    """Judge a public report, as far as it goes.

    Args:
        request: whose data are those of a public report.
    """
    claimed, root, compare = _read_statement(request)
    judged = judge_public(
        request.data,
        request.openings,
        root,
        compare=compare,
        name=request.name,
        openings_name=request.openings_name,
    )
    report = judged.report
    document = {} if report is None else report.document
    form = Form(digest(request.data), document or None, False, ())
    if report is not None and report.data is not None:
        return PublicOutcome(report.data, judged.findings, (), (), document, form, ())
    sealed = _seal(request, claimed, document)
    steps, nodes = _steps(request, judged, sealed)
    return PublicOutcome(None, (), steps, nodes, document, form, sealed.signers)


def _read_statement(request: Request) -> tuple[str, str | None, bool]:
    """Return the digest and the root that the envelope names, and whether it can be compared."""
    if request.unsigned or request.envelope is None:
        return "", None, False
    from jcm_mrv.statement.envelope import check_envelope  # noqa: PLC0415
    from jcm_mrv.statement.statement import (  # noqa: PLC0415
        REPORT_NAME,
        StatementFault,
        read_statement,
    )

    payload = check_envelope(request.envelope, request.keys).payload
    if payload is None:
        return "", None, False
    try:
        statement = read_statement(payload)
    except StatementFault:
        return "", None, False  # told with the seal
    claimed = statement.find_digest(REPORT_NAME) or ""
    return claimed, statement.find_digest(OPENINGS_NAME, DIGEST_NAME), True


def _seal(request: Request, claimed: str, document: Mapping[str, Any]) -> Sealed:
    """Judge the envelope; the digest of the full report is nobody's here to compare."""
    return check_seal(
        Form(claimed, dict(document), True, ()),
        request.envelope,
        request.keys,
        unsigned=request.unsigned,
        name=request.name,
        envelope_name=request.envelope_name,
    )


def _steps(
    request: Request, judged: Judged, sealed: Sealed
) -> tuple[tuple[Step, ...], tuple[NodeDifference, ...]]:
    errors = tuple(one for one in judged.findings if one.severity == "error")
    kept = tuple(one for one in judged.findings if one.severity != "error")
    opened = () if judged.report is None else _tell_opened(request, judged.report)
    # Without a report that hangs together, no statement can be compared with it.
    seal = sealed.findings if judged.report is not None else ()
    first = make_step(1, (*errors, *seal, *opened), sealed.said)
    nodes: tuple[NodeDifference, ...] = ()
    said = "nothing"
    if judged.report is not None:
        checked = check_open_arithmetic(judged.report.document)
        if checked is not None:
            filled, mismatches = checked
            nodes = tuple(describe_mismatch(filled, one) for one in mismatches)
            said = "the report's own arithmetic, where it is shown"
    told = [tell_node(one, request.name) for one in nodes[:MAX_TOLD]]
    steps = (
        first,
        make_step(INPUTS, (), NOT_COMPARED, carried_out=False),
        make_step(METHODOLOGY, (), NOT_COMPARED, carried_out=False),
        make_step(
            RECOMPUTATION,
            (*told, *kept),
            said,
            max(0, len(nodes) - MAX_TOLD),
            carried_out=False,
        ),
        make_step(FINDINGS, (), NOT_COMPARED, carried_out=False),
        make_step(TOTALS, (), NOT_COMPARED, carried_out=False),
    )
    return steps, nodes


def _tell_opened(request: Request, report: PublicReport) -> Sequence[Finding]:
    values = {one.pointer: one.value for one in report.shown}
    found = []
    for pointer in report.opened[:MAX_TOLD]:
        shown = printable(json.dumps(values[pointer], ensure_ascii=False, sort_keys=True), 120)
        message = f"opened: {shown}, as it was committed to"
        found.append(Finding("V388", "note", Place(request.name, printable(pointer, 200)), message))
    more = len(report.opened) - MAX_TOLD
    if more > 0:
        message = f"{counted(more, 'further place was', 'further places were')} opened"
        found.append(Finding("V388", "note", Place(request.name), message))
    return found


def with_public_step(outcome: PublicOutcome, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps of the full report, with what its public version added to the first."""
    first = steps[0]
    step = make_step(1, (*outcome.findings, *first.findings), first.said, first.more)
    return (replace(step, said=f"{first.said}; opened in full"), *steps[1:])
