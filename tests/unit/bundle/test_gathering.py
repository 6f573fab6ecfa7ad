"""The inputs that a report names, looked up and proved before anything is written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from jcm_mrv.bundle.faults import BundleFault
from jcm_mrv.bundle.gathering import gather_inputs, gather_lock

if TYPE_CHECKING:
    from pathlib import Path


def entry(path: str, data: bytes = b"abc") -> dict[str, Any]:
    """Return an entry of a report's inputs."""
    return {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def test_inputs_are_found_by_their_paths(tmp_path: Path) -> None:
    """Digest and size are those of the report; the file lies where the report says."""
    (tmp_path / "m [1]").mkdir()
    (tmp_path / "m [1]" / "*.csv").write_bytes(b"abc")
    (part,) = gather_inputs([entry("m [1]/*.csv")], tmp_path)
    assert part.path == "data/inputs/m [1]/*.csv"
    assert part.content == tmp_path / "m [1]" / "*.csv"
    assert (part.size, part.sha256) == (3, hashlib.sha256(b"abc").hexdigest())


def test_every_input_that_differs_is_told(tmp_path: Path) -> None:
    """Missing, of another size, of other bytes; each with what the report names."""
    (tmp_path / "size").write_bytes(b"abcd")
    (tmp_path / "bytes").write_bytes(b"abd")
    (tmp_path / "folder").mkdir()
    names = ["missing", "size", "bytes", "folder"]
    with pytest.raises(BundleFault) as caught:
        gather_inputs([entry(name) for name in names], tmp_path)
    found = caught.value.findings
    assert [(one.code, one.where.file) for one in found] == [("V367", name) for name in names]
    assert "does not exist" in found[0].message
    assert "has 4 bytes, and the report names 3" in found[1].message
    assert hashlib.sha256(b"abd").hexdigest() in found[2].message
    assert "a folder" in found[3].message


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a/../../outside", "C:\\x"])
def test_a_report_cannot_name_a_file_elsewhere(path: str, tmp_path: Path) -> None:
    """A report from somebody else brings no file of the own disk into a bundle."""
    (tmp_path / "outside").write_bytes(b"abc")
    (tmp_path / "project").mkdir()
    with pytest.raises(BundleFault) as caught:
        gather_inputs([entry(path)], tmp_path / "project")
    assert [finding.code for finding in caught.value.findings] == ["V362"]


def test_names_that_are_one_on_some_disk_are_refused(tmp_path: Path) -> None:
    """Unpacked where case does not count, one would replace the other."""
    (tmp_path / "a").write_bytes(b"abc")
    with pytest.raises(BundleFault) as caught:
        gather_inputs([entry("a"), entry("A")], tmp_path)
    assert [finding.code for finding in caught.value.findings] == ["V362"]


def test_a_lock_is_found_by_its_digest(tmp_path: Path) -> None:
    """Wherever it lay, in the bundle it is the project's own."""
    (tmp_path / "project.lock").write_bytes(b"newer")
    (tmp_path / "kept.lock").write_bytes(b"abc")
    candidates = [tmp_path / "missing", tmp_path / "project.lock", tmp_path / "kept.lock"]
    part = gather_lock(hashlib.sha256(b"abc").hexdigest(), candidates)
    assert (part.path, part.content) == ("data/inputs/project.lock", tmp_path / "kept.lock")
    with pytest.raises(BundleFault, match=r"project\.lock: V367"):
        gather_lock(hashlib.sha256(b"abc").hexdigest(), candidates[:2])
