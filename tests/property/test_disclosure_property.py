"""Public versions of any document: what goes in comes out, and nothing that is kept back shows.

Documents are arbitrary JSON without floats, as reports are.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.unit.disclosure import plain

from jcm_mrv.canonical import canonical
from jcm_mrv.disclosure.faults import DisclosureFault
from jcm_mrv.disclosure.marking import find_marked
from jcm_mrv.disclosure.openings import (
    check_openings,
    make_openings,
    parse_openings,
    render_openings,
)
from jcm_mrv.disclosure.publishing import check_public, render_public
from jcm_mrv.disclosure.tree import compute_root, list_leaves, replace_at

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
SCALARS = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5).filter(
    lambda document: set(document) != {"commitment"} and '"commitment"' not in json.dumps(document)
)
SEEDS = st.integers(0, 10**9)


def salts(seed: int) -> Any:
    """Return a drawing of salts from a seed."""
    drawn = iter(range(seed, seed + 10**6))
    return lambda size: next(drawn).to_bytes(size, "big")


def pick(document: dict[str, Any], choices: list[bool]) -> list[tuple[str | int, ...]]:
    """Return some of the leaves."""
    paths = [path for path, _ in list_leaves(document)]
    return [path for path, chosen in zip(paths, choices * len(paths), strict=False) if chosen]


@given(DOCUMENTS, st.lists(st.booleans(), min_size=1, max_size=7), SEEDS)
@settings(max_examples=200, deadline=None)
def test_a_public_version_opens_to_the_very_report(
    document: dict[str, Any], choices: list[bool], seed: int
) -> None:
    """Published, read and opened, any document gives its own bytes; the root is plain Python's."""
    marked = pick(document, choices)
    openings = make_openings(document, marked, salts(seed))
    public = check_openings(document, openings, marked)
    data = render_public(public, openings.root)
    assert openings.root == plain.root(dict(public))
    assert check_public(data, parse_openings(render_openings(openings))).data == canonical(document)
    closed = check_public(data)
    assert len(closed.closed) == len(marked)
    assert (closed.data is None) == bool(marked)


@given(DOCUMENTS, st.lists(st.booleans(), min_size=1, max_size=7), st.data())
@settings(max_examples=200, deadline=None)
def test_no_leaf_changes_without_the_root(
    document: dict[str, Any], choices: list[bool], data: st.DataObject
) -> None:
    """Any other value in the place of any leaf, open or closed, is found."""
    openings = make_openings(document, pick(document, choices), salts(0))
    public = check_openings(document, openings, [])
    path, value = data.draw(st.sampled_from(list_leaves(public)))
    other = data.draw(VALUES)
    assume(canonical({"v": other}) != canonical({"v": value}))
    forged = replace_at(public, {path: other})
    assert compute_root(forged) != openings.root
    with pytest.raises(DisclosureFault):
        check_public(render_public(forged, openings.root))


NAMES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=12)
AROUND = st.text("abc .,;:/-_()", max_size=5)


@given(NAMES, st.lists(st.tuples(AROUND, AROUND), min_size=1, max_size=6), VALUES)
@settings(max_examples=200, deadline=None)
def test_no_name_that_is_kept_back_survives(
    name: str, around: list[tuple[str, str]], rest: Any
) -> None:
    """However a text is written around a name, no byte of the name is in the public report."""
    texts = [f"{before}{name}{after}" for before, after in around]
    document = {
        "project": {
            "confidential": ["participants"],
            "participants": [{"name": name}],
            "title": texts[0],
        },
        "findings": [{"message": text, "where": {"file": texts[-1]}} for text in texts],
        "lock": {"changes": [{"text": texts[0]}, {texts[0]: 1}]},
        "time": rest,
    }
    assume(not any(path[-1] == "commitment" for path, _ in list_leaves(document)))
    before = copy.deepcopy(document)
    marked = find_marked(document)
    openings = make_openings(document, marked, salts(1))
    data = render_public(check_openings(document, openings, marked), openings.root)
    assert name.encode() not in data
    assert document == before
