"""New files: all or none, never over one that is there."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.cli.answer import UsageError
from jcm_mrv.cli.writing import write_new_files

if TYPE_CHECKING:
    from pathlib import Path


def content_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_files_and_folders_are_made(tmp_path: Path) -> None:
    """Bytes are written, files are copied, folders are made on the way."""
    original = tmp_path / "original"
    original.write_bytes(b"copy\r\n")
    folder = tmp_path / "a" / "b"
    write_new_files(folder, {"x.txt": b"x", "c/y.csv": original})
    assert content_of(folder) == {"x.txt": b"x", "c/y.csv": b"copy\r\n"}


def test_a_file_that_is_there_stops_everything(tmp_path: Path) -> None:
    """All paths are looked at before the first is written."""
    (tmp_path / "second").write_bytes(b"mine")
    with pytest.raises(UsageError) as refusal:
        write_new_files(tmp_path, {"first": b"1", "second": b"2"})
    assert str(refusal.value) == (
        f"{tmp_path / 'second'} is there already and is never overwritten; nothing was written."
    )
    assert content_of(tmp_path) == {"second": b"mine"}


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    """A dangling link counts as a file that is there."""
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError):
        write_new_files(tmp_path, {"link": b"1"})
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_in_the_way_of_a_folder_is_said(tmp_path: Path) -> None:
    """Nothing is left behind where a path cannot be made."""
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(UsageError) as refusal:
        write_new_files(tmp_path / "file", {"x": b"1"})
    target = tmp_path / "file" / "x"
    assert str(refusal.value) == (
        f"{target} cannot be made: a file is in the way, the name is not allowed, "
        "permission is missing, or the disk failed; nothing was written."
    )
    assert content_of(tmp_path) == {"file": b"mine"}


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made before the disk was full is gone again, folders too."""
    original = tmp_path / "original"
    original.write_bytes(b"x")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("shutil.copyfileobj", fail)
    with pytest.raises(OSError, match="no space"):
        write_new_files(tmp_path / "new" / "deep", {"first": b"1", "sub/second": original})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["original"]
