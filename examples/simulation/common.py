"""What all simulated plants share: repeatable chance, calendar hours, decimal text, CSV files.

Of Python's ``random`` only ``random()`` itself is promised to give the same sequence in every
version, so every other distribution is built on it here. Same seed, same bytes.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

HOUR = dt.timedelta(hours=1)


class Chance:
    """Draw from a seeded sequence.

    Args:
        seed: any text; the same text gives the same draws.
    """

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - weather, not secrets

    def between(self, low: float, high: float) -> float:
        """Draw a number between two limits, all equally likely."""
        return low + (high - low) * self._random.random()

    def normal(self, spread: float) -> float:
        """Draw a number around 0 with a standard deviation, never beyond 6 of them.

        The sum of twelve uniform draws has variance 1 and a bell's shape.
        """
        return spread * (sum(self._random.random() for _ in range(12)) - 6)

    def pick(self, shares: Sequence[float]) -> int:
        """Draw an index with the given shares; what they leave to 1 goes to the last index + 1."""
        draw = self._random.random()
        for index, share in enumerate(shares):
            draw -= share
            if draw < 0:
                return index
        return len(shares)


class Drift:
    """Wander slowly around 0, each hour remembering most of the hour before.

    Args:
        chance: where the draws come from.
        memory: share of the last value that is kept, from 0 to 1.
        spread: standard deviation of each step.
    """

    def __init__(self, chance: Chance, memory: float, spread: float) -> None:
        self._chance, self._memory, self._spread = chance, memory, spread
        self._value = 0.0

    def step(self) -> float:
        """Move on by one hour and return the new value."""
        self._value = self._memory * self._value + self._chance.normal(self._spread)
        return self._value


def hours(first: dt.date, last: dt.date) -> Iterator[dt.datetime]:
    """Yield the start of every hour from the first day to the last, both inclusive.

    Local time without daylight saving: none of the simulated places has any in its period.
    """
    now = dt.datetime.combine(first, dt.time())
    end = dt.datetime.combine(last, dt.time()) + 24 * HOUR
    while now < end:
        yield now
        now += HOUR


def decimal_text(value: float, digits: int) -> str:
    """Write a number with a fixed count of decimals, without a negative zero."""
    text = f"{value:.{digits}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


def stamp(moment: dt.datetime) -> str:
    """Write a local time as the loggers of these examples do: ``2025-01-31 14:00``."""
    return moment.strftime("%Y-%m-%d %H:%M")


def write_csv(path: Path, header: str, rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file with plain line feeds, whatever the machine's own habit is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [header, *(",".join(row) for row in rows)]
    path.write_bytes(("\n".join(lines) + "\n").encode("ascii"))
