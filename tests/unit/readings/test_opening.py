"""What is refused before a file is parsed, and how its header is read."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.dialect import Dialect
from jcm_mrv.readings.opening import TextFile, open_text

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = "the file is empty; a header line and rows of readings are expected; export it again"
NUL = "the file holds NUL bytes: it is binary or UTF-16, expected UTF-8 text (CSV)"
TABLE = b"time,kwh\n2017-01-01,1\n"


def opened(folder: Path, data: bytes, encoding: str = "utf-8", delimiter: str = ",") -> TextFile:
    """Write bytes and open them."""
    path, scratch = folder / "a.csv", folder / "scratch"
    path.write_bytes(data)
    scratch.mkdir(exist_ok=True)
    return open_text(path, "a.csv", Dialect(delimiter, encoding), scratch)


def refused(folder: Path, data: bytes, encoding: str = "utf-8") -> tuple[str, str, int | None]:
    """Return code, message and line of the fault."""
    with pytest.raises(InputFault) as caught:
        opened(folder, data, encoding)
    return caught.value.code, caught.value.message, caught.value.line


def test_a_plain_file_is_parsed_where_it_lies(tmp_path: Path) -> None:
    """No copy is made of UTF-8 text."""
    file = opened(tmp_path, TABLE)

    assert (file.path, file.original) == (tmp_path / "a.csv", tmp_path / "a.csv")
    assert (file.header, file.sample, file.line, file.body) == (
        ("time", "kwh"),
        (("2017-01-01", "1"),),
        1,
        1,
    )
    assert not list((tmp_path / "scratch").iterdir())


def test_a_packed_file_is_parsed_as_a_copy(tmp_path: Path) -> None:
    """The name stays, the text is that inside."""
    file = opened(tmp_path, gzip.compress(TABLE))

    assert file.path.parent == tmp_path / "scratch"
    assert file.path.read_bytes() == TABLE
    assert file.name == "a.csv"


def test_a_declared_encoding_is_recoded(tmp_path: Path) -> None:
    """UTF-16 with its mark becomes UTF-8 without one; packed as well."""
    data = gzip.compress(TABLE.decode().encode("utf-16"))

    assert opened(tmp_path, data, "utf-16").path.read_bytes() == TABLE


@pytest.mark.parametrize("data", [b"", b" \r\n\n", b"\xef\xbb\xbf", b",,\n,,\n"])
def test_nothing_is_no_table(tmp_path: Path, data: bytes) -> None:
    """No byte, only white space, only a mark, only delimiters: all are an empty file."""
    assert refused(tmp_path, data) == ("D127", EMPTY, None)


def test_utf_16_is_told_from_utf_8(tmp_path: Path) -> None:
    """Read as UTF-8 it would be garbage in silence."""
    assert refused(tmp_path, TABLE.decode().encode("utf-16")) == (
        "D103",
        'the file is UTF-16; say so with encoding = "utf-16" or save it as UTF-8',
        None,
    )


def test_utf_16_under_another_encoding_is_told(tmp_path: Path) -> None:
    """cp1252 would take every byte of it."""
    assert refused(tmp_path, TABLE.decode().encode("utf-16"), "cp1252")[1] == (
        'the file is UTF-16; say so with encoding = "utf-16" or save it as UTF-8'
    )


def test_utf_8_under_another_encoding_is_told(tmp_path: Path) -> None:
    """The mark would become three letters of the first column's name."""
    assert refused(tmp_path, b"\xef\xbb\xbf" + TABLE, "cp1252")[1] == (
        'the file starts with the mark of UTF-8; leave out encoding = "cp1252"'
    )


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"\x7fELF\0\0\0\0", "utf-8"),
        (TABLE.decode().encode("utf-16-le"), "utf-8"),
        (TABLE.decode().encode("utf-16-be"), "cp1252"),
    ],
)
def test_binary_files_are_refused(tmp_path: Path, data: bytes, encoding: str) -> None:
    """A NUL byte is in no table, whatever its encoding."""
    assert refused(tmp_path, data, encoding) == ("D103", NUL, None)


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    """Byte 14 is the é of cp1252, in the second line; time,kwh and line feed are nine bytes."""
    assert refused(tmp_path, b"time,kwh\n2017,\xe9\n") == (
        "D103",
        "byte 14 is not UTF-8; declare the encoding of the file, such as encoding = "
        '"cp1252" or "shift_jis"',
        2,
    )


def test_carriage_returns_alone_are_refused(tmp_path: Path) -> None:
    """Polars would read a header and no row."""
    assert refused(tmp_path, TABLE.replace(b"\n", b"\r")) == (
        "D103",
        "lines end with a carriage return alone (an old Macintosh file); save it with line feeds",
        None,
    )


def test_a_first_line_without_end_is_refused(tmp_path: Path) -> None:
    """More than 1 MiB without a line feed is no table."""
    assert refused(tmp_path, b"x" * ((1 << 20) + 1)) == (
        "D103",
        "the line that starts at byte 0 is longer than 1 MB; a table of readings has short "
        "lines; is this a CSV file?",
        None,
    )


def test_the_header_is_the_first_line_with_text(tmp_path: Path) -> None:
    """Lines of spaces or delimiters before it are counted: places are those of the file."""
    file = opened(tmp_path, b"\xef\xbb\xbf  \n\n,,\n" + TABLE)

    assert (file.header, file.line, file.body) == (("time", "kwh"), 4, 4)


def test_a_header_is_read_as_csv(tmp_path: Path) -> None:
    """Quotes, another delimiter and rare separators of Unicode lines are part of a name."""
    file = opened(tmp_path, '"a;b";x\u2028y\n1;2\n'.encode(), delimiter=";")

    assert file.header == ("a;b", "x\u2028y")
    assert file.sample == (("1", "2"),)


def test_a_header_with_an_open_quote_is_refused(tmp_path: Path) -> None:
    """The quote swallows more than 128 KB."""
    assert refused(tmp_path, b'"time,kwh\n' + b"2017-01-01,1\n" * 20_000) == (
        "D103",
        "the header is no line of column names: a cell in it is longer than 128 KB or a quote is "
        "left open",
        1,
    )


def test_the_sample_is_short(tmp_path: Path) -> None:
    """Fifty rows tell how stamps are written."""
    assert len(opened(tmp_path, b"time\n" + b"x\n" * 1_000).sample) == 50


@pytest.mark.parametrize(
    ("data", "exponents"),
    [
        (TABLE, False),
        (b"\n  \n" + TABLE, False),
        (TABLE + b"2017-01-02,1E3\n", True),
        (b"when,kWh,note\n2017-01-01,1,fine\n", True),
        (gzip.compress(TABLE), True),
    ],
)
def test_the_head_tells_whether_exponents_are_looked_for(
    tmp_path: Path, data: bytes, exponents: bool
) -> None:
    """The header's own letters do not count; of a copy nothing is known."""
    assert opened(tmp_path, data).exponents is exponents
