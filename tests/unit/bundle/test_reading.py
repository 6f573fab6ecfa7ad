"""A bundle from a stranger: unpacked, proved by its manifests, or told what is wrong."""

from __future__ import annotations

import bz2
import random
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import bagit
import pytest
from tests.unit.bundle.bags import PAYLOAD, Entry, bag_of, manifest_of, write_bag, zip_of

from jcm_mrv.bundle import reading
from jcm_mrv.bundle.faults import BundleFault
from jcm_mrv.bundle.reading import is_archive, read_bundle
from jcm_mrv.files import FileFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CSV = "data/inputs/monitoring/2017-03.csv"


@pytest.fixture
def codes(tmp_path: Path) -> Callable[[dict[str, bytes]], list[str]]:
    """Return a function that reads a bag, and returns the codes with which it is refused."""

    def read(bag: dict[str, bytes]) -> list[str]:
        path = write_bag(tmp_path / "x.zip", bag)
        try:
            read_bundle(path, tmp_path / "scratch")
        except BundleFault as fault:
            return [finding.code for finding in fault.findings]
        return []

    return read


def test_a_bundle_is_unpacked_and_proved(tmp_path: Path) -> None:
    """The payload lies below the scratch folder, byte for byte, and nothing else does."""
    path = write_bag(tmp_path / "x.zip", bag_of(PAYLOAD))
    bundle = read_bundle(path, tmp_path / "scratch")
    there = {
        one.relative_to(bundle.folder).as_posix(): one.read_bytes()
        for one in (tmp_path / "scratch").rglob("*")
        if one.is_file()
    }
    assert there == PAYLOAD
    assert bundle.info == (("Payload-Oxum", f"{sum(map(len, PAYLOAD.values()))}.3"),)
    assert set(bundle.files) == set(PAYLOAD)


def without(path: str) -> dict[str, bytes]:
    """Return a bag from which one file was dropped."""
    return {name: data for name, data in bag_of(PAYLOAD).items() if name != path}


