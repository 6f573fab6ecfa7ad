"""Parquet files: types to texts, stamps as they are, and files that cannot be read."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import os
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from tests.unit.readings.sources import lines_of, readings_of, source

from jcm_mrv.readings.dialect import Dialect
from jcm_mrv.readings.parquet.reading import ParquetFile, open_parquet
from jcm_mrv.readings.silence import native_silence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jcm_mrv.readings.collect import Readings

MIDNIGHT, NOON = dt.datetime(2017, 3, 1), dt.datetime(2017, 3, 1, 12)
TWELVE = "12 hours"
SHORTEST = [0.1, 0.2, 1 / 3, 1e-7, 1e16, 123456.789, -0.0, 5e-18, 2.5e17, 0.30000000000000004]


def read(
    folder: Path,
    columns: dict[str, Any],
    more: str = "",
    *,
    names: str = '["a"]',
    schema: dict[str, Any] | None = None,
    zone: str = "Asia/Vientiane",
    end: str = "2017-03-01",
    step: str = TWELVE,
) -> Readings:
    """Write a Parquet file and read it; without a column of stamps: of 1 March, twice."""
    columns = {"time": [MIDNIGHT, NOON], **columns}
    pl.DataFrame(columns, schema_overrides=schema).write_parquet(folder / "a.parquet")
    written = source(files="a.parquet", columns=names, step=step, more=more)
    if "\ntime = " in f"\n{more}":
        written = written.replace('time = "time"\n', "")
    return readings_of(folder, written, {}, zone=zone, end=end)


def _folder(folder: Path, name: str) -> Path:
    """Make a folder within another."""
    (folder / name).mkdir()
    return folder / name


def total(readings: Readings) -> Fraction:
    """Return the sum of all series."""
    assert lines_of(readings) == []
    return sum((cell.total for one in readings.series for cell in one.bins), Fraction(0))


@pytest.mark.parametrize("value", SHORTEST)
def test_a_float_is_the_shortest_decimal_that_reads_back(tmp_path: Path, value: float) -> None:
    """What Python writes for a float is what counts, digit by digit."""
    readings = read(tmp_path, {"a": [value, None]}, "decimals = 18")

    assert total(readings) == Fraction(Decimal(repr(value))).limit_denominator(10**18)


def test_a_float_of_32_bits_is_no_longer_than_it_was(tmp_path: Path) -> None:
    """0.1 in 32 bits is 0.1, not 0.10000000149011612: 0.1 + 511.82 = 511.92."""
    readings = read(tmp_path, {"a": [0.1, 511.82]}, schema={"a": pl.Float32})

    assert total(readings) == Fraction(51192, 100)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([3, 4], pl.Int64),
        ([3, 4], pl.UInt8),
        ([Decimal("3.000"), Decimal("4.000")], pl.Decimal(10, 3)),
        (["3", " 4.0 "], pl.String),
        (["3", "4"], pl.Categorical),
    ],
)
def test_numbers_of_every_kind_are_read(tmp_path: Path, values: list[Any], kind: Any) -> None:
    """3 + 4 = 7."""
    assert total(read(tmp_path, {"a": values}, schema={"a": kind})) == 7


def test_a_null_is_no_reading(tmp_path: Path) -> None:
    """The second half of the day is a gap."""
    (one,) = read(tmp_path, {"a": [3.0, None]}).series

    assert [cell.total for cell in one.bins] == [3]
    assert [end - start for start, end in one.missing] == [12 * 3_600_000_000]


def test_what_is_no_number_is_refused_by_its_row(tmp_path: Path) -> None:
    """NaN and infinity are values of a float; neither is a reading."""
    readings = read(tmp_path, {"a": [math.nan, math.inf]})

    assert lines_of(readings) == [
        f'a.parquet: row {row}, a: D106 "{text}" is not a number; mend the file, or list the text '
        "in missing = [...] if it stands for no reading"
        for row, text in ((1, "NaN"), (2, "inf"))
    ]


def test_nan_may_be_declared_as_missing(tmp_path: Path) -> None:
    """3 and nothing."""
    assert total(read(tmp_path, {"a": [3.0, math.nan]}, 'missing = ["NaN"]')) == 3


def test_more_decimals_than_are_kept_are_refused(tmp_path: Path) -> None:
    """A column of 20 decimals is told before it is read."""
    values = {"a": [Decimal("3.00000000000000000001"), Decimal(4)]}
    readings = read(tmp_path, values, schema={"a": pl.Decimal(38, 20)})

    assert lines_of(readings) == [
        'a.parquet: D120 the column "a" has 20 decimals, more than can be kept exactly (18); '
        "declare decimals = N in the source to round readings to N decimals"
    ]


def test_more_decimals_may_be_rounded_where_that_is_declared(tmp_path: Path) -> None:
    """3.00000000000000000001 to 6 decimals is 3; 3 + 4 = 7."""
    values = {"a": [Decimal("3.00000000000000000001"), Decimal(4)]}

    assert total(read(tmp_path, values, "decimals = 6", schema={"a": pl.Decimal(38, 20)})) == 7


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Tokyo"])
def test_stamps_of_every_unit_and_zone_are_read(
    tmp_path: Path, unit: Any, zone: str | None
) -> None:
    """A naive stamp is local; an instant is, whatever zone it is shown in: 3 + 4 = 7."""
    stamps = pl.Series([MIDNIGHT, NOON]).cast(pl.Datetime(unit))
    if zone:
        stamps = stamps.dt.replace_time_zone("Asia/Vientiane").dt.convert_time_zone(zone)

    assert total(read(tmp_path, {"time": stamps, "a": [3.0, 4.0]})) == 7


@pytest.mark.parametrize(
    ("stamps", "more"),
    [
        (["2017-03-01 00:00", "2017-03-01T12:00:00"], ""),
        (["2017-03-01T00:00:00+07:00", "2017-03-01T05:00:00Z"], ""),
        (["01/03/2017 0:00", "1/3/2017 12:00"], 'time_format = "DD/MM/YYYY HH:MM"'),
        ([201703010000, 201703011200], 'time_format = "YYYYMMDDHHMM"'),
    ],
)
def test_stamps_may_be_texts_or_digits(tmp_path: Path, stamps: list[Any], more: str) -> None:
    """As in a CSV, in the declared format: 3 + 4 = 7."""
    assert total(read(tmp_path, {"time": stamps, "a": [3.0, 4.0]}, more)) == 7


def test_a_date_is_its_midnight(tmp_path: Path) -> None:
    """Readings of whole days: 3 + 4 = 7 on 1 and 2 March."""
    days = {"time": [dt.date(2017, 3, 1), dt.date(2017, 3, 2)], "a": [3, 4]}

    assert total(read(tmp_path, days, step="1 day", end="2017-03-02")) == 7


def test_a_date_and_a_time_of_the_day_may_stand_in_two_columns(tmp_path: Path) -> None:
    """Both with types of their own: 3 + 4 = 7."""
    columns = {"D": [MIDNIGHT.date()] * 2, "T": [dt.time(0), dt.time(12)], "a": [3, 4]}

    assert total(read(tmp_path, columns, 'time = ["D", "T"]')) == 7


def test_a_number_is_no_stamp(tmp_path: Path) -> None:
    """Seconds or milliseconds: the number does not say."""
    readings = read(tmp_path, {"time": [1488301200, 1488344400], "a": [3, 4]})

    assert lines_of(readings) == [
        'a.parquet: D107 the column "time" holds bare numbers, which may count seconds, '
        "milliseconds or days from some day; write it as a timestamp, with its time zone where it "
        'is an instant; digits such as 20170301 need time_format = "YYYYMMDD"'
    ]


def test_a_fraction_below_a_microsecond_is_refused(tmp_path: Path) -> None:
    """The second stamp is 123 nanoseconds after noon."""
    stamps = pl.Series([MIDNIGHT, NOON]).cast(pl.Datetime("ns")) + pl.Series(
        [0, 123], dtype=pl.Duration("ns")
    )

    assert lines_of(read(tmp_path, {"time": stamps, "a": [3, 4]})) == [
        'a.parquet: row 2, time: D107 "2017-03-01 12:00:00.000000123" has a fraction below a '
        "microsecond; write stamps in microseconds"
    ]


def test_a_row_without_a_stamp_is_told_and_a_blank_row_is_not(tmp_path: Path) -> None:
    """Row 2 is blank; row 3 has a reading."""
    stamps = [MIDNIGHT, None, None]

    assert lines_of(read(tmp_path, {"time": stamps, "a": [3, None, 4]})) == [
        "a.parquet: row 3, time: D107 a row with a reading has no stamp; add it, or remove the row"
    ]


def test_a_naive_stamp_in_the_skipped_hour_is_refused(tmp_path: Path) -> None:
    """On 26 March 2017 there is no 01:30 in London."""
    stamps = [dt.datetime(2017, 3, 26, 0, 30), dt.datetime(2017, 3, 26, 1, 30)]
    readings = read(tmp_path, {"time": stamps, "a": [3, 4]}, zone="Europe/London", end="2017-03-26")

    assert lines_of(readings) == [
        'a.parquet: row 2, time: D121 "2017-03-26 01:30:00" does not exist: the clocks skipped '
        "that hour; if the logger ignores daylight saving time, say so with "
        'clock = "-06:00" (its own offset)'
    ]


def test_a_repeated_hour_is_resolved_by_order_and_refused_without(tmp_path: Path) -> None:
    """01:00 twice in a row are two instants; 01:00 once is neither."""
    first = dt.datetime(2017, 10, 29)
    hours = [first + dt.timedelta(hours=n) for n in (0, 1, 1, 2)]
    more, end, zone = "from = 2017-10-29", "2017-10-29", "Europe/London"
    pair = {"time": hours, "a": [1] * 4}
    twice = read(_folder(tmp_path, "twice"), pair, more, step="1 hour", end=end, zone=zone)
    pair = {"time": hours[1:2], "a": [1]}
    once = read(_folder(tmp_path, "once"), pair, more, step="1 hour", end=end, zone=zone)

    assert total(twice) == 4
    assert [line.split(" occurs")[0] for line in lines_of(once)] == [
        'a.parquet: row 1, time: D122 "2017-10-29 01:00:00"'
    ]


def test_where_and_letters_choose_rows_and_columns(tmp_path: Path) -> None:
    """Meter 2 is a number here; the third column is the reading: 3 + 4 = 7."""
    columns = {"time": [MIDNIGHT, MIDNIGHT, NOON], "meter": [2, 20, 2], "a": [3, 50, 4]}

    assert total(read(tmp_path, columns, 'where = { meter = "2" }', names='"$C"')) == 7


def test_a_wide_table_may_be_parquet(tmp_path: Path) -> None:
    """Two halves of a day in two columns: 3 + 4 = 7."""
    columns = {"time": [MIDNIGHT.date()], "a": [3.0], "b": [4.0]}

    assert total(read(tmp_path, columns, "wide = true", names='["a", "b"]')) == 7


def test_a_folder_stands_for_the_parquet_files_in_it(tmp_path: Path) -> None:
    """Two files in the order of their names, with digest, size and rows of each: 3 + 4 = 7."""
    (tmp_path / "data").mkdir()
    for name, stamp, value in (("b", NOON, 4), ("a", MIDNIGHT, 3)):
        frame = pl.DataFrame({"time": [stamp], "a": [value]})
        frame.write_parquet(tmp_path / "data" / f"{name}.parquet")
    (tmp_path / "data" / "notes.txt").write_text("no table")
    readings = readings_of(tmp_path, source(files="data", step=TWELVE), {})

    assert total(readings) == 7
    files = [tmp_path / "data" / name for name in ("a.parquet", "b.parquet")]
    assert [(one.path, one.sha256, one.size, one.rows) for one in readings.inputs] == [
        (
            f"data/{path.name}",
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_size,
            1,
        )
        for path in files
    ]


def test_a_source_may_have_files_of_both_kinds(tmp_path: Path) -> None:
    """A CSV for the morning, a Parquet for the afternoon: 3 + 4 = 7."""
    pl.DataFrame({"time": [NOON], "a": [4.0]}).write_parquet(tmp_path / "b.parquet")
    written = source(step=TWELVE).replace('"a.csv"', '["a.csv", "b.parquet"]')
    readings = readings_of(tmp_path, written, {"a.csv": "time,a\n2017-03-01 00:00,3\n"})

    assert total(readings) == 7


def test_a_nested_column_is_refused_where_it_is_named_and_nowhere_else(tmp_path: Path) -> None:
    """Lists and structs beside the columns of the source do no harm."""
    columns = {"l": [[1, 2], [3]], "s": [{"x": 1, "y": 2}] * 2, "a": [3, 4]}

    assert total(read(tmp_path, columns)) == 7
    for name in ("l", "s"):
        readings = read(_folder(tmp_path, name), columns, names=f'["{name}"]')
        assert lines_of(readings) == [
            f'a.parquet: D135 the column "{name}" holds nested values; a column of numbers, texts '
            "or stamps is expected"
        ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([MIDNIGHT, NOON], "stamps; a column of numbers is expected"),
        ([True, False], "true and false; a column of numbers is expected"),
        ([b"3", b"4"], "bytes; a column of numbers, texts or stamps is expected"),
    ],
)
def test_a_column_that_holds_no_numbers_is_refused(
    tmp_path: Path, values: Sequence[Any], words: str
) -> None:
    """The message says what it holds."""
    assert lines_of(read(tmp_path, {"a": values})) == [
        f'a.parquet: D135 the column "a" holds {words}'
    ]


def test_a_missing_column_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    """As in a CSV, but for the line."""
    assert lines_of(read(tmp_path, {"aa": [3, 4]})) == [
        'a.parquet: D105 no column "a" (the header has "time", "aa"); did you mean "aa"?'
    ]


def test_what_belongs_to_a_text_file_is_refused(tmp_path: Path) -> None:
    """A header row of a Parquet file would be a misunderstanding."""
    assert lines_of(read(tmp_path, {"a": [3, 4]}, "header_row = 1")) == [
        "a.parquet: D135 a Parquet file names its columns itself; leave out header_row, unit_row, "
        "comment and sheet"
    ]


def test_a_file_without_rows_has_no_readings(tmp_path: Path) -> None:
    """It is a table all the same."""
    columns: dict[str, Any] = {"time": [], "a": []}
    readings = read(tmp_path, columns, schema={"time": pl.Datetime("us"), "a": pl.Float64})

    assert total(readings) == 0
    assert [one.rows for one in readings.inputs] == [0]


def test_a_file_is_parquet_by_its_first_bytes_as_well(tmp_path: Path) -> None:
    """A name without the suffix: 3 + 4 = 7."""
    pl.DataFrame({"time": [MIDNIGHT, NOON], "a": [3, 4]}).write_parquet(tmp_path / "export.dat")

    assert total(readings_of(tmp_path, source(files="export.dat", step=TWELVE), {})) == 7


def test_rows_of_several_groups_are_read_in_order(tmp_path: Path) -> None:
    """Each row is a group of its own; the fault in the last one has its number in the file."""
    stamps = [MIDNIGHT + dt.timedelta(hours=n) for n in range(24)]
    values = ["1"] * 23 + ["x"]
    frame = pl.DataFrame({"time": stamps, "a": values})
    frame.write_parquet(tmp_path / "a.parquet", row_group_size=1)
    readings = readings_of(tmp_path, source(files="a.parquet"), {})

    assert [one.where.path for one in readings.findings] == ["row 24, a"]


def test_an_open_file_knows_its_columns(tmp_path: Path) -> None:
    """Names and types are those of the file."""
    path = tmp_path / "a.parquet"
    pl.DataFrame({"time": [MIDNIGHT], "a": [3.0]}).write_parquet(path)
    file = open_parquet(path, "a.parquet", Dialect())

    assert isinstance(file, ParquetFile)
    assert (file.header, file.footer.rows) == (("time", "a"), 1)
    assert file.texts("a") == ("3.0",)


@pytest.mark.parametrize("kind", [pl.String, pl.Categorical])
def test_a_long_text_is_no_cell_of_readings(tmp_path: Path, kind: Any) -> None:
    """A dictionary holds it once; read row by row it would be copied for each."""
    readings = read(tmp_path, {"a": ["3", "4" * 40_000]}, schema={"a": kind})

    assert lines_of(readings) == [
        'a.parquet: D135 the column "a" holds a text of 40,000 bytes, in a group of 2 rows; '
        "stamps, readings and names of meters are short"
    ]


def test_what_native_code_writes_is_not_seen(capfd: pytest.CaptureFixture[str]) -> None:
    """Inside, standard error of the process leads nowhere; afterwards it is back."""
    with native_silence():
        os.write(2, b"thread panicked")
    os.write(2, b"seen")

    assert capfd.readouterr().err == "seen"
