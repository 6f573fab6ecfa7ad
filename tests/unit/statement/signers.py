"""Keys that everybody can make again: the seeds of RFC 8032 7.1, and a report to sign."""

from __future__ import annotations

import base64
from typing import Any

from jcm_mrv.statement.keys import PrivateKey, PublicKey, read_private_key

SEEDS = (
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",  # TEST 1
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",  # TEST 2
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",  # TEST 3
)
PUBLIC = (
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
)


def pem(label: str, der: bytes) -> bytes:
    """Return DER as a file of PEM."""
    body = base64.encodebytes(der).decode()
    return f"-----BEGIN {label}-----\n{body}-----END {label}-----\n".encode()


def private_pem(seed: str) -> bytes:
    """Return a seed as PKCS#8 (RFC 8410 7), not encrypted."""
    return pem("PRIVATE KEY", bytes.fromhex("302e020100300506032b657004220420" + seed))


def public_pem(raw: str) -> bytes:
    """Return the 32 bytes of a public key as SubjectPublicKeyInfo (RFC 8410 4)."""
    return pem("PUBLIC KEY", bytes.fromhex("302a300506032b6570032100" + raw))


def signer(number: int) -> PrivateKey:
    """Return the private key of one of the seeds."""
    return read_private_key(private_pem(SEEDS[number]))


def verifier(number: int) -> PublicKey:
    """Return the public key of one of the seeds, from the RFC and not from the program."""
    return PublicKey(bytes.fromhex(PUBLIC[number]))


def report(**changes: Any) -> dict[str, Any]:
    """Return as much of a report as a statement is made from."""
    document: dict[str, Any] = {
        "schema": "jcm-mrv/report/1",
        "project": {
            "reference_number": "XX001",
            "title": "A plant",
            "country": "LA",
            "monitoring_period": {"start": "2017-03-01", "end": "2018-02-28", "cuts": []},
        },
        "methodology": {
            "id": "plant",
            "version": "1.0.0",
            "number": "LA_AM001 ver1.0",
            "rules_sha256": "ab" * 32,
            "file_sha256": "cd" * 32,
            "fidelity": "reconstructed",
        },
        "vintages": [
            {"year": 2017, "start": "2017-03-01", "end": "2017-12-31", "credits": 171},
            {"year": 2018, "start": "2018-01-01", "end": "2018-02-28", "credits": 36},
        ],
        "totals": {"emission_reductions": {"unit": "tCO2", "value": "208.75"}, "credits": 207},
        "findings": [{"severity": "warning"}, {"severity": "note"}, {"severity": "warning"}],
        "software": {"name": "jcm-mrv", "version": "0.3.0"},
    }
    return {**document, **changes}
