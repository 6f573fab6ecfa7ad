"""A bundle is the same bytes on every run, and valid for other programs."""

from __future__ import annotations

import hashlib
import io
import subprocess
import unicodedata
import zipfile
from typing import TYPE_CHECKING

import bagit
from tests.unit.bundle.bags import PAYLOAD, Entry, manifest_of, zip_of

from jcm_mrv.bundle.making import Part, complete_bag, hold, write_archive
from jcm_mrv.bundle.reading import read_bundle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def parts_of(payload: Mapping[str, bytes]) -> tuple[Part, ...]:
    """Return a whole bag around a payload."""
    parts = [hold(path, data) for path, data in payload.items()]
    return complete_bag(parts, identifier="LA001", description="a bag", software="jcm-mrv 9.9.9")


def test_the_bytes_are_those_of_the_records(tmp_path: Path) -> None:
    """Each record, written by hand: stored, 1980-01-01, mode 644, tag files first, then by path.

    The payload has 29 + 10 + 30 bytes in 3 files.
    """
    info = (
        b"Bundle-Schema: jcm-mrv/bundle/1\n"
        b"Bag-Software-Agent: jcm-mrv 9.9.9\n"
        b"External-Description: a bag\n"
        b"External-Identifier: LA001\n"
        b"Payload-Oxum: 69.3\n"
    )
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": info,
        "manifest-sha256.txt": manifest_of(PAYLOAD),
    }
    whole = {**tags, "tagmanifest-sha256.txt": manifest_of(tags), **dict(sorted(PAYLOAD.items()))}
    expected = zip_of([Entry(f"LA001/{name}", data, flags=0) for name, data in whole.items()])
    for number in range(2):
        with (tmp_path / f"{number}.zip").open("w+b") as stream:
            assert write_archive(stream, "LA001", parts_of(PAYLOAD)) == ()
        assert (tmp_path / f"{number}.zip").read_bytes() == expected


def test_other_programs_open_it(tmp_path: Path) -> None:
    """Python's zipfile and Info-ZIP's unzip unpack it, and bagit finds it valid."""
    name = unicodedata.normalize("NFC", "data/inputs/Zähler März.csv")
    payload = {**PAYLOAD, name: b"x", "data/inputs/line\nend.csv": b"y"}
    path = tmp_path / "x.zip"
    with path.open("w+b") as stream:
        write_archive(stream, "LA001", parts_of(payload))
    subprocess.run(["unzip", "-q", str(path), "-d", str(tmp_path / "zip")], check=True)
    assert (tmp_path / "zip" / "LA001" / name).read_bytes() == b"x"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)  # unzip leaves line ends out of names
    bag = bagit.Bag(str(tmp_path / "LA001"))
    bag.validate()
    assert bag.info["External-Identifier"] == "LA001"
    assert set(read_bundle(path, tmp_path / "scratch").files) == set(payload)


def test_a_percent_sign_is_encoded_as_the_rfc_says(tmp_path: Path) -> None:
    """RFC 8493, 2.1.3; the package bagit 1.9 does not undo it, and looks for another file."""
    path = tmp_path / "x.zip"
    with path.open("w+b") as stream:
        write_archive(stream, "A", parts_of({**PAYLOAD, "data/inputs/50%.csv": b"x"}))
    bundle = read_bundle(path, tmp_path / "scratch")
    assert bundle.files["data/inputs/50%.csv"] == hashlib.sha256(b"x").hexdigest()
    with zipfile.ZipFile(path) as archive:
        assert b"  data/inputs/50%25.csv\n" in archive.read("A/manifest-sha256.txt")


def test_a_project_without_a_number_has_no_identifier() -> None:
    """A label without a value would be no element of bag-info.txt."""
    bag = complete_bag([hold("data/x", b"")], identifier=None, description="d", software="s")
    (info,) = [part.content for part in bag if part.path == "bag-info.txt"]
    assert isinstance(info, bytes)
    assert b"External-Identifier" not in info


def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path) -> None:
    """What was looked at before is compared with what is copied: changed, shorter, longer."""
    parts = []
    for name, now in (
        ("same", b"abc"),
        ("changed", b"abd"),
        ("shorter", b"ab"),
        ("longer", b"abcd"),
    ):
        (tmp_path / name).write_bytes(now)
        digest = hashlib.sha256(b"abc").hexdigest()
        parts.append(Part(f"data/{name}", digest, 3, tmp_path / name))
    changed = write_archive(io.BytesIO(), "A", parts)
    assert changed == ("data/changed", "data/shorter", "data/longer")
