"""Large reports give pages that stay usable: bounded, and told what is left out."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.unit.views.page.large import (
    FINDINGS,
    MEMBERS,
    YEARS,
    many_findings,
    many_members,
    ten_years,
)
from tests.unit.views.page.pages import Tag, read_html, resolve

from jcm_mrv.views.page import charting
from jcm_mrv.views.page.render import render_page
from jcm_mrv.views.words import read_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from jcm_mrv.report.reading import ParsedReport

MEGABYTE = 1_000_000
MAKERS = (ten_years, many_members, many_findings)


@cache
def made(maker: Callable[[], ParsedReport]) -> tuple[ParsedReport, bytes]:
    """Return a large report and its page, without its drawings, which have tests of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(charting, "render_svg", lambda *_: "<svg></svg>")
        parsed = maker()
        return parsed, render_page(parsed, read_language("en"))


@pytest.mark.parametrize("maker", MAKERS, ids=lambda one: str(one.__name__))
def test_what_the_page_adds_to_the_report_is_bounded(maker: Callable[[], ParsedReport]) -> None:
    """Beside the report itself a page has less than a megabyte, whatever the report is of."""
    parsed, page = made(maker)
    assert len(page) - len(b64encode(parsed.data)) < MEGABYTE


def test_ten_years_fit_into_a_page_of_a_megabyte_and_a_half() -> None:
    """120 months of two parameters, with the report inside: under 1.5 MB."""
    parsed, page = made(ten_years)
    assert len(parsed.report.segments) == len(YEARS)
    assert len(page) < 1.5 * MEGABYTE


@pytest.mark.parametrize("maker", MAKERS, ids=lambda one: str(one.__name__))
def test_a_large_page_tells_what_it_leaves_out(maker: Callable[[], ParsedReport]) -> None:
    """What is not shown is counted, and what is shown still has its place in the report."""
    parsed, data = made(maker)
    page = read_html(data)
    document = json.loads(parsed.data)
    for one in page.every("data"):
        found = resolve(document, str(one.attributes["data-at"]))
        assert str(found) == one.attributes["value"]
    left = [one.text for one in page.every("p") if one.attributes.get("class") == "left-out"]
    assert left
    wanted = {
        str(one.attributes["href"])[1:]
        for one in page.every("a")
        if str(one.attributes["href"]).startswith("#")
    }
    assert wanted <= {one.attributes["id"] for one in page.walk() if "id" in one.attributes}


def test_the_first_findings_of_every_code_are_shown() -> None:
    """Of 3,000 findings of two codes 40 of each are there, and 2,920 are said to be left out."""
    page = read_html(made(many_findings)[1])
    part = part_of(page, "findings")
    assert len(part.every("ol")) == 2
    assert [len(one.every("li")) for one in part.every("ol")] == [40, 40]
    left = [one.text for one in part.every("p") if one.attributes.get("class") == "left-out"]
    rest = FINDINGS // 2 - 40
    assert [text.partition(" ")[0] for text in left] == [f"{rest:,}"] * 2


def test_members_are_shown_up_to_a_number() -> None:
    """Of 5,000 points 60 are there, each folded."""
    part = part_of(read_html(made(many_members)[1]), "parameters")
    cards = [one for one in part.every("details") if one.attributes.get("class") == "card"]
    assert len(cards) == 60
    assert all("open" not in one.attributes for one in cards)
    left = [one.text for one in part.every("p") if one.attributes.get("class") == "left-out"]
    assert left[0].startswith(f"{MEMBERS - 60:,} ")


def part_of(page: Tag, name: str) -> Tag:
    """Return a part of the page."""
    return next(one for one in page.every("section") if one.attributes.get("id") == name)
