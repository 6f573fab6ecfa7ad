"""A public report hangs together, or is told what was changed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.disclosure.test_openings import DOCUMENT, MARKED, made

from jcm_mrv.canonical import canonical
from jcm_mrv.disclosure.faults import DisclosureFault
from jcm_mrv.disclosure.openings import check_openings, render_openings, select_openings
from jcm_mrv.disclosure.openings import parse_openings as parse
from jcm_mrv.disclosure.publishing import check_public, is_public, render_public

OPENINGS = made()
PUBLIC = render_public(check_openings(DOCUMENT, OPENINGS, MARKED), OPENINGS.root)


def test_without_openings_the_closed_places_are_listed() -> None:
    """What is kept back is named by place, and nothing of it is shown."""
    report = check_public(PUBLIC)
    assert report.closed == ("/n~1r", "/project/participants/1/name")
    assert report.data is None
    assert report.root == OPENINGS.root
    assert b"B Ltd" not in PUBLIC


def test_with_all_openings_the_very_bytes_come_back() -> None:
    """Filled in, a public report is report.json again."""
    report = check_public(PUBLIC, OPENINGS)
    assert report.data == canonical(DOCUMENT)
    assert report.closed == ()


def test_some_openings_fill_in_some_values() -> None:
    """The rest stays closed."""
    report = check_public(PUBLIC, select_openings(OPENINGS, ["/n~1r"]))
    assert report.opened == ("/n~1r",)
    assert report.closed == ("/project/participants/1/name",)
    assert report.document["n/r"] == 12


def test_a_public_report_is_known_by_its_schema() -> None:
    """A report and a public one are told apart."""
    assert is_public(json.loads(PUBLIC))
    assert not is_public(DOCUMENT)
    assert not is_public([])


def edited(edit: Any) -> bytes:
    """Return the public report after a change to its wrapper."""
    outer = json.loads(PUBLIC)
    edit(outer)
    return canonical(outer)


def _open(outer: dict[str, Any]) -> None:
    outer["document"]["project"]["title"] = "B plant"


def _swap(outer: dict[str, Any]) -> None:
    document = outer["document"]
    name = document["project"]["participants"][1]
    document["n/r"], name["name"] = name["name"], document["n/r"]


def _commitment(outer: dict[str, Any]) -> None:
    outer["document"]["n/r"]["commitment"] = "00" * 32


def _drop(outer: dict[str, Any]) -> None:
    del outer["document"]["n/r"]


def _rename(outer: dict[str, Any]) -> None:
    outer["document"]["n/s"] = outer["document"].pop("n/r")


def _root(outer: dict[str, Any]) -> None:
    outer["root"] = "00" * 32


def _show(outer: dict[str, Any]) -> None:
    outer["document"]["n/r"] = 12


def _hide(outer: dict[str, Any]) -> None:
    outer["document"]["project"]["title"] = {"commitment": "00" * 32}


@pytest.mark.parametrize("edit", [_open, _swap, _commitment, _drop, _rename, _root, _show, _hide])
def test_every_change_moves_the_root(edit: Any) -> None:
    """A value, a commitment, its place, or the root itself: V381."""
    with pytest.raises(DisclosureFault, match="give the root") as caught:
        check_public(edited(edit))
    assert caught.value.code == "V381"


def _more(outer: dict[str, Any]) -> None:
    outer["more"] = 1


def _list(outer: dict[str, Any]) -> None:
    outer["document"] = [1]


def _short(outer: dict[str, Any]) -> None:
    outer["root"] = "00"


def _all(outer: dict[str, Any]) -> None:
    outer["document"] = {"commitment": "00" * 32}


def _number(outer: dict[str, Any]) -> None:
    outer["document"]["n/r"]["commitment"] = 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it cannot be read"),
        (b'{"a":1,"a":2}', 'the key "a" is there twice'),
        (canonical(DOCUMENT), 'its schema is not "jcm-mrv/public-report/1"'),
        (edited(_more), "it has not the keys document, root, schema alone"),
        (edited(_list), "it has not the keys"),
        (edited(_short), "its root is not 64 hexadecimal digits"),
        (edited(_all), "it shows nothing of a report"),
        (edited(_number), "a commitment is 64 hexadecimal digits"),
        (PUBLIC + b"\n", "its bytes are not in canonical form"),
        (PUBLIC.replace(b"A plant", b"A\\ud800"), "it holds half a character"),
    ],
)
def test_what_is_no_public_report_is_told(data: bytes, message: str) -> None:
    """Each fault of the file has a sentence, and the code V380."""
    with pytest.raises(DisclosureFault, match=message) as caught:
        check_public(data)
    assert caught.value.code == "V380"


def altered(**changes: Any) -> Any:
    """Return the openings with the first entry, or a key of the whole, changed."""
    document = json.loads(render_openings(OPENINGS))
    for key, value in changes.items():
        (document if key in document else document["openings"][0])[key] = value
    return parse(canonical(document))


@pytest.mark.parametrize(
    ("openings", "code", "message"),
    [
        (altered(value=13), "V382", "the opening of /n~1r: value and salt do not give"),
        (altered(salt="11" * 32), "V382", "value and salt do not give"),
        (altered(pointer="/project/title"), "V382", "nothing is kept back there"),
        (altered(root="00" * 32), "V383", "they belong to the report with the root"),
        (altered(report_sha256="00" * 32), "V383", "opened in full, the report has the SHA-256"),
    ],
)
def test_an_opening_that_does_not_fit_is_told(openings: Any, code: str, message: str) -> None:
    """A value is believed only if it gives the commitment that stands in its place."""
    with pytest.raises(DisclosureFault, match=message) as caught:
        check_public(PUBLIC, openings)
    assert caught.value.code == code


def test_a_swapped_pair_of_openings_does_not_fit() -> None:
    """An opening is for its own place."""
    document = json.loads(render_openings(OPENINGS))
    first, second = document["openings"]
    first["pointer"], second["pointer"] = second["pointer"], first["pointer"]
    with pytest.raises(DisclosureFault, match="value and salt do not give"):
        check_public(PUBLIC, parse(canonical(document)))
