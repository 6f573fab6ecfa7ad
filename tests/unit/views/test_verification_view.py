"""A verification on paper: verdict, steps, the first node."""

from __future__ import annotations

import json

import pytest
from tests.unit.verification.handed import LAO, read

from jcm_mrv.canonical import canonical
from jcm_mrv.verification.document import render_verification as describe
from jcm_mrv.verification.request import Request
from jcm_mrv.verification.verifying import verify
from jcm_mrv.views.surface import Surface
from jcm_mrv.views.verification import render_verification


def shown(**surface: object) -> str:
    """Return what an edited title looks like, with a mark that turns a terminal round."""
    document = read()
    document["project"]["title"] = "\u202eA plant\x1b[31m"
    outcome = verify(Request(canonical(document), LAO, unsigned=True))
    return render_verification(describe(outcome), Surface(**surface))  # type: ignore[arg-type]


def test_marks_have_words_where_only_ascii_is_understood() -> None:
    """A terminal without the marks shows words of the same meaning."""
    text = shown(ascii=True)
    assert text.isascii()
    assert "ok  1  Form" in text
    assert "NO  6  Totals" in text


def test_nothing_of_a_report_drives_a_terminal() -> None:
    """Escape sequences and marks that turn the writing are shown as escapes."""
    text = shown()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "✗  6  Totals" in text


def test_the_verdict_comes_first_and_fits() -> None:
    """The first word is the verdict, and no line is longer than the surface."""
    text = shown(width=60)
    assert text.startswith("DIFFERS: ")
    assert max(map(len, text.splitlines())) <= 60


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            json.dumps(read(), indent=1).encode(),
            "the numbers follow from the inputs, but form or signatures do not hold.",
        ),
        (b"", "form, envelope or signatures do not hold."),
    ],
    ids=["laid out for the eye", "empty"],
)
def test_the_verdict_does_not_blame_numbers_that_hold(data: bytes, sentence: str) -> None:
    """Where form or signatures alone are at fault, the first line says so."""
    outcome = verify(Request(data, LAO, unsigned=True))
    text = render_verification(describe(outcome), Surface())
    assert text.splitlines()[0] == f"DIFFERS: {sentence}"
