"""The page in Japanese: what is left in English is the report's own, and is marked as English."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.reported import NAMES, example
from tests.unit.views.page.pages import Tag, elements_of

if TYPE_CHECKING:
    from collections.abc import Iterator

QUIET = frozenset({"script", "style", "code", "data", "math", "svg"})
KNOWN = frozenset({"SHA-256"})
LATIN = re.compile("[A-Za-z]{3}")


def loose_texts(one: Tag) -> Iterator[str]:
    """Give the texts that are not marked as another language, nor code, numbers or formulas."""
    if one.name in QUIET or one.attributes.get("lang", "ja") != "ja":
        return
    for child in one.children:
        if isinstance(child, str):
            yield child.strip()
        else:
            yield from loose_texts(child)


def own_texts(value: Any) -> Iterator[str]:
    """Give every text of a report."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from own_texts(inner)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_the_page_is_left_in_english(name: str) -> None:
    """A text without a Japanese letter is a text of the report, or known to be the same."""
    own = "\n".join(own_texts(json.loads(example(name).data)))
    left = {
        text
        for text in loose_texts(elements_of(name, "ja").every("body")[0])
        if LATIN.search(text) and all(ord(letter) < 0x2E80 for letter in text)
    }
    foreign = {text for text in left - KNOWN if not all(part in own for part in parts_of(text))}
    assert foreign == set()


def parts_of(text: str) -> list[str]:
    """Return the words of a text that has several texts of the report in a row."""
    return [part for part in re.split(r"[][\s,:;()/]+", text) if LATIN.search(part)]


def test_texts_of_the_project_are_marked_as_english() -> None:
    """A screen reader changes its voice for the title, and not for the Japanese around it."""
    page = elements_of("lao-data-center", "ja")
    assert page.every("html")[0].attributes["lang"] == "ja"
    assert page.every("h1")[0].attributes["lang"] == "en"
    assert all("lang" not in one.attributes for one in page.every("h2"))
