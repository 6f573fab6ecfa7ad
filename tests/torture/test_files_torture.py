"""Files that are odd: each is read right, or refused in a sentence."""

from __future__ import annotations

import gzip
import io
import os
import tempfile
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.torture.plants import PLANTS, ROOF, Plant, hours, run, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def parquet_of(text: str) -> bytes:
    """Return a table of texts as a Parquet file with stamps and floats."""
    packed = io.BytesIO()
    pl.read_csv(text.encode(), try_parse_dates=True).write_parquet(packed)
    return packed.getvalue()


every_plant = pytest.mark.parametrize("plant", PLANTS, ids=str)
GOOD = table(hours())


@every_plant
@pytest.mark.parametrize(
    ("data", "more"),
    [
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), "", id="byte-order mark"),
        pytest.param(GOOD.replace("\n", "\r\n").encode(), "", id="CRLF"),
        pytest.param(GOOD.replace("\n", "\n\n").encode(), "", id="blank lines"),
        pytest.param(b" \n" + GOOD.encode() + b"\n , \n", "", id="lines of white space"),
        pytest.param(GOOD.rstrip("\n").encode(), "", id="no end of the last line"),
        pytest.param(gzip.compress(GOOD.encode()), "", id="gzip"),
        pytest.param(GOOD.encode("utf-16"), 'encoding = "utf-16"', id="UTF-16"),
        pytest.param(gzip.compress(GOOD.encode("utf-16")), 'encoding = "utf-16"', id="both"),
        pytest.param(
            GOOD.replace("\n", ",点検\n").encode("cp932"), 'encoding = "shift_jis"', id="Shift JIS"
        ),
        pytest.param(GOOD.replace("\n", ",caf\xe9\n").encode("cp1252"),
                     'encoding = "cp1252"', id="cp1252"),
        pytest.param(
            "\n".join(f'"{cell}"' for cell in GOOD.split("\n")[:-1]).replace(",", '","').encode(),
            "",
            id="quoted cells",
        ),
        pytest.param(
            b'a "preamble\nof two lines\n' + GOOD.encode(), "header_row = 3", id="preamble"
        ),
        pytest.param(
            GOOD.replace("\n", "\n,MWh\n", 1).encode(), "unit_row = true", id="unit row"
        ),
        pytest.param(
            GOOD.replace("\n", '\n#don"t, count, this\n').encode(), 'comment = "#"', id="comments"
        ),
        pytest.param(parquet_of(GOOD), "", id="Parquet"),
    ],
)  # fmt: skip
def test_ways_to_write_a_file(plant: Plant, data: bytes, more: str, tmp_path: Path) -> None:
    """Marks, ends of lines, blank lines, packing, declared encodings: the readings count."""
    (tmp_path / "readings.csv").write_bytes(data)

    answer = run(plant, tmp_path, more=more)

    assert answer.codes() == []
    assert answer.credits == plant.credits(480)


@every_plant
@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        pytest.param(b"", "D127", "readings.csv: D127 the file is empty", id="empty"),
        pytest.param(b" \n\n", "D127", "readings.csv: D127 the file is empty", id="white space"),
        pytest.param(b"time,mwh\n", "D108", "no reading", id="header only"),
        pytest.param(
            GOOD.replace("\n", "\r").encode(), "D103", "carriage return alone", id="CR only"
        ),
        pytest.param(
            GOOD.encode("utf-16"), "D103", 'say so with encoding = "utf-16"', id="UTF-16"
        ),
        pytest.param(GOOD.encode("utf-16-le"), "D103", "holds NUL bytes", id="UTF-16, no mark"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "D103", "holds NUL bytes", id="a picture"),
        pytest.param(bytes(range(256)) * 300, "D103", "holds NUL bytes", id="binary"),
        pytest.param(
            b"time,mwh\n2017-03-01 00:00,\xff\n", "D103", "readings.csv:2: D103 byte 26", id="bytes"
        ),
        pytest.param(GOOD.encode() + b"2017-03-03 00:00,1,2\n", "D103",
                     "readings.csv:50: D103 the row has 3 cells, the header 2", id="a cell more"),
        pytest.param(
            GOOD.encode() + b'2017-03-03 00:00,"1\n', "D103", "a quote is left open", id="quote"
        ),
        pytest.param(
            gzip.compress(GOOD.encode())[:-8], "D126", "ends too early", id="half a gzip"
        ),
        pytest.param(b"\x1f\x8b" + b"x" * 99, "D126", "is damaged", id="no gzip inside"),
        pytest.param(
            GOOD.replace("mwh", "MWH").encode(), "D105", 'no column "mwh"', id="another header"
        ),
        pytest.param(
            GOOD.replace(",", ";").encode(), "D105", 'declare delimiter = ";"', id="semicolons"
        ),
    ],
)  # fmt: skip
def test_files_that_are_no_table(
    plant: Plant, data: bytes, code: str, words: str, tmp_path: Path
) -> None:
    """A finding says what was found and what to do; no tonne is stated."""
    (tmp_path / "readings.csv").write_bytes(data)

    answer = run(plant, tmp_path)

    assert (code, "error") in answer.codes()
    assert words in answer.said(code)
    assert answer.credits is None


@pytest.fixture(scope="session")
def bomb() -> bytes:
    """Give 64 MB of rows that pack to a thousandth."""
    return gzip.compress(b"time,mwh\n" + b"2017-03-01 00:00,1\n" * 3_500_000)


