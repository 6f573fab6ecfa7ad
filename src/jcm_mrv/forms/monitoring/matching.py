"""One cell against the one that the layout puts there: formula, value, words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from jcm_mrv.numbers import NumberError, format_exact
from jcm_mrv.readings.workbook.formulas import normalise_formula
from jcm_mrv.readings.workbook.sheet import clean_text
from jcm_mrv.report.formulas import exact
from jcm_mrv.views.workbook.numberformats import DAY

if TYPE_CHECKING:
    from jcm_mrv.readings.workbook.whole import Cell as Found
    from jcm_mrv.views.workbook.book import Cell

Fault = Literal["typed", "formula", "value", "fixed", "unsaved"]

NEAR = Fraction(1, 10**9)
"""How far a stored value may lie from the exact one, relatively: floats are not exact."""

_DAY_ZERO = dt.date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Match:
    """Hold what is wrong with a cell.

    Args:
        fault: what it is.
        found: what the cell holds, as text; None where it is blank.
        expected: what it should hold.
        value: the number that it shows, where it shows one.
    """

    fault: Fault
    found: str | None
    expected: str | None
    value: Fraction | None = None


def match_cell(cell: Cell, found: Found | None, slack: Fraction, *, whole: bool) -> Match | None:
    """Return what is wrong with a cell; None where nothing is.

    Args:
        cell: of the layout; not one for input.
        found: of the workbook; None where it is blank.
        slack: how far floats may lie from the exact value, by what they are computed from.
        whole: the number has to be the very one, as whole tonnes have.
    """
    if cell.tree is None:
        return _match_fixed(cell, found, whole=whole)
    expected = f"={cell.formula}"
    value = number_in(found)
    if found is None or found.formula is None:
        return Match("typed", _shown(found), expected, value)
    if normalise_formula(found.formula) != normalise_formula(expected):
        return Match("formula", f"={found.formula}", expected, value)
    if found.kind == "nothing":
        return Match("unsaved", None, shown_of(cell))
    if not _same_value(cell, found, slack, whole=whole):
        return Match("value", _shown(found), shown_of(cell), value)
    return None


def _match_fixed(cell: Cell, found: Found | None, *, whole: bool) -> Match | None:
    if found is None:
        expected = shown_of(cell)
        return Match("fixed", None, expected) if expected else None
    if found.formula is not None:
        return Match("fixed", f"={found.formula}", shown_of(cell), number_in(found))
    if _same_value(cell, found, Fraction(0), whole=whole):
        return None
    return Match("fixed", _shown(found), shown_of(cell), number_in(found))


def _same_value(cell: Cell, found: Found, slack: Fraction, *, whole: bool) -> bool:
    wanted = number_of(cell)
    if wanted is None:
        # Programs keep no blanks at the ends of some texts, and write truths in capitals.
        return found.kind != "error" and _one_line(cell.value) == _one_line(found.text)
    value = number_in(found)
    if value is None:
        return False
    if whole:
        return value == wanted
    return abs(value - wanted) <= max(NEAR * abs(wanted), slack)


def _shown(found: Found | None) -> str | None:
    """Return what a cell of a workbook shows; numbers as the layout writes them."""
    if found is None:
        return None
    value = number_in(found) if found.kind == "number" else None
    return found.text if value is None else format_exact(value)


def _one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def number_of(cell: Cell) -> Fraction | None:
    """Return the number of a cell of the layout; None where it is none."""
    if not cell.is_number or not cell.value:
        return None
    try:
        return exact(cell.value)
    except NumberError:
        return None


def number_in(found: Found | None) -> Fraction | None:
    """Return the number that a cell of a workbook holds; None where it holds none.

    A day counts from the last but one of 1899, as the layout counts them.
    """
    if found is None:
        return None
    if found.kind == "moment":
        try:
            return Fraction((dt.date.fromisoformat(found.text) - _DAY_ZERO).days)
        except ValueError:
            return None
    return parse_decimal(found.text) if found.kind == "number" else None


def parse_decimal(text: str) -> Fraction | None:
    """Return the number of a text of digits; None where it is none, or beyond all use."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 400:
        return None
    return Fraction(number)


def shown_of(cell: Cell) -> str | None:
    """Return what a cell of the layout holds, as text; None where it is blank."""
    number = number_of(cell)
    if number is None:
        return clean_text(cell.value) or None
    if cell.format == DAY:
        return (_DAY_ZERO + dt.timedelta(days=int(number))).isoformat()
    return format_exact(number)
