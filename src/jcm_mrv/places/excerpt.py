"""The line that a finding is about, and what in it is meant: cut out of texts, purely."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jcm_mrv.places.toml_positions import Position

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Hold one line of a file.

    Args:
        line: its physical number, from 1.
        text: the line without its end; the first part of one that is very long.
        start: where what is meant starts in the text [characters]; None for the whole line.
        end: where it ends, exclusive.
    """

    line: int
    text: str
    start: int | None = None
    end: int | None = None


def cut_toml(text: str, position: Position, *, key: bool) -> Excerpt:
    """Return the line at which a key or table begins.

    Args:
        text: the whole file.
        position: of the key or table.
        key: the name is meant, not the value.
    """
    start, end = position.key if key or position.value is None else position.value
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    line = text[begin : len(text) if stop < 0 else stop].rstrip("\r")
    return Excerpt(text.count("\n", 0, start) + 1, line, start - begin, min(end - begin, len(line)))


def cut_row(number: int, text: str, column: str, head: Iterable[str]) -> Excerpt:
    """Return a line of a table, with the cell of a column where that is certain.

    Args:
        number: of the line.
        text: the line.
        column: heading of the column that is meant; empty for the whole line.
        head: the first lines of the table, its heading among them.
    """
    if column:
        for line in head:
            for delimiter in DELIMITERS:
                span = _cell_below(line, text, column, delimiter)
                if span is not None:
                    return Excerpt(number, text, *span)
    return Excerpt(number, text)


def _cell_below(heading: str, line: str, column: str, delimiter: str) -> tuple[int, int] | None:
    names = [name.strip() for name in _split(heading, delimiter)]
    if names.count(column) != 1:
        return None
    place = names.index(column)
    spans = _spans(line, delimiter)
    return spans[place] if place < len(spans) and len(spans) == len(names) else None


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []  # a line of a table may be half of a row


def _spans(line: str, delimiter: str) -> list[tuple[int, int]]:
    """Return start and end of each cell, without the blanks around it; none where quotes differ."""
    if line.count('"') % 2:
        return []
    spans, start, quoted = [], 0, False
    for place, character in enumerate([*line, delimiter]):
        if character == '"':
            quoted = not quoted
        elif character == delimiter and not quoted:
            cell = line[start:place]
            left = start + len(cell) - len(cell.lstrip())
            spans.append((left, max(left, start + len(cell.rstrip()))))
            start = place + 1
    return spans
