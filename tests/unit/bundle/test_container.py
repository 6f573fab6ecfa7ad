"""Archives that are built to be read in two ways, to write elsewhere, or to fill a disk."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from tests.unit.bundle.bags import Entry, zip_of

from jcm_mrv.bundle.container import MAX_ENTRIES, read_container
from jcm_mrv.bundle.faults import BundleFault

if TYPE_CHECKING:
    from pathlib import Path

ONE = Entry("LA001/a", b"abc")
TWO = Entry("LA001/b", b"de")
LOCAL = 30 + len(ONE.name) + 3
"""Bytes that the first entry takes: its header of 30, its name, its 3 bytes."""


def codes_of(data: bytes) -> list[str]:
    """Return the codes with which an archive is refused."""
    with pytest.raises(BundleFault) as caught:
        read_container(io.BytesIO(data), "x.zip")
    return [finding.code for finding in caught.value.findings]


def test_an_honest_archive_is_listed() -> None:
    """Files by their paths; folders, which other programs write too, are left out."""
    folder = Entry("LA001/", mode=0o040755)
    found = read_container(io.BytesIO(zip_of([folder, ONE, TWO])), "x.zip")
    assert list(found.entries) == ["LA001/a", "LA001/b"]
    assert zipfile.ZipFile(io.BytesIO(zip_of([ONE, TWO]))).read("LA001/b") == b"de"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"not a zip at all, but long enough to hold the record at the end",
        zip_of([ONE])[:-1],
        zip_of([ONE, TWO])[LOCAL:],
        zip_of([ONE])[:LOCAL],
        zip_of([ONE]) + b"\0",
        zip_of([ONE], front=b"#!/bin/sh\n"),
        zip_of([ONE], gap=b"hidden"),
        zip_of([ONE], comment=b"PK\5\6" + b"\0" * 18),
        zip_of([ONE], comment=b"hello"),
        zip_of([ONE], number=2),
        zip_of([ONE, TWO], number=1),
        zip_of([ONE]) + zip_of([TWO]),
    ],
    ids=[
        "empty",
        "two bytes",
        "text",
        "truncated",
        "front cut off",
        "end cut off",
        "byte behind",
        "prepended",
        "room before the list",
        "end inside of a comment",
        "comment",
        "one entry more claimed",
        "one entry less claimed",
        "two archives",
    ],
)
def test_an_archive_that_can_be_read_in_two_ways_is_refused(data: bytes) -> None:
    """Only an archive in which every byte has its one place is read."""
    assert codes_of(data) == ["V360"]


@pytest.mark.parametrize(
    "entries",
    [
        [ONE, Entry("LA001/b", b"abc", at=0)],
        [Entry("LA001/a", b"", b"abc", told=3), Entry("LA001/b", b"", at=LOCAL - 3)],
        [ONE, Entry("LA001/b", b"de", at=2**31)],
        [Entry("LA001/a", b"abc", local_name="LA001/z")],
        [Entry("LA001/a", b"abc", told=2)],
        [Entry("LA001/a", b"abc", told=300)],
    ],
    ids=["one place", "overlap", "beyond the end", "other name", "less told", "more told"],
)
def test_headers_that_do_not_agree_are_refused(entries: list[Entry]) -> None:
    """Entries lie one after the other, and say the same beside their data and in the list."""
    assert codes_of(zip_of(entries)) == ["V360"]


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        (Entry("", b"x"), "empty name"),
        (Entry("/etc/passwd", b"x"), "absolute"),
        (Entry("LA001/../../x", b"x"), '".."'),
        (Entry("LA001\\..\\x", b"x"), "backslash"),
        (Entry("C:/x", b"x"), "absolute"),
        (Entry("LA001/x\0.csv", b"x"), "NUL"),
        (Entry("LA001/link", b"/etc/passwd", mode=0o120777), "a link"),
        (Entry("LA001/null", b"", mode=0o020666), "a device"),
        (Entry("LA001/pipe", b"", mode=0o010666), "a device"),
        (Entry("LA001/x", b"x", flags=0x801), "encrypted"),
        (Entry("LA001/folder/", b"x", mode=0o040755), "folder that holds bytes"),
        (Entry("LA001/folder", b"x", mode=0o040755), "by its name or by its kind"),
        (Entry("LA001/x", b"x", extra=struct.pack("<2HB", 0x7075, 1, 1)), "two names"),
    ],
)
def test_an_unsafe_entry_is_refused(entry: Entry, word: str) -> None:
    """Each entry is judged by its name and kind before anything is unpacked."""
    with pytest.raises(BundleFault) as caught:
        read_container(io.BytesIO(zip_of([ONE, entry])), "x.zip")
    (finding,) = caught.value.findings
    assert finding.code == "V362"
    assert word in finding.message


def test_a_name_that_is_not_marked_as_utf_8_is_refused() -> None:
    """Programs read such a name by the code page of their machine."""
    assert codes_of(zip_of([Entry("LA001/März", b"x", flags=0)])) == ["V362"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("LA001/a", "LA001/a"),
        ("LA001/a", "LA001/A"),
        ("LA001/ß", "LA001/SS"),
        ("LA001/a", "LA001/a/b"),
        ("LA001/a/b", "LA001/A"),
    ],
)
def test_two_entries_never_share_a_place(first: str, second: str) -> None:
    """Not on a disk that ignores case either, and no file is also a folder."""
    assert codes_of(zip_of([Entry(first, b"1"), Entry(second, b"2")])) == ["V362"]


def test_a_list_that_is_too_long_is_not_read() -> None:
    """The number is looked at before the list is; 2^16 - 2 is the most without 64 bits."""
    assert codes_of(zip_of([ONE], number=0xFFFE)) == ["V361"]
    assert MAX_ENTRIES < 0xFFFE


def test_a_list_of_millions_costs_nothing() -> None:
    """The end with 64 bits claims 10^9 entries in 2^40 bytes, in a file of a few bytes."""
    start = LOCAL
    claims = (10**9, 10**9, 2**40, start)
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, *claims)
    at = start + 2**40
    tail = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1) + struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0
    )
    assert codes_of(zip_of([ONE])[:LOCAL] + end + tail) == ["V360"]


def test_an_end_with_64_bits_is_read_where_it_is_needed() -> None:
    """An end whose numbers are all elsewhere is that of zipfile for many or large files."""
    data = zip_of([ONE])
    listed = data[LOCAL:-22]
    at = LOCAL + len(listed)
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(listed), LOCAL)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    whole = data[:at] + end + locator + last
    assert list(read_container(io.BytesIO(whole), "x.zip").entries) == ["LA001/a"]
    lying = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 2, 2, len(listed), LOCAL)
    assert codes_of(data[:at] + lying + locator + last) == ["V360"]
    # One reader would believe the small record, another the large one.
    assert codes_of(data[:at] + lying + locator + data[-22:]) == ["V360"]


def test_archives_of_other_programs_are_read(tmp_path: Path) -> None:
    """Info-ZIP's own, with folders, deflated data and times, and Python's written to a pipe."""
    (tmp_path / "LA001" / "data").mkdir(parents=True)
    (tmp_path / "LA001" / "data" / "x.csv").write_bytes(b"time,kWh\n" * 1_000)
    subprocess.run(["zip", "-qr", "x.zip", "LA001"], cwd=tmp_path, check=True)
    with (tmp_path / "x.zip").open("rb") as stream:
        assert list(read_container(stream, "x.zip").entries) == ["LA001/data/x.csv"]

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LA001/a", b"abc" * 100)  # sizes follow the data
        archive.writestr("LA001/b", b"abc" * 100)
    found = read_container(io.BytesIO(pipe.getvalue()), "x.zip")
    assert list(found.entries) == ["LA001/a", "LA001/b"]


def test_a_header_may_tell_its_sizes_with_64_bits() -> None:
    """Zipfile writes them so for a large file, here for a small one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("LA001/a", "w", force_zip64=True) as to:
        to.write(b"abc")
    assert list(read_container(out, "x.zip").entries) == ["LA001/a"]


def test_deflated_data_is_no_fault() -> None:
    """What is packed is counted when it is unpacked."""
    data = b"0" * 1_000
    packed = zlib.compress(data, wbits=-15)
    assert read_container(io.BytesIO(zip_of([Entry("a/b", data, packed, 8)])), "x.zip").entries
