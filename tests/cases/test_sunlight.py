"""D152 and D153: an array against the sun; where the sun stands, against pvlib."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from tests.cases.roofs import codes, stamped, told
from tests.planted.plants import roof

from jcm_mrv.checks.sun import clear_sky, sine_of_elevation
from jcm_mrv.run import check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Elevation without refraction as pvlib 0.16.1 gives it (solarposition.get_solarposition, the
# algorithm of NREL): instant in UTC, latitude, longitude, degrees.
PVLIB = [
    ("1995-02-03 04:10", 39.74, -105.18, -43.94),
    ("2016-07-01 19:05", 39.74, -105.18, 73.29),
    ("2023-12-21 10:30", 39.74, -105.18, -42.88),
    ("2024-03-20 03:06", 39.74, -105.18, -22.23),
    ("2049-10-10 16:45", 39.74, -105.18, 35.37),
    ("1995-02-03 04:10", -33.45, -70.67, -38.67),
    ("2016-07-01 19:05", -33.45, -70.67, 24.61),
    ("2023-12-21 10:30", -33.45, -70.67, 10.59),
    ("2024-03-20 03:06", -33.45, -70.67, -48.57),
    ("2049-10-10 16:45", -33.45, -70.67, 63.30),
    ("1995-02-03 04:10", 14.6, 121.0, 58.73),
    ("2016-07-01 19:05", 14.6, 121.0, -31.15),
    ("2023-12-21 10:30", 14.6, 121.0, -13.86),
    ("2024-03-20 03:06", 14.6, 121.0, 69.63),
    ("2049-10-10 16:45", 14.6, 121.0, -72.96),
    ("1995-02-03 04:10", 47.92, 106.92, 24.20),
    ("2016-07-01 19:05", 47.92, 106.92, -13.40),
    ("2023-12-21 10:30", 47.92, 106.92, -13.95),
    ("2024-03-20 03:06", 47.92, 106.92, 36.11),
    ("2049-10-10 16:45", 47.92, 106.92, -49.05),
    ("1995-02-03 04:10", 69.65, 18.96, -19.76),
    ("2016-07-01 19:05", 69.65, 18.96, 10.77),
    ("2023-12-21 10:30", 69.65, 18.96, -3.11),
    ("2024-03-20 03:06", 69.65, 18.96, -8.90),
    ("2049-10-10 16:45", 69.65, 18.96, -7.77),
]
DAYS = ("2023-06-01", "2023-06-03")
# Manila: the sun rises at about 05:30 and sets at about 18:25 in June.
ARRAY = 'array = { peak = { value = 100, unit = "kW" } }'
PLACE = "[location]\nlatitude = 14.6\nlongitude = 121.0\n"
SUNNY = [0] * 6 + [6, 22, 41, 58, 70, 78, 79, 74, 63, 47, 28, 9] + [0] * 6


@pytest.mark.parametrize(("instant", "latitude", "longitude", "degrees"), PVLIB)
def test_the_sun_stands_where_pvlib_has_it(
    instant: str, latitude: float, longitude: float, degrees: float
) -> None:
    """The approximate formulas are within two hundredths of a degree."""
    moment = dt.datetime.fromisoformat(instant).replace(tzinfo=dt.UTC)
    frame = pl.DataFrame({"t": [int(moment.timestamp()) * 1_000_000]})
    sine = frame.select(sine_of_elevation(pl.col("t"), latitude, longitude)).item()
    assert math.degrees(math.asin(sine)) == pytest.approx(degrees, abs=0.02)


def test_a_clear_sky_gives_what_its_formula_says() -> None:
    """Overhead 1.1 x 1.353 x 0.7 = 1.042 kW/m2 (air mass 1); nothing below the horizon."""
    frame = pl.DataFrame({"s": [1.0, math.sin(math.radians(30)), -0.1, 0.0]})
    overhead, high, below, level = frame.select(clear_sky(pl.col("s"))).to_series().to_list()
    assert overhead == pytest.approx(1.042, abs=0.001)
    # air mass 1.994 at 30 degrees: 1.994 ^ 0.678 = 1.597, 0.7 ^ 1.597 = 0.566
    assert high == pytest.approx(1.1 * 1.353 * 0.566, abs=0.001)
    assert (below, level) == (0, 0)


def sun_told(
    folder: Path,
    values: Sequence[object],
    *,
    more: str = PLACE,
    side: str = "low",
    point: str = ARRAY,
) -> list[str]:
    """Check three days of an array in Manila; return codes with severities."""
    rows = stamped("2023-06-01", values)
    found = told(folder, rows, DAYS, zone="Asia/Manila", more=more, point=point, side=side)
    return [f"{one.code} {one.severity}" for one in found]


def test_a_sunny_day_is_below_the_bound(tmp_path: Path) -> None:
    """575 kWh from 100 kW in a day and 79 kWh in an hour are real."""
    assert sun_told(tmp_path, [*SUNNY] * 3) == []


def test_standby_at_night_is_no_generation(tmp_path: Path) -> None:
    """A draw of 0.4 kWh and noise of 0.9 kWh, below 1 % of the peak, are silent."""
    noisy = [value or (-0.4 if hour % 2 else 0.9) for hour, value in enumerate(SUNNY)]
    assert sun_told(tmp_path, [*noisy] * 3) == ["D112 note"]


@pytest.mark.parametrize(("side", "severity"), [("low", "error"), ("high", "warning")])
def test_double_readings_are_above_the_bound(tmp_path: Path, side: str, severity: str) -> None:
    """A multiplier of 2 gives 158 kWh in an hour, above 1.35 times the peak."""
    assert sun_told(tmp_path, [2 * one for one in SUNNY] * 3, side=side) == [f"D152 {severity}"]


def test_two_days_booked_on_one_are_above_the_bound(tmp_path: Path) -> None:
    """A day of 1,150 kWh is 11.5 h at the peak and possible; one of 1,725 kWh is not."""
    flat = [0] * 6 + [143] * 12 + [0] * 6
    assert sun_told(tmp_path, [*SUNNY, *flat, *SUNNY]) == ["D152 error"]
    low = [0] * 6 + [95] * 12 + [0] * 6
    assert sun_told(tmp_path, [*SUNNY, *low, *SUNNY]) == []


def test_what_is_above_rated_is_not_told_twice(tmp_path: Path) -> None:
    """Days of D113 are no days of D152."""
    point = ARRAY + '\nrated = { value = 110, unit = "kW" }'
    assert sun_told(tmp_path, [2 * one for one in SUNNY] * 3, point=point) == ["D113 error"]


def test_a_spike_above_a_clear_sky_is_told_once(tmp_path: Path) -> None:
    """900 kWh in an hour from 100 kW is D152 and no D150 beside it; 95 kWh is a clear noon."""
    days = ("2023-06-01", "2023-06-12")
    for value, expected in ((900, ["D152"]), (95, [])):
        values = [*SUNNY] * 12
        values[24 * 5 + 12] = value
        found = told(
            tmp_path,
            stamped("2023-06-01", values),
            days,
            zone="Asia/Manila",
            more=PLACE,
            point=ARRAY,
        )
        assert codes(found) == expected


def test_stamps_of_another_zone_show_at_night(tmp_path: Path) -> None:
    """UTC stamps taken for local time lie eight hours early: generation at 22:00 and 03:00."""
    values = [*SUNNY] * 3
    found = told(
        tmp_path,
        stamped("2023-06-01", values[8:] + values[:8]),
        DAYS,
        zone="Asia/Manila",
        more=PLACE,
        point=ARRAY,
    )
    assert codes(found) == ["D153"]
    assert found[0].severity == "warning"
    # The middle of SUNNY: 6,696 / 576 + 1/2 = 12.1 on the clock, 121/15 - 8 = 0.1 h more by the
    # sun; eight hours early that is 7.8 h before noon.
    assert "about 7.8 h too early" in found[0].message


def test_without_a_place_or_an_array_nothing_is_asked(tmp_path: Path) -> None:
    """The same readings are silent where latitude, longitude or the array are not given."""
    values = [*SUNNY[8:], *SUNNY[:8]] * 3
    assert sun_told(tmp_path, values, more="") == []
    assert sun_told(tmp_path, values, more="[location]\nlatitude = 14.6\n") == []
    assert sun_told(tmp_path, values, point="") == []


def test_long_steps_are_not_judged_by_night(tmp_path: Path) -> None:
    """A step of six hours may hold dusk and night; its energy is compared by day alone."""
    rows = stamped("2023-06-01", [10, 300, 300, 20] * 3, minutes=360)
    found = told(tmp_path, rows, DAYS, zone="Asia/Manila", more=PLACE, point=ARRAY, minutes=360)
    assert found == []


def test_a_register_is_compared_by_day(tmp_path: Path) -> None:
    """1,800 kWh in a day from 100 kW are 18 h at the peak; 575 kWh are real."""
    for times, expected in ((1, []), (3, ["D152"])):
        counts, count = [], 0
        for rise in [times * one for one in SUNNY] * 3:
            counts.append(count)
            count += rise
        rows = stamped("2023-06-01", [*counts, count])
        found = told(
            tmp_path,
            rows,
            DAYS,
            zone="Asia/Manila",
            more=PLACE,
            point=ARRAY,
            minutes=0,
            measures="register",
        )
        assert codes(found) == expected


def test_a_clean_year_of_an_array_is_silent(tmp_path: Path) -> None:
    """A simulated year in Santiago, both changes of the clocks included."""
    plant = roof()
    plant.write(tmp_path)
    suspected = {"D150", "D151", "D152", "D153", "D158"}
    assert suspected.isdisjoint(one.code for one in check(tmp_path))


def test_four_months_in_utc_show_in_a_year(tmp_path: Path) -> None:
    """From May to August the logger wrote UTC: those nights are told."""
    plant = roof()
    santiago = ZoneInfo("America/Santiago")
    for row in plant.rows("2023-05-01", "2023-09-01"):
        local = dt.datetime.fromisoformat(row[0]).replace(tzinfo=santiago)
        row[0] = f"{local.astimezone(dt.UTC):%Y-%m-%d %H:%M}"
    plant.write(tmp_path)
    found = [one for one in check(tmp_path) if one.code == "D153"]
    assert len(found) == 1
    assert found[0].span is not None
    assert (f"{found[0].span[0]:%m-%d}", f"{found[0].span[1]:%m-%d}") == ("05-01", "09-01")


def test_the_measured_roof_of_colorado_is_silent(tmp_path: Path) -> None:
    """Its 5 kW stay below the bound on every day, and its nights are dark."""
    from pathlib import Path as Folder  # noqa: PLC0415
    from shutil import copytree  # noqa: PLC0415

    example = Folder(__file__).parents[2] / "examples" / "measured-rooftop-pv"
    copytree(example, tmp_path / "roof")
    file = tmp_path / "roof" / "project.toml"
    text = file.read_text("utf-8").replace(
        "[location]\n", "[location]\nlatitude = 39.74\nlongitude = -105.18\n"
    )
    text = text.replace("rated = {", 'array = { peak = { value = 5, unit = "kW" } }\nrated = {')
    file.write_text(text, "utf-8")
    assert {one.code for one in check(tmp_path / "roof")} == {"D104", "D112", "P026", "P052"}
