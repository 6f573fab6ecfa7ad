"""The sample of a project: what is in it whatever the draw says, and where each reading stands."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl
import xlsxwriter
from tests.cases.projects import amounts, fixed, head

from jcm_mrv.run import calculate
from jcm_mrv.sampling.sample import Reading, Sample, draw_sample

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.calculation.compute import Run

DIGEST = "ab" * 32
MODULE = "data-center-efficiency 1"
FACTORS = fixed("PUE_RE", "2") + fixed("EF_elec", "1", "tCO2/MWh")
INVOICE = amounts("EC_DC", [("2017-01-01", "2017-01-03", "10")], "MWh")
METERS = """
[[meters]]
id = "OLD"
[[meters]]
id = "NEW"
"""


def sample_of(
    folder: Path,
    monitored: str,
    files: dict[str, str],
    *,
    size: int = 3,
    seed: str = "1",
    end: str = "2017-01-03",
    zone: str = "Asia/Vientiane",
    start: str = "2017-01-01",
) -> Sample:
    """Calculate a project of a few days and draw a sample from it."""
    text = head(MODULE, start, end, zone=zone) + FACTORS + monitored
    (folder / "project.toml").write_text(text, "utf-8")
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
    found: list[Sample] = []

    def look(run: Run) -> None:
        found.append(draw_sample(run, DIGEST, size, seed))

    calculate(folder, look=look)
    return found[0]


def source(name: str, file: str, more: str = "", step: str = "1 hour") -> str:
    """Return a source of hourly energy."""
    return (
        f'[[monitored.{name}.source]]\nfiles = "{file}"\ncolumns = ["v"]\nmeasures = "energy"\n'
        f'unit = "MWh"\ntime = "t"\nstamp = "start"\nstep = "{step}"\n{more}\n'
    )


def hours(start: str, count: int, value: str = "1", skip: tuple[int, ...] = ()) -> str:
    """Return a CSV of hourly readings, some of them left out."""
    first = dt.datetime.fromisoformat(start)
    rows = [
        f"{first + dt.timedelta(hours=i):%Y-%m-%d %H:%M},{value}\n"
        for i in range(count)
        if i not in skip
    ]
    return "t,v\n" + "".join(rows)


def shown(sample: Sample, parameter: str = "EC_IT") -> list[tuple[str, int | None, str]]:
    """Return stamp, line and reasons of the readings of a parameter that are always there."""
    return [
        (f"{one.start:%d %H:%M}", one.place.line, ", ".join(why))
        for one in sample.readings
        if one.parameter == parameter
        if (why := [reason for reason in one.why if reason != "value-weighted"])
    ]


def drawn(sample: Sample) -> list[Reading]:
    """Return the readings that were drawn by value."""
    return [one for one in sample.readings if one.probability is not None]


def test_edges_replacements_and_gaps_are_always_there(tmp_path: Path) -> None:
    """Readings beside a gap, at both ends of each source, and around a new meter are listed."""
    monitored = (
        METERS
        + "[monitored.EC_IT]\npoint = 1\n"
        + source("EC_IT", "old.csv", 'meter = "OLD"\nuntil = 2017-01-02T12:00:00')
        + source("EC_IT", "new.csv", 'meter = "NEW"\nfrom = 2017-01-02T12:00:00')
        + INVOICE
    )
    files = {
        # 5 and 6 o'clock of the first day are missing; the line of 7 o'clock is 2 + 5 = 7
        "old.csv": hours("2017-01-01 00:00", 36, skip=(5, 6)),
        "new.csv": hours("2017-01-02 12:00", 36),
    }

    for seed in ("1", "2", "3"):
        sample = sample_of(tmp_path, monitored, files, seed=seed)

        assert shown(sample) == [
            ("01 00:00", 2, "period edge"),
            ("01 04:00", 6, "gap"),
            ("01 07:00", 7, "gap"),
            ("02 11:00", 35, "period edge, replacement"),
            ("02 12:00", 2, "period edge, replacement"),
            ("03 23:00", 37, "period edge"),
        ]
        meters = {(one.place.file, one.meter) for one in sample.readings if one.column}
        assert meters == {("old.csv", "OLD"), ("new.csv", "NEW")}


def test_weights_are_the_tonnes_that_a_reading_moves(tmp_path: Path) -> None:
    """72 readings of 1 MWh at 2 x 1 t/MWh and an invoice of 10 MWh at 1 t/MWh make 154 t."""
    monitored = "[monitored.EC_IT]\npoint = 1\n" + source("EC_IT", "it.csv") + INVOICE

    sample = sample_of(tmp_path, monitored, {"it.csv": hours("2017-01-01 00:00", 72)}, size=20)

    # 154 / 20 = 7.7 t: the invoice of 10 t is certain; (154 - 10) / 19 = 144/19 t
    assert sample.total == 154
    assert sample.interval == Fraction(144, 19)
    invoice, *others = drawn(sample)
    assert [(one.text, one.unit, one.probability) for one in others] == [
        ("1", "MWh", Fraction(2 * 19, 144))
    ] * 19
    assert (invoice.text, invoice.probability) == ("10", Fraction(1))
    assert invoice.weight == 10
    assert (invoice.start, invoice.end) == (dt.datetime(2017, 1, 1), dt.datetime(2017, 1, 4))
    assert str(invoice.place) == "project.toml: monitored.EC_DC.amount[0]"


def test_the_same_seed_gives_the_same_sample(tmp_path: Path) -> None:
    """Report, seed and size decide; another seed gives other readings."""
    monitored = "[monitored.EC_IT]\npoint = 1\n" + source("EC_IT", "it.csv") + INVOICE
    files = {"it.csv": hours("2017-01-01 00:00", 72)}

    first = sample_of(tmp_path, monitored, files)

    assert sample_of(tmp_path, monitored, files) == first
    assert drawn(sample_of(tmp_path, monitored, files, seed="2")) != drawn(first)


def test_a_negative_reading_weighs_as_much_as_it_moves(tmp_path: Path) -> None:
    """A standby draw of 1 MWh weighs what a supply of 1 MWh does."""
    monitored = "[monitored.EC_IT]\npoint = 1\n" + source("EC_IT", "it.csv") + INVOICE
    text = hours("2017-01-01 00:00", 36) + hours("2017-01-02 12:00", 36, "-1")[4:]

    sample = sample_of(tmp_path, monitored, {"it.csv": text}, size=20)

    assert sample.total == 154


def test_a_register_weighs_by_its_rises(tmp_path: Path) -> None:
    """Of a counter the rise before a reading is drawn, and the readings at its edges are there."""
    monitored = (
        '[monitored.EC_IT]\npoint = 1\n[[monitored.EC_IT.source]]\nfiles = "r.csv"\n'
        'columns = ["v"]\nmeasures = "register"\nunit = "MWh"\ntime = "t"\nrollover = 1000\n'
        "last = { time = 2017-01-04T00:00:00, value = 60 }\n" + INVOICE
    )
    rows = ["t,v", "2017-01-01 00:00,970", "2017-01-02 00:00,990", "2017-01-03 00:00,20"]

    sample = sample_of(tmp_path, monitored, {"r.csv": "\n".join(rows) + "\n"}, size=4)

    # rises of 20, 1,000 - 990 + 20 = 30 and 40 MWh at 2 t/MWh, and the invoice of 10 t
    assert sample.total == 2 * (20 + 30 + 40) + 10
    weights = [f"{one.text}: {one.weight} t, {one.probability}" for one in drawn(sample)]
    # 190 / 4 = 47.5: 60 and 80 t pass; 50 t by 2 is 25 t: 40 t pass; 10 t by 1: certain
    assert weights == ["10: 10 t, 1", "990: 40 t, 1", "20: 60 t, 1", "60: 80 t, 1"]
    assert shown(sample) == [
        ("01 00:00", 2, "period edge, vintage edge"),
        ("02 00:00", 3, "register fall"),
        ("03 00:00", 4, "register fall"),
        ("04 00:00", None, "period edge, vintage edge"),
    ]
    last = next(one for one in sample.readings if one.text == "60")
    assert str(last.place) == "project.toml: monitored.EC_IT.source[0].last"


def test_the_second_of_two_equal_hours_has_its_own_line(tmp_path: Path) -> None:
    """At the end of summer time an hour stands twice, with one stamp and one value."""
    monitored = (
        "[monitored.EC_IT]\npoint = 1\n"
        + source("EC_IT", "it.csv")
        + amounts("EC_DC", [("2017-04-02", "2017-04-02", "10")], "MWh")
    )
    # In Mexico City the clocks went back on 29 October 2017, from 02:00 to 01:00.
    rows = ["t,v"] + [f"2017-10-29 {hour:02}:00,1" for hour in (0, 1, 1, *range(2, 24))]
    monitored = monitored.replace("2017-04-02", "2017-10-29")

    sample = sample_of(
        tmp_path,
        monitored,
        {"it.csv": "\n".join(rows) + "\n"},
        size=60,
        start="2017-10-29",
        end="2017-10-29",
        zone="America/Mexico_City",
    )

    lines = [one.place.line for one in sample.readings if one.parameter == "EC_IT"]
    assert lines == list(range(2, 27))


def test_of_a_repeated_stamp_the_reading_that_counts_is_found(tmp_path: Path) -> None:
    """The low side counts the smaller of two readings, so that is the line to look at."""
    monitored = "[monitored.EC_IT]\npoint = 1\n" + source("EC_IT", "it.csv") + INVOICE
    text = hours("2017-01-01 00:00", 72) + "2017-01-03 23:00,0.5\n"

    sample = sample_of(tmp_path, monitored, {"it.csv": text})

    last = [one for one in sample.readings if one.parameter == "EC_IT"][-1]
    assert (last.text, last.place.line) == ("0.5", 74)


def test_rows_of_days_name_the_column_of_the_hour(tmp_path: Path) -> None:
    """Where each row is a day, the cell of the hour is named."""
    names = [f"h{hour}" for hour in range(24)]
    quoted = ", ".join(f'"{name}"' for name in names)
    monitored = (
        '[monitored.EC_IT]\npoint = 1\n[[monitored.EC_IT.source]]\nfiles = "w.csv"\n'
        f'columns = [{quoted}]\nwide = true\nmeasures = "energy"\nunit = "MWh"\ntime = "day"\n'
        'stamp = "start"\nstep = "1 hour"\n' + INVOICE
    )
    rows = [",".join(["day", *names])]
    rows += [",".join([f"2017-01-0{day}", *["1"] * 24]) for day in (1, 2, 3)]

    sample = sample_of(tmp_path, monitored, {"w.csv": "\n".join(rows) + "\n"})

    edges = [one for one in sample.readings if "period edge" in one.why]
    assert [(one.place.line, one.column) for one in edges] == [(2, "h0"), (4, "h23")]


def test_a_long_list_of_gaps_is_cut_and_said_to_be(tmp_path: Path) -> None:
    """Of 150 gaps the 100 longest are listed, and the sample tells how many are not."""
    monitored = (
        "[monitored.EC_IT]\npoint = 1\n" + source("EC_IT", "it.csv", step="10 minutes") + INVOICE
    )
    first = dt.datetime(2017, 1, 1)
    kept = [i for i in range(432) if i % 2 == 0 or i > 300]
    rows = [f"{first + dt.timedelta(minutes=10 * i):%Y-%m-%d %H:%M},1\n" for i in kept]

    sample = sample_of(tmp_path, monitored, {"it.csv": "t,v\n" + "".join(rows)})

    assert [(one.path, one.count) for one in sample.omissions] == [
        ("monitored.EC_IT.source[0]", 50)
    ]
    # The readings between the first 100 gaps stand on both sides of one.
    assert len([one for one in sample.readings if "gap" in one.why]) == 101


def test_members_of_a_long_table_are_told_apart(tmp_path: Path) -> None:
    """One file of many roofs: a line is that of its roof, also where two read alike."""
    text = (
        head("rooftop-solar 1", "2025-04-01", "2025-04-02", country="PH", zone="Asia/Manila")
        + "[sets.system]\nmember = [{ id = 'a' }, { id = 'b', start = 2025-04-02 }]\n"
        + "".join(
            f'[[fixed.EF_RE]]\nsystem = "{one}"\nvalue = 0.5\nunit = "tCO2/MWh"\nsource = "x"\n'
            for one in "ab"
        )
        + '[[monitored.EG]]\npoint = 1\n[[monitored.EG.source]]\nfiles = "l.csv"\n'
        'columns = ["v"]\nmeasures = "energy"\nunit = "MWh"\ntime = "t"\nstamp = "start"\n'
        'step = "12 hours"\nmember_column = "roof"\n'
    )
    (tmp_path / "project.toml").write_text(text, "utf-8")
    stamps = [f"2025-04-0{day} {hour}:00" for day in (1, 2) for hour in ("00", "12")]
    rows = [f"{stamp},{roof},1\n" for stamp in stamps for roof in "ba"]
    (tmp_path / "l.csv").write_text("t,roof,v\n" + "".join(rows), "utf-8")
    found: list[Sample] = []

    calculate(tmp_path, look=lambda run: found.append(draw_sample(run, DIGEST, 9, "1")))

    # a: 4 readings of 0.5 t; b: from the second day, 2 readings of 0.5 t
    assert found[0].total == 3
    assert [(one.member, one.place.line, f"{one.start:%d %H}") for one in found[0].readings] == [
        ("a", 3, "01 00"),
        ("a", 5, "01 12"),
        ("a", 7, "02 00"),
        ("a", 9, "02 12"),
        ("b", 6, "02 00"),
        ("b", 8, "02 12"),
    ]


def test_a_line_is_found_below_comments_and_blank_lines(tmp_path: Path) -> None:
    """What stands between the readings moves no line."""
    monitored = (
        "[monitored.EC_IT]\npoint = 1\n" + source("EC_IT", "it.csv", 'comment = "#"') + INVOICE
    )
    lines = hours("2017-01-01 00:00", 72).splitlines()
    text = "\n".join([lines[0], "# logger", "", *lines[1:40], "", "# again", *lines[40:]]) + "\n"

    sample = sample_of(tmp_path, monitored, {"it.csv": text})

    written = text.splitlines()
    for one in sample.readings:
        if one.parameter == "EC_IT" and one.place.line is not None:
            assert written[one.place.line - 1] == f"{one.start:%Y-%m-%d %H:%M},1"
    assert [line for _, line, _ in shown(sample)] == [4, 77]


def test_a_parquet_file_has_rows_and_a_workbook_cells(tmp_path: Path) -> None:
    """Each kind of file names a place that a person can go to."""
    first = dt.datetime(2017, 1, 1)
    stamps = [first + dt.timedelta(hours=hour) for hour in range(72)]
    pl.DataFrame({"t": stamps, "v": [1.5] * 72}).write_parquet(tmp_path / "it.parquet")
    book = xlsxwriter.Workbook(str(tmp_path / "it.xlsx"))
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, ["t", "v"])
    for number, stamp in enumerate(stamps, 1):
        sheet.write_string(number, 0, f"{stamp:%Y-%m-%d %H:%M}")
        sheet.write_number(number, 1, 1.5)
    book.close()
    edges = {}
    for name in ("it.parquet", "it.xlsx"):
        monitored = "[monitored.EC_IT]\npoint = 1\n" + source("EC_IT", name) + INVOICE
        sample = sample_of(tmp_path, monitored, {})
        edges[name] = [
            (str(one.place), one.text) for one in sample.readings if "period edge" in one.why
        ]

    assert edges == {
        "it.parquet": [("it.parquet: row 1, v", "1.5"), ("it.parquet: row 72, v", "1.5")],
        "it.xlsx": [("it.xlsx: Data!B2", "1.5"), ("it.xlsx: Data!B73", "1.5")],
    }
