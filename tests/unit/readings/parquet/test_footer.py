"""What a Parquet file claims is checked before it is believed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.parquet import footer, thrift
from jcm_mrv.readings.parquet.footer import check_pages, read_footer
from jcm_mrv.readings.parquet.thrift import Reader, ThriftError

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 1_000


def write(folder: Path, *, compression: Any = "zstd", group: int | None = None) -> Path:
    """Write a file of two plain columns and a nested one."""
    path = folder / "a.parquet"
    pl.DataFrame({"n": range(ROWS), "text": ["x"] * ROWS, "list": [[1, 2]] * ROWS}).write_parquet(
        path, compression=compression, row_group_size=group
    )
    return path


def message_of(path: Path, positions: tuple[int, ...] = (0, 1)) -> str:
    """Return code and message of the refusal."""
    with pytest.raises(InputFault) as caught:
        check_pages(path, read_footer(path), positions)
    return f"{caught.value.code} {caught.value.message}"


def with_bytes(path: Path, data: bytes) -> Path:
    """Put other bytes in a file."""
    path.write_bytes(data)
    return path


def end_of(data: bytes) -> tuple[bytes, bytes]:
    """Part a file into what stands above the footer, and the footer."""
    length = int.from_bytes(data[-8:-4], "little")
    return data[: -8 - length], data[-8 - length : -8]


def varint(value: int) -> bytes:
    """Write a number as Thrift does, zigzag."""
    value = value * 2
    parts = []
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


@pytest.mark.parametrize("compression", ["zstd", "snappy", "gzip", "brotli", "lz4", "uncompressed"])
@pytest.mark.parametrize("group", [None, 300])
def test_an_honest_file_passes(tmp_path: Path, compression: str, group: int | None) -> None:
    """Names, plain columns and rows are those that were written."""
    path = write(tmp_path, compression=compression, group=group)
    found = read_footer(path)
    check_pages(path, found, (0, 1))

    assert (found.columns, found.flat, found.rows) == (
        ("n", "text", "list"),
        (True, True, False),
        ROWS,
    )
    assert [len(chunks) > 0 for chunks in found.chunks] == [True, True, False]


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    """The last bytes are not those of Parquet."""
    path = write(tmp_path)

    assert message_of(with_bytes(path, path.read_bytes()[:-1])) == (
        "D135 it does not end with PAR1: the Parquet file is damaged or was cut off; copy it again "
        "from its source"
    )


@pytest.mark.parametrize("data", [b"", b"PAR1", b"time,a\n2017-03-01 00:00,1\n", b"PAR1PAR1"])
def test_what_is_no_parquet_is_refused(tmp_path: Path, data: bytes) -> None:
    """A name alone makes no Parquet of a file."""
    path = with_bytes(tmp_path / "a.parquet", data)

    assert message_of(path) == (
        "D135 the file is no Parquet: it does not begin with PAR1; is its name right?"
    )


@pytest.mark.parametrize("claimed", [0xFFFFFFFF, 1 << 24, 10_000])
def test_a_footer_longer_than_the_file_is_refused(tmp_path: Path, claimed: int) -> None:
    """Its length is believed only as far as there are bytes."""
    path = with_bytes(
        tmp_path / "a.parquet", b"PAR1" + b"\0" * 100 + claimed.to_bytes(4, "little") + b"PAR1"
    )

    assert message_of(path).startswith(
        f"D135 the footer claims {claimed:,} bytes, the file has 112 (at most 16,777,216 are read)"
    )


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    """Its first and last bytes say so."""
    path = write(tmp_path)
    data = b"PARE" + path.read_bytes()[4:-4] + b"PARE"

    assert message_of(with_bytes(path, data)) == (
        "D135 the Parquet file is encrypted; export it without encryption"
    )


def test_more_rows_than_the_groups_hold_are_refused(tmp_path: Path) -> None:
    """1,000 rows in all stand once in the footer, before the groups."""
    path = write(tmp_path)
    data, end = end_of(path.read_bytes())
    # Field 3, the rows in all, comes right before field 4, the list of the groups.
    lying = end.replace(b"\x16" + varint(ROWS) + b"\x19", b"\x16" + varint(10**12) + b"\x19", 1)
    path = with_bytes(path, data + lying + len(lying).to_bytes(4, "little") + b"PAR1")

    assert message_of(path).startswith(
        "D135 it claims 1,000,000,000,000 rows, its groups hold 1,000:"
    )


def test_a_group_of_too_many_rows_is_refused(tmp_path: Path) -> None:
    """Wherever the footer says 1,000, it says 20 million."""
    path = write(tmp_path)
    data, end = end_of(path.read_bytes())
    lying = end.replace(varint(ROWS), varint(20_000_000))
    path = with_bytes(path, data + lying + len(lying).to_bytes(4, "little") + b"PAR1")

    assert message_of(path) == (
        "D135 a group of 20,000,000 rows is more than is read at once; write the file with at most "
        "16,777,216 rows in a group, a million is usual"
    )


def test_more_values_than_the_pages_hold_are_refused(tmp_path: Path) -> None:
    """The footer claims 10 million rows all over; the pages have 1,000."""
    path = write(tmp_path)
    data, end = end_of(path.read_bytes())
    lying = end.replace(varint(ROWS), varint(10_000_000))
    path = with_bytes(path, data + lying + len(lying).to_bytes(4, "little") + b"PAR1")

    assert message_of(path).startswith("D135 a page of its data cannot be read:")


def test_a_page_that_unpacks_beyond_measure_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1,000 numbers of 8 bytes are more than a limit of 1,000 bytes."""
    monkeypatch.setattr(footer, "MAX_PAGE_BYTES", 1_000)

    assert message_of(write(tmp_path)).startswith("D135 a page of the Parquet file unpacks to ")


