"""Ed25519 keys: made, read and used; nothing else signs a report.

A key is told by its fingerprint alone, the SHA-256 of its SubjectPublicKeyInfo in DER: the same
whoever computes it, so that a signature's ``keyid`` can be checked and not only looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from jcm_mrv.errors import JcmMrvError
from jcm_mrv.statement.pkcs8 import CostFault, check_cost, encrypt_pkcs8

__all__ = [
    "KeyFault",
    "KeyPair",
    "PrivateKey",
    "PublicKey",
    "is_encrypted",
    "make_key",
    "read_private_key",
    "read_public_key",
]

MAX_PEM = 16 << 10
MAX_PASSPHRASE = 1_000
"""Longer ones are not read by every program that reads PKCS#8 [bytes]."""

_HEAD = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of a key in its SubjectPublicKeyInfo (RFC 8410 4)."""

_PRIME = 2**255 - 19
_EIGHTH = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_WEAK = frozenset({0, 1, _PRIME - 1, _EIGHTH, _PRIME - _EIGHTH})
"""y of the eight points of small order: one signature by such a key fits many texts."""

_LABEL = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----")
_OTHERS = {
    b"CERTIFICATE": "a certificate",
    b"CERTIFICATE REQUEST": "a request for a certificate",
    b"RSA PRIVATE KEY": "an RSA private key",
    b"RSA PUBLIC KEY": "an RSA public key",
    b"EC PRIVATE KEY": "an elliptic curve (EC) private key",
    b"DSA PRIVATE KEY": "a DSA private key",
    b"OPENSSH PRIVATE KEY": "a private key in the form of OpenSSH",
    b"PGP PRIVATE KEY BLOCK": "a PGP private key",
    b"PGP PUBLIC KEY BLOCK": "a PGP public key",
}
_KINDS = {
    "RSA": "an RSA key",
    "EC": "an elliptic curve (EC) key",
    "DSA": "a DSA key",
    "DH": "a Diffie-Hellman key",
    "X25519": "an X25519 key, which cannot sign",
    "X448": "an X448 key, which cannot sign",
    "Ed448": "an Ed448 key",
}
_WANTED = "only Ed25519 keys are used here: jcm-mrv keygen makes one"


class KeyFault(JcmMrvError):  # noqa: N818  (the fault is the file's)
    """A key cannot be used; the message is a sentence part, such as ``it is an RSA key; …``."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Hold a public key.

    Args:
        raw: the 32 bytes of RFC 8032.
    """

    raw: bytes

    @property
    def keyid(self) -> str:
        """Return the fingerprint: SHA-256 of the SubjectPublicKeyInfo, in hexadecimal."""
        return sha256(_HEAD + self.raw).hexdigest()

    def fits(self, signature: bytes, message: bytes) -> bool:
        """Tell whether this key made a signature of a message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """Hold a private key; what is shown of it is the public half.

    Args:
        public: its public key.
    """

    public: PublicKey
    _key: Ed25519PrivateKey = field(repr=False)

    @property
    def keyid(self) -> str:
        """Return the fingerprint of the public half."""
        return self.public.keyid

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message; the same each time (RFC 8032)."""
        return self._key.sign(message)


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Hold a new key as files are to hold it.

    Args:
        private_pem: PKCS#8; encrypted where a passphrase was given.
        public_pem: SubjectPublicKeyInfo.
        keyid: its fingerprint.
    """

    private_pem: bytes = field(repr=False)
    public_pem: bytes
    keyid: str


def make_key(passphrase: bytes | None) -> KeyPair:
    """Make a new key.

    Args:
        passphrase: encrypts the private half, by scrypt and AES-256-CBC (PBES2); None leaves
            it plain.

    Raises:
        KeyFault: the passphrase is empty or too long.
    """
    _check_passphrase(passphrase)
    key = Ed25519PrivateKey.generate()
    encoding = Encoding.PEM if passphrase is None else Encoding.DER
    private = key.private_bytes(encoding, PrivateFormat.PKCS8, NoEncryption())
    if passphrase is not None:
        private = encrypt_pkcs8(private, passphrase)
    public = key.public_key()
    return KeyPair(
        private,
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        PublicKey(public.public_bytes_raw()).keyid,
    )


