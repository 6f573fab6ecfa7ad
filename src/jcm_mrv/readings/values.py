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

from jcm_mrv.numbers import NumberError, format_exact, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCALE = 18
DECIMAL = pl.Decimal(38, SCALE)
SURE_LENGTH = 19
MAX_WHOLE_DIGITS = 38 - SCALE
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
        plain: text to plain decimal; None for a text that is no reading at all.
        faults: texts that are no number, with the reason.
        long: texts with more decimals than can be kept.
    """

    plain: Mapping[str, str | None] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    long: Mapping[str, str] = field(default_factory=dict)


def reading_text(column: Column) -> pl.Expr:
    """Return the text of the readings; null where the source says that there is none."""
    text = pl.col(column.name)
    if column.missing:
        text = pl.when(~text.is_in(list(column.missing))).then(text)
    return text


def _pointed(text: pl.Expr, column: Column) -> pl.Expr:
    if column.decimal == ".":
        return text
    # A point beside a decimal comma separates thousands; it must not pass for a decimal.
    return text.str.replace_all(".", "?", literal=True).str.replace(",", ".", literal=True)


def is_irregular(text: pl.Expr, column: Column) -> pl.Expr:
    """Tell whether a text needs a second look; null stays null."""
    plain = _pointed(text, column)
    odd = (
        plain.cast(DECIMAL, strict=False).is_null()
        | (text.str.len_bytes() > SURE_LENGTH)
        | text.str.contains_any(["e", "E"])
    )
    if column.decimals is not None:
        odd = odd | plain.str.contains(rf"\.[0-9]{{{column.decimals + 1},}}")
    return odd & text.is_not_null()


def reading_value(text: pl.Expr, column: Column, irregular: Irregular | None) -> pl.Expr:
    """Return the readings as exact decimals."""
    plain = _pointed(text, column).cast(DECIMAL, strict=False)
    if irregular is None or not irregular.plain:
        return plain
    mended = text.replace_strict(
        list(irregular.plain), list(irregular.plain.values()), default=None, return_dtype=pl.String
    ).cast(DECIMAL, strict=False)
    return pl.when(text.is_in(list(irregular.plain))).then(mended).otherwise(plain)


def study_irregular(texts: Iterable[str], column: Column) -> Irregular:
    """Read irregular texts one by one, exactly.

    A blank text is no reading; white space around a number does not count.
    """
    plain: dict[str, str | None] = {}
    faults: dict[str, str] = {}
    long: dict[str, str] = {}
    for text in texts:
        plain[text] = None
        stripped = text.strip()
        if not stripped or stripped in column.missing:
            continue
        try:
            value = parse_number(_pointed_text(stripped, column.decimal))
        except NumberError as fault:
            faults[text] = _explain(stripped, column, str(fault))
            continue
        if column.decimals is not None:
            value = Fraction(round(value * 10**column.decimals), 10**column.decimals)
        written = format_exact(value)
        whole, _, decimals = written.lstrip("-").partition(".")
        if len(decimals) > SCALE or len(whole) > MAX_WHOLE_DIGITS:
            long[text] = stripped
            continue
        plain[text] = written
    return Irregular(plain, faults, long)


def _pointed_text(text: str, decimal: str) -> str:
    return text if decimal == "." else text.replace(".", "?").replace(",", ".", 1)


def _explain(text: str, column: Column, reason: str) -> str:
    shown = text if len(text) <= 40 else text[:40] + "…"
    other = "," if column.decimal == "." else "."
    if re.fullmatch(r"[+-]?[0-9]+(?:[.,][0-9]{3})*[.,][0-9]+", text) and other in text:
        return (
            f'"{shown}" is not a number with the decimal sign "{column.decimal}"; declare '
            f'decimal = "{other}" if that is what it is, or export without thousands separators'
        )
    if reason.endswith("is not a number"):
        return (
            f'"{shown}" is not a number; mend the file, or list the text in missing = [...] '
            "if it stands for no reading"
        )
    return f'"{shown}": {reason}'
