"""Two clean years of 15-minute data, in which the planted faults are planted.

A data centre in Vientiane, with the consumption of its two feeds and of the whole centre, and a
solar roof in Santiago, whose logger follows the clocks of the country through both changes. Loads
come from whole numbers and a small generator of its own, so that every run writes the same bytes.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

YEAR = 2023
QUARTER = dt.timedelta(minutes=15)
STEPS = 365 * 96
SANTIAGO = ZoneInfo("America/Santiago")
LATITUDE, LONGITUDE = -33.45, -70.67
PEAK_KW = 200

Rows = dict[str, list[list[str]]]
Row = list[str]


@dataclass
class Plant:
    """Hold a project that is about to be written, for a fault to be planted in.

    Args:
        toml: text of project.toml.
        tables: rows of each CSV file, the header first.
        texts: other files, as they are.
    """

    toml: str
    tables: Rows
    texts: dict[str, bytes] = field(default_factory=dict)

    def replace(self, old: str, new: str) -> None:
        """Replace a part of project.toml that stands there once."""
        assert self.toml.count(old) == 1, (old, self.toml.count(old))
        self.toml = self.toml.replace(old, new)

    def rows(self, start: str, end: str, prefix: str = "monitoring/2") -> Iterator[Row]:
        """Yield the rows whose stamps lie from a stamp to before another one."""
        for name, rows in self.tables.items():
            if name.startswith(prefix):
                yield from (row for row in rows[1:] if start <= row[0] < end)

    def drop(self, start: str, end: str) -> None:
        """Remove the rows whose stamps lie from a stamp to before another one."""
        self.keep(lambda row: not start <= row[0] < end)

    def keep(self, wanted: Callable[[Row], bool]) -> None:
        """Keep only some rows of the readings."""
        for name, rows in self.tables.items():
            if name.startswith("monitoring/2"):
                rows[1:] = [row for row in rows[1:] if wanted(row)]

    def change(
        self, column: int, start: str, end: str, make: Callable[[Decimal], Decimal | str]
    ) -> None:
        """Change the readings of a column from a stamp to before another one."""
        for row in self.rows(start, end):
            row[column] = str(make(Decimal(row[column])))

    def write(self, folder: Path) -> Path:
        """Write the project and return its folder."""
        (folder / "project.toml").write_text(self.toml, "utf-8")
        for name, rows in self.tables.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("".join(",".join(row) + "\n" for row in rows), "utf-8")
        for name, data in self.texts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
        return folder


def noise(seed: int) -> Iterator[int]:
    """Yield whole numbers from 0 to 999, the same ones for a seed everywhere."""
    state = seed
    while True:
        state = (state * 1_103_515_245 + 12_345) % 2**31
        yield state // 65_536 % 1_000


def centre() -> Plant:
    """Return the clean data centre."""
    return Plant(CENTRE, _copy(_centre_tables()))


def roof() -> Plant:
    """Return the clean roof."""
    return Plant(ROOF, _copy(_roof_tables()))


def _copy(tables: Rows) -> Rows:
    return {name: [list(row) for row in rows] for name, rows in tables.items()}


@cache
def _centre_tables() -> Rows:
    months: dict[str, list[Row]] = defaultdict(
        lambda: [["timestamp", "it_a_kwh", "it_b_kwh", "facility_kwh"]]
    )
    register = [["read_at", "count"]]
    billed: dict[str, Decimal] = defaultdict(Decimal)
    random, count, moment = noise(2023), Decimal("81250.0"), dt.datetime(YEAR, 1, 1)
    for _ in range(STEPS):
        if moment.hour == moment.minute == 0:
            register.append([f"{moment:%Y-%m-%d %H:%M}", str(count)])
        # Servers work a little less on Sundays and at night; cooling follows the afternoon.
        busy = 7_600 + 500 * (8 <= moment.hour < 20) - 300 * (moment.weekday() == 6)
        a = Decimal(busy + next(random) // 4) / 1_000
        b = Decimal(busy - 900 + next(random) // 4) / 1_000
        cooling = 2_300 + 120 * max(0, 6 - abs(14 - moment.hour)) + next(random) // 3
        facility = a + b + Decimal(cooling) / 1_000
        name = f"monitoring/{moment:%Y-%m}.csv"
        months[name].append([f"{moment:%Y-%m-%d %H:%M}", str(a), str(b), str(facility)])
        billed[f"{moment:%Y-%m}"] += facility
        count += facility / 40
        moment += QUARTER
    register.append([f"{moment:%Y-%m-%d %H:%M}", str(count)])
    invoices = [["start", "end", "value", "unit", "evidence", "use"]]
    for month, energy in billed.items():
        first = dt.date.fromisoformat(f"{month}-01")
        last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        evidence = f"invoice {month}"
        invoices.append([str(first), str(last), str(round(energy)), "kWh", evidence, "compare"])
    return {**months, "monitoring/register.csv": register, "invoices.csv": invoices}


def elevation(moment: dt.datetime) -> float:
    """Return roughly how high the sun stands in Santiago at an instant in UTC [degree].

    Declination by a cosine and the equation of time by two sines: within half a degree.
    """
    day = moment.timetuple().tm_yday + (moment.hour + moment.minute / 60) / 24
    declination = -23.44 * math.cos(2 * math.pi * (day + 9) / 365.24)
    angle = 2 * math.pi * (day - 81) / 365
    minutes = 9.87 * math.sin(2 * angle) - 7.53 * math.cos(angle) - 1.5 * math.sin(angle)
    solar = moment.hour + moment.minute / 60 + LONGITUDE / 15 + minutes / 60
    hour = math.radians(15 * (solar - 12))
    low, tilt = math.radians(LATITUDE), math.radians(declination)
    return math.degrees(
        math.asin(math.sin(low) * math.sin(tilt) + math.cos(low) * math.cos(tilt) * math.cos(hour))
    )


@cache
def _roof_tables() -> Rows:
    months: dict[str, list[Row]] = defaultdict(lambda: [["timestamp", "ac_kwh", "irradiance_w_m2"]])
    register = [["read_at", "count"]]
    random, count = noise(33), Decimal("1204.5")
    start = dt.datetime(YEAR, 1, 1, tzinfo=SANTIAGO).astimezone(dt.UTC)
    cloud = 0
    for step in range(STEPS):
        moment = start + step * QUARTER
        local = moment.astimezone(SANTIAGO)
        if local.hour == local.minute == 0:
            cloud = next(random) // 4  # per mille that the clouds of the day take
            if local.day == 1:
                register.append([f"{local:%Y-%m-%d %H:%M}", str(count)])
        height = math.sin(math.radians(max(0.0, elevation(moment + QUARTER / 2))))
        sun = round(1_000 * height * (1_000 - cloud - next(random) // 20) / 1_000)
        watts = sun * PEAK_KW * 82 // 100
        energy = Decimal(watts) / 4_000 if watts else Decimal("-0.004")
        name = f"monitoring/{local:%Y-%m}.csv"
        months[name].append([f"{local:%Y-%m-%d %H:%M}", str(energy), str(sun)])
        count += energy / 40
    register.append([f"{YEAR + 1}-01-01 00:00", str(count)])
    return {**months, "monitoring/register.csv": register}


CENTRE = """\
schema = "jcm-mrv/project/1"

