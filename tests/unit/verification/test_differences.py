"""The comparison of two documents: every leaf, entries paired by their names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jcm_mrv.verification.differences import find_differences, pair_findings, pointer_of

LEAVES = st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3)
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(DOCUMENTS)
def test_a_document_differs_in_nothing_from_itself(document: Any) -> None:
    """No difference is made up."""
    assert list(find_differences(document, document)) == []


@given(DOCUMENTS, DOCUMENTS)
def test_documents_that_are_not_the_same_differ(one: Any, other: Any) -> None:
    """What has another form as JSON has a difference, whatever Python holds for equal."""
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (list(find_differences(one, other)) == []) == same


@pytest.mark.parametrize(
    ("reported", "expected", "found"),
    [
        ({"a": 1}, {"a": True}, [("value", "/a")]),
        ({"a": 1}, {"a": "1"}, [("value", "/a")]),
        ({}, {"a": None}, [("missing", "/a")]),
        ({"a~/b": 1}, {}, [("added", "/a~0~1b")]),
        ({"a": [1, 2]}, {"a": [1]}, [("added", "/a/1")]),
    ],
)
def test_each_kind_of_difference(
    reported: Any, expected: Any, found: list[tuple[str, str]]
) -> None:
    """Another value, something missing, something too much; types count."""
    differences = find_differences(reported, expected)
    assert [(one.kind, one.pointer) for one in differences] == found


def test_an_entry_too_much_moves_no_other() -> None:
    """Entries are paired by their names: one that was put in front is the only difference."""
    entries = [{"path": "b", "rows": 1}, {"path": "c", "rows": 2}]
    more = [{"path": "a", "rows": 0}, *entries]
    (one,) = find_differences({"inputs": more}, {"inputs": entries})
    assert (one.kind, one.trail) == ("added", ("inputs", 0))
    (one,) = find_differences({"inputs": entries}, {"inputs": more})
    assert (one.kind, one.trail) == ("missing", ("inputs", 0))


def test_another_order_is_one_difference() -> None:
    """The same entries in another order are told once."""
    entries = [{"path": "b"}, {"path": "c"}, {"path": "d"}]
    (one,) = find_differences({"inputs": entries[::-1]}, {"inputs": entries})
    assert (one.kind, one.trail) == ("order", ("inputs",))


def test_findings_are_paired_by_what_they_are_about() -> None:
    """The same finding first, then the same place, then the same code."""
    here = {"code": "D104", "where": {"file": "a"}, "message": "x"}
    there = {"code": "D104", "where": {"file": "b"}, "message": "y"}
    changed = {**here, "message": "z"}
    pairs, added, missing = pair_findings([there, changed, {"code": "D999"}], [here, there])
    assert (pairs, added, missing) == ({0: 1, 1: 0}, [2], [])


def test_a_pointer_is_written_as_rfc_6901_says() -> None:
    """Slashes and tildes in keys are escaped (RFC 6901, section 5: "a/b" and "m~n")."""
    assert pointer_of(("a/b", "m~n", 0)) == "/a~1b/m~0n/0"
