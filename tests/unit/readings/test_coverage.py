"""Which steps have a reading, and how spans are cut and joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.readings.tables import DAY, HOUR, at, calendar_of, write_table

from jcm_mrv.readings import coverage
from jcm_mrv.readings.coverage import Grid
from jcm_mrv.readings.table import read_table

if TYPE_CHECKING:
    from pathlib import Path

MARCH = at("2017-02-28 17:00")  # midnight of 1 March in Vientiane
CALENDAR = calendar_of("Asia/Vientiane", "2017-03-01", "2017-03-01")


def test_points_are_counted_from_the_phase() -> None:
    """Points at 7, 17, 27: a window counts its start, not its end."""
    grid = Grid(10, 7, regular=True)

    assert [grid.points(*window) for window in ((0, 7), (0, 8), (7, 27), (8, 27), (9, 3))] == [
        0,
        1,
        2,
        1,
        0,
    ]


def test_the_nearest_points_of_a_moment() -> None:
    """17 is its own neighbour on both sides."""
    grid = Grid(10, 7, regular=True)

    assert [(grid.before(moment), grid.after(moment)) for moment in (16, 17, 18)] == [
        (7, 17),
        (17, 17),
        (17, 27),
    ]


def test_gaps_are_found_at_the_ends_and_between(tmp_path: Path) -> None:
    """Six hours with readings at 1, 2 and 4 o'clock; a blank cell is none."""
    table = write_table(
        tmp_path,
        "time,kwh\n2017-03-01 04:00,1\n2017-03-01 01:00,1\n2017-03-01 02:00,1\n"
        "2017-03-01 03:00,\n2017-03-01 09:00,1\n",
    )
    found = read_table(table, {})
    grid = Grid(HOUR, 0, regular=True)

    gaps = coverage.find_gaps(CALENDAR, found, [0], grid, {"": (MARCH, MARCH + 6 * HOUR)})

    assert gaps[0] == {
        "": (
            (MARCH, MARCH + HOUR),
            (MARCH + 3 * HOUR, MARCH + 4 * HOUR),
            (MARCH + 5 * HOUR, MARCH + 6 * HOUR),
        )
    }


def test_a_gap_may_run_over_days(tmp_path: Path) -> None:
    """Full days, days without any row, and days with some: the gap is one span.

    1 March is full, 2 March ends at 22:00, 3 March has no row, 4 March starts at 01:00.
    """
    stamps = [f"2017-03-0{d} {h:02}:00" for d in (1, 2, 4, 5) for h in range(24)]
    rows = [one for one in stamps if one not in ("2017-03-02 23:00", "2017-03-04 00:00")]
    table = write_table(tmp_path, "time,kwh\n" + "".join(f"{one},1\n" for one in rows))
    calendar = calendar_of("Asia/Vientiane", "2017-03-01", "2017-03-05")

    gaps = coverage.find_gaps(
        calendar,
        read_table(table, {}),
        [0],
        Grid(HOUR, 0, regular=True),
        {"": (MARCH, MARCH + 5 * DAY)},
    )

    assert gaps[0] == {"": ((MARCH + 47 * HOUR, MARCH + 73 * HOUR),)}


def test_columns_have_gaps_of_their_own(tmp_path: Path) -> None:
    """On a day that is short for b, a has every reading."""
    rows = "".join(f"2017-03-01 {h:02}:00,1,{'' if h == 5 else 1}\n" for h in range(24))
    table = write_table(tmp_path, "time,a,b\n" + rows, columns=("a", "b"))

    gaps = coverage.find_gaps(
        CALENDAR,
        read_table(table, {}),
        [0, 1],
        Grid(HOUR, 0, regular=True),
        {"": (MARCH, MARCH + DAY)},
    )

    assert gaps == {0: {"": ()}, 1: {"": ((MARCH + 5 * HOUR, MARCH + 6 * HOUR),)}}


def test_each_member_has_gaps_in_a_window_of_its_own(tmp_path: Path) -> None:
    """Roof b joins at 02:00; roof c never reads; the rows of d are nobody's."""
    table = write_table(
        tmp_path,
        "time,m,kwh\n2017-03-01 00:00,a,1\n2017-03-01 02:00,a,1\n2017-03-01 01:00,b,1\n"
        "2017-03-01 02:00,b,1\n2017-03-01 00:00,d,1\n",
        member="m",
    )
    windows = {
        "a": (MARCH, MARCH + 3 * HOUR),
        "b": (MARCH + 2 * HOUR, MARCH + 3 * HOUR),
        "c": (MARCH, MARCH + 3 * HOUR),
    }

    gaps = coverage.find_gaps(
        CALENDAR, read_table(table, {}), [0], Grid(HOUR, 0, regular=True), windows
    )

    assert gaps[0] == {
        "a": ((MARCH + HOUR, MARCH + 2 * HOUR),),
        "b": (),
        "c": ((MARCH, MARCH + 3 * HOUR),),
    }


def test_spans_are_joined() -> None:
    """Spans that touch or overlap are one; empty ones are none."""
    assert coverage.merge([(5, 6), (1, 3), (3, 4), (2, 3), (7, 7)]) == ((1, 4), (5, 6))


def test_spans_are_intersected() -> None:
    """Only shared time is left."""
    assert coverage.intersect([(0, 4), (6, 9)], [(1, 2), (3, 7), (9, 12)]) == (
        (1, 2),
        (3, 4),
        (6, 7),
    )


def test_spans_are_subtracted() -> None:
    """What lies in neither of the others is left."""
    assert coverage.subtract([(0, 10), (20, 30)], [(0, 1), (3, 4), (9, 22), (40, 50)]) == (
        (1, 3),
        (4, 9),
        (22, 30),
    )
    assert coverage.length([(1, 3), (4, 9)]) == 7
