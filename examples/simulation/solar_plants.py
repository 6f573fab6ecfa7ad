"""The three simulated photovoltaic plants: what their loggers and meters wrote."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from simulation.common import HOUR, Chance, decimal_text, stamp, write_csv
from simulation.solar import Array, Site, clear_sky, cloudiness, power

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Dry and clear from November to May, thunderstorms in the afternoons of summer.
AGUASCALIENTES = Site(
    latitude=22.0,
    longitude=-102.3,
    utc_offset=-6,
    clear_days=(0.72, 0.76, 0.82, 0.80, 0.72, 0.44, 0.36, 0.38, 0.40, 0.58, 0.72, 0.70),
    mixed_days=(0.20, 0.18, 0.14, 0.16, 0.22, 0.42, 0.50, 0.48, 0.42, 0.32, 0.22, 0.22),
)
# South of Manila: dry from December to May, monsoon and typhoons from June to October.
LUZON = Site(
    latitude=14.2,
    longitude=121.1,
    utc_offset=8,
    clear_days=(0.36, 0.46, 0.56, 0.58, 0.42, 0.24, 0.14, 0.12, 0.16, 0.22, 0.26, 0.28),
    mixed_days=(0.46, 0.42, 0.36, 0.36, 0.44, 0.52, 0.52, 0.50, 0.54, 0.54, 0.52, 0.50),
)
# Rain is spread more evenly over the year.
BOHOL = Site(
    latitude=9.9,
    longitude=124.3,
    utc_offset=8,
    clear_days=(0.30, 0.38, 0.48, 0.54, 0.42, 0.32, 0.30, 0.32, 0.32, 0.32, 0.30, 0.28),
    mixed_days=(0.50, 0.48, 0.44, 0.40, 0.48, 0.52, 0.52, 0.52, 0.52, 0.52, 0.52, 0.50),
)

MEXICAN_YEAR = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
MEXICAN_ROOF = Array(modules_kw=560, inverters_kw=500, performance=0.7916)

FACTORY_YEAR = dt.date(2025, 4, 1), dt.date(2026, 3, 31)
ROOFS = {
    "a": Array(modules_kw=720, inverters_kw=600, performance=0.664),
    "b": Array(modules_kw=480, inverters_kw=400, performance=0.645),
}
# On Sundays the factory draws little and may not feed the grid: the inverters are held back.
SUNDAY, SUNDAY_SHARE = 6, 0.30
# A storm cut the line to the logger of roof B, which has no memory of its own.
SILENT = {"b": (dt.datetime(2025, 9, 22, 11), dt.datetime(2025, 9, 23, 9))}

BOHOL_YEAR = dt.date(2025, 7, 16), dt.date(2026, 7, 15)
BOHOL_PLANT = Array(modules_kw=27_121, inverters_kw=22_000, performance=0.7315)
BOHOL_MULTIPLIER = 36_000  # 300/5 A and 69,000/115 V
BOHOL_EXPORT_START = 683.207  # [kWh as the counter shows], from the months of trial operation
BOHOL_IMPORT_START = 51_846.3  # [kWh]
BOHOL_STANDBY_KW = 19.0  # transformers, control room, lamps along the fence


def write_mexico(folder: Path) -> None:
    """Write ``monitoring/2025-MM.csv``: energy of each hour, stamped at its end."""
    first, last = MEXICAN_YEAR
    sky = _sky(AGUASCALIENTES, first, last, Chance("mexico-rooftop-solar 1"))
    for month in range(1, 13):
        write_csv(
            folder / "monitoring" / f"2025-{month:02}.csv",
            "hour_ending,ac_energy_kwh",
            (
                (stamp(now + HOUR), decimal_text(power(MEXICAN_ROOF, *light), 2))
                for now, light in sky.items()
                if now.month == month
            ),
        )


def write_factory(folder: Path) -> None:
    """Write ``monitoring/roof-a.csv`` and ``roof-b.csv``: mean power of each hour."""
    first, last = FACTORY_YEAR
    sky = _sky(LUZON, first, last, Chance("philippines-rooftop-solar 1"))
    for name, roof in ROOFS.items():
        write_csv(
            folder / "monitoring" / f"roof-{name}.csv",
            "timestamp,ac_power_kw",
            (
                (stamp(now), decimal_text(_held_back(now, roof, power(roof, *light)), 1))
                for now, light in sky.items()
                if not _silent(name, now)
            ),
        )


def write_bohol(folder: Path) -> None:
    """Write ``monitoring/export.csv`` and ``import.csv``: two counters, read every hour."""
    first, last = BOHOL_YEAR
    chance = Chance("philippines-bohol-solar 1")
    sky = _sky(BOHOL, first, last, chance)
    exported: list[tuple[str, str]] = []
    imported: list[tuple[str, str]] = []
    sent, drawn = BOHOL_EXPORT_START, BOHOL_IMPORT_START
    for now, light in sky.items():
        exported.append((stamp(now), decimal_text(sent, 3)))
        imported.append((stamp(now), decimal_text(drawn, 1)))
        output = power(BOHOL_PLANT, *light)
        sent += output / BOHOL_MULTIPLIER
        # By day the plant feeds its own auxiliaries in front of the export meter.
        drawn += 0.0 if output else BOHOL_STANDBY_KW + chance.between(-1.5, 1.5)
    # The counters are read once more when the period ends.
    end = stamp(dt.datetime.combine(last, dt.time()) + 24 * HOUR)
    exported.append((end, decimal_text(sent, 3)))
    imported.append((end, decimal_text(drawn, 1)))
    write_csv(folder / "monitoring" / "export.csv", "read_at,register_kwh", exported)
    write_csv(folder / "monitoring" / "import.csv", "read_at,register_kwh", imported)


def _sky(
    site: Site, first: dt.date, last: dt.date, chance: Chance
) -> Mapping[dt.datetime, tuple[float, float]]:
    """Return clear-sky irradiance [kW/m2] and the share of it that arrives, hour by hour."""
    clear = clear_sky(site, first, last)
    through = cloudiness(site, first, last, chance)
    return {hour: (clear[hour], through[hour]) for hour in clear}


def _held_back(now: dt.datetime, roof: Array, output: float) -> float:
    limit = roof.inverters_kw * (SUNDAY_SHARE if now.weekday() == SUNDAY else 1)
    return min(output, limit)


def _silent(name: str, now: dt.datetime) -> bool:
    start, end = SILENT.get(name, (now, now))
    return start <= now < end
