"""The statement: its bytes, what it claims, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.statement.signers import report

from jcm_mrv.canonical import canonical, digest
from jcm_mrv.statement.statement import (
    DECLARATION,
    Difference,
    Statement,
    StatementFault,
    Subject,
    check_predicate,
    compare_predicate,
    make_statement,
    read_statement,
    render_statement,
)

ROOT = "0f" * 32


def claims(**changes: Any) -> dict[str, Any]:
    """Return what a signer of :func:`report` claims, written by hand."""
    return {
        "schema": "jcm-mrv/report/1",
        "project": {"reference_number": "XX001", "title": "A plant", "country": "LA"},
        "monitoring_period": {"start": "2017-03-01", "end": "2018-02-28"},
        "methodology": {
            "id": "plant",
            "version": "1.0.0",
            "number": "LA_AM001 ver1.0",
            "rules_sha256": "ab" * 32,
            "fidelity": "reconstructed",
        },
        "vintages": [
            {"year": 2017, "start": "2017-03-01", "end": "2017-12-31", "credits": 171},
            {"year": 2018, "start": "2018-01-01", "end": "2018-02-28", "credits": 36},
        ],
        # 208.75 t rounded down.
        "totals": {"emission_reductions": {"unit": "tCO2", "value": "208"}, "credits": 207},
        "findings": {"error": 0, "warning": 2, "note": 1},
        "software": {"name": "jcm-mrv", "version": "0.3.0"},
        "declaration": DECLARATION,
        **changes,
    }


def statement(**changes: Any) -> bytes:
    """Return the bytes of a statement with some keys changed; Ellipsis takes one away."""
    document = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "report.json", "digest": {"sha256": "12" * 32}}],
        "predicateType": "urn:jcm-mrv:report:1",
        "predicate": claims(),
        **changes,
    }
    return canonical({key: value for key, value in document.items() if value is not ...})


def of(predicate: dict[str, Any]) -> Statement:
    """Return a statement with a predicate."""
    return read_statement(statement(predicate=predicate))


def test_a_statement_says_what_the_report_says() -> None:
    """Digest and claims come from the report alone, in canonical bytes."""
    data = canonical(report())
    subject = [{"name": "report.json", "digest": {"sha256": digest(data)}}]
    assert make_statement(data, report()) == statement(subject=subject)


def test_the_root_of_the_openings_is_a_second_subject() -> None:
    """A public version is bound by the root over its commitments."""
    read = read_statement(make_statement(b"{}", report(), ROOT))
    assert [one.name for one in read.subjects] == ["report.json", "report.openings.json"]
    assert read.find_digest("report.openings.json", "jcmMrvMerkleSha256") == ROOT
    assert read.find_digest("report.openings.json") is None


@pytest.mark.parametrize(
    ("reductions", "whole"), [("-0.5", "-1"), ("0", "0"), ("1/3", "0"), ("1000000.999", "1000000")]
)
def test_reductions_are_rounded_down(reductions: str, whole: str) -> None:
    """The exact sum could tell a reading that is kept back, so that whole tonnes stand here."""
    totals = {"emission_reductions": {"unit": "tCO2", "value": reductions}, "credits": None}
    read = read_statement(make_statement(b"", report(totals=totals)))
    assert read.predicate["totals"] == {
        "emission_reductions": {"unit": "tCO2", "value": whole},
        "credits": None,
    }


def test_a_report_without_results_can_be_stated() -> None:
    """Where nothing was computed, the totals are null."""
    totals = {"emission_reductions": None, "credits": None}
    read = read_statement(make_statement(b"", report(totals=totals, vintages=[])))
    assert (read.predicate["totals"], read.predicate["vintages"]) == (totals, [])


def test_a_project_that_keeps_something_back_claims_less() -> None:
    """A name or number that was kept back might show in a title or a sum, which are null then."""
    project = {**report()["project"], "confidential": ["monitored.EG"]}
    data = make_statement(b"", report(project=project))
    read = read_statement(data)
    assert read.predicate["project"] == {"reference_number": None, "title": None, "country": "LA"}
    assert read.predicate["totals"] == {"emission_reductions": None, "credits": 207}
    assert b"A plant" not in data


@pytest.mark.parametrize("key", ["project", "methodology", "vintages", "totals", "findings"])
def test_what_is_no_report_is_not_stated(key: str) -> None:
    """A document that lacks a part of a report, or has another thing there, is refused."""
    for value in ("text", None):
        with pytest.raises(StatementFault, match=r"^it is no report of the schema jcm-mrv/"):
            make_statement(b"", report(**{key: value}))


def test_a_faulty_total_is_not_stated() -> None:
    """A number in another spelling than the report's is named."""
    totals = {"emission_reductions": {"unit": "tCO2", "value": "1e3"}, "credits": 1000}
    with pytest.raises(StatementFault, match=r'^totals.emission_reductions: "1e3" is not an exact'):
        make_statement(b"", report(totals=totals))


def test_a_predicate_agrees_with_its_report() -> None:
    """What was made from a report differs from it in nothing."""
    assert compare_predicate(of(claims()), report()) == ()
    assert check_predicate(of(claims()), report()) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"totals": {**claims()["totals"], "credits": 208}}, ("totals.credits", 208, 207)),
        ({"totals": {**claims()["totals"], "credits": "207"}}, ("totals.credits", "207", 207)),
        ({"findings": {**claims()["findings"], "note": True}}, ("findings.note", True, 1)),
        ({"declaration": "Nothing."}, ("declaration", "Nothing.", DECLARATION)),
        ({"more": {}}, ("more", {}, None)),
        ({"vintages": claims()["vintages"][:1]}, ("vintages[1]", None, claims()["vintages"][1])),
        ({"vintages": {}}, ("vintages", {}, claims()["vintages"])),
        ({"findings.note": 1}, ("findings.note", 1, None)),
    ],
)
def test_the_field_that_differs_is_named(
    changes: dict[str, Any], expected: tuple[str, Any, Any]
) -> None:
    """One changed claim, its kind included, is the one difference that is told."""
    assert compare_predicate(of(claims(**changes)), report()) == (Difference(*expected),)


