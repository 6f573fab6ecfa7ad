"""The bytes of an input file: digests, endless lines, gzip, encodings."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING

import pytest

from jcm_mrv import files
from jcm_mrv.readings import content
from jcm_mrv.readings.content import InputFault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MIB = 1 << 20
LONG = (
    "the line that starts at byte {} is longer than 1 MB; a table of readings has short lines; "
    "is this a CSV file?"
)
BOMB = (
    "the gzip file unpacks to more than 2 GB or 200 times its size; expected readings, which "
    "pack less"
)


def fault_of(chunks: Iterable[bytes]) -> tuple[str, str]:
    """Return code and message of the fault that ends a stream."""
    with pytest.raises(InputFault) as caught:
        for _ in chunks:
            pass
    return caught.value.code, caught.value.message


def test_a_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    """SHA-256 and size are those of the file as it lies, whatever the pieces of the reading."""
    data = b"time,kwh\n" + b"2017-01-01,1\n" * 200_000  # 9 + 13 x 200,000 bytes, three chunks
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    told: list[int] = []

    digest = content.take_digest(path, told.append)

    assert digest.sha256 == hashlib.sha256(data).hexdigest()
    assert digest.size == 2_600_009
    assert not digest.exponents  # those of the header lie in the first MiB
    assert told == [MIB, MIB, 2_600_009 - 2 * MIB]


@pytest.mark.parametrize("letter", [b"e", b"E"])
def test_a_digest_tells_of_exponents_behind_the_head(tmp_path: Path, letter: bytes) -> None:
    """One letter in the second MiB is enough."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"1\n" * (1 << 19) + b"1" + letter + b"3\n")

    assert content.take_digest(path).exponents


def test_a_digest_of_packed_bytes_does_not_look_for_lines(tmp_path: Path) -> None:
    """Packed bytes have no lines: only a file that is parsed as it lies is guarded."""
    path = tmp_path / "a.gz"
    path.write_bytes(b"\x1f\x8b" + b"\xff" * 3 * MIB)

    assert content.take_digest(path, guarded=False).size == 3 * MIB + 2
    with pytest.raises(InputFault, match=r"^the line that starts at byte 0 is longer than 1 MB"):
        content.take_digest(path)


def test_a_file_that_has_gone_is_a_fault_in_our_words(tmp_path: Path) -> None:
    """No word of the operating system reaches the message."""
    assert fault_of(content.read_chunks(tmp_path / "gone.csv")) == (
        "D102",
        '"gone.csv" does not exist',
    )


def test_a_disk_that_fails_is_a_fault_in_our_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error while reading is told without the words of the operating system."""

    class Broken:
        def __enter__(self) -> Broken:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def read(self, _: int) -> bytes:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(files, "open_binary", lambda _: Broken())

    assert fault_of(content.read_chunks(tmp_path / "a.csv")) == (
        "D102",
        '"a.csv" cannot be read from the disk',
    )


def test_lines_may_cross_pieces() -> None:
    """A line of exactly 1 MiB is let through, wherever the pieces are cut."""
    chunks = [b"x" * (MIB - 1), b"y\n", b"z" * 10, b"\n"]

    assert list(content.guard_lines(chunks)) == chunks


def test_an_endless_line_is_refused_with_its_place() -> None:
    """The line that starts behind the header, at byte 9, has a byte more than 1 MiB."""
    chunks = [b"time,kwh\n" + b"x" * (MIB - 9), b"x" * 10 + b"\n"]

    assert fault_of(content.guard_lines(chunks)) == ("D103", LONG.format(9))


def test_gzip_is_unpacked() -> None:
    """Members that follow each other, and the zeros that fill a tape's block, are one text."""
    packed = gzip.compress(b"time,kwh\n") + gzip.compress(b"2017,1\n") + b"\0" * 512

    assert b"".join(content.unpack([packed[:20], packed[20:]])) == b"time,kwh\n2017,1\n"


def test_a_member_may_begin_with_a_piece() -> None:
    """A piece that ends with a member leaves nothing behind."""
    first, second = gzip.compress(b"a"), gzip.compress(b"b")

    assert b"".join(content.unpack([first, second])) == b"ab"


