"""A file is replaced whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from jcm_mrv.cli.answer import UsageError
from jcm_mrv.cli.writing import replace_file


def names(folder: Path) -> list[str]:
    """Return the names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """What was there is gone, and nothing else is left beside it."""
    path = tmp_path / "project.lock"
    replace_file(path, b"one")
    replace_file(path, b"two")

    assert path.read_bytes() == b"two"
    assert names(tmp_path) == ["project.lock"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """Another file that a link of that name leads to stays as it is."""
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    path = tmp_path / "project.lock"
    path.symlink_to(other)
    replace_file(path, b"new")

    assert other.read_bytes() == b"mine"
    assert not path.is_symlink()


@pytest.mark.parametrize("kind", ["folder in the way", "no folder"])
def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, kind: str) -> None:
    """A person reads a sentence, and no half file stays behind."""
    path = tmp_path / "project.lock"
    if kind == "no folder":
        path = tmp_path / "missing" / "project.lock"
    else:
        (path / "inside").mkdir(parents=True)
    before = names(tmp_path)

    with pytest.raises(UsageError, match="cannot be written"):
        replace_file(path, b"new")
    assert names(tmp_path) == before


def test_a_full_disk_leaves_the_file_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk has no room, the lock that was there is as it was."""
    path = tmp_path / "project.lock"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["project.lock"]


def test_a_file_that_somebody_else_is_writing_is_left_alone(tmp_path: Path) -> None:
    """What stands beside under the working name is not ours to remove."""
    beside = tmp_path / f".project.lock.{os.getpid()}.new"
    beside.write_bytes(b"theirs")

    with pytest.raises(UsageError):
        replace_file(tmp_path / "project.lock", b"new")
    assert beside.read_bytes() == b"theirs"
    assert Path(beside).exists()
