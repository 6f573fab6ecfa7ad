"""Formulas of a spreadsheet as trees, and their text: one tree is written, checked and evaluated.

A tree is made of numbers, texts, cells and areas, and of the few functions that the formulas of
a methodology need; all of them mean the same in Excel and in LibreOffice.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.numbers import format_exact
from jcm_mrv.readings.workbook.cells import letters_of
from jcm_mrv.report.formulas import exact
from jcm_mrv.views.workbook.texts import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FORMULA = 8_192
MAX_NESTING = 60
MAX_ARGUMENTS = 250
"""Excel takes 8,192 characters, 64 levels of functions and 255 arguments."""

_MAX_STRING = 255
_EXACT_DIGITS = 15
_LEVELS = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "+": 2, "-": 2, "*": 3, "/": 3}
_ATOM = 9


class FormulaTooLongError(ValueError):
    """A formula is longer or deeper than a spreadsheet takes; the message is a sentence part."""


@dataclass(frozen=True, slots=True)
class Number:
    """Hold an exact number."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a text."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Hold TRUE or FALSE."""

    value: bool


@dataclass(frozen=True, slots=True)
class Ref:
    """Stand for a cell; rows and columns count from 0."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Area:
    """Stand for a rectangle of cells; both corners belong to it."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int

    def places(self) -> Iterator[tuple[str, int, int]]:
        """Give its cells, row by row."""
        for row in range(self.row, self.last_row + 1):
            for column in range(self.column, self.last_column + 1):
                yield self.sheet, row, column


@dataclass(frozen=True, slots=True)
class Operation:
    """Apply ``+ - * / neg`` or a comparison ``= <> < <= > >=`` from left to right."""

    op: str
    args: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """Call a function by its English name."""

    name: str
    args: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what the rows of a table ask of one value: a text, or a half-open range.

    Args:
        given: the value.
        texts: column of texts; a blank one takes every value.
        start: column of the smallest numbers inside; blank where there is none.
        below: column of the smallest numbers above; blank where there is none.
    """

    given: Formula
    texts: Area | None = None
    start: Area | None = None
    below: Area | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Choose the value of the one row of a table whose every condition holds."""

    values: Area
    asked: tuple[Asked, ...]


Formula = Number | Text | Truth | Ref | Area | Operation | Call | Chosen


def call(name: str, *args: Formula) -> Call:
    """Return the call of a function."""
    return Call(name, args)


def number(value: int | str) -> Number:
    """Return a number, from an exact text too."""
    return Number(Fraction(value) if isinstance(value, int) else exact(value))


def parts_of(formula: Formula) -> tuple[Formula, ...]:
    """Return the formulas that a formula is made of."""
    match formula:
        case Operation(args=args) | Call(args=args):
            return args
        case Chosen(values=values, asked=asked):
            columns = (one for each in asked for one in (each.texts, each.start, each.below))
            given = (each.given for each in asked)
            return (values, *given, *(one for one in columns if one is not None))
    return ()


def places_of(formula: Formula) -> Iterator[tuple[str, int, int]]:
    """Give every cell that a formula reads, blank ones too."""
    waiting = [formula]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Ref):
            yield one.sheet, one.row, one.column
        elif isinstance(one, Area):
            yield from one.places()
        else:
            waiting.extend(parts_of(one))


def render_formula(formula: Formula, sheet: str) -> str:
    """Write a formula as a spreadsheet reads it, without the equals sign.

    Args:
        formula: the tree.
        sheet: the sheet that it stands in, whose own cells go without its name.

    Raises:
        FormulaTooLongError: a spreadsheet would not take it.
    """
    text = _render(formula, sheet, 0)[0]
    if len(text) > MAX_FORMULA - 1:
        raise FormulaTooLongError(
            f"a formula of {len(text):,} characters is needed (a cell takes {MAX_FORMULA:,})"
        )
    return text


def address(row: int, column: int, *, fixed: bool = False) -> str:
    """Return the name of a cell, such as ``B7`` or ``$B$7``."""
    mark = "$" if fixed else ""
    return f"{mark}{letters_of(column)}{mark}{row + 1}"


def _render(formula: Formula, sheet: str, level: int) -> tuple[str, int]:
    """Return the text and how tightly it binds."""
    if level > MAX_NESTING:
        raise FormulaTooLongError(f"a formula of more than {MAX_NESTING} levels is needed")
    match formula:
        case Number(value=value):
            return _literal(value)
        case Text(value=value):
            return _string(value), _ATOM
        case Truth(value=value):
            return ("TRUE" if value else "FALSE"), _ATOM
        case Ref(sheet=other, row=row, column=column):
            return _of_sheet(other, sheet) + address(row, column), _ATOM
        case Area():
            return _area(formula, sheet), _ATOM
        case Operation(op="neg", args=(inner,)):
            return f"(-{_enclosed(inner, sheet, level, _ATOM)})", _ATOM
        case Operation(op=op, args=args):
            own = _LEVELS[op]
            first = _enclosed(args[0], sheet, level, own)
            # a - (b + c) and a / (b * c) need their brackets; so does what floats would reorder.
            rest = (_enclosed(one, sheet, level, own + 1) for one in args[1:])
            return op.join([first, *rest]), own
        case Call(name=name, args=args):
            if len(args) > MAX_ARGUMENTS:
                raise FormulaTooLongError(f"a function of {len(args):,} values is needed")
            inner_texts = (_render(one, sheet, level + 1)[0] for one in args)
            return f"{name}({','.join(inner_texts)})", _ATOM
    return _chosen(formula, sheet, level), _ATOM


def _enclosed(formula: Formula, sheet: str, level: int, least: int) -> str:
    text, binds = _render(formula, sheet, level if isinstance(formula, Ref) else level + 1)
    return text if binds >= least else f"({text})"


def _literal(value: Fraction) -> tuple[str, int]:
    text = format_exact(abs(value))
    numerator, _, denominator = text.partition("/")
    parts = [_digits(numerator), *([_digits(denominator)] if denominator else ())]
    text = "/".join(parts)
    if value < 0:
        return f"(-{text})", _ATOM
    return text, _LEVELS["/"] if denominator else _ATOM


def _digits(text: str) -> str:
    """Return a number that spreadsheets read; they cut digits beyond the fifteenth themselves."""
    if len(text.replace(".", "").strip("0")) <= _EXACT_DIGITS:
        return text
    number_ = float(text)
    if math.isinf(number_):
        raise FormulaTooLongError("a number beyond those of spreadsheets is needed")
    return repr(number_).upper().replace("E+", "E")


def _string(text: str) -> str:
    text = clean_text(text)
    pieces = [text[at : at + _MAX_STRING] for at in range(0, len(text), _MAX_STRING)] or [""]
    quoted = ['"' + piece.replace('"', '""') + '"' for piece in pieces]
    return quoted[0] if len(quoted) == 1 else f"({'&'.join(quoted)})"


def _of_sheet(other: str, own: str) -> str:
    return "" if other == own else f"'{other.replace(chr(39), chr(39) * 2)}'!"


def _area(area: Area, sheet: str) -> str:
    first = address(area.row, area.column)
    last = address(area.last_row, area.last_column)
    return _of_sheet(area.sheet, sheet) + (first if first == last else f"{first}:{last}")


def _chosen(chosen: Chosen, sheet: str, level: int) -> str:
    """Write a sum of products in which every row but the one that holds counts as nothing."""
    terms = []
    for one in chosen.asked:
        given = _enclosed(one.given, sheet, level + 1, _LEVELS["+"])
        if one.texts is not None:
            texts = _area(one.texts, sheet)
            terms.append(f'((({texts}="")+EXACT({texts},{given}))>0)')
        if one.start is not None:
            start = _area(one.start, sheet)
            terms.append(f'((({start}="")+({start}<={given}))>0)')
        if one.below is not None:
            below = _area(one.below, sheet)
            terms.append(f'((({below}="")+({below}>{given}))>0)')
    return f"SUMPRODUCT({'*'.join([*terms, _area(chosen.values, sheet)])})"
