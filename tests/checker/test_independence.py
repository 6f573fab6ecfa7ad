"""The second checker is small, plain, and knows nothing of the engine."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.checker.running import CHECKER, EXAMPLES, ROOT, write_report

if TYPE_CHECKING:
    from pathlib import Path


def test_it_has_at_most_400_lines() -> None:
    """One person can read the file in one sitting."""
    assert len(CHECKER.read_text("utf-8").splitlines()) <= 400


def test_it_imports_the_standard_library_alone() -> None:
    """No engine, no package, and nothing that imports by a name made at run time."""
    tree = ast.parse(CHECKER.read_text("utf-8"))
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(str(node.module).split(".")[0])

    assert imported
    assert imported <= set(sys.stdlib_module_names) - {"importlib", "runpy", "subprocess"}
    called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert called.isdisjoint({"exec", "eval", "compile", "__import__"})


def test_it_runs_alone_outside_of_the_repository(tmp_path: Path) -> None:
    """A copy in an empty folder, without site packages, checks a report and its inputs."""
    program = shutil.copy(CHECKER, tmp_path / "alone.py")
    project = ROOT / "examples" / "lao-data-center"
    report = write_report(project, tmp_path)

    command = [sys.executable, "-I", "-S", program, str(report), "--inputs", str(project)]
    done = subprocess.run(
        command, cwd=tmp_path, env={}, capture_output=True, check=False, encoding="utf-8"
    )

    assert (done.returncode, done.stderr) == (0, "")
    shown = (ROOT / "docs" / "checker.md").read_text("utf-8")
    assert done.stdout.rsplit(" ", maxsplit=1)[0] in shown


def test_there_are_examples() -> None:
    """The tests beside this one run over something."""
    assert len(EXAMPLES) >= 6
