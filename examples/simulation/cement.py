"""Waste heat recovery at a cement kiln: generation follows the kiln, with its stops."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from simulation.common import Chance, Drift, decimal_text, hours, stamp, write_csv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST, LAST = dt.date(2025, 7, 1), dt.date(2026, 6, 30)

RATED_KW = 6000.0
USUAL_KW = 5260.0

# Stops of the kiln, local time, the end exclusive. The boilers lose their heat with it.
STOPS = (
    (dt.datetime(2025, 8, 11, 14), dt.datetime(2025, 8, 12, 21)),  # brick fall in the burning zone
    (dt.datetime(2025, 10, 3, 2), dt.datetime(2025, 10, 3, 19)),  # cooler grate
    (dt.datetime(2025, 11, 17, 6), dt.datetime(2025, 11, 20, 6)),  # typhoon, grid lost
    (dt.datetime(2026, 2, 2, 6), dt.datetime(2026, 2, 23, 18)),  # yearly maintenance, new lining
    (dt.datetime(2026, 4, 29, 9), dt.datetime(2026, 4, 30, 11)),  # preheater fan
)
HEATING_UP = 14  # hours from the restart of the kiln to full steam

# Share of the usual output, January to December: a warm condenser takes a little.
SEASON = (1.012, 1.010, 1.002, 0.992, 0.985, 0.988, 0.992, 0.994, 0.996, 1.000, 1.006, 1.010)


def write(folder: Path) -> None:
    """Write ``monitoring/net-supply-YYYY.csv``, one file for each calendar year."""
    rows = list(_rows())
    for year in (2025, 2026):
        write_csv(
            folder / "monitoring" / f"net-supply-{year}.csv",
            "timestamp,power_kw",
            (row for row in rows if row[0].startswith(str(year))),
        )


def _rows() -> Iterator[tuple[str, str]]:
    chance = Chance("philippines-cement-whr 1")
    feed = Drift(chance, memory=0.97, spread=0.010)
    for now in hours(FIRST, LAST):
        steam = USUAL_KW * SEASON[now.month - 1] * (1 + feed.step() + chance.normal(0.004))
        power = min(steam * _running(now), RATED_KW - chance.between(5, 25))
        yield stamp(now), decimal_text(power, 1)


def _running(now: dt.datetime) -> float:
    """Return how much of its steam the kiln gives: 0 in a stop, rising over the hours after."""
    for start, end in STOPS:
        if start <= now < end:
            return 0.0
        since = (now - end) / dt.timedelta(hours=1)
        if 0 <= since < HEATING_UP:
            return float((since + 1) / (HEATING_UP + 1))
    return 1.0
