"""Files are written whole or not at all, all of a command or none, and never over one unasked."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from pathlib import Path

import pytest

from jcm_mrv import writing
from jcm_mrv.cli.writing import replace_file, write_new_files
from jcm_mrv.errors import WriteFault
from jcm_mrv.writing import Batch, batch_of, check_targets, new_files, write_files

FULL = "the disk is full, or a limit is reached; make room, or name another folder"
CALLS = ("open", "fsync", "link", "unlink", "replace", "mkdir")


def content_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def fail_at(monkeypatch: pytest.MonkeyPatch, call: str, number: int, turn: int = 1) -> None:
    """Let a call of the operating system fail from its n-th turn on.

    The tests run as root, whom no permission stops, and on a disk that is not full.
    """
    true, count = getattr(os, call), 0

    def fail(*arguments: object, **named: object) -> object:
        nonlocal count
        count += 1
        if count >= turn:
            raise OSError(number, "words of the system")
        return true(*arguments, **named)

    monkeypatch.setattr(os, call, fail)


def refusal_of(files: dict[Path, bytes | Path], *, overwrite: bool | None = None) -> str:
    """Return the message of a refusal that blames what was typed."""
    with pytest.raises(WriteFault) as refusal:
        write_files(files, overwrite=overwrite)
    assert refusal.value.usage
    return str(refusal.value)


def leave_half(target: Path) -> Path:
    """Leave what a process leaves that is killed while it writes a file."""
    with batch_of(Batch()) as batch:
        file = batch.add(target)
        file.wanted = False
    file.path.write_bytes(b"half")
    return file.path


def lose_race(path: Path) -> None:
    """Write a new file, which another process makes meanwhile."""
    with new_files() as batch:
        batch.add(path).stream.write(b"ours")
        path.write_bytes(b"theirs")


def be_interrupted(path: Path) -> None:
    """Press Ctrl-C in the middle of the writing."""
    with new_files() as batch:
        batch.add(path).stream.write(b"half")
        raise KeyboardInterrupt


def test_files_and_folders_are_made(tmp_path: Path) -> None:
    """Bytes are written, files are copied, folders are made on the way."""
    original = tmp_path / "original"
    original.write_bytes(b"copy\r\n")
    folder = tmp_path / "a" / "b"
    write_new_files(folder, {"x.txt": b"x", "c/y.csv": original})
    assert content_of(folder) == {"x.txt": b"x", "c/y.csv": b"copy\r\n"}


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    """What was there is gone, and nothing else is left beside it."""
    path = tmp_path / "project.lock"
    replace_file(path, b"one")
    replace_file(path, b"two")
    assert content_of(tmp_path) == {"project.lock": b"two"}


def test_a_file_that_is_there_stops_everything(tmp_path: Path) -> None:
    """All paths are looked at before the first is written."""
    second = tmp_path / "second"
    second.write_bytes(b"mine")
    files: dict[Path, bytes | Path] = {tmp_path / "first": b"1", second: b"2"}
    assert refusal_of(files) == (
        f"{second} is there already and is never overwritten; nothing was written."
    )
    assert refusal_of(files, overwrite=False) == (
        f"{second} is there already; add --overwrite to replace it; nothing was written."
    )
    assert content_of(tmp_path) == {"second": b"mine"}


def test_overwriting_is_asked_for(tmp_path: Path) -> None:
    """With --overwrite what is there is replaced, and what is not is made."""
    (tmp_path / "second").write_bytes(b"old")
    write_new_files(tmp_path, {"first": b"1", "second": b"2"}, overwrite=True)
    assert content_of(tmp_path) == {"first": b"1", "second": b"2"}


@pytest.mark.parametrize("overwrite", [None, False, True])
@pytest.mark.parametrize("leads", [True, False], ids=["to a file", "nowhere"])
def test_a_link_is_not_followed(tmp_path: Path, overwrite: bool | None, leads: bool) -> None:
    """Another file that a link of that name leads to stays as it is, and so does the link."""
    other = tmp_path / "other"
    if leads:
        other.write_bytes(b"mine")
    path = tmp_path / "report.json"
    path.symlink_to(other)
    assert refusal_of({path: b"new"}, overwrite=overwrite) == (
        f"{path} is a link, and links are not followed; name another file; nothing was written."
    )
    assert path.is_symlink()
    assert other.exists() is leads


def test_a_device_is_no_file(tmp_path: Path) -> None:
    """What is no file is not replaced, even where root could."""
    folder, pipe = tmp_path / "report.json", tmp_path / "pipe"
    folder.mkdir()
    os.mkfifo(pipe)
    for path, kind in [(folder, "a folder"), (pipe, "a FIFO")]:
        assert refusal_of({path: b"new"}, overwrite=True) == (
            f"{path} is {kind}, where a file is to be written; nothing was written."
        )
    assert refusal_of({Path("/dev/null"): b"new"}, overwrite=True) == (
        "/dev/null is a device or a socket, where a file is to be written; nothing was written."
    )


def test_a_file_in_the_way_of_a_folder_is_said(tmp_path: Path) -> None:
    """Nothing is left behind where a path cannot be made."""
    file = tmp_path / "file"
    file.write_bytes(b"mine")
    assert refusal_of({file / "deep" / "x": b"1"}) == (
        f"{file} is a file, where a folder is expected; name another; nothing was written."
    )
    assert content_of(tmp_path) == {"file": b"mine"}


@pytest.mark.parametrize("end", ["elsewhere", "link"], ids=["nowhere", "a circle"])
def test_a_link_in_the_way_of_a_folder_is_said(tmp_path: Path, end: str) -> None:
    """A folder is not made at the other end of a link."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path / end)
    assert refusal_of({link / "x": b"1"}) == (
        f"{link} is a link that leads nowhere, where a folder is expected; name another; "
        "nothing was written."
    )
    assert not (tmp_path / "elsewhere").exists()


