"""Reading texts to ``Decimal(38, 18)`` without losing a digit.

polars rounds what it cannot hold and reads ``1e-30`` as zero, both in silence. So a text
counts as proved only when it is short, plain and reads as a number; every other text is
irregular, is looked at by Python digit by digit, and goes back as a plain decimal, or is a
fault (contracts 7).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.numbers import NumberError, format_exact, parse_number, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCALE = 18
DECIMAL = pl.Decimal(38, SCALE)
SURE_LENGTH = 19
MAX_WHOLE_DIGITS = 38 - SCALE
_GROUPED = re.compile(
    r"[+-]?[0-9]{1,3}(?:([.,' \u00a0\u202f\u2019])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?"
)
# Sums are made in 128 bits; beyond this they wrap in silence.
SUM_LIMIT = 170_000_000_000_000_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """Name a column of readings and how its numbers are written.

    Args:
        name: as in the header.
        decimal: decimal mark.
        decimals: decimals that longer readings are rounded to, where declared.
        missing: texts that stand for no reading.
    """

    name: str
    decimal: str = "."
    decimals: int | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Irregular:
    """Hold what Python made of the irregular texts of a column.

    Args:
        plain: text to plain decimal, of the texts that are numbers.
        faults: code and message of the texts that are no number, or have too many digits.
    """

    plain: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def reading_text(text: pl.Expr, column: Column, *, stripped: bool = False) -> pl.Expr:
    """Return the text of the readings; null where the source says that there is none.

    Args:
        text: the cells.
        column: the column.
        stripped: whether white space around texts is removed, and blank texts are nothing.
    """
    if stripped:
        text = not_blank(text)
    if column.missing:
        text = pl.when(~text.is_in(list(column.missing))).then(text)
    return text


def not_blank(text: pl.Expr) -> pl.Expr:
    """Return texts without white space around them; null where nothing else is there."""
    bare = text.str.strip_chars()
    return pl.when(bare != "").then(bare)


def _pointed(text: pl.Expr, column: Column) -> pl.Expr:
    if column.decimal == ".":
        return text
    # A point beside a decimal comma separates thousands; it must not pass for a decimal.
    return text.str.replace_all(".", "?", literal=True).str.replace(",", ".", literal=True)


def is_unproved(text: pl.Expr, value: pl.Expr, *, exponents: bool = True) -> pl.Expr:
    """Tell at a glance whether a value may not be all that its text says.

    A text without exponent of at most 19 characters has at most 18 decimals.

    Args:
        text: the text.
        value: what polars made of it.
        exponents: whether there may be an exponent at all.
    """
    unread = text.is_not_null() & value.is_null()
    unproved = unread | (text.str.len_bytes() > SURE_LENGTH)
    return unproved | text.str.contains_any(["e", "E"]) if exponents else unproved


def is_irregular(text: pl.Expr, value: pl.Expr, column: Column) -> pl.Expr:
    """Tell whether Python has to read a text: it is no plain number of at most 18 decimals."""
    mark = re.escape(column.decimal)
    return (
        (text.is_not_null() & value.is_null())
        | text.str.contains(f"{mark}[0-9]{{{SCALE + 1},}}")
        | text.str.contains_any(["e", "E"])
    )


def reading_value(text: pl.Expr, column: Column, irregular: Irregular | None) -> pl.Expr:
    """Return the readings as exact decimals."""
    plain = _pointed(text, column).cast(DECIMAL, strict=False)
    if column.decimals is not None and column.decimals < SCALE:
        plain = plain.round(column.decimals, mode="half_to_even")
    if irregular is None or not irregular.plain:
        return plain
    mended = text.replace_strict(
        list(irregular.plain), list(irregular.plain.values()), default=None, return_dtype=pl.String
    )
    return pl.coalesce(mended.cast(DECIMAL), plain)


def study_irregular(texts: Iterable[str], column: Column) -> Irregular:
    """Read irregular texts one by one, exactly.

    A blank text is no reading; white space around a number does not count.
    """
    plain: dict[str, str] = {}
    faults: dict[str, tuple[str, str]] = {}
    for text in texts:
        stripped = text.strip()
        if not stripped or stripped in column.missing:
            continue
        try:
            value = parse_number(_pointed_text(stripped, column.decimal))
        except NumberError as fault:
            faults[text] = "D106", _explain(stripped, column, str(fault))
            continue
        if column.decimals is not None:
            value = Fraction(round(value * 10**column.decimals), 10**column.decimals)
        written = format_exact(value)
        whole, _, decimals = written.lstrip("-").partition(".")
        if len(decimals) > SCALE or len(whole) > MAX_WHOLE_DIGITS:
            faults[text] = (
                "D120",
                f'"{printable(stripped)}" has more digits than can be kept exactly (18 decimals, '
                "20 before the point); declare decimals = N in the source to round readings to N "
                "decimals",
            )
            continue
        plain[text] = written
    return Irregular(plain, faults)


def _pointed_text(text: str, decimal: str) -> str:
    return text if decimal == "." else text.replace(".", "?").replace(",", ".", 1)


def _explain(text: str, column: Column, reason: str) -> str:
    shown, other = printable(text), "," if column.decimal == "." else "."
    grouped = _GROUPED.fullmatch(text) is not None
    if re.fullmatch(rf"[+-]?[0-9]+{re.escape(other)}[0-9]+", text):
        more = ", or export without thousands separators" if grouped else ""
        return (
            f'"{shown}" is not a number with the decimal sign "{column.decimal}"; declare '
            f'decimal = "{other}" if that is what it is{more}'
        )
    if grouped:
        return f'"{shown}" has thousands separators; export numbers without them'
    if reason.endswith("is not a number"):
        return (
            f'"{shown}" is not a number; mend the file, or list the text in missing = [...] '
            "if it stands for no reading"
        )
    return f'"{shown}": {reason}'
