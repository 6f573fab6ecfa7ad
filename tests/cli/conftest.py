"""Run the program as a person's shell does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.program import environment

if TYPE_CHECKING:
    from tests.cli.program import Run

ROOT = Path(__file__).parents[2]
PROJECTS = Path(__file__).parent / "projects"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the test projects, and the examples of the repository."""
    for project in sorted(PROJECTS.iterdir()):
        shutil.copytree(project, tmp_path / project.name)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Return a function that runs the program in the folder of test projects."""

    def run_words(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "jcm_mrv.cli", *words],
            cwd=folder,
            env=environment(**changes),
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=120,
        )

    return run_words
