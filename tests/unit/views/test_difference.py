"""A comparison as text: narrow, long, in ASCII, and harmless."""

from __future__ import annotations

from typing import Any

import pytest

from jcm_mrv.views.difference import headline, render_difference, render_difference_markdown
from jcm_mrv.views.surface import Surface

NAMES = ("a.json", "b.json")


def document_of(**changes: Any) -> dict[str, Any]:
    """Return a comparison with one changed month, as its document."""
    report = {
        "sha256": "0" * 64,
        "reference_number": "LA001",
        "title": "T",
        "software": "0.3.0",
        "methodology": "m 1.0.0",
        "start": "2017-01-01",
        "end": "2017-12-31",
    }
    entry = {"year": 2017, "month": "2017-05", "tonnes": "-1/3", "a": "3", "b": "2", "unit": "MWh"}
    part = {"cause": "readings", "words": "readings", "name": "EG", "code": None}
    return {
        "schema": "jcm-mrv/difference/1",
        "rule": "straight-path",
        "a": report,
        "b": report,
        "same": False,
        "credits": {"a": 5, "b": 4, "difference": -1},
        "emission_reductions": {"a": "5.1", "b": "4.9", "difference": "-0.2"},
        "years": [],
        "parts": [{**part, "tonnes": "-1/3", "entries": [entry]}],
        "attributed": "-1/3",
        "withheld": [],
        "remarks": [],
        "results": {},
        "changes": [],
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"same": True}, "The reports are the same."),
        ({}, "Credits: 5 t in A, 4 t in B: -1 t."),
        (
            {"credits": {"a": 5, "b": 5, "difference": 0}},
            "Credits: 5 t in both; what differs moves no whole tonne.",
        ),
        (
            {"credits": {"a": None, "b": 5, "difference": None}},
            "No credits to compare. Emission reductions: 5.100 t in A, 4.900 t in B: -0.200 t.",
        ),
        (
            {
                "credits": {"a": None, "b": 5, "difference": None},
                "emission_reductions": {"a": None, "b": "5", "difference": None},
            },
            "Neither credits nor emission reductions can be compared.",
        ),
    ],
)
def test_the_headline_tells_the_result(changes: dict[str, Any], expected: str) -> None:
    """One sentence, whatever there is to compare."""
    assert headline(document_of(**changes)) == expected


def test_a_part_with_one_entry_takes_one_line() -> None:
    """The month stands beside the parameter; what is cut is not rounded: -0.333."""
    text = render_difference(document_of(), NAMES, Surface())
    assert "readings EG 2017-05  3 MWh  2 MWh  -0.333\n" in text


def test_long_lists_are_cut_and_say_so() -> None:
    """Of 30 months the 12 that moved most are shown, in their order; of changes the first 20."""
    entries = [
        {"year": 2017, "month": f"2017-{one:02}", "tonnes": str(one), "a": "1", "b": "2"}
        for one in range(1, 31)
    ]
    part = {"cause": "readings", "words": "", "name": "EG", "code": None, "tonnes": "465"}
    changes = [{"place": f"place {one}", "a": "1", "b": "2"} for one in range(30)]
    document = document_of(parts=[{**part, "entries": entries}], changes=changes)
    text = render_difference(document, NAMES, Surface())
    shown = [line.split()[0] for line in text.splitlines() if line.startswith("  2017-")]
    assert shown == [f"2017-{one}" for one in range(19, 31)]
    assert "... 18 more" in text
    assert "... 10 more; --format json lists them" in text
    assert "18 more" in render_difference_markdown(document, NAMES)


@pytest.mark.parametrize("width", [20, 40, 80])
def test_the_text_fits_its_width(width: int) -> None:
    """Long names, numbers and texts are cut or folded."""
    long = "X" * 300
    entry = {"year": 2017, "member": long, "tonnes": "1/7", "a": long, "b": "2/7", "unit": long}
    part = {"cause": "fixed", "words": "", "name": long, "code": None, "tonnes": "1/7"}
    document = document_of(
        parts=[{**part, "entries": [{**entry, "a": "1/3"}]}],
        remarks=["a remark " * 20],
        changes=[{"place": long, "a": None, "b": long}],
    )
    text = render_difference(document, (long, long), Surface(width=width))
    assert max(map(len, text.splitlines())) <= width


def test_a_report_cannot_drive_the_terminal() -> None:
    """Escape sequences and markup in names are shown letter by letter."""
    part = {"cause": "fixed", "words": "", "name": "\x1b[31m[bold]EF[/bold]", "code": None}
    document = document_of(parts=[{**part, "tonnes": "1", "entries": []}])
    text = render_difference(document, NAMES, Surface(ascii=True))
    assert "\x1b" not in text
    assert "\\x1b[31m[bold]EF[/bold]" in text.replace("\n", "")


def test_withheld_credits_are_told_with_their_codes() -> None:
    """Which report, which years, and why; a trial run has none by itself."""
    withheld = [
        {"report": "A", "years": [2017], "codes": ["D104", "P081"], "trial": False},
        {"report": "B", "years": [2017, 2018], "codes": [], "trial": True},
    ]
    text = render_difference(document_of(withheld=withheld), NAMES, Surface())
    assert "A gives no credits for 2017: D104, P081.\n" in text
    assert "B gives no credits for 2017, 2018: it is a trial run outside of the JCM.\n" in text
