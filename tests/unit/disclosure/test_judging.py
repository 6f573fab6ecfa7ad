"""What a project keeps back, and what came of it, is judged in findings."""

from __future__ import annotations

import json

import pytest
from tests.unit.disclosure.test_derivable import report
from tests.unit.disclosure.test_publishing import OPENINGS, PUBLIC

from jcm_mrv.canonical import canonical
from jcm_mrv.disclosure.judging import judge_marks, judge_public
from jcm_mrv.disclosure.marking import find_marked
from jcm_mrv.disclosure.openings import render_openings, select_openings


def lines(data: bytes, openings: bytes | None, root: str | None) -> list[str]:
    """Return the findings on a public report."""
    return [f"{one.severity}: {one.line()}" for one in judge_public(data, openings, root).findings]


KEPT_BACK = (
    "warning: report.public.json: V384 2 places are kept back, and cannot be calculated again: "
    "/n~1r, /project/participants/1/name"
)


def test_a_signed_public_report_tells_what_is_kept_back() -> None:
    """Its root is the signed one; the closed places are named."""
    assert lines(PUBLIC, None, OPENINGS.root) == [KEPT_BACK]


def test_with_all_openings_nothing_is_found() -> None:
    """The report is whole again, and its bytes are known."""
    judged = judge_public(PUBLIC, render_openings(OPENINGS), OPENINGS.root)
    assert judged.findings == ()
    assert judged.report is not None
    assert judged.report.data is not None


def test_some_openings_leave_the_rest() -> None:
    """What is left is one place."""
    some = render_openings(select_openings(OPENINGS, ["/n~1r"]))
    assert lines(PUBLIC, some, OPENINGS.root) == [
        "warning: report.public.json: V384 1 place is kept back, and cannot be calculated again: "
        "/project/participants/1/name"
    ]


@pytest.mark.parametrize(
    ("root", "named"), [(None, "names none"), ("00" * 32, f"names {'00' * 32}")]
)
def test_a_root_that_was_not_signed_is_an_error(root: str | None, named: str) -> None:
    """A replayed statement, or one without a second subject, vouches for nothing here."""
    assert lines(PUBLIC, None, root) == [
        f"error: report.public.json: /root: V387 the root is {OPENINGS.root}, and the statement "
        f"that was signed {named}"
    ]


def test_a_changed_public_report_is_an_error() -> None:
    """Nothing else is judged then."""
    (line,) = lines(PUBLIC.replace(b"A plant", b"B plant"), None, OPENINGS.root)
    assert line.startswith("error: report.public.json: V381 its values give the root ")


def test_openings_that_do_not_fit_leave_the_report_closed() -> None:
    """The fault lies with the openings, and is told with what is kept back."""
    document = json.loads(render_openings(OPENINGS))
    document["openings"][0]["value"] = 13
    assert lines(PUBLIC, canonical(document), OPENINGS.root) == [
        "error: report.openings.json: /n~1r: V382 the opening of /n~1r: value and salt do not "
        "give the commitment that stands there",
        KEPT_BACK,
    ]
    (first, _) = lines(PUBLIC, b"{", OPENINGS.root)
    assert first.startswith("error: report.openings.json: V383 it cannot be read")


def test_marks_in_vain_and_idle_words_are_told() -> None:
    """A warning for what follows from the rest, a note for a word without a place."""
    document = report("events", "monitored.EG")
    found = judge_marks(document, find_marked(document), "report.json")
    assert [f"{one.severity}: {one.line()}" for one in found] == [
        'warning: report.json: /values/0/value: V385 what "monitored.EG" keeps back follows from '
        "RE = (EG - AUX) * EF; mark equations.RE or monitored.AUX or fixed.EF as well",
        'note: report.json: /project/confidential/0: V386 the word "events" keeps nothing of this '
        "report back",
    ]
