"""Numbers as a report spells them, from Python's fractions."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

_EXACT = Context(prec=1_000)


def spell(number: Fraction) -> str:
    """Return a plain decimal where the number has one, else a fraction in lowest terms."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    decimal = _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    text = format(decimal, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
