"""Markup is made in one place, which escapes whatever is not markup already."""

from __future__ import annotations

import pytest

from jcm_mrv.views.page.markup import Markup, element, escape_text, join, wrap_breaks
from jcm_mrv.views.page.node import Node


def test_a_text_is_escaped_and_markup_is_not() -> None:
    """The child <b> that was made stays, the text <b> is shown as characters."""
    made = element("b", "<b>")
    assert made == "<b>&lt;b&gt;</b>"
    assert element("p", made, "&") == "<p><b>&lt;b&gt;</b>&amp;</p>"


def test_an_attribute_is_escaped_and_quoted() -> None:
    """Neither quote ends an attribute; None and False are left out, True has no value."""
    made = element("a", href="\"'<>&", class_="x", data_at="/a", open=True, lang=None, hidden=False)
    assert made == '<a href="&quot;&#x27;&lt;&gt;&amp;" class="x" data-at="/a" open></a>'


def test_an_element_without_content_has_no_end() -> None:
    """A line break is <br> alone."""
    assert element("br") == "<br>"


def test_a_separator_is_escaped_like_the_parts() -> None:
    """Parts and separators may each be text or markup; None is no part."""
    assert join(["a", None, element("i", "b")], " < ") == "a &lt; <i>b</i>"
    assert join(["a", "b"], Markup("<br>")) == "a<br>b"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x85", "\u202e", "\u2066", "\ufffe"])
def test_characters_that_mislead_are_shown_as_replaced(character: str) -> None:
    """A control character, or one that turns the direction of reading, is seen to be there."""
    assert escape_text(f"a{character}b") == "a\N{REPLACEMENT CHARACTER}b"


def test_a_path_may_break_behind_its_signs() -> None:
    """Long paths wrap at / . and _, and are escaped."""
    assert wrap_breaks("a/b.c<d") == "a/<wbr>b.<wbr>c&lt;d"


def test_a_place_knows_its_pointer() -> None:
    """Keys with ~ and / are written as RFC 6901 says: ~0 and ~1."""
    place = Node({"a/b~": [{"c": "1"}]})["a/b~"][0]["c"]
    assert (place.value, place.pointer) == ("1", "/a~1b~0/0/c")


def test_null_and_nothing_are_nothing() -> None:
    """A key that is missing and one that is null both lead nowhere."""
    place = Node({"a": None, "b": 0})
    assert (place.get("a"), place.get("c"), place.text("a"), place.text("b")) == (
        None,
        None,
        None,
        "0",
    )
