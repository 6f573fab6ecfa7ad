"""The seal of a report: each defect has its code."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.statement.signers import report, signer, verifier

from jcm_mrv.canonical import canonical, digest, read_json
from jcm_mrv.statement.envelope import make_envelope
from jcm_mrv.statement.judging import Seal, judge_seal
from jcm_mrv.statement.statement import (
    REPORT_PREDICATE,
    Statement,
    Subject,
    describe_claims,
    make_statement,
    render_statement,
)

DOCUMENT = report()
DATA = canonical(DOCUMENT)
ENVELOPE = make_envelope(make_statement(DATA, DOCUMENT), [signer(0), signer(1)])
A, B, C = (verifier(number).keyid for number in range(3))


def judge(envelope: bytes | None, *numbers: int, data: bytes = DATA) -> Seal:
    """Judge an envelope of the report by the keys of some seeds."""
    keys = [verifier(number) for number in numbers]
    return judge_seal(envelope, keys, digest(data), DOCUMENT)


def lines(seal: Seal) -> list[str]:
    """Return the first lines of the findings."""
    return [finding.line() for finding in seal.findings]


def test_a_signed_report_has_no_findings() -> None:
    """Every key that was given signed this very report."""
    seal = judge(ENVELOPE, 0, 1)
    assert (seal.findings, seal.signed, seal.differences) == ((), True, ())


def test_no_envelope_is_a_finding() -> None:
    """V301: nothing is proved."""
    seal = judge(None, 0)
    assert lines(seal) == [
        "report.dsse.json: V301 there is no envelope beside the report; ask for it, or say "
        "--unsigned"
    ]
    assert not seal.signed


def test_a_truncated_envelope_is_a_finding() -> None:
    """V302, once: that no key signed it need not be said as well."""
    seal = judge(ENVELOPE[:-1], 0)
    assert [line[:62] for line in lines(seal)] == [
        "report.dsse.json: V302 the envelope cannot be read: it is not J"[:62]
    ]
    assert not seal.signed


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b"{}", 'payload: V302 the statement cannot be read: it lacks the key "_type"'),
        (
            render_statement(Statement((Subject("a", "sha256", "12" * 32),), "urn:x", {"b": 1})),
            'payload.predicateType: V302 the statement is of the type "urn:x"; that of a report '
            "is urn:jcm-mrv:report:1",
        ),
    ],
)
def test_a_signature_over_something_else_is_a_finding(payload: bytes, expected: str) -> None:
    """V302: what a trusted key signed is no statement of a report."""
    seal = judge(make_envelope(payload, [signer(0)]), 0)
    assert lines(seal) == [f"report.dsse.json: {expected}"]
    assert not seal.signed


def test_a_bad_signature_is_a_finding() -> None:
    """V303, and V304, for nothing good came from the key that was given."""
    document = read_json(ENVELOPE)
    document["signatures"][0]["sig"] = base64.b64encode(bytes(64)).decode()
    seal = judge(canonical(document), 0)
    assert lines(seal) == [
        f"report.dsse.json: signatures[0]: V303 the signature in the name of the key {A} is bad: "
        "the key that it names did not make it over this statement",
        f"report.dsse.json: signatures[1]: V307 the signature is by the key {B}, which was not "
        "given; it counts nothing",
        f"report.dsse.json: signatures: V304 the key {A} was given, and there is no good "
        "signature by it",
    ]
    assert not seal.signed


def test_a_key_that_did_not_sign_is_a_finding() -> None:
    """V304: of three keys that were given two signed."""
    seal = judge(ENVELOPE, 0, 1, 2)
    assert seal.verdict == "DIFFERS"
    assert lines(seal) == [
        f"report.dsse.json: signatures: V304 the key {C} was given, and there is no good "
        "signature by it"
    ]
    assert not seal.signed


def test_a_key_that_was_not_given_is_a_note() -> None:
    """V307 takes nothing from the seal."""
    seal = judge(ENVELOPE, 1)
    assert [(one.code, one.severity) for one in seal.findings] == [("V307", "note")]
    assert seal.signed


def test_without_keys_nothing_is_signed() -> None:
    """All signatures are notes then, and the seal is none."""
    seal = judge(ENVELOPE)
    assert [one.code for one in seal.findings] == ["V307", "V307"]
    assert seal.verdict == "UNVERIFIABLE"


def test_another_report_is_a_finding() -> None:
    """V305 names both digests."""
    seal = judge(ENVELOPE, 0, 1, data=DATA + b" ")
    assert lines(seal) == [
        "report.dsse.json: payload.subject[0]: V305 the statement is about the report of the "
        f"digest {digest(DATA)}, and this one has {digest(DATA + b' ')}; it was changed after it "
        "was signed, or is another one"
    ]
    assert not seal.signed


def test_a_claim_that_the_report_does_not_bear_out_is_a_finding() -> None:
    """V306 names the first field; all of them are told beside it."""
    claims = describe_claims(DOCUMENT)
    claims["totals"] = {**claims["totals"], "credits": 1_000}
    claims["vintages"] = []
    subjects = (Subject("report.json", "sha256", digest(DATA)),)
    payload = render_statement(Statement(subjects, REPORT_PREDICATE, claims))
    seal = judge(make_envelope(payload, [signer(0)]), 0)
    assert lines(seal) == [
        "report.dsse.json: payload.predicate.totals.credits: V306 the statement claims 1000, and "
        "the report says 207"
    ]
    assert [one.field for one in seal.differences] == [
        "totals.credits",
        "vintages[0]",
        "vintages[1]",
    ]
    assert not seal.signed


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=8), one, max_size=3),
    max_leaves=6,
)


def places_of(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """List the places inside of a document, containers among them."""
    if not isinstance(value, dict | list):
        return [path]
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    return [path, *(place for key, part in inner for place in places_of(part, (*path, key)))]


PAYLOAD: dict[str, Any] = read_json(make_statement(DATA, DOCUMENT))
PLACES = places_of(PAYLOAD)[1:]


@given(place=st.sampled_from(PLACES), value=JUNK)
def test_a_signed_statement_with_anything_in_any_place_is_judged(
    place: tuple[str | int, ...], value: Any
) -> None:
    """Whatever a trusted key signed ends in a verdict, and only the very statement is signed."""
    changed = json.loads(json.dumps(PAYLOAD))
    inside = changed
    for part in place[:-1]:
        inside = inside[part]
    same = json.dumps(inside[place[-1]]) == json.dumps(value)
    inside[place[-1]] = value
    payload = json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    seal = judge(make_envelope(payload.encode("utf-8", "replace"), [signer(0)]), 0)
    assert seal.verdict == ("SIGNED" if same else "DIFFERS")


@given(data=st.binary(min_size=1, max_size=300))
def test_any_signed_bytes_are_judged(data: bytes) -> None:
    """A good signature over no statement proves nothing."""
    seal = judge(make_envelope(data, [signer(0)]), 0)
    assert [finding.code for finding in seal.findings] == ["V302"]
