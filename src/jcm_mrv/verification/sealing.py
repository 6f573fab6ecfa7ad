"""Step 1: the form of a report, its envelope and its signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import JsonFault, canonical, digest, read_json
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import printable
from jcm_mrv.report.reading import ReportFault, parse_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.statement.keys import PublicKey

_LATER = re.compile(r"jcm-mrv/report/([2-9]|[1-9][0-9]{1,5})")

UNDECIDED = frozenset({"V301"})
"""Codes of a seal that prove nothing wrong, and leave nothing proved."""


@dataclass(frozen=True, slots=True)
class Form:
    """Hold what bytes are as a report.

    Args:
        sha256: digest of the bytes.
        document: what they hold; None where nothing can be compared with it.
        well_formed: it has the shape of a report.
        findings: what keeps the bytes from being those of a report.
    """

    sha256: str
    document: dict[str, Any] | None
    well_formed: bool
    findings: tuple[Finding, ...]


def read_form(data: bytes, name: str) -> Form:
    """Read bytes as a report, strictly; tell what is wrong and keep what can be compared.

    Args:
        data: of the file.
        name: of the file, for messages.
    """
    try:
        parsed = parse_report(data)
    except ReportFault as fault:
        return _not_a_report(data, name, fault)
    sha256, document = parsed.sha256, parsed.document
    return Form(sha256, document, True, _canonical_findings(data, document, name))


def _not_a_report(data: bytes, name: str, fault: ReportFault) -> Form:
    sha256 = digest(data)
    try:
        document = read_json(data)
    except JsonFault:
        document = None
    if not isinstance(document, dict):
        message = f"this is no report: {fault.message}"
        return Form(sha256, None, False, (Finding("V310", "error", Place(name), message),))
    schema = document.get("schema")
    if fault.path == "schema" and isinstance(schema, str) and _LATER.fullmatch(schema):
        message = f"{fault.message}; verify with a newer jcm-mrv"
        finding = Finding("V311", "warning", Place(name, "/schema"), message)
        return Form(sha256, None, False, (finding,))
    if fault.path == "schema":
        finding = Finding("V311", "error", Place(name, "/schema"), fault.message)
    else:
        place = Place(name, printable(fault.path, 200))
        finding = Finding("V310", "error", place, f"this is no report: {fault.message}")
    return Form(sha256, document, False, (finding, *_canonical_findings(data, document, name)))


def _canonical_findings(data: bytes, document: dict[str, Any], name: str) -> tuple[Finding, ...]:
    try:
        same = canonical(document) == data
    except JsonFault:
        same = False
    if same:
        return ()
    message = (
        "the bytes are not canonical (RFC 8785), as those of every report are: they were written "
        "by another program, or edited"
    )
    return (Finding("V310", "error", Place(name), message),)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Hold what the signatures of a report prove.

    Args:
        findings: in order.
        signers: fingerprints of the given keys that signed this report.
        said: what was compared.
    """

    findings: tuple[Finding, ...]
    signers: tuple[str, ...]
    said: str


def check_seal(
    form: Form,
    envelope: bytes | None,
    keys: Sequence[PublicKey],
    *,
    unsigned: bool,
    name: str,
    envelope_name: str,
) -> Sealed:
    """Judge envelope and signatures; without a key nobody is known to have signed.

    Args:
        form: of the report.
        envelope: its bytes, or None where there is none.
        keys: that the verifier trusts.
        unsigned: the verifier asks for no signature.
        name: of the report's file.
        envelope_name: of the envelope's file.
    """
    if unsigned:
        message = "--unsigned: whose report this is was not looked at"
        return Sealed((Finding("V313", "note", Place(name), message),), (), "no signature asked")
    # Whoever asks for no signature need not load what checks them.
    from jcm_mrv.statement.judging import judge_seal  # noqa: PLC0415
    from jcm_mrv.statement.statement import StatementFault  # noqa: PLC0415

    findings: list[Finding] = []
    if not keys:
        message = (
            "no key was given: name those that are to have signed with --keys FILE, got by "
            "another way than the report; or say --unsigned"
        )
        findings.append(Finding("V312", "warning", Place(name), message))
    document = form.document or {}
    try:
        seal = judge_seal(envelope, keys, form.sha256, document, name=envelope_name)
    except StatementFault as fault:
        message = f"no statement fits this report: {fault}"
        findings.append(Finding("V310", "error", Place(name), message))
        return Sealed(tuple(findings), (), "no statement")
    findings += [_weighed(one) for one in seal.findings]
    signatures = () if seal.checked is None else seal.checked.signatures
    good = tuple(keyid for keyid, state in signatures if state == "good")
    said = f"{len(good)} of {len(keys)} keys" if keys else "no keys"
    return Sealed(tuple(findings), good if seal.signed else (), said)


def _weighed(finding: Finding) -> Finding:
    """Weigh a finding of the seal as this procedure does: what is not there proves nothing."""
    if finding.code not in UNDECIDED or finding.severity != "error":
        return finding
    return Finding(finding.code, "warning", finding.where, finding.message)
