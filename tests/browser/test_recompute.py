"""Re-compute in the browser: it passes on every example, and names what was changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.opening import NAMES, embed, embed_bytes, page_of
from tests.checker.changing import Place, replaced
from tests.reported import example

if TYPE_CHECKING:
    from tests.browser.opening import Opener

LAO = "lao-data-center"


@pytest.mark.parametrize(("name", "language"), [*((name, "en") for name in NAMES), (LAO, "ja")])
def test_every_example_agrees(opener: Opener, name: str, language: str) -> None:
    """The page complains of nothing, asks for nothing, and every equation gets its mark."""
    state, text = opener.recompute(page_of(name, language))

    marks = opener.page.eval_on_selector_all(
        "section.equation > * output.mark, section.equation > output.mark",
        "(marks) => marks.map((mark) => [mark.dataset.state, mark.textContent])",
    )
    shown = opener.page.locator("data[data-at]").count()
    report = example(name)
    assert (state, opener.complaints, opener.requests) == ("agrees", [], [])
    assert report.sha256 in text
    assert f"{shown:,}" in text
    assert len(marks) == len(report.document["equations"]) > 0
    assert {mark for mark, _ in marks} == {"agrees"}
    assert {said[0] for _, said in marks} == {"\N{CHECK MARK}"}
    assert all(len(said) > 3 for _, said in marks)


def _set(*place: str | int, to: Any) -> tuple[Place, Any]:
    return place, to


CHANGES: dict[str, tuple[tuple[Place, Any], str]] = {
    # The report of the data centre: 428.55169 MWh * 1.8 * 0.5546 t/MWh = 427.8145810932 t.
    "equation": (
        _set("equations", 0, "value", "value", to="428.8145810932"),
        "equation RE, 2017-03-01 – 2017-12-31 (/equations/0/value/value): "
        "stated 428.8145810932, computed 427.8145810932, from the formula and its operands",
    ),
    # 1 MWh more in March 2017 than the 40.5235 that were read.
    "reading": (
        _set("readings", 0, "sum", to="41.5235"),
        "value of EC_IT, 2017-03-01 – 2017-12-31 (/values/0/value): "
        "stated 428.55169, computed 429.55169, from the readings, the edges and the adjustments",
    ),
    "credits": (
        _set("vintages", 0, "credits", to=172),
        "line 2017-03-01 – 2017-12-31 (/vintages/0/credits): "
        "stated 172, computed 171, by the rounding step",
    ),
    "total": (
        _set("totals", "credits", to=208),
        "totals (/totals/credits): stated 208, computed 207, the sum of the lines",
    ),
    "operand": (
        _set("equations", 1, "operands", "EC_DC", "value", to="462.7"),
        "equation PE, 2017-03-01 – 2017-12-31 (/equations/1/operands/EC_DC/value): "
        "stated 462.7, computed 462.73813, as the value or the equation before it states it",
    ),
    "fixed": (
        _set("values", 2, "value", to="1.9"),
        "value of PUE_RE, 2017-03-01 – 2017-12-31 (/values/2/value): "
        "stated 1.9, computed 1.8, as the project or the methodology states it in this report",
    ),
    "rounding": (
        _set("rounding", "years", 1, "whole", to="37"),
        "rounding of 2018 (/rounding/years/1/whole): stated 37, computed 36, by the rounding step",
    ),
    "line": (
        _set("vintages", 1, "reference_emissions", "value", to="90.4592320453"),
        "line 2018-01-01 – 2018-02-28 (/vintages/1/reference_emissions/value): "
        "stated 90.4592320453, computed 90.4592320452, the sum of the segments",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_report_is_told_at_its_first_place(opener: Opener, name: str) -> None:
    """A report that was changed and given its new digest is told where it does not follow."""
    (place, value), told = CHANGES[name]
    changed = replaced(example(LAO).document, place, value)

    state, text = opener.recompute_with(page_of(LAO), changed)

    assert (state, text.splitlines()[1]) == ("differs", told)
    assert opener.complaints == []


def test_the_focus_goes_to_what_differs(opener: Opener) -> None:
    """The equation that differs is unfolded, scrolled into view, marked and has the focus."""
    report = example(LAO).document
    index = len(report["equations"]) - 1
    place = ("equations", index, "value", "value")
    opener.recompute(embed(page_of(LAO), replaced(report, place, "37")))

    focused = opener.page.evaluate(
        """() => {
          const focused = document.activeElement;
          const { top, bottom } = focused.getBoundingClientRect();
          return [focused.dataset.equation, top >= 0 || bottom <= innerHeight,
                  focused.checkVisibility(), focused.querySelector("output.mark").textContent];
        }"""
    )
    before = opener.page.locator("section.equation output.mark").nth(0).text_content()

    # RE of 2018, 90.4592320452 t, less PE, 54.037079418 t.
    told = "\N{BALLOT X} stated 37, computed 36.4221526272"
    assert focused == [str(index), True, True, told]
    assert before == "\N{CHECK MARK} re-computed, agrees"


def test_another_digest_is_told_first(opener: Opener) -> None:
    """A report that was changed without its digest is told as such, and then where."""
    report = example(LAO)
    changed = replaced(report.document, ("totals", "credits"), 208)

    state, text = opener.recompute(embed(page_of(LAO), changed, renew=False))

    _, first, others, *_ = text.splitlines()
    assert state == "differs"
    assert first.startswith(f"the embedded report: stated {report.sha256}, computed ")
    assert first.endswith(", from the bytes of the embedded report")
    assert re.match(r"[0-9]+ more places differ\.", others)


def _shown(html: bytes, at: str, old: str, new: str) -> bytes:
    pattern = f'(<data value="[^"]*" data-at="{re.escape(at)}">){old}</data>'
    changed, count = re.subn(pattern, rf"\g<1>{new}</data>", html.decode())
    assert count > 0
    return changed.encode()


@pytest.mark.parametrize(
    ("at", "old", "new", "exact"),
    [
        ("/totals/credits", "207", "208", "207"),
        # Rounded where it must be cut: 427.8145810932.
        ("/vintages/0/reference_emissions/value", "427.814", "427.815", "427.8145810932"),
        # More digits than the report has: 171.1800141952.
        ("/vintages/0/emission_reductions/value", "171.180", "171.1800141953", "171.1800141952"),
        ("/vintages/0/credits", "171", "-171", "171"),
    ],
    ids=["credits", "rounded", "finer", "sign"],
)
def test_a_number_that_is_shown_otherwise_is_told(
    opener: Opener, at: str, old: str, new: str, exact: str
) -> None:
    """What a reader sees is held against the report: the page's HTML alone was changed."""
    state, text = opener.recompute(_shown(page_of(LAO), at, re.escape(old), new))

    focused = opener.page.evaluate("document.activeElement.textContent")
    beside = opener.page.evaluate("document.activeElement.nextElementSibling.textContent")
    cut = "the exact number, cut to the decimals that are shown"
    assert state == "differs"
    assert f"({at}): stated {new}, computed {exact}, {cut}" in text
    assert focused == new
    assert beside == f"\N{BALLOT X} stated {new}, computed {exact}"


def test_an_exact_number_that_is_another_is_told(opener: Opener) -> None:
    """Shown and exact number were both changed in the HTML: the report says another."""
    html = page_of(LAO).replace(
        b'<data value="207" data-at="/totals/credits">207<',
        b'<data value="208" data-at="/totals/credits">208<',
    )
    assert html != page_of(LAO)

    state, text = opener.recompute(html)

    assert state == "differs"
    assert "(/totals/credits): stated 208, computed 207, as the embedded report states it" in text


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b'{"a":1,"a":1}', "The embedded report is not canonical JSON (RFC 8785)."),
        (b"\xff\xfe", "The embedded report is not JSON."),
        (b"[]", "The embedded report is not of the schema jcm-mrv/report/1."),
    ],
    ids=["twice", "binary", "other"],
)
def test_what_is_no_report_is_told(opener: Opener, raw: bytes, told: str) -> None:
    """Other bytes in the report's place never pass, and say what they are not."""
    state, text = opener.recompute(embed_bytes(page_of(LAO), raw))

    assert state == "differs"
    assert text.splitlines()[1].removeprefix("/schema: ").endswith(told)
    assert opener.complaints == []
