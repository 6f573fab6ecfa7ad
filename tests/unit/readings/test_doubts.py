"""Which of two equal stamps is the second one, and what is said of a stamp that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.readings.tables import at, clock_of, write_table

from jcm_mrv.readings import doubts
from jcm_mrv.readings.doubts import DoubtError

if TYPE_CHECKING:
    from pathlib import Path

HOUR_WINDOW = [(at("2022-10-30 01:00"), at("2022-10-30 02:00"))]


def second_of(*times: str) -> list[int]:
    """Return the places of the second occurrences in a list of times of 30 October 2022."""
    rows = [(place, at(f"2022-10-30 {time}")) for place, time in enumerate(times)]
    return doubts.second_occurrences(rows, HOUR_WINDOW)


def test_the_second_hour_follows_the_first() -> None:
    """Hourly readings: 01:00 stands twice, the second one is the later row."""
    assert second_of("00:00", "01:00", "01:00", "02:00") == [2]


def test_the_second_hour_starts_where_time_falls_back() -> None:
    """Quarters of an hour: the second pass starts with the fifth of them."""
    quarters = ["01:00", "01:15", "01:30", "01:45"]

    assert second_of("00:45", *quarters, *quarters, "02:00") == [5, 6, 7, 8]


def test_a_file_may_run_backwards() -> None:
    """The newest reading first: the second 01:00 is the earlier row."""
    assert second_of("02:00", "01:00", "01:00", "00:00") == [1]
    assert second_of("02:00", "01:30", "01:00", "01:30", "01:00", "00:30") == [2, 1]


@pytest.mark.parametrize(
    "times",
    [
        ("00:00", "01:00", "02:00"),
        ("00:00", "01:00", "01:00", "01:00", "02:00"),
        ("00:00", "01:30", "01:00", "01:30", "01:00", "02:00"),
    ],
)
def test_other_orders_leave_a_doubt(times: tuple[str, ...]) -> None:
    """One pass, three passes, a shuffled hour: nothing is guessed."""
    with pytest.raises(DoubtError) as caught:
        second_of(*times)

    repeated = [place for place, time in enumerate(times) if time.startswith("01")]
    assert sorted(caught.value.rows) == repeated


def test_pairs_are_enough_for_sums() -> None:
    """Shuffled halves of an hour, each twice: the later row is taken for the second one."""
    times = ("01:30", "01:00", "02:00", "01:30", "00:00", "01:00")
    rows = [(place, at(f"2022-10-30 {time}")) for place, time in enumerate(times)]

    assert sorted(doubts.second_occurrences(rows, HOUR_WINDOW, pairs=True)) == [0, 1]
    with pytest.raises(DoubtError):
        doubts.second_occurrences(
            sorted(rows[1:4], key=lambda row: row[1]), HOUR_WINDOW, pairs=True
        )


def test_readings_elsewhere_need_no_order() -> None:
    """Nothing lies in the window: nothing is second, nothing is in doubt."""
    assert second_of("00:00", "00:30", "02:00") == []
    assert doubts.second_occurrences([], HOUR_WINDOW) == []


def explained(folder: Path, text: str, *, offset: bool = False, **more: Any) -> tuple[str, str]:
    """Return code and message for a stamp of a table in Mexico City."""
    table = write_table(
        folder,
        "time,kwh\n2022-01-01,1\n",
        clock=clock_of("America/Mexico_City", "2022-01-01", "2022-12-31"),
        **more,
    )
    return doubts.explain_stamp(text, table, offset=offset)


def test_a_text_that_is_no_stamp(tmp_path: Path) -> None:
    """An example shows what the declared format takes."""
    assert explained(tmp_path, "Total") == (
        "D107",
        '"Total" is not a stamp of the declared time_format (expected such as "2017-12-31 '
        '18:30:00"); mend the row, or say with time_format how stamps are written',
    )


def test_a_stamp_of_other_formats_names_them(tmp_path: Path) -> None:
    """Where the third of April is also the fourth of March, both formats are named."""
    assert explained(tmp_path, "03/04/2022 10:00")[1].endswith(
        'declare time_format = "DD/MM/YYYY HH:MM" or "MM/DD/YYYY HH:MM" if that is how stamps '
        "are written"
    )


def test_the_example_is_of_the_declared_format(tmp_path: Path) -> None:
    """Half past six in the evening, with PM."""
    assert (
        '(expected such as "12/31/2017 06:30 PM")'
        in (explained(tmp_path, "x", time_format="MM/DD/YYYY hh:MM AM")[1])
    )


def test_a_row_without_a_stamp(tmp_path: Path) -> None:
    """A reading belongs to no time."""
    assert explained(tmp_path, " ") == (
        "D107",
        "a row with a reading has no stamp; add it, or remove the row",
    )


def test_a_buddhist_year_is_recognised(tmp_path: Path) -> None:
    """2560 - 543 = 2017."""
    assert explained(tmp_path, "2560-03-01 00:00") == (
        "D128",
        "the year 2560 is outside of 1990 to 2100; did you mean 2017 (a Buddhist year)?",
    )


def test_an_impossible_year(tmp_path: Path) -> None:
    """The year 1 is no Buddhist year either."""
    assert explained(tmp_path, "0001-01-01") == (
        "D128",
        "the year 1 is outside of 1990 to 2100",
    )
    assert explained(tmp_path, "0000-01-01")[0] == "D107"


def test_a_skipped_time(tmp_path: Path) -> None:
    """The clocks of Mexico City went from 02:00 to 03:00 on 3 April 2022."""
    assert explained(tmp_path, "2022-04-03 02:30") == (
        "D121",
        '"2022-04-03 02:30" does not exist: the clocks skipped that hour; if the logger ignores '
        'daylight saving time, say so with clock = "-06:00" (its own offset)',
    )


def test_stamps_with_and_without_offset_do_not_mix(tmp_path: Path) -> None:
    """The first stamps say which way the file is written."""
    assert explained(tmp_path, "2022-04-05 02:30Z") == (
        "D107",
        '"2022-04-05 02:30Z" has an offset from UTC, the first stamps have none; export all '
        "stamps in one way",
    )
    assert explained(tmp_path, "2022-04-05 02:30", offset=True)[1] == (
        '"2022-04-05 02:30" has no offset from UTC, the first stamps have one; export all '
        "stamps in one way"
    )


def test_control_characters_are_not_printed(tmp_path: Path) -> None:
    """What a file holds cannot move the cursor of a terminal."""
    assert explained(tmp_path, "\x1b[2J")[1].startswith('"\\x1b[2J" is not a stamp')


def test_a_repeated_stamp_in_doubt() -> None:
    """The remedy is an offset or a clock."""
    assert doubts.explain_repeated("2022-10-30 01:00") == (
        "D122",
        '"2022-10-30 01:00" occurs twice on that day and the order of the rows does not tell '
        "which is meant; export stamps with their offset, or declare the logger's clock",
    )
