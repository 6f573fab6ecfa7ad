"""A golden file for each command: stdout, stderr and exit code, to the byte.

A file starts with remarks (``#``) and the command (``$ jcm-mrv ...``). What a command should
print is read through by a person when it changes; the numbers in it are made by hand in the
remarks, or proved elsewhere. ``JCM_MRV_RENEW_GOLDEN=1 pytest tests/cli`` writes the files again.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.cli.app import app

if TYPE_CHECKING:
    from tests.cli.program import Run

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))
COMMAND = "$ jcm-mrv"


def head_of(text: str) -> tuple[str, list[str]]:
    """Return the remarks with the command, and the command's words."""
    lines = text.splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith(COMMAND))
    return "".join(lines[: place + 1]), shlex.split(lines[place].removeprefix(COMMAND))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_command_prints_what_its_golden_file_holds(path: Path, run: Run) -> None:
    """Nothing that a person or a script reads changes unseen."""
    expected = path.read_text("utf-8")
    head, words = head_of(expected)
    done = run(*words)
    ends = "" if done.stdout.endswith("\n") or not done.stdout else "\n(no line end)\n"
    shown = (
        f"{head}--- stdout\n{done.stdout}{ends}--- stderr\n{done.stderr}"
        f"--- exit {done.returncode}\n"
    )
    if os.environ.get("JCM_MRV_RENEW_GOLDEN"):
        path.write_text(shown, "utf-8")
    assert shown == expected


def test_every_command_has_a_golden_file() -> None:
    """A new command comes with what it prints."""
    commands = {tuple(head_of(path.read_text("utf-8"))[1]) for path in GOLDEN}
    plain = [one.name or getattr(one.callback, "__name__", "") for one in app.registered_commands]
    groups = [("methodology", name) for name in ("list", "show", "test", "new")]
    for name in [(name,) for name in plain] + groups:
        size = len(name)
        assert (*name, "--help") in commands
        assert any(words[:size] == name and "--help" not in words for words in commands), name


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_stdout_fits_80_columns(path: Path) -> None:
    """Text for a person is folded; what a machine reads is not."""
    text = path.read_text("utf-8")
    _, words = head_of(text)
    stdout = text.partition("--- stdout\n")[2].partition("--- stderr\n")[0]
    if "--format" not in words:
        assert [line for line in stdout.splitlines() if len(line) > 80] == []
