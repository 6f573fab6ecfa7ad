"""Exact numbers: text to fraction at the door, fraction to text at the end.

Numbers from outside have at most 40 digits and an exponent of -30 to 30, checked before
a fraction is made (contracts 3): ``Fraction(Decimal("1e999999999"))`` would never return.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

__all__ = [
    "NumberError",
    "counted",
    "format_exact",
    "format_rounded",
    "hide_credentials",
    "parse_exact",
    "parse_number",
    "printable",
]

MAX_DIGITS = 40
MAX_EXPONENT = 30
MAX_CHARACTERS = 160
MAX_EXACT = 2_000

MAX_SHOWN = 65_536
"""No message shows more of a text than this [characters]."""

_USER = re.compile(r"://\S{0,500}@")
_PASSWORD = re.compile(
    r"""\b(password|passwd|pwd)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s&;]+)""", re.IGNORECASE
)
_PLAIN = re.compile(r"(-?(?:0|[1-9][0-9]*))(?:\.([0-9]*[1-9]))?")
_RATIO = re.compile(r"(-?[1-9][0-9]*)/([1-9][0-9]*)")
_NUMBER = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?")


class NumberError(ValueError):
    """A text is not a number, or is outside of the limits; the message is a sentence part."""


def parse_number(value: str | int | Decimal) -> Fraction:
    """Return the exact value of a decimal literal.

    Args:
        value: text such as ``-12.50`` or ``1.2e-3``; integers and Decimals pass the same limits.

    Raises:
        NumberError: the text is no number, or has more than 40 digits, or an exponent
            beyond 30 either way.
    """
    text = value if isinstance(value, str) else _plain_text(value)
    match = _NUMBER.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        raise NumberError(f'"{printable(text)}" is not a number')
    sign, whole, decimals, exponent = match[1], match[2], match[3] or "", match[4] or "0"
    digits = (whole + decimals).lstrip("0")
    if len(digits) > MAX_DIGITS:
        raise NumberError(f"a number has at most {MAX_DIGITS} digits (got {len(digits):,})")
    if len(text) > MAX_CHARACTERS:
        # Zeros behind the point count as no digits, but each makes the denominator longer.
        raise NumberError(f"a number has at most {MAX_CHARACTERS} characters (got {len(text):,})")
    if len(exponent) > 4 or abs(int(exponent)) > MAX_EXPONENT:
        raise NumberError(
            f"an exponent is from -{MAX_EXPONENT} to {MAX_EXPONENT} (got {exponent[:12]})"
        )
    power = int(exponent) - len(decimals)
    number = int(digits or "0") * (-1 if sign == "-" else 1)
    return Fraction(number * 10**power) if power >= 0 else Fraction(number, 10**-power)


def hide_credentials(text: str) -> str:
    """Return the start of a text without the user and the password of a URL in it."""
    head = _USER.sub("://…@", text[:MAX_SHOWN])
    return _PASSWORD.sub(r"\1=…", head) + text[MAX_SHOWN:]


def parse_exact(text: str, limit: int = MAX_EXACT) -> Fraction:
    """Return the number that :func:`format_exact` wrote, and refuse every other spelling.

    Args:
        text: the number; a sum of readings may have more digits than a number from a person.
        limit: most characters that are read.

    Raises:
        NumberError: the text is no plain decimal and no ``n/d`` in lowest terms.
    """
    if len(text) <= limit:
        plain = _PLAIN.fullmatch(text)
        if plain is not None and text != "-0":
            decimals = plain[2] or ""
            return Fraction(_whole(plain[1] + decimals), 10 ** len(decimals))
        ratio = _RATIO.fullmatch(text)
        if ratio is not None:
            value = Fraction(_whole(ratio[1]), _whole(ratio[2]))
            if format_exact(value) == text:
                return value
    raise NumberError(f'"{printable(text)}" is not an exact number as this program writes it')


def _whole(digits: str) -> int:
    # Python's int refuses texts of more than 4,300 digits, Decimal's does not.
    return int(digits) if len(digits) < 4_000 else int(Decimal(digits))


def printable(text: str, limit: int = 40) -> str:
    """Return text from outside fit for a message: no secrets, no control characters, cut."""
    text = hide_credentials(text)
    cut = text if len(text) <= limit else text[:limit] + "…"
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in cut)


def counted(number: int, one: str, many: str) -> str:
    """Return a number with the words that agree with it, such as ``1 row lies``."""
    return f"{number:,} {one if number == 1 else many}"


def _plain_text(value: int | Decimal) -> str:
    if isinstance(value, int) and value.bit_length() >= MAX_CHARACTERS:
        # Python's str refuses integers of more than 4,300 digits, Decimal's does not.
        return str(Decimal(value))
    return str(value)


def format_exact(value: Fraction) -> str:
    """Write a fraction as a plain decimal where it terminates, else as ``n/d`` in lowest terms.

    No exponent, no trailing zeros, no negative zero (contracts 11).
    """
    below = value.denominator
    twos, fives = (below & -below).bit_length() - 1, 0
    rest = below >> twos
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        return f"{_digits(value.numerator)}/{_digits(value.denominator)}"
    places = max(twos, fives)
    return _place_point(value.numerator * 10**places // value.denominator, places)


def format_rounded(value: Fraction, places: int, *, group: str = ",") -> str:
    """Write a fraction for people, rounded half to even to a number of decimals.

    Args:
        value: the exact value.
        places: decimals to show.
        group: separator of thousands.
    """
    scaled = round(value * 10**places)
    text = _place_point(scaled, places, keep=places)
    sign, body = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = body.partition(".")
    head = len(whole) % 3
    groups = ([whole[:head]] if head else []) + [
        whole[i : i + 3] for i in range(head, len(whole), 3)
    ]
    return sign + group.join(groups) + (f".{decimals}" if decimals else "")


def _place_point(scaled: int, places: int, keep: int = 0) -> str:
    sign = "-" if scaled < 0 else ""
    digits = _digits(abs(scaled)).rjust(places + 1, "0")
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    decimals = decimals.rstrip("0").ljust(keep, "0")
    return sign + whole + (f".{decimals}" if decimals else "")


def _digits(value: int) -> str:
    # Decimal has no limit on the digits that it writes; str(int) stops at 4,300.
    return str(value) if value.bit_length() < 10_000 else format(Decimal(value), "f")
