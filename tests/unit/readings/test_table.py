"""One table from its files to sums per day: stamps, values, faults, repeats."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from tests.unit.readings.tables import DAY, HOUR, at, clock_of, day, write_table

from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.table import Pass, kept, read_table
from jcm_mrv.readings.values import Column

if TYPE_CHECKING:
    from pathlib import Path

NO_TABLE = (
    "the file cannot be read as a table: a row has more cells than the header, a quote is left "
    "open, or the text is not UTF-8"
)
MEXICO = clock_of("America/Mexico_City", "2022-01-01", "2022-12-31")


def read(folder: Path, *texts: str | bytes, **more: Any) -> Pass:
    """Write files and read the table that they are."""
    return read_table(write_table(folder, *texts, **more), {})


def days_of(found: Pass, *columns: str) -> list[tuple[Any, ...]]:
    """Return columns of the rows of a pass that have a day."""
    return found.days.filter(pl.col("day").is_not_null()).select("day", *columns).rows()


def instants_of(found: Pass) -> list[int | None]:
    """Return the instants of the rows, in the order of the values."""
    return found.reading.rows().collect().sort("v0")["t"].to_list()


def test_readings_are_summed_by_local_day(tmp_path: Path) -> None:
    """Two days in Vientiane: 0.1 + 0.2 is 0.3; the smallest and the largest are kept."""
    found = read(
        tmp_path,
        "time,kwh\n2017-03-01 22:00,0.1\n2017-03-01 23:00,0.2\n2017-03-02 00:00,-1e-2\n",
    )

    assert not found.faults
    assert [
        (number, *(Fraction(one) for one in rest))
        for number, *rest in days_of(found, "n", "0.n", "0.sum", "0.min", "0.max")
    ] == [
        (day("2017-03-01"), 2, 2, Fraction("0.3"), Fraction("0.1"), Fraction("0.2")),
        (day("2017-03-02"), 1, 1, *[Fraction("-0.01")] * 3),
    ]
    assert found.rows == (3,)
    assert found.repeated.is_empty()


def test_a_stamp_at_the_end_belongs_to_the_step_before_it(tmp_path: Path) -> None:
    """00:00 on 1 January 2018, and 24:00 on the last day of the year, end the year 2017."""
    for text in ("2018-01-01 00:00", "2017-12-31 24:00"):
        found = read(tmp_path, f"time,kwh\n{text},7\n", shift=HOUR)

        assert days_of(found, "0.n") == [(day("2017-12-31"), 1)]
        assert instants_of(found) == [at("2017-12-31 16:00")]


def test_an_offset_decides_the_local_day(tmp_path: Path) -> None:
    """17:00 UTC of 28 February is the first hour of March in Vientiane."""
    found = read(tmp_path, "time,kwh\n2017-02-28T16:00Z,1\n2017-02-28T17:00Z,2\n")

    assert days_of(found) == [(day("2017-02-28"),), (day("2017-03-01"),)]


def test_a_leap_day_is_a_day(tmp_path: Path) -> None:
    """29 February exists in 2020; in 2021 it is no stamp."""
    assert days_of(read(tmp_path, "time,kwh\n2020-02-29 12:00,1\n")) == [(day("2020-02-29"),)]
    assert read(tmp_path, "time,kwh\n2021-02-29 12:00,1\n").faults


def test_both_hours_of_a_change_to_winter_time_count(tmp_path: Path) -> None:
    """Mexico City, 30 October 2022: 01:00 twice is 06:00 and 07:00 UTC, a day of 25 hours."""
    hours = [0, 1, 1, *range(2, 24)]
    rows = "".join(f"2022-10-30 {hour:02}:00,{n}\n" for n, hour in enumerate(hours))

    found = read(tmp_path, "time,kwh\n" + rows, clock=MEXICO)

    assert days_of(found, "n") == [(day("2022-10-30"), 25)]
    assert instants_of(found) == [at("2022-10-30 05:00") + HOUR * n for n in range(25)]
    assert found.repeated.is_empty()


def test_each_member_has_a_repeated_hour_of_its_own(tmp_path: Path) -> None:
    """Rows of two members in turn, and one behind the other, are resolved member by member."""
    hours = ["00", "01", "01", "02"]
    in_turn = "".join(f"2022-10-30 {h}:00,{m},1\n" for h in hours for m in "ab")
    apart = "".join(f"2022-10-30 {h}:00,{m},1\n" for m in "ab" for h in hours)

    for rows in (in_turn, apart):
        found = read(tmp_path, "time,m,kwh\n" + rows, clock=MEXICO, member="m")
        assert not found.faults
        assert found.days.select("m", "n").rows() == [("a", 4), ("b", 4)]
        assert found.repeated.is_empty()


def test_a_repeated_hour_that_order_does_not_tell_is_a_fault(tmp_path: Path) -> None:
    """One 01:00 alone is the first or the second one."""
    found = read(
        tmp_path,
        "time,kwh\n2022-10-30 00:00,1\n2022-10-30 01:00,1\n2022-10-30 02:00,1\n",
        clock=MEXICO,
    )

    assert [code for code, _ in found.faults.stamps.values()] == ["D122"]
    assert list(found.faults.stamps) == ["2022-10-30 01:00"]


def test_a_skipped_hour_is_a_fault(tmp_path: Path) -> None:
    """02:30 on 3 April 2022 never was."""
    found = read(tmp_path, "time,kwh\n2022-04-03 01:30,1\n2022-04-03 02:30,1\n", clock=MEXICO)

    assert {text: code for text, (code, _) in found.faults.stamps.items()} == {
        "2022-04-03 02:30": "D121"
    }


def test_steps_of_a_day_ask_nothing_of_the_clocks(tmp_path: Path) -> None:
    """Midnight of 11 September 2022 does not exist in Santiago; its day does."""
    santiago = clock_of("America/Santiago", "2022-01-01", "2022-12-31")

    found = read(
        tmp_path,
        "time,kwh\n2022-09-10,1\n2022-09-11,2\n2022-09-12,3\n",
        clock=santiago,
        wall=True,
        step=DAY,
    )

    assert not found.faults
    assert days_of(found) == [(day(f"2022-09-{n}"),) for n in (10, 11, 12)]
    assert found.grid(day("2022-09-10"), day("2022-09-12")).regular


def test_blank_lines_are_no_readings(tmp_path: Path) -> None:
    """Empty, of spaces, of delimiters; between rows and at the end."""
    found = read(tmp_path, "time,kwh\n\n2017-03-01 00:00,1\n  \n,\n , \n2017-03-01 01:00,2\n\n\n")

    assert not found.faults
    assert days_of(found, "n", "0.n") == [(day("2017-03-01"), 2, 2)]
    assert found.rows == (2,)


def test_a_reading_without_a_stamp_is_a_fault(tmp_path: Path) -> None:
    """Nothing measured is dropped in silence."""
    found = read(tmp_path, "time,kwh\n2017-03-01 00:00,1\n,2\n")

    assert found.faults.stamps == {
        "": ("D107", "a row with a reading has no stamp; add it, or remove the row")
    }


def test_white_space_does_not_count(tmp_path: Path) -> None:
    """Around stamps, numbers, members and what a row must have."""
    found = read(
        tmp_path,
        "time,m,q,kwh\n 2017-03-01 00:00 , a , ok ,  1.5\n2017-03-01 00:00,a,bad,9\n",
        member="m",
        where=(("q", "ok"),),
    )

    assert not found.faults
    assert found.days.select("m", "0.n").rows() == [("a", 1)]


def test_rows_are_chosen_by_their_other_cells(tmp_path: Path) -> None:
    """Only the meter that is asked for counts; faults in the rows of others are not ours."""
    found = read(
        tmp_path,
        "time,meter,kwh\n2017-03-01 00:00,A,1\nnever,B,x\n2017-03-01 01:00,A,2\n",
        where=(("meter", "A"),),
    )

    assert not found.faults
    assert days_of(found, "n") == [(day("2017-03-01"), 2)]


def test_a_window_leaves_other_rows_out(tmp_path: Path) -> None:
    """From 01:00, until 03:00 exclusive; a register keeps the reading at the end."""
    rows = "time,kwh\n" + "".join(f"2017-03-01 0{hour}:00,{hour}\n" for hour in range(5))
    window = {"start": at("2017-02-28 18:00"), "until": at("2017-02-28 20:00")}

    assert days_of(read(tmp_path, rows, **window), "n") == [(day("2017-03-01"), 2)]
    register = read(tmp_path, rows, **window, register=True, step=0)
    assert days_of(register, "n") == [(day("2017-03-01"), 3)]


def test_two_files_are_one_table(tmp_path: Path) -> None:
    """Columns may stand in another order; a day that lies in both is one row."""
    found = read(
        tmp_path,
        "time,kwh,note\n2017-03-01 00:00,1,x\n2017-03-01 01:00,5,x\n",
        "kwh,time\n2,2017-03-01 02:00\n",
    )

    assert days_of(found, "n", "0.n", "0.sum", "0.min", "0.max") == [
        (day("2017-03-01"), 3, 3, 8, 1, 5)
    ]
    assert found.rows == (2, 1)


def test_a_repeated_stamp_is_found(tmp_path: Path) -> None:
    """In one file with a blank line between, and across files; the values tell what it is."""
    for texts in (
        ("2017-03-01 00:00,1\n\n2017-03-01 00:00,2\n2017-03-01 01:00,4\n",),
        ("2017-03-01 01:00,4\n2017-03-01 00:00,1\n", "2017-03-01 00:00,2\n"),
    ):
        found = read(tmp_path, *("time,kwh\n" + text for text in texts))

        assert found.repeated.rows(named=True) == [
            {
                "m": "",
                "t": at("2017-02-28 17:00"),
                "day": day("2017-03-01"),
                "0.min": 1,
                "0.max": 2,
            }
        ]
        low, high = kept(found, "low", {}), kept(found, "high", {})
        assert days_of(low, "n", "0.sum") == [(day("2017-03-01"), 2, 5)]
        assert days_of(high, "n", "0.sum") == [(day("2017-03-01"), 2, 6)]


def test_the_same_stamp_of_two_members_is_no_repeat(tmp_path: Path) -> None:
    """Only the second reading of roof a is one too many."""
    found = read(
        tmp_path,
        "time,m,kwh\n2017-03-01 00:00,a,1\n2017-03-01 00:00,b,1\n2017-03-01 00:00,a,1\n",
        member="m",
    )

    assert {member: part.height for member, part in found.repeats().items()} == {"a": 1}


def test_a_table_without_repeats_is_kept_as_it_is(tmp_path: Path) -> None:
    """Nothing is read again where every stamp is unique, whatever the order of the rows."""
    found = read(tmp_path, "time,kwh\n2017-03-01 01:00,1\n2017-03-01 00:00,2\n")

    assert kept(found, "low", {}) is found


def test_a_text_that_is_no_number_is_a_fault(tmp_path: Path) -> None:
    """Each column tells its own; a listed text is none."""
    found = read(
        tmp_path,
        "time,a,b\n2017-03-01 00:00,1,-\n2017-03-01 01:00,x,2\n2017-03-01 02:00,3,y\n",
        columns=("a", Column("b", missing=("-",))),
    )

    assert [sorted(texts) for texts in found.faults.numbers] == [["x"], ["y"]]


def test_digits_are_never_lost(tmp_path: Path) -> None:
    """18 decimals are summed to the last one; polars alone would read 1e-18 as well, 1e-19 as 0."""
    found = read(
        tmp_path,
        "time,kwh\n2017-03-01 00:00,1e-18\n2017-03-01 01:00,12345678901.000000000000000002\n",
    )

    assert [Fraction(one) for _, one in days_of(found, "0.sum")] == [
        Fraction("12345678901.000000000000000003")
    ]


def test_sums_beyond_128_bits_are_refused(tmp_path: Path) -> None:
    """Two readings of 10^20 would be 2 x 10^38 units of 10^-18, beyond 1.7 x 10^38."""
    big = "1" + "0" * 20
    rows = f"time,kwh\n2017-03-01 00:00,{big[:-1]}\n2017-03-02 00:00,-{big[:-1]}\n"

    assert len(days_of(read(tmp_path, rows))) == 2
    with pytest.raises(InputFault) as caught:
        read(tmp_path, rows.replace(big[:-1], "9" * 20))

    assert (caught.value.code, caught.value.message) == (
        "D120",
        "readings as large as 1.00e+20 are too large to be summed exactly; check the column, or "
        "give it in a larger unit",
    )


@pytest.mark.parametrize(
    "text",
    [
        "time,kwh\n2017-03-01 00:00,1,234\n",
        'time,kwh\n2017-03-01 00:00,"1\n2017-03-01 01:00,2\n',
        b"time,kwh\n" + b"2017-03-01 00:00,1\n" * 60_000 + b"2017-03-01 01:00,\xff\n",
    ],
)
def test_what_is_no_table_is_refused_in_our_words(tmp_path: Path, text: str | bytes) -> None:
    """A cell too many, an open quote, a foreign byte far from the head."""
    with pytest.raises(InputFault) as caught:
        read(tmp_path, text)

    assert (caught.value.code, caught.value.message) == ("D103", NO_TABLE)


def test_a_panic_of_the_reader_is_a_fault_in_our_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A panic of polars is no Exception; it is caught all the same."""

    def panic(*_: Any, **__: Any) -> pl.DataFrame:
        raise pl.exceptions.PanicException("index out of bounds")

    table = write_table(tmp_path, "time,kwh\n2017-03-01 00:00,1\n")
    monkeypatch.setattr(pl.LazyFrame, "collect", panic)

    with pytest.raises(InputFault) as caught:
        read_table(table, {})

    assert caught.value.message == NO_TABLE


