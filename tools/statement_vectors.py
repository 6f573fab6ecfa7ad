"""Write the test vectors of docs/statement.md: docs/vectors/statement.

The keys are those of RFC 8032 7.1, and a signature by Ed25519 is the same each time, so that
whoever runs this gets the same bytes. What an envelope is to come to is written here by hand,
and compared with the program by the tests.
"""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jcm_mrv.canonical import canonical, digest, read_json
from jcm_mrv.run import calculate
from jcm_mrv.statement.envelope import PAYLOAD_TYPE, make_envelope, pre_authentication_encoding
from jcm_mrv.statement.keys import PrivateKey, read_private_key
from jcm_mrv.statement.statement import make_statement

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "vectors" / "statement"
PROJECT = FOLDER / "project"

SEEDS = {
    "mill": "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",  # TEST 1
    "owner": "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",  # TEST 2
    "stranger": "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",  # TEST 3
}
HEAD = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of a public key in its SubjectPublicKeyInfo (RFC 8410 4)."""


@dataclass(frozen=True, slots=True)
class Vector:
    """Hold one case.

    Args:
        name: of the case.
        what: is done in it, as a sentence.
        envelope: its bytes; None where there is none.
        verdict: that is expected.
        rule: of docs/statement.md that decides it.
        findings: codes that this program gives, in their order.
        keys: that are given.
        report: that the envelope lies beside.
    """

    name: str
    what: str
    envelope: bytes | None
    verdict: str
    rule: int
    findings: tuple[str, ...] = ()
    keys: tuple[str, ...] = ("mill",)
    report: str = "report.json"
    states: tuple[str, ...] = field(default=())


def key_of(name: str) -> PrivateKey:
    """Return the private key of a seed (RFC 8410 7)."""
    der = bytes.fromhex("302e020100300506032b657004220420" + SEEDS[name])
    return read_private_key(_pem("PRIVATE KEY", der))


def render() -> dict[str, bytes]:
    """Return every file of the vectors by its name, the project left out."""
    report = calculate(PROJECT).report_bytes
    document = read_json(report)
    changed = _with(document, "readings", 0, "sum", value="41")
    payload = make_statement(report, document)
    cases = [*_accepted(payload), *_refused(payload, document)]
    files = {
        "report.json": report,
        "changed.json": canonical(changed),
        "statement.json": payload,
        "statement.pae": pre_authentication_encoding(PAYLOAD_TYPE, payload),
        **{f"{name}.pub.pem": _pem("PUBLIC KEY", HEAD + key_of(name).public.raw) for name in SEEDS},
        # The neutral element, order 1; the signature of 32 bytes of it and 32 zeros fits any text.
        "small-order.pub.pem": _pem("PUBLIC KEY", HEAD + (1).to_bytes(32, "little")),
        "one.dsse.json": _sign(payload, "mill"),
        "two.dsse.json": _sign(payload, "mill", "owner"),
    }
    return {**files, "index.json": _index(cases, files)}


def _accepted(payload: bytes) -> list[Vector]:
    one, two = _sign(payload, "mill"), _sign(payload, "mill", "owner")
    both = ("mill", "owner")
    return [
        Vector("one", "One key signed, and it is given.", one, "SIGNED", 9, states=("good",)),
        Vector(
            "two",
            "Two keys signed, and both are given.",
            two,
            "SIGNED",
            9,
            keys=both,
            states=("good", "good"),
        ),
        Vector(
            "two-one-given",
            "Two keys signed, and one of them is given.",
            two,
            "SIGNED",
            9,
            ("V307",),
            states=("good", "unknown"),
        ),
        Vector(
            "one-two-given",
            "One key signed, and two are given.",
            one,
            "DIFFERS",
            4,
            ("V304",),
            both,
            states=("good",),
        ),
        Vector(
            "no-key-given",
            "One key signed, and none is given: an empty list is never a pass.",
            one,
            "UNVERIFIABLE",
            9,
            ("V307",),
            (),
            states=("unknown",),
        ),
        Vector("no-envelope", "There is no envelope.", None, "UNVERIFIABLE", 1, ("V301",)),
    ]


def _refused(payload: bytes, document: dict[str, Any]) -> list[Vector]:
    one, two = read_json(_sign(payload, "mill")), read_json(_sign(payload, "mill", "owner"))
    sig, other = (entry["sig"] for entry in two["signatures"])
    raw = base64.b64decode(sig)
    stranger = read_json(_sign(payload, "stranger"))["signatures"][0]
    plain = base64.b64encode(key_of("mill").sign(payload)).decode()
    json_pae = pre_authentication_encoding("application/json", payload)
    typed = base64.b64encode(key_of("mill").sign(json_pae)).decode()
    flipped = base64.b64encode(bytes([raw[0] ^ 1]) + raw[1:]).decode()
    forged = base64.b64encode((1).to_bytes(32, "little") + bytes(32)).decode()
    more = payload.replace(b'"credits":13', b'"credits":31')
    bad = {"verdict": "DIFFERS", "rule": 3, "findings": ("V303", "V304"), "states": ("bad",)}

    def signature(sig: str) -> bytes:
        return canonical(_with(one, "signatures", 0, value={**one["signatures"][0], "sig": sig}))

    def bad_case(name: str, what: str, envelope: bytes, **changes: Any) -> Vector:
        return Vector(name, what, envelope, **{**bad, **changes})

    def fault(name: str, what: str, envelope: bytes) -> Vector:
        return Vector(name, what, envelope, "DIFFERS", 2, ("V302",))

    def signed(
        name: str, what: str, statement: bytes, rule: int, code: str, **changes: Any
    ) -> Vector:
        envelope = _sign(statement, "mill")
        return Vector(name, what, envelope, "DIFFERS", rule, (code,), states=("good",), **changes)

    def statement(**changes: Any) -> bytes:
        return canonical({**read_json(payload), **changes})

    subject = read_json(payload)["subject"][0]
    text = canonical(one).decode()
    return [
        bad_case("bit", "One bit of the signature is another.", signature(flipped)),
        bad_case(
            "same-keyid",
            "Another key signed in the name of the one that is given.",
            signature(stranger["sig"]),
        ),
        bad_case(
            "changed-keyid",
            "The signature is good, and its keyid is that of another key.",
            canonical(_with(one, "signatures", 0, value={"keyid": stranger["keyid"], "sig": sig})),
        ),
        bad_case(
            "swapped",
            "Two good signatures have changed their keyids.",
            canonical(
                _with(
                    two,
                    "signatures",
                    value=[
                        {"keyid": entry["keyid"], "sig": text}
                        for entry, text in zip(two["signatures"], (other, sig), strict=True)
                    ],
                )
            ),
            findings=("V303", "V303", "V304", "V304"),
            keys=("mill", "owner"),
            states=("bad", "bad"),
        ),
        bad_case(
            "payload",
            "The statement claims 31 credits where 13 were signed.",
            canonical({**one, "payload": base64.b64encode(more).decode()}),
            findings=("V303", "V304", "V306"),
        ),
        bad_case(
            "payload-alone",
            "The payload was signed, and not its pre-authentication encoding.",
            signature(plain),
        ),
        bad_case(
            "other-type-signed",
            "The type that was signed is another than the one that is written.",
            signature(typed),
        ),
        bad_case(
            "forged",
            "The signature of small-order.pub.pem that fits any text, in the name of another key.",
            signature(forged),
        ),
        fault(
            "other-type",
            "The payloadType is application/json, and was signed as such.",
            canonical(
                {**read_json(signature(typed)), "payloadType": "application/json"},
            ),
        ),
        fault("truncated", "The last byte is missing.", canonical(one)[:-1]),
        fault("indented", "The same JSON with line ends.", json.dumps(one, indent=1).encode()),
        fault("line-end", "A line end follows the JSON.", canonical(one) + b"\n"),
        fault("extra-key", "The envelope has one key more.", canonical({**one, "comment": "x"})),
        fault(
            "extra-key-in-signature",
            "The signature has one key more.",
            canonical(_with(one, "signatures", 0, value={**one["signatures"][0], "cert": "x"})),
        ),
        fault(
            "no-signatures",
            "The list of signatures is empty.",
            canonical({**one, "signatures": []}),
        ),
        fault(
            "one-keyid-twice",
            "The same signature stands twice.",
            canonical({**one, "signatures": one["signatures"] * 2}),
        ),
        fault(
            "key-twice",
            "The key payloadType stands twice.",
            text.replace('"signatures"', f'"payloadType":"{PAYLOAD_TYPE}","signatures"').encode(),
        ),
        fault(
            "no-padding", "The signature's base64 lacks its padding.", signature(sig.rstrip("="))
        ),
        fault(
            "url-base64",
            "The signature is written in the alphabet for URLs.",
            signature(base64.urlsafe_b64encode(b"\xff" * 64).decode()),
        ),
        fault(
            "loose-base64",
            "Bits behind the last byte of the signature's base64 are not zero.",
            signature(_loosen(sig)),
        ),
        fault(
            "63-bytes",
            "The signature lacks a byte.",
            signature(base64.b64encode(raw[:-1]).decode()),
        ),
        fault(
            "capital-keyid",
            "The keyid is written in capitals.",
            canonical(
                _with(
                    one,
                    "signatures",
                    0,
                    value={"keyid": one["signatures"][0]["keyid"].upper(), "sig": sig},
                )
            ),
        ),
        signed(
            "payload-not-canonical",
            "The statement has a blank, and was signed with it.",
            payload.replace(b'":', b'": ', 1),
            5,
            "V302",
        ),
        signed(
            "other-statement-type",
            "The statement is of version v0.1.",
            statement(_type="https://in-toto.io/Statement/v0.1"),
            5,
            "V302",
        ),
        signed("no-subject", "The statement names no subject.", statement(subject=[]), 5, "V302"),
        signed(
            "other-digest",
            "The subject's digest is a SHA-512.",
            statement(subject=[{**subject, "digest": {"sha512": "0" * 128}}]),
            5,
            "V302",
        ),
        signed(
            "other-predicate-type",
            "The statement is a verifier's.",
            statement(predicateType="urn:jcm-mrv:verification:1"),
            6,
            "V302",
        ),
        signed(
            "other-report",
            "A sum of readings was changed in the report after it was signed.",
            payload,
            7,
            "V305",
            report="changed.json",
        ),
        signed(
            "other-credits",
            "The statement that was signed claims 31 credits, the report 13.",
            more,
            8,
            "V306",
        ),
        signed(
            "more-claims",
            "The statement that was signed claims something that is not in the specification.",
            statement(predicate={**read_json(payload)["predicate"], "approved": "yes"}),
            8,
            "V306",
        ),
        signed(
            "number-as-text",
            "The credits are claimed as text.",
            payload.replace(b'"credits":13', b'"credits":"13"'),
            8,
            "V306",
        ),
    ]


def _index(cases: list[Vector], files: dict[str, bytes]) -> bytes:
    index = {
        "specification": "docs/statement.md",
        "keys": {
            name: {
                "seed": seed,
                "public": key_of(name).public.raw.hex(),
                "keyid": key_of(name).keyid,
            }
            for name, seed in SEEDS.items()
        },
        "refused_keys": {"small-order.pub.pem": "a point of small order"},
        "sha256": {
            name: digest(files[name])
            for name in ("report.json", "changed.json", "statement.json", "statement.pae")
        },
        "signatures": {
            name: key_of(name).sign(files["statement.pae"]).hex() for name in ("mill", "owner")
        },
        "vectors": [
            {
                "name": one.name,
                "what": one.what,
                "report": one.report,
                "envelope": None if one.envelope is None else one.envelope.decode(),
                "keys": [f"{name}.pub.pem" for name in one.keys],
                "verdict": one.verdict,
                "rule": one.rule,
                "signatures": list(one.states),
                "findings": list(one.findings),
            }
            for one in cases
        ],
    }
    return (json.dumps(index, indent=2) + "\n").encode()


def _sign(payload: bytes, *names: str) -> bytes:
    return make_envelope(payload, [key_of(name) for name in names])


def _with(document: Any, *path: str | int, value: Any) -> Any:
    """Return a copy of a document with one place changed."""
    copy = json.loads(json.dumps(document))
    place = copy
    for part in path[:-1]:
        place = place[part]
    if place[path[-1]] == value:
        raise ValueError(f"{path} holds {value!r} already")
    place[path[-1]] = value
    return copy


def _loosen(text: str) -> str:
    """Return base64 that ends in == with the bits behind the last byte set."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    head, last = text[:-3], text[-3]
    return f"{head}{alphabet[alphabet.index(last) | 1]}=="


def _pem(label: str, der: bytes) -> bytes:
    body = base64.encodebytes(der).decode()
    return f"-----BEGIN {label}-----\n{body}-----END {label}-----\n".encode()


def main() -> int:
    """Write the files that differ, and remove what is no vector any more."""
    files = render()
    for path in FOLDER.glob("*.*"):
        if path.name not in files and path.name != "README.md":
            path.unlink()
    for name, data in files.items():
        path = FOLDER / name
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
            print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
