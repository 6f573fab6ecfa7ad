"""Texts of a report made fit for paper: visible, bounded, and able to break in a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jcm_mrv.views.surface import make_harmless

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from jcm_mrv.views.words import Language

SUBSTITUTE = "▯"
MAX_TEXT = 2_000
"""Longest text that is shown whole [characters]; of a longer one, what is left out is counted."""
LONGEST_WORD = 18
NARROW_WORD = 11
"""The longest that a column of a table of many columns takes, of a word that is no plain word."""
_BREAK = "\u200b"
# Runs without a blank, outside of the scripts of East Asia, which break anywhere.
_OUTSIDE = rf"[^\s\u2e80-\uffef{_BREAK}]"
_RUN = re.compile(rf"{_OUTSIDE}{{{LONGEST_WORD + 1},}}")
_NARROW_RUN = re.compile(rf"{_OUTSIDE}{{{NARROW_WORD + 1},}}")
_JOINTS = re.compile(r"(?<=[/_.=&?:,;|\\@#+-])(?=[^\s/])")
_PIECE = re.compile(rf"[^{_BREAK}]{{{LONGEST_WORD}}}(?=[^{_BREAK}])")
_NARROW_PIECE = re.compile(rf"[^{_BREAK}]{{{NARROW_WORD}}}(?=[^{_BREAK}])")
_WHOLE = frozenset({"svg", "alt", "title", "word"})
"""Keys whose texts stand in no line that breaks."""
_NAMELESS = "—"


def prepare(
    value: Any,
    language: Language,
    missing: AbstractSet[str],
    key: str = "",
    *,
    narrow: bool = False,
) -> Any:
    """Return the data of the paper with every text in it made fit.

    Args:
        value: blocks, or a part of them.
        language: of the words on what is left out.
        missing: characters that no font has; a box stands for each.
        key: that the value stands at.
        narrow: it stands in a table of many columns.
    """
    if isinstance(value, str):
        return _fit(value, language, missing, key, narrow=narrow)
    if isinstance(value, dict):
        narrow = narrow or value.get("small") is True
        return {
            name: prepare(one, language, missing, name, narrow=narrow)
            for name, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [prepare(one, language, missing, key, narrow=narrow) for one in value]
    return value


def shorten_text(text: str, language: Language, most: int = MAX_TEXT) -> str:
    """Return the start of a long text, with the number of characters that are left out."""
    if len(text) <= most:
        return text
    _ = language.text
    rest = _("[{count} more characters]", count=language.whole(len(text) - most))
    return f"{text[:most]}… {rest}"


def cut(text: str, most: int) -> str:
    """Return the start of a text that stands whole elsewhere."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def missing_in(text: str, missing: AbstractSet[str]) -> str:
    """Return a text with a box for each character that no font has."""
    return "".join(SUBSTITUTE if one in missing else one for one in text) if missing else text


def _fit(
    text: str, language: Language, missing: AbstractSet[str], key: str, *, narrow: bool
) -> str:
    if key == "report":
        return text
    if key == "svg":
        return missing_in(text, missing)
    text = shorten_text(text, language)
    text = missing_in(make_harmless(text), missing)
    if key == "alt":
        return text or _NAMELESS
    if key in _WHOLE:
        return text
    text = _RUN.sub(_let_break, text)
    return _NARROW_RUN.sub(_let_break_soon, text) if narrow else text


def _let_break(run: re.Match[str]) -> str:
    """Let a long run break behind its signs, and a long word in it anywhere."""
    jointed = _JOINTS.sub(_BREAK, run[0])
    return _PIECE.sub(rf"\g<0>{_BREAK}", jointed)


def _let_break_soon(run: re.Match[str]) -> str:
    """Let what is no plain word break anywhere; a plain word is divided by its syllables."""
    return run[0] if run[0].isalpha() else _NARROW_PIECE.sub(rf"\g<0>{_BREAK}", run[0])
