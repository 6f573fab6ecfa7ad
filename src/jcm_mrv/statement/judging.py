"""Judge whether a report is signed by whom a verifier trusts: findings V301 to V307.

The rules of acceptance of docs/statement.md, in their order. What the seal comes to is not yet
the verdict on the report: that is given where all the steps come together.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import printable
from jcm_mrv.statement.envelope import check_envelope
from jcm_mrv.statement.statement import (
    REPORT_NAME,
    REPORT_PREDICATE,
    Difference,
    Statement,
    StatementFault,
    compare_predicate,
    read_statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jcm_mrv.statement.envelope import Checked
    from jcm_mrv.statement.keys import PublicKey

__all__ = ["Seal", "SealVerdict", "judge_seal"]

SealVerdict = Literal["SIGNED", "DIFFERS", "UNVERIFIABLE"]

DIFFERING = frozenset({"V302", "V303", "V304", "V305", "V306"})
"""Codes of what cannot be if the report was signed as it is said; V301 is something missing,
V307 a remark."""

ENVELOPE_NAME = "report.dsse.json"
SHOWN = 120


@dataclass(frozen=True, slots=True)
class Seal:
    """Hold what the envelope of a report proves.

    Args:
        checked: its signatures; None where there is no envelope.
        statement: what was signed; None where it cannot be read.
        differences: fields in which the statement and the report differ.
        findings: in the order of the rules; those on the statement follow those on signatures.
    """

    checked: Checked | None
    statement: Statement | None
    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]

    @property
    def signed(self) -> bool:
        """Tell whether every key that was given, and at least one, signed this very report."""
        return self.verdict == "SIGNED"

    @property
    def verdict(self) -> SealVerdict:
        """Return what the seal comes to; what differs outranks what is missing."""
        if any(finding.code in DIFFERING for finding in self.findings):
            return "DIFFERS"
        if self.checked is None or not self.checked.signed_by_all:
            return "UNVERIFIABLE"
        return "SIGNED"


def judge_seal(
    envelope: bytes | None,
    keys: Sequence[PublicKey],
    sha256: str,
    document: Mapping[str, Any],
    *,
    name: str = ENVELOPE_NAME,
) -> Seal:
    """Judge the envelope of a report.

    Args:
        envelope: its bytes, or None where there is none.
        keys: that the verifier trusts; each of them is to have signed.
        sha256: digest of the report's bytes.
        document: the report, read.
        name: of the envelope's file, for messages.

    Raises:
        StatementFault: the document is no report.
    """
    if envelope is None:
        message = "there is no envelope beside the report; ask for it, or say --unsigned"
        return Seal(None, None, (), (Finding("V301", "error", Place(name), message),))
    checked = check_envelope(envelope, keys)
    findings = list(_judge_signatures(checked, name))
    if checked.payload is None:
        return Seal(checked, None, (), tuple(findings))
    try:
        statement = read_statement(checked.payload)
    except StatementFault as fault:
        findings.append(_malformed(name, "payload", f"the statement cannot be read: {fault}"))
        return Seal(checked, None, (), tuple(findings))
    if statement.predicate_type != REPORT_PREDICATE:
        message = (
            f'the statement is of the type "{printable(statement.predicate_type, SHOWN)}"; that '
            f"of a report is {REPORT_PREDICATE}"
        )
        findings.append(_malformed(name, "payload.predicateType", message))
        return Seal(checked, statement, (), tuple(findings))
    found = statement.find_digest(REPORT_NAME)
    if found != sha256:
        message = (
            f"the statement is about the report of the digest {found}, and this one has "
            f"{sha256}; it was changed after it was signed, or is another one"
        )
        findings.append(Finding("V305", "error", Place(name, "payload.subject[0]"), message))
    differences = compare_predicate(statement, document)
    findings += [_differs(one, name) for one in differences[:1]]
    return Seal(checked, statement, differences, tuple(findings))


def _judge_signatures(checked: Checked, name: str) -> Iterator[Finding]:
    if checked.fault is not None:
        yield _malformed(name, "", f"the envelope cannot be read: {checked.fault}")
        return
    for place, (keyid, state) in enumerate(checked.signatures):
        where = Place(name, f"signatures[{place}]")
        if state == "bad":
            message = (
                f"the signature in the name of the key {keyid} is bad: the key that it names did "
                "not make it over this statement"
            )
            yield Finding("V303", "error", where, message)
        elif state == "unknown":
            message = f"the signature is by the key {keyid}, which was not given; it counts nothing"
            yield Finding("V307", "note", where, message)
    for keyid in checked.missing:
        message = f"the key {keyid} was given, and there is no good signature by it"
        yield Finding("V304", "error", Place(name, "signatures"), message)


def _malformed(name: str, path: str, message: str) -> Finding:
    return Finding("V302", "error", Place(name, path), message)


def _differs(difference: Difference, name: str) -> Finding:
    claimed, reported = (
        printable(json.dumps(value, ensure_ascii=False, sort_keys=True), SHOWN)
        for value in (difference.claimed, difference.reported)
    )
    message = f"the statement claims {claimed}, and the report says {reported}"
    return Finding("V306", "error", Place(name, f"payload.predicate.{difference.field}"), message)
