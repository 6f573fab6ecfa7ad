"""Colours that can be told from what they lie on, and from each other."""

from __future__ import annotations

from itertools import combinations

import pytest

from jcm_mrv.views.charts.roles import LINES, Role
from jcm_mrv.views.charts.themes import DARK, LIGHT, PAGE, PAPER, render_properties

WHITE, NIGHT = "#ffffff", "#161b22"
GRAPHICS, TEXT = 3.0, 4.5
"""Least contrast by WCAG 2.2, success criteria 1.4.11 and 1.4.3."""

TEXTS = (Role.INK, Role.QUIET)
FILLS = (Role.REFERENCE, Role.PROJECT, Role.REDUCTIONS)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    """Black on white is 21, and #767676 is the lightest grey with 4.5 on white."""
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize(
    ("colours", "ground"),
    [(LIGHT, WHITE), (DARK, NIGHT), (PAPER.colours, WHITE)],
    ids=["light", "dark", "paper"],
)
class TestColours:
    """What holds for each set of colours."""

    def test_every_role_has_one(self, colours: dict[Role, str], ground: str) -> None:
        """No part of a chart is without a colour."""
        assert set(colours) == set(Role)

    def test_marks_and_texts_stand_out(self, colours: dict[Role, str], ground: str) -> None:
        """Marks have three times, texts four and a half times the contrast of their ground."""
        marks = (*FILLS, *LINES, Role.ESTIMATE, Role.MISSING)
        assert [one for one in marks if contrast(colours[one], ground) < GRAPHICS] == []
        assert [one for one in TEXTS if contrast(colours[one], ground) < TEXT] == []
        assert contrast(colours[Role.ON_FULL], colours[Role.REDUCTIONS]) >= TEXT
        assert contrast(colours[Role.ON_PARTIAL], colours[Role.PARTIAL]) >= TEXT

    def test_bars_differ_in_grey(self, colours: dict[Role, str], ground: str) -> None:
        """A copier and every eye keep the three bars of a line apart by their lightness."""
        pairs = combinations((colours[one] for one in FILLS), 2)
        assert min(contrast(one, other) for one, other in pairs) > 1.8


def test_paper_has_one_hue() -> None:
    """On paper everything is blue or grey: the three parts of a grey differ by little."""
    blue = {LIGHT[Role.REDUCTIONS], LIGHT[Role.PARTIAL]}
    for colour in set(PAPER.colours.values()) - blue:
        parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
        assert max(parts) - min(parts) <= 20, colour


def test_a_page_may_set_its_own() -> None:
    """The page's drawing asks for custom properties, and has the light colours without them."""
    assert PAGE.colours[Role.INK] == "var(--chart-ink, #1b1f24)"
    assert render_properties(LIGHT).startswith("--chart-ink: #1b1f24;\n")
