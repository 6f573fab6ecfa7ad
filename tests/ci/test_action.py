"""action.yml: its steps, run with bash as GitHub runs them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from tests.ci.conftest import Bash

ROOT = Path(__file__).parents[2]
EXPRESSION = re.compile(r"\$\{\{ *([a-z_.-]+) *\}\}")


@dataclass(frozen=True)
class Job:
    """Hold what a job shows after the action has run."""

    code: int
    log: str
    notes: str
    outputs: dict[str, str]
    summary: str


def read_action() -> Any:
    """Return the action as GitHub reads it."""
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def run_action(bash: Bash, folder: Path, **inputs: str) -> Job:
    """Run the steps in order, with the inputs in their variables, until one fails."""
    action = read_action()
    known = {name: about["default"] for name, about in action["inputs"].items()}
    assert inputs.keys() <= known.keys()
    values = {f"inputs.{name}": text for name, text in (known | inputs).items()}
    values["github.action_path"] = str(ROOT)
    output, summary = folder.parent / "output", folder.parent / "summary"
    runner = folder.parent / "runner"
    runner.mkdir()
    for file in (output, summary):
        file.touch()
    code, log, notes = 0, "", ""
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash"
        environment = {
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(runner),
        }
        for name, text in step.get("env", {}).items():
            environment[name] = EXPRESSION.sub(lambda match: values[match[1]], text)
        done = bash(step["run"], environment)
        code, log, notes = done.returncode, log + done.stdout, notes + done.stderr
        if code:
            break
    lines = output.read_text("utf-8").splitlines()
    outputs = dict(line.split("=", 1) for line in lines)
    return Job(code, log, notes, outputs, summary.read_text("utf-8"))


def test_no_input_is_part_of_a_script() -> None:
    """What is pasted into a script could be run; inputs reach it as variables only."""
    action = read_action()
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]
    outputs = {about["value"] for about in action["outputs"].values()}
    assert outputs == {
        "${{ steps.check.outputs.sarif }}",
        "${{ steps.check.outputs.exit-code }}",
    }
    assert [step.get("id") for step in action["runs"]["steps"]] == [None, "check"]


def test_a_finding_is_noted_on_its_line_and_fails_the_job(bash: Bash, workspace: Path) -> None:
    """Annotations in the log, SARIF as an output, a summary with the calendar."""
    job = run_action(bash, workspace, install="none", project="gap")
    assert job.code == 1
    (note,) = [line for line in job.log.splitlines() if line.startswith("::")]
    assert note.startswith("::error file=gap/project.toml,line=34,endLine=34,")
    assert job.outputs["exit-code"] == "1"
    sarif = json.loads(Path(job.outputs["sarif"]).read_text("utf-8"))
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["D104"]
    assert job.summary.startswith("### jcm-mrv check failed: gap\n")
    assert "EC_DC  2017" in job.summary
    assert "1 error" in job.notes


def test_a_good_project_passes(bash: Bash, workspace: Path) -> None:
    """Nothing is noted, and the summary says so."""
    job = run_action(bash, workspace, install="none", project="data-centre", until="2017-12-31")
    assert (job.code, job.outputs["exit-code"]) == (0, "0")
    assert "::" not in job.log
    assert job.summary.startswith("### jcm-mrv check passed: data-centre\n")


def test_several_projects_are_checked_in_one_run(bash: Bash, workspace: Path) -> None:
    """One a line; one that cannot be read makes the exit code 2, and is in the SARIF."""
    job = run_action(bash, workspace, install="none", project="data-centre\n\nrefused\ngap\n")
    assert (job.code, job.outputs["exit-code"]) == (2, "2")
    runs = json.loads(Path(job.outputs["sarif"]).read_text("utf-8"))["runs"]
    assert [len(run["results"]) for run in runs] == [0, 3, 1]
    assert job.summary.count("### jcm-mrv check ") == 3


def test_a_baseline_and_strict_reach_the_check(bash: Bash, workspace: Path) -> None:
    """The findings of today are accepted; a warning more counts only where it is asked for."""
    done = bash("jcm-mrv check gap --write-baseline known.json", {})
    assert done.returncode == 0
    job = run_action(bash, workspace, install="none", project="gap", baseline="known.json")
    assert (job.code, job.log.count("::error")) == (0, 0)


def test_warnings_count_where_they_are_asked_to(bash: Bash, workspace: Path) -> None:
    """strict: "true" fails the job for a warning."""
    file = workspace / "gap" / "project.toml"
    head, mark, rest = file.read_text("utf-8").partition("[[monitored.EC_DC.source]]\n")
    file.write_text(f'{head}{mark}gap_treatment = "zero"\n{rest}', "utf-8")
    job = run_action(bash, workspace, install="none", project="gap", strict="true")
    assert (job.code, job.log.count("::warning")) == (1, 1)


@pytest.mark.parametrize(
    "text", ["$(touch harmed)", "`touch harmed`", '"; touch harmed; "', "--help", "a b*"]
)
def test_an_input_is_a_word_whatever_it_holds(bash: Bash, workspace: Path, text: str) -> None:
    """A branch that names its folder cleverly runs nothing, and sets no option."""
    job = run_action(bash, workspace, install="none", project=text)
    assert job.code == 2
    assert "P001" in job.log
    assert not (workspace / "harmed").exists()


def test_wrong_usage_has_no_sarif(bash: Bash, workspace: Path) -> None:
    """A day that is none ends the job with the message, not with a missing file."""
    job = run_action(bash, workspace, install="none", project="gap", until="31.12.2017")
    assert (job.code, job.outputs) == (2, {"exit-code": "2"})
    assert "is not a date" in job.notes


def test_the_page_lists_every_input() -> None:
    """docs/how-to/ci.md has a row for each input, and its example sets known ones."""
    page = (ROOT / "docs" / "how-to" / "ci.md").read_text("utf-8")
    table = page.partition("| input |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(read_action()["inputs"])
    example = page.partition("## GitHub Actions")[2].partition("```yaml\n")[2].partition("```")[0]
    steps = yaml.safe_load(example)["jobs"]["check"]["steps"]
    (step,) = [one for one in steps if "jcm-mrv" in str(one.get("uses"))]
    assert step["with"].keys() <= read_action()["inputs"].keys()
