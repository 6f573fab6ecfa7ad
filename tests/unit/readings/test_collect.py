"""From the sources of a project to series: shared tables, sides, windows, members, digests."""

from __future__ import annotations

import gzip
import hashlib
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.unit.readings.sources import lines_of, readings_of, source
from tests.unit.readings.tables import HOUR, at, day

from jcm_mrv.readings import collect, look
from jcm_mrv.readings.content import InputFault

if TYPE_CHECKING:
    from pathlib import Path


HOURS = "time,a,b\n" + "".join(f"2017-03-01 {hour:02}:00,{hour},1\n" for hour in range(24))


def test_sources_of_one_table_are_read_together(tmp_path: Path) -> None:
    """0 + 1 + … + 23 = 276 and 24 x 1: two columns of one file, one pass."""
    readings = readings_of(tmp_path, source() + source(columns='["b"]'), {"a.csv": HOURS})

    first, second = readings.series
    assert first.found is second.found
    assert [one.bins[0].total for one in readings.series] == [276, 24]
    assert [one.expected for one in readings.series] == [(24,), (24,)]
    assert not readings.findings


def test_columns_of_one_source_add_up(tmp_path: Path) -> None:
    """276 + 24 = 300; 48 readings are expected."""
    (series,) = readings_of(tmp_path, source(columns='["a", "b"]'), {"a.csv": HOURS}).series

    assert (series.bins[0].total, series.bins[0].count) == (Fraction(300), 48)
    assert series.expected == (48,)
    assert series.missing == ()


def test_a_source_that_is_subtracted_has_the_other_side(tmp_path: Path) -> None:
    """Of two readings of one moment the larger one counts where it lowers the result."""
    twice = HOURS + "2017-03-01 00:00,10,1\n"

    (low,) = readings_of(tmp_path, source(), {"a.csv": twice}).series
    assert (low.side, low.bins[0].total) == ("low", Fraction(276))
    (tmp_path / "scratch").rmdir()
    (high,) = readings_of(tmp_path, source(more="sign = -1"), {"a.csv": twice}).series
    assert (high.side, high.bins[0].total) == ("high", Fraction(286))


def test_both_sides_may_be_asked_for(tmp_path: Path) -> None:
    """A parameter that errs on both sides has a series of each."""
    twice = HOURS + "2017-03-01 00:00,10,1\n"

    low, high = readings_of(tmp_path, source(), {"a.csv": twice}, sides=("low", "high")).series

    assert [low.bins[0].total, high.bins[0].total] == [276, 286]
    assert low.repeats()[:2] == (0, 1)
    assert low.repeats()[2].isoformat() == "2017-03-01T00:00:00"


def test_equal_repeats_are_told_from_conflicts(tmp_path: Path) -> None:
    """The same row again is no conflict."""
    twice = HOURS + "2017-03-01 05:00,5,1\n"

    (series,) = readings_of(tmp_path, source(), {"a.csv": twice}).series

    assert series.repeats()[:2] == (1, 0)
    assert series.bins[0].total == 276


def test_a_window_expects_and_counts_its_own_steps(tmp_path: Path) -> None:
    """From 06:00 to 09:00 there are three hours, 6 + 7 + 8 = 21."""
    window = "from = 2017-03-01T06:00:00\nuntil = 2017-03-01T09:00:00"

    readings = readings_of(tmp_path, source(more=window), {"a.csv": HOURS})

    (series,) = readings.series
    assert (series.bins[0].total, series.expected) == (Fraction(21), (3,))
    assert series.window == (at("2017-02-28 23:00"), at("2017-03-01 02:00"))
    assert [(one.path, one.rows) for one in readings.inputs] == [("a.csv", 24)]


def test_a_gap_is_found_per_column(tmp_path: Path) -> None:
    """Column a lacks 05:00, b lacks 07:00: two hours miss at least one reading."""
    holes = HOURS.replace("05:00,5", "05:00,").replace("07:00,7,1", "07:00,7,")

    (series,) = readings_of(tmp_path, source(columns='["a", "b"]'), {"a.csv": holes}).series

    five, seven = at("2017-02-28 22:00"), at("2017-03-01 00:00")
    assert series.gaps == (((five, five + HOUR),), ((seven, seven + HOUR),))
    assert series.missing == ((five, five + HOUR), (seven, seven + HOUR))


def test_a_logger_with_a_clock_of_its_own(tmp_path: Path) -> None:
    """Stamps of +09:00 run from 02:00 of the day to 01:00 of the next one."""
    tokyo = "time,a\n" + "".join(
        f"2017-03-{1 + (hour + 2) // 24:02} {(hour + 2) % 24:02}:00,{hour}\n" for hour in range(24)
    )

    for number, more in enumerate(('clock = "+09:00"', 'time_zone = "Asia/Tokyo"')):
        folder = tmp_path / str(number)
        folder.mkdir()
        (series,) = readings_of(folder, source(more=more), {"a.csv": tokyo}).series
        assert (series.bins[0].total, series.missing) == (Fraction(276), ())


