"""The physical lines of faulty cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.readings.tables import write_table

from jcm_mrv.readings import locate
from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.look import Faults
from jcm_mrv.readings.table import read_table

if TYPE_CHECKING:
    from pathlib import Path


def located(folder: Path, *texts: str, **more: Any) -> list[tuple[str, str, int | None, str]]:
    """Return file, column, line and code of the faults of a table."""
    table = write_table(folder, *texts, **more)
    found = locate.locate_faults(table, read_table(table, {}).faults)
    return [(one.where.file, one.where.path, one.where.line, one.code) for one in found]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    """Blank lines, and lines inside of a quoted cell, count; the header is line 1."""
    text = (
        "time,note,kwh\n"
        "2017-03-01 00:00,,1\n"
        "\n"
        '2017-03-01 01:00,"two\nlines",2\n'
        "2017-03-01 02:00,,x\n"
        "never,,3\n"
    )

    assert located(tmp_path, text) == [
        ("0.csv", "kwh", 6, "D106"),
        ("0.csv", "time", 7, "D107"),
    ]


def test_each_file_has_its_own_lines(tmp_path: Path) -> None:
    """The second file has its columns in another order, and a byte-order mark."""
    good = "time,kwh\n2017-03-01 00:00,1\n"
    bad = "\ufeffkwh,time\r\n2,2017-03-01 01:00\r\n?,2017-03-01 02:00\r\n"

    assert located(tmp_path, good, bad) == [("1.csv", "kwh", 3, "D106")]


def test_rows_that_are_not_read_have_no_faults(tmp_path: Path) -> None:
    """The same text in a row of another meter is nobody's."""
    text = "time,m,kwh\n2017-03-01 00:00,B,x\n2017-03-01 00:00, A ,x\n"

    assert located(tmp_path, text, where=(("m", "A"),)) == [("0.csv", "kwh", 3, "D106")]


def test_a_blank_row_is_no_fault_beside_one_without_a_stamp(tmp_path: Path) -> None:
    """Line 3 has nothing to read, line 4 has a reading."""
    text = "time,note,kwh\n2017-03-01 00:00,,1\n,x,\n,,2\n"

    assert located(tmp_path, text) == [("0.csv", "time", 4, "D107")]


def test_a_short_row_is_looked_at_too(tmp_path: Path) -> None:
    """Its missing cells are blank."""
    assert located(tmp_path, "time,note,kwh\nnever\n2017-03-01 00:00,,1\n") == [
        ("0.csv", "time", 2, "D107")
    ]


def test_twenty_places_are_enough(tmp_path: Path) -> None:
    """Of thirty wrong lines the first twenty are named."""
    rows = "".join(f"2017-03-01 00:{n:02},x\n" for n in range(30))

    assert [line for _, _, line, _ in located(tmp_path, "time,kwh\n" + rows)] == [*range(2, 22)]


def test_a_fault_that_no_line_shows_is_told_all_the_same(tmp_path: Path) -> None:
    """Nothing that was found wrong is dropped because its place was not found."""
    table = write_table(tmp_path, "time,kwh\n2017-03-01 00:00,1\n")

    found = locate.locate_faults(table, Faults({"elsewhere": ("D107", "it is wrong")}))

    assert [one.line() for one in found] == ["0.csv: D107 it is wrong"]


def test_rows_with_cells_too_many_are_named(tmp_path: Path) -> None:
    """A decimal comma makes a cell too many."""
    table = write_table(tmp_path, "time,kwh\n2017-03-01 00:00,1\n2017-03-01 01:00,1,5\n")

    found = locate.locate_broken_rows(table, InputFault("D103", "no table"))

    assert [one.line() for one in found] == [
        "0.csv:3: D103 the row has 3 cells, the header 2; check the delimiter, or quote cells "
        "that hold it"
    ]


@pytest.mark.parametrize("far", [0, 70_000])
def test_a_foreign_byte_is_named(tmp_path: Path, far: int) -> None:
    """Far behind the head: line 1 + rows + 1; 9 bytes of header, 19 a row, 17 of its own."""
    rows = b"2017-03-01 00:00,1\n" * far
    table = write_table(tmp_path, b"time,kwh\n2017-03-01 00:00,1\n")
    table.files[0].original.write_bytes(b"time,kwh\n" + rows + b"2017-03-01 01:00,\xff\n")

    found = locate.locate_broken_rows(table, InputFault("D103", "no table"))

    assert [one.line() for one in found] == [
        f"0.csv:{far + 2}: D103 byte {9 + 19 * far + 17:,} is not UTF-8; declare the encoding of "
        'the file, such as encoding = "cp1252" or "shift_jis"'
    ]


def test_a_letter_cut_by_a_piece_is_no_foreign_byte(tmp_path: Path) -> None:
    """The é lies across two pieces of 1 MiB; the bad byte behind it has its true place."""
    table = write_table(tmp_path, b"time,kwh\n2017-03-01 00:00,1\n")
    head = b"x\n" * (1 << 19)
    table.files[0].original.write_bytes(head[:-1] + "é\n".encode() + b"\xff")

    found = locate.locate_broken_rows(table, InputFault("D103", "no table"))

    assert found[0].where.line == (1 << 19) + 1
    assert found[0].message.startswith(f"byte {(1 << 20) + 2:,} is not UTF-8")


def test_where_no_row_is_broken_the_fault_itself_is_told(tmp_path: Path) -> None:
    """Of a fault with another code no row is looked for."""
    table = write_table(tmp_path, "time,kwh\n2017-03-01 00:00,1\n", "time,kwh\n")

    for code in ("D103", "D120"):
        found = locate.locate_broken_rows(table, InputFault(code, "it is wrong"))
        assert [one.line() for one in found] == [f"0.csv, 1.csv: {code} it is wrong"]


def test_a_file_that_has_gone_has_no_lines(tmp_path: Path) -> None:
    """What was found before it went is told."""
    table = write_table(tmp_path, "time,kwh\n2017-03-01 00:00,1\n")
    table.files[0].original.unlink()

    found = locate.locate_broken_rows(table, InputFault("D103", "it is wrong"))

    assert [one.line() for one in found] == ["0.csv: D103 it is wrong"]


def test_twenty_broken_rows_are_enough(tmp_path: Path) -> None:
    """Of thirty rows with a cell too many the first twenty are named; a cell of 200 KB is none."""
    rows = "".join(f"2017-03-01 00:{n:02},1,2\n" for n in range(30))
    text = 'time,kwh\n"' + "x" * 200_000 + '",1\n' + rows
    table = write_table(tmp_path, text)

    found = locate.locate_broken_rows(table, InputFault("D103", "no table"))

    assert [one.where.line for one in found] == [*range(3, 23)]