[project]
title = "A clean year of a data centre"
country = "LA"
methodology = "LA_AM001 ver1.0"
time_zone = "Asia/Vientiane"
start_of_operation = 2022-03-01

[monitoring_period]
start = 2023-01-01
end = 2023-12-31

[fixed.PUE_RE]
value = 1.8
unit = "1"
source = "Illustrative"

[fixed.EF_elec]
value = 0.5546
unit = "tCO2/MWh"
source = "Illustrative"

[monitored.EC_IT]
point = 1
option = "C"
meter = "IT-1"
estimate = { value = 538, unit = "MWh" }
rated = { value = 90, unit = "kW" }

[[monitored.EC_IT.source]]
files = "monitoring/2023-*.csv"
columns = ["it_a_kwh", "it_b_kwh"]
measures = "energy"
unit = "kWh"
time = "timestamp"
stamp = "start"
step = "15 minutes"

[monitored.EC_DC]
point = 2
option = "C"
meter = "FAC-1"
estimate = { value = 635, unit = "MWh" }
rated = { value = 130, unit = "kW" }
amounts = "invoices.csv"

[[monitored.EC_DC.source]]
files = "monitoring/2023-*.csv"
columns = ["facility_kwh"]
measures = "energy"
unit = "kWh"
time = "timestamp"
stamp = "start"
step = "15 minutes"

