"""The test vectors of docs/statement.md: they are current, and two readers come to one verdict.

The second reader, below, is written from the page alone and shares nothing with the program.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rfc8785
from google.protobuf import json_format
from in_toto.exceptions import SignatureVerificationError
from in_toto.models.metadata import Envelope as InTotoEnvelope
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement as InTotoStatement
from securesystemslib.dsse import Envelope as DsseEnvelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import Key  # type: ignore[attr-defined]

from jcm_mrv.canonical import digest, read_json
from jcm_mrv.cli import main
from jcm_mrv.statement.judging import judge_seal
from jcm_mrv.statement.keys import KeyFault, read_public_key

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "vectors" / "statement"
INDEX = json.loads((FOLDER / "index.json").read_text("utf-8"))
VECTORS: dict[str, dict[str, Any]] = {one["name"]: one for one in INDEX["vectors"]}
PAYLOAD = (FOLDER / "statement.json").read_bytes()
HEAD = bytes.fromhex("302a300506032b6570032100")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Return tools/statement_vectors.py, which lies in no package."""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        return importlib.import_module("statement_vectors")
    finally:
        sys.path.pop(0)


def test_the_vectors_are_current(tool: ModuleType) -> None:
    """They hold what the program makes today; `python tools/statement_vectors.py` renews them."""
    there = {path.name: path.read_bytes() for path in FOLDER.glob("*.*")}
    del there["README.md"]
    assert there == tool.render()


def test_there_is_a_vector_for_every_rule() -> None:
    """Each rule of the page decides one of them, and each verdict is given."""
    page = (ROOT / "docs" / "statement.md").read_text("utf-8")
    rules = re.findall(r"^\| (\d+) \|", page.partition("## Rules of acceptance")[2], re.MULTILINE)
    assert {int(rule) for rule in rules} == {one["rule"] for one in VECTORS.values()}
    assert {one["verdict"] for one in VECTORS.values()} == {"SIGNED", "DIFFERS", "UNVERIFIABLE"}


@pytest.mark.parametrize("name", VECTORS)
def test_the_program_comes_to_the_verdict(name: str) -> None:
    """Verdict, states of the signatures and codes are those that the index expects."""
    vector = VECTORS[name]
    envelope = vector["envelope"]
    data = (FOLDER / vector["report"]).read_bytes()
    seal = judge_seal(
        None if envelope is None else envelope.encode(),
        [read_public_key((FOLDER / key).read_bytes()) for key in vector["keys"]],
        digest(data),
        read_json(data),
    )
    assert seal.verdict == vector["verdict"]
    assert [finding.code for finding in seal.findings] == vector["findings"]
    states = [state for _, state in seal.checked.signatures] if seal.checked else []
    assert states == vector["signatures"]


EXIT = {"SIGNED": 0, "DIFFERS": 1, "UNVERIFIABLE": 3}


