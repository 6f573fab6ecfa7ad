"""Projects for the bench, written to a folder outside of the repository: KIND FOLDER COUNT.

Readings are made up by integer arithmetic, so that every run of the bench reads the same bytes.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import polars as pl
import xlsxwriter

START = dt.datetime(2001, 1, 1)
ANSWERS = '{ met = true, evidence = "bench" }'
HEAD = """\
schema = "jcm-mrv/project/1"
[project]
title = "bench"
country = "LA"
methodology = "{methodology}"
time_zone = "Asia/Vientiane"
start_of_operation = 2000-01-01
[monitoring_period]
start = {start}
end = {end}
"""
CENTRE = """
[fixed.PUE_RE]
value = 1.8
source = "bench"
[fixed.EF_elec]
value = 0.5546
unit = "tCO2/MWh"
source = "bench"
[monitored.EC_IT]
point = 1
option = "C"
meter = "A"
rated = {{ value = 3000, unit = "kW" }}
[[monitored.EC_IT.source]]
files = "readings.csv"
columns = ["it_a", "it_b"]
{source}
[monitored.EC_DC]
point = 2
option = "C"
meter = "B"
rated = {{ value = 3000, unit = "kW" }}
[[monitored.EC_DC.source]]
files = "readings.csv"
columns = ["dc"]
{source}
[[meters]]
id = "A"
mpe = {{ value = 0.5, unit = "%", source = "bench" }}
calibrations = [ {{ date = 2000-06-01, certificate = "bench" }} ]
[[meters]]
id = "B"
mpe = {{ value = 0.5, unit = "%", source = "bench" }}
calibrations = [ {{ date = 2000-06-01, certificate = "bench" }} ]
[eligibility]
1 = {answers}
2 = {answers}
"""
SOURCE = """\
measures = "energy"
unit = "kWh"
time = "timestamp"
stamp = "start"
step = "1 minute"
"""
ROOFS = """
[sets.system]
table = "systems.csv"
[[monitored.EG]]
point = 1
option = "C"
[[monitored.EG.source]]
files = "eg.csv"
columns = ["kwh"]
measures = "energy"
unit = "kWh"
time = "day"
stamp = "start"
step = "1 day"
member_column = "system"
[eligibility]
1 = {answers}
2 = {answers}
3 = {answers}
"""


def write_centre(folder: Path, rows: int) -> Path:
    """Write a data centre with three meters and a reading a minute.

    Args:
        folder: to write to; made where it is missing.
        rows: readings of each meter; the last day is filled up to midnight.
    """
    days = -(-rows // 1440)
    end = START + dt.timedelta(days=days - 1)
    folder.mkdir(parents=True, exist_ok=True)
    text = HEAD.format(
        methodology="data-center-efficiency 1", start=START.date(), end=end.date()
    ) + CENTRE.format(source=SOURCE, answers=ANSWERS)
    (folder / "project.toml").write_text(text, encoding="utf-8")
    number = pl.int_range(0, days * 1440, eager=True)
    stamps = (
        pl.Series([START]).dt.cast_time_unit("us").item()
        + number.cast(pl.Duration("us")) * 60_000_000
    )
    frame = pl.DataFrame(
        {
            "timestamp": stamps.dt.strftime("%Y-%m-%d %H:%M"),
            "it_a": _thousandths((number * 7919) % 9973),
            "it_b": _thousandths((number * 104729) % 9967),
            "dc": _thousandths((number * 1299709) % 9989 + 10000),
        }
    )
    frame.write_csv(folder / "readings.csv")
    return folder


def _thousandths(number: pl.Series) -> pl.Series:
    """Write whole thousandths as decimals with three places."""
    whole = (number // 1000).cast(pl.String)
    return whole + "." + (number % 1000).cast(pl.String).str.zfill(3)


def write_workbook(folder: Path, rows: int) -> Path:
    """Write the same data centre with its readings in a workbook: stamps as dates, numbers."""
    write_centre(folder, rows)
    _rename(folder, "readings.xlsx")
    frame = pl.read_csv(folder / "readings.csv", try_parse_dates=True)
    (folder / "readings.csv").unlink()
    book = xlsxwriter.Workbook(folder / "readings.xlsx", {"constant_memory": True})
    sheet, stamp = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_row(0, 0, frame.columns)
    for number, (moment, *values) in enumerate(frame.iter_rows(), 1):
        sheet.write_datetime(number, 0, moment, stamp)
        sheet.write_row(number, 1, values)
    book.close()
    return folder


def write_parquet(folder: Path, rows: int) -> Path:
    """Write the data centre with a reading a second, as floats in a Parquet file.

    Seconds, because a century holds only half of 10^8 minutes.
    """
    days = -(-rows // 86_400)
    write_centre(folder, 1440)
    (folder / "readings.csv").unlink()
    _rename(folder, "readings.parquet")
    project, end = folder / "project.toml", START + dt.timedelta(days=days - 1)
    text = project.read_text("utf-8").replace(f"end = {START.date()}", f"end = {end.date()}")
    text = text.replace('"1 minute"', '"1 second"').replace('"kWh"', '"Wh"')
    project.write_text(text, encoding="utf-8")
    number = pl.int_range(0, days * 86_400)
    second = (number * 1_000_000).cast(pl.Duration("us"))
    pl.LazyFrame({"start": [START]}).select(
        (pl.col("start").first() + second).alias("timestamp"),
        (number * 7919 % 9973 / 1000).alias("it_a"),
        (number * 104729 % 9967 / 1000).alias("it_b"),
        ((number * 1299709 % 9989 + 10000) / 1000).alias("dc"),
    ).sink_parquet(folder / "readings.parquet", row_group_size=1_000_000)
    return folder


def _rename(folder: Path, name: str) -> None:
    project = folder / "project.toml"
    project.write_text(project.read_text("utf-8").replace("readings.csv", name), "utf-8")


def write_roofs(folder: Path, members: int) -> Path:
    """Write a solar project of many systems, with a reading a day over one January."""
    folder.mkdir(parents=True, exist_ok=True)
    text = HEAD.format(methodology="rooftop-solar 1", start="2024-01-01", end="2024-01-31")
    (folder / "project.toml").write_text(text + ROOFS.format(answers=ANSWERS), encoding="utf-8")
    names = [f"s{member:05d}" for member in range(members)]
    factors = [f"{name},0.{500 + member % 50},bench" for member, name in enumerate(names)]
    rows = [
        f"2024-01-{day + 1:02d},{name},{100 + (member * 7 + day * 13) % 97}.{day % 10}"
        for member, name in enumerate(names)
        for day in range(31)
    ]
    _write_lines(folder / "systems.csv", ["id,EF_RE [tCO2/MWh],source", *factors])
    _write_lines(folder / "eg.csv", ["day,system,kwh", *rows])
    return folder


def _write_lines(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    kind, folder, count = sys.argv[1:]
    kinds = {
        "centre": write_centre,
        "parquet": write_parquet,
        "roofs": write_roofs,
        "workbook": write_workbook,
    }
    kinds[kind](Path(folder), int(count))
