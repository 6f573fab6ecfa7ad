"""Hostile bundles: each ends in a verdict and one message, with nothing written elsewhere."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from tests.hostile.test_hostile_process import limited
from tests.unit.bundle.bags import PAYLOAD, Entry, bag_of, zip_of

from jcm_mrv.cli import main
from jcm_mrv.cli.bundling import Wish, make_bundle
from jcm_mrv.run import calculate

PROJECT = Path(__file__).parents[1] / "cli" / "projects" / "data-centre"
BAG = [Entry(f"LA001/{name}", data) for name, data in bag_of(PAYLOAD).items()]
ZEROS = bytes(128 << 20)
BOMB = Entry("LA001/data/bomb", ZEROS, zlib.compress(ZEROS, 9, wbits=-15), 8)


def nested(levels: int) -> bytes:
    """Return an archive in an archive, and so on."""
    data = b"x"
    for _ in range(levels):
        data = zip_of([Entry("LA001/inner.zip", data)])
    return data


def bomb() -> bytes:
    """Return a bag whose manifest names 128 MB of zeros in 130 kB."""
    whole = bag_of({**PAYLOAD, "data/bomb": ZEROS})
    return zip_of(
        [
            BOMB if name == "data/bomb" else Entry(f"LA001/{name}", data)
            for name, data in whole.items()
        ]
    )


def end_of_64_bits(number: int) -> bytes:
    """Return an archive whose end claims a number of entries with 64 bits."""
    data = zip_of(BAG)
    start = struct.unpack("<L", data[-6:-2])[0]
    length = len(data) - 22 - start
    claims = (number, number, length, start)
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, *claims)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(data) - 22, 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:-22] + end + locator + last


ATTACKS = {
    "a bomb": (bomb, "V361"),
    "a bomb that no manifest names": (lambda: zip_of([*BAG, BOMB]), "V365"),
    "archives in archives": (lambda: nested(40), "V363"),
    "a path upwards": (lambda: zip_of([*BAG, Entry("LA001/../../escaped", b"x")]), "V362"),
    "an absolute path": (lambda: zip_of([*BAG, Entry("/escaped", b"x")]), "V362"),
    "a path of another system": (lambda: zip_of([*BAG, Entry("LA001\\escaped", b"x")]), "V362"),
    "a drive": (lambda: zip_of([*BAG, Entry("C:escaped", b"x")]), "V362"),
    "a link": (lambda: zip_of([*BAG, Entry("LA001/data/x", b"/etc", mode=0o120777)]), "V362"),
    "a device": (lambda: zip_of([*BAG, Entry("LA001/data/x", mode=0o020666)]), "V362"),
    "one name twice": (lambda: zip_of([*BAG, BAG[-1]]), "V362"),
    "one name in two cases": (lambda: zip_of([*BAG, Entry("la001/BAGIT.TXT", b"x")]), "V362"),
    "two entries in one place": (lambda: zip_of([*BAG, Entry("LA001/x", b"x", at=0)]), "V360"),
    "bytes in front": (lambda: zip_of(BAG, front=b"#!/bin/sh\nrm -rf .\n"), "V360"),
    "an archive behind": (lambda: zip_of(BAG) + zip_of([Entry("LA001/x", b"x")]), "V360"),
    "an archive in the comment": (lambda: zip_of(BAG, comment=zip_of([Entry("x")])), "V360"),
    "cut short": (lambda: zip_of(BAG)[:-10], "V360"),
    "a name with control characters": (
        lambda: zip_of([*BAG, Entry("LA001/data/\x1b[2J\n", b"x")]),
        "V365",
    ),
    "too many entries": (lambda: zip_of(BAG, number=60_000), "V361"),
    "a billion entries": (lambda: end_of_64_bits(10**9), "V361"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_ends_in_one_message(
    attack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One finding, UNVERIFIABLE or DIFFERS, and no file but the archive afterwards."""
    make, code = ATTACKS[attack]
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "x.zip").write_bytes(make())
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    monkeypatch.chdir(folder)
    ended = main(["verify", "x.zip", "--unsigned"])
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert f": {code} " in lines[0]
    assert lines[1:-1] == [""]
    assert lines[-1].startswith("1 ")
    assert all(line.isprintable() for line in lines)
    assert ended == (1 if code == "V365" else 3)
    assert said.out.startswith("DIFFERS" if code == "V365" else "UNVERIFIABLE")
    assert [path.name for path in tmp_path.rglob("*")] == ["here", "scratch", "x.zip"]


def test_a_full_disk_is_no_verdict_on_a_report(tmp_path: Path) -> None:
    """Neither half a bundle nor DIFFERS: with room for a kilobyte a file, nothing is decided."""
    (tmp_path / "report.json").write_bytes(calculate(PROJECT).report_bytes)
    words = ("bundle", "report.json", "--inputs", str(PROJECT))
    written = limited(tmp_path, 1_000, *words)
    assert written.returncode == 1
    assert "the disk is full" in written.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    make_bundle(Wish(tmp_path, PROJECT, None, False, None, False, ()))
    read = limited(tmp_path, 1_000, "verify", "LA001.zip", "--unsigned")
    assert read.returncode == 3
    assert "LA001.zip: V361 the disk that the bundle is unpacked to is full" in read.stderr
