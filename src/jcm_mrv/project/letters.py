"""Letters that name the columns of a table, as spreadsheets do: ``$A`` is the first."""

from __future__ import annotations

import re

_LETTERS = re.compile(r"\$([A-Za-z]{1,4})")


def letters_of(position: int) -> str:
    """Return the letters of a column: ``$C`` for position 2, ``$AA`` for 26."""
    name, rest = "", position + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return f"${name}"


def position_of(text: str) -> int | None:
    """Return the position, from 0, of a column named by letters; None for any other text."""
    match = _LETTERS.fullmatch(text)
    if match is None:
        return None
    count = 0
    for letter in match[1].upper():
        count = count * 26 + ord(letter) - ord("A") + 1
    return count - 1
