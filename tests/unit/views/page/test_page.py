"""The page of each example: its numbers, its form, and what it holds."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise

import pytest
from tests.reported import NAMES, example
from tests.unit.views.page.pages import Tag, elements_of, page_of, resolve

from jcm_mrv.views.page.render import render_page
from jcm_mrv.views.words import read_language

LANGUAGES = ("en", "ja")
every_page = pytest.mark.parametrize(
    ("name", "language"), [(name, code) for name in NAMES for code in LANGUAGES]
)
every_example = pytest.mark.parametrize("name", NAMES)


def numbers_of(page: Tag) -> list[Tag]:
    """Return the elements that hold a number of the report."""
    return page.every("data")


@every_page
def test_every_number_is_the_report_s_own(name: str, language: str) -> None:
    """A number's place in the report leads to exactly the text that stands beside it."""
    document = json.loads(example(name).data)
    numbers = numbers_of(elements_of(name, language))
    assert len(numbers) > 40
    for one in numbers:
        found = resolve(document, str(one.attributes["data-at"]))
        assert isinstance(found, (str, int))
        assert str(found) == one.attributes["value"]


@every_page
def test_what_is_shown_is_the_number_cut(name: str, language: str) -> None:
    """A shown number never claims more than the exact one, and less only behind its last digit."""
    for one in numbers_of(elements_of(name, language)):
        shown = one.text.replace(",", "").removesuffix("%").rstrip()
        exact = Fraction(str(one.attributes["value"]))
        if one.text.endswith("%"):
            exact *= 100
        places = len(shown.partition(".")[2])
        assert Fraction(shown) * exact >= 0
        assert 0 <= abs(exact) - abs(Fraction(shown)) < Fraction(1, 10**places)


@every_example
def test_the_report_lies_in_the_page_byte_for_byte(name: str) -> None:
    """Whoever has the page has the report, and its digest."""
    report = next(one for one in elements_of(name).every("script") if one.attributes.get("id"))
    assert report.attributes["id"] == "report"
    assert report.attributes["type"] == "application/octet-stream"
    assert b64decode(report.raw, validate=True) == example(name).data
    assert report.attributes["data-sha256"] == sha256(example(name).data).hexdigest()