def is_encrypted(pem: bytes) -> bool:
    """Tell whether a private key asks for a passphrase."""
    return _label(pem) == b"ENCRYPTED PRIVATE KEY"


def read_private_key(pem: bytes, passphrase: bytes | None = None) -> PrivateKey:
    """Return the private key of a PEM file (PKCS#8).

    Args:
        pem: the file's bytes.
        passphrase: of an encrypted key; not looked at where the key is plain.

    Raises:
        KeyFault: it is no Ed25519 private key, or the passphrase does not fit.
    """
    label = _label(pem)
    if label == b"PUBLIC KEY":
        raise KeyFault("it is a public key; to sign takes the private one, NAME.pem")
    if label not in (b"PRIVATE KEY", b"ENCRYPTED PRIVATE KEY"):
        raise _other(label)
    encrypted = label == b"ENCRYPTED PRIVATE KEY"
    damaged = "it is damaged, or no PKCS#8 private key"
    if encrypted:
        if passphrase is None:
            raise KeyFault("it is encrypted, and no passphrase was given")
        _check_passphrase(passphrase)
        try:
            check_cost(pem)
        except CostFault as fault:
            raise KeyFault(str(fault)) from None
        damaged = "the passphrase does not fit, or the file is damaged"
    try:
        key = load_pem_private_key(pem, passphrase if encrypted else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyFault(damaged) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _another_kind(key)
    return PrivateKey(PublicKey(key.public_key().public_bytes_raw()), key)


def read_public_key(pem: bytes) -> PublicKey:
    """Return the public key of a PEM file (SubjectPublicKeyInfo).

    Raises:
        KeyFault: it is no Ed25519 public key, or one that proves nothing.
    """
    label = _label(pem)
    if label in (b"PRIVATE KEY", b"ENCRYPTED PRIVATE KEY"):
        raise KeyFault("it is a private key, which nobody else may see; give NAME.pub.pem")
    if label != b"PUBLIC KEY":
        raise _other(label)
    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyFault("it is damaged, or no public key") from None
    if not isinstance(key, Ed25519PublicKey):
        raise _another_kind(key)
    raw = key.public_bytes_raw()
    y = int.from_bytes(raw, "little") & (1 << 255) - 1
    if y >= _PRIME or y in _WEAK:
        raise KeyFault("it is of small order: one signature by it would fit many reports")
    return PublicKey(raw)


def _label(pem: bytes) -> bytes:
    """Return what a PEM file says that it holds."""
    if len(pem) > MAX_PEM:
        raise KeyFault(f"it has {len(pem):,} bytes; a key has at most {MAX_PEM:,}")
    labels = _LABEL.findall(pem)
    if not labels:
        raise KeyFault("it is no key in PEM (a text that begins with -----BEGIN)")
    if len(labels) > 1:
        raise KeyFault(f"it holds {len(labels):,} keys or certificates; one file holds one key")
    label: bytes = labels[0]
    return label


def _other(label: bytes) -> KeyFault:
    what = _OTHERS.get(label, "neither a private key of PKCS#8 nor a public key")
    return KeyFault(f"it is {what}; {_WANTED}")


def _another_kind(key: Any) -> KeyFault:
    name = type(key).__name__.removesuffix("PrivateKey").removesuffix("PublicKey")
    return KeyFault(f"it is {_KINDS.get(name, 'a key of another kind')}; {_WANTED}")


def _check_passphrase(passphrase: bytes | None) -> None:
    if passphrase is None:
        return
    if not passphrase:
        raise KeyFault("the passphrase is empty")
    if len(passphrase) > MAX_PASSPHRASE:
        raise KeyFault(f"a passphrase has at most {MAX_PASSPHRASE:,} bytes")
