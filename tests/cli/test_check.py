"""The command check: formats, baselines and exit codes together, as a job of CI runs them."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from tests.cli.program import environment

from jcm_mrv.cli import main

if TYPE_CHECKING:
    from tests.cli.program import Run

MACHINES = ("json", "github", "junit", "sarif", "markdown")


@pytest.fixture
def plant(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with one gap that is an error, in the current folder."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Path("gap")


def fill_gap(plant: Path) -> None:
    """Write the reading of 12:00 that is missing."""
    table = plant / "monitoring" / "readings.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    here = next(number for number, line in enumerate(lines) if "12:00" in line)
    cells = lines[here].rstrip("\n").split(",")
    lines[here] = ",".join(cell or "2" for cell in cells) + "\n"
    table.write_text("".join(lines), "utf-8")


def lower_to_warning(plant: Path) -> None:
    """Declare a treatment, which makes a warning of the error."""
    file = plant / "project.toml"
    text = file.read_text("utf-8")
    head, mark, rest = text.partition("[[monitored.EC_DC.source]]\n")
    file.write_text(f'{head}{mark}gap_treatment = "zero"\n{rest}', "utf-8")


def test_a_gap_can_be_filled_and_lowered(plant: Path) -> None:
    """The two changes that other tests make do what they say."""
    assert main(["check", "gap"]) == 1
    lower_to_warning(plant)
    assert main(["check", "gap"]) == 0
    fill_gap(plant)
    assert main(["check", "gap", "--strict"]) == 0


@pytest.mark.parametrize("form", ["text", *MACHINES])
def test_warnings_count_with_strict_in_every_format(
    form: str, plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code does not depend on how the answer is written."""
    lower_to_warning(plant)
    assert main(["check", "gap", "--format", form]) == 0
    assert main(["check", "gap", "--format", form, "--strict"]) == 1
    assert "warning" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", *MACHINES])
