"""The pre-commit hook and the GitLab snippet: what they run, run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from tests.ci.conftest import Bash

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "ci.md"


def read_hook() -> Any:
    """Return the one hook of the repository."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return hook


def snippet(heading: str) -> Any:
    """Return the YAML below a heading of the page."""
    below = PAGE.read_text("utf-8").partition(f"\n## {heading}\n")[2]
    return yaml.safe_load(below.partition("```yaml\n")[2].partition("\n```")[0])


def test_the_hook_checks_the_projects_of_its_args(bash: Bash) -> None:
    """pre-commit runs the entry with the words of args, here those of the page."""
    hook = read_hook()
    (used,) = snippet("pre-commit")["repos"][0]["hooks"]
    assert used["id"] == hook["id"] == "jcm-mrv-check"
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    done = bash(f"cp -r data-centre plant-a\ncp -r gap plant-b\n{shown(hook, used)}", {})
    assert done.returncode == 1
    assert "plant-b/project.toml: monitored.EC_DC.source[0]: D104 " in done.stderr
    good = bash(shown(hook, {"args": ["data-centre"]}), {})
    assert good.returncode == 0


def shown(hook: Any, used: Any) -> str:
    """Return the command line that pre-commit runs."""
    return " ".join([hook["entry"], *map(shlex.quote, used["args"])])


def test_the_hook_checks_the_repository_without_args(bash: Bash) -> None:
    """A repository that is one project needs no words."""
    done = bash(f"cd gap\n{read_hook()['entry']}", {})
    assert done.returncode == 1
    assert done.stderr.startswith("project.toml: monitored.EC_DC.source[0]: D104 ")


@pytest.mark.parametrize(
    ("name", "runs"),
    [
        ("plant-a/project.toml", True),
        ("plant-a/monitoring/2017-03.csv", True),
        ("a.csv.gz", True),
        ("book.xlsx", True),
        ("project.lock", True),
        ("README.md", False),
        ("src/a.py", False),
        ("csv", False),
    ],
)
def test_the_hook_runs_for_files_that_may_belong_to_a_project(name: str, runs: bool) -> None:
    """pre-commit searches the pattern in the path of a changed file."""
    assert (re.search(read_hook()["files"], name) is not None) == runs


def test_the_lines_for_gitlab_leave_a_report(bash: Bash, workspace: Path) -> None:
    """A failing check ends the job with 1 and leaves the files that the artifacts name."""
    (workspace / "gap").rename(workspace / "plant-a")
    job = snippet("GitLab")["monitoring-data"]
    done = bash("\n".join(job["script"]), job["variables"])
    assert done.returncode == 1
    report = ET.parse(workspace / job["artifacts"]["reports"]["junit"]).getroot()  # noqa: S314
    assert report.get("failures") == "1"
    (path,) = job["artifacts"]["paths"]
    assert (workspace / path).read_text("utf-8").startswith("### jcm-mrv check failed: plant-a")
    assert job["artifacts"]["when"] == "always"
    assert job["before_script"] == ["pip install jcm-mrv"]
