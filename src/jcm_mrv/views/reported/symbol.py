r"""Symbols as a JCM document typesets them: ``EC_{CAP,p}``, read from their small notation.

The notation is a corner of LaTeX: letters and digits, ``_`` and ``^`` with one character or a
group in braces, commas, Greek letters such as ``\eta``. What is written otherwise stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_SYMBOL = 200
_MAX_DEPTH = 4
_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η",
    "theta": "θ", "lambda": "λ", "mu": "μ", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "omega": "ω", "Delta": "Δ", "Sigma": "Σ", "Phi": "Φ", "Omega": "Ω",
}  # fmt: skip
_TOKEN = re.compile(r"\\(?P<greek>[A-Za-z]+)|(?P<word>[^\W_]+)|(?P<sign>[_^{},.+/ -])")


class _NotReadError(ValueError):
    """A text is not in the notation."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """Hold a word with what stands below and above it.

    Args:
        word: letters and digits, or a sign such as a comma.
        below: its subscript, in order.
        above: its superscript, in order.
    """

    word: str
    below: tuple[Symbol, ...] = ()
    above: tuple[Symbol, ...] = ()

    @property
    def is_sign(self) -> bool:
        """Tell whether it stands between words."""
        return len(self.word) == 1 and not self.word.isalnum()


def parse_symbol(text: str) -> tuple[Symbol, ...]:
    """Return the symbols of a text, in order; one word with the whole text where it is not read.

    Args:
        text: such as ``EC_{CAP,p}``.
    """
    try:
        if len(text) > MAX_SYMBOL:
            raise _NotReadError
        tokens = _tokens(text)
        row = _row(tokens, 0)
    except _NotReadError:
        return (Symbol(text),)
    return row if row and not tokens else (Symbol(text),)


def _tokens(text: str) -> list[str]:
    """Return the tokens, the last one first; a letter of Greek as itself."""
    found, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or (match["greek"] and match["greek"] not in _GREEK):
            raise _NotReadError
        found.append(_GREEK[match["greek"]] if match["greek"] else match[0])
        place = match.end()
    return found[::-1]


def _row(tokens: list[str], depth: int) -> tuple[Symbol, ...]:
    if depth > _MAX_DEPTH:
        raise _NotReadError
    row: list[Symbol] = []
    while tokens and tokens[-1] != "}":
        part = tokens.pop()
        if part == "{":
            raise _NotReadError
        if part not in "_^":
            row.append(Symbol(part))
            continue
        if not row or row[-1].is_sign:
            raise _NotReadError
        group = _group(tokens, depth)
        last = row.pop()
        if (last.below if part == "_" else last.above) != ():
            raise _NotReadError
        row.append(
            Symbol(last.word, group, last.above)
            if part == "_"
            else Symbol(last.word, last.below, group)
        )
    return tuple(row)


def _group(tokens: list[str], depth: int) -> tuple[Symbol, ...]:
    """Return what ``_`` or ``^`` stands before: a group in braces, or one character."""
    part = tokens.pop() if tokens else "}"
    if part == "{":
        row = _row(tokens, depth + 1)
        if not row or not tokens:
            raise _NotReadError
        tokens.pop()
        return row
    if not part[0].isalnum():
        raise _NotReadError
    if len(part) > 1:
        tokens.append(part[1:])
    return (Symbol(part[0]),)
