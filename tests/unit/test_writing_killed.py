"""A process that is killed leaves the old file or the new one, and no hindrance."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.killed import LOOPS, NEW, OLD

from jcm_mrv.writing import write_files

ROOT = Path(__file__).parents[2]
WORKING_NAME = ".jcm-mrv-"


def kill(folder: Path, task: str) -> int:
    """Kill a process at many points; return at how many."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.killed", str(folder), task],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if "COVERAGE" not in name},
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    return int(done.stdout)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, those under working names left out."""
    return {
        path.name: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(WORKING_NAME)
    }


def check_clean_after(folder: Path) -> None:
    """Write the files once more: what the killed process left is gone then."""
    write_files({folder / "a": b"1", folder / "b": b"2"}, overwrite=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a": b"1", "b": b"2"}


def test_new_files_of_a_killed_process_are_whole(tmp_path: Path) -> None:
    """Whatever is there under its name is all there; nothing is there before all is on disk."""
    turns = kill(tmp_path, "new")
    # At least a folder, two files opened, synced and linked.
    assert turns > 7
    seen = [files_of(tmp_path / f"{turn:03}") for turn in range(1, turns + 1)]
    assert {} in seen
    assert seen[-1] == {"a": NEW, "b": NEW}
    assert all(content == NEW for files in seen for content in files.values())
    for turn in range(1, turns + 1):
        check_clean_after(tmp_path / f"{turn:03}" / "sub")


def test_replaced_files_of_a_killed_process_are_old_or_new(tmp_path: Path) -> None:
    """Between any two calls of the operating system each file is one of the two, whole."""
    turns = kill(tmp_path, "replace")
    # At least two files opened, synced and moved.
    assert turns > 6
    seen = [files_of(tmp_path / f"{turn:03}") for turn in range(1, turns + 1)]
    assert seen[0] == {"a": OLD, "b": OLD}
    assert seen[-1] == {"a": NEW, "b": NEW}
    order = [{"a": OLD, "b": OLD}, {"a": NEW, "b": OLD}, {"a": NEW, "b": NEW}]
    assert all(files in order for files in seen)
    for turn in range(1, turns + 1):
        check_clean_after(tmp_path / f"{turn:03}")


def test_a_process_killed_at_any_moment_leaves_whole_files(tmp_path: Path) -> None:
    """Also in the middle of a write each file is the old one or the new one."""
    assert kill(tmp_path, "loop") == LOOPS
    for turn in range(1, LOOPS + 1):
        files = files_of(tmp_path / f"{turn:03}")
        assert sorted(files) == ["a", "b"]
        assert set(files.values()) <= {OLD, NEW}
        check_clean_after(tmp_path / f"{turn:03}")


def test_a_process_that_dies_in_a_write_leaves_the_old_file(tmp_path: Path) -> None:
    """The system stops the process when half of the bytes are on the disk."""
    path = tmp_path / "a"
    path.write_bytes(OLD)
    code = (
        "import signal, sys\n"
        "from pathlib import Path\n"
        "from jcm_mrv.writing import write_files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"
        f"write_files({{Path({str(path)!r}): bytes(2**20)}}, overwrite=True)\n"
    )
    half = 2**19
    done = subprocess.run(
        [sys.executable, "-c", code],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (half, half)),
        check=False,
    )
    assert done.returncode == -signal.SIGXFSZ
    assert path.read_bytes() == OLD
    left = [one for one in tmp_path.iterdir() if one != path]
    assert [one.stat().st_size for one in left] == [half]
    write_files({path: NEW}, overwrite=True)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_limit_on_the_size_of_files_is_told(tmp_path: Path, overwrite: bool) -> None:
    """A real refusal by the system, as a full disk gives it: one sentence, nothing left."""
    path = tmp_path / "new" / "a"
    if overwrite:
        write_files({path: OLD})
    code = (
        "from pathlib import Path\n"
        "from jcm_mrv.writing import write_files\n"
        f"write_files({{Path({str(path)!r}): bytes(2**20)}}, overwrite={overwrite})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2**19, 2**19)),
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stderr.splitlines()[-1] == (
        f"jcm_mrv.errors.WriteFault: {path}: the disk is full, or a limit is reached; make room, "
        "or name another folder; nothing was written."
    )
    assert [one.name for one in tmp_path.rglob("*")] == (["new", "a"] if overwrite else [])
