"""Counters: their order, falls, rollovers, readings on paper."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tests.unit.readings.tables import at, write_table

from jcm_mrv.readings.registers import Fall, Register, make_register, read_counts
from jcm_mrv.readings.table import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ALWAYS = (at("2017-01-01"), at("2017-12-31"))
FIRST, SECOND, THIRD, FOURTH = (at(f"2017-03-0{n} 17:00") for n in (1, 2, 3, 4))


def register_of(
    folder: Path,
    *counts: str,
    window: tuple[int, int] = ALWAYS,
    rollover: int | None = None,
    stated: Sequence[tuple[int, Fraction]] = (),
) -> Register:
    """Return the register of daily counts from 2 March 2017, midnight in Vientiane."""
    rows = "".join(f"2017-03-{n:02},{count}\n" for n, count in enumerate(counts, start=2))
    found = read_table(write_table(folder, "time,kwh\n" + rows, step=0, register=True), {})
    known = read_counts(found.reading, 0).get("")
    return make_register(known, window, None if rollover is None else Fraction(rollover), stated)


def test_readings_stand_in_the_order_of_time(tmp_path: Path) -> None:
    """Blank cells are no readings; the file may run backwards."""
    rows = "time,kwh\n2017-03-04,30\n2017-03-03,\n2017-03-02,10.5\n"
    found = read_table(write_table(tmp_path, rows, step=0, register=True), {})

    register = make_register(read_counts(found.reading, 0)[""], ALWAYS, None, [])

    assert [register.time(i) for i in range(len(register))] == [FIRST, THIRD]
    assert [register.total(i) for i in range(len(register))] == [Fraction("10.5"), 30]


def test_each_member_has_a_register(tmp_path: Path) -> None:
    """One reading of the file serves all members; an unknown one has no readings."""
    rows = "time,m,kwh\n2017-03-02,a,1\n2017-03-02,b,5\n2017-03-03,a,2\n"
    found = read_table(write_table(tmp_path, rows, step=0, register=True, member="m"), {})

    counts = read_counts(found.reading, 0)

    assert {member: part["v"].to_list() for member, part in counts.items()} == {
        "a": [1, 2],
        "b": [5],
    }
    assert len(make_register(counts.get("c"), ALWAYS, None, [])) == 0


def test_a_rollover_adds_its_value(tmp_path: Path) -> None:
    """A counter of 1,000: 990, then 15, then 40 are 990, 1,015 and 1,040."""
    register = register_of(tmp_path, "990", "15", "40", rollover=1_000)

    assert register.falls == (Fall(FIRST, SECOND, Fraction(990), Fraction(15)),)
    assert [register.total(i) for i in range(3)] == [990, 1_015, 1_040]


def test_an_undeclared_fall_counts_as_nothing(tmp_path: Path) -> None:
    """500, then 20, then 50: the step of the fall adds nothing, the next one 30."""
    register = register_of(tmp_path, "500", "20", "50")

    assert [register.total(i) for i in range(3)] == [500, 500, 530]


def test_readings_beyond_the_window_do_not_matter(tmp_path: Path) -> None:
    """The last one before and the first one behind stay; the fall before them is forgotten."""
    register = register_of(
        tmp_path, "900", "100", "110", "120", "130", window=(SECOND + 1, THIRD - 1)
    )

    assert [register.time(i) for i in range(len(register))] == [SECOND, THIRD]
    assert register.falls == ()


def test_a_reading_at_the_edge_of_a_window_is_enough(tmp_path: Path) -> None:
    """Readings at both ends: none outside of them is kept."""
    register = register_of(tmp_path, "1", "2", "3", "4", window=(SECOND, THIRD))

    assert [register.time(i) for i in range(len(register))] == [SECOND, THIRD]


def test_a_reading_on_paper_counts(tmp_path: Path) -> None:
    """It stands between the others, and before one of the same moment in the file."""
    register = register_of(
        tmp_path, "10", "20", stated=[(SECOND, Fraction(21)), (FOURTH, Fraction("45.25"))]
    )

    assert [(register.time(i), register.total(i)) for i in range(3)] == [
        (FIRST, 10),
        (SECOND, 21),
        (FOURTH, Fraction("45.25")),
    ]


def test_readings_on_paper_alone_are_a_register() -> None:
    """A replaced meter may have no file at all."""
    register = make_register(None, ALWAYS, None, [(FIRST, Fraction(1)), (SECOND, Fraction(9))])

    assert register.total(1) - register.total(0) == 8


def test_the_neighbours_of_a_moment(tmp_path: Path) -> None:
    """Before, at and behind the readings."""
    register = register_of(tmp_path, "1", "2")

    assert [register.at_or_before(moment) for moment in (FIRST - 1, FIRST, SECOND + 1)] == [
        None,
        0,
        1,
    ]
    assert [register.at_or_after(moment) for moment in (FIRST - 1, FIRST + 1, SECOND + 1)] == [
        0,
        1,
        None,
    ]


def test_a_total_between_readings_is_split_by_time(tmp_path: Path) -> None:
    """A third of the day from 100 to 160 is 120; beyond the readings nothing is known."""
    register = register_of(tmp_path, "100", "160")
    third = FIRST + (SECOND - FIRST) // 3

    assert register.interpolated(third) == 120
    assert register.interpolated(FIRST) == 100
    assert register.interpolated(SECOND + 1) is None


def test_a_rise_beyond_a_rate_is_found(tmp_path: Path) -> None:
    """From 10 to 34 in a day is just the rate of one an hour; to 59 is one more."""
    register = register_of(tmp_path, "10", "34", "59")

    rises = register.rises_above(Fraction(1, 3_600_000_000))

    assert [(one.before, one.at, one.count_before, one.count) for one in rises] == [
        (SECOND, THIRD, Fraction(34), Fraction(59))
    ]