@pytest.mark.parametrize("name", VECTORS)
def test_the_command_comes_to_the_verdict(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """jcm-mrv verify, with the inputs of the vector, ends with the code of the verdict."""
    vector = VECTORS[name]
    report = tmp_path / "report.json"
    shutil.copyfile(FOLDER / vector["report"], report)
    if vector["envelope"] is not None:
        (tmp_path / "report.dsse.json").write_bytes(vector["envelope"].encode())
    keys = [word for key in vector["keys"] for word in ("--keys", str(FOLDER / key))]
    ended = main(["verify", str(report), "--inputs", str(FOLDER / "project"), *keys])
    said = capsys.readouterr()
    assert ended == EXIT[vector["verdict"]], said
    assert all(f" {code} " in said.err for code in vector["findings"])


def test_the_steps_by_hand_on_the_page_succeed(tmp_path: Path) -> None:
    """What the page tells to type proves the key id and the signature."""
    page = (ROOT / "docs" / "statement.md").read_text("utf-8")
    block = re.search(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert block is not None
    shutil.copytree(FOLDER, tmp_path / "docs" / "vectors" / "statement")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", block[1]],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert INDEX["keys"]["mill"]["keyid"] in done.stdout
    assert all(
        value in done.stdout for name, value in INDEX["sha256"].items() if name != "changed.json"
    )
    assert done.stdout.endswith("Signature Verified Successfully\n")


class Fault(Exception):  # noqa: N818  (the fault is the vector's)
    """A rule is broken; holds its number and the verdict."""


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, unless a key stands twice."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def read_canonical(data: bytes, keys: set[str]) -> dict[str, Any]:
    """Read an object that has these keys, in canonical form."""
    document = json.loads(data.decode("utf-8"), object_pairs_hook=unique)
    assert isinstance(document, dict)
    assert set(document) == keys
    assert rfc8785.dumps(document) == data
    return document


def decode(text: object) -> bytes:
    """Return the bytes of standard base64."""
    assert isinstance(text, str)
    data = base64.b64decode(text, validate=True)
    assert data
    assert base64.b64encode(data).decode() == text
    return data


def openssl_fits(folder: Path, public: Path, signature: bytes, text: bytes) -> bool:
    """Ask openssl whether a key made a signature of a text."""
    (folder / "signature").write_bytes(signature)
    (folder / "text").write_bytes(text)
    done = subprocess.run(
        [
            *("openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", public),
            *("-sigfile", folder / "signature", "-in", folder / "text"),
        ],
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1)
    return done.returncode == 0


def read_envelope(data: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """Carry out rule 2."""
    try:
        envelope = read_canonical(data, {"payload", "payloadType", "signatures"})
        assert envelope["payloadType"] == "application/vnd.in-toto+json"
        payload = decode(envelope["payload"])
        entries = envelope["signatures"]
        assert 1 <= len(entries) <= 16
        assert all(set(entry) == {"keyid", "sig"} for entry in entries)
        assert all(re.fullmatch("[0-9a-f]{64}", entry["keyid"]) for entry in entries)
        signatures = [(entry["keyid"], decode(entry["sig"])) for entry in entries]
        assert all(len(sig) == 64 for _, sig in signatures)
        assert len({keyid for keyid, _ in signatures}) == len(signatures)
    except (AssertionError, ValueError, KeyError, TypeError):
        raise Fault(2, "DIFFERS") from None
    return payload, signatures


def keyid_of(public: Path) -> str:
    """Return the SHA-256 of what the lines of a PEM file hold."""
    der = base64.b64decode("".join(public.read_text("ascii").splitlines()[1:-1]))
    assert der.startswith(HEAD)
    return hashlib.sha256(der).hexdigest()


def claims_of(report: dict[str, Any]) -> dict[str, Any]:
    """Return the predicate by the table of the page; nothing of this report is kept back."""
    project, methodology, totals = report["project"], report["methodology"], report["totals"]
    severities = [finding["severity"] for finding in report["findings"]]
    whole, _, decimals = totals["emission_reductions"]["value"].partition(".")
    assert not whole.startswith("-")
    assert decimals.isdigit()
    return {
        "schema": report["schema"],
        "project": {key: project[key] for key in ("reference_number", "title", "country")},
        "monitoring_period": {key: project["monitoring_period"][key] for key in ("start", "end")},
        "methodology": {
            key: methodology[key] for key in ("id", "version", "number", "rules_sha256", "fidelity")
        },
        "vintages": [
            {key: line[key] for key in ("year", "start", "end", "credits")}
            for line in report["vintages"]
        ],
        "totals": {
            "emission_reductions": {"unit": "tCO2", "value": whole},
            "credits": totals["credits"],
        },
        "findings": {key: severities.count(key) for key in ("error", "warning", "note")},
        "software": report["software"],
        "declaration": declaration(),
    }


def declaration() -> str:
    """Return the sentence of the page."""
    page = (ROOT / "docs" / "statement.md").read_text("utf-8")
    found = re.search(r"^> (The signer states .*)$", page, re.MULTILINE)
    assert found is not None
    return found[1]


def check_statement(payload: bytes, report: bytes) -> None:
    """Carry out the rules 5 to 8."""
    try:
        statement = read_canonical(payload, {"_type", "subject", "predicateType", "predicate"})
        assert statement["_type"] == "https://in-toto.io/Statement/v1"
        assert 1 <= len(statement["subject"]) <= 8
        for subject in statement["subject"]:
            assert set(subject) == {"name", "digest"}
            ((algorithm, value),) = subject["digest"].items()
            assert algorithm in ("sha256", "jcmMrvMerkleSha256")
            assert re.fullmatch("[0-9a-f]{64}", value)
    except (AssertionError, ValueError, KeyError, TypeError):
        raise Fault(5, "DIFFERS") from None
    if statement["predicateType"] != "urn:jcm-mrv:report:1":
        raise Fault(6, "DIFFERS")
    if statement["subject"][0]["digest"]["sha256"] != hashlib.sha256(report).hexdigest():
        raise Fault(7, "DIFFERS")
    claimed = rfc8785.dumps(statement["predicate"])
    if claimed != rfc8785.dumps(claims_of(json.loads(report))):
        raise Fault(8, "DIFFERS")


def accept(folder: Path, envelope: str | None, keys: list[Path], report: bytes) -> None:
    """Carry out the rules of acceptance in their order."""
    if envelope is None:
        raise Fault(1, "UNVERIFIABLE")
    payload, signatures = read_envelope(envelope.encode())
    kind = b"application/vnd.in-toto+json"
    encoded = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
    given = {keyid_of(key): key for key in keys}
    good = set()
    for keyid, signature in signatures:
        made_by = {
            one for one, key in given.items() if openssl_fits(folder, key, signature, encoded)
        }
        if keyid in made_by:
            good.add(keyid)
        elif keyid in given or made_by:
            raise Fault(3, "DIFFERS")
    if given.keys() - good:
        raise Fault(4, "DIFFERS")
    check_statement(payload, report)
    if not given:
        raise Fault(9, "UNVERIFIABLE")


@pytest.mark.parametrize("name", VECTORS)
def test_a_reader_made_from_the_page_comes_to_the_verdict(name: str, tmp_path: Path) -> None:
    """Openssl for the signatures, the rules of the page for the rest: the same rule decides."""
    vector = VECTORS[name]
    keys = [FOLDER / key for key in vector["keys"]]
    report = (FOLDER / vector["report"]).read_bytes()
    rule, verdict = 9, "SIGNED"
    try:
        accept(tmp_path, vector["envelope"], keys, report)
    except Fault as fault:
        rule, verdict = fault.args
    assert (verdict, rule) == (vector["verdict"], vector["rule"])


def test_the_digests_of_the_index_are_those_of_the_files() -> None:
    """SHA-256 of report, statement and encoding, and the keyids, by another way."""
    for name, value in INDEX["sha256"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == value
    for name, key in INDEX["keys"].items():
        assert keyid_of(FOLDER / f"{name}.pub.pem") == key["keyid"]
        assert hashlib.sha256(HEAD + bytes.fromhex(key["public"])).hexdigest() == key["keyid"]


def test_openssl_accepts_the_signatures(tmp_path: Path) -> None:
    """Our public key, our pre-authentication encoding, our signature, and not one bit less."""
    encoded = (FOLDER / "statement.pae").read_bytes()
    for name, signature in INDEX["signatures"].items():
        public, made = FOLDER / f"{name}.pub.pem", bytes.fromhex(signature)
        assert openssl_fits(tmp_path, public, made, encoded)
        assert not openssl_fits(tmp_path, public, made, encoded[:-1])


def outside_key(name: str) -> Key:
    """Return a public key as securesystemslib holds it, under our keyid."""
    public = {"public": INDEX["keys"][name]["public"]}
    kind = {"keytype": "ed25519", "scheme": "ed25519", "keyval": public}
    return Key.from_dict(INDEX["keys"][name]["keyid"], kind)


def test_securesystemslib_accepts_the_envelopes() -> None:
    """The library of in-toto and TUF computes the same encoding and accepts both signatures."""
    keys = [outside_key("mill"), outside_key("owner")]
    envelope = DsseEnvelope.from_dict(json.loads((FOLDER / "two.dsse.json").read_bytes()))
    assert envelope.pae() == (FOLDER / "statement.pae").read_bytes()
    assert set(envelope.verify(keys, 2)) == {key.keyid for key in keys}
    assert envelope.payload == PAYLOAD


@pytest.mark.parametrize(
    "name", ["bit", "same-keyid", "changed-keyid", "payload", "payload-alone", "other-type-signed"]
)
def test_securesystemslib_refuses_what_is_bad(name: str) -> None:
    """Where a signature is bad here, it is so there."""
    envelope = DsseEnvelope.from_dict(json.loads(VECTORS[name]["envelope"]))
    with pytest.raises(VerificationError):
        envelope.verify([outside_key("mill")], 1)


def test_in_toto_accepts_the_envelope() -> None:
    """So does in-toto itself, which takes a key as a dict."""
    envelope = InTotoEnvelope.from_dict(json.loads((FOLDER / "one.dsse.json").read_bytes()))
    mill, owner = (
        {"keyid": outside_key(name).keyid, **outside_key(name).to_dict()}
        for name in ("mill", "owner")
    )
    envelope.verify_signature(mill)
    with pytest.raises(SignatureVerificationError):
        envelope.verify_signature(owner)


def test_in_toto_accepts_the_statement() -> None:
    """in-toto's own model of a statement takes ours, with nothing left over."""
    message = json_format.Parse(PAYLOAD, statement_pb2.Statement())
    statement = InTotoStatement.copy_from_pb(message)
    statement.validate()
    assert statement.pb.predicate_type == "urn:jcm-mrv:report:1"
    assert dict(statement.pb.subject[0].digest) == {"sha256": INDEX["sha256"]["report.json"]}


def test_a_key_of_small_order_is_refused() -> None:
    """The forged signature fits any text by that key, which is why no key of its kind is read."""
    assert list(INDEX["refused_keys"]) == ["small-order.pub.pem"]
    with pytest.raises(KeyFault, match="small order"):
        read_public_key((FOLDER / "small-order.pub.pem").read_bytes())