@every_page
def test_the_policy_names_the_one_style_and_the_one_script(name: str, language: str) -> None:
    """The policy stands before what it speaks of, and allows nothing but these two texts."""
    page = elements_of(name, language)
    head = [one for one in page.every("head")[0].children if isinstance(one, Tag)]
    policy = next(one for one in head if one.attributes.get("http-equiv"))
    place = head.index(policy)
    assert all(one.name == "meta" and "charset" in one.attributes for one in head[:place])
    styles = page.every("style")
    scripts = [one for one in page.every("script") if "type" not in one.attributes]
    rules = dict(
        rule.strip().partition(" ")[::2] for rule in str(policy.attributes["content"]).split(";")
    )
    assert rules == {
        "default-src": "'none'",
        "script-src": " ".join(map(digest_of, scripts)) or "'none'",
        "style-src": " ".join(map(digest_of, styles)),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert len(styles) == 1
    assert len(scripts) <= 1


def digest_of(one: Tag) -> str:
    """Return the digest of a script or style as a policy names it."""
    return f"'sha256-{b64encode(sha256(one.raw.encode()).digest()).decode()}'"


@every_page
def test_nothing_in_the_page_leads_out_of_it_unasked(name: str, language: str) -> None:
    """No handler, no inline style, no source of another file; links tell nothing of this page."""
    for one in elements_of(name, language).walk():
        assert one.name not in {"img", "iframe", "object", "embed", "link", "base", "form"}
        for key, value in one.attributes.items():
            assert not key.startswith("on")
            assert key not in {"style", "src", "srcset", "action", "formaction", "ping"}
            if key in {"href", "xlink:href"} and not str(value).startswith("#"):
                assert str(value).startswith("https://")
                assert one.attributes["rel"] == "noreferrer noopener"
    referrer = [
        one.attributes["content"]
        for one in elements_of(name, language).every("meta")
        if one.attributes.get("name") == "referrer"
    ]
    assert referrer == ["no-referrer"]


@every_page
def test_places_inside_the_page_exist_once(name: str, language: str) -> None:
    """Each id is there once, and each link inside the page leads to one."""
    page = elements_of(name, language)
    ids = [one.attributes["id"] for one in page.walk() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    named = ("aria-labelledby", "aria-describedby", "for")
    wanted = {
        str(one.attributes["href"])[1:]
        for one in page.every("a")
        if str(one.attributes["href"]).startswith("#")
    }
    wanted |= {
        part
        for one in page.walk()
        for key in named
        if key in one.attributes
        for part in str(one.attributes[key]).split()
    }
    assert wanted <= set(ids)


@every_page
def test_headings_and_landmarks_make_an_outline(name: str, language: str) -> None:
    """One first heading, no level left out on the way down, and the landmarks of a page."""
    page = elements_of(name, language)
    levels = [int(one.name[1]) for one in page.walk() if re.fullmatch("h[1-6]", one.name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert page.every("html")[0].attributes["lang"] == language
    assert len(page.every("main")) == 1
    assert len(page.every("nav")) == 1
    first = next(one for one in page.every("body")[0].children if isinstance(one, Tag))
    assert (first.name, first.attributes["class"]) == ("a", "skip")


@every_page
def test_tables_and_folds_say_what_they_hold(name: str, language: str) -> None:
    """A table has a caption and headings with a scope, a fold a summary with words."""
    page = elements_of(name, language)
    for one in page.every("table"):
        assert one.every("caption")[0].text.strip()
        heads = one.every("th")
        assert heads
        assert all(head.attributes["scope"] in {"col", "row"} for head in heads)
        widths = {
            len([cell for cell in row.children if isinstance(cell, Tag)]) for row in one.every("tr")
        }
        assert len(widths) == 1
    for one in page.every("details"):
        head = next(child for child in one.children if isinstance(child, Tag))
        assert head.name == "summary"
        assert head.text.strip()


@every_example
def test_the_script_finds_what_it_works_with(name: str) -> None:
    """Each equation and input of the report has its element, with an empty place for a mark."""
    page = elements_of(name)
    document = json.loads(example(name).data)
    for key, rows in (("data-equation", "equations"), ("data-input", "inputs")):
        found = [one for one in page.walk() if key in one.attributes]
        assert [one.attributes[key] for one in found] == [
            str(place) for place in range(len(document[rows]))
        ]
        for one in found:
            marks = [mark for mark in one.every("output") if mark.attributes.get("class") == "mark"]
            assert [mark.text for mark in marks] == [""]
    by_id = {one.attributes["id"]: one for one in page.walk() if "id" in one.attributes}
    assert (by_id["recompute"].name, by_id["recompute"].attributes["type"]) == ("button", "button")
    assert "hidden" in by_id["recompute"].attributes
    assert by_id["verdict"].attributes["aria-live"] == "polite"
    assert "multiple" in by_id["files"].attributes
    assert isinstance(json.loads(by_id["words"].raw), dict)


@every_example
def test_the_same_report_gives_the_same_page(name: str) -> None:
    """A page depends on the report and the language alone."""
    assert render_page(example(name), read_language("en")) == page_of(name)


@every_example
def test_the_first_screen_says_what_the_report_comes_to(name: str) -> None:
    """Project, number, period and credits by vintage stand in the first part of the page."""
    report = example(name).report
    page = elements_of(name)
    first = next(one for one in page.every("section") if one.attributes.get("id") == "summary")
    assert report.project.title in first.text
    assert (report.project.reference_number or "") in first.text
    for line in report.vintages:
        assert str(line.year) in first.text
        if line.credits is not None:
            assert f"{line.credits:,}\N{NO-BREAK SPACE}t" in first.text.replace(
                " t", "\N{NO-BREAK SPACE}t"
            )
