"""TOML bytes to plain tables, strictly; and the door to the models (see ``shapes``).

Shared by methodologies and projects. Numbers never pass through a float; no text of tomllib
reaches a user (contracts 10).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from jcm_mrv.shapes import (
    ExactNumber,
    Many,
    ShapeFault,
    ShapeFaults,
    Table,
    Unread,
    dotted,
    fault,
    nearest,
    validate,
)

__all__ = [
    "ExactNumber",
    "Many",
    "ShapeFault",
    "ShapeFaults",
    "Table",
    "TomlFault",
    "dotted",
    "fault",
    "nearest",
    "parse_toml",
    "render_text",
    "render_toml",
    "validate",
]

MAX_BYTES = 1_000_000
MAX_KEY_PARTS = 32

# tomllib copies the whole key for each of its parts: 10^5 dots fill the memory.
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_PART}){{{MAX_KEY_PARTS}}}")
_LONG_NUMBER = re.compile(r"[0-9_]{4300}")
_AT = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")
_SENTENCES = (
    ("Cannot overwrite a value", "{what} is written twice"),
    ("Cannot declare", "{what} is written twice"),
    ("Duplicate inline table key", "a key is written twice inside of braces"),
    ("Cannot mutate", "a table that is already complete is extended"),
    ("Cannot redefine", "a list of tables that is already complete is extended"),
    ("Expected '='", 'a key is followed by "=" and its value'),
    ("Expected newline", "something follows a complete value on its line"),
    ("Expected ']]'", 'a heading that begins with "[[" ends with "]]"'),
    ("Expected ']'", 'a heading that begins with "[" ends with "]"'),
    ("Expected", "a text lacks its three closing quotes"),
    ("Invalid initial character", "a key is made of letters, digits, - and _, or is quoted"),
    ("Invalid statement", "a line is a [heading], a key = value, or a # comment"),
    ("Invalid value", "this is no value of TOML; text goes in quotes"),
    ("Invalid date", "this is not a date of the calendar"),
    ("Unclosed array", 'a list lacks its "]" or a comma'),
    ("Unclosed inline table", 'a table lacks its "}" or a comma'),
    ("Unterminated string", "a text lacks its closing quote"),
    ("Unescaped", "a backslash inside of double quotes is written twice"),
    ("Invalid hex value", "a \\u or \\x escape is followed by hexadecimal digits"),
    ("Escaped character", "an escape does not name a character"),
    ("Illegal character", "a text, line or comment holds a character that TOML refuses"),
    ("Found invalid character", "a text, line or comment holds a character that TOML refuses"),
)


class TomlFault(ValueError):  # noqa: N818 -- the fault is the file's
    """Bytes are not TOML; the message is a sentence part.

    Args:
        message: what is wrong, with the column where it is known.
        line: physical line from 1, where it is known.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def parse_toml(data: bytes, *, limit: int = MAX_BYTES) -> dict[str, Any]:
    """Return the tables of a TOML file; its decimals are Decimal.

    Args:
        data: the file's bytes, UTF-8 without a byte-order mark.
        limit: most bytes that are accepted.

    Raises:
        TomlFault: the bytes are too many, not UTF-8, or not TOML.
    """
    if len(data) > limit:
        raise TomlFault(f"the file has {len(data):,} bytes; at most {limit:,} are read")
    text = _decode(data)
    long_key = _LONG_KEY.search(text)
    if long_key:
        line = text.count("\n", 0, long_key.start()) + 1
        raise TomlFault(f"a key has more than {MAX_KEY_PARTS} dotted parts", line)
    try:
        return tomllib.loads(text, parse_float=_parse_decimal)
    except RecursionError:
        raise TomlFault("lists or tables are nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise _explain(error, text) from None
    except ValueError:
        # Python refuses to read whole numbers of more than 4,300 digits.
        long = _LONG_NUMBER.search(text)
        place = None if long is None else text.count("\n", 0, long.start()) + 1
        raise TomlFault("a whole number has thousands of digits", place) from None


def _decode(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        raise TomlFault(
            "the file begins with a byte-order mark; save it as UTF-8 without one (without BOM)", 1
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        raise TomlFault("the file is binary or UTF-16; a text file in UTF-8 is expected")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TomlFault(
            f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8", line
        ) from None
    if not text.strip():
        raise TomlFault("the file is empty")
    alone = re.search(r"\r(?!\n)", text)
    if alone:
        line = text.count("\n", 0, alone.start()) + 1
        raise TomlFault("a line ends in a carriage return alone; use LF or CRLF line ends", line)
    return text


def _parse_decimal(text: str) -> Decimal | Unread:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Unread(text)


def _explain(error: tomllib.TOMLDecodeError, text: str) -> TomlFault:
    said = str(error)
    place = _AT.search(said)
    lines = text.rstrip().split("\n")
    line = len(lines) if place is None or place[1] is None else int(place[1])
    where = "at the end of the file" if place is None or place[2] is None else f"column {place[2]}"
    sentence = next((ours for theirs, ours in _SENTENCES if said.startswith(theirs)), "not TOML")
    # Not str.format: a sentence may show a brace.
    sentence = sentence.replace("{what}", _what(lines[min(line, len(lines)) - 1]))
    return TomlFault(f"{sentence} ({where})", line)


def _what(line: str) -> str:
    """Name the key or table that a line begins."""
    begun = re.match(r"\s*(\[*)\s*([\w.\"'-]{1,60})\s*[]=]", line)
    if begun is None:
        return "a key or table"
    return f"{'table' if begun[1] else 'key'} {begun[2]}"


def render_text(text: str) -> str:
    """Write a TOML string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def render_toml(tables: Mapping[str, Any], in_line: Callable[[Path], bool]) -> str:
    """Write tables as TOML.

    Args:
        tables: texts, booleans, integers, Decimals, dates, and lists and tables of them.
        in_line: tells of the keys that lead to a table, or a list of them, whether it is written
            in braces behind its key; else it gets a heading of its own.
    """
    return "".join(f"{line}\n" for line in _lines_of(tables, (), in_line))


Path = tuple[str, ...]


def _lines_of(
    table: Mapping[str, Any], keys: Path, in_line: Callable[[Path], bool]
) -> Iterator[str]:
    below = {
        key: value
        for key, value in table.items()
        if _holds_tables(value) and not in_line((*keys, key))
    }
    for key, value in table.items():
        if key not in below:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in below.items():
        path = (*keys, key)
        heading = ".".join(map(_key, path))
        for each in value if isinstance(value, list) else [value]:
            # A table of tables alone needs no heading of its own.
            if isinstance(value, list):
                yield from ("", f"[[{heading}]]")
            elif any(
                not _holds_tables(one) or in_line((*path, name)) for name, one in each.items()
            ):
                yield from ("", f"[{heading}]")
            yield from _lines_of(each, path, in_line)


def _holds_tables(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], Mapping)
    return isinstance(value, Mapping)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else render_text(key)


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return render_text(value)
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.isoformat()
        case int() | date():
            return str(value)
        case Mapping():
            inner = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
            return f"{{ {inner} }}"
        case list() if value and isinstance(value[0], Mapping):
            return "".join(["[\n", *(f"  {_value(each)},\n" for each in value), "]"])
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
    raise TypeError(type(value).__name__)
