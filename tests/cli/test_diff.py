"""What ``diff`` takes for A and B, and what a script may rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.program import Run


def test_a_report_is_the_same_however_it_is_named(folder: Path, run: Run) -> None:
    """The file, the folder that holds it, the project, and its file: exit 0 among all of them."""
    assert run("report", "data-centre", "--output", "made").returncode == 0
    names = ("made/report.json", "made", "data-centre", "data-centre/project.toml")
    for name in names:
        done = run("diff", name, names[0])
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, "The reports are the same.")


def test_a_folder_with_both_is_a_project(folder: Path, run: Run) -> None:
    """What lies in project.toml today is compared, not what was written once."""
    assert run("report", "data-centre", "--output", "revised").returncode == 0
    done = run("diff", "data-centre", "revised", "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["credits"]["difference"] == 4


def test_a_folder_with_neither_is_told(folder: Path, run: Run) -> None:
    """The message is that of a project that is not there."""
    (folder / "empty").mkdir()
    done = run("diff", "data-centre", "empty")
    assert (done.returncode, done.stdout) == (2, "")
    assert "P001" in done.stderr


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "jcm-mrv/report/2"}', "[" * 100_000, '{"a": 1, "a": 1}']
)
def test_what_is_no_report_is_refused(folder: Path, run: Run, text: str) -> None:
    """One line names the file and what is wrong with it."""
    (folder / "broken.json").write_text(text, "utf-8")
    done = run("diff", "broken.json", "data-centre")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("jcm-mrv: broken.json is no report: ")
    assert done.stderr.count("\n") == 1


def test_a_report_whose_values_are_none_is_refused(folder: Path, run: Run) -> None:
    """A segment without a line is told by its place, with the file."""
    assert run("report", "data-centre", "--output", "made").returncode == 0
    path = folder / "made" / "report.json"
    document = json.loads(path.read_text("utf-8"))
    document["segments"][0]["vintage"] = 99
    path.write_text(json.dumps(document), "utf-8")
    done = run("diff", "made", "data-centre")
    assert done.returncode == 2
    assert done.stderr == "jcm-mrv: made cannot be compared: /segments/0: it lies in no line.\n"


def test_markdown_holds_no_markup_of_a_report(folder: Path, run: Run) -> None:
    """A title that is HTML, a mention or the end of a cell is text in the comment."""
    path = folder / "revised" / "project.toml"
    text = path.read_text("utf-8")
    title = "<img src=x> | @everyone [a](http://b) `c`"
    reference = 'reference_number = "LA001"\n'
    text = text.replace("Energy efficient data centre", title).replace(reference, "")
    path.write_text(text, "utf-8")
    done = run("diff", "data-centre", "revised", "--format", "markdown")
    assert done.returncode == 1
    assert "<img" not in done.stdout
    assert "@everyone" not in done.stdout
    assert done.stdout.count("](") == done.stdout.count("\\](")
    rows = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {6}


def test_the_bytes_are_the_same_on_every_run(folder: Path, run: Run) -> None:
    """Hash seeds change no order."""
    outputs = {
        run("diff", "data-centre", "revised", "--format", form, PYTHONHASHSEED=seed).stdout
        for form in ("json",)
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