def test_a_missing_null_differs() -> None:
    """To claim nothing is not to claim null."""
    totals = {"emission_reductions": {"unit": "tCO2", "value": "208.75"}, "credits": None}
    claimed = claims(totals={"emission_reductions": {"unit": "tCO2", "value": "208"}})
    assert check_predicate(of(claimed), report(totals=totals)) == Difference(
        "totals.credits", None, None
    )


def test_differences_come_in_the_order_of_names() -> None:
    """The first one is the same on every machine."""
    claimed = claims(schema="x", declaration="y", vintages=[])
    fields = [one.field for one in compare_predicate(of(claimed), report())]
    assert fields == ["declaration", "schema", "vintages[0]", "vintages[1]"]


def test_a_statement_of_another_type_is_read() -> None:
    """A verifier's statement has subjects and a predicate of its own."""
    made = Statement(
        (Subject("report.json", "sha256", "12" * 32), Subject("photo.jpg", "sha256", "34" * 32)),
        "urn:jcm-mrv:verification:1",
        {"opinion": "none"},
    )
    assert read_statement(render_statement(made)) == made


DIGEST = {"sha256": "12" * 32}
FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "no type": ({"_type": ...}, 'it lacks the key "_type"'),
    "further key": ({"more": 1}, 'it holds the key "more", which is not known'),
    "other version": (
        {"_type": "https://in-toto.io/Statement/v0.1"},
        "its _type is not https://in-toto.io/Statement/v1",
    ),
    "no subjects": ({"subject": []}, "its subject is no list of 1 to 8 entries"),
    "nine subjects": (
        {"subject": [{"name": str(n), "digest": DIGEST} for n in range(9)]},
        "its subject is no list of 1 to 8 entries",
    ),
    "one name twice": (
        {
            "predicateType": "urn:x",
            "subject": [{"name": "a", "digest": DIGEST}, {"name": "a", "digest": DIGEST}],
        },
        "it names a subject twice",
    ),
    "another subject": (
        {"subject": [{"name": "other.json", "digest": DIGEST}]},
        "its subjects are not report.json, and report.openings.json at most",
    ),
    "subject is text": ({"subject": ["x"]}, "subject[0] is no JSON object"),
    "subject with a uri": (
        {"subject": [{"name": "report.json", "digest": DIGEST, "uri": "x"}]},
        'subject[0] holds the key "uri", which is not known',
    ),
    "empty name": (
        {"subject": [{"name": "", "digest": DIGEST}]},
        "subject[0].name is no text of 1 to 200 characters",
    ),
    "no digest": (
        {"subject": [{"name": "report.json", "digest": {}}]},
        "subject[0].digest does not hold exactly one digest",
    ),
    "weak digest": (
        {"subject": [{"name": "report.json", "digest": {"md5": "12" * 16}}]},
        'subject[0].digest: "md5" is not known; sha256 and jcmMrvMerkleSha256 are',
    ),
    "capital digits": (
        {"subject": [{"name": "report.json", "digest": {"sha256": "AB" * 32}}]},
        "subject[0].digest.sha256 is not 64 digits of 0-9 and a-f",
    ),
    "short digest": (
        {"subject": [{"name": "report.json", "digest": {"sha256": "12" * 31}}]},
        "subject[0].digest.sha256 is not 64 digits of 0-9 and a-f",
    ),
    "digest is a number": (
        {"subject": [{"name": "report.json", "digest": {"sha256": 12}}]},
        "subject[0].digest.sha256 is not 64 digits of 0-9 and a-f",
    ),
    "predicate type is a number": (
        {"predicateType": 1},
        "its predicateType is no text of 1 to 200 characters",
    ),
    "predicate is a list": ({"predicate": []}, "its predicate is no JSON object, or an empty one"),
    "empty predicate": ({"predicate": {}}, "its predicate is no JSON object, or an empty one"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_statement_is_refused(fault: str) -> None:
    """Each fault has its sentence."""
    changes, expected = FAULTS[fault]
    with pytest.raises(StatementFault) as refusal:
        read_statement(statement(**changes))
    assert str(refusal.value) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "it is empty"),
        (b"[]", "it is no JSON object"),
        (statement() + b"\n", "it is not in canonical form (RFC 8785)"),
        (statement().replace(b'":', b'": ', 1), "it is not in canonical form (RFC 8785)"),
        (b'{"a":1,"a":1}', 'the key "a" is there twice'),
        (b"[" * 31, "it is nested more than 30 deep (byte 30)"),
        (b'"' + b"x" * (4 << 20), "it has 4,194,305 bytes; at most 4,194,304 are read"),
        (statement(predicate={"a": "b" * (4 << 20)}), "it has "),
    ],
)
def test_what_is_no_canonical_json_is_refused(data: bytes, expected: str) -> None:
    """A statement has one form of bytes, and a limit."""
    with pytest.raises(StatementFault) as refusal:
        read_statement(data)
    assert str(refusal.value).startswith(expected)


def test_what_would_be_refused_is_not_written() -> None:
    """Nothing is signed that could not be read again."""
    with pytest.raises(StatementFault, match=r"^its subject is no list of 1 to 8 entries$"):
        render_statement(Statement((), "urn:x", {"a": 1}))
    with pytest.raises(StatementFault, match=r"^it has no canonical form"):
        make_statement(b"", report(schema="\ud800"))