DAMAGED = {
    "a byte of the payload changed": ({**bag_of(PAYLOAD), CSV: b"time,kWh\n"}, "V366"),
    "a file of the payload dropped": (without(CSV), "V364"),
    "a file added to the payload": ({**bag_of(PAYLOAD), "data/letter.pdf": b"x"}, "V365"),
    "the manifest changed": (
        {**bag_of(PAYLOAD), "manifest-sha256.txt": manifest_of({**PAYLOAD, CSV: b"other"})},
        "V366",
    ),
    "bag-info changed": ({**bag_of(PAYLOAD), "bag-info.txt": b"Payload-Oxum: 70.3\n"}, "V366"),
    "the manifest dropped": (without("manifest-sha256.txt"), "V364"),
    "the declaration dropped": (without("bagit.txt"), "V363"),
    "another version declared": (
        bag_of(PAYLOAD, bagit=b"BagIt-Version: 9.9\nTag-File-Character-Encoding: UTF-8\n"),
        "V363",
    ),
    "another payload told": (bag_of(PAYLOAD, bag_info=b"Payload-Oxum: 1.3\n"), "V363"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_bag_is_refused_here_and_by_another_program(
    name: str, codes: Callable[[dict[str, bytes]], list[str]], tmp_path: Path
) -> None:
    """The package bagit, which shares no code with this one, refuses the same bags."""
    bag, code = DAMAGED[name]
    assert codes(bag) == [code]
    for path, data in bag.items():
        target = tmp_path / "bag" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    with pytest.raises(bagit.BagError):
        bagit.Bag(str(tmp_path / "bag")).validate()


@pytest.mark.parametrize(
    ("bag", "code"),
    [
        ({**bag_of(PAYLOAD), "letter.txt": b"x"}, "V365"),
        ({**bag_of(PAYLOAD), "extra/letter.txt": b"x"}, "V365"),
        ({**bag_of(PAYLOAD), "manifest-md5.txt": b"x"}, "V365"),
        ({**bag_of(PAYLOAD), "fetch.txt": b"https://example.org/x - data/x\n"}, "V363"),
        (bag_of(PAYLOAD, manifest_md5=b""), "V363"),
        (bag_of(PAYLOAD, manifest_sha256=b"nonsense\n"), "V363"),
        (bag_of(PAYLOAD, manifest_sha256=b"a" * 64 + b"  bagit.txt\n"), "V363"),
        (bag_of(PAYLOAD, bag_info=b"nonsense\n"), "V363"),
        (without("tagmanifest-sha256.txt"), "V364"),
        (bag_of({**PAYLOAD, "data/report.json": b"{}"}) | {"data/report.json": b"{ }"}, "V366"),
        (bag_of({CSV: b"x"}), "V364"),
        ({"readme.txt": b"x"}, "V363"),
    ],
)
def test_what_is_no_bundle_is_told(
    bag: dict[str, bytes], code: str, codes: Callable[[dict[str, bytes]], list[str]]
) -> None:
    """More is asked than of any bag: SHA-256 for every file, no file that no manifest names."""
    assert codes(bag) == [code]


def test_every_fault_of_a_step_is_told(codes: Callable[[dict[str, bytes]], list[str]]) -> None:
    """A file dropped, one added and one changed are three findings; none hides another."""
    bag = without(CSV) | {"data/inputs/project.toml": b"other"}
    assert codes({**bag, "data/x": b""}) == ["V364", "V365", "V366"]


@pytest.mark.parametrize("tops", [("A", "B"), ("A", "")])
def test_a_bundle_is_one_folder(tops: tuple[str, str], tmp_path: Path) -> None:
    """Neither a second folder nor a file beside it."""
    names = [f"{top}/bagit.txt".lstrip("/") for top in tops]
    (tmp_path / "x.zip").write_bytes(zip_of([Entry(name, b"x") for name in names]))
    with pytest.raises(BundleFault, match="V363"):
        read_bundle(tmp_path / "x.zip", tmp_path / "scratch")


def test_a_bomb_is_stopped_while_it_unpacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the headers claim is not believed; what comes out is counted."""
    monkeypatch.setattr(reading, "FREE_UNPACKED_BYTES", 1 << 20)
    zeros = bytes(64 << 20)
    packed = zlib.compress(zeros, 9, wbits=-15)
    bag = bag_of({**PAYLOAD, "data/bomb": zeros})
    entries = [
        Entry(f"A/{name}", data, *((packed, 8) if name == "data/bomb" else ()))
        for name, data in bag.items()
    ]
    (tmp_path / "x.zip").write_bytes(zip_of(entries))
    tracemalloc.start()
    with pytest.raises(BundleFault, match="V361"):
        read_bundle(tmp_path / "x.zip", tmp_path / "scratch")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 << 20
    # 200 times an archive of about 64 kB is 13 MB; of 64 MB of zeros no more was written.
    assert (tmp_path / "scratch/bag/data/bomb").stat().st_size < 16 << 20


def test_a_single_file_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file may not take what all may."""
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 8)
    with pytest.raises(BundleFault, match="V361"):
        read_bundle(write_bag(tmp_path / "x.zip", bag_of(PAYLOAD)), tmp_path / "scratch")


def test_data_that_is_damaged_in_the_archive_is_told(tmp_path: Path) -> None:
    """The check sum of the archive, or a stream that cannot be unpacked."""
    bag = bag_of(PAYLOAD)
    entries = [Entry(f"A/{name}", data) for name, data in bag.items()]
    for method, packed in ((8, b"nonsense"), (12, bz2.compress(bag[CSV]))):
        broken = Entry(f"A/{CSV}", bag[CSV], packed, method)
        whole = [broken if one.name == broken.name else one for one in entries]
        (tmp_path / "x.zip").write_bytes(zip_of(whole))
        with pytest.raises(BundleFault, match="V360"):
            read_bundle(tmp_path / "x.zip", tmp_path / str(method))


def test_any_byte_that_changes_is_found(tmp_path: Path) -> None:
    """600 single changes: refused, or, in a time stamp or a permission, without effect."""
    data = bytearray(write_bag(tmp_path / "x.zip", bag_of(PAYLOAD)).read_bytes())
    chance = random.Random(8493)  # noqa: S311  (no secret)
    silent = 0
    for number in range(600):
        place = chance.randrange(len(data))
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        (tmp_path / "y.zip").write_bytes(changed)
        try:
            bundle = read_bundle(tmp_path / "y.zip", tmp_path / str(number))
        except BundleFault:
            continue
        silent += 1
        assert set(bundle.files) == set(PAYLOAD)
        for path, content in PAYLOAD.items():
            assert (bundle.folder / path).read_bytes() == content
    assert silent < 300


def test_a_bundle_is_told_from_a_report(tmp_path: Path) -> None:
    """By its first two bytes, or by its name where these are wrong."""
    (tmp_path / "report.json").write_bytes(b"{}")
    (tmp_path / "front.ZIP").write_bytes(b"#!")
    assert is_archive(tmp_path / "front.ZIP")
    assert is_archive(write_bag(tmp_path / "x", bag_of(PAYLOAD)))
    assert not is_archive(tmp_path / "report.json")
    with pytest.raises(FileFault):
        is_archive(tmp_path)