def test_a_group_that_unpacks_beyond_measure_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pages of a group together count."""
    monkeypatch.setattr(footer, "MAX_GROUP_BYTES", 1_000)

    assert message_of(write(tmp_path)).startswith(
        "D135 a group of rows of the Parquet file unpacks to "
    )


def test_few_bytes_for_many_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where 10 rows are free, 1,000 are more than one in 100 bytes."""
    monkeypatch.setattr(footer, "FREE_ROWS", 10)
    monkeypatch.setattr(footer, "MAX_ROWS_PER_BYTE", Fraction(1, 100))

    assert "bytes stand for 1,000 rows, more than 1/100 a byte" in message_of(write(tmp_path))


def test_a_footer_of_more_than_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A footer is read value by value, up to a number of them; so are columns."""
    said = "D135 its footer describes more columns and groups of rows than are read;"
    with monkeypatch.context() as limits:
        limits.setattr(thrift, "MAX_VALUES", 50)
        assert message_of(write(tmp_path)).startswith(said)
    monkeypatch.setattr(footer, "MAX_COLUMNS", 2)
    assert message_of(write(tmp_path)).startswith(said)


@pytest.mark.parametrize(
    "data",
    [
        b"",  # no end of the struct
        b"\x15",  # a number without its bytes
        b"\x15" + b"\xff" * 11 + b"\x00",  # a number of more than 64 bits
        b"\x18\xff\xff\xff\xff\x0f",  # a text longer than the bytes
        b"\x19\xf5\xff\xff\xff\xff\x0f",  # a list of four billion
        b"\x1b\xff\xff\xff\xff\x0f\x55",  # a map of four billion
        b"\x1d\x00",  # no such type
        b"\x1c" * 100,  # structs within structs
        b"\x19\x19" * 100,  # lists within lists
    ],
)
def test_bytes_that_are_no_thrift_are_refused(data: bytes) -> None:
    """Each claims more than there is."""
    with pytest.raises(ThriftError):
        Reader(data).struct()


def test_a_struct_is_read_by_its_numbers() -> None:
    """Every kind of value: a number, a text, true, a list, a float, a map, a struct."""
    data = (
        b"\x15\x06"  # field 1: 3
        b"\x18\x02hi"  # field 2: "hi"
        b"\x11"  # field 3: true
        b"\x19\x25\x02\x03"  # field 4: a list of 1 and -2
        b"\x17" + b"\0" * 8 + b"\x1b\x01\x55\x02\x04"  # field 6: a map of one pair
        b"\x1c\x12\x00"  # field 7: a struct whose field 1 is false
        b"\x05\x2a\x08"  # field 21, its number written out: 4
        b"\x00"
    )

    found = Reader(data).struct()

    assert (found[1], found[2], found[3], found[4]) == (3, b"hi", True, [1, -2])
    assert (found[6], found[7], found[21]) == (None, {1: False}, 4)
