"""Texts of a report made fit for paper."""

from __future__ import annotations

from jcm_mrv.views.paper.texts import cut, prepare, shorten_text
from jcm_mrv.views.words import read_language

ENGLISH = read_language("en")
BREAK = "\u200b"


def ready(value: object, missing: str = "") -> object:
    """Return a value as the templates get it."""
    return prepare(value, ENGLISH, frozenset(missing))


def test_a_long_path_may_break_behind_its_signs() -> None:
    """Nothing else is put into a text, so that what is copied from the paper is the path."""
    path = "monitoring/2017-03/feed_a.csv"
    assert ready(path) == BREAK.join(["monitoring/", "2017-", "03/", "feed_", "a.", "csv"])
    assert ready("monitoring/a.csv") == "monitoring/a.csv"


def test_a_long_word_may_break_anywhere() -> None:
    """Forty letters without a sign break after eighteen each."""
    assert ready("W" * 40) == BREAK.join(["W" * 18, "W" * 18, "W" * 4])


def test_a_narrow_column_breaks_a_number_of_a_device_but_no_word() -> None:
    """A plain word is divided by its syllables; eleven characters of another fit."""
    cell = {"is": "table", "small": True, "rows": [["responsibilities", "SN20160417000"]]}
    assert ready(cell) == {**cell, "rows": [["responsibilities", f"SN201604170{BREAK}00"]]}


def test_japanese_breaks_by_itself() -> None:
    """No place to break is put between its characters."""
    text = "排出削減量は各暦年の合計であり、整数トンに切り捨てます"
    assert ready(text) == text


def test_what_cannot_be_seen_is_shown() -> None:
    """A mark that turns the direction of writing, and a bell, are no text."""
    assert ready("a\u202eb\x07") == "a\\u202eb\\x07"
    assert ready("a\nb") == "a b"


def test_a_missing_character_is_a_box_also_in_drawings() -> None:
    """Text and drawing say the same."""
    assert ready({"svg": "<text>x\u1780</text>"}, "\u1780") == {"svg": "<text>x▯</text>"}
    assert ready("x\u1780", "\u1780") == "x▯"


def test_the_report_that_is_attached_stays_as_it_is() -> None:
    """Its digest is that of the file."""
    text = '{"a": "\u202e\u1780' + "W" * 40 + '"}'
    assert ready({"report": text}, "\u1780") == {"report": text}


def test_a_long_text_is_cut_with_a_count() -> None:
    """2,300 characters less 2,000 are 300."""
    assert shorten_text("a" * 2300, ENGLISH) == "a" * 2000 + "… [300 more characters]"
    assert shorten_text("a" * 2000, ENGLISH) == "a" * 2000
    assert cut("abcdef", 4) == "abc…"
