"""PKCS#8 with a passphrase that is slow to guess, and what opening such a file may cost.

The encryption that the library chooses by itself turns a passphrase into a key with 2,048
rounds of PBKDF2, half a millisecond a guess. Here it is scrypt (RFC 7914) within PBES2
(RFC 8018), as ``openssl pkcs8 -scrypt`` writes and every openssl since 1.1 reads.
"""

from __future__ import annotations

import base64
import os
import re
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CostFault", "check_cost", "encrypt_pkcs8"]

SCRYPT_N, SCRYPT_R, SCRYPT_P = 1 << 14, 8, 5
"""16 MB and about 0.2 s a guess; a larger N passes the 32 MB that openssl allows by default."""

MAX_SCRYPT_MEMORY = 1 << 28
"""128 * N * r of a file that somebody else wrote [bytes]."""
MAX_SCRYPT_WORK = 1 << 24
"""N * r * p of such a file, about five seconds."""
MAX_ROUNDS = 10_000_000

_PBES2 = bytes.fromhex("2a864886f70d01050d")  # 1.2.840.113549.1.5.13, RFC 8018 A.4
_SCRYPT = bytes.fromhex("2b06010401da47040b")  # 1.3.6.1.4.1.11591.4.11, RFC 7914 7
_AES_256_CBC = bytes.fromhex("60864801650304012a")  # 2.16.840.1.101.3.4.1.42

_INTEGER, _OCTETS, _OBJECT, _SEQUENCE = 0x02, 0x04, 0x06, 0x30
_BLOCK = 16
_BODY = re.compile(rb"-----BEGIN ENCRYPTED PRIVATE KEY-----(.*?)-----END ", re.DOTALL)


class CostFault(ValueError):  # noqa: N818  (the fault is the file's)
    """An encrypted key is not readable, or asks for too much; the message is a sentence part."""


def encrypt_pkcs8(der: bytes, passphrase: bytes) -> bytes:
    """Return a private key as PEM, encrypted with a passphrase.

    Args:
        der: PrivateKeyInfo, not encrypted.
        passphrase: at least one byte.
    """
    salt, start = os.urandom(16), os.urandom(_BLOCK)
    key = Scrypt(salt, 32, SCRYPT_N, SCRYPT_R, SCRYPT_P).derive(passphrase)
    fill = _BLOCK - len(der) % _BLOCK
    cipher = Cipher(algorithms.AES256(key), modes.CBC(start)).encryptor()
    encrypted = cipher.update(der + bytes([fill]) * fill) + cipher.finalize()
    costs = b"".join(_integer(number) for number in (SCRYPT_N, SCRYPT_R, SCRYPT_P))
    derivation = _element(
        _SEQUENCE,
        _element(_OBJECT, _SCRYPT) + _element(_SEQUENCE, _element(_OCTETS, salt) + costs),
    )
    scheme = _element(_SEQUENCE, _element(_OBJECT, _AES_256_CBC) + _element(_OCTETS, start))
    algorithm = _element(
        _SEQUENCE, _element(_OBJECT, _PBES2) + _element(_SEQUENCE, derivation + scheme)
    )
    text = base64.b64encode(_element(_SEQUENCE, algorithm + _element(_OCTETS, encrypted)))
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return b"\n".join(
        [
            b"-----BEGIN ENCRYPTED PRIVATE KEY-----",
            *lines,
            b"-----END ENCRYPTED PRIVATE KEY-----",
            b"",
        ]
    )


def check_cost(pem: bytes) -> None:
    """Refuse an encrypted key that would take minutes, or more memory than there is, to open.

    Raises:
        CostFault: it is not readable, or its parameters pass the limits above.
    """
    match = _BODY.search(pem)
    if match is None:
        return
    try:
        der = base64.b64decode(b"".join(match[1].split()), validate=True)
        found = list(_leaves(_first_child(der), 0))
    except (ValueError, IndexError):
        raise CostFault("it is damaged") from None
    numbers = [int.from_bytes(body, "big") for tag, body in found if tag == _INTEGER]
    if (_OBJECT, _SCRYPT) in found:
        cost, block, *rest = [*numbers, 1, 1]
        work = cost * block * rest[0]
        fits = 128 * cost * block <= MAX_SCRYPT_MEMORY and work <= MAX_SCRYPT_WORK
    else:
        fits = all(number <= MAX_ROUNDS for number in numbers)
    if not fits:
        raise CostFault(
            "to open it would take more time or memory than this program spends; write it again "
            "with openssl pkcs8 -topk8 -scrypt"
        )


def _element(tag: int, body: bytes) -> bytes:
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def _integer(number: int) -> bytes:
    # One bit more than the number has, so that it does not read as a negative one.
    return _element(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _read(data: bytes) -> tuple[int, bytes, bytes]:
    """Return the tag and body of the first element, and what follows it."""
    tag, size, start = data[0], data[1], 2
    if size & 0x80:
        start += size & 0x7F
        size = int.from_bytes(data[2:start], "big")
    if start + size > len(data):
        raise ValueError("the element is cut short")
    return tag, data[start : start + size], data[start + size :]


def _first_child(der: bytes) -> bytes:
    """Return the AlgorithmIdentifier's body of an EncryptedPrivateKeyInfo."""
    _, body, _ = _read(der)
    return _read(body)[1]


def _leaves(data: bytes, depth: int) -> Iterator[tuple[int, bytes]]:
    if depth > 8:
        raise ValueError("too deep")
    while data:
        tag, body, data = _read(data)
        if tag == _SEQUENCE:
            yield from _leaves(body, depth + 1)
        else:
            yield tag, body
