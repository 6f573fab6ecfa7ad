"""A container data centre in Vientiane, cooled by outside air through a heat exchanger."""

from __future__ import annotations

import datetime as dt
import math
from itertools import groupby
from typing import TYPE_CHECKING

from simulation.common import Chance, Drift, decimal_text, hours, stamp, write_csv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST, LAST = dt.date(2017, 3, 1), dt.date(2018, 2, 28)

# Rounded shape of a year in Vientiane, January to December [degC]: mean of the month and half of
# the difference between afternoon and dawn. Hot before the rains, a narrow range during them.
MEAN_TEMPERATURE = (22.5, 25.0, 28.0, 29.5, 28.8, 28.4, 28.0, 27.8, 27.6, 27.2, 25.2, 22.6)
HALF_RANGE = (6.0, 6.0, 5.5, 5.0, 4.0, 3.2, 3.0, 2.8, 3.2, 4.0, 5.0, 5.8)

# Servers arrive in batches: day of installation and the load from then on [kW].
BATCHES = (
    (dt.date(2017, 3, 1), 54.5),
    (dt.date(2017, 4, 24), 56.3),
    (dt.date(2017, 6, 12), 58.0),
    (dt.date(2017, 8, 21), 59.8),
    (dt.date(2017, 10, 2), 61.4),
    (dt.date(2017, 12, 4), 63.0),
    (dt.date(2018, 1, 15), 64.5),
)
WORKING_HOURS = range(8, 17)
SHARE_OF_FEED_A = 0.515
LOSSES = 0.037  # transformer and UPS, as a share of the IT load
LIGHTS_KW = 0.45


def write(folder: Path) -> None:
    """Write ``monitoring/YYYY-MM.csv``, one file a month, as the building's logger exports."""
    for month, rows in groupby(_rows(), key=lambda row: row[0][:7]):
        write_csv(
            folder / "monitoring" / f"{month}.csv",
            "timestamp,it_a_kwh,it_b_kwh,facility_kwh,outdoor_degc",
            rows,
        )


def _rows() -> Iterator[tuple[str, ...]]:
    chance = Chance("lao-data-center 1")
    weather = Drift(chance, memory=0.985, spread=0.32)
    busy = Drift(chance, memory=0.90, spread=0.006)
    balance = Drift(chance, memory=0.95, spread=0.002)
    for now in hours(FIRST, LAST):
        outdoor = _outdoor(now) + weather.step()
        load = _installed(now.date()) * _activity(now) * (1 + busy.step())
        feed_a = round(load * (SHARE_OF_FEED_A + balance.step()), 2)
        feed_b = round(load - feed_a, 2)
        facility = load * (1 + LOSSES + _cooling(outdoor)) + LIGHTS_KW + chance.between(0, 0.1)
        yield (
            stamp(now),
            decimal_text(feed_a, 2),
            decimal_text(feed_b, 2),
            decimal_text(facility, 2),
            decimal_text(outdoor, 1),
        )


def _outdoor(now: dt.datetime) -> float:
    """Return the usual temperature of the hour [degC], coolest at 5, hottest at 15."""
    month = now.month - 1
    following = (month + 1) % 12
    share = (now.day - 1) / 31
    mean = (1 - share) * MEAN_TEMPERATURE[month] + share * MEAN_TEMPERATURE[following]
    half = (1 - share) * HALF_RANGE[month] + share * HALF_RANGE[following]
    phase = (now.hour - 5) / 10 if 5 <= now.hour <= 15 else 1 + ((now.hour - 15) % 24) / 14
    return mean - half * math.cos(math.pi * phase)


def _installed(day: dt.date) -> float:
    return next(kilowatts for since, kilowatts in reversed(BATCHES) if since <= day)


def _activity(now: dt.datetime) -> float:
    """Return the load as a share of the installed one: offices work, then back-ups run at 1."""
    if now.hour == 1:
        return 1.02
    if now.weekday() >= 5:
        return 0.975
    return 1.03 if now.hour in WORKING_HOURS else 0.99


def _cooling(outdoor: float) -> float:
    """Return the cooling power as a share of the IT load: fans, faster as the air gets warmer.

    Above 33 degC the small compressor helps; heat-tolerant servers keep it short.
    """
    return 0.0145 + 0.0017 * max(0.0, outdoor - 16) + 0.012 * max(0.0, outdoor - 33)