def test_a_missing_folder_of_a_file_to_replace_is_said(tmp_path: Path) -> None:
    """Where a file is renewed its folder is there, or its name is misspelt."""
    missing = tmp_path / "missing"
    with pytest.raises(WriteFault) as refusal:
        replace_file(missing / "project.lock", b"new")
    assert refusal.value.usage
    assert str(refusal.value) == (
        f"the folder {missing} does not exist; make it, or name another; nothing was written."
    )
    assert content_of(tmp_path) == {}


def test_a_name_too_long_is_said(tmp_path: Path) -> None:
    """A file has a name of at most 255 bytes, and one of just 255 is written."""
    long = tmp_path / ("é" * 128)
    assert refusal_of({long: b"1"}) == (
        f"{long}: the name is too long; choose a shorter one; nothing was written."
    )
    write_files({tmp_path / ("x" * 255): b"1"})
    assert content_of(tmp_path) == {"x" * 255: b"1"}


def test_a_file_to_copy_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """The message names the file that was to be read, and nothing is left of the other."""
    missing = tmp_path / "missing.csv"
    assert refusal_of({tmp_path / "new" / "x": missing}) == (
        f"{missing} cannot be read; nothing was written."
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (
            errno.ENOSPC,
            "the disk is full, or a limit is reached; make room, or name another folder",
        ),
        (
            errno.EDQUOT,
            "the disk is full, or a limit is reached; make room, or name another folder",
        ),
        (errno.EFBIG, FULL),
        (errno.EROFS, "the disk is read-only; name a folder on another disk"),
        (
            errno.EACCES,
            "it may not be written there; give yourself permission, or name another folder",
        ),
        (errno.EIO, "the disk failed; name another folder"),
        (errno.ENOENT, "its folder is gone; make it again"),
    ],
    ids=lambda value: errno.errorcode[value] if isinstance(value, int) else "",
)
@pytest.mark.parametrize("call", ["open", "fsync"])
def test_a_failure_of_the_disk_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str, call: str
) -> None:
    """The file is named, and what was there is as it was."""
    path = tmp_path / "report.json"
    path.write_bytes(b"old")
    fail_at(monkeypatch, call, number)
    with pytest.raises(WriteFault) as refusal:
        write_files({path: b"new"}, overwrite=True)
    monkeypatch.undo()
    assert str(refusal.value) == f"{path}: {reason}; nothing was written."
    assert not refusal.value.usage
    assert content_of(tmp_path) == {"report.json": b"old"}


@pytest.mark.parametrize("turn", [1, 2, 3, 4])
@pytest.mark.parametrize("call", CALLS)
def test_new_files_are_all_there_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, turn: int
) -> None:
    """Wherever the disk fails, the files of one command are there together or not at all."""
    new = tmp_path / "new" / "deep"
    fail_at(monkeypatch, call, errno.EIO, turn)
    try:
        write_files({new / "first": b"1", new / "sub" / "second": b"2"})
        there = True
    except WriteFault:
        there = False
    monkeypatch.undo()
    if there:
        # A working name that cannot be removed stays, as after a kill.
        found = content_of(new)
        named = {path: found[path] for path in found if ".jcm-mrv-" not in path}
        assert named == {"first": b"1", "sub/second": b"2"}
        assert named == found or call == "unlink"
    else:
        assert list(tmp_path.iterdir()) == []


def test_replacing_stops_at_the_first_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that replace others follow each other; the message names those that were replaced."""
    first, second = tmp_path / "first", tmp_path / "second"
    write_files({first: b"old", second: b"old"})
    fail_at(monkeypatch, "replace", errno.EIO, turn=2)
    with pytest.raises(WriteFault) as refusal:
        write_files({first: b"new", second: b"new"}, overwrite=True)
    monkeypatch.undo()
    assert str(refusal.value) == (
        f"{second}: the disk failed; name another folder; only {first} was replaced."
    )
    assert content_of(tmp_path) == {"first": b"new", "second": b"old"}


def test_another_process_that_was_faster_wins(tmp_path: Path) -> None:
    """A file that appears while a new one is written is not replaced."""
    with pytest.raises(WriteFault) as refusal:
        lose_race(tmp_path / "report.json")
    assert refusal.value.usage
    assert content_of(tmp_path) == {"report.json": b"theirs"}


def test_a_disk_without_links_takes_new_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no link can be made the file is moved, but still over no other."""
    fail_at(monkeypatch, "link", errno.EPERM)
    write_files({tmp_path / "a": b"1"})
    with pytest.raises(WriteFault):
        lose_race(tmp_path / "b")
    assert content_of(tmp_path) == {"a": b"1", "b": b"theirs"}