@every_plant
def test_a_gzip_bomb(plant: Plant, bomb: bytes, tmp_path: Path) -> None:
    """It is refused after 16 MB, not after filling the disk."""
    (tmp_path / "readings.csv.gz").write_bytes(bomb)

    answer = run(plant, tmp_path, files='"readings.csv.gz"')

    assert answer.codes()[-1] == ("D126", "error")
    assert "unpacks to more than 2 GB or 200 times its size" in answer.said("D126")
    assert answer.credits is None


@every_plant
def test_unpacked_copies_do_not_stay(
    plant: Plant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the file is good or bad, the folder for temporary files is empty at the end."""
    folder, temporary = tmp_path / "project", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    for data in (GOOD.encode(), b"time,mwh\nnever,x\n"):
        (folder / "readings.csv").write_bytes(gzip.compress(data))
        run(plant, folder)
        assert list(temporary.iterdir()) == []


@every_plant
def test_a_line_of_100_megabytes(plant: Plant, tmp_path: Path) -> None:
    """One cell that never ends, behind good rows; one plant has to bear all of it."""
    with (tmp_path / "readings.csv").open("wb") as stream:
        stream.write(GOOD.encode() + b"2017-03-03 00:00,")
        for _ in range(100 if plant is ROOF else 2):
            stream.write(b"1" * (1 << 20))

    answer = run(plant, tmp_path)

    assert [code for code, _ in answer.codes()] == ["D103"]
    assert (
        f"readings.csv: D103 the line that starts at byte {len(GOOD):,} is longer than 1 MB"
        in answer.said("D103")
    )
    assert answer.credits is None


def make_fifo(folder: Path) -> None:
    """Make a FIFO that nobody writes to."""
    os.mkfifo(folder / "readings.csv")


def make_folder(folder: Path) -> None:
    """Make a folder with the name of a file."""
    (folder / "readings.csv").mkdir()


def make_link_out(folder: Path) -> None:
    """Make a link to a file beside the project's folder."""
    (folder.parent / "outside.csv").write_text(GOOD)
    (folder / "readings.csv").symlink_to(folder.parent / "outside.csv")


def make_broken_link(folder: Path) -> None:
    """Make a link to nothing."""
    (folder / "readings.csv").symlink_to(folder / "nothing.csv")


@every_plant
@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (lambda _: None, "D101", '"readings.csv" does not exist'),
        (make_fifo, "D102", "is a FIFO, where a file is expected"),
        (make_folder, "D102", "is a folder, where a file is expected"),
        (make_link_out, "D102", "is a link that leads out of the project's folder"),
        (make_broken_link, "D101", "is a link that leads nowhere"),
    ],
)
def test_what_is_no_file_inside_the_folder(
    plant: Plant, make: Callable[[Path], None], code: str, words: str, tmp_path: Path
) -> None:
    """Nothing is waited for, nothing outside of the folder is read."""
    folder = tmp_path / "project"
    folder.mkdir()
    make(folder)

    answer = run(plant, folder)

    assert (code, "error") in answer.codes()
    assert words in answer.said(code)
    assert answer.said(code).startswith("project.toml: monitored.")
    assert answer.credits is None


@every_plant
@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("../outside.csv", "leads out of the project's folder"),
        ("sub/../../outside.csv", "leads out of the project's folder"),
        ("/etc/passwd", "is an absolute path"),
        ("/dev/zero", "is an absolute path"),
        ("http://example.org/a.csv", "looks like a URL"),
        ("s3://bucket/a.csv", "looks like a URL"),
        ("file:///etc/passwd", "looks like a URL"),
    ],
)
def test_patterns_that_lead_out(plant: Plant, pattern: str, words: str, tmp_path: Path) -> None:
    """No pattern reaches a file outside of the folder, or another machine."""
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "outside.csv").write_text(GOOD)

    answer = run(plant, folder, files=f'"{pattern}"')

    assert ("D102", "error") in answer.codes()
    assert words in answer.said("D102")
    assert answer.credits is None


@every_plant
def test_a_name_with_brackets(plant: Plant, tmp_path: Path) -> None:
    """x[1].csv is a name, and no set of characters; x1.csv beside it is another file."""
    (tmp_path / "x[1].csv").write_text(GOOD)
    (tmp_path / "x1.csv").write_text("not a table")

    answer = run(plant, tmp_path, files='"x[1].csv"')

    assert answer.codes() == []
    assert answer.credits == plant.credits(480)


@every_plant
def test_a_file_that_may_not_be_read(
    plant: Plant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operating system's refusal is told in our words; root would be let in, so it is made."""
    path = tmp_path / "readings.csv"
    path.write_text(GOOD)
    really_open = os.open

    def refuse(name: Path | str, *arguments: int, **more: int) -> int:
        if os.fspath(name) == str(path.resolve()):
            raise PermissionError(13, "Permission denied")
        return really_open(name, *arguments, **more)

    monkeypatch.setattr(os, "open", refuse)

    answer = run(plant, tmp_path)

    assert ("D102", "error") in answer.codes()
    assert '"readings.csv" may not be read; give yourself permission to read it' in answer.said(
        "D102"
    )
    assert answer.credits is None


@every_plant
def test_months_in_files_of_their_own(plant: Plant, tmp_path: Path) -> None:
    """Two files, columns in another order, one packed: one table."""
    first, second = hours()[:24], hours()[24:]
    (tmp_path / "1.csv").write_text(table(first))
    swapped = "mwh,note,time\n" + "".join(f"{value},x,{stamp}\n" for stamp, value in second)
    (tmp_path / "2.csv").write_bytes(gzip.compress(swapped.encode()))

    answer = run(plant, tmp_path, files='"*.csv"')

    assert answer.codes() == []
    assert answer.credits == plant.credits(480)
