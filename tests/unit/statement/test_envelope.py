"""The envelope: what is signed, and which of its signatures count."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.statement.signers import report, signer, verifier

from jcm_mrv.canonical import canonical, read_json
from jcm_mrv.statement.envelope import (
    PAYLOAD_TYPE,
    Checked,
    EnvelopeFault,
    add_signature,
    check_envelope,
    make_envelope,
    pre_authentication_encoding,
    read_envelope,
)
from jcm_mrv.statement.statement import make_statement

PAYLOAD = make_statement(b"a report", report())
ONE = make_envelope(PAYLOAD, [signer(0)])
TWO = make_envelope(PAYLOAD, [signer(0), signer(1)])
A, B, C = (verifier(number).keyid for number in range(3))


def changed(envelope: bytes, **changes: Any) -> bytes:
    """Return an envelope with some keys changed; Ellipsis takes one away."""
    document = {**read_json(envelope), **changes}
    return canonical({key: value for key, value in document.items() if value is not ...})


def entries(envelope: bytes) -> list[dict[str, str]]:
    """Return the signatures of an envelope as JSON holds them."""
    found: list[dict[str, str]] = read_json(envelope)["signatures"]
    return found


def states(envelope: bytes, *numbers: int) -> list[str]:
    """Return the states of the signatures for the keys of some seeds."""
    checked = check_envelope(envelope, [verifier(number) for number in numbers])
    return [state for _, state in checked.signatures]


def test_the_encoding_is_that_of_the_protocol() -> None:
    """Lengths in bytes, in decimal, with blanks between: by hand, a letter of two bytes in it."""
    assert pre_authentication_encoding("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert pre_authentication_encoding("é", b"") == b"DSSEv1 2 \xc3\xa9 0 "


def test_an_envelope_holds_payload_type_and_signatures() -> None:
    """Its keys, and nothing else; the signature is over the encoding, not over the payload."""
    document = read_json(ONE)
    assert canonical(document) == ONE
    encoded = b"DSSEv1 28 application/vnd.in-toto+json %d %b" % (len(PAYLOAD), PAYLOAD)
    assert document == {
        "payload": base64.b64encode(PAYLOAD).decode(),
        "payloadType": "application/vnd.in-toto+json",
        "signatures": [
            {"keyid": A, "sig": base64.b64encode(signer(0).sign(encoded)).decode()},
        ],
    }


def test_signatures_of_the_keys_given_are_good() -> None:
    """One key or two: each signature is good, and none is missing."""
    assert check_envelope(TWO, [verifier(1), verifier(0)]) == Checked(
        PAYLOAD, ((A, "good"), (B, "good")), (), None, 2
    )
    assert check_envelope(TWO, [verifier(1), verifier(0)]).signed_by_all
    assert check_envelope(ONE, [verifier(0), verifier(0)]).signed_by_all


def test_a_key_that_was_not_given_counts_nothing() -> None:
    """Its signature is unknown, never good, and takes nothing from the others."""
    checked = check_envelope(TWO, [verifier(0)])
    assert (checked.signatures, checked.unknown) == (((A, "good"), (B, "unknown")), (B,))
    assert checked.signed_by_all


def test_no_keys_are_never_a_pass() -> None:
    """Without a key every signature is unknown, and the whole is not signed."""
    checked = check_envelope(TWO, [])
    assert (checked.unknown, checked.missing, checked.bad) == ((A, B), (), ())
    assert not checked.signed_by_all


def test_a_given_key_without_signature_is_missing() -> None:
    """Every key that is given is to have signed."""
    checked = check_envelope(ONE, [verifier(0), verifier(2)])
    assert (checked.missing, checked.bad) == ((C,), ())
    assert not checked.signed_by_all


def test_a_changed_payload_makes_signatures_bad() -> None:
    """A digit of the statement is enough."""
    other = PAYLOAD.replace(b'"credits":207', b'"credits":307')
    assert other != PAYLOAD
    envelope = changed(TWO, payload=base64.b64encode(other).decode())
    assert states(envelope, 0, 1) == ["bad", "bad"]
    assert states(envelope, 0) == ["bad", "unknown"]
    assert not check_envelope(envelope, [verifier(0)]).signed_by_all


def test_another_key_with_the_same_id_is_bad() -> None:
    """A signature in the name of a given key that another one made is not unknown."""
    forged = [{"keyid": A, "sig": entries(make_envelope(PAYLOAD, [signer(2)]))[0]["sig"]}]
    envelope = changed(ONE, signatures=forged)
    assert states(envelope, 0) == ["bad"]
    assert states(envelope, 2) == ["bad"]
    assert states(envelope, 0, 2) == ["bad"]
    assert states(envelope, 1) == ["unknown"]
    assert check_envelope(envelope, [verifier(0)]).missing == (A,)


def test_a_changed_keyid_is_bad() -> None:
    """A good signature under the name of another key is not good, and not unknown either."""
    renamed = [{**entries(ONE)[0], "keyid": C}]
    assert states(changed(ONE, signatures=renamed), 0) == ["bad"]
    swapped = [
        {"keyid": one["keyid"], "sig": other["sig"]}
        for one, other in zip(entries(TWO), reversed(entries(TWO)), strict=True)
    ]
    assert states(changed(TWO, signatures=swapped), 0, 1) == ["bad", "bad"]


def test_a_signature_of_the_payload_alone_is_bad() -> None:
    """What was signed without its type could be taken for something else."""
    sig = base64.b64encode(signer(0).sign(PAYLOAD)).decode()
    assert states(changed(ONE, signatures=[{"keyid": A, "sig": sig}]), 0) == ["bad"]


def test_one_bad_signature_spoils_the_whole() -> None:
    """A good one beside it does not make up for it."""
    broken = [entries(TWO)[0], {**entries(TWO)[1], "sig": entries(TWO)[0]["sig"]}]
    checked = check_envelope(changed(TWO, signatures=broken), [verifier(0), verifier(1)])
    assert (checked.bad, checked.missing, checked.signed_by_all) == ((B,), (B,), False)


SIG = base64.b64encode(bytes(64)).decode()
FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "further key": ({"more": 1}, 'it holds the key "more", which is not known'),
    "no type": ({"payloadType": ...}, 'it lacks the key "payloadType"'),
    "other type": ({"payloadType": "application/json"}, f"its payloadType is not {PAYLOAD_TYPE}"),
    "no signatures": ({"signatures": []}, "its signatures are no list of 1 to 16 entries"),
    "signatures are text": ({"signatures": SIG}, "its signatures are no list of 1 to 16 entries"),
    "17 signatures": (
        {"signatures": [{"keyid": f"{n:064x}", "sig": SIG} for n in range(17)]},
        "its signatures are no list of 1 to 16 entries",
    ),
    "one keyid twice": (
        {"signatures": [{"keyid": A, "sig": SIG}, {"keyid": A, "sig": SIG}]},
        "it holds two signatures of one keyid",
    ),
    "signature is text": ({"signatures": [SIG]}, "signatures[0] is no JSON object"),
    "signature with a certificate": (
        {"signatures": [{"keyid": A, "sig": SIG, "cert": ""}]},
        'signatures[0] holds the key "cert", which is not known',
    ),
    "signature without keyid": (
        {"signatures": [{"sig": SIG}]},
        'signatures[0] lacks the key "keyid"',
    ),
    "capital keyid": (
        {"signatures": [{"keyid": A.upper(), "sig": SIG}]},
        "signatures[0].keyid is not 64 digits of 0-9 and a-f",
    ),
    "keyid is null": (
        {"signatures": [{"keyid": None, "sig": SIG}]},
        "signatures[0].keyid is not 64 digits of 0-9 and a-f",
    ),
    "63 bytes": (
        {"signatures": [{"keyid": A, "sig": base64.b64encode(bytes(63)).decode()}]},
        "signatures[0].sig has not 64 bytes",
    ),
    "65 bytes": (
        {"signatures": [{"keyid": A, "sig": base64.b64encode(bytes(65)).decode()}]},
        "signatures[0].sig has not 64 bytes",
    ),
}
NO_BASE64: dict[str, Any] = {
    "empty": "",
    "without padding": "QUI",
    "bits behind the end": "QUJ=",
    "URL alphabet": "-_-_",
    "line end": "QUJD\n",
    "blank": "QU JD",
    "other letters": "QUJé",
    "number": 1,
    "null": None,
    "padding alone": "====",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_envelope_is_refused(fault: str) -> None:
    """Each fault has its sentence, and no signature of it counts."""
    changes, expected = FAULTS[fault]
    checked = check_envelope(changed(ONE, **changes), [verifier(0)])
    assert checked == Checked(None, (), (A,), expected, 1)
    assert not checked.signed_by_all


@pytest.mark.parametrize("text", NO_BASE64)
def test_bytes_have_one_spelling(text: str) -> None:
    """Base64 in another form than the standard one with padding is refused."""
    wrong = NO_BASE64[text]
    told = "is no base64 in the standard alphabet with padding"
    assert check_envelope(changed(ONE, payload=wrong), []).fault == f"its payload {told}"
    signatures = [{"keyid": A, "sig": wrong}]
    found = check_envelope(changed(ONE, signatures=signatures), []).fault
    assert found == f"signatures[0].sig {told}"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "it is empty"),
        (b"[]", "it is no JSON object"),
        (ONE + b"\n", "it is not in canonical form (RFC 8785)"),
        (b"\xef\xbb\xbf" + ONE, "it is not JSON (line 1, column 1)"),
        (b"[" * 100_000, "it is nested more than 4 deep (byte 4)"),
        (b" " * 6_000_000, "it has 6,000,000 bytes; at most 5,602,405 are read"),
        (b'{"payload":"a","payload":"a"}', 'the key "payload" is there twice'),
    ],
)
def test_what_is_no_canonical_json_is_refused(data: bytes, expected: str) -> None:
    """An envelope has one form of bytes, and a limit."""
    assert check_envelope(data, []).fault == expected


def test_every_truncation_is_a_fault() -> None:
    """However an envelope is cut short, nothing of it counts."""
    for size in range(len(ONE)):
        assert check_envelope(ONE[:size], [verifier(0)]).payload is None


def test_a_signature_is_added_behind_the_others() -> None:
    """Signing one after the other gives the bytes of signing at once."""
    assert add_signature(ONE, signer(1), PAYLOAD) == TWO


def test_a_key_signs_once() -> None:
    """The same key again is refused, under its own name and under another."""
    with pytest.raises(EnvelopeFault, match=rf"^the key {A} has signed it already$"):
        add_signature(TWO, signer(0), PAYLOAD)
    renamed = changed(ONE, signatures=[{**entries(ONE)[0], "keyid": C}])
    with pytest.raises(EnvelopeFault, match=rf"^it holds a signature in the name of the key {A} t"):
        add_signature(renamed, signer(0), PAYLOAD)


def test_only_the_expected_payload_is_signed() -> None:
    """Nobody signs what somebody else put into the envelope."""
    other = make_envelope(make_statement(b"another report", report()), [signer(0)])
    with pytest.raises(EnvelopeFault, match=r"^it holds another statement than that of this repo"):
        add_signature(other, signer(1), PAYLOAD)


def test_what_cannot_be_read_is_not_made() -> None:
    """No key, one key twice, too many: refused before anything is written."""
    with pytest.raises(EnvelopeFault, match=r"^an envelope has at least one signature$"):
        make_envelope(PAYLOAD, [])
    with pytest.raises(EnvelopeFault, match=r"^it holds two signatures of one keyid$"):
        make_envelope(PAYLOAD, [signer(0), signer(0)])


SCALARS = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8)
JUNK = st.recursive(
    SCALARS, lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=8), one)
)


@given(place=st.integers(0, len(TWO) - 1), bit=st.integers(0, 7))
def test_no_flipped_bit_leaves_an_envelope_signed(place: int, bit: int) -> None:
    """Any bit of an envelope: a fault, or a signature that is bad."""
    data = bytearray(TWO)
    data[place] ^= 1 << bit
    assert not check_envelope(bytes(data), [verifier(0), verifier(1)]).signed_by_all


@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_fault(data: bytes) -> None:
    """Bytes that nobody signed end in a sentence."""
    assert check_envelope(data, [verifier(0)]).fault


@given(key=st.sampled_from(["payload", "payloadType", "signatures"]), value=JUNK)
def test_any_value_in_the_place_of_another_is_a_fault(key: str, value: Any) -> None:
    """A value of another kind or content is refused or makes the signatures bad."""
    checked = check_envelope(changed(TWO, **{key: value}), [verifier(0)])
    assert not checked.signed_by_all


@given(value=JUNK, key=st.sampled_from(["keyid", "sig"]))
def test_any_value_in_a_signature_is_a_fault(value: Any, key: str) -> None:
    """The same inside of a signature."""
    broken = [{**entries(ONE)[0], key: value}]
    assert not check_envelope(changed(ONE, signatures=broken), [verifier(0)]).signed_by_all


def test_an_envelope_is_read_as_it_was_made() -> None:
    """Payload and signatures come back as bytes."""
    read = read_envelope(TWO)
    assert read.payload == PAYLOAD
    assert [(one.keyid, len(one.signature)) for one in read.signatures] == [(A, 64), (B, 64)]
