"""A repository with projects, as a job of CI has it after the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
PROJECTS = ROOT / "tests" / "cli" / "projects"


class Bash(Protocol):
    """Run lines as a step of a job does."""

    def __call__(  # noqa: D102
        self, lines: str, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a folder with a project that is good, one with a gap, and one that is broken."""
    for path in PROJECTS.iterdir():
        shutil.copytree(path, tmp_path / "work" / path.name)
    shutil.copytree(
        ROOT / "examples" / "lao-data-center" / "monitoring",
        tmp_path / "work" / "data-centre" / "monitoring",
        dirs_exist_ok=True,
    )
    return tmp_path / "work"


@pytest.fixture
def bash(workspace: Path) -> Bash:
    """Return a function that runs lines with bash as GitHub does, in the workspace.

    Source of the words: GitHub's documentation of ``jobs.<job_id>.steps[*].shell``.
    """

    def run(lines: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        script = workspace.parent / "step.sh"
        script.write_text(lines, "utf-8")
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=workspace,
            env={"PATH": path, "LC_ALL": "C.UTF-8", "HOME": str(workspace.parent), **environment},
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=120,
        )

    return run
