"""Find out what stdout and stderr are: a pipe or a terminal, its width and its characters."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TextIO

from jcm_mrv.views.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_WIDTH = 80


def surface_of(stream: TextIO | None, environment: Mapping[str, str] = os.environ) -> Surface:
    """Describe a stream of this process; a closed one is like a pipe.

    ``COLUMNS`` sets the width, ``NO_COLOR`` and ``TERM=dumb`` forbid colour, and the locale
    (``LC_ALL``, ``LC_CTYPE``, ``LANG``) tells whether the other end understands UTF-8.
    """
    terminal = stream is not None and stream.isatty()
    return Surface(
        width=_width(stream if terminal else None, environment),
        terminal=terminal,
        colour=terminal
        and not environment.get("NO_COLOR")
        and environment.get("TERM", "dumb") != "dumb",
        ascii=not _knows_utf8(stream, environment),
    )


def _width(terminal: TextIO | None, environment: Mapping[str, str]) -> int:
    columns = environment.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns[:6]) > 0:
        return int(columns[:6])
    if terminal is None:
        return DEFAULT_WIDTH
    try:
        return os.get_terminal_size(terminal.fileno()).columns or DEFAULT_WIDTH
    except (OSError, ValueError):
        return DEFAULT_WIDTH


def _knows_utf8(stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    encoding = (getattr(stream, "encoding", None) or "").lower()
    if encoding.replace("-", "") != "utf8":
        return False
    named = environment.get("LC_ALL") or environment.get("LC_CTYPE") or ""
    language = environment.get("LANG", "")
    # Under LANG=C Python itself sets LC_CTYPE to C.UTF-8; that says nothing about the terminal.
    if not environment.get("LC_ALL") and named == "C.UTF-8" and language:
        named = language
    named = named or language
    return named.split(".")[0] not in ("C", "POSIX") or "utf" in named.lower()
