"""Wide tables: a row a day or an hour, a column a step."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.unit.readings.sources import lines_of, readings_of, source

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.readings.collect import Readings

NAMES = [f"h{hour}" for hour in range(1, 25)]
HEADER = ",".join(["time", *NAMES])
LONDON, LAOS = "Europe/London", "Asia/Vientiane"


def days(first: str, *rows: list[str]) -> str:
    """Write a table with a row a day."""
    start = date.fromisoformat(first)
    lines = [",".join([str(start + timedelta(n)), *row]) for n, row in enumerate(rows)]
    return "\n".join([HEADER, *lines]) + "\n"


def read(
    folder: Path,
    text: str,
    more: str = "",
    *,
    end: str = "2017-03-01",
    zone: str = "Asia/Vientiane",
) -> Readings:
    """Read a wide table of hours."""
    columns = "[" + ", ".join(f'"{name}"' for name in NAMES) + "]"
    written = source(columns=columns, more=f"wide = true\n{more}")
    return readings_of(folder, written, {"a.csv": text}, end=end, zone=zone)


def sums(readings: Readings) -> list[tuple[Fraction | int, int]]:
    """Return the sum inside of the period and the number of gaps, a series."""
    return [
        (sum((cell.total for cell in one.bins), Fraction(0)), len(one.missing))
        for one in readings.series
    ]


def test_each_cell_of_a_row_is_a_step(tmp_path: Path) -> None:
    """Hour n holds n MWh: 0 + 1 + … + 23 = 276; no step is missing, and the file has one row."""
    readings = read(tmp_path, days("2017-03-01", [str(n) for n in range(24)]))

    assert lines_of(readings) == []
    assert sums(readings) == [(276, 0)]
    assert [one.rows for one in readings.inputs] == [1]


def test_a_blank_cell_is_a_gap_of_its_own_hour(tmp_path: Path) -> None:
    """The third cell is 02:00 to 03:00."""
    row = ["1"] * 24
    row[2] = ""
    (one,) = read(tmp_path, days("2017-03-01", row)).series

    start = one.window[0]
    hour = 3_600_000_000
    assert one.missing == ((start + 2 * hour, start + 3 * hour),)


def test_steps_of_several_days_follow_each_other(tmp_path: Path) -> None:
    """24 + 48 = 72 MWh in 48 steps."""
    text = days("2017-03-01", ["1"] * 24, ["2"] * 24)

    assert sums(read(tmp_path, text, end="2017-03-02")) == [(72, 0)]


def test_a_row_may_be_an_hour(tmp_path: Path) -> None:
    """Two columns of half an hour, by letters: 24 x (1 + 2) = 72."""
    rows = "".join(f"2017-03-01 {hour:02}:00,1,2\n" for hour in range(24))
    written = source(columns='"$B:$C"', step="30 minutes", more="wide = true")
    readings = readings_of(tmp_path, written, {"a.csv": "time,a,b\n" + rows})

    assert lines_of(readings) == []
    assert sums(readings) == [(72, 0)]


def test_a_fault_is_named_by_its_own_column(tmp_path: Path) -> None:
    """The text that is no number stands in the fifth hour of line 2."""
    row = ["1"] * 24
    row[4] = "Bad"

    assert lines_of(read(tmp_path, days("2017-03-01", row))) == [
        'a.csv:2: h5: D106 "Bad" is not a number; mend the file, or list the text in missing = '
        "[...] if it stands for no reading"
    ]


def test_a_day_of_23_hours_is_not_guessed(tmp_path: Path) -> None:
    """24 readings on the day on which British clocks skip 01:00: one of them is for no hour."""
    readings = read(tmp_path, days("2017-03-26", ["1"] * 24), end="2017-03-26", zone=LONDON)

    assert lines_of(readings) == [
        'a.csv:2: time: D121 the row "2017-03-26" has a reading for an hour that the clocks '
        "skipped; leave that cell blank, or, if the logger ignores daylight saving time, say so "
        'with clock = "-06:00" (its own offset)'
    ]


def test_a_day_of_23_hours_with_its_blank_cell_is_whole(tmp_path: Path) -> None:
    """23 readings of 1 MWh, and nothing for 01:00, which did not exist."""
    row = ["1"] * 24
    row[1] = ""
    readings = read(
        tmp_path, days("2017-03-26", row), "from = 2017-03-26", end="2017-03-26", zone=LONDON
    )

    assert not lines_of(readings)
    assert sums(readings) == [(23, 0)]


def test_a_day_of_25_hours_is_not_guessed(tmp_path: Path) -> None:
    """24 readings on the day on which 01:00 comes twice: which of the two is missing?"""
    readings = read(tmp_path, days("2017-10-29", ["1"] * 24), end="2017-10-29", zone=LONDON)

    assert lines_of(readings) == [
        'a.csv:2: time: D122 the row "2017-10-29" has one cell for an hour that occurs twice on '
        "that day; leave the cell blank and state the hour as an amount, or declare the logger's "
        "clock"
    ]


def test_a_clock_that_is_never_moved_makes_both_days_clear(tmp_path: Path) -> None:
    """At +00:00 all year a row is 24 hours from midnight of that clock."""
    readings = read(
        tmp_path,
        days("2017-03-25", ["1"] * 24, ["1"] * 24),
        'clock = "+00:00"\nfrom = 2017-03-26',
        end="2017-03-26",
        zone=LONDON,
    )

    # 26 March is 00:00 to 23:00 of the logger's clock, 23 hours.
    assert not lines_of(readings)
    assert sums(readings) == [(23, 0)]


def test_columns_that_are_no_whole_day_are_refused(tmp_path: Path) -> None:
    """23 hours would shift the readings of every day."""
    columns = "[" + ", ".join(f'"{name}"' for name in NAMES[1:]) + "]"
    written = source(columns=columns, more="wide = true")
    readings = readings_of(tmp_path, written, {"a.csv": days("2017-03-01", ["1"] * 24)})

    assert lines_of(readings) == [
        "project.toml: monitored.EG_SUP.source[0].columns: D136 23 columns with a step of 1 hour "
        "are neither a day nor an hour; expected 24 for a day"
    ]


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    """Each step has a column of its own."""
    written = source(columns='["h1", "h1"]', step="30 minutes", more="wide = true")
    readings = readings_of(tmp_path, written, {"a.csv": days("2017-03-01", ["1"] * 24)})

    assert lines_of(readings) == [
        'project.toml: monitored.EG_SUP.source[0].columns: D136 the column "h1" is named twice; '
        "each step of a wide table has its own"
    ]