# The register of the same meter, read every midnight behind its transformers.
[[monitored.EC_DC.source]]
use = "compare"
files = "monitoring/register.csv"
columns = ["count"]
measures = "register"
unit = "kWh"
time = "read_at"
multiplier = 40

[estimate]
reductions = { value = 185, unit = "tCO2" }

[previous_period]
start = 2022-03-01
end = 2022-12-31
report = "MR-1"
monitored = { EC_IT = { value = 440, unit = "MWh" }, EC_DC = { value = 518, unit = "MWh" } }

[[meters]]
id = "IT-1"
serial_number = "A-1"
class = "0.5S"
standard = "IEC 62053-22"
mpe = { value = 0.5, unit = "%", source = "Illustrative" }
calibrations = [
  { date = 2022-02-01, valid_until = 2024-12-31, certificate = "C-1" },
  { date = 2024-11-20, certificate = "C-11", as_found = { value = 0.1, unit = "%" } },
]

[[meters]]
id = "FAC-1"
serial_number = "A-2"
class = "0.5S"
standard = "IEC 62053-22"
ct = 40
vt = 1
mpe = { value = 0.5, unit = "%", source = "Illustrative" }
calibrations = [
  { date = 2022-02-01, valid_until = 2024-12-31, certificate = "C-2" },
  { date = 2024-11-20, certificate = "C-12", as_found = { value = 0.1, unit = "%" } },
]

[eligibility]
1 = { met = true, evidence = "Illustrative" }
2 = { met = true, evidence = "Illustrative" }
"""

ROOF = """\
schema = "jcm-mrv/project/1"

[project]
title = "A clean year of a solar roof"
country = "CL"
methodology = "CL_AM001 ver2.0"
time_zone = "America/Santiago"
start_of_operation = 2022-03-01

[monitoring_period]
start = 2023-01-01
end = 2023-12-31

[[sets.system.member]]
id = "roof"

[[fixed.EF_RE]]
system = "roof"
value = 0.5
unit = "tCO2/MWh"
source = "Illustrative"

[[monitored.EG]]
system = "roof"
point = 1
option = "C"
meter = "PV-1"
estimate = { value = 300, unit = "MWh" }
rated = { value = 200, unit = "kW" }
array = { peak = { value = 200, unit = "kW" } }

[[monitored.EG.source]]
files = "monitoring/2023-*.csv"
columns = ["ac_kwh"]
measures = "energy"
unit = "kWh"
time = "timestamp"
stamp = "start"
step = "15 minutes"

[[monitored.EG.source]]
use = "compare"
files = "monitoring/register.csv"
columns = ["count"]
measures = "register"
unit = "kWh"
time = "read_at"
multiplier = 40

[monitored.EG.irradiance]
files = "monitoring/2023-*.csv"
columns = ["irradiance_w_m2"]
measures = "power"
unit = "W/m2"
time = "timestamp"
stamp = "start"
step = "15 minutes"

[[meters]]
id = "PV-1"
serial_number = "B-1"
class = "0.5S"
standard = "IEC 62053-22"
ct = 40
vt = 1
mpe = { value = 0.5, unit = "%", source = "Illustrative" }
calibrations = [
  { date = 2022-02-01, valid_until = 2024-12-31, certificate = "C-3" },
  { date = 2024-11-20, certificate = "C-13", as_found = { value = 0.1, unit = "%" } },
]

[location]
latitude = -33.45
longitude = -70.67

[eligibility]
1 = { met = true, evidence = "Illustrative" }
2 = { met = true, evidence = "Illustrative" }
3 = { met = true, evidence = "Illustrative" }
"""
