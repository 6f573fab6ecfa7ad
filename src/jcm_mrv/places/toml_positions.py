"""Find where each key and table of a TOML file is written.

tomllib tells values without places. The scan here follows only what parts one key from the next;
it is believed where it finds the very keys that tomllib finds, and else tells nothing: no line
is better than a wrong one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.shapes import dotted
from jcm_mrv.toml import parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_SPACE = re.compile(r"[ \t]*")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_SCALAR = re.compile(
    r""""{3}(?:\\.|[^\\])*?"{3}"{0,2}|'{3}.*?'{3}'{0,2}"""
    r"""|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+\'"""
    r"""|[0-9]{4}-[0-9]{2}-[0-9]{2}[ ][0-9]{2}:[^\s,\]}#]*+|[^\s,\[\]{}#"'=]++""",
    re.DOTALL,
)

_LAST = re.compile(r'(?:\[\d+\]|(?:\.|^)(?:"[^"]*"|[^."\[\]]+))$')

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Hold where a key or table is written, in characters from the start of the file.

    Args:
        key: start and end of its name; of the whole heading where it has one of its own.
        value: start and end of its value; None for a table with a heading, or without any.
        own: it is written for itself, not only on the way to a key below it.
    """

    key: tuple[int, int]
    value: tuple[int, int] | None = None
    own: bool = True


class _NotFollowed(ValueError):  # noqa: N818  (no error: the scan gives up)
    """The text is not what the scan expects."""


def find_positions(data: bytes) -> dict[str, Position]:
    """Return the position of every dotted place, such as ``monitored.EC_IT.source[0].unit``.

    Empty where the bytes are no TOML, or the scan does not agree with tomllib.
    """
    try:
        agreed = set(_all_keys(parse_toml(data), ()))
        found = _Scan(data.decode("utf-8")).run()
    except (ValueError, RecursionError):
        return {}
    if agreed != found.keys():
        return {}
    named: dict[str, Position | None] = {}
    for keys, position in found.items():
        name = dotted(keys)
        # Long keys are shown cut, so that two may be shown alike.
        named[name] = None if name in named else position
    return {name: position for name, position in named.items() if position is not None}


def nearest_position(positions: dict[str, Position], path: str) -> Position | None:
    """Return the position of a place or, where it is not in the file, of the table around it."""
    if path in positions:
        return positions[path]
    while path:
        shorter = _LAST.sub("", path, count=1)
        if shorter == path:
            return None
        path = shorter
        position = positions.get(path)
        if position is not None and position.own:
            return position
    return None


def _all_keys(value: Any, keys: Keys) -> Iterator[Keys]:
    if keys:
        yield keys
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _all_keys(below, (*keys, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _all_keys(below, (*keys, number))


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Keys, Position] = {}
        self.lists: dict[Keys, int] = {}

    def run(self) -> dict[Keys, Position]:
        table: Keys = ()
        self.skip()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.heading()
            else:
                self.key_and_value(table)
            self.skip()
        return self.found

    def skip(self) -> None:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def take(self, mark: str) -> bool:
        if self.text.startswith(mark, self.at):
            self.at += len(mark)
            return True
        return False

    def need(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _NotFollowed
        self.at = match.end()
        return match[0]

    def key(self) -> list[tuple[str, int]]:
        """Read a dotted key; give its parts, each with its end."""
        parts = []
        while True:
            parts.append((_unquote(self.need(_PART)), self.at))
            dot = _DOT.match(self.text, self.at)
            if dot is None:
                return parts
            self.at = dot.end()

    def heading(self) -> Keys:
        start = self.at
        marks = "[[" if self.text.startswith("[[", start) else "["
        self.at += len(marks)
        self.need(_SPACE)
        begin = self.at
        parts = self.key()
        self.at = self.text.find("]", self.at) + len(marks)
        whole = (start, self.at)
        keys: Keys = ()
        for name, end in parts[:-1]:
            keys = (*keys, name)
            self.found.setdefault(keys, Position((begin, end), own=False))
            if keys in self.lists:
                keys = (*keys, self.lists[keys] - 1)
        keys = (*keys, parts[-1][0])
        if marks == "[[":
            self.found.setdefault(keys, Position(whole))
            number = self.lists[keys] = self.lists.get(keys, 0) + 1
            keys = (*keys, number - 1)
        self.found[keys] = Position(whole)
        return keys

    def key_and_value(self, table: Keys) -> None:
        start = self.at
        parts = self.key()
        keys = table
        for name, end in parts[:-1]:
            keys = (*keys, name)
            self.found.setdefault(keys, Position((start, end), own=False))
        keys = (*keys, parts[-1][0])
        self.need(_EQUALS)
        self.value(keys, (start, parts[-1][1]))

    def value(self, keys: Keys, key: tuple[int, int] | None) -> None:
        start = self.at
        if self.take("["):
            self.members(keys)
        elif self.take("{"):
            self.pairs(keys)
        else:
            self.need(_SCALAR)
        here = (start, self.at)
        self.found[keys] = Position(key or here, here)

    def members(self, keys: Keys) -> None:
        number = 0
        self.skip()
        while not self.take("]"):
            self.value((*keys, number), None)
            number += 1
            self.comma("]")

    def pairs(self, keys: Keys) -> None:
        self.skip()
        while not self.take("}"):
            self.key_and_value(keys)
            self.comma("}")

    def comma(self, end: str) -> None:
        self.skip()
        if not self.take(",") and not self.text.startswith(end, self.at):
            raise _NotFollowed
        self.skip()


def _unquote(part: str) -> str:
    if part.startswith('"') and "\\" in part:
        return str(tomllib.loads(f"key = {part}")["key"])
    return part[1:-1] if part[0] in "\"'" else part
