"""Keys: what is made can be read, and what is no Ed25519 key is named and refused."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa, x25519
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from tests.unit.statement.signers import PUBLIC, SEEDS, pem, private_pem, public_pem, signer

from jcm_mrv.statement.keys import (
    KeyFault,
    PublicKey,
    is_encrypted,
    make_key,
    read_private_key,
    read_public_key,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PRIME = 2**255 - 19
D = -121665 * pow(121666, -1, PRIME) % PRIME


@pytest.mark.parametrize("number", range(3))
def test_a_private_key_has_the_public_half_of_the_rfc(number: int) -> None:
    """The seeds of RFC 8032 give the public keys that stand beside them."""
    assert signer(number).public.raw.hex() == PUBLIC[number]


def test_a_signature_is_that_of_the_rfc() -> None:
    """TEST 2 of RFC 8032 7.1, the message 72: the same 64 bytes."""
    assert signer(1).sign(b"\x72").hex() == (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )


def test_the_keyid_is_the_digest_of_the_public_key_in_der() -> None:
    """SHA-256 over the 44 bytes of SubjectPublicKeyInfo, and nothing else."""
    der = bytes.fromhex("302a300506032b6570032100" + PUBLIC[0])
    assert len(der) == 44
    assert read_public_key(public_pem(PUBLIC[0])).keyid == sha256(der).hexdigest()
    assert signer(0).keyid == sha256(der).hexdigest()


@pytest.mark.parametrize("passphrase", [None, b"correct horse", "пароль ☃".encode()])
def test_a_new_key_reads_back(passphrase: bytes | None) -> None:
    """Private and public half of a new key belong together, with and without a passphrase."""
    pair = make_key(passphrase)
    private = read_private_key(pair.private_pem, passphrase)
    public = read_public_key(pair.public_pem)
    assert is_encrypted(pair.private_pem) is (passphrase is not None)
    assert private.keyid == public.keyid == pair.keyid
    assert public.fits(private.sign(b"text"), b"text")
    assert not public.fits(private.sign(b"text"), b"Text")


def test_two_new_keys_differ() -> None:
    """No key is made twice."""
    assert make_key(None).keyid != make_key(None).keyid


def test_a_key_does_not_show_its_private_half() -> None:
    """What a log or a traceback prints of a key is its public half."""
    pair = make_key(None)
    shown = repr(pair) + repr(read_private_key(pair.private_pem)) + repr(signer(0))
    assert "PRIVATE" not in shown
    assert SEEDS[0] not in shown


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        (None, "it is encrypted, and no passphrase was given"),
        (b"", "the passphrase is empty"),
        (b"wrong", "the passphrase does not fit, or the file is damaged"),
        (b"x" * 1_001, "a passphrase has at most 1,000 bytes"),
    ],
)
def test_a_passphrase_that_does_not_fit_is_refused(passphrase: bytes | None, expected: str) -> None:
    """An encrypted key opens with its own passphrase only."""
    pair = make_key(b"right")
    with pytest.raises(KeyFault) as fault:
        read_private_key(pair.private_pem, passphrase)
    assert str(fault.value) == expected


def test_a_key_is_not_made_with_an_empty_passphrase() -> None:
    """An empty passphrase protects nothing: to have none is said by None."""
    with pytest.raises(KeyFault, match=r"^the passphrase is empty$"):
        make_key(b"")


def test_a_passphrase_is_not_needed_where_the_key_is_plain() -> None:
    """A passphrase that is given for a plain key is not looked at."""
    assert read_private_key(private_pem(SEEDS[0]), b"any").public.raw.hex() == PUBLIC[0]


WANTED = "only Ed25519 keys are used here: jcm-mrv keygen makes one"
OTHERS: dict[str, Callable[[], rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey]] = {
    "an RSA key": lambda: rsa.generate_private_key(65537, 2048),
    "an elliptic curve (EC) key": lambda: ec.generate_private_key(ec.SECP256R1()),
    "an Ed448 key": ed448.Ed448PrivateKey.generate,  # type: ignore[dict-item]
    "an X25519 key, which cannot sign": x25519.X25519PrivateKey.generate,  # type: ignore[dict-item]
}


@pytest.mark.parametrize("kind", OTHERS)
def test_a_key_of_another_kind_is_named(kind: str) -> None:
    """What is no Ed25519 key is refused by its name, private and public."""
    key = OTHERS[kind]()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(KeyFault) as fault:
        read_private_key(private)
    assert str(fault.value) == f"it is {kind}; {WANTED}"
    with pytest.raises(KeyFault) as fault:
        read_public_key(public)
    assert str(fault.value) == f"it is {kind}; {WANTED}"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("CERTIFICATE", f"it is a certificate; {WANTED}"),
        ("EC PRIVATE KEY", f"it is an elliptic curve (EC) private key; {WANTED}"),
        ("OPENSSH PRIVATE KEY", f"it is a private key in the form of OpenSSH; {WANTED}"),
        ("THING", f"it is neither a private key of PKCS#8 nor a public key; {WANTED}"),
    ],
)
def test_another_kind_of_file_is_named(label: str, expected: str) -> None:
    """A PEM file that holds something else is told from a damaged key."""
    for read in (read_private_key, read_public_key):
        with pytest.raises(KeyFault) as fault:
            read(pem(label, b"\x30\x00"))
        assert str(fault.value) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "it is no key in PEM (a text that begins with -----BEGIN)"),
        (b"\xff\xfe\x00", "it is no key in PEM (a text that begins with -----BEGIN)"),
        (b"-" * 16_385, "it has 16,385 bytes; a key has at most 16,384"),
        (
            public_pem(PUBLIC[0]) + public_pem(PUBLIC[1]),
            "it holds 2 keys or certificates; one file holds one key",
        ),
    ],
)
def test_what_is_no_key_is_refused(data: bytes, expected: str) -> None:
    """Any bytes get a sentence, and a file with two keys is not half read."""
    for read in (read_private_key, read_public_key):
        with pytest.raises(KeyFault) as fault:
            read(data)
        assert str(fault.value) == expected


def test_the_two_halves_are_not_mixed_up() -> None:
    """Each half in the place of the other is told as such."""
    with pytest.raises(KeyFault, match=r"^it is a public key; to sign takes the private one"):
        read_private_key(public_pem(PUBLIC[0]))
    with pytest.raises(KeyFault, match=r"^it is a private key, which nobody else may see; give"):
        read_public_key(private_pem(SEEDS[0]))


def test_a_damaged_key_is_refused() -> None:
    """A key that lacks a byte is told as damaged."""
    with pytest.raises(KeyFault, match=r"^it is damaged, or no public key$"):
        read_public_key(public_pem(PUBLIC[0][:-2]))
    with pytest.raises(KeyFault, match=r"^it is damaged, or no PKCS#8 private key$"):
        read_private_key(private_pem(SEEDS[0][:-2]))


def double(point: tuple[int, int]) -> tuple[int, int]:
    """Add a point of edwards25519 to itself (RFC 8032 5.1)."""
    x, y = point
    both = D * x * x * y * y % PRIME
    return (
        2 * x * y * pow(1 + both, -1, PRIME) % PRIME,
        (y * y + x * x) * pow(1 - both, -1, PRIME) % PRIME,
    )


def point_of(y: int) -> tuple[int, int]:
    """Return a point with the given y."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    assert (x * x - square) % PRIME == 0
    return x, y


