"""Find what is kept back where it is only mentioned: names, paths, serials, long numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jcm_mrv.disclosure.tree import LeafPath

SHORT = 3
"""Names of fewer characters are looked for as whole words only."""

DIGITS = 4
"""A number of fewer digits would be found by chance in texts that do not mean it."""

_NOT_NAMES = frozenset(
    {
        "aggregate",
        "calibration_interval",
        "class",
        "clock",
        "code",
        "conservative",
        "country",
        "end",
        "fidelity",
        "frequency",
        "from",
        "gap_treatment",
        "kind",
        "measures",
        "message",
        "method",
        "month",
        "option",
        "parameter",
        "point",
        "policy",
        "resolution",
        "role",
        "schema",
        "severity",
        "side",
        "stamp",
        "standard",
        "start",
        "step",
        "time_zone",
        "treatment",
        "unit",
        "until",
        "use",
        "year",
    }
)
"""Keys of choices, days and plain words: what they hold tells nobody's name."""

_OF_NUMBERS = frozenset({"source", "evidence", "text", "texts", "value", "values"})
_PATHS = frozenset({"file", "files", "path"})
_KNOWN = frozenset({"project.toml"})
_TIME = re.compile(r"[0-9]{4}(-[0-9]{2}){1,2}(T[0-9:.]+Z?)?")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?")
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?")
_GROUPED = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_WORD = re.compile(r"\w+")


class Needles:
    """Collect what is kept back, and find it in texts; each with the word that keeps it."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._lengths: set[int] = set()
        self._short: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._found: dict[str, str | None] = {}

    def add(self, path: LeafPath, value: Any, word: str) -> None:
        """Add a value that is kept back.

        Args:
            path: where it stands.
            value: text, number, true or false.
            word: that keeps it back.
        """
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        if not isinstance(value, str) or key in _NOT_NAMES or _TIME.fullmatch(value):
            return
        if "." in word and key not in _OF_NUMBERS and not _NUMBER.fullmatch(value):
            return
        if _NUMBER.fullmatch(value) and ("." in word or key in ("value", "values")):
            # Zeros at either end say how large a number is, not which one.
            if sum(sign.isdigit() for sign in value.strip("-0.")) >= DIGITS:
                self._numbers.setdefault(value.lstrip("-"), word)
            return
        self._found.clear()
        plain = _plain(value)
        for text in {plain, plain.rpartition("/")[2] if key in _PATHS else plain} - _KNOWN:
            if len(text) >= SHORT:
                self._names.setdefault(text, word)
                self._lengths.add(len(text))
            elif text:
                self._short.setdefault(text, word)

    def find(self, text: str) -> str | None:
        """Return the word that keeps back what a text mentions, if it mentions any."""
        if text not in self._found:
            self._found[text] = self._search(text)
        return self._found[text]

    def _search(self, text: str) -> str | None:
        if _NUMBER.fullmatch(text):
            return self._numbers.get(text.lstrip("-")) or self._names.get(text)
        if self._numbers:
            for token in _TOKEN.findall(_GROUPED.sub("", text)):
                if token in self._numbers:
                    return self._numbers[token]
        return self.find_name(text)

    def find_name(self, text: str) -> str | None:
        """Return the word that keeps back a name that a text mentions."""
        plain = _plain(text)
        # A table of names is looked up faster than a pattern of them, where members are many.
        for length in self._lengths:
            for start in range(len(plain) - length + 1):
                name = plain[start : start + length]
                if name in self._names:
                    return self._names[name]
        if self._short:
            for part in _WORD.findall(plain):
                if part in self._short:
                    return self._short[part]
        return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()
