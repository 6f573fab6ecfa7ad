"""D157, D158, D159 and D109: order of rows, changes of clocks, stamps after the last day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from tests.cases.roofs import codes, stamped, told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jcm_mrv.findings import Finding

DAYS = ("2023-05-01", "2023-05-03")
MEXICO = "America/Mexico_City"


def hours(days: int = 3) -> list[tuple[str, str]]:
    """Return hours of readings that all differ within a day."""
    return stamped("2023-05-01", [40 + hour % 24 for hour in range(24 * days)])


def test_rows_in_order_are_silent(tmp_path: Path) -> None:
    """From old to new and from new to old are both an order."""
    assert told(tmp_path, hours(), DAYS) == []
    assert told(tmp_path, hours()[::-1], DAYS) == []


def test_rows_out_of_order_are_a_note_and_change_nothing(tmp_path: Path) -> None:
    """Two rows changed places: one is earlier than the row above it."""
    rows = hours()
    rows[30], rows[31] = rows[31], rows[30]
    (found,) = told(tmp_path, rows, DAYS)
    assert (found.code, found.severity) == ("D157", "note")
    assert "1 row is earlier than the row above, in readings.csv, first 2023-05-02 06:00" in (
        found.message
    )


def test_a_day_appended_twice_is_no_disorder(tmp_path: Path) -> None:
    """The row that falls back is a repeated one, which D110 tells."""
    assert codes(told(tmp_path, hours() + hours()[24:48], DAYS)) == ["D110"]


def test_files_in_any_order_are_silent(tmp_path: Path) -> None:
    """The names of files need not sort by time."""
    rows = hours()
    told(tmp_path, rows[:24], DAYS)
    (tmp_path / "readings-2.csv").write_text(
        "\n".join(["time,kwh", *(",".join(row) for row in rows[24:]), ""]), "utf-8"
    )
    (tmp_path / "readings.csv").rename(tmp_path / "readings-3.csv")
    text = (tmp_path / "project.toml").read_text("utf-8").replace("readings.csv", "readings-*.csv")
    (tmp_path / "project.toml").write_text(text, "utf-8")

    from jcm_mrv.run import check  # noqa: PLC0415

    found = check(tmp_path, methodologies=[tmp_path / "modules"])
    assert {one.code for one in found} == {"P026"}


def test_stamps_after_until_are_a_warning(tmp_path: Path) -> None:
    """Up to 2 May asked, and 24 readings of the third: they are of the future."""
    (found,) = told(tmp_path, hours(), DAYS, until=dt.date(2023, 5, 2))
    assert (found.code, found.severity) == ("D159", "warning")
    assert found.message.startswith(
        "24 rows lie after 2023-05-02, the day of --until, from 2023-05-03 to 2023-05-03 23:00;"
    )


def test_readings_that_end_with_until_are_silent(tmp_path: Path) -> None:
    """The last hour of the day itself is not of the future."""
    assert told(tmp_path, hours()[:48], DAYS, until=dt.date(2023, 5, 2)) == []


def test_readings_before_the_period_stay_outside_of_it(tmp_path: Path) -> None:
    """With --until, D109 tells what lies before and D159 what lies after."""
    days = ("2023-05-02", "2023-05-03")
    found = told(tmp_path, hours(), days, until=dt.date(2023, 5, 2))
    assert codes(found) == ["D109", "D159"]
    assert "24 rows lie outside" in found[1].message or "24 rows lie outside" in found[0].message


def test_a_tail_of_an_export_is_a_note(tmp_path: Path) -> None:
    """A year of readings after the period is an export that went on."""
    tail = stamped("2024-05-03", [41])
    assert codes(told(tmp_path, hours() + tail, DAYS)) == ["D109"]


def test_a_stamp_years_after_the_period_is_a_warning(tmp_path: Path) -> None:
    """367 days after the end of the period no export goes on; 2032 is a wrong digit."""
    tail = stamped("2024-05-04", [41]) + stamped("2032-05-04", [42])
    (found,) = told(tmp_path, hours() + tail, DAYS)
    assert (found.code, found.severity) == ("D159", "warning")
    assert found.message.startswith(
        "2 rows lie after 2024-05-03, 366 days after the end of the period, from 2024-05-04 to "
        "2032-05-04 00:00;"
    )


@pytest.mark.parametrize(("last", "expected"), [(0, []), (1, ["D159"])])
def test_a_register_is_read_at_the_midnight_after_until(
    tmp_path: Path, last: int, expected: list[str]
) -> None:
    """The reading that ends the day belongs to it; one an hour later does not."""
    rows = stamped("2023-05-01", [1000 + 5 * hour for hour in range(48 + 1 + last)])
    found = told(tmp_path, rows, DAYS, measures="register", minutes=0, until=dt.date(2023, 5, 2))
    assert codes(found) == expected


def quarters(
    start: str, days: int, lost: Sequence[str] = (), twice: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Return quarters of an hour; the hours that begin with a text are lost, or stand twice."""
    rows = []
    for number, (stamp, _) in enumerate(stamped(start, [0] * (96 * days), minutes=15)):
        if stamp[:13] in lost:
            continue
        rows.append((stamp, str(40 + number % 7)))
    for hour in twice:
        place = max(i for i, row in enumerate(rows) if row[0][:13] == hour) + 1
        rows[place:place] = [(f"{hour}:{minute:02d}", "30.5") for minute in (0, 15, 30, 45)]
    return rows


