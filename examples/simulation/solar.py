"""Photovoltaic plants: the clear sky comes from pvlib, the clouds from the seed.

pvlib gives the clear-sky irradiance of each quarter of an hour for the latitude and longitude
(Haurwitz's model, which needs the height of the sun alone); everything after that is arithmetic.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from pvlib import clearsky, solarposition

from simulation.common import Chance, hours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

QUARTER = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Site:
    """Where a plant stands and how its sky is.

    Args:
        latitude: [degrees north].
        longitude: [degrees east].
        utc_offset: hours that local time is ahead of UTC.
        clear_days: share of clear days, January to December.
        mixed_days: share of days with passing clouds; the rest is overcast.
    """

    latitude: float
    longitude: float
    utc_offset: int
    clear_days: Sequence[float]
    mixed_days: Sequence[float]


@dataclass(frozen=True)
class Array:
    """One plant or one roof.

    Args:
        modules_kw: nameplate of the modules [kW, direct current].
        inverters_kw: the most that the inverters give [kW, alternating current].
        performance: share of the nameplate that arrives at full sun: heat, dirt, cables, angle.
    """

    modules_kw: float
    inverters_kw: float
    performance: float


def clear_sky(site: Site, first: dt.date, last: dt.date) -> Mapping[dt.datetime, float]:
    """Return the mean clear-sky irradiance on level ground of each local hour [kW/m2]."""
    middles = [
        hour + QUARTER * (quarter + 0.5) for hour in hours(first, last) for quarter in range(4)
    ]
    times = pd.DatetimeIndex(middles).tz_localize("UTC") - pd.Timedelta(hours=site.utc_offset)
    position = solarposition.get_solarposition(times, site.latitude, site.longitude)
    ghi = clearsky.haurwitz(position["apparent_zenith"])["ghi"].to_numpy() / 1000
    return {
        hour: float(ghi[4 * index : 4 * index + 4].mean())
        for index, hour in enumerate(hours(first, last))
    }


def cloudiness(
    site: Site, first: dt.date, last: dt.date, chance: Chance
) -> Mapping[dt.datetime, float]:
    """Return the share of the clear-sky irradiance that comes through in each local hour."""
    through: dict[dt.datetime, float] = {}
    kind = 0
    for now in hours(first, last):
        if now.hour == 0:
            month = now.month - 1
            drawn = chance.pick((site.clear_days[month], site.mixed_days[month]))
            # Weather lasts: two days in five are like the day before.
            kind = kind if chance.between(0, 1) < 0.4 else drawn
            low, high = ((0.93, 1.0), (0.55, 0.85), (0.12, 0.40))[kind]
            level = chance.between(low, high)
        spread = (0.015, 0.16, 0.08)[kind]
        through[now] = min(1.03, max(0.04, level + chance.normal(spread)))
    return through


def power(array: Array, irradiance: float, through: float) -> float:
    """Return the mean output of an hour at the inverters [kW]; nothing before they start."""
    output = array.modules_kw * array.performance * irradiance * through
    return min(output, array.inverters_kw) if output > 0.004 * array.inverters_kw else 0.0
