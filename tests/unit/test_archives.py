"""Entries of zip archives from strangers."""

from __future__ import annotations

import io
import zipfile

import pytest

from jcm_mrv.archives import ArchiveFault, Meter, open_archive, read_entry


def archive_of(data: bytes, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipFile:
    """Return an archive with one entry, x."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("x", data)
    return open_archive(stream)


def kind_of(archive: zipfile.ZipFile, meter: Meter, limit: int) -> str:
    """Return how the entry x is refused."""
    with pytest.raises(ArchiveFault) as caught:
        list(read_entry(archive, archive.getinfo("x"), meter, limit))
    return caught.value.kind


def test_an_entry_comes_in_pieces() -> None:
    """No piece is larger than a megabyte, and together they are the entry."""
    data = b"0123456789" * 300_000
    archive, meter = archive_of(data), Meter(len(data))
    pieces = list(read_entry(archive, archive.getinfo("x"), meter, len(data)))
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= 1 << 20
    assert meter.unpacked == 3_000_000


def test_an_entry_has_a_limit_and_all_have_one() -> None:
    """Either is told as too large, as soon as it is passed."""
    assert kind_of(archive_of(b"abc"), Meter(9), 2) == "too-large"
    assert kind_of(archive_of(b"abc"), Meter(2), 9) == "too-large"
    assert kind_of(archive_of(b"abc"), Meter(5, unpacked=3), 9) == "too-large"


def test_what_cannot_be_unpacked_is_damaged() -> None:
    """A way of packing that nothing here knows, and a place beyond the file."""
    assert kind_of(archive_of(b"abc", zipfile.ZIP_BZIP2), Meter(9), 9) == "damaged"
    archive = archive_of(b"abc")
    archive.getinfo("x").header_offset = 2**70
    assert kind_of(archive, Meter(9), 9) == "damaged"


def test_a_password_is_told() -> None:
    """Nobody is asked for one."""
    archive = archive_of(b"abc")
    archive.getinfo("x").flag_bits |= 1
    assert kind_of(archive, Meter(9), 9) == "encrypted"


def test_what_is_no_archive_is_damaged() -> None:
    """Whatever the bytes are, the fault is the archive's."""
    with pytest.raises(ArchiveFault, match="damaged"):
        open_archive(io.BytesIO(b"PK\5\6 and no more"))
