"""Judge by its words whether an SQL statement only reads.

This is the outer of two doors: the session that runs the statement is opened read-only as well.
What a function does behind its name is the server's matter. Words count only outside of quotes
and comments; where databases disagree about what a quote is, the statement is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINNINGS = ("SELECT", "WITH", "VALUES")
_WRITING = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "INTO"})
_LOCKS = (["UPDATE"], ["SHARE"], ["NO", "KEY"], ["KEY", "SHARE"])

_TOKEN = re.compile(
    r"""
    (?P<blank>\s+ | --[^\n]*)
  | (?P<comment>/\*(?:[^*/] | \*(?!/) | /(?!\*))*\*/)
  | (?P<text>[eE]'(?:[^'\\] | '' | \\.)*' | '(?:[^'] | '')*')
  | (?P<name>"(?:[^"] | "")*")
  | (?P<dollar>\$(?P<tag>[A-Za-z_][A-Za-z_0-9]*)?\$(?:.*?)\$(?(tag)(?P=tag))\$)
  | (?P<word>(?![eE]')[^\W\d][\w$]*)
  | (?P<number>\d[\w.]*)
  | (?P<end>;)
  | (?P<mark>(?![eE]')[^\s'"`\\])
    """,
    re.VERBOSE | re.DOTALL,
)


class StatementFault(ValueError):  # noqa: N818 -- the fault is the statement's
    """A statement does not only read, or cannot be told to; the message is a sentence part."""


def check_statement(text: str) -> None:
    """Judge a statement.

    Raises:
        StatementFault: it is not one SELECT, WITH or VALUES, it writes or locks rows, or its
            quotes and comments cannot be told apart for sure.
    """
    words: list[str] = []
    started = ended = False
    for kind, piece in _tokens(text):
        if ended:
            raise StatementFault('it holds a second statement behind a ";"; write one')
        if kind == "end":
            ended = True
        elif kind == "word":
            words.append(piece.upper())
        elif not started and piece != "(":
            raise StatementFault(f"it does not begin with one of {', '.join(_BEGINNINGS)}")
        started = started or bool(words)
    if not words:
        raise StatementFault("it is empty")
    if words[0] not in _BEGINNINGS:
        raise StatementFault(
            f"it begins with {_shown(words[0])} (expected one of {', '.join(_BEGINNINGS)})"
        )
    for at, word in enumerate(words):
        if word == "FOR" and any(words[at + 1 :][: len(lock)] == lock for lock in _LOCKS):
            raise StatementFault(f"it locks rows (FOR {words[at + 1]}); leave that out")
        if word in _WRITING:
            raise StatementFault(
                f"it holds the word {word}; if that is the name of a column, put it in double"
                " quotes"
            )


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Give what is neither blank nor comment, with its kind."""
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or (match["mark"] == "/" and text.startswith("/*", at)):
            raise StatementFault(_unclear(text[at]))
        kind = match.lastgroup
        at = match.end()
        if kind not in ("blank", "comment"):
            yield str(kind), match[0]


def _unclear(mark: str) -> str:
    if mark == "/":
        return "a comment is not closed, or holds another one"
    if mark == "`":
        return "names are put in double quotes, not in backticks"
    if mark in "eE":
        return "a quote (E') is not closed"
    if mark == "\\":
        return "a backslash stands outside of quotes"
    return f"a quote ({mark}) is not closed"


def _shown(word: str) -> str:
    return word if len(word) <= 20 else f"{word[:20]}…"