EIGHTH = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
SMALL = {"1": 1, "2": PRIME - 1, "4": 0, "8": EIGHTH, "8, the other": PRIME - EIGHTH}


@pytest.mark.parametrize("order", SMALL)
def test_a_key_of_small_order_is_refused(order: str) -> None:
    """Eight times such a point is the neutral element, so that its signatures bind nothing."""
    point = point_of(SMALL[order])
    for _ in range(3):
        point = double(point)
    assert point == (0, 1)
    for sign in (0, 1 << 255):
        with pytest.raises(KeyFault, match=r"^it is of small order: "):
            read_public_key(public_pem((SMALL[order] | sign).to_bytes(32, "little").hex()))


def test_a_key_of_small_order_would_fit_any_text() -> None:
    """Why they are refused: a signature of zeros by the neutral element passes the library."""
    neutral, forged = (1).to_bytes(32, "little"), (1).to_bytes(32, "little") + bytes(32)
    Ed25519PublicKey.from_public_bytes(neutral).verify(forged, b"a report")
    assert PublicKey(neutral).fits(forged, b"another report")


def test_a_second_spelling_of_a_key_is_refused() -> None:
    """A y of p or more is the same point as y - p, with another fingerprint."""
    with pytest.raises(KeyFault, match=r"^it is of small order: "):
        read_public_key(public_pem((PRIME + 1).to_bytes(32, "little").hex()))


@pytest.mark.parametrize("length", [0, 63, 65, 128])
def test_a_signature_of_another_length_does_not_fit(length: int) -> None:
    """A signature has 64 bytes, no less and no more."""
    signature = (signer(0).sign(b"text") * 2)[:length]
    assert not signer(0).public.fits(signature, b"text")
