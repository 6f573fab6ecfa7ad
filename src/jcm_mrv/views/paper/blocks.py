"""What the paper is made of: blocks as plain data, which the templates lay out.

A block says what it is by ``is``, one of a closed list; every text in it is a string, which the
templates show and never run. The templates beside this module are constant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from jcm_mrv.views.words import Language

Block = dict[str, Any]
Node = dict[str, Any]
Piece = str | dict[str, Any]
Inline = Piece | Sequence[Piece]
Tone = Literal["plain", "good", "warn", "bad"]

_T = TypeVar("_T")

_SHORT, _SHORT_SMALL = 900, 400
"""A row with no more characters than this in a cell fits on any page, and is not divided."""
_FEW, _FEW_SMALL = 8, 13
"""A table of few short rows is not divided either."""


@dataclass(frozen=True, slots=True)
class Column:
    """Hold a column of a table.

    Args:
        header: its heading.
        share: of what the others leave, by weight; None where it is as wide as its cells.
        right: whether its cells end at the right, as numbers do.
    """

    header: str
    share: float | None = 1
    right: bool = False


def heading(text: str, level: int = 1) -> Block:
    """Return a heading, which gets its number and its bookmark."""
    return {"is": "heading", "text": text, "level": level}


def paragraph(*pieces: Piece) -> Block:
    """Return a paragraph."""
    return {"is": "paragraph", "inner": list(pieces)}


def lead(*pieces: Piece) -> Block:
    """Return a paragraph that stays with what follows it, such as a table."""
    return {"is": "lead", "inner": list(pieces)}


def box(tone: Tone, *lines: Inline) -> Block:
    """Return a coloured box of lines that does not break over pages."""
    return {"is": "box", "tone": tone, "inner": list(lines)}


def facts(rows: Sequence[tuple[str, Inline]], share: float = 0.28) -> Block:
    """Return names with what they are; a row without a text is left out.

    Args:
        rows: name and text.
        share: of the width that the names have.
    """
    return {"is": "facts", "rows": [list(row) for row in rows if row[1]], "share": share}


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Inline]],
    *,
    small: bool = False,
    total: bool = False,
    width: float = 1,
    folds: int = 1,
) -> Block:
    """Return a table, whose header stands again on each page.

    Args:
        columns: in order.
        rows: a cell for each column.
        small: in small print, for tables of many columns.
        total: whether the last row is a sum.
        width: share of the width of the text.
        folds: into how many columns of the page a long table is folded.
    """
    return {
        "is": "table",
        "header": [one.header for one in columns],
        "widths": [one.share for one in columns],
        "right": [place for place, one in enumerate(columns) if one.right],
        "rows": [list(row) for row in rows],
        "whole": [
            max(map(_length, row), default=0) <= (_SHORT_SMALL if small else _SHORT) for row in rows
        ],
        "together": len(rows) <= (_FEW_SMALL if small else _FEW)
        and sum(map(_length, rows)) <= _SHORT,
        "small": small,
        "total": total,
        "width": width,
        "folds": folds,
    }


def code(lines: Sequence[str]) -> Block:
    """Return lines to type."""
    return {"is": "code", "lines": list(lines)}


def figure(svg: str, alt: str, caption: str, width: float = 1) -> Block:
    """Return a picture with its caption; it is never divided.

    Args:
        svg: the picture.
        alt: the same in words.
        caption: below it.
        width: share of the width of the text.
    """
    return {"is": "figure", "svg": svg, "alt": alt, "caption": caption, "width": width}


def entry(head: Inline, side: str, rows: Sequence[tuple[str, Inline]], tone: Tone) -> Block:
    """Return an entry of a list, such as a finding: a first line, and facts below it."""
    return {**facts(rows, 0.19), "is": "entry", "head": head, "side": side, "tone": tone}


def wide(blocks: Sequence[Block]) -> Block:
    """Return blocks on pages that lie on their side."""
    return {"is": "wide", "blocks": list(blocks)}


def strong(inner: Inline) -> Piece:
    """Return words in heavy type."""
    return {"is": "strong", "inner": inner}


def quiet(inner: Inline) -> Piece:
    """Return words in a light colour."""
    return {"is": "quiet", "inner": inner}


def mono(text: str) -> Piece:
    """Return a text in type of one width: a path, a digest, a name of a formula."""
    return {"is": "code", "inner": text}


def lines(*pieces: Inline) -> Piece:
    """Return pieces on lines of their own; what is empty gets none."""
    return {"is": "lines", "items": [piece for piece in pieces if piece]}


def _length(inline: object) -> int:
    """Return how many characters a cell has."""
    if isinstance(inline, str):
        return len(inline)
    if isinstance(inline, dict):
        return sum(_length(inline.get(key, "")) for key in ("inner", "items"))
    return sum(map(_length, inline)) if isinstance(inline, Sequence) else 0


def shorten(
    rows: Sequence[_T], most: int, language: Language
) -> tuple[Sequence[_T], tuple[Block, ...]]:
    """Return the first rows, and a sentence on those that are left out, if any are.

    Args:
        rows: all of them.
        most: how many are shown.
        language: of the sentence.
    """
    if len(rows) <= most:
        return rows, ()
    _ = language.text
    return rows[:most], (
        paragraph(
            quiet(
                _(
                    "{count} more are not shown here; report.json holds every one.",
                    count=language.whole(len(rows) - most),
                )
            )
        ),
    )
