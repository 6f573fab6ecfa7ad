"""Colours of the charts by what they mean, for a light and a dark page, and for paper.

No chart needs its colours: what they tell apart is told apart by shape, pattern or words too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.views.charts.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

FONT = "Noto Sans JP"


@dataclass(frozen=True, slots=True)
class Theme:
    """Hold how charts look.

    Args:
        colours: as an attribute of the SVG, by role.
        font: family, or None where the page's own is inherited.
    """

    colours: Mapping[Role, str]
    font: str | None = None


LIGHT: Mapping[Role, str] = {
    Role.INK: "#1b1f24",
    Role.QUIET: "#57606a",
    Role.GRID: "#d8dee4",
    Role.REFERENCE: "#8a939d",
    Role.PROJECT: "#24292f",
    Role.REDUCTIONS: "#0063b1",
    Role.PARTIAL: "#cfe3f7",
    Role.ON_PARTIAL: "#1b1f24",
    Role.ON_FULL: "#ffffff",
    Role.ESTIMATE: "#9a4a00",
    Role.MISSING: "#6e7781",
    Role.LINE_1: "#0063b1",
    Role.LINE_2: "#9a4a00",
    Role.LINE_3: "#00705a",
    Role.LINE_4: "#9b2f6b",
    Role.LINE_5: "#4a4f55",
    Role.LINE_6: "#6b5d00",
}
DARK: Mapping[Role, str] = {
    Role.INK: "#e6edf3",
    Role.QUIET: "#a6afb9",
    Role.GRID: "#3a424c",
    Role.REFERENCE: "#6a7480",
    Role.PROJECT: "#eef2f6",
    Role.REDUCTIONS: "#5cb0ff",
    Role.PARTIAL: "#17324d",
    Role.ON_PARTIAL: "#e6edf3",
    Role.ON_FULL: "#0b1016",
    Role.ESTIMATE: "#ffa657",
    Role.MISSING: "#8b949e",
    Role.LINE_1: "#5cb0ff",
    Role.LINE_2: "#ffa657",
    Role.LINE_3: "#4fd1a5",
    Role.LINE_4: "#f28cc0",
    Role.LINE_5: "#c9d1d9",
    Role.LINE_6: "#e3cf57",
}

PAGE = Theme({role: f"var({role.value}, {colour})" for role, colour in LIGHT.items()})
"""Custom properties, so that one drawing serves light and dark; light where none is set."""

PAPER = Theme(
    {
        **LIGHT,
        Role.LINE_2: "#000000",
        Role.LINE_3: "#6b6b6b",
        Role.LINE_4: "#3a3a3a",
        Role.LINE_5: "#868686",
        Role.LINE_6: "#545454",
        Role.ESTIMATE: "#3a3a3a",
    },
    FONT,
)
"""Greys and one hue: a copier keeps what they tell apart."""


def render_properties(colours: Mapping[Role, str]) -> str:
    """Return the custom properties of a page's style, such as ``--chart-ink: #1b1f24;``."""
    return "".join(f"{role.value}: {colour};\n" for role, colour in colours.items())