def test_strange_years_are_faults(tmp_path: Path) -> None:
    """A Buddhist year and the year 1; the year 0 is no date at all."""
    found = read(
        tmp_path,
        "time,kwh\n2017-03-01 00:00,1\n2560-03-01 00:00,1\n0001-01-01 00:00,1\n"
        "0000-01-01 00:00,1\n",
    )

    assert {text: code for text, (code, _) in found.faults.stamps.items()} == {
        "2560-03-01 00:00": "D128",
        "0001-01-01 00:00": "D128",
        "0000-01-01 00:00": "D107",
    }


def test_the_ends_of_the_years_are_no_faults(tmp_path: Path) -> None:
    """The first hour of 1990 at its end, and the last of 2100, whatever the offset."""
    found = read(tmp_path, "time,kwh\n1990-01-01 00:00,1\n2100-12-31 23:00,1\n", shift=HOUR)

    assert not found.faults


def test_stamps_with_and_without_offset_are_told_apart(tmp_path: Path) -> None:
    """The first file says how all are written."""
    found = read(
        tmp_path,
        "time,kwh\n2017-03-01T00:00+07:00,1\n2017-03-01T01:00+07:00,1\n",
        "time,kwh\n2017-03-01T02:00,1\n",
    )

    assert list(found.faults.stamps) == ["2017-03-01T02:00"]
    assert "has no offset from UTC" in found.faults.stamps["2017-03-01T02:00"][1]


