"""Exact numbers of a report in few digits: cut, never rounded, so that they agree with credits."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal, localcontext

SHOWN_DIGITS = 16
SHOWN_DECIMALS = 6
TONNE_DECIMALS = 3


def format_value(text: str) -> str:
    """Show a number of up to 16 digits whole, of a longer one six decimals and ``...``.

    Small numbers keep as many decimals as it takes to show three digits that are not zero.

    Args:
        text: a plain decimal, or ``n/d`` in lowest terms.
    """
    whole, decimals = split_value(text)
    if len(whole.lstrip("-")) + len(decimals) <= SHOWN_DIGITS:
        return text
    shown = SHOWN_DECIMALS
    if not whole.strip("-0"):
        shown = max(shown, len(decimals) - len(decimals.lstrip("0")) + 3)
    rest = "..." if len(decimals) > shown else ""
    return whole + (f".{decimals[:shown]}" if decimals else "") + rest


def format_tonnes(text: str) -> str:
    """Show a number with three decimals, the rest cut off, and commas at the thousands."""
    whole, decimals = split_value(text)
    return f"{group_thousands(whole)}.{decimals[:TONNE_DECIMALS].ljust(TONNE_DECIMALS, '0')}"


def group_thousands(whole: str, separator: str = ",") -> str:
    """Show a whole number with separators at the thousands."""
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    head = len(digits) % 3 or 3
    groups = [digits[:head], *(digits[i : i + 3] for i in range(head, len(digits), 3))]
    return sign + separator.join(groups)


def split_value(text: str) -> tuple[str, str]:
    """Return what stands before and after the decimal point; 40 digits of an endless number."""
    if "/" in text:
        numerator, _, denominator = text.partition("/")
        # Decimal, for Python's int refuses texts of more than 4,300 digits.
        with localcontext(prec=len(numerator) + 40, rounding=ROUND_DOWN):
            text = format(Decimal(numerator) / Decimal(denominator), "f")
    whole, _, decimals = text.partition(".")
    return whole, decimals
