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
_BREAK = "\u200b"
# Runs without a blank, outside of the scripts of East Asia, which break anywhere.
_RUN = re.compile(rf"[^\s\u2e80-\uffef{_BREAK}]{{{LONGEST_WORD + 1},}}")
_JOINTS = re.compile(r"(?<=[/_.=&?:,;|\\@#+-])(?=[^\s/])")
_PIECE = re.compile(rf"[^{_BREAK}]{{{LONGEST_WORD}}}(?=[^{_BREAK}])")
_WHOLE = frozenset({"svg", "alt", "title", "word"})
"""Keys whose texts stand in no line that breaks."""


def prepare(value: Any, language: Language, missing: AbstractSet[str], key: str = "") -> Any:
    """Return the data of the paper with every text in it made fit.

    Args:
        value: blocks, or a part of them.
        language: of the words on what is left out.
        missing: characters that no font has; a box stands for each.
        key: that the value stands at.
    """
    if isinstance(value, str):
        return _fit(value, language, missing, key)
    if isinstance(value, dict):
        return {name: prepare(one, language, missing, name) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [prepare(one, language, missing, key) for one in value]
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


def _fit(text: str, language: Language, missing: AbstractSet[str], key: str) -> str:
    if key == "svg":
        return missing_in(text, missing)
    text = shorten_text(text, language)
    text = missing_in(make_harmless(text), missing)
    return text if key in _WHOLE else _RUN.sub(_let_break, text)


def _let_break(run: re.Match[str]) -> str:
    """Let a long run break behind its signs, and a long word in it anywhere."""
    jointed = _JOINTS.sub(_BREAK, run[0])
    return _PIECE.sub(rf"\g<0>{_BREAK}", jointed)
