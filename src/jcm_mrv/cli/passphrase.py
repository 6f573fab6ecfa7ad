"""Where the passphrase of a key comes from: never from the words of a command.

What is typed as an option shows in the list of processes and in the history of a shell. So a
passphrase is asked for in a terminal, without echo, or read from a file, or taken from the
environment.
"""

from __future__ import annotations

import getpass
import os
import sys
import warnings
from typing import TYPE_CHECKING

from jcm_mrv.cli.answer import UsageError

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "JCM_MRV_PASSPHRASE"
STDIN = "-"
MAX_BYTES = 1_000


def read_passphrase(source: Path | None, key: str, *, twice: bool = False) -> bytes:
    """Return a passphrase: from a file, else the environment, else the terminal.

    Args:
        source: of which the first line is taken; ``-`` is standard input; may be a pipe.
        key: what it is for, in the words of a question.
        twice: ask for it a second time, since a slip would lock the key for good.

    Raises:
        UsageError: there is none, or it is empty or too long.
    """
    if source is not None:
        where = "standard input" if str(source) == STDIN else str(source)
        return _checked(_first_line(source, where), f"the first line of {where}")
    given = os.environ.get(VARIABLE)
    if given is not None:
        return _checked(os.fsencode(given), VARIABLE)
    typed = _ask(f"Passphrase of {key}: ")
    if twice and typed and _ask("The same again: ") != typed:
        raise UsageError("the two passphrases differ; nothing was written.")
    return _checked(typed, "the passphrase")


def _first_line(source: Path, where: str) -> bytes:
    try:
        if str(source) == STDIN:
            line = b"" if sys.stdin is None else sys.stdin.buffer.readline(MAX_BYTES + 3)
        else:
            # Any kind of file: a shell gives the output of a password store as a pipe.
            with source.open("rb") as stream:
                line = stream.readline(MAX_BYTES + 3)
    except OSError:
        raise UsageError(
            f"{where} cannot be read; --passphrase-file names a file whose first line is the "
            "passphrase."
        ) from None
    return line.removesuffix(b"\n").removesuffix(b"\r")


def _ask(question: str) -> bytes:
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            "a passphrase is needed, and there is no terminal to ask in; name a file with "
            f"--passphrase-file, or set {VARIABLE}."
        )
    try:
        with warnings.catch_warnings():
            # A terminal that cannot be silenced would show it.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(question).encode("utf-8", "surrogateescape")
    except (EOFError, getpass.GetPassWarning):
        raise UsageError(
            "the passphrase cannot be read from this terminal; name a file with --passphrase-file."
        ) from None


def _checked(passphrase: bytes, where: str) -> bytes:
    if not passphrase:
        raise UsageError(f"{where} is empty; a passphrase has at least one character.")
    if len(passphrase) > MAX_BYTES:
        raise UsageError(f"{where} is too long; a passphrase has at most {MAX_BYTES:,} bytes.")
    if b"\0" in passphrase:
        raise UsageError(f"{where} holds a NUL character; a passphrase has none.")
    return passphrase
