"""Formulas of a workbook as texts that can be compared; none is ever calculated here.

A formula that several cells share stands in the file once, for the first of them; for each
other cell its relative references move along (ECMA-376 part 1, 18.3.1.40). Two spellings of
one formula differ in what the programs write each in their own way: case, blanks, absolute
signs, the prefix of newer functions, quotes around the name of a sheet, and the digits beyond
the fifteenth of a number, which a spreadsheet does not keep.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from jcm_mrv.readings.workbook.cells import column_of, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FORMULA = 8_192
"""Characters of a formula that a spreadsheet keeps."""

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
LOST = "#REF!"

_COLUMN, _ROW = r"\$?[A-Za-z]{1,3}", r"\$?[1-9][0-9]{0,6}"
_END = r"(?![\w.(!'])"
_TOKEN = re.compile(
    rf"""
    (?P<blank>\s+)
    | (?P<text>"(?:[^"]|"")*")
    | (?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)
    | (?P<cells>(?<![\w.])(?:{_COLUMN}{_ROW}
        | {_COLUMN}(?=:{_COLUMN}{_END}) | (?<=:){_COLUMN}
        | {_ROW}(?=:{_ROW}{_END}) | (?<=:){_ROW}){_END})
    | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<error>\#[A-Za-z0-9/]+[!?]?)
    | (?P<name>[^\W\d][\w.]*)
    | (?P<sign><=|>=|<>|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PARTS = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]{0,7})")
_PREFIX = re.compile(r"^(?:_XLFN\.|_XLWS\.|_XLPM\.|_XLUDF\.)+")


def _tokens(formula: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(formula):
        yield match.lastgroup or "sign", match[0]


def shift_formula(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it reads some cells further: what is not absolute moves along.

    Args:
        formula: of the first cell.
        rows: downwards.
        columns: to the right.
    """
    return "".join(
        text if kind != "cells" else _shifted(text, rows, columns) for kind, text in _split(formula)
    )


@lru_cache(maxsize=64)
def _split(formula: str) -> tuple[tuple[str, str], ...]:
    return tuple(_tokens(formula))


@lru_cache(maxsize=10_000)
def _shifted(text: str, rows: int, columns: int) -> str:
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return text
    column_fixed, letters, row_fixed, digits = parts.groups()
    if not letters:  # of a whole row there is one sign alone, in front
        row_fixed, column_fixed = column_fixed or row_fixed, ""
    if letters and not column_fixed:
        column = column_of(letters.upper()) + columns
        if not 0 <= column < LAST_COLUMN:
            return LOST
        letters = letters_of(column)
    if digits and not row_fixed:
        row = int(digits) + rows
        if not 0 < row <= LAST_ROW:
            return LOST
        digits = str(row)
    return f"{column_fixed}{letters}{row_fixed}{digits}"


@lru_cache(maxsize=50_000)
def normalise_formula(formula: str) -> tuple[str, ...]:
    """Return what two spellings of one formula have in common.

    Args:
        formula: with or without its sign of equality.
    """
    found: list[str] = []
    text = formula.strip().removeprefix("=")
    for kind, token in _tokens(text):
        if kind == "blank":
            continue
        found.append(_plain(kind, token))
    return tuple(_without_empty_brackets(found))


def _plain(kind: str, token: str) -> str:
    match kind:
        case "text":
            return token
        case "number":
            return f"{float(token):.15g}"
        case "cells":
            return token.replace("$", "").upper()
        case "sheet":
            name = token[:-1]
            if name.startswith("'"):
                name = name[1:-1].replace("''", "'")
            return f"'{name.casefold()}'!"
        case "name":
            return _PREFIX.sub("", token.upper())
    return token.upper()


def _without_empty_brackets(tokens: list[str]) -> Iterator[str]:
    """Leave out the brackets that some programs write behind TRUE and FALSE."""
    place = 0
    while place < len(tokens):
        yield tokens[place]
        truth = tokens[place] in ("TRUE", "FALSE") and tokens[place + 1 : place + 3] == ["(", ")"]
        place += 3 if truth else 1
