"""Hostile surroundings: streams that are full or closed, signals, limits, odd environments."""

from __future__ import annotations

import datetime as dt
import gzip
import resource
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from tests.cli.program import environment
from tests.hostile.conftest import BASE

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = [sys.executable, "-m", "jcm_mrv.cli"]
CALCULATE = "calculate project"
TEXT, JSON, CHECK = CALCULATE, f"{CALCULATE} --format json", "check project --format json"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a good project in it."""
    shutil.copytree(BASE / "data-centre", tmp_path / "project")
    return tmp_path


def shell(line: str, place: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell, ``jcm-mrv`` standing for the program."""
    return subprocess.run(
        ["sh", "-c", line.replace("jcm-mrv", " ".join(PROGRAM))],
        cwd=place,
        env=environment(**changes),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


def limited(place: Path, size: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the program with room for a number of bytes a file, as on a disk that is full."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    # Neither may bytecode that the limit cuts short fail later runs, nor the measure of coverage
    # fail this one.
    surroundings = environment(PYTHONDONTWRITEBYTECODE="1")
    for name in [name for name in surroundings if name.startswith("COVERAGE_")]:
        del surroundings[name]
    return subprocess.run(
        [*PROGRAM, *words],
        cwd=place,
        env=surroundings,
        preexec_fn=limit,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.parametrize("command", [TEXT, JSON, CHECK, "methodology list", "explain D104"])
def test_an_answer_onto_a_full_disk(place: Path, command: str) -> None:
    """What could not be written whole is no success, and the reason is one line."""
    done = shell(f"jcm-mrv {command} > /dev/full", place)
    assert (done.returncode, done.stderr) == (
        1,
        "jcm-mrv: the disk is full; the answer is incomplete.\n",
    )


def test_no_answer_needs_no_disk(place: Path) -> None:
    """``check`` in words prints nothing on stdout, so that a full disk there is no matter."""
    done = shell("jcm-mrv check project > /dev/full", place)
    assert (done.returncode, done.stderr) == (0, "jcm-mrv: no findings.\n")


@pytest.mark.parametrize("command", [TEXT, JSON, "explain D104"])
def test_a_reader_that_goes_away(place: Path, command: str) -> None:
    """A pipe that is closed at its other end gives 141 and not a word."""
    done = shell(f"(jcm-mrv {command}; echo $? > code) | true", place)
    assert (done.stderr, (place / "code").read_text()) == ("", "141\n")


@pytest.mark.parametrize("command", [TEXT, JSON, CHECK])
def test_a_closed_stdout(place: Path, command: str) -> None:
    """Where nothing can be written to, that is said on stderr."""
    done = shell(f"jcm-mrv {command} >&-", place)
    expected = "jcm-mrv: standard output is closed; the answer is incomplete.\n"
    assert (done.returncode, done.stderr) == (1, expected)


@pytest.mark.parametrize(
    ("end", "code"), [("<&-", 0), ("2>&-", 0), ("<&- 2>&-", 0), ("<&- >&- 2>&-", 1)]
)
def test_closed_streams(place: Path, end: str, code: int) -> None:
    """A calculation needs no stdin, and loses nothing but its words without stderr."""
    done = shell(f"jcm-mrv {CALCULATE} {end}", place)
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.parametrize("end", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(("command", "code"), [("calculate nowhere", 2), ("calc", 2)])
def test_a_refusal_that_nobody_can_read(place: Path, command: str, code: int, end: str) -> None:
    """The exit code stays."""
    assert shell(f"jcm-mrv {command} {end}", place).returncode == code


@pytest.mark.parametrize(
    "words", [("init", "new", "--methodology", "LA_AM001"), ("methodology", "new", "abc")]
)
def test_new_files_onto_a_full_disk(place: Path, words: tuple[str, ...]) -> None:
    """All files or none: what was begun is gone again, folders too."""
    before = sorted(place.rglob("*"))
    done = limited(place, 300, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith(
        ".toml: the disk is full, or a limit is reached; make room, or name another folder; "
        "nothing was written.\n"
    )
    assert sorted(place.rglob("*")) == before


def test_no_room_for_temporary_files(place: Path) -> None:
    """A plain file needs none."""
    done = limited(place, 0, *CALCULATE.split())
    assert (done.returncode, done.stderr) == (0, "")


def test_no_room_to_unpack(place: Path) -> None:
    """A packed file does, and says so."""
    pack(place)
    done = limited(place, 0, *CALCULATE.split())
    assert done.returncode == 1
    assert done.stderr == (
        "readings.csv.gz: D102 the folder for temporary files has no room for an unpacked copy of"
        " the file; make room, or name another folder in TMPDIR\n\n"
        "1 error; jcm-mrv explain D102 tells more.\n"
    )


def pack(place: Path) -> None:
    """Let the project read a packed file."""
    plain, project = place / "project" / "readings.csv", place / "project" / "project.toml"
    plain.with_name("readings.csv.gz").write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    plain.unlink()
    project.write_text(project.read_text("utf-8").replace(".csv", ".csv.gz"), "utf-8")


def test_ctrl_c_during_a_long_read(place: Path) -> None:
    """An interrupt ends the reading of a million rows with one line and leaves no copy behind."""
    days = [dt.date(2017, 1, 1) + dt.timedelta(days=n) for n in range(730)]
    minutes = [f" {n // 60:02}:{n % 60:02},0.1,0.2\n" for n in range(1440)]
    rows = "".join(f"{day}{minute}" for day in days for minute in minutes)
    (place / "project" / "readings.csv").write_text(f"day,it,all\n{rows}", "ascii")
    change(place, "2017-03-01\nend = 2017-03-04", "2017-03-01\nend = 2018-12-31")
    change(place, "1 day", "1 minute")
    scratch = place / "scratch"
    scratch.mkdir()
    running = subprocess.Popen(
        [*PROGRAM, *CALCULATE.split()],
        cwd=place,
        env=environment(TMPDIR=str(scratch)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # The folder for copies is made right before the reading, which takes ten times this wait.
    while running.poll() is None and not any(scratch.iterdir()):
        time.sleep(0.005)
    time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, "", "jcm-mrv: interrupted.\n")
    assert not any(scratch.iterdir())


def change(place: Path, old: str, new: str) -> None:
    """Replace a text of project.toml wherever it stands."""
    project = place / "project" / "project.toml"
    text = project.read_text("utf-8")
    assert old in text
    project.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    "interrupt",
    [
        # Inside of code that is run from text, as by dataclasses while a module is imported.
        'exec("import os, signal; os.kill(os.getpid(), signal.SIGINT); [0] * 10**8")',
        # Inside of a library that makes another exception of it.
        "wrap()",
    ],
)
def test_ctrl_c_inside_of_a_library(place: Path, interrupt: str) -> None:
    """Whatever a library makes of an interrupt, the exit code is 130 and there is one line."""
    assert explaining(interrupt, place) == (130, "", "jcm-mrv: interrupted.\n")


def test_a_lack_of_memory(place: Path) -> None:
    """It is no bug, and no traceback either."""
    expected = "jcm-mrv: there is not enough memory for this.\n"
    assert explaining("[0] * 10**18", place) == (1, "", expected)


def explaining(instead: str, place: Path) -> tuple[int, str, str]:
    """Run ``explain`` with an expression in the place of the catalogue."""
    program = (
        "import os, signal, sys\n"
        "from jcm_mrv.checks import catalogue\n"
        "from jcm_mrv.cli import main\n"
        "def wrap():\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        [0] * 10**8\n"
        "    except KeyboardInterrupt as error:\n"
        "        raise ValueError('SchemaError') from error\n"
        f"catalogue.read_catalogue = lambda: {instead}\n"
        "sys.argv = ['jcm-mrv', 'explain']\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=place,
        env=environment(),
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


LAO = "ສູນຂໍ້ມູນ"
TITLE = ("Container data centre", LAO, 0)


@pytest.mark.parametrize(
    ("old", "new", "code", "changes"),
    [
        (*TITLE, {"LC_ALL": "C"}),
        (*TITLE, {"LC_ALL": "", "LANG": "C"}),
        (*TITLE, {"PYTHONIOENCODING": "ascii"}),
        ('"LA"', f'"{LAO}"', 1, {"LC_ALL": "C"}),
        ("[fixed.PUE_RE]", f'[fixed."{LAO}"]', 1, {"LC_ALL": "C"}),
    ],
)
def test_text_that_the_terminal_cannot_show(
    place: Path, old: str, new: str, code: int, changes: dict[str, str]
) -> None:
    """Text in Lao is escaped where only ASCII is understood; the exit code is the same."""
    change(place, old, new)
    done = shell(f"jcm-mrv {CALCULATE}", place, **changes)
    assert done.returncode == code
    assert (done.stdout + done.stderr).isascii()
    assert "\\u0eaa" in done.stdout + done.stderr


@pytest.mark.parametrize("columns", ["0", "9" * 30, "८०"])
def test_odd_widths_of_a_terminal(place: Path, columns: str) -> None:
    """COLUMNS is a wish, not a command."""
    done = shell(f"jcm-mrv {CALCULATE}", place, COLUMNS=columns)
    assert (done.returncode, done.stderr) == (0, "")
    assert "credits" in done.stdout


@pytest.mark.parametrize("folder", ["/nowhere", "project/project.toml", "/no\nwhere"])
def test_a_library_that_is_not_there(place: Path, folder: str) -> None:
    """The message names the variable of the environment."""
    done = shell(f"jcm-mrv {CALCULATE}", place, JCM_MRV_METHODOLOGIES=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "JCM_MRV_METHODOLOGIES" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_library_variable(place: Path) -> None:
    """A variable that is set to nothing names no folder."""
    done = shell(f"jcm-mrv {CALCULATE}", place, JCM_MRV_METHODOLOGIES="")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_time_zone_of_the_machine_is_no_matter(place: Path) -> None:
    """TZ changes nothing; the project's own zone counts."""
    plain = shell(f"jcm-mrv {JSON}", place)
    assert shell(f"jcm-mrv {JSON}", place, TZ="Mars/Olympus").stdout == plain.stdout
    assert plain.returncode == 0
