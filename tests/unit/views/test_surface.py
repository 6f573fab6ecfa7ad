"""What foreign text may do to a terminal: nothing."""

from __future__ import annotations

import pytest

from jcm_mrv.views.surface import Surface, draw, make_document_harmless, make_harmless


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("bell\x07 delete\x7f csi\x9b", r"bell\x07 delete\x7f csi\x9b"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("left \u202e right", r"left \u202e right"),
        ("ສະບາຍດີ São", "ສະບາຍດີ São"),
        ("word\u200bbreak", "word\u200bbreak"),
    ],
)
def test_control_characters_become_visible(text: str, shown: str) -> None:
    """Escape sequences and direction marks are shown as text; letters of any script stay."""
    assert make_harmless(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("5 × 3 … 7 °C", "5 x 3 ... 7  deg C"), ("São", r"S\xe3o"), ("ສ", r"\u0eaa")],
)
def test_ascii_only_keeps_every_character_readable(text: str, shown: str) -> None:
    """Without UTF-8 our own signs are spelled out, and other letters are shown as escapes."""
    assert make_harmless(text, ascii_only=True) == shown


def test_a_document_is_made_harmless_down_to_its_keys() -> None:
    """No text of a document reaches the terminal by another way."""
    document = {"a\x1b": ["\x1b", {"b": ("\x07", 1, None, True)}]}
    assert make_document_harmless(document) == {
        r"a\x1b": [r"\x1b", {"b": [r"\x07", 1, None, True]}]
    }


def test_square_brackets_are_no_markup() -> None:
    """A title like "[bold]" is drawn as it is written."""
    assert draw(Surface(), "[bold]x[/bold] [/] :smile:") == "[bold]x[/bold] [/] :smile:\n"


def test_lines_are_folded_at_the_width_and_carry_no_trailing_blanks() -> None:
    """A surface of 20 columns gets lines of at most 20, also from one long word."""
    drawn = draw(Surface(width=20), "one two three four five six", "x" * 30)
    assert drawn == f"one two three four\nfive six\n{'x' * 20}\n{'x' * 10}\n"
