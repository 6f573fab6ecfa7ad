"""From a form to a statement in its envelope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.countersigning.opinion import derive_opinion
from jcm_mrv.countersigning.predicate import PREDICATE, describe_record
from jcm_mrv.statement.envelope import make_envelope
from jcm_mrv.statement.statement import REPORT_NAME, Statement, Subject, render_statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.countersigning.evidence import Evidence
    from jcm_mrv.countersigning.opinion import Derived, Verdict
    from jcm_mrv.countersigning.reading import Form
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.statement.keys import PrivateKey


@dataclass(frozen=True, slots=True)
class Countersignature:
    """Hold what became of a form.

    Args:
        derived: the opinion and its reasons.
        statement: canonical bytes of the statement.
        envelope: canonical bytes of the signed envelope; None where nobody signed.
    """

    derived: Derived
    statement: bytes
    envelope: bytes | None


def countersign(
    report: ParsedReport,
    form: Form,
    verdict: Verdict,
    evidence: Evidence | None,
    keys: Sequence[PrivateKey] = (),
) -> Countersignature:
    """Derive the opinion of a form, and sign it.

    Args:
        report: that was verified.
        form: as filled in, for this report.
        verdict: of a verification that was run for this opinion.
        evidence: what the data say; None where there are no inputs.
        keys: of the verifier; without any nothing is signed.
    """
    derived = derive_opinion(form, report.document, verdict, evidence)
    subject = Subject(REPORT_NAME, "sha256", report.sha256)
    predicate = describe_record(form, derived, evidence)
    statement = render_statement(Statement((subject,), PREDICATE, predicate))
    envelope = make_envelope(statement, keys) if keys else None
    return Countersignature(derived, statement, envelope)
