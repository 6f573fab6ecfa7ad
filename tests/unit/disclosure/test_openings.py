"""Salts and values of what is kept back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.disclosure import plain

from jcm_mrv.canonical import canonical, digest
from jcm_mrv.disclosure.faults import DisclosureFault
from jcm_mrv.disclosure.openings import (
    Opening,
    Openings,
    check_openings,
    make_openings,
    parse_openings,
    render_openings,
    select_openings,
)

DOCUMENT: dict[str, Any] = {
    "project": {"title": "A plant", "participants": [{"name": "A Ltd"}, {"name": "B Ltd"}]},
    "n/r": 12,
}
MARKED = [("project", "participants", 1, "name"), ("n/r",)]


def counter() -> Any:
    """Return a drawing of salts that counts from zero."""
    drawn = iter(range(256))
    return lambda size: bytes([next(drawn)]) * size


def made() -> Openings:
    """Return the openings of the document above."""
    return make_openings(DOCUMENT, MARKED, counter())


def test_openings_come_in_the_order_of_the_report() -> None:
    """Each marked place has a salt of its own, its pointer and its value."""
    openings = made()
    assert openings.entries == (
        Opening("/n~1r", "00" * 32, 12),
        Opening("/project/participants/1/name", "01" * 32, "B Ltd"),
    )
    assert openings.report_sha256 == digest(canonical(DOCUMENT))


def test_the_root_is_that_of_plain_python() -> None:
    """Another reading of the page gives the same root."""
    closed = json.loads(json.dumps(DOCUMENT))
    closed["n/r"] = {"commitment": plain.commitment("00" * 32, 12)}
    closed["project"]["participants"][1]["name"] = {
        "commitment": plain.commitment("01" * 32, "B Ltd")
    }
    assert made().root == plain.root(closed)


def test_an_openings_file_reads_back() -> None:
    """What is written is what is read."""
    assert parse_openings(render_openings(made())) == made()


def test_another_signer_gets_the_same_public_version() -> None:
    """The openings that are there are checked against the report, and used."""
    public = check_openings(DOCUMENT, made(), MARKED)
    assert plain.root(dict(public)) == made().root
    assert public["project"]["participants"][0] == {"name": "A Ltd"}


def broken(**changes: Any) -> dict[str, Any]:
    """Return an openings file with some keys changed."""
    return {**json.loads(render_openings(made())), **changes}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "it cannot be read: it is not JSON"),
        (b"[]", 'its schema is not "jcm-mrv/openings/1"'),
        (canonical(broken(schema="jcm-mrv/openings/2")), "its schema is not"),
        (canonical(broken(more=1)), "it has not the keys openings, report_sha256, root, schema"),
        (canonical(broken(openings={})), "it has not the keys"),
        (canonical(broken(root="AB" * 32)), "root are not 64 hexadecimal digits"),
        (canonical(broken(openings=[{"pointer": "/a", "salt": "00"}])), r"openings\[0\] has not"),
        (
            canonical(broken(openings=[{"pointer": "/a", "salt": "00", "value": 1}])),
            r"openings\[0\] has not",
        ),
        (
            canonical(broken(openings=[{"pointer": "/a", "salt": "0" * 64, "value": 1}] * 2)),
            "it opens a place twice",
        ),
    ],
)
def test_what_is_no_openings_file_is_told(data: bytes, message: str) -> None:
    """Each fault of the file has a sentence, and the code V383."""
    with pytest.raises(DisclosureFault, match=message) as caught:
        parse_openings(data)
    assert caught.value.code == "V383"


def changed(number: int, **changes: Any) -> Openings:
    """Return the openings with one entry changed."""
    document = json.loads(render_openings(made()))
    document["openings"][number] |= changes
    return parse_openings(canonical(document))


@pytest.mark.parametrize(
    ("openings", "message"),
    [
        (changed(0, value=13), "the value at /n~1r is not that of the report"),
        (changed(0, value=True), "the value at /n~1r is not that of the report"),
        (changed(0, salt="ff" * 32), "their root is not that of the report"),
        (changed(0, pointer="/nothing"), "the report has no /nothing"),
        (Openings(made().report_sha256, "00" * 32, made().entries), "their root is not"),
        (Openings("00" * 32, made().root, made().entries), "they belong to another report"),
        (
            Openings(made().report_sha256, made().root, made().entries[:1]),
            "they leave /project/participants/1/name open",
        ),
    ],
)
def test_openings_of_another_report_are_not_used(openings: Openings, message: str) -> None:
    """A second signer is told what does not fit, before anything is signed."""
    with pytest.raises(DisclosureFault, match=message) as caught:
        check_openings(DOCUMENT, openings, MARKED)
    assert caught.value.code == "V383"


def test_further_places_may_be_kept_back() -> None:
    """Openings made by a version that marks more are as good."""
    assert check_openings(DOCUMENT, made(), MARKED[:1])


def test_single_values_are_opened() -> None:
    """A pointer chooses one opening, or all that lie below it."""
    one = select_openings(made(), ["/n~1r"])
    assert [entry.pointer for entry in one.entries] == ["/n~1r"]
    below = select_openings(made(), ["/project"])
    assert [entry.pointer for entry in below.entries] == ["/project/participants/1/name"]
    assert (below.root, below.report_sha256) == (made().root, made().report_sha256)


def test_to_open_what_is_open_is_refused() -> None:
    """A pointer with a slip is told."""
    with pytest.raises(DisclosureFault, match="nothing is kept back at /project/title"):
        select_openings(made(), ["/n~1r", "/project/title"])


def test_a_report_cannot_hold_what_reads_as_a_commitment() -> None:
    """An object whose only key is ``commitment`` would be taken for a value kept back."""
    with pytest.raises(DisclosureFault, match='only key is "commitment"'):
        make_openings({"a": {"commitment": "x"}}, [], counter())


def test_a_whole_object_is_kept_back_as_one() -> None:
    """Where keys are telling, the object that holds them is one value."""
    openings = make_openings(DOCUMENT, [("project", "participants")], counter())
    assert openings.entries[0].value == DOCUMENT["project"]["participants"]
    public = check_openings(DOCUMENT, openings, [("project", "participants", 1, "name")])
    assert list(public["project"]["participants"]) == ["commitment"]
