"""The series of a report as exact numbers, ready to be drawn; null stays None."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import NumberError, parse_exact
from jcm_mrv.views.charts.scale import MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_MONTHS = 1_320
"""110 years, 1990 to 2100."""

MOST_CHARACTERS = 60_000
"""Of all numbers that are added up: fractions of a forged report would take hours."""

_MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")


class CannotDraw(ValueError):  # noqa: N818 -- the numbers are the report's
    """Numbers are beyond what an axis can show; the tables of the report have them."""


@dataclass(frozen=True, slots=True)
class MonthValue:
    """Hold the reductions of a month [tCO2], and those expected of its days."""

    month: str
    value: Fraction | None
    expected: Fraction | None


@dataclass(frozen=True, slots=True)
class Monthly:
    """Hold the reductions by month, and what the segments have beyond their months [tCO2].

    Args:
        months: in order of time, one entry each; None where a part of the month has no value.
        beyond: None where a month of the report has no value.
    """

    months: tuple[MonthValue, ...]
    beyond: Fraction | None


def monthly_of(document: Mapping[str, Any]) -> Monthly:
    """Return the reductions by month of a report document.

    Raises:
        CannotDraw: a number is too large or too long, or there are too many months.
    """
    parts = sorted(
        (one for one in document.get("months", ()) if is_month(one["month"])),
        key=lambda one: str(one["month"]),
    )
    tonnes = (one.get(key) for one in parts for key in ("emission_reductions", "expected"))
    if sum(len(one["value"]) for one in tonnes if one) > MOST_CHARACTERS:
        raise CannotDraw
    months = tuple(
        _month(month, list(group)) for month, group in groupby(parts, key=lambda one: one["month"])
    )
    check_count(months)
    rests = [
        value_of((one.get("beyond_months") or {}).get("emission_reductions"))
        for one in document.get("segments", ())
    ]
    return Monthly(months, total(rests))


def _month(month: str, parts: list[Mapping[str, Any]]) -> MonthValue:
    return MonthValue(
        month,
        total(value_of(one["emission_reductions"]) for one in parts),
        total(value_of(one.get("expected")) for one in parts),
    )


def is_month(text: object) -> bool:
    """Tell whether a text is a month that the calendar has."""
    return isinstance(text, str) and _MONTH.fullmatch(text) is not None


def check_count(months: Iterable[object]) -> None:
    """Refuse more months than there is room for.

    Raises:
        CannotDraw: there are too many.
    """
    if sum(1 for _ in months) > MOST_MONTHS:
        raise CannotDraw


def value_of(quantity: Mapping[str, Any] | None) -> Fraction | None:
    """Return the number of a quantity, or None for null.

    Raises:
        CannotDraw: it is too large or too long.
    """
    return None if quantity is None else number_of(quantity["value"])


def number_of(text: str | None) -> Fraction | None:
    """Return a number of a report, or None for null.

    Raises:
        CannotDraw: it is too large or too long.
    """
    if text is None:
        return None
    try:
        value = parse_exact(text)
    except NumberError:
        raise CannotDraw from None
    if abs(value) > MOST:
        raise CannotDraw
    return value


def total(values: Iterable[Fraction | None]) -> Fraction | None:
    """Return the sum, or None where one of the values is."""
    listed = list(values)
    return None if None in listed else sum((one for one in listed if one), Fraction(0))
