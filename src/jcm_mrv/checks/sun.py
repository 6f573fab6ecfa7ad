"""Where the sun stands, and what it can give at most: for checks, never for a number.

The position follows the approximate formulas of the US Naval Observatory (Astronomical
Applications Department, "Computing Approximate Solar Coordinates" and "Greenwich Mean Sidereal
Time"), good to about an arc minute from 1800 to 2200; no refraction. The beam of a clear sky is
that of Meinel and Meinel, Applied Solar Energy (1976): 1.353 x 0.7 ^ (AM ^ 0.678) kW/m2, with
the air mass of Kasten and Young, Applied Optics 28 (1989); a plane that faces the sun collects a
tenth more from the rest of the sky.
"""

from __future__ import annotations

import math

import polars as pl

US_A_DAY = 86_400_000_000
# 2000-01-01 12:00 UTC, from which both formulas count days.
J2000_US = 946_728_000_000_000
MARGIN = 1.3
"""Declared policy: room for altitude, cold modules, bright clouds, snow and a generous rating."""


MOST = MARGIN * 1.1 * 1.353 * 0.7
"""The most that an array gives at any time, overhead sun and margin, as a ratio to its peak."""


def sine_of_elevation(instant: pl.Expr, latitude: float, longitude: float) -> pl.Expr:
    """Return the sine of the sun's elevation.

    Args:
        instant: microseconds since 1970 UTC.
        latitude: of the place [degrees, north].
        longitude: of the place [degrees, east].
    """
    days = (instant - J2000_US).cast(pl.Float64) / US_A_DAY
    anomaly = (357.529 + 0.98560028 * days).radians()
    mean = 280.459 + 0.98564736 * days
    along = (mean + 1.915 * anomaly.sin() + 0.020 * (2 * anomaly).sin()).radians()
    tilt = math.radians(23.439)
    # Sidereal time of the place; its difference to the right ascension is the hour angle, which
    # the addition theorem below does without.
    sidereal = ((18.697374558 + 24.06570982441908 * days) * 15 + longitude).radians()
    declined = math.sin(tilt) * along.sin()
    turned = sidereal.cos() * along.cos() + sidereal.sin() * (math.cos(tilt) * along.sin())
    phi = math.radians(latitude)
    return math.sin(phi) * declined + math.cos(phi) * turned


def clear_sky(sine: pl.Expr) -> pl.Expr:
    """Return what a plane facing the sun collects under a clear sky [kW/m2], without margin.

    Args:
        sine: of the sun's elevation.
    """
    height = sine.arcsin().degrees()
    up = pl.when(height > 0).then(height).otherwise(0.0)
    mass = 1 / (up.radians().sin() + 0.50572 * (up + 6.07995).pow(-1.6364))
    beam = 1.353 * (0.7 ** mass.pow(0.678))
    return pl.when(height > 0).then(1.1 * beam).otherwise(0.0)
