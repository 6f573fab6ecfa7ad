"""Stamps that are odd: changes of the clocks, leap days, strange years, texts."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from tests.torture.plants import HOUR, PLANTS, Plant, hours, run, table

if TYPE_CHECKING:
    from pathlib import Path

every_plant = pytest.mark.parametrize("plant", PLANTS, ids=str)

MEXICO, SANTIAGO = ("America/Mexico_City", "MX"), ("America/Santiago", "CL")
CHANGES = [
    pytest.param(*MEXICO, "2022-04-02", "2022-04-03", 47, id="Mexico to summer time"),
    pytest.param(*MEXICO, "2022-10-29", "2022-10-30", 49, id="Mexico to winter time"),
    pytest.param(*SANTIAGO, "2022-09-10", "2022-09-11", 47, id="Santiago skips midnight"),
    pytest.param(*SANTIAGO, "2022-04-02", "2022-04-03", 49, id="Santiago repeats 23:00"),
]
changes = pytest.mark.parametrize(("zone", "country", "start", "end", "count"), CHANGES)


def hours_of(zone: str, start: str, count: int, form: str) -> list[tuple[str, str]]:
    """Return rows of 10 and 9 MWh in turn, each hour that passes from a local midnight on."""
    first = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)).timestamp()
    moments = [datetime.fromtimestamp(first + 3_600 * n, ZoneInfo(zone)) for n in range(count)]
    return [(moment.strftime(form), str(10 - n % 2)) for n, moment in enumerate(moments)]


@every_plant
@changes
@pytest.mark.parametrize("form", ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M%z"], ids=["naive", "offset"])
def test_days_of_23_and_25_hours(
    plant: Plant, zone: str, country: str, start: str, end: str, count: int, form: str,
    tmp_path: Path,
) -> None:  # fmt: skip
    """Each hour that passed counts once: 47 of them are 47 x 9 + 24, 49 are 49 x 9 + 25."""
    rows = hours_of(zone, start, count, form)
    (tmp_path / "readings.csv").write_text(table(rows))

    answer = run(plant, tmp_path, start=start, end=end, zone=zone, country=country)

    assert answer.codes() == []
    assert answer.credits == plant.credits(count * 9 + (count + 1) // 2)


@every_plant
@changes
def test_shuffled_rows_on_such_days(
    plant: Plant, zone: str, country: str, start: str, end: str, count: int, tmp_path: Path
) -> None:
    """An unsorted file gives what a sorted one gives, also where an hour stands in it twice."""
    rows = hours_of(zone, start, count, "%Y-%m-%d %H:%M")
    random.Random(5).shuffle(rows)  # noqa: S311
    (tmp_path / "readings.csv").write_text(table(rows))

    answer = run(plant, tmp_path, start=start, end=end, zone=zone, country=country)

    assert answer.codes() == [("D157", "note")]
    assert answer.credits == plant.credits(count * 9 + (count + 1) // 2)


@every_plant
@changes
def test_a_logger_that_knows_no_summer_time(
    plant: Plant, zone: str, country: str, start: str, end: str, count: int, tmp_path: Path
) -> None:
    """Stamps of one offset all year cover the same hours; the clock is declared."""
    rows = hours_of(zone, start, count, "%Y-%m-%dT%H:%M%z")
    fixed_clock = ZoneInfo("Etc/GMT+4")
    steady = [
        (f"{datetime.fromisoformat(stamp).astimezone(fixed_clock):%Y-%m-%d %H:%M}", value)
        for stamp, value in rows
    ]
    (tmp_path / "readings.csv").write_text(table(steady))

    answer = run(
        plant, tmp_path, start=start, end=end, zone=zone, country=country, more='clock = "-04:00"'
    )

    assert answer.codes() == []
    assert answer.credits == plant.credits(count * 9 + (count + 1) // 2)


@every_plant
@pytest.mark.parametrize(
    ("zone", "country", "start", "end", "stamp"),
    [
        (*MEXICO, "2022-04-02", "2022-04-03", "2022-04-03 02:00"),
        (*SANTIAGO, "2022-09-10", "2022-09-11", "2022-09-11 00:00"),
    ],
)
def test_an_hour_that_never_was(
    plant: Plant, zone: str, country: str, start: str, end: str, stamp: str, tmp_path: Path
) -> None:
    """A stamp in the skipped hour is refused; the line is named."""
    rows = hours(start)
    (tmp_path / "readings.csv").write_text(table(rows))

    answer = run(plant, tmp_path, start=start, end=end, zone=zone, country=country)

    line = [at for at, _ in rows].index(stamp) + 2
    assert ("D121", "error") in answer.codes()
    assert answer.said("D121").startswith(
        f'readings.csv:{line}: time: D121 "{stamp}" does not exist: the clocks skipped that hour'
    )
    assert answer.credits is None


@every_plant
def test_an_hour_that_came_twice_and_is_read_once(plant: Plant, tmp_path: Path) -> None:
    """One 01:00 alone may be either of the two."""
    rows = hours("2022-10-29")
    (tmp_path / "readings.csv").write_text(table(rows))

    answer = run(
        plant, tmp_path, start="2022-10-29", end="2022-10-30", zone=MEXICO[0], country=MEXICO[1]
    )

    assert ("D122", "error") in answer.codes()
    assert answer.said("D122").startswith(
        'readings.csv:27: time: D122 "2022-10-30 01:00" occurs twice on that day'
    )
    assert answer.credits is None


@every_plant
def test_a_leap_day(plant: Plant, tmp_path: Path) -> None:
    """29 February 2020 is a day like others."""
    (tmp_path / "readings.csv").write_text(table(hours("2020-02-28")))

    answer = run(plant, tmp_path, start="2020-02-28", end="2020-02-29")

    assert answer.codes() == []
    assert answer.credits == plant.credits(480)


@every_plant
@pytest.mark.parametrize("form", ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M"])
def test_midnight_as_24_00(plant: Plant, form: str, tmp_path: Path) -> None:
    """Stamps at the end of the hour: 24:00 of the last day belongs to it."""
    rows = []
    for stamp, value in hours():
        end = datetime.fromisoformat(stamp) + HOUR
        text = end.strftime(form)
        if end.hour == 0:
            text = (end - timedelta(days=1)).strftime(form.replace("%H", "24"))
        rows.append((text, value))
    (tmp_path / "readings.csv").write_text(table(rows))

    answer = run(plant, tmp_path, stamp="end")

    assert answer.codes() == []
    assert answer.credits == plant.credits(480)


@every_plant
@pytest.mark.parametrize(
    ("stamp", "code", "words"),
    [
        ("0001-01-01 00:00", "D128", "the year 1 is outside of 1990 to 2100"),
        ("2560-03-01 04:00", "D128", "did you mean 2017 (a Buddhist year)?"),
        ("1970-01-01 00:00", "D128", "the year 1970 is outside of 1990 to 2100"),
        ("2017-02-29 04:00", "D107", '"2017-02-29 04:00" is not a stamp'),
        ("01/03/2017 04:00", "D107", 'declare time_format = "DD/MM/YYYY HH:MM" or "MM/DD/YYYY'),
        ("2017-03-01 25:00", "D107", '"2017-03-01 25:00" is not a stamp'),
        ("Total", "D107", '"Total" is not a stamp of the declared time_format'),
        ("", "D107", "a row with a reading has no stamp; add it, or remove the row"),
        ("2017-03-01 04:00Z", "D107", "has an offset from UTC, the first stamps have none"),
    ],
)
def test_a_stamp_that_is_none(
    plant: Plant, stamp: str, code: str, words: str, tmp_path: Path
) -> None:
    """A finding names file, column, line and text, and no tonne is stated."""
    rows = hours()
    rows[4] = (stamp, rows[4][1])
    (tmp_path / "readings.csv").write_text(table(rows))

    answer = run(plant, tmp_path)

    assert (code, "error") in answer.codes()
    assert answer.said(code).startswith(f"readings.csv:6: time: {code} ")
    assert words in answer.said(code)
    assert answer.credits is None


@every_plant
def test_readings_outside_of_the_period(plant: Plant, tmp_path: Path) -> None:
    """A day before and a day after are left out, with a note."""
    (tmp_path / "readings.csv").write_text(table(hours("2017-02-28", 4)))

    answer = run(plant, tmp_path)

    assert answer.codes() == [("D109", "note")]
    assert answer.credits == plant.credits(480)


@every_plant
def test_readings_of_another_year(plant: Plant, tmp_path: Path) -> None:
    """Nothing measured is never the same as zero."""
    (tmp_path / "readings.csv").write_text(table(hours("2016-03-01")))

    answer = run(plant, tmp_path)

    assert ("D108", "error") in answer.codes()
    assert "run from 2016-03-01 to 2016-03-02" in answer.said("D108")
    assert answer.credits is None
