"""What a command answers: an exit code, what was asked for, and what there is to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """Tell the calling process how it went (contracts 12)."""

    YES = 0
    NO = 1
    """It worked and the answer is no; also: what was asked for could not be written."""
    UNREADABLE = 2
    """Wrong usage, or project.toml or a methodology cannot be read or parsed."""
    UNVERIFIABLE = 3
    BUG = 70
    INTERRUPTED = 130
    BROKEN_PIPE = 141


@dataclass(frozen=True, slots=True)
class Answer:
    """Carry what a command found out to the place where it is written.

    Args:
        code: how the process ends.
        asked: what was asked for, for stdout; bytes are written as they are.
        notes: findings and remarks, for stderr.
    """

    code: ExitCode = ExitCode.YES
    asked: str | bytes = ""
    notes: str = ""


class UsageError(Exception):
    """A command cannot be carried out as it was typed; the message is the user's sentence."""
