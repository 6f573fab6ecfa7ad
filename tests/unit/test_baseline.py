"""Accepted findings: known again whatever moves, told when they have gone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest

from jcm_mrv.baseline import (
    Known,
    compare_findings,
    fingerprint_of,
    parse_baseline,
    refuse_baseline,
    render_baseline,
)
from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place

SPAN = (datetime(2017, 6, 1), datetime(2017, 6, 2, 12))
GAP = Finding("D104", "warning", Place("a.toml", "x", 3), "24 steps", parameter="EC_IT", span=SPAN)
NOTE = Finding("D112", "note", Place("a.toml"), "negative", meter="IT-1")
BAD = Finding("P052", "error", Place("a.toml"), "no calibration")


def known(*findings: Finding) -> tuple[Known, ...]:
    """Return what a baseline of findings holds, written and read again."""
    return parse_baseline(render_baseline(findings), "baseline.json")


def test_a_fingerprint_has_no_place_and_no_message() -> None:
    """Code, parameter, meter, start and end; nothing that moves with a line."""
    assert fingerprint_of(GAP) == (
        "D104",
        "EC_IT",
        None,
        "2017-06-01T00:00:00",
        "2017-06-02T12:00:00",
    )
    moved = replace(GAP, where=Place("b.csv", "y", 99), message="25 steps", treatment="t")
    assert fingerprint_of(moved) == fingerprint_of(GAP)
    for other in (
        replace(GAP, code="D105"),
        replace(GAP, parameter="EC_DC"),
        replace(GAP, meter="IT-1"),
        replace(GAP, span=None),
        replace(GAP, span=(SPAN[0], datetime(2017, 6, 3))),
    ):
        assert fingerprint_of(other) != fingerprint_of(GAP)


def test_the_file_has_a_line_for_each_fingerprint_in_order() -> None:
    """A difference of two files shows what was accepted, and the order of findings changes none."""
    expected = (
        '{\n "schema": "jcm-mrv/baseline/1",\n "findings": [\n'
        '  {"code": "D104", "parameter": "EC_IT", "meter": null, "start": "2017-06-01T00:00:00", '
        '"end": "2017-06-02T12:00:00", "severity": "warning", "count": 2, '
        '"text": "a.toml:3: x: 24 steps"},\n'
        '  {"code": "D112", "parameter": null, "meter": "IT-1", "start": null, "end": null, '
        '"severity": "note", "count": 1, "text": "a.toml: negative"}\n'
        " ]\n}\n"
    )
    assert render_baseline([NOTE, GAP, GAP]).decode() == expected
    assert render_baseline([GAP, NOTE, GAP]).decode() == expected


def test_known_findings_are_accepted_and_new_ones_told() -> None:
    """What the baseline does not know is new."""
    compared = compare_findings([BAD, GAP, NOTE], known(GAP, NOTE))
    assert compared.new == (BAD,)
    assert compared.accepted == (GAP, NOTE)
    assert compared.gone == ()


def test_a_third_finding_of_a_kind_is_new() -> None:
    """Findings of one fingerprint are counted."""
    compared = compare_findings([GAP, GAP, GAP], known(GAP, GAP))
    assert compared.new == (GAP,)
    assert compared.accepted == (GAP, GAP)


def test_what_has_gone_is_told() -> None:
    """One of two gaps was filled, and the note does not come any more."""
    compared = compare_findings([GAP], known(GAP, GAP, NOTE))
    assert compared.new == ()
    assert [(one.code, one.count) for one in compared.gone] == [("D104", 1), ("D112", 1)]


def test_a_finding_that_became_worse_is_new() -> None:
    """A warning was accepted, not an error; the other way round nothing is new."""
    worse = replace(GAP, severity="error")
    assert compare_findings([worse], known(GAP)).new == (worse,)
    assert compare_findings([GAP], known(worse)).accepted == (GAP,)


def test_an_empty_baseline_accepts_nothing() -> None:
    """It is a file all the same."""
    assert render_baseline([]) == b'{\n "schema": "jcm-mrv/baseline/1",\n "findings": []\n}\n'
    assert compare_findings([BAD], known()).new == (BAD,)


def test_a_strange_name_is_written_and_read() -> None:
    """A path that is no UTF-8 stands in the text for a person."""
    strange = replace(BAD, where=Place("b\udcff.toml"))
    assert compare_findings([strange], known(strange)).accepted == (strange,)


ENTRY = json.loads(render_baseline([GAP]))["findings"][0]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "b.json: P095 this is not a baseline: it is no JSON object, or has a key twice; "),
        (b"[]", "b.json: P095 this is not a baseline: it is no JSON object, or has a key twice; "),
        (b"\xff", "b.json: P095 this is not a baseline: it is no JSON object"),
        (b"[" * 100_000, "b.json: P095 this is not a baseline: it is no JSON object"),
        (b'{"schema": 1, "schema": 2}', "b.json: P095 this is not a baseline: it is no JSON"),
        (b"{}", 'b.json: schema: P095 this is not a baseline: key "schema" is missing; '),
        (
            b'{"schema": "jcm-mrv/report/1", "findings": []}',
            "b.json: schema: P095 this is not a baseline: ",
        ),
        (
            json.dumps(
                {"schema": "jcm-mrv/baseline/1", "findings": [{**ENTRY, "count": 0}]}
            ).encode(),
            "b.json: findings[0].count: P095 this is not a baseline: ",
        ),
        (
            json.dumps(
                {"schema": "jcm-mrv/baseline/1", "findings": [{**ENTRY, "line": 3}]}
            ).encode(),
            'b.json: findings[0].line: P095 this is not a baseline: unknown key "line"',
        ),
        (
            json.dumps({"schema": "jcm-mrv/baseline/1", "findings": [ENTRY, ENTRY]}).encode(),
            "b.json: findings: P095 a fingerprint is written twice; ",
        ),
    ],
)
def test_what_is_no_baseline_is_refused(data: bytes, expected: str) -> None:
    """Accepting by a file that means something else would hide findings."""
    with pytest.raises(RefusedError) as refusal:
        parse_baseline(data, "b.json")
    (finding,) = refusal.value.findings
    assert finding.line().startswith(expected)
    assert finding.line().endswith("; write it with --write-baseline b.json")


def test_a_refusal_says_what_to_do() -> None:
    """The words of the command line that write a baseline are in it."""
    assert str(refuse_baseline("b.json", "it is gone")) == (
        "b.json: P095 it is gone; write it with --write-baseline b.json"
    )