def test_a_gzip_file_that_is_cut_is_refused() -> None:
    """A download that broke off would read as fewer readings."""
    packed = gzip.compress(b"2017-01-01,1\n" * 1_000)

    assert fault_of(content.unpack([packed[:-9]])) == (
        "D126",
        "the gzip file ends too early; copy it again from its source",
    )


def test_a_damaged_gzip_file_is_refused() -> None:
    """A wrong byte is found by gzip's own check."""
    packed = bytearray(gzip.compress(b"2017-01-01,1\n" * 1_000))
    packed[20] ^= 0xFF

    assert fault_of(content.unpack([bytes(packed)])) == (
        "D126",
        "the gzip file is damaged; pack it again",
    )


def test_a_gzip_bomb_is_refused_early() -> None:
    """40 MB of one byte pack to 40 KB, a thousandth: refused after the first 16 MB."""
    packed = gzip.compress(b"0\n" * 20_000_000)
    pieces: list[int] = []

    def unpacked() -> Iterable[bytes]:
        for piece in content.unpack([packed]):
            pieces.append(len(piece))
            yield piece

    assert fault_of(unpacked()) == ("D126", BOMB)
    assert sum(pieces) <= content.FREE_UNPACKED_BYTES


def test_more_than_two_gigabytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cap holds whatever the ratio; here it is lowered to 1,000 bytes."""
    monkeypatch.setattr(content, "MAX_UNPACKED_BYTES", 1_000)

    assert fault_of(content.unpack([gzip.compress(b"x" * 1_001)])) == ("D126", BOMB)


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-16", "時刻,kWh\n".encode("utf-16-le")),
        ("shift_jis", "時刻,kWh\n".encode("cp932")),
        ("euc_jp", "時刻,kWh\n".encode("euc_jp")),
    ],
)
def test_text_is_recoded(encoding: str, written: bytes) -> None:
    """A character may lie across pieces, and the mark of UTF-16 is no part of the text."""
    data = b"\xff\xfe" + written if encoding == "utf-16" else written

    recoded = b"".join(content.recode([data[:3], data[3:]], encoding))

    assert recoded == "時刻,kWh\n".encode()


def test_thai_text_is_recoded() -> None:
    """TIS-620 is one byte a letter."""
    assert b"".join(content.recode(["เวลา".encode("tis-620")], "tis-620")) == "เวลา".encode()


def test_what_is_called_shift_jis_is_the_windows_code_page() -> None:
    """A circled one is only in the code page, which nearly every such file is written in."""
    assert b"".join(content.recode([b"\x87\x40"], "shift_jis")) == "①".encode()


def test_utf_16_without_its_mark_is_refused() -> None:
    """Without the mark the result would depend on the byte order of the machine."""
    assert fault_of(content.recode(["time,kwh".encode("utf-16-be")], "utf-16")) == (
        "D103",
        "the file has no byte-order mark, so it is no UTF-16; save it as UTF-8",
    )


def test_bytes_of_another_encoding_are_refused() -> None:
    """The place is that of the piece; 0x81 alone is nothing in cp1252."""
    assert fault_of(content.recode([b"time\n", b"\x81"], "cp1252")) == (
        "D103",
        "the file is not cp1252 text near byte 5; check its encoding",
    )


def test_a_copy_has_a_name_of_its_own(tmp_path: Path) -> None:
    """Two copies of one file, such as unpacked and recoded, do not meet."""
    first = content.write_copy(tmp_path, "a.csv", [b"x\n"])
    second = content.write_copy(tmp_path, "a.csv", [b"y\n"])

    assert (first.read_bytes(), second.read_bytes()) == (b"x\n", b"y\n")


def test_a_copy_is_guarded(tmp_path: Path) -> None:
    """A line without end is found while it is unpacked."""
    with pytest.raises(InputFault, match=r"^the line that starts at byte 0 is longer than 1 MB"):
        content.write_copy(tmp_path, "a.csv", [b"0" * MIB, b"0"])


def test_a_folder_without_room_is_told(tmp_path: Path) -> None:
    """A folder for copies that cannot be written to is a fault with a remedy."""
    with pytest.raises(InputFault) as caught:
        content.write_copy(tmp_path / "none", "a.csv", [b"x\n"])

    assert (caught.value.code, caught.value.message) == (
        "D102",
        "the folder for temporary files has no room for an unpacked copy of the file; make room, "
        "or name another folder in TMPDIR",
    )
