"""Encrypted keys: openssl opens ours, and none keeps the program busy for minutes."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.unit.statement.signers import pem

from jcm_mrv.statement.keys import KeyFault, make_key, read_private_key

if TYPE_CHECKING:
    from pathlib import Path


def openssl(*words: str, data: bytes = b"") -> bytes:
    """Run openssl, which the tests need, and return what it prints."""
    return subprocess.run(["openssl", *words], input=data, capture_output=True, check=True).stdout


def element(tag: int, *parts: bytes) -> bytes:
    """Return an element of DER with a body of less than 65,536 bytes."""
    body = b"".join(parts)
    size = len(body)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + body


def number(value: int) -> bytes:
    """Return a number in DER."""
    return element(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def encrypted(derivation: str, *costs: int) -> bytes:
    """Return an encrypted key whose passphrase goes through a derivation at some costs."""
    names = {"scrypt": "2b06010401da47040b", "pbkdf2": "2a864886f70d01050c"}
    steps = element(0x30, element(4, bytes(16)), *(number(one) for one in costs))
    chosen = element(0x30, element(6, bytes.fromhex(names[derivation])), steps)
    cipher = element(0x30, element(6, bytes.fromhex("60864801650304012a")), element(4, bytes(16)))
    scheme = element(6, bytes.fromhex("2a864886f70d01050d")) + element(0x30, chosen, cipher)
    return pem("ENCRYPTED PRIVATE KEY", element(0x30, element(0x30, scheme), element(4, bytes(64))))


def test_openssl_opens_an_encrypted_key(tmp_path: Path) -> None:
    """Another program reads what keygen writes, by its passphrase alone."""
    pair = make_key(b"correct horse")
    (tmp_path / "mill.pem").write_bytes(pair.private_pem)
    public = openssl(
        "pkey", "-in", f"{tmp_path}/mill.pem", "-passin", "pass:correct horse", "-pubout"
    )
    assert public == pair.public_pem


def test_openssl_shows_a_slow_derivation() -> None:
    """The passphrase goes through scrypt with N 16,384, r 8, p 5, then AES-256-CBC."""
    shown = openssl("asn1parse", data=make_key(b"correct horse").private_pem).decode()
    assert ":PBES2" in shown
    assert ":scrypt" in shown
    assert ":aes-256-cbc" in shown
    # 0x4000 is 16,384.
    assert [line.rpartition(":")[2] for line in shown.splitlines() if "INTEGER" in line] == [
        "4000",
        "08",
        "05",
    ]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("-scrypt",),
        ("-v2", "aes-128-cbc"),
        ("-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512", "-iter", "100000"),
    ],
)
def test_keys_that_openssl_encrypts_are_read(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A key from another program is as good as one of keygen."""
    plain = openssl("genpkey", "-algorithm", "ed25519")
    written = openssl("pkcs8", "-topk8", *words, "-passout", "pass:secret", data=plain)
    public = openssl("pkey", "-pubout", data=plain)
    key = read_private_key(written, b"secret")
    (tmp_path / "text").write_bytes(b"text")
    (tmp_path / "signature").write_bytes(key.sign(b"text"))
    (tmp_path / "public").write_bytes(public)
    told = openssl(
        "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", f"{tmp_path}/public",
        "-sigfile", f"{tmp_path}/signature", "-in", f"{tmp_path}/text",
    )  # fmt: skip
    assert b"Verified Successfully" in told


@pytest.mark.parametrize(
    ("derivation", "costs"),
    [
        ("scrypt", (1 << 24, 8, 1)),  # 16 GB of memory
        ("scrypt", (1 << 14, 1 << 20, 1)),
        ("scrypt", (1 << 14, 8, 1 << 20)),  # days of work
        ("pbkdf2", (10_000_001,)),
        ("pbkdf2", (1 << 600,)),
    ],
)
def test_a_key_that_would_cost_too_much_is_refused(derivation: str, costs: tuple[int, ...]) -> None:
    """The parameters of a file from elsewhere are looked at before they are obeyed."""
    with pytest.raises(KeyFault, match=r"^to open it would take more time or memory than this"):
        read_private_key(encrypted(derivation, *costs), b"secret")


@pytest.mark.parametrize(
    ("derivation", "costs"), [("scrypt", (1 << 10, 8, 1)), ("pbkdf2", (2_048,))]
)
def test_a_key_at_usual_costs_is_tried(derivation: str, costs: tuple[int, ...]) -> None:
    """The same file at usual costs is opened, and only then found to hold nothing."""
    with pytest.raises(KeyFault, match=r"^the passphrase does not fit, or the file is damaged$"):
        read_private_key(encrypted(derivation, *costs), b"secret")


@pytest.mark.parametrize("body", [b"", b"\x30", b"\x30\x84\xff\xff\xff\xff", b"\x30\x80" * 50])
def test_damaged_der_is_a_sentence(body: bytes) -> None:
    """No bytes inside of the PEM frame end in anything but a refusal."""
    with pytest.raises(KeyFault):
        read_private_key(pem("ENCRYPTED PRIVATE KEY", body), b"secret")
