"""Public versions on the command line: written beside a signed report, opened value by value."""

from __future__ import annotations

import stat
import subprocess
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from tests.unit.disclosure import plain

from jcm_mrv.canonical import read_json
from jcm_mrv.cli import main
from jcm_mrv.disclosure.publishing import check_public

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.program import Run

BLINDING = sha256(b"any").hexdigest()
EXTRA = f"""
[[participants]]
name = "Example Holding K.K."
country = "JP"
[report]
confidential = ["participants", "monitored.EC_IT", "equations.RE", "equations.ER"]
blinding = "{BLINDING}"
"""


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the program here, where no process is of interest."""

    def run_words(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as changed:
            changed.chdir(folder)
            for name, value in variables.items():
                changed.setenv(name, value)
            code = main(list(words))
        said = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, said.out, said.err)

    return run_words


@pytest.fixture
def plant(folder: Path, run: Run) -> Path:
    """Return the folder of a report that keeps parts back; it is not signed."""
    project = folder / "data-centre" / "project.toml"
    project.write_text(project.read_text("utf-8") + EXTRA, encoding="utf-8")
    assert run("report", "data-centre", "--output", "out").returncode == 0
    return folder / "out"


@pytest.fixture
def sealed(plant: Path, run: Run) -> Path:
    """Return the folder of a report that keeps parts back and is signed."""
    assert run("keygen", "key", "--no-passphrase").returncode == 0
    assert run("sign", "out/report.json", "--key", "key.pem").returncode == 0
    return plant


def test_the_public_version_shows_nothing_that_is_kept_back(run: Run, sealed: Path) -> None:
    """It lies beside the report, under the root that was signed, without the names."""
    done = run("report", "--public", "out/report.json")
    data = (sealed / "report.public.json").read_bytes()
    assert done.returncode == 0
    assert done.stdout == f"out/report.public.json\nsha256 {sha256(data).hexdigest()}\n"
    openings = read_json((sealed / "report.openings.json").read_bytes())
    assert check_public(data).root == openings["root"] == plain.root(read_json(data)["document"])
    assert f"under the root {openings['root']}.\n" in done.stderr
    for text in (b"Example Holding", BLINDING.encode(), b'"435"'):
        assert text in (sealed / "report.json").read_bytes()
        assert text not in data


def test_of_a_project_the_same_public_version_comes_out(run: Run, sealed: Path) -> None:
    """The project is calculated again, and gives the report that was signed."""
    run("report", "--public", "out/report.json")
    before = (sealed / "report.public.json").read_bytes()
    refused = run("report", "data-centre", "--public", "--output", "out")
    assert refused.returncode == 2
    assert "is there already; add --overwrite to replace it" in refused.stderr
    done = run("report", "data-centre", "--public", "--output", "out", "--overwrite")
    assert done.returncode == 0
    assert (sealed / "report.public.json").read_bytes() == before


def test_a_project_that_changed_has_no_public_version(run: Run, sealed: Path, folder: Path) -> None:
    """What was signed is not what the project gives now: nothing is written."""
    project = folder / "data-centre" / "project.toml"
    project.write_text(project.read_text("utf-8").replace("435", "436"), encoding="utf-8")
    done = run("report", "data-centre", "--public", "--output", "out")
    assert done.returncode == 1
    assert "out/report.json is not what the project gives now; nothing was written" in done.stderr
    assert not (sealed / "report.public.json").exists()


def test_a_report_is_signed_first(run: Run, plant: Path) -> None:
    """Salts are made with the first signature; without them there is nothing to publish."""
    done = run("report", "--public", "out/report.json")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "jcm-mrv: out/report.openings.json is missing, which is made when the report is signed; "
        "sign it first: jcm-mrv sign out/report.json --key KEY\n"
    )
    assert sorted(path.name for path in plant.iterdir()) == ["report.json"]


def test_openings_of_another_report_publish_nothing(run: Run, sealed: Path) -> None:
    """A report that was written anew after the signature needs a new one."""
    report = sealed / "report.json"
    report.write_bytes(report.read_bytes().replace(b"Example Holding K.K.", b"Other Holding K.K."))
    done = run("report", "--public", "out/report.json")
    assert done.returncode == 1
    assert "report.openings.json: V383 they belong to another report" in done.stderr
    assert not (sealed / "report.public.json").exists()


def test_what_follows_from_the_rest_is_told(run: Run, sealed: Path, folder: Path) -> None:
    """A warning names the equation, and what to mark besides; the file is written."""
    project = folder / "data-centre" / "project.toml"
    text = project.read_text("utf-8").replace(', "equations.RE", "equations.ER"', ', "events"')
    project.write_text(text, encoding="utf-8")
    assert run("report", "data-centre", "--output", "new").returncode == 0
    assert run("sign", "new/report.json", "--key", "key.pem").returncode == 0
    done = run("report", "--public", "new/report.json")
    assert done.returncode == 0
    assert (
        'V385 what "monitored.EC_IT" keeps back, here and at 1 other place, follows from '
        "RE = EC_IT * PUE_RE * EF_elec; mark equations.RE or fixed.EF_elec or fixed.PUE_RE as well"
    ) in " ".join(done.stderr.split())
    assert 'V386 the word "events" keeps nothing of this report back' in done.stderr


def test_single_values_are_opened_for_one_reader(run: Run, sealed: Path) -> None:
    """A word or a pointer chooses; the file is its owner's alone, and opens no more."""
    run("report", "--public", "out/report.json")
    done = run("disclose", "out/report.json", "--only", "participants", "--output", "out/one.json")
    assert done.returncode == 0
    assert done.stdout == "out/one.json\n"
    assert "Opens 2 of " in done.stderr
    path = sealed / "one.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    entries = read_json(path.read_bytes())["openings"]
    assert [(one["pointer"], one["value"]) for one in entries] == [
        ("/project/participants/0/country", "JP"),
        ("/project/participants/0/name", "Example Holding K.K."),
    ]
    again = run(
        "disclose",
        "out/report.json",
        *("--only", "/project/participants", "--output", "out/two.json"),
    )
    assert again.returncode == 0
    assert (sealed / "two.json").read_bytes() == path.read_bytes()


