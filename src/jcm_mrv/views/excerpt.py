"""A line of a file with a caret below what is meant, as compilers show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from jcm_mrv.views.surface import make_harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.places.excerpt import Excerpt
    from jcm_mrv.views.surface import Surface

LEFT_OUT = "..."
LEAST = 20
"""A line is not cut below this [columns]."""


def render_excerpt(excerpt: Excerpt, surface: Surface, indent: int) -> list[str]:
    """Return the line behind its number, and a line with a caret where a part of it is meant.

    A line that is wider than the surface is cut around the part.

    Args:
        excerpt: the line.
        surface: what it is shown on.
        indent: columns that stand before it.
    """
    start, end = excerpt.start, excerpt.end
    if start is None or end is None or excerpt.text.strip() == excerpt.text[start:end]:
        start, end, marked = 0, 0, False
    else:
        marked = True
    before, meant, after = (
        make_harmless(part, ascii_only=surface.ascii)
        for part in (excerpt.text[:start], excerpt.text[start:end], excerpt.text[end:])
    )
    number = str(excerpt.line)
    room = max(surface.width - indent - len(number) - 3, LEAST)
    before, meant, after = _fit(before, meant, after.rstrip(), room)
    lines = [f"{number} | {before}{meant}{after}".rstrip()]
    if marked:
        carets = "^" * max(1, cell_len(meant))
        lines.append(f"{' ' * len(number)} | {' ' * cell_len(before)}{carets}")
    return lines


def _fit(before: str, meant: str, after: str, room: int) -> tuple[str, str, str]:
    """Cut three parts of a line so that they fit, the middle one shown first of all."""
    if cell_len(before + meant + after) <= room:
        return before, meant, after
    meant = _head(meant, room - 2 * len(LEFT_OUT))
    left = room - cell_len(meant)
    # What stands before says more than what follows: two thirds of the room are its own.
    wanted = left - min(cell_len(after), left // 3)
    if cell_len(before) > wanted:
        before = LEFT_OUT + _head(before[::-1], wanted - len(LEFT_OUT), mark="")[::-1]
    return before, meant, _head(after, room - cell_len(before + meant))


def _head(text: str, room: int, mark: str = LEFT_OUT) -> str:
    if cell_len(text) <= room:
        return text
    return "".join(_up_to(text, room - len(mark))) + mark


def _up_to(text: str, room: int) -> Iterator[str]:
    for character in text:
        room -= cell_len(character)
        if room < 0:
            return
        yield character
