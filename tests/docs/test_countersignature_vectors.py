"""docs/vectors/countersignature: the files are current, and plain code reads the envelope."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tests.unit.statement.signers import PUBLIC, signer, verifier

from jcm_mrv.countersigning.countersign import countersign
from jcm_mrv.countersigning.evidence import Wish, Witness
from jcm_mrv.countersigning.reading import parse_form
from jcm_mrv.countersigning.writing import render_form
from jcm_mrv.report.reading import parse_report
from jcm_mrv.verification.request import Request
from jcm_mrv.verification.verifying import verify

if TYPE_CHECKING:
    from jcm_mrv.countersigning.countersign import Countersignature

VECTORS = Path(__file__).parents[2] / "docs" / "vectors"
REPORT, FOLDER = VECTORS / "statement", VECTORS / "countersignature"
TYPED = {
    'organisation = ""': 'organisation = "Example Verification Ltd."',
    'accreditation = ""': 'accreditation = "TPE-EX-001"',
    "names = []": 'names = ["A. Verifier", "B. Reviewer"]',
    'level = ""': 'level = "reasonable"',
    "# materiality = ": "materiality = ",
    "# completed = ": "completed = ",
    'conclusion = ""\nclosed = false': 'conclusion = "No objection"\nclosed = true',
    "traced = false": "traced = true",
}


def follow(form: str | None = None) -> tuple[str, Countersignature | None]:
    """Return a new form filled in, and what follows from the one that is given."""
    report = parse_report((REPORT / "report.json").read_bytes())
    witness = Witness(Wish(report.sha256, 2, "vector"))
    outcome = verify(
        Request(
            report.data,
            REPORT / "project",
            envelope=(REPORT / "one.dsse.json").read_bytes(),
            keys=[verifier(0)],
        ),
        look=witness,
    )
    assert outcome.verdict == "REPRODUCED"
    assert witness.seen is not None
    text = render_form(report.document, report.sha256, witness.seen.sample)
    for old, new in TYPED.items():
        text = text.replace(old, new)
    if form is None:
        return text, None
    read = parse_form(form.encode(), "report.verification.toml", report.sha256, report.document)
    return text, countersign(report, read, outcome.verdict, witness.seen, [signer(2)])


def renew() -> None:
    """Write the files again, where that is asked for."""
    if not os.environ.get("JCM_MRV_RENEW_GOLDEN"):
        return
    text, _ = follow()
    negative = text.replace("traced = true", "traced = false", 1)
    for name, form in (("report", text), ("negative", negative)):
        _, signed = follow(form)
        assert signed is not None
        assert signed.envelope is not None
        (FOLDER / f"{name}.verification.toml").write_text(form, "utf-8")
        if name == "report":
            (FOLDER / "statement.json").write_bytes(signed.statement)
            (FOLDER / "report.verification.dsse.json").write_bytes(signed.envelope)
        else:
            (FOLDER / "negative.statement.json").write_bytes(signed.statement)


renew()


@pytest.mark.parametrize(
    ("form", "statement"), [("report", "statement"), ("negative", "negative.statement")]
)
def test_the_published_statement_follows_from_the_published_form(form: str, statement: str) -> None:
    """Form, report and inputs give the same bytes, today and in another program."""
    _, signed = follow((FOLDER / f"{form}.verification.toml").read_text("utf-8"))

    assert signed is not None
    assert signed.statement == (FOLDER / f"{statement}.json").read_bytes()
    if form == "report":
        assert signed.envelope == (FOLDER / "report.verification.dsse.json").read_bytes()


def test_plain_code_reads_the_envelope() -> None:
    """Without the program: signature, subject, and an opinion that agrees with its reasons."""
    envelope = json.loads((FOLDER / "report.verification.dsse.json").read_bytes())
    payload = base64.b64decode(envelope["payload"])
    kind = envelope["payloadType"].encode()
    encoded = b" ".join(
        [b"DSSEv1", str(len(kind)).encode(), kind, str(len(payload)).encode(), payload]
    )
    (signature,) = envelope["signatures"]
    raw = bytes.fromhex(PUBLIC[2])

    Ed25519PublicKey.from_public_bytes(raw).verify(base64.b64decode(signature["sig"]), encoded)
    der = bytes.fromhex("302a300506032b6570032100") + raw
    assert signature["keyid"] == hashlib.sha256(der).hexdigest()
    assert payload == (FOLDER / "statement.json").read_bytes()
    statement = json.loads(payload)
    digest = hashlib.sha256((REPORT / "report.json").read_bytes()).hexdigest()
    assert statement["subject"] == [{"name": "report.json", "digest": {"sha256": digest}}]
    assert statement["predicate"]["report"]["sha256"] == digest
    assert (statement["predicate"]["opinion"], statement["predicate"]["reasons"]) == (
        "Positive",
        [],
    )
    # 5 % of 13.8 t
    assert statement["predicate"]["misstatements"]["threshold"] == "0.69"


def test_the_negative_one_tells_its_reason() -> None:
    """A reading that was not traced is the only thing against a positive opinion."""
    predicate = json.loads((FOLDER / "negative.statement.json").read_bytes())["predicate"]

    assert predicate["opinion"] == "Negative"
    assert [one["code"] for one in predicate["reasons"]] == ["V379"]
