"""The vectors of docs/vectors/public hold for the package and for plain Python."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.unit.disclosure import plain

from jcm_mrv.canonical import canonical
from jcm_mrv.disclosure.faults import DisclosureFault
from jcm_mrv.disclosure.marking import find_marked
from jcm_mrv.disclosure.openings import check_openings, parse_openings
from jcm_mrv.disclosure.publishing import check_public, render_public
from jcm_mrv.disclosure.tree import commit, compute_root, hash_leaf, list_leaves, pointer_of
from jcm_mrv.report.reading import parse_report

FOLDER = Path(__file__).parents[3] / "docs" / "vectors" / "public"


def read(name: str) -> bytes:
    """Return the bytes of a vector."""
    return (FOLDER / name).read_bytes()


REPORT, OPENINGS, PUBLIC = map(read, ("report.json", "report.openings.json", "report.public.json"))


@pytest.mark.parametrize("case", json.loads(read("trees.json")), ids=lambda case: case["name"])
def test_trees(case: dict[str, Any]) -> None:
    """Leaves, their hashes and the root are those of the vector, in both implementations."""
    document = case["document"]
    leaves = plain.leaves(document, [])
    paths = [leaf["path"] for leaf in case["leaves"]]
    assert [path for path, _ in leaves] == paths
    assert [list(path) for path, _ in list_leaves(document)] == paths
    hashes = [leaf["sha256"] for leaf in case["leaves"]]
    assert [hash_leaf(path, value).hex() for path, value in list_leaves(document)] == hashes
    assert case["root"] == plain.root(document) == compute_root(document)


@pytest.mark.parametrize(
    "case", json.loads(read("commitments.json")), ids=lambda case: case["salt"]
)
def test_commitments(case: dict[str, Any]) -> None:
    """A commitment is the SHA-256 of the bytes that the vector writes out."""
    salt, value = case["salt"], case["value"]
    assert sha256(bytes.fromhex(case["bytes"])).hexdigest() == case["commitment"]
    assert case["commitment"] == plain.commitment(salt, value)
    assert case["commitment"] == commit(bytes.fromhex(salt), value)


def test_the_public_report_is_checked_in_plain_python() -> None:
    """Root and commitments come out without the package, and the report fills up to its bytes."""
    public, openings = json.loads(PUBLIC), json.loads(OPENINGS)
    assert plain.canonical(public) == PUBLIC
    assert plain.root(public["document"]) == public["root"] == openings["root"]
    document = public["document"]
    for number, one in enumerate(openings["openings"]):
        assert one["salt"] == sha256(f"jcm-mrv public vector {number}".encode()).hexdigest()
        *way, last = one["pointer"].split("/")[1:]
        place = document
        for part in way:
            place = place[int(part) if isinstance(place, list) else part]
        key = int(last) if isinstance(place, list) else last
        assert place[key] == {"commitment": plain.commitment(one["salt"], one["value"])}
        place[key] = one["value"]
    assert plain.canonical(document) == REPORT
    assert sha256(REPORT).hexdigest() == openings["report_sha256"]


def test_the_public_report_is_made_and_opened() -> None:
    """From report and openings the public report comes out, and back."""
    parsed, openings = parse_report(REPORT), parse_openings(OPENINGS)
    marked = find_marked(parsed.document)
    public = check_openings(parsed.document, openings, marked)
    assert render_public(public, openings.root) == PUBLIC
    assert check_public(PUBLIC, openings).data == REPORT
    assert sorted(map(pointer_of, marked)) == sorted(check_public(PUBLIC).closed)


def test_one_value_is_opened() -> None:
    """The rest stays closed."""
    report = check_public(PUBLIC, parse_openings(read("one.openings.json")))
    assert report.document["project"]["participants"][0]["name"] == "Example Holding K.K."
    assert report.opened == ("/project/participants/0/name",)


def test_no_confidential_text_is_in_the_public_report() -> None:
    """Names and long numbers that are kept back are in none of its bytes."""
    opened = [one["value"] for one in json.loads(OPENINGS)["openings"]]
    # The days of an invoice are days of the calendar, which is shown.
    texts = [one for one in opened if isinstance(one, str) and len(one) > 4 and "T00:" not in one]
    assert "Example Holding K.K." in texts
    assert [text for text in texts if text.encode() in PUBLIC] == []


@pytest.mark.parametrize("case", json.loads(read("changes.json")), ids=lambda case: case["name"])
def test_changes_are_found(case: dict[str, Any]) -> None:
    """Each change is refused with the code that the vector names."""
    outer = json.loads(PUBLIC)
    *way, last = case["pointer"].split("/")[1:]
    place = outer
    for part in way:
        place = place[part]
    place[last] = case["value"]
    with pytest.raises(DisclosureFault) as caught:
        check_public(canonical(outer))
    assert caught.value.code == case["code"]