def clock_told(folder: Path, rows: list[tuple[str, str]], days: tuple[str, str]) -> list[Finding]:
    """Check quarters of an hour in Mexico City; return what D158 says."""
    found = told(folder, rows, days, zone=MEXICO, minutes=15)
    return [one for one in found if one.code == "D158"]


YEAR_2023 = ("2023-04-01", "2023-10-29")


def test_a_logger_that_still_has_summer_time_is_told(tmp_path: Path) -> None:
    """Mexico gave summer time up in 2022: 2 April misses an hour, 29 October has one twice."""
    rows = quarters("2023-04-01", 212, lost=["2023-04-02 02"], twice=["2023-10-29 01"])
    (found,) = clock_told(tmp_path, rows, YEAR_2023)
    assert found.severity == "warning"
    assert "2023-04-02 02:00 is missing" in found.message
    assert "2023-10-29 01:00 stands twice" in found.message
    # Mexico City is six hours behind; in between the logger was at five.
    assert 'clock = "-05:00" between the two and clock = "-06:00" before and after' in found.message


def test_the_gap_and_the_doubled_hour_stay_told(tmp_path: Path) -> None:
    """D158 explains D104 and D111; their treatments and tonnes stay."""
    rows = quarters("2023-04-01", 212, lost=["2023-04-02 02"], twice=["2023-10-29 01"])
    found = told(tmp_path, rows, YEAR_2023, zone=MEXICO, minutes=15)
    assert codes(found) == ["D104", "D111", "D158"]


@pytest.mark.parametrize(
    ("lost", "twice"),
    [
        (["2023-04-02 02"], []),
        ([], ["2023-10-29 01"]),
        (["2023-04-03 02"], ["2023-10-29 01"]),
        (["2023-04-02 14"], ["2023-10-29 13"]),
        (["2023-04-02 01", "2023-04-02 02"], ["2023-10-29 01"]),
        (["2023-08-06 02"], ["2023-10-29 01"]),
    ],
    ids=["gap alone", "twice alone", "other weekday", "by day", "two hours", "three months"],
)
def test_what_is_no_change_of_clocks_is_silent(
    tmp_path: Path, lost: list[str], twice: list[str]
) -> None:
    """Both are needed, an hour long, at night, on one day of the week, a season apart."""
    rows = quarters("2023-04-01", 212, lost=lost, twice=twice)
    assert clock_told(tmp_path, rows, YEAR_2023) == []


def test_an_hour_lost_some_weeks_from_the_zones_own_change_is_told(tmp_path: Path) -> None:
    """In 2022 the clocks went forward on 3 April at 02:00; this logger's a week later."""
    days = ("2022-04-04", "2022-04-12")
    (found,) = clock_told(tmp_path, quarters("2022-04-04", 9, lost=["2022-04-10 02"]), days)
    assert "the hour from 2022-04-10 02:00 is missing, whole weeks from 2022-04-03" in found.message
    other = quarters("2022-04-04", 9, lost=["2022-04-10 03"])
    assert clock_told(tmp_path, other, days) == []