def test_a_public_report_is_verified_as_far_as_it_shows(run: Run, sealed: Path) -> None:
    """Alone UNVERIFIABLE, with all openings and the project REPRODUCED, changed DIFFERS."""
    run("report", "--public", "out/report.json")
    words = ("verify", "out/report.public.json", "--keys", "key.pub.pem")
    alone = run(*words)
    assert alone.returncode == 3
    assert "V384" in alone.stderr
    whole = run(*words, "--openings", "out/report.openings.json", "--inputs", "data-centre")
    assert whole.returncode == 0
    assert whole.stdout.startswith("REPRODUCED")
    run("disclose", "out/report.json", "--only", "participants", "--output", "one.json")
    some = run(*words, "--openings", "one.json")
    assert some.returncode == 3
    assert 'V388 opened: "Example Holding K.K."' in some.stderr
    public = sealed / "report.public.json"
    public.write_bytes(public.read_bytes().replace(b'"credits":206', b'"credits":207'))
    changed = run(*words)
    assert changed.returncode == 1
    assert "V381 its values give the root" in changed.stderr


def test_openings_are_for_a_public_report(run: Run, sealed: Path) -> None:
    """A full report has nothing to open."""
    done = run(
        *("verify", "out/report.json", "--keys", "key.pub.pem"),
        *("--openings", "out/report.openings.json"),
    )
    assert done.returncode == 2
    assert "this report shows everything" in done.stderr


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("/project/title", "nothing is kept back at /project/title"),
        ("meters", '"meters" is neither a pointer nor a word that the report keeps something back'),
        ("project/title", "a pointer begins with a slash"),
    ],
)
def test_what_cannot_be_opened_is_told(run: Run, sealed: Path, place: str, message: str) -> None:
    """A place that is shown, a word that was not used, a slip: nothing is written."""
    done = run("disclose", "out/report.json", "--only", place, "--output", "out/one.json")
    assert done.returncode == 2
    assert message in done.stderr
    assert not (sealed / "one.json").exists()


@pytest.mark.parametrize("data", [b"", b"{}", b'{"schema":"jcm-mrv/report/1"}', b"[" * 10**5])
def test_what_is_no_report_is_told(run: Run, folder: Path, data: bytes) -> None:
    """Any other file is a message."""
    (folder / "report.json").write_bytes(data)
    done = run("report", "--public", "report.json")
    assert done.returncode == 2
    assert done.stderr.startswith("jcm-mrv: report.json is no report: ")


def test_the_place_of_the_public_version_is_that_of_the_report(run: Run, sealed: Path) -> None:
    """It is found beside the report, so that --output has nothing to say."""
    done = run("report", "--public", "out/report.json", "--output", "elsewhere")
    assert done.returncode == 2
    assert "leave out --output" in done.stderr
