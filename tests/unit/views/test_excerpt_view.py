"""A line with a caret below what is meant."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from jcm_mrv.places.excerpt import Excerpt
from jcm_mrv.views.excerpt import render_excerpt
from jcm_mrv.views.surface import Surface

UNIT = Excerpt(18, 'unit = "kwh"', 7, 12)


def test_a_caret_stands_below_what_is_meant() -> None:
    """The number of the line goes before it, as compilers write it."""
    assert render_excerpt(UNIT, Surface(), 4) == [
        '18 | unit = "kwh"',
        "   |        ^^^^^",
    ]


@pytest.mark.parametrize("start", [None, 0])
def test_a_line_that_is_meant_whole_has_no_caret(start: int | None) -> None:
    """Where nothing in it is meant more than the rest, the line says enough."""
    excerpt = Excerpt(4, "[project]", start, None if start is None else 9)
    assert render_excerpt(excerpt, Surface(), 4) == ["4 | [project]"]


def test_an_empty_cell_has_one_caret() -> None:
    """What is not there has a place too."""
    assert render_excerpt(Excerpt(2, "a,,b", 2, 2), Surface(), 4) == ["2 | a,,b", "  |   ^"]


def test_wide_and_invisible_characters_move_the_caret() -> None:
    """A character of two columns moves it by two; an escape by as many as it is shown with."""
    excerpt = Excerpt(2, "電力\x1b,kwh\x07,1", 4, 8)
    assert render_excerpt(excerpt, Surface(), 4) == [
        "2 | 電力\\x1b,kwh\\x07,1",
        "  |          ^^^^^^^",
    ]


def test_a_line_in_ascii_keeps_its_caret() -> None:
    """On a terminal without UTF-8 escapes take the place of letters."""
    assert render_excerpt(Excerpt(2, "é=x", 2, 3), Surface(ascii=True), 4) == [
        "2 | \\xe9=x",
        "  |      ^",
    ]


@pytest.mark.parametrize("start", [0, 100, 500, 990])
@pytest.mark.parametrize("length", [1, 10, 400])
def test_a_long_line_is_cut_around_what_is_meant(start: int, length: int) -> None:
    """Nothing is wider than the surface, and the caret stands below the right digits."""
    text = "".join(chr(0x4E00 + n) if n % 3 else "," for n in range(1000))
    lines = render_excerpt(Excerpt(7, text, start, min(start + length, 1000)), Surface(60), 4)
    assert all(cell_len(line) <= 56 for line in lines)
    shown, carets = lines
    column, position = carets.index("^"), 0
    for character in shown:
        if position == column:
            assert character == text[start]
            break
        position += cell_len(character)
    else:
        pytest.fail("no caret below the line")
