"""Days to bins, and steps that the edge of a bin cuts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.unit.readings.tables import DAY, HOUR, at, calendar_of, day, write_table

from jcm_mrv.readings import bins
from jcm_mrv.readings.bins import Bin, DayWindow
from jcm_mrv.readings.coverage import Grid
from jcm_mrv.readings.table import Pass, read_table

if TYPE_CHECKING:
    from pathlib import Path

JANUARY_AND_FEBRUARY = calendar_of("Asia/Vientiane", "2017-01-01", "2017-02-28")


def read(folder: Path, rows: str, **more: Any) -> Pass:
    """Write a table and read it."""
    return read_table(write_table(folder, rows, **more), {})


def test_bins_add_up() -> None:
    """Sums and counts add, extremes compare, an empty bin changes nothing."""
    left, right = (
        Bin(Fraction(3), 2, Fraction(1), Fraction(2)),
        Bin(Fraction(1), 1, *[Fraction(1)] * 2),
    )

    assert left + right == Bin(Fraction(4), 3, Fraction(1), Fraction(2))
    assert left + Bin() == left


def test_days_are_summed_into_their_bins(tmp_path: Path) -> None:
    """Days before and behind the period are left out; a column without readings has no bins."""
    found = read(
        tmp_path,
        "time,a,b\n2016-12-31 23:00,1,\n2017-01-01 00:00,2,\n2017-01-31 23:00,3,\n"
        "2017-02-28 23:00,4,\n2017-03-01 00:00,5,\n",
        columns=("a", "b"),
    )

    assert bins.sum_bins(JANUARY_AND_FEBRUARY, found) == {
        ("", 0): [
            Bin(Fraction(5), 2, Fraction(2), Fraction(3)),
            Bin(Fraction(4), 1, Fraction(4), Fraction(4)),
        ]
    }


def test_a_member_counts_while_it_belongs_to_the_project(tmp_path: Path) -> None:
    """Roof b joins on 2 January and leaves on 3 January, both days included."""
    days = ("01-01", "01-02", "01-03", "01-04")
    rows = "".join(f"2017-{one} 00:00,{m},1\n" for one in days for m in "ab")
    found = read(tmp_path, "time,m,kwh\n" + rows, member="m")
    window = DayWindow("b", day("2017-01-02"), day("2017-01-03"))

    cells = bins.sum_bins(JANUARY_AND_FEBRUARY, found, [window])

    assert {key: cell[0].count for key, cell in cells.items()} == {("a", 0): 4, ("b", 0): 2}


def test_a_step_across_an_edge_is_split_by_time(tmp_path: Path) -> None:
    """Hours of UTC in Kolkata: 18:00 UTC of 31 January is 23:30, half of it in February."""
    calendar = calendar_of("Asia/Kolkata", "2017-01-01", "2017-02-28")
    found = read(
        tmp_path,
        "time,kwh\n2017-01-31T17:00Z,10\n2017-01-31T18:00Z,8\n2017-01-31T19:00Z,20\n",
        zone="Asia/Kolkata",
    )
    cells = bins.sum_bins(calendar, found)

    cut = bins.split_cut_steps(calendar, found, cells, Grid(HOUR, 0, regular=True), wall=False)

    assert cut == {("", 0): {at("2017-01-31 18:00")}}
    assert [one.total for one in cells["", 0]] == [14, 24]
    assert [one.count for one in cells["", 0]] == [2, 1]


def test_steps_across_the_ends_of_the_period_count_in_part(tmp_path: Path) -> None:
    """Half of the hour that ends in January counts, and half of that which leaves February."""
    calendar = calendar_of("Asia/Kolkata", "2017-01-01", "2017-02-28")
    found = read(
        tmp_path,
        "time,kwh\n2016-12-31T18:00Z,4\n2017-02-28T18:00Z,6\n",
        zone="Asia/Kolkata",
    )
    cells = bins.sum_bins(calendar, found)

    cut = bins.split_cut_steps(calendar, found, cells, Grid(HOUR, 0, regular=True), wall=False)

    assert cut == {("", 0): {at("2016-12-31 18:00"), at("2017-02-28 18:00")}}
    assert [one.total for one in cells["", 0]] == [2, 3]


def test_a_long_step_may_be_cut_twice(tmp_path: Path) -> None:
    """Seven days from 30 January with edges on 1 and 3 February: 2, 2 and 3 sevenths of 70."""
    calendar = calendar_of("Asia/Vientiane", "2017-01-01", "2017-02-28", "2017-02-03")
    found = read(tmp_path, "time,kwh\n2017-01-30,70\n", wall=True, step=7 * DAY)
    cells = bins.sum_bins(calendar, found)
    grid = Grid(7 * DAY, at("2017-01-30") % (7 * DAY), regular=True)

    bins.split_cut_steps(calendar, found, cells, grid, wall=True)

    assert [one.total for one in cells["", 0]] == [20, 20, 30]


def test_a_missing_reading_is_not_split(tmp_path: Path) -> None:
    """A step across an edge without a reading has nothing to split."""
    calendar = calendar_of("Asia/Kolkata", "2017-01-01", "2017-02-28")
    found = read(
        tmp_path,
        "time,kwh\n2017-01-31T17:00Z,10\n2017-01-31T18:00Z,\n",
        zone="Asia/Kolkata",
    )
    cells = bins.sum_bins(calendar, found)

    bins.split_cut_steps(calendar, found, cells, Grid(HOUR, 0, regular=True), wall=False)

    assert [one.total for one in cells["", 0]] == [10, 0]


def test_steps_on_the_edges_are_not_cut(tmp_path: Path) -> None:
    """Where every edge is a point of the grid nothing is read again."""
    found = read(tmp_path, "time,kwh\n2017-01-31 23:00,10\n")
    cells = bins.sum_bins(JANUARY_AND_FEBRUARY, found)

    grid = Grid(HOUR, 0, regular=True)
    assert bins.split_cut_steps(JANUARY_AND_FEBRUARY, found, cells, grid, wall=False) == {}


def test_points_are_expected_inside_of_a_window() -> None:
    """January has 744 hours, of which the window leaves 24; it ends on 2 February."""
    window = (at("2017-01-30 17:00"), at("2017-02-01 17:00"))

    expected = bins.expected_points(
        JANUARY_AND_FEBRUARY, Grid(HOUR, 0, regular=True), window, wall=False
    )

    assert expected == {0: 24, 1: 24}
