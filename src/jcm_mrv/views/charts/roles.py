"""What a colour stands for in a chart; the value is the custom property of a page's style."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """Name what is drawn in one colour."""

    INK = "--chart-ink"
    QUIET = "--chart-quiet"
    GRID = "--chart-grid"
    REFERENCE = "--chart-reference"
    PROJECT = "--chart-project"
    REDUCTIONS = "--chart-reductions"
    PARTIAL = "--chart-partial"
    ON_PARTIAL = "--chart-on-partial"
    ON_FULL = "--chart-on-full"
    ESTIMATE = "--chart-estimate"
    MISSING = "--chart-missing"
    LINE_1 = "--chart-line-1"
    LINE_2 = "--chart-line-2"
    LINE_3 = "--chart-line-3"
    LINE_4 = "--chart-line-4"
    LINE_5 = "--chart-line-5"
    LINE_6 = "--chart-line-6"

    @property
    def paint(self) -> str:
        """What stands for the colour in a specification, until a theme gives it."""
        return f"var({self.value})"


LINES = (Role.LINE_1, Role.LINE_2, Role.LINE_3, Role.LINE_4, Role.LINE_5, Role.LINE_6)