def test_days_of_the_project_are_on_the_wall_clock(tmp_path: Path) -> None:
    """In Mexico City the month of a change to summer time has days of 24 and of 23 hours."""
    rows = "time,a\n" + "".join(f"2017-{m:02}-{d:02},1\n" for m in (3, 4) for d in range(1, 31))

    (series,) = readings_of(
        tmp_path,
        source(step="1 day", more="until = 2017-03-30"),
        {"a.csv": rows},
        end="2017-04-30",
        zone="America/Mexico_City",
    ).series

    assert series.wall
    assert [one.total for one in series.bins] == [30, 0]
    assert series.window == (at("2017-03-01"), at("2017-03-31"))


def test_days_of_another_clock_are_24_hours(tmp_path: Path) -> None:
    """Days of UTC start at 07:00 in Vientiane: the first and the last count in part."""
    rows = "time,a\n" + "".join(f"2017-02-{d},24\n" for d in (27, 28)) + "2017-03-01,48\n"

    (series,) = readings_of(
        tmp_path, source(step="1 day", more='clock = "+00:00"'), {"a.csv": rows}
    ).series

    assert not series.wall
    assert series.cut_steps == 2
    assert series.bins[0].total == 7 + 34  # 7 of 24 hours of 24, 17 of 24 hours of 48


