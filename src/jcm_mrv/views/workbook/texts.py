"""Texts that a cell can hold: whatever came in a report stays text, and the file stays whole."""

from __future__ import annotations

import re

MAX_TEXT = 32_767
_CUT = " […]"
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters but tabs and line ends, halves of characters, and what is none."""


def clean_text(text: str) -> str:
    """Return a text without control characters, and not longer than cells take."""
    cleaned = _UNFIT.sub("�", text)
    if cleaned.startswith("<r>") and cleaned.endswith("</r>"):
        cleaned += " "  # the library would take it for markup of its own, and write it as it is
    # Characters beyond the first 65,536 count twice.
    units = len(cleaned.encode("utf-16-le")) // 2
    if units <= MAX_TEXT:
        return cleaned
    kept = MAX_TEXT - len(_CUT) - (units - len(cleaned))
    return cleaned[: max(kept, 0)] + _CUT


def is_formula_like(text: str) -> bool:
    """Tell whether a program might take a text for a formula when a person enters it again."""
    return text.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
