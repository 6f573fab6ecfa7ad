"""The colours of the page can be read, light and dark, and nothing needs a colour alone."""

from __future__ import annotations

import re

import pytest

from jcm_mrv.views.page.assets import read_script, read_style

AA = 4.5
"""Contrast of text, WCAG 2.2, 1.4.3."""

PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "accent") for ground in ("paper", "ground")),
    *((name, "paper") for name in ("error", "warning", "note", "good")),
    *((name, f"{name}-ground") for name in ("error", "warning", "note", "good")),
    *(("ink", f"{name}-ground") for name in ("error", "note", "good")),
]


def tokens(scheme: str) -> dict[str, str]:
    """Return the colours of a scheme, by name."""
    blocks = re.findall(r"(?:(@media[^{]*dark\)) \{\s*)?:root \{(.*?)\}", read_style(), re.DOTALL)
    found: dict[str, str] = {}
    for dark, block in blocks:
        if not dark or scheme == "dark":
            found |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, by the definition of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_has_contrast(scheme: str, ink: str, ground: str) -> None:
    """Each colour of text on each ground that it stands on has a contrast of 4.5 to 1."""
    colours = tokens(scheme)
    one, other = sorted((luminance(colours[ink]), luminance(colours[ground])))
    assert (other + 0.05) / (one + 0.05) >= AA


def test_light_and_dark_are_told_apart() -> None:
    """The schemes name the same colours, and another paper."""
    light, dark = tokens("light"), tokens("dark")
    assert light.keys() == dark.keys()
    assert luminance(light["paper"]) > 0.9
    assert luminance(dark["paper"]) < 0.1


def test_style_and_script_end_nothing_and_fetch_nothing() -> None:
    """Neither holds what would end its element, nor an address of another file."""
    for text in (read_style(), read_script()):
        assert not re.search("</(script|style)", text, re.IGNORECASE)
        assert "<!--" not in text
        assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/)", text)