def test_a_period_that_still_runs_is_checked_in_every_format(
    form: str, plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Up to the day before the gap all is well; a day before the period is refused in the form."""
    file = plant / "project.toml"
    file.write_text(file.read_text("utf-8").replace("end = 2017-03-01", "end = 2017-03-02"))
    assert main(["check", "gap", "--format", form]) == 1
    fill_gap(plant)
    assert main(["check", "gap", "--format", form]) == 1  # nothing is read for 2 March
    capsys.readouterr()
    assert main(["check", "gap", "--format", form, "--until", "2017-03-01"]) == 0
    assert capsys.readouterr().err == "jcm-mrv: no findings.\n"
    assert main(["check", "gap", "--format", form, "--until", "2016-12-31"]) == 2
    shown = capsys.readouterr()
    assert "P040" in (shown.err if form == "text" else shown.out)


@pytest.mark.parametrize("form", MACHINES)
@pytest.mark.parametrize("project", ["refused", "nothing-here"])
def test_a_project_that_cannot_be_read_is_told_in_the_format(
    form: str, project: str, plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A job that reads SARIF or JUnit learns of a broken project.toml as of anything else."""
    assert main(["check", project, "--format", form]) == 2
    shown = capsys.readouterr()
    code = "P012" if project == "refused" else "P001"
    assert code in shown.out
    assert shown.err == ("jcm-mrv: 3 errors.\n" if project == "refused" else "jcm-mrv: 1 error.\n")
    if form == "json":
        assert code in {one["code"] for one in json.loads(shown.out)}
    elif form == "junit":
        assert ET.fromstring(shown.out.encode()).get("failures") != "0"  # noqa: S314
    elif form == "sarif":
        (run,) = json.loads(shown.out)["runs"]
        assert run["invocations"] == [{"executionSuccessful": False, "exitCode": 2}]


def test_a_baseline_accepts_what_it_knows(plant: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Written once, it turns the answer to yes until something new comes."""
    assert main(["check", "gap", "--write-baseline", "known.json"]) == 0
    assert capsys.readouterr().err == (
        "jcm-mrv: known.json accepts 1 error; read it before you commit it.\n"
    )
    assert main(["check", "gap", "--baseline", "known.json"]) == 0
    assert capsys.readouterr().err == (
        "jcm-mrv: no new findings.\njcm-mrv: 1 finding is accepted by the baseline.\n"
    )
    # A line more in the file moves the place, and nothing else.
    file = plant / "project.toml"
    file.write_text("# a remark\n" + file.read_text("utf-8"), "utf-8")
    assert main(["check", "gap", "--baseline", "known.json"]) == 0
    # The fixed value without a source is new.
    file.write_text(file.read_text("utf-8").replace("source = ", "comment = ", 1), "utf-8")
    capsys.readouterr()
    assert main(["check", "gap", "--baseline", "known.json"]) != 0
    assert "D104" not in capsys.readouterr().err


def test_what_has_gone_is_told_and_a_baseline_is_renewed(
    plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Credits are nulled as before: a baseline is for the check alone."""
    assert main(["check", "gap", "--write-baseline", "known.json"]) == 0
    assert main(["calculate", "gap"]) == 1
    fill_gap(plant)
    capsys.readouterr()
    assert main(["check", "gap", "--baseline", "known.json"]) == 0
    assert capsys.readouterr().err == (
        "jcm-mrv: no new findings.\n"
        "jcm-mrv: 1 accepted finding no longer occurs; renew the baseline.\n"
    )
    assert main(["check", "gap", "--write-baseline", "known.json"]) == 0
    assert json.loads(Path("known.json").read_text("utf-8"))["findings"] == []
    assert list(Path().glob(".*")) == []


@pytest.mark.parametrize("form", MACHINES)
def test_only_new_findings_are_told_in_every_format(
    form: str, plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """SARIF alone lists what is accepted, marked as unchanged."""
    assert main(["check", "gap", "--write-baseline", "known.json"]) == 0
    capsys.readouterr()
    assert main(["check", "gap", "--baseline", "known.json", "--format", form]) == 0
    shown = capsys.readouterr()
    assert shown.err == ("jcm-mrv: no findings.\njcm-mrv: 1 finding is accepted by the baseline.\n")
    if form == "sarif":
        (result,) = json.loads(shown.out)["runs"][0]["results"]
        assert result["baselineState"] == "unchanged"
    else:
        assert "no reading for" not in shown.out


def test_an_accepted_finding_that_becomes_worse_is_told(
    plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was accepted as a warning is not accepted as an error."""
    text = (plant / "project.toml").read_text("utf-8")
    lower_to_warning(plant)
    assert main(["check", "gap", "--write-baseline", "known.json"]) == 0
    (plant / "project.toml").write_text(text, "utf-8")
    capsys.readouterr()
    assert main(["check", "gap", "--baseline", "known.json"]) == 1
    assert "D104" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            ["gap", "data-centre", "--baseline", "known.json"],
            "jcm-mrv: a baseline belongs to one project; check the projects one by one.\n",
        ),
        (
            ["gap", "--baseline", "known.json", "--write-baseline", "known.json"],
            "jcm-mrv: write one of --baseline and --write-baseline.\n",
        ),
        (
            ["gap", "--write-baseline", "gap/project.toml"],
            "jcm-mrv: gap/project.toml is there and is no baseline; it was not touched.\n",
        ),
        (
            ["gap", "--also", "sarif=gap/project.toml"],
            "jcm-mrv: gap/project.toml is there already and is never overwritten; "
            "nothing was written.\n",
        ),
        (
            ["gap", "--write-baseline", "no-folder/known.json"],
            "jcm-mrv: the folder no-folder does not exist; make it, or name another; "
            "nothing was written.\n",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(
    words: list[str], expected: str, plant: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of a project is ever written over."""
    before = (plant / "project.toml").read_bytes()
    assert main(["check", *words]) == 2
    assert capsys.readouterr().err == expected
    assert (plant / "project.toml").read_bytes() == before


def test_a_project_that_cannot_be_read_gets_no_baseline(plant: Path) -> None:
    """A refusal is not accepted, neither when a baseline is written nor when it is read."""
    assert plant.exists()
    assert main(["check", "refused", "--write-baseline", "known.json"]) == 2
    assert not Path("known.json").exists()
    assert main(["check", "gap", "--write-baseline", "known.json"]) == 0
    assert main(["check", "refused", "--baseline", "known.json"]) == 2


def test_one_run_writes_several_formats(plant: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Readings are read once; a file holds to the byte what the format prints."""
    printed = {}
    for form in MACHINES:
        main(["check", plant.as_posix(), "--format", form])
        printed[form] = capsys.readouterr().out
    also = [word for form in MACHINES for word in ("--also", f"{form}=out/findings.{form}")]
    assert main(["check", plant.as_posix(), *also]) == 1
    written = {form: Path(f"out/findings.{form}").read_text("utf-8") for form in MACHINES}
    assert written == printed


def test_a_project_is_named_from_the_current_folder(
    plant: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In CI a path leads from the root of the repository to the file, wherever the project lies."""
    seen = []
    for folder, word in ((".", "gap"), (".", "gap/project.toml"), ("gap", "."), ("gap", "../gap")):
        with monkeypatch.context() as patch:
            patch.chdir(folder)
            main(["check", word, "--format", "sarif"])
        place = json.loads(capsys.readouterr().out)["runs"][0]["results"][0]["locations"][0]
        seen.append(place["physicalLocation"]["artifactLocation"]["uri"])
    assert seen == ["gap/project.toml", "gap/project.toml", "project.toml", "project.toml"]
    main(["check", str(plant.absolute()), "--format", "github"])
    assert "file=gap/project.toml," in capsys.readouterr().out


def test_a_terminal_gets_the_calendar_and_a_pipe_does_not(run: Run, plant: Path) -> None:
    """A person sees at once which months are complete; a script asks for it."""
    assert plant.exists()
    assert run("check", "gap").stdout == ""
    assert run("check", "gap", "--calendar").stdout.startswith(
        "Completeness of the readings of gap"
    )
    shown = run_in_terminal("check", "gap")
    assert "EC_DC  2017" in shown
    assert "Completeness" not in run_in_terminal("check", "gap", "--no-calendar")
    assert "Completeness" not in run_in_terminal("check", "gap", "--format", "github")


def run_in_terminal(*words: str) -> str:
    """Return what the program shows when stdout and stderr are a terminal."""
    mine, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "jcm_mrv.cli", *words],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment(NO_COLOR="1"),
    )
    os.close(terminal)
    shown = b""
    try:
        while part := os.read(mine, 65_536):
            shown += part
    except OSError:
        pass  # Linux tells the end of a terminal so
    os.close(mine)
    assert process.wait(60) in (0, 1)
    return shown.decode()
