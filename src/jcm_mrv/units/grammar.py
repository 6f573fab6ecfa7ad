"""The grammar of a unit: names with powers, joined by ``*`` and ``/`` (contracts 3).

Text from outside is taken apart here; no other parser ever sees it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_LENGTH = 64
NAME = r"[A-Za-z_][A-Za-z0-9_]*"

Term = tuple[str, int]

_SPACE_AROUND_SIGN = re.compile(r" *([*/]) *")
_TERM = rf"(?:{NAME}|%|1)(?:\^-?[1-4])?"
_UNIT = re.compile(rf"{_TERM}(?:[*/]{_TERM})*")
_PART = re.compile(rf"([*/]?)({NAME}|%|1)(?:\^(-?[0-9]+))?")


def normalise(text: str) -> str:
    """Return a unit without spaces around its signs and without the JCM's trailing ``/p``."""
    return _SPACE_AROUND_SIGN.sub(r"\1", text.strip(" ")).removesuffix("/p")


def is_unit_text(text: str) -> bool:
    """Tell whether a text has the form of a unit; its names may still be unknown."""
    return _UNIT.fullmatch(text) is not None


def parse_terms(text: str) -> tuple[Term, ...]:
    """Return names and powers of a text that has the form of a unit.

    A name that comes twice stays twice; ``1`` is no name.
    """
    return tuple(
        (name, int(power or 1) * (-1 if sign == "/" else 1))
        for sign, name, power in _PART.findall(text)
        if name != "1"
    )


def join_terms(terms: Collection[Term]) -> str:
    """Write names and powers as a unit, those above the line first: ``kWh*h/m^2``."""
    above = [_term(name, power) for name, power in terms if power > 0]
    below = [_term(name, -power) for name, power in terms if power < 0]
    return "/".join(["*".join(above) or "1", *below])


def _term(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"
