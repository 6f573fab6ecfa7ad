"""The command ``report``: canonical bytes in a file, the same everywhere, whole or not there."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.program import environment

from jcm_mrv.canonical import canonical, read_json

if TYPE_CHECKING:
    from tests.cli.program import Run

EXAMPLE = Path(__file__).parents[2] / "examples" / "philippines-rooftop-solar"
PROGRAM = [sys.executable, "-m", "jcm_mrv.cli"]


def test_the_file_holds_the_canonical_bytes_alone(run: Run, folder: Path) -> None:
    """What is digested is what lies there; the printed line is the digest of the file."""
    done = run("report", "data-centre", "--output", "out")
    data = (folder / "out" / "report.json").read_bytes()
    assert done.stdout == f"out/report.json\nsha256 {sha256(data).hexdigest()}\n"
    assert data == canonical(read_json(data))
    assert data.decode() == run("calculate", "data-centre", "--format", "json").stdout
    assert not data.endswith(b"\n")


def test_a_report_that_is_there_is_replaced_only_when_asked(run: Run, folder: Path) -> None:
    """The path is judged before the project is read; nothing of the old report is lost."""
    run("report", "data-centre", "--output", "out")
    before = (folder / "out" / "report.json").read_bytes()
    refused = run("report", "no-project", "--output", "out")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "jcm-mrv: out/report.json is there already; add --overwrite to replace it; "
        "nothing was written.\n"
    )
    assert (folder / "out" / "report.json").read_bytes() == before
    done = run("report", "gap", "--output", "out", "--overwrite")
    assert done.returncode == 1
    assert (folder / "out" / "report.json").read_bytes() != before


def test_a_refused_project_leaves_the_report_of_before(run: Run, folder: Path) -> None:
    """Where nothing can be calculated nothing is replaced, also with --overwrite."""
    run("report", "data-centre", "--output", "out")
    before = (folder / "out" / "report.json").read_bytes()
    assert run("report", "refused", "--output", "out", "--overwrite").returncode == 2
    assert (folder / "out" / "report.json").read_bytes() == before


def test_a_trial_run_gets_its_report_and_no_complaint(run: Run) -> None:
    """Outside of the JCM there are no credits, and that is no failure."""
    done = run("report", "examples/measured-rooftop-pv", "--output", "out")
    assert done.returncode == 0
    assert "No credits: a trial run outside of the JCM.\n" in done.stderr
    assert "the report is written, but" not in done.stderr


@pytest.fixture(scope="module")
def example() -> bytes:
    """Return the report of an example with a set, gaps and findings."""
    return report_of(EXAMPLE, Path.cwd())


def report_of(project: Path, folder: Path, **changes: str) -> bytes:
    """Return what ``report`` writes when it runs in a folder and an environment."""
    output = folder / "report-of-a-test"
    words = [*PROGRAM, "report", str(project), "--output", str(output)]
    try:
        subprocess.run(
            words, cwd=folder, env=environment(**changes), capture_output=True, check=True
        )
        return (output / "report.json").read_bytes()
    finally:
        shutil.rmtree(output, ignore_errors=True)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"POLARS_MAX_THREADS": "1", "LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati"},
        {"POLARS_MAX_THREADS": "3", "LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii"},
        {"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "4294967295", "TZ": "America/St_Johns", "COLUMNS": "20"},
    ],
    ids=lambda changes: " ".join(f"{name}={value}" for name, value in changes.items()) or "again",
)
def test_the_bytes_do_not_depend_on_the_environment(
    tmp_path: Path, example: bytes, changes: dict[str, str]
) -> None:
    """No locale, zone, seed or count of threads is in a report."""
    assert report_of(EXAMPLE, tmp_path, **changes) == example


def touch(project: Path) -> None:
    """Give every file another time."""
    for number, path in enumerate(sorted(project.rglob("*"))):
        os.utime(path, (86_400.0 * number, 86_400.0 * number))


def make_read_only(project: Path) -> None:
    """Take away the permission to write."""
    for path in project.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)


def turn_around(project: Path) -> None:
    """Write every file again, the last one first, so that the disk lists them otherwise."""
    for path in sorted((one for one in project.rglob("*") if one.is_file()), reverse=True):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)


def add_strangers(project: Path) -> None:
    """Lay files beside that the project does not name, a report among them."""
    (project / "report.json").write_bytes(b"{}")
    (project / ".jcm-mrv-00000000-1-0.part").write_bytes(b"half")


def test_the_bytes_do_not_depend_on_the_folder(tmp_path: Path, example: bytes) -> None:
    """A copy elsewhere gives the same report: other name, times, order, permissions, strangers."""
    project = tmp_path / "a copy of it" / "Projekt Ü"
    shutil.copytree(EXAMPLE, project)
    for act in (turn_around, add_strangers, touch, make_read_only):
        act(project)
    assert report_of(project, tmp_path) == example


def test_the_bytes_do_not_depend_on_where_it_runs(tmp_path: Path, example: bytes) -> None:
    """Within the project or beside it, by folder or file, under any umask."""
    project = tmp_path / "project"
    shutil.copytree(EXAMPLE, project)
    assert report_of(Path("project.toml"), project) == example
    before = os.umask(0o077)
    try:
        assert report_of(Path(".."), project / "monitoring") == example
    finally:
        os.umask(before)


KILLED = """\
import os, signal, sys
from jcm_mrv.cli import main
name, turn = sys.argv[1], int(sys.argv[2])
true = getattr(os, name)
def call(*arguments, **named):
    global turn
    turn -= 1
    if not turn:
        os.kill(os.getpid(), signal.SIGKILL)
    return true(*arguments, **named)
setattr(os, name, call)
sys.exit(main(["report", "data-centre", "--output", "out", "--overwrite"]))
"""


@pytest.mark.parametrize(
    ("call", "turn", "new"),
    [("fsync", 1, False), ("replace", 1, False), ("fsync", 2, True)],
    ids=["before it is on the disk", "before it has its name", "before the folder is on the disk"],
)
def test_a_killed_command_leaves_the_old_report_or_the_new_one(
    run: Run, folder: Path, call: str, turn: int, new: bool
) -> None:
    """The file is whole whenever the process dies, and the next run cleans up."""
    run("report", "gap", "--output", "out")
    path = folder / "out" / "report.json"
    old = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, call, str(turn)], cwd=folder, env=environment(), check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert (path.read_bytes() != old) is new
    read_json(path.read_bytes())
    run("report", "data-centre", "--output", "out", "--overwrite")
    assert [one.name for one in path.parent.iterdir()] == ["report.json"]


@pytest.mark.parametrize(
    "words",
    [
        "report data-centre --output out",
        "lock data-centre --output out",
        "init out --methodology rooftop-solar",
        "template rooftop-solar --xlsx --output out.xlsx",
        "check gap --write-baseline out",
        "check gap --also json=out",
        "methodology new mine --output out",
    ],
)
def test_no_command_leaves_a_half_file_on_a_full_disk(folder: Path, words: str) -> None:
    """A limit of no bytes at all stands for the disk; it is refused by the system itself."""
    there = sorted(folder.rglob("*"))
    done = subprocess.run(
        ["sh", "-c", f"ulimit -f 0; exec {' '.join(PROGRAM)} {words}"],
        cwd=folder,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("jcm-mrv: out")
    assert last.endswith(
        ": the disk is full, or a limit is reached; make room, or name another folder; "
        "nothing was written."
    )
    assert sorted(folder.rglob("*")) == there
