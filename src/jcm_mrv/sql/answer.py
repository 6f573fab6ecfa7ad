"""What is asked of a database, and what comes back; nothing here needs one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold how much of a database is waited for and taken.

    Args:
        rows: the most rows.
        size: the most bytes of text.
        seconds: the longest time for one query [s].
        connecting: the longest time to reach the database [s].
    """

    rows: int = 20_000_000
    size: int = 2_000_000_000
    seconds: int = 600
    connecting: int = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold the names of the columns, and the rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[Sequence[Any]]