def test_a_disk_that_cannot_sync_folders_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network disks refuse to sync a folder; the file itself was brought to them."""
    fail_at(monkeypatch, "fsync", errno.EINVAL, turn=2)
    write_files({tmp_path / "a": b"1"})
    assert content_of(tmp_path) == {"a": b"1"}


def test_a_file_that_is_not_wanted_leaves_nothing(tmp_path: Path) -> None:
    """Folders that were made for it are gone as well."""
    with batch_of(Batch()) as batch:
        batch.add(tmp_path / "new" / "a").wanted = False
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C in the middle of the writing takes the half file away."""
    with pytest.raises(KeyboardInterrupt):
        be_interrupted(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_permissions_follow_the_umask_and_then_the_file(tmp_path: Path) -> None:
    """A new file has what the umask leaves; a file that is replaced hands on its own."""
    path, key = tmp_path / "report.json", tmp_path / "key"
    before = os.umask(0o027)
    try:
        write_files({path: b"1"})
        write_files({key: b"1"}, mode=0o600)
        assert [stat.S_IMODE(one.stat().st_mode) for one in (path, key)] == [0o640, 0o600]
        path.chmod(0o604)
        write_files({path: b"2"}, overwrite=True)
        assert stat.S_IMODE(path.stat().st_mode) == 0o604
    finally:
        os.umask(before)


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    """A working name that nobody holds goes when the same file is written next; others stay."""
    path = tmp_path / "report.json"
    leave_half(path)
    (tmp_path / ".jcm-mrv-notes").write_bytes(b"mine")
    write_files({path: b"1"}, overwrite=True)
    assert content_of(tmp_path) == {".jcm-mrv-notes": b"mine", "report.json": b"1"}


def test_what_a_living_process_writes_is_left_alone(tmp_path: Path) -> None:
    """Two that write one file do not disturb each other: the last one counts, and is whole."""
    path = tmp_path / "report.json"
    with new_files() as slow:
        stream = slow.add(path, replace=True).stream
        stream.write(b"slow")
        write_files({path: b"fast"}, overwrite=True)
        assert path.read_bytes() == b"fast"
    assert content_of(tmp_path) == {"report.json": b"slow"}


@pytest.mark.parametrize("missing", [True, False], ids=["no locks", "locks that fail"])
def test_without_locks_leftovers_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: bool
) -> None:
    """What may be another's is not removed where nothing tells."""
    path = tmp_path / "report.json"
    left = leave_half(path)
    if missing:
        monkeypatch.setattr(writing, "fcntl", None)
    else:
        monkeypatch.setattr(fcntl, "flock", _no_lock)
    write_files({path: b"1"})
    assert content_of(tmp_path) == {left.name: b"half", "report.json": b"1"}


def _no_lock(*_: object) -> None:
    raise OSError(errno.ENOLCK, "no locks")


def test_paths_are_judged_before_any_work(tmp_path: Path) -> None:
    """A command can ask, before it computes for a minute, whether its files can be written."""
    path = tmp_path / "a" / "report.json"
    check_targets([path], overwrite=False)
    assert list(tmp_path.iterdir()) == []
    write_files({path: b"1"})
    with pytest.raises(WriteFault, match="add --overwrite"):
        check_targets([path], overwrite=False)
    check_targets([path], overwrite=True)


def test_a_folder_that_another_process_makes_meanwhile_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who was second to make it neither fails nor removes it."""
    true = os.mkdir

    def late(path: Path, mode: int = 0o777) -> None:
        true(path, mode)
        raise FileExistsError(errno.EEXIST, "there")

    monkeypatch.setattr(os, "mkdir", late)
    with batch_of(Batch()) as batch:
        batch.add(tmp_path / "new" / "a").wanted = False
    write_files({tmp_path / "other" / "a": b"1"})
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "new", "other"]


def test_a_working_name_that_another_process_took_away_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until a file is locked another may hold it for a leftover; then a second one is made."""
    true = fcntl.flock
    taken: list[Path] = []

    def take(descriptor: int, how: int) -> None:
        true(descriptor, how)
        if not taken:
            taken.extend(tmp_path.iterdir())
            taken[0].unlink()

    monkeypatch.setattr(fcntl, "flock", take)
    write_files({tmp_path / "a": b"1"})
    assert len(taken) == 1
    assert content_of(tmp_path) == {"a": b"1"}


def test_a_system_without_descriptors_of_folders_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a folder cannot be opened there is nothing to bring to the disk."""
    monkeypatch.delattr(os, "O_DIRECTORY")
    write_files({tmp_path / "a": b"1"})
    assert content_of(tmp_path) == {"a": b"1"}
