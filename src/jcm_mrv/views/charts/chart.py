"""A chart: what it shows in words, how it is drawn, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Spec = Mapping[str, Any]
"""A Vega-Lite specification as plain data."""

Row = tuple[str, ...]

MOST_LABEL = 40
MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold a chart, or the sentence that stands where a reader looks for one.

    Args:
        name: of the chart inside the report, in letters, digits and hyphens.
        title: what it shows.
        description: the same in a sentence, for those who cannot see it.
        spec: how it is drawn; None where there is nothing to draw, and ``description`` says why.
        header: of the table under it.
        rows: of that table, its numbers cut for reading.
    """

    name: str
    title: str
    description: str
    spec: Spec | None = None
    header: Row = ()
    rows: tuple[Row, ...] = ()


def clean(text: str, most: int = MOST_LABEL) -> str:
    """Return a text from a report fit for a drawing: no control characters, and not endless."""
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)
