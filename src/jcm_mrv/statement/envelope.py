"""The DSSE envelope (v1.0.2): a payload, and signatures over its pre-authentication encoding.

Stricter than the protocol in four ways: the ``keyid`` of a signature must be the fingerprint of
the key that made it, keys are Ed25519, the payload is an in-toto statement, and an envelope has
one form of bytes, the canonical one. The rules stand in ``docs/statement.md``.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from jcm_mrv.canonical import JsonFault, canonical
from jcm_mrv.errors import JcmMrvError
from jcm_mrv.statement.statement import MAX_STATEMENT
from jcm_mrv.statement.strict import check_keys, read_object

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.statement.keys import PrivateKey, PublicKey

__all__ = [
    "MAX_ENVELOPE",
    "PAYLOAD_TYPE",
    "Checked",
    "Envelope",
    "EnvelopeFault",
    "Signature",
    "SignatureState",
    "add_signature",
    "check_envelope",
    "make_envelope",
    "pre_authentication_encoding",
    "read_envelope",
]

PAYLOAD_TYPE = "application/vnd.in-toto+json"
MAX_SIGNATURES = 16
SIGNATURE_BYTES = 64
MAX_ENVELOPE = MAX_STATEMENT * 4 // 3 + 10_000
MAX_DEPTH = 4

SignatureState = Literal["good", "bad", "unknown"]

_KEYS = ("payload", "payloadType", "signatures")
_KEYID = re.compile(r"[0-9a-f]{64}")


class EnvelopeFault(JcmMrvError):  # noqa: N818  (the fault is the document's)
    """An envelope cannot be read, or not be signed; the message is a sentence part."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Hold one signature.

    Args:
        keyid: fingerprint that it claims.
        signature: 64 bytes.
    """

    keyid: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """Hold a payload and what was signed of it.

    Args:
        payload: the bytes of a statement.
        signatures: at least one, no keyid twice, in the order of the file.
    """

    payload: bytes
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold what the signatures of an envelope prove.

    Args:
        payload: the bytes of the statement; None where the envelope cannot be read.
        signatures: keyid and state of each signature, in the order of the file.
        missing: keyids of the given keys that no good signature was found of, in their order.
        fault: what keeps the envelope from being read, as a sentence part.
        keys: number of different keys that were given.
    """

    payload: bytes | None
    signatures: tuple[tuple[str, SignatureState], ...]
    missing: tuple[str, ...]
    fault: str | None
    keys: int

    @property
    def bad(self) -> tuple[str, ...]:
        """Return the keyids of the signatures that are bad."""
        return tuple(keyid for keyid, state in self.signatures if state == "bad")

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the keyids of the signatures by keys that were not given."""
        return tuple(keyid for keyid, state in self.signatures if state == "unknown")

    @property
    def signed_by_all(self) -> bool:
        """Tell whether every given key signed, at least one was given, and nothing is bad."""
        return self.fault is None and self.keys > 0 and not self.missing and not self.bad


def pre_authentication_encoding(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes that are signed (DSSE v1.0.2, protocol)."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def make_envelope(payload: bytes, keys: Sequence[PrivateKey]) -> bytes:
    """Return the canonical bytes of an envelope with a signature of each key.

    Raises:
        EnvelopeFault: there is no key, or one twice, or the payload is too long.
    """
    if not keys:
        raise EnvelopeFault("an envelope has at least one signature")
    return _render(Envelope(payload, tuple(_sign(payload, key) for key in keys)))


def add_signature(envelope: bytes, key: PrivateKey, payload: bytes) -> bytes:
    """Return an envelope with one more signature, behind those that are there.

    Args:
        envelope: the bytes of the envelope that is there.
        key: that signs.
        payload: the statement that it is to hold, to the byte: nobody signs what they did
            not make themselves.

    Raises:
        EnvelopeFault: the envelope cannot be read, holds another payload, or a signature of
            this key.
    """
    read = read_envelope(envelope)
    if read.payload != payload:
        raise EnvelopeFault("it holds another statement than that of this report")
    states = check_envelope(envelope, [key.public]).signatures
    if any(state == "good" for _, state in states):
        raise EnvelopeFault(f"the key {key.keyid} has signed it already")
    if any(state == "bad" for _, state in states):
        raise EnvelopeFault(f"it holds a signature in the name of the key {key.keyid} that is bad")
    return _render(Envelope(payload, (*read.signatures, _sign(payload, key))))


def check_envelope(data: bytes, keys: Sequence[PublicKey]) -> Checked:
    """Check the signatures of an envelope by the keys that a verifier trusts.

    A signature is good if its keyid is the fingerprint of a given key and that key made it;
    bad if either holds without the other; unknown if no given key has to do with it.
    """
    given = {key.keyid: key for key in keys}
    try:
        envelope = read_envelope(data)
    except EnvelopeFault as fault:
        return Checked(None, (), tuple(given), str(fault), len(given))
    encoded = pre_authentication_encoding(PAYLOAD_TYPE, envelope.payload)
    states = tuple((one.keyid, _state(one, encoded, given)) for one in envelope.signatures)
    missing = tuple(keyid for keyid in given if (keyid, "good") not in states)
    return Checked(envelope.payload, states, missing, None, len(given))


def read_envelope(data: bytes) -> Envelope:
    """Return what the bytes of an envelope hold; nothing is proved by it.

    Raises:
        EnvelopeFault: the bytes are not canonical, pass a limit, or hold another key.
    """
    try:
        document = read_object(data, _KEYS, max_bytes=MAX_ENVELOPE, max_depth=MAX_DEPTH)
        return _read_document(document)
    except JsonFault as fault:
        raise EnvelopeFault(str(fault)) from None


def _read_document(document: Mapping[str, Any]) -> Envelope:
    if document["payloadType"] != PAYLOAD_TYPE:
        raise EnvelopeFault(f"its payloadType is not {PAYLOAD_TYPE}")
    payload = _decode(document["payload"], "its payload")
    if len(payload) > MAX_STATEMENT:
        raise EnvelopeFault(f"its payload has more than {MAX_STATEMENT:,} bytes")
    entries = document["signatures"]
    if not isinstance(entries, list) or not 0 < len(entries) <= MAX_SIGNATURES:
        raise EnvelopeFault(f"its signatures are no list of 1 to {MAX_SIGNATURES} entries")
    signatures = tuple(
        _read_signature(one, f"signatures[{place}]") for place, one in enumerate(entries)
    )
    if len({one.keyid for one in signatures}) < len(signatures):
        raise EnvelopeFault("it holds two signatures of one keyid")
    return Envelope(payload, signatures)


def _state(signature: Signature, encoded: bytes, given: Mapping[str, PublicKey]) -> SignatureState:
    made_by = [keyid for keyid, key in given.items() if key.fits(signature.signature, encoded)]
    if signature.keyid in made_by:
        return "good"
    return "bad" if signature.keyid in given or made_by else "unknown"


def _sign(payload: bytes, key: PrivateKey) -> Signature:
    return Signature(key.keyid, key.sign(pre_authentication_encoding(PAYLOAD_TYPE, payload)))


def _render(envelope: Envelope) -> bytes:
    data = canonical(
        {
            "payload": base64.b64encode(envelope.payload).decode(),
            "payloadType": PAYLOAD_TYPE,
            "signatures": [
                {"keyid": one.keyid, "sig": base64.b64encode(one.signature).decode()}
                for one in envelope.signatures
            ],
        }
    )
    read_envelope(data)
    return data


def _read_signature(entry: Any, place: str) -> Signature:
    check_keys(entry, ("keyid", "sig"), place)
    keyid = entry["keyid"]
    if not isinstance(keyid, str) or not _KEYID.fullmatch(keyid):
        raise EnvelopeFault(f"{place}.keyid is not 64 digits of 0-9 and a-f")
    signature = _decode(entry["sig"], f"{place}.sig")
    if len(signature) != SIGNATURE_BYTES:
        raise EnvelopeFault(f"{place}.sig has not {SIGNATURE_BYTES} bytes")
    return Signature(keyid, signature)


def _decode(text: Any, place: str) -> bytes:
    if isinstance(text, str):
        try:
            data = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            data = b""
        # Bits behind the last byte would let one signature be written in several ways.
        if data and base64.b64encode(data).decode() == text:
            return data
    raise EnvelopeFault(f"{place} is no base64 in the standard alphabet with padding")
