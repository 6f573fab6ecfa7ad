"""Codes of number formats with as many decimals as a number has, up to those that floats keep.

The codes are those of the file format, the same in every locale: a program shows its own signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.digits import split_value

if TYPE_CHECKING:
    from collections.abc import Iterable

WHOLE = "#,##0"
TEXT = "@"
DAY = "yyyy-mm-dd"
PERCENT = "0.0%"

_MOST_DECIMALS = 6
_MOST_DIGITS = 13
"""A float keeps 15 digits; sums and products leave the last two of them uncertain."""
_LEAST_SHOWN = 3
_MOST_OF_SMALL = 30


def decimals_of(exact: str) -> int:
    """Return how many decimals of a number are shown: all up to six, of small ones more."""
    whole, decimals = split_value(exact)
    digits = len(whole.lstrip("-0"))
    if not digits and decimals.strip("0"):
        zeros = len(decimals) - len(decimals.lstrip("0"))
        most = min(max(_MOST_DECIMALS, zeros + _LEAST_SHOWN), _MOST_OF_SMALL)
    else:
        most = min(_MOST_DECIMALS, max(_MOST_DIGITS - digits, 0))
    return min(len(decimals), most)


def common_decimals(numbers: Iterable[str]) -> int:
    """Return the decimals of a column: those that its longest number needs and all can bear."""
    wanted, most = 0, _MOST_OF_SMALL
    for exact in numbers:
        whole, _ = split_value(exact)
        wanted = max(wanted, decimals_of(exact))
        most = min(most, max(_MOST_DIGITS - len(whole.lstrip("-0")), 0))
    return min(wanted, most)


def number_format(decimals: int) -> str:
    """Return the code of a format with a number of decimals."""
    return f"{WHOLE}.{'0' * decimals}" if decimals else WHOLE


def shown_decimals(code: str) -> int:
    """Return the decimals that a format shows."""
    places = code.rpartition(".")[2].count("0") if "." in code else 0
    return places + 2 if code.endswith("%") else places