def test_a_file_without_rows_joins_the_others(tmp_path: Path) -> None:
    """A header alone is a month without readings."""
    found = read(tmp_path, "time,kwh\n", "time,kwh\n2017-03-01 00:00,1\n")

    assert not found.faults
    assert found.rows == (0, 1)
    assert found.reading.layout is not None


def test_readings_show_their_grid(tmp_path: Path) -> None:
    """Stamps seven minutes past the hour are a grid; one that wanders is none."""
    rows = "time,kwh\n2017-03-01 00:07,1\n2017-03-01 01:07,1\n2017-03-02 00:08,1\n"
    found = read(tmp_path, rows)

    first, second = day("2017-03-01"), day("2017-03-02")
    grid = found.grid(first, first)
    assert (grid.step, grid.phase, grid.regular) == (HOUR, 7 * 60_000_000, True)
    assert not found.grid(first, second).regular
    assert found.grid(first - 9, first - 1).phase == 0


def test_what_checks_ask_for_is_joined_over_files(tmp_path: Path) -> None:
    """A count of large readings adds up over the two files of one day."""
    table = write_table(
        tmp_path,
        "time,kwh\n2017-03-01 00:00,-1\n2017-03-01 01:00,9\n",
        "time,kwh\n2017-03-01 02:00,7\n",
    )

    found = read_table(table, {"large": lambda value: (value > 5).sum()})

    assert days_of(found, "0.large") == [(day("2017-03-01"), 2)]


def test_checks_ask_only_where_a_reading_is_below_zero(tmp_path: Path) -> None:
    """Not of good readings; of one far behind the head in a second look."""
    good = "".join(f"2017-03-01 00:{n:02},1\n" for n in range(60))
    asked = {"large": lambda value: (value > 0).sum()}

    none = read_table(write_table(tmp_path, "time,kwh\n" + good), asked)
    late = read_table(write_table(tmp_path, "time,kwh\n" + good + "2017-03-01 01:00,-1\n"), asked)

    assert "0.large" not in none.days.columns
    assert days_of(late, "0.large") == [(day("2017-03-01"), 60)]


def test_a_condition_is_looked_up_once(tmp_path: Path) -> None:
    """The second question of one name is answered from memory."""
    found = read(tmp_path, "time,kwh\n2017-03-01 00:00,1\n")

    first = found.matching("all", lambda: pl.col("n") > 0)
    assert found.matching("all", lambda: pl.col("n") < 0) is first
    assert first[""]["day"].to_list() == [day("2017-03-01")]
