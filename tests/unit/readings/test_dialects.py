"""The dialects in which loggers write tables: what is declared is read, what is not is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.readings.sources import lines_of, readings_of, source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jcm_mrv.readings.collect import Readings

TWELVE = "12 hours"
# Two readings of 12 hours each on 1 March 2017: 3 + 4 = 7 MWh.
PLAIN = "2017-03-01 00:00,3\n2017-03-01 12:00,4\n"


def read(
    folder: Path, text: str | bytes, more: str = "", *, step: str = TWELVE, columns: str = '["a"]'
) -> Readings:
    """Read one file of a source with further keys; ``time = …`` among them takes its place."""
    written = source(columns=columns, step=step, more=more)
    if "\ntime = " in f"\n{more}":
        written = written.replace('time = "time"\n', "")
    return readings_of(folder, written, {"a.csv": text})


def totals(readings: Readings) -> list[object]:
    """Return the sum of each series."""
    assert lines_of(readings) == []
    return [sum(cell.total for cell in one.bins) for one in readings.series]


@pytest.mark.parametrize(
    ("above", "more"),
    [
        ("", ""),
        ("\n\n", ""),
        ("Station 4;on the roof\n\n", "header_row = 3"),
        ('an open " quote\nof two lines\n', "header_row = 3"),
        ("\ufeffExport\n", "header_row = 2"),
        ("a,b,c,d,e\n", "header_row = 2"),
        ("# exported\n# twice\n", 'comment = "#"'),
        ("// exported\n", 'comment = "//"\nheader_row = 2'),
    ],
)
def test_lines_above_the_header_are_passed_over(tmp_path: Path, above: str, more: str) -> None:
    """Whatever stands above the line that header_row names is no part of the table."""
    assert totals(read(tmp_path, above + "time,a\n" + PLAIN, more)) == [7]


def test_a_fault_below_a_preamble_has_the_line_of_the_file(tmp_path: Path) -> None:
    """Lines 1 to 5 are text, header, units, a comment and a good row; the fault is in line 6."""
    text = "Export\ntime,a\n,MWh\n# calibrated\n2017-03-01 00:00,3\n2017-03-01 12:00,x\n"
    more = 'header_row = 2\nunit_row = true\ncomment = "#"'

    assert lines_of(read(tmp_path, text, more)) == [
        'a.csv:6: a: D106 "x" is not a number; mend the file, or list the text in missing = '
        "[...] if it stands for no reading"
    ]


def test_a_row_that_is_too_long_has_the_line_of_the_file(tmp_path: Path) -> None:
    """A comment with many delimiters is none; the row in line 5 is."""
    text = "Export\ntime,a\n2017-03-01 00:00,3\n# 1,2,3,4\n2017-03-01 12:00,4,5\n"

    assert lines_of(read(tmp_path, text, 'header_row = 2\ncomment = "#"')) == [
        "a.csv:5: D103 the row has 3 cells, the header 2; check the delimiter, or quote cells that "
        "hold it"
    ]


@pytest.mark.parametrize("row", [4, 40])
def test_a_header_row_that_is_not_there_is_refused(tmp_path: Path, row: int) -> None:
    """A blank line or one behind the end is no header."""
    readings = read(tmp_path, "time,a\n" + PLAIN + "\n", f"header_row = {row}")

    expected = {
        4: "a.csv:4: D105 header_row names line 4, which is blank; count the lines of the file "
        "from 1, blank ones too",
        40: "a.csv: D105 header_row names line 40; the file has 4 lines; count its lines from 1, "
        "blank ones too",
    }
    assert lines_of(readings) == [expected[row]]


def test_a_file_without_a_header_is_read_by_letters(tmp_path: Path) -> None:
    """The first row is a reading like the others: 3 + 4 = 7."""
    text = "2017-03-01 00:00,9,3\n2017-03-01 12:00,9,4\n"

    assert totals(read(tmp_path, text, 'header_row = 0\ntime = "$A"', columns='"$C"')) == [7]


def test_a_byte_order_mark_is_no_part_of_the_first_reading(tmp_path: Path) -> None:
    """Without a header the mark stands before the first stamp."""
    text = "\ufeff2017-03-01 00:00,3\n2017-03-01 12:00,4\n"

    assert totals(read(tmp_path, text, 'header_row = 0\ntime = "$A"', columns='"$B"')) == [7]


def test_a_column_that_a_file_without_a_header_does_not_have(tmp_path: Path) -> None:
    """The message tells how far the letters go."""
    readings = read(tmp_path, PLAIN, 'header_row = 0\ntime = "$A"', columns='"kwh"')

    assert lines_of(readings) == [
        'a.csv:1: D105 no column "kwh" (there is no header; the columns are $A to $B); see '
        "project.toml: monitored.EG_SUP.source[0]"
    ]


def test_letters_name_columns_whose_header_is_blank_or_double(tmp_path: Path) -> None:
    """Two columns of one name, and a where without a name: 3 + 4 = 7 of rows with x."""
    text = "time,a,a,\n2017-03-01 00:00,9,3,x\n2017-03-01 00:00,9,8,y\n2017-03-01 12:00,9,4,x\n"

    assert totals(read(tmp_path, text, 'where = { "$D" = "x" }', columns='"$C"')) == [7]


def test_a_header_that_says_letters_is_taken_at_its_word(tmp_path: Path) -> None:
    """A column that is called $A is that one, not the first."""
    text = "time,b,$A\n2017-03-01 00:00,9,3\n2017-03-01 12:00,9,4\n"

    assert totals(read(tmp_path, text, columns='"$A"')) == [7]


def test_a_range_of_letters_is_all_of_its_columns(tmp_path: Path) -> None:
    """3 + 4 of the second column and 1 + 1 of the third: 9."""
    text = "time,a,b\n2017-03-01 00:00,3,1\n2017-03-01 12:00,4,1\n"

    assert totals(read(tmp_path, text, columns='"$B:$C"')) == [9]


def test_header_rows_are_joined_under_merged_cells(tmp_path: Path) -> None:
    """Meter 2 spans two columns; the stamp has a name in the lower row alone."""
    text = (
        "Export\n"
        ",Meter 1,,Meter 2,\n"
        "time,kWh,V,kWh,V\n"
        "2017-03-01 00:00,9,9,3,9\n"
        "2017-03-01 12:00,9,9,4,9\n"
    )
    more = "header_row = [2, 3]"

    assert totals(read(tmp_path, text, more, columns='"Meter 2 / kWh"')) == [7]


def test_a_where_compares_texts_without_the_spaces_around_them(tmp_path: Path) -> None:
    """Spaces, quotes and blank cells do not hide a meter; PV-20 is another one: 3 + 4 = 7."""
    text = (
        "time,meter,a\n"
        "2017-03-01 00:00,PV-2,3\n"
        '2017-03-01 12:00," PV-2 ",4\n'
        "2017-03-01 00:00,PV-20,50\n"
        "2017-03-01 12:00,pv-2,50\n"
        "2017-03-01 12:00,,50\n"
    )

    assert totals(read(tmp_path, text, 'where = { meter = " PV-2" }')) == [7]


def test_several_meters_of_a_long_table_are_read_apart(tmp_path: Path) -> None:
    """Two sources of one file: 1 + 2 = 3 and 10 + 20 = 30."""
    text = "time,meter,a\n" + "".join(
        f"2017-03-01 {hour},{meter},{value}\n"
        for hour, values in (("00:00", (1, 10)), ("12:00", (2, 20)))
        for meter, value in zip(("A", "B"), values, strict=True)
    )
    sources = "".join(source(step=TWELVE, more=f'where = {{ meter = "{m}" }}') for m in "AB")

    assert totals(readings_of(tmp_path, sources, {"a.csv": text})) == [3, 30]


@pytest.mark.parametrize(
    ("stamps", "time_format"),
    [
        (("2017-03-01,00:00", "2017-03-01,12:00"), "iso"),
        (("2017-03-01,00:00:00", "2017-03-01, 12:00:00"), "iso"),
        (("01/03/2017,0:00", "01/03/2017,12:00"), "DD/MM/YYYY HH:MM"),
        (("03/01/2017,12:00 AM", "03/01/2017,12:00 PM"), "MM/DD/YYYY hh:MM AM"),
        (("20170301,0000", "20170301,1200"), "YYYYMMDDHHMM"),
    ],
)
def test_date_and_time_may_stand_in_two_columns(
    tmp_path: Path, stamps: Sequence[str], time_format: str
) -> None:
    """The joined text is read in the declared format: 3 + 4 = 7."""
    text = f"Date,Time,a\n{stamps[0]},3\n{stamps[1]},4\n"
    more = f'time = ["Date", "Time"]\ntime_format = "{time_format}"'

    assert totals(read(tmp_path, text, more)) == [7]


def test_midnight_at_the_end_of_a_day_is_the_next_day(tmp_path: Path) -> None:
    """Stamps at the end of their step: 12:00 and 24:00 of 1 March."""
    text = "Date,Time,a\n2017-03-01,12:00,3\n2017-03-01,24:00,4\n"
    written = source(step=TWELVE, more='time = ["Date", "Time"]')
    written = written.replace('time = "time"\n', "").replace('"start"', '"end"')

    assert totals(readings_of(tmp_path, written, {"a.csv": text})) == [7]


def test_a_date_without_its_time_is_refused(tmp_path: Path) -> None:
    """A date alone is not taken for midnight."""
    text = "Date,Time,a\n2017-03-01,00:00,3\n2017-03-01,,4\n"

    assert lines_of(read(tmp_path, text, 'time = ["Date", "Time"]')) == [
        "a.csv:3: Date: D107 a row with a reading has no stamp; add it, or remove the row"
    ]


def test_a_stamp_of_two_columns_is_shown_joined(tmp_path: Path) -> None:
    """The message names the formats that the joined text would fit."""
    text = "Date,Time,a\n03/04/2017,00:00,3\n"

    assert lines_of(read(tmp_path, text, 'time = ["Date", "Time"]')) == [
        'a.csv:2: Date: D107 "03/04/2017 00:00" is not a stamp of the declared time_format '
        '(expected such as "2017-12-31 18:30:00"); declare time_format = "DD/MM/YYYY HH:MM" or '
        '"MM/DD/YYYY HH:MM" if that is how stamps are written'
    ]


def test_a_date_without_a_declared_order_is_refused_with_both_ways_to_say_it(
    tmp_path: Path,
) -> None:
    """03/04/2017 is 3 April or 4 March; neither is guessed."""
    text = "time,a\n03/04/2017 00:00,3\n"

    assert lines_of(read(tmp_path, text)) == [
        'a.csv:2: time: D107 "03/04/2017 00:00" is not a stamp of the declared time_format '
        '(expected such as "2017-12-31 18:30:00"); declare time_format = "DD/MM/YYYY HH:MM" or '
        '"MM/DD/YYYY HH:MM" if that is how stamps are written'
    ]


def test_a_comma_without_a_declared_decimal_sign_is_refused(tmp_path: Path) -> None:
    """1,234 is 1.234 or 1234; the message has a way to say each."""
    text = "time;a\n2017-03-01 00:00;1,234\n"

    assert lines_of(read(tmp_path, text, 'delimiter = ";"')) == [
        'a.csv:2: a: D106 "1,234" is not a number with the decimal sign "."; declare decimal = '
        '"," if that is what it is, or export without thousands separators'
    ]


def test_a_naive_stamp_of_the_repeated_hour_is_refused(tmp_path: Path) -> None:
    """One stamp at 01:30 on the day that has it twice: neither is guessed."""
    readings = readings_of(
        tmp_path,
        source(step="30 minutes", more="from = 2017-10-29\nuntil = 2017-10-29"),
        {"a.csv": "time,a\n2017-10-29 00:30,1\n2017-10-29 01:30,1\n2017-10-29 02:30,1\n"},
        end="2017-10-29",
        zone="Europe/London",
    )

    assert lines_of(readings) == [
        'a.csv:3: time: D122 "2017-10-29 01:30" occurs twice on that day and the order of the '
        "rows does not tell which is meant; export stamps with their offset, or declare the "
        "logger's clock"
    ]


def test_a_unit_row_that_agrees_is_silent(tmp_path: Path) -> None:
    """Brackets and blanks around a unit do not count."""
    assert totals(read(tmp_path, "time,a\n,[ MWh ]\n" + PLAIN, "unit_row = true")) == [7]


def test_a_unit_row_that_names_another_unit_is_an_error(tmp_path: Path) -> None:
    """The file says kWh, the source MWh: the readings count for nothing until one is mended."""
    readings = read(tmp_path, "time,a\ndate,kWh\n" + PLAIN, "unit_row = true")

    assert lines_of(readings) == [
        'a.csv:2: a: D134 the unit row says "kWh", monitored.EG_SUP.source[0] declares unit = '
        '"MWh"; mend the one that is wrong'
    ]
    assert readings.series == ()


def test_a_unit_that_nobody_knows_is_a_note_and_a_blank_one_nothing(tmp_path: Path) -> None:
    """The readings count all the same: 3 + 4 = 7, and 9 + 9 of the column without a unit."""
    text = "time,a,b\n,MWh/12h 3ph,\n2017-03-01 00:00,3,9\n2017-03-01 12:00,4,9\n"
    readings = read(tmp_path, text, "unit_row = true", columns='["a", "b"]')

    assert [(one.severity, one.line()) for one in readings.findings] == [
        (
            "note",
            'a.csv:2: a: D134 the unit row says "MWh/12h 3ph", which is no unit that is known; '
            'it was not compared with the declared "MWh"',
        )
    ]
    assert [sum(cell.total for cell in one.bins) for one in readings.series] == [25]


def test_comments_may_stand_anywhere_between_rows(tmp_path: Path) -> None:
    """Also with quotes and delimiters in them, at the end, and with the mark in a quoted cell."""
    text = (
        '#first\r\ntime,a,text\r\n#don"t,1,2,3,4\r\n2017-03-01 00:00,3,"of\r\n#two lines"\r\n'
        '#\r\n\r\n2017-03-01 12:00,4,"#5"\r\n#last'
    )

    assert totals(read(tmp_path, text, 'comment = "#"')) == [7]


def test_a_line_of_comment_that_is_not_declared_is_no_reading(tmp_path: Path) -> None:
    """Without comment = it is a row with a bad stamp."""
    readings = read(tmp_path, "time,a\n" + PLAIN + "# end,\n")

    assert [line.split(" (")[0] for line in lines_of(readings)] == [
        'a.csv:4: time: D107 "# end" is not a stamp of the declared time_format'
    ]


def test_files_of_one_source_may_have_their_columns_in_different_order(tmp_path: Path) -> None:
    """Each file's own header tells where a column stands: 3 + 4 = 7."""
    files = {
        "a1.csv": "x\ntime,b,a\n2017-03-01 00:00,9,3\n",
        "a2.csv": "x\na,time\n4,2017-03-01 12:00\n",
    }
    written = source(files="a*.csv", step=TWELVE, more="header_row = 2")

    assert totals(readings_of(tmp_path, written, files)) == [7]


def test_a_table_of_a_million_columns_is_refused(tmp_path: Path) -> None:
    """A million delimiters in a line of less than 1 MB are a header that nobody wrote."""
    readings = read(tmp_path, "time,a" + "," * 1_000_000 + "\n2017-03-01 00:00,3\n")

    assert lines_of(readings) == [
        "a.csv:1: D103 the table has 1,000,002 columns, and at most 10,000 are read; check the "
        "delimiter, or export the columns that are needed"
    ]