def test_the_half_hour_before_the_first_step_is_missed(tmp_path: Path) -> None:
    """Hours of UTC in Kolkata: the first full one starts at 00:30; the one before covers 00:00."""
    rows = [f"2017-02-28T{h:02}:00Z,2\n" for h in range(18, 24)]
    rows += [f"2017-03-01T{h:02}:00Z,2\n" for h in range(19)]
    midnight = at("2017-02-28 18:30")

    for count, missing in ((0, ()), (1, ((midnight, midnight + HOUR // 2),)),
                           (2, ((midnight, midnight + 3 * HOUR // 2),))):  # fmt: skip
        folder = tmp_path / str(count)
        folder.mkdir()
        text = "time,a\n" + "".join(rows[count:])
        (series,) = readings_of(folder, source(), {"a.csv": text}, zone="Asia/Kolkata").series
        assert series.missing == missing
        assert series.bins[0].total == 48 - 2 * count + (count > 0)


def test_a_packed_file_is_known_by_its_own_bytes(tmp_path: Path) -> None:
    """The digest is that of the file as it lies, not of what is in it."""
    packed = gzip.compress(HOURS.encode(), mtime=0)
    told: list[tuple[int, int]] = []

    readings = readings_of(
        tmp_path,
        source(files="a.csv.gz"),
        {"a.csv.gz": packed},
        progress=lambda done, whole: told.append((done, whole)),
    )

    (record,) = readings.inputs
    assert (record.path, record.sha256, record.size, record.rows) == (
        "a.csv.gz",
        hashlib.sha256(packed).hexdigest(),
        len(packed),
        24,
    )
    assert told == [(len(packed), len(packed))]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            "b.csv",
            'project.toml: monitored.EG_SUP.source[0].files: D101 "b.csv" does not exist in '
            'the project\'s folder; did you mean "a.csv"?',
        ),
        (
            "scratch",
            'project.toml: monitored.EG_SUP.source[0].files: D102 "scratch" is a folder, where '
            'a file is expected; to read what lies in it, write "scratch/*.csv"',
        ),
    ],
)
def test_files_that_cannot_be_found(tmp_path: Path, files: str, expected: str) -> None:
    """The finding stands where the source is written."""
    readings = readings_of(tmp_path, source(files=files), {"a.csv": HOURS})

    assert lines_of(readings) == [expected]
    assert readings.series == ()


def test_a_missing_column_names_the_nearest(tmp_path: Path) -> None:
    """Once a file; the header shows what there is."""
    readings = readings_of(tmp_path, source(columns='["aa"]'), {"a.csv": HOURS})

    assert lines_of(readings) == [
        'a.csv:1: D105 no column "aa" (the header has "time", "a", "b"); did you mean "a"?'
    ]


def test_a_column_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    """Which of the two is meant cannot be known."""
    readings = readings_of(tmp_path, source(), {"a.csv": "time,a,a\n"})

    assert lines_of(readings) == [
        'a.csv:1: D105 the column "a" occurs 2 times in the header; name it by its letters, such '
        'as "$B", or name it apart in the file'
    ]


def test_another_delimiter_is_recognised(tmp_path: Path) -> None:
    """The whole header is one name with semicolons in it."""
    readings = readings_of(tmp_path, source(), {"a.csv": HOURS.replace(",", ";")})

    assert lines_of(readings)[0] == (
        'a.csv:1: D105 no column "time" (the header has "time;a;b"); declare delimiter = ";" if '
        "that is what parts the columns"
    )


def test_a_fault_of_one_table_leaves_the_others(tmp_path: Path) -> None:
    """The second source is read all the same; nothing is counted of the first."""
    readings = readings_of(
        tmp_path,
        source(files="bad.csv") + source(),
        {"bad.csv": HOURS.replace(",5,", ",five,"), "a.csv": HOURS},
    )

    assert lines_of(readings) == [
        'bad.csv:7: a: D106 "five" is not a number; mend the file, or list the text in '
        "missing = [...] if it stands for no reading"
    ]
    assert [one.source.files for one in readings.series] == [("a.csv",)]
    assert [one.path for one in readings.inputs] == ["a.csv", "bad.csv"]


def test_a_long_line_far_behind_the_head_is_refused(tmp_path: Path) -> None:
    """The guard goes along with the digest, and names where the line starts."""
    rows = HOURS + "2017-03-01 23:00,1," + "x" * (2 << 20) + "\n"

    readings = readings_of(tmp_path, source(), {"a.csv": rows})

    assert lines_of(readings) == [
        f"a.csv: D103 the line that starts at byte {len(HOURS):,} is longer than 1 MB; a table of "
        "readings has short lines; is this a CSV file?"
    ]


def test_a_file_is_opened_once(tmp_path: Path) -> None:
    """One fault of a file that two sources read is one finding."""
    readings = readings_of(tmp_path, source() + source(columns='["b"]'), {"a.csv": b""})

    assert lines_of(readings) == [
        "a.csv: D127 the file is empty; a header line and rows of readings are expected; export "
        "it again"
    ]


MEMBERS = """
[[sets.system.member]]
id = "roof-a"
[[sets.system.member]]
id = "roof-b"
start = 2017-03-02
end = 2017-03-03
[[fixed.EF_RE]]
value = 0.5
unit = "tCO2/MWh"
source = "by hand"
system = "roof-a"
[[fixed.EF_RE]]
value = 0.5
unit = "tCO2/MWh"
source = "by hand"
system = "roof-b"
"""


def test_members_are_read_from_one_long_table(tmp_path: Path) -> None:
    """Roof b belongs to the project on 2 and 3 March: other days are neither counted nor missed."""
    rows = "time,m,a\n" + "".join(
        f"2017-03-{d:02},{m},{d}\n" for d in (1, 2, 3, 4) for m in ("roof-a", "roof-b")
    )

    readings = readings_of(
        tmp_path,
        source(step="1 day", more='member_column = "m"') + MEMBERS,
        {"a.csv": rows.replace("2017-03-03,roof-b,3\n", "")},
        end="2017-03-04",
        name="EG",
    )

    assert {one.parameter for one in readings.series} == {"EG"}
    assert [
        (one.member, one.bins[0].total, one.expected, one.missing) for one in readings.series
    ] == [
        ("roof-a", Fraction(10), (4,), ()),
        ("roof-b", Fraction(2), (2,), ((at("2017-03-03"), at("2017-03-04")),)),
    ]


def test_a_source_may_speak_of_one_member(tmp_path: Path) -> None:
    """Each roof has a file of its own; roof b has its days."""
    day_rows = "time,a\n2017-03-01,1\n2017-03-02,2\n"
    sources = "".join(
        f'[[monitored.EG]]\nsystem = "{m}"\n' + source(f"{m}.csv", step="1 day")
        for m in ("roof-a", "roof-b")
    )

    readings = readings_of(
        tmp_path,
        sources + MEMBERS,
        {"roof-a.csv": day_rows, "roof-b.csv": day_rows},
        end="2017-03-02",
        name="EG",
    )

    assert [(one.member, one.bins[0].total, one.expected) for one in readings.series] == [
        ("roof-a", Fraction(3), (2,)),
        ("roof-b", Fraction(2), (1,)),
    ]


REGISTER = """
[[monitored.EG_SUP.source]]
files = "a.csv"
columns = ["a"]
measures = "register"
unit = "MWh"
time = "time"
first = { time = 2017-03-01T00:00:00, value = 100 }
"""


def test_a_register_has_its_reading_on_paper(tmp_path: Path) -> None:
    """100 on paper at the start, 130 in the file at the end of the day, the next midnight."""
    (series,) = readings_of(
        tmp_path, REGISTER, {"a.csv": "time,a\n2017-03-01 12:00,110\n2017-03-02 00:00,130\n"}
    ).series

    (register,) = series.registers
    assert series.grid is None
    assert [register.total(i) for i in range(len(register))] == [100, 110, 130]


def test_days_and_conditions_of_a_series(tmp_path: Path) -> None:
    """Only days inside of the period are matched; all days of the table are known."""
    rows = HOURS + "2017-03-02 00:00,99,1\n"

    (series,) = readings_of(tmp_path, source(), {"a.csv": rows}).series

    assert series.days()["day"].to_list() == [day("2017-03-01"), day("2017-03-02")]
    matched = series.matching("some", lambda: pl.col("n") > 0)
    assert matched is not None
    assert matched["day"].to_list() == [day("2017-03-01")]


def test_peaks_are_those_of_a_step(tmp_path: Path) -> None:
    """At 23:00 both columns together are 24; alone neither is above 23."""
    (series,) = readings_of(tmp_path, source(columns='["a", "b"]'), {"a.csv": HOURS}).series

    assert series.peaks_above(Fraction(23)) == {day("2017-03-01"): 24}
    assert series.peaks_above(Fraction(24)) == {}
    assert series.peaks_above(Fraction(1_000)) == {}


def test_readings_inside_of_spans(tmp_path: Path) -> None:
    """05:00 to 08:00 is 5 + 6 + 7; half past nine to half past ten is half of 9 and half of 10."""
    (series,) = readings_of(tmp_path, source(), {"a.csv": HOURS}).series
    five = at("2017-02-28 22:00")
    half = five + 9 * HOUR // 2

    assert series.total_in([]) == 0
    assert series.total_in([(five, five + 3 * HOUR)]) == 18
    assert series.total_in([(half, half + HOUR)]) == Fraction(19, 2)
    assert series.total_in([(five, five + HOUR), (half, half + HOUR)]) == 5 + Fraction(19, 2)
    assert series.total_in([(half, half + HOUR // 4)]) == Fraction(9, 4)
    assert series.total_in([(five - 99 * HOUR, five - 90 * HOUR)]) == 0


@pytest.mark.parametrize(
    ("written", "total", "codes"),
    [("1.5e1", 15, []), ("1e-30", None, ["D120"])],
)
def test_an_exponent_far_behind_the_head_is_seen(
    tmp_path: Path, written: str, total: int | None, codes: list[str]
) -> None:
    """The digest sees the letter in the second MiB, so that the table is looked at again."""
    filler = "".join(f"2016-12-31 {n % 24:02}:{n // 24 % 60:02}:00,0,0\n" for n in range(60_000))
    rows = "time,a,b\n" + filler + f"2017-03-01 00:00:00,{written},1\n"

    readings = readings_of(tmp_path, source(), {"a.csv": rows})

    assert [finding.code for finding in readings.findings] == codes
    assert [one.bins[0].total for one in readings.series] == ([] if total is None else [total])


def test_a_file_that_goes_while_it_is_read_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digest tells it; nothing of the table is used."""

    def gone(*_: object, **__: object) -> None:
        raise InputFault("D102", '"a.csv" does not exist')

    monkeypatch.setattr(collect, "take_digest", gone)

    readings = readings_of(tmp_path, source(), {"a.csv": HOURS})

    assert lines_of(readings) == ['a.csv: D102 "a.csv" does not exist']
    assert not readings.series
    assert not readings.inputs


def test_a_table_that_cannot_be_read_again_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of a later look is a finding like that of the first."""

    def broken(*_: object) -> None:
        raise InputFault("D120", "it is wrong")

    monkeypatch.setattr(collect, "make_series", broken)

    readings = readings_of(tmp_path, source(), {"a.csv": HOURS})

    assert lines_of(readings) == ["a.csv: D120 it is wrong"]
    assert readings.series == ()


def test_a_column_of_other_texts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million different texts that are no plain numbers; here the limit is two."""
    monkeypatch.setattr(look, "MAX_IRREGULAR_TEXTS", 2)
    rows = "time,a\n" + "".join(f"2017-03-01 {hour:02}:00,x{hour}\n" for hour in range(3))

    readings = readings_of(tmp_path, source(), {"a.csv": rows})

    assert lines_of(readings) == [
        'a.csv: D106 column "a" holds more than a million different texts that are no plain '
        "numbers of at most 18 decimals; check the delimiter and the decimal sign, or export "
        "fewer digits"
    ]


def test_a_series_without_readings(tmp_path: Path) -> None:
    """A member that the table does not name has no days, no repeats and no energy."""
    rows = "time,m,a\n2017-03-02,roof-a,1\n"
    sources = source(step="1 day", more='member_column = "m"') + MEMBERS

    readings = readings_of(tmp_path, sources, {"a.csv": rows}, end="2017-03-02", name="EG")

    empty = readings.series[1]
    assert (empty.member, empty.days().height, empty.repeats()[:2]) == ("roof-b", 0, (0, 0))
    assert empty.conflicts().is_empty()
    assert empty.total_in([empty.window]) == 0
