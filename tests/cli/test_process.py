"""How the process ends: exit codes, broken pipes, full disks, interrupts, our own bugs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.program import environment

if TYPE_CHECKING:
    from tests.cli.program import Run

PROGRAM = [sys.executable, "-m", "jcm_mrv.cli"]


def start(*words: str, stdout: int | None, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the program with a stdout of its own."""
    return subprocess.run(
        [*PROGRAM, *words],
        env=environment(**changes),
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


def run_python(code: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment(**changes),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


def failing(statement: str) -> str:
    """Return a program whose ``explain`` comes to a statement instead of the catalogue."""
    return (
        "import os, signal, sys\n"
        "from jcm_mrv.checks import catalogue\n"
        "from jcm_mrv.cli import main\n"
        "class Panic(BaseException): pass\n"
        "def fail():\n"
        f"    {statement}\n"
        "catalogue.read_catalogue = fail\n"
        "sys.exit(main(['explain']))\n"
    )


@pytest.mark.parametrize("words", [["explain"], ["--help"], ["calculate", "--help"]])
def test_a_reader_that_went_away_ends_the_program_quietly(words: list[str]) -> None:
    """A pipe that is closed at the other end gives 141 and not a word."""
    reading, writing = os.pipe()
    os.close(reading)
    done = start(*words, stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


def test_a_full_disk_is_one_line() -> None:
    """What cannot be written is said in one line; the exit code is not that of success."""
    with Path("/dev/full").open("w") as full:
        done = start("explain", stdout=full.fileno())
    expected = "jcm-mrv: the disk is full; the answer is incomplete.\n"
    assert (done.returncode, done.stderr) == (1, expected)


def test_help_on_a_full_disk_is_one_line() -> None:
    """Help is written by the library below, and its failure is caught as well."""
    with Path("/dev/full").open("w") as full:
        done = start("--help", stdout=full.fileno())
    assert (done.returncode, done.stderr) == (1, "jcm-mrv: the disk is full.\n")


def test_a_closed_stdout_is_one_line() -> None:
    """A process without stdout says so on stderr."""
    line = f"exec {sys.executable} -m jcm_mrv.cli explain >&-"
    done = subprocess.run(
        ["sh", "-c", line], env=environment(), capture_output=True, check=False, text=True
    )
    expected = "jcm-mrv: standard output is closed; the answer is incomplete.\n"
    assert (done.returncode, done.stderr) == (1, expected)


@pytest.mark.parametrize("words", ["explain Z999", "calculat"])
@pytest.mark.parametrize("end", ["2>&-", "2>/dev/full"])
def test_a_stderr_that_takes_nothing_changes_no_exit_code(words: str, end: str) -> None:
    """Refusals keep their exit code when nobody can read them."""
    line = f"exec {sys.executable} -m jcm_mrv.cli {words} {end}"
    done = subprocess.run(["sh", "-c", line], env=environment(), capture_output=True, check=False)
    assert done.returncode == 2


def test_ctrl_c_ends_with_130_and_one_line() -> None:
    """An interrupt in the middle of the work is no traceback."""
    done = run_python(failing("os.kill(os.getpid(), signal.SIGINT)"))
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "jcm-mrv: interrupted.\n")


@pytest.mark.parametrize("statement", ["1 / 0", "raise Panic('index\\n out of bounds')"])
def test_our_own_bug_is_one_line_with_70(statement: str) -> None:
    """Also what derives from BaseException, as the panics of polars do, ends in order."""
    done = run_python(failing(statement))
    name = (
        "ZeroDivisionError: division by zero" if "0" in statement else "Panic: index out of bounds"
    )
    assert done.returncode == 70
    assert done.stderr == (
        f"jcm-mrv: a bug in jcm-mrv, not in your files: {name}. Please report this line; "
        "with JCM_MRV_DEBUG=1 the whole traceback is shown.\n"
    )


def test_the_traceback_of_a_bug_is_there_for_who_asks() -> None:
    """JCM_MRV_DEBUG=1 shows where it happened; the exit code stays."""
    done = run_python(failing("1 / 0"), JCM_MRV_DEBUG="1")
    assert done.returncode == 70
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    """What a person waits for is the help, not libraries that it does not use."""
    done = run_python(
        "import sys\n"
        "from jcm_mrv.cli import main\n"
        f"main({words!r})\n"
        "heavy = {'polars', 'pint', 'pydantic', 'rich', 'rfc8785', 'zoneinfo'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    assert done.stderr == "[]\n"


@pytest.mark.parametrize("words", [["calculate"], ["check"], ["report", "--output", "out"]])
def test_a_calculation_loads_nothing_that_only_others_need(folder: Path, words: list[str]) -> None:
    """Who only calculates waits neither for signatures and verification nor for any view."""
    command, *rest = words
    typed = [command, str(folder / "data-centre"), *rest]
    done = run_python(
        "import sys, os\n"
        "from jcm_mrv.cli import main\n"
        f"os.chdir({str(folder)!r})\n"
        f"main({typed!r})\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)\n"
    )
    loaded = set(done.stderr.splitlines())
    proofs = ("verification", "statement", "bundle", "difference", "countersigning", "disclosure")
    views = ("words", "reported", "charts", "page", "paper", "workbook")
    unwanted = {f"jcm_mrv.{part}" for part in (*proofs, "report.model")}
    unwanted |= {f"jcm_mrv.views.{part}" for part in views}
    unwanted |= {"jcm_mrv.sampling.drawing", "jcm_mrv.sampling.sample"}
    libraries = {"cryptography", "securesystemslib", "babel", "typst", "vl_convert", "xlsxwriter"}
    assert "jcm_mrv.run" in loaded
    assert loaded & (unwanted | libraries) == set()


@pytest.mark.parametrize(
    "changes",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "", "LANG": "C"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_a_terminal_without_utf8_gets_ascii(run: Run, changes: dict[str, str]) -> None:
    """Every command prints, and no byte is outside of ASCII."""
    for words in (["explain"], ["methodology", "list"], ["calculate", "data-centre"]):
        done = run(*words, **changes)
        assert done.returncode == 0
        assert done.stdout
        assert (done.stdout + done.stderr).isascii()
