"""The whole procedure over files: what is missing, what was changed, what nobody should open."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.statement.signers import signer, verifier
from tests.unit.verification.handed import GAP, LAO, ONE_MWH_OF_IT, ROOT, read, report_of

from jcm_mrv.canonical import canonical
from jcm_mrv.run import calculate, lock, recompute
from jcm_mrv.sql import session
from jcm_mrv.statement.envelope import make_envelope
from jcm_mrv.statement.keys import read_public_key
from jcm_mrv.statement.statement import make_statement
from jcm_mrv.verification.document import render_verification
from jcm_mrv.verification.request import Request
from jcm_mrv.verification.sealing import check_seal, read_form
from jcm_mrv.verification.verifying import verify

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.verification.model import Verification

SMALL = ROOT / "tests" / "cli" / "projects" / "gap"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the Lao example whose files may be changed."""
    folder = tmp_path / "project"
    shutil.copytree(LAO, folder)
    return folder


def check(project: Path | None, data: bytes | None = None, **changes: Any) -> Verification:
    """Verify the report of the Lao example, its signatures set aside."""
    given: dict[str, Any] = {"unsigned": True, **changes}
    return verify(Request(report_of(LAO) if data is None else data, project, **given))


def marks(outcome: Verification) -> str:
    """Return the marks of the six steps in a row."""
    return "".join({"held": "+", "differs": "x", "unknown": "?"}[one.mark] for one in outcome.steps)


def messages(outcome: Verification, step: int) -> list[str]:
    """Return what a step tells, each with its code."""
    return [f"{one.code} {one.message}" for one in outcome.steps[step - 1].findings]


def test_a_report_and_its_inputs_are_reproduced(project: Path) -> None:
    """Every step holds, and nothing is told but that no signature was asked for."""
    outcome = check(project)
    assert (outcome.verdict, marks(outcome)) == ("REPRODUCED", "++++++")
    assert outcome.first is None


def test_a_missing_file_is_named_and_leaves_the_verdict_open(project: Path) -> None:
    """What is not there cannot be compared, and nothing differs for certain."""
    (project / "monitoring" / "2017-05.csv").unlink()
    outcome = check(project)
    assert (outcome.verdict, marks(outcome)) == ("UNVERIFIABLE", "+?????")
    assert messages(outcome, 2)[0].startswith("V314 monitoring/2017-05.csv is missing")


def test_a_changed_reading_is_placed_in_its_file_and_month(project: Path) -> None:
    """10 kWh more of IT in a step of May: both digests, the month, and 0.01 * 0.99828 t less."""
    path = project / "monitoring" / "2017-05.csv"
    text = path.read_text("utf-8")
    assert text.count("2017-05-01 00:00,28.55,") == 1
    path.write_text(text.replace("2017-05-01 00:00,28.55,", "2017-05-01 00:00,38.55,"), "utf-8")
    outcome = check(project)
    assert (outcome.verdict, marks(outcome)[1]) == ("DIFFERS", "x")
    told = messages(outcome, 2)
    assert len(told) == 1
    assert told[0].startswith("V315 monitoring/2017-05.csv has other bytes")
    assert outcome.first is not None
    assert outcome.first.name == "EC_IT in 2017-05"
    assert outcome.first.files == ("monitoring/2017-05.csv",)
    # The report has 0.01 MWh less than the file now.
    assert outcome.first.tonnes == ((0, -ONE_MWH_OF_IT / 100),)


def test_two_swapped_files_are_two_findings(project: Path) -> None:
    """Files of the same size that changed their names are found by their digests."""
    first, second = (project / "monitoring" / f"2017-{month}.csv" for month in ("04", "06"))
    other = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(other)
    outcome = check(project)
    assert outcome.verdict == "DIFFERS"
    assert [one.split(" ", 2)[:2] for one in messages(outcome, 2)] == [
        ["V315", "monitoring/2017-04.csv"],
        ["V315", "monitoring/2017-06.csv"],
    ]


def test_a_file_beside_those_that_are_listed_is_found(project: Path) -> None:
    """A file that the project's pattern takes in, and the report does not list, differs."""
    extra = (project / "monitoring" / "2017-03.csv").read_text("utf-8").splitlines()[0] + "\n"
    (project / "monitoring" / "2017-99.csv").write_text(extra, "utf-8")
    outcome = check(project)
    assert (outcome.verdict, marks(outcome)[1]) == ("DIFFERS", "x")
    assert messages(outcome, 2)[0].startswith("V316 ")


def test_a_listed_name_that_was_changed_differs(project: Path) -> None:
    """The file of the changed name is missing, and the one that is read is not listed."""
    document = read()
    document["inputs"][0]["path"] = "monitoring/2017-0x.csv"
    outcome = check(project, canonical(document))
    assert outcome.verdict == "DIFFERS"
    assert [one[:4] for one in messages(outcome, 2)] == ["V314", "V316"]


@pytest.mark.parametrize("path", ["../secret.csv", "/etc/hostname", "C:/secret.csv", "link.csv"])
def test_nothing_outside_of_the_folder_is_opened(
    project: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path of a report that leads out of the inputs is told, and no byte of it is read."""
    outside = project.parent / "secret.csv"
    outside.write_text("secret", "utf-8")
    (project / "link.csv").symlink_to(outside)
    opened: list[str] = []
    real = os.open

    def watch(name: Any, *arguments: Any, **options: Any) -> int:
        opened.append(str(name))
        return real(name, *arguments, **options)

    monkeypatch.setattr(os, "open", watch)
    document = read()
    document["inputs"][0]["path"] = path
    outcome = check(project, canonical(document))
    assert outcome.verdict == "DIFFERS"
    assert messages(outcome, 2)[0].startswith("V317 ")
    assert not [one for one in opened if "secret" in one or "hostname" in one]


def test_an_empty_list_of_inputs_is_never_a_pass(project: Path) -> None:
    """Where nothing is listed nothing was compared; what the project reads is not listed."""
    document = read()
    document["inputs"] = []
    assert check(project, canonical(document)).verdict == "DIFFERS"
    assert check(None, canonical(document)).verdict == "UNVERIFIABLE"


def test_a_folder_without_a_project_leaves_the_verdict_open(tmp_path: Path) -> None:
    """An empty folder gives nothing to recompute from."""
    outcome = check(tmp_path)
    assert (outcome.verdict, marks(outcome)) == ("UNVERIFIABLE", "+?????")


def test_a_project_that_cannot_be_read_is_told(project: Path) -> None:
    """A broken project.toml is a finding with the place of its fault, no traceback."""
    (project / "project.toml").write_text("schema = \n", "utf-8")
    outcome = check(project)
    assert (outcome.verdict, marks(outcome)) == ("DIFFERS", "+x????")
    assert "P002" in messages(outcome, 4)[0]


def test_a_methodology_that_is_not_there_leaves_the_verdict_open(project: Path) -> None:
    """The rules are taken from the verifier's library, or from nowhere."""
    path = project / "project.toml"
    path.write_text(path.read_text("utf-8").replace("LA_AM001 ver1.0", "XX_AM999 ver1.0"), "utf-8")
    outcome = check(project)
    assert marks(outcome)[2] == "?"
    assert messages(outcome, 3)[0].startswith("V320 ")


def test_a_recomputation_without_equations_is_no_pass(tmp_path: Path) -> None:
    """Where the inputs give no equation a value there is nothing that could be the same."""
    folder = tmp_path / "project"
    shutil.copytree(SMALL, folder)
    path = folder / "project.toml"
    path.write_text(path.read_text("utf-8").replace("[fixed.EF_elec]", "[fixed.EF_other]"), "utf-8")
    data = calculate(folder).report_bytes
    assert json.loads(data)["equations"] == []
    outcome = check(folder, data)
    assert outcome.verdict == "UNVERIFIABLE"
    assert messages(outcome, 4)[0].startswith("V330 ")


@pytest.mark.parametrize(
    ("data", "codes", "verdict"),
    [
        (b"", ["V310"], "DIFFERS"),
        (b"\xff", ["V310"], "DIFFERS"),
        (b"[" * 100_000, ["V310"], "DIFFERS"),
        (b'{"schema":"jcm-mrv/report/1","schema":"jcm-mrv/report/1"}', ["V310"], "DIFFERS"),
        (b'{"schema":"jcm-mrv/report/2"}', ["V311"], "UNVERIFIABLE"),
        (b'{"schema":"jcm-mrv/report/0"}', ["V311"], "DIFFERS"),
        (b'{"schema":"jcm-mrv/report/1"}', ["V310"], "DIFFERS"),
    ],
)
def test_bytes_that_are_no_report(data: bytes, codes: list[str], verdict: str) -> None:
    """Whatever is handed in gets a verdict, and the first step says why."""
    outcome = check(LAO, data)
    first = outcome.steps[0]
    assert [one.code for one in first.findings if one.code != "V313"][: len(codes)] == codes
    assert outcome.verdict == verdict


def test_the_same_document_in_other_bytes_differs() -> None:
    """A report that was opened and saved is another file: it has one form of bytes."""
    outcome = check(LAO, json.dumps(read(), indent=1).encode())
    assert marks(outcome) == "x+++++"
    assert messages(outcome, 1)[0].startswith("V310 the bytes are not canonical")


def test_a_key_has_to_be_given_or_nothing_asked() -> None:
    """Signed or not, without a key of the verifier's own nobody is known to have signed."""
    data = report_of(LAO)
    envelope = make_envelope(make_statement(data, read()), [signer(0)])
    assert check(LAO, unsigned=False).verdict == "UNVERIFIABLE"
    assert check(LAO, unsigned=False, envelope=envelope).verdict == "UNVERIFIABLE"
    assert check(LAO, unsigned=False, keys=[verifier(0)]).verdict == "UNVERIFIABLE"
    other = check(LAO, unsigned=False, envelope=envelope, keys=[verifier(1)])
    assert (other.verdict, other.signers) == ("DIFFERS", ())
    outcome = check(LAO, unsigned=False, envelope=envelope, keys=[verifier(0)])
    assert (outcome.verdict, outcome.signers) == ("REPRODUCED", (verifier(0).keyid,))


def test_an_envelope_of_another_report_differs_and_the_node_is_named_too() -> None:
    """An edited report fails by its signature, and the rest is carried out all the same."""
    envelope = make_envelope(make_statement(report_of(LAO), read()), [signer(0)])
    document = read()
    document["vintages"][0]["credits"] = 172
    outcome = check(LAO, canonical(document), unsigned=False, envelope=envelope, keys=[verifier(0)])
    assert marks(outcome) == "x++++x"
    assert outcome.first is not None
    assert outcome.first.name == "credits of 2017"
    assert outcome.signers == ()


VECTORS = ROOT / "docs" / "vectors" / "statement"
INDEX = json.loads((VECTORS / "index.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", INDEX["vectors"], ids=lambda one: str(one["name"]))
def test_the_first_step_follows_the_vectors_of_the_statement(vector: dict[str, Any]) -> None:
    """The published vectors get the verdict that they state, from signatures alone."""
    form = read_form((VECTORS / vector["report"]).read_bytes(), vector["report"])
    text = vector["envelope"]
    sealed = check_seal(
        form,
        None if text is None else text.encode(),
        [read_public_key((VECTORS / name).read_bytes()) for name in vector["keys"]],
        unsigned=False,
        name="report.json",
        envelope_name="report.dsse.json",
    )
    severities = {one.severity for one in sealed.findings}
    verdict = "SIGNED"
    if "error" in severities:
        verdict = "DIFFERS"
    elif "warning" in severities:
        verdict = "UNVERIFIABLE"
    assert verdict == vector["verdict"]


def test_a_check_that_is_set_aside_treats_and_nulls_nothing() -> None:
    """The error of a gap, set aside, withholds no credits, and is told apart."""
    whole, without = recompute(GAP), recompute(GAP, aside={"D104"})
    assert whole.document["vintages"][0]["credits"] is None
    assert without.document["vintages"][0]["credits"] is not None
    assert {one.code for one in without.aside} == {"D104"}
    listed = [one["code"] for one in without.document["checks"]]
    assert "D104" not in listed
    assert "D104" not in [one["code"] for one in without.document["findings"]]


def test_the_verifiers_copy_of_the_lock_is_compared_with_the_plan(tmp_path: Path) -> None:
    """The same lock under another name holds; one that the plan drifted from differs."""
    folder = tmp_path / "project"
    shutil.copytree(LAO, folder)
    (folder / "project.lock").write_bytes(lock(folder).data or b"")
    ours = tmp_path / "ours.lock"
    shutil.copyfile(folder / "project.lock", ours)
    text = (folder / "project.toml").read_text("utf-8")
    (folder / "project.toml").write_text(text.replace("0.5546", "0.56"), "utf-8")
    data = calculate(folder).report_bytes
    assert "P08" in data.decode()
    assert check(folder, data, lock=ours).verdict == "REPRODUCED"
    (folder / "project.lock").unlink()
    assert check(folder, data, lock=ours).verdict == "REPRODUCED"
    assert check(folder, data).verdict == "UNVERIFIABLE"
    unlocked = calculate(folder).report_bytes
    assert check(folder, unlocked).verdict == "REPRODUCED"
    outcome = check(folder, unlocked, lock=ours)
    assert outcome.verdict == "DIFFERS"
    assert "V345" in [one.code for one in outcome.steps[4].findings]


def test_a_lock_that_cannot_be_used_leaves_the_plan_undecided(tmp_path: Path) -> None:
    """A damaged copy of the verifier proves nothing against a report."""
    damaged = tmp_path / "ours.lock"
    damaged.write_text("{}", "utf-8")
    outcome = check(LAO, lock=damaged)
    assert (outcome.verdict, marks(outcome)) == ("UNVERIFIABLE", "++++?+")


def test_no_database_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are frozen nowhere leave the verdict open; a verifier has no access."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a database was asked")

    monkeypatch.setattr(session, "run_query", refuse)
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "cli" / "projects" / "historian", folder)
    recomputed = recompute(folder)
    assert len(recomputed.unfrozen) == 1
    outcome = check(folder, canonical(recomputed.document))
    assert outcome.verdict == "UNVERIFIABLE"
    assert "no database is asked" in messages(outcome, 4)[0]


def test_the_document_of_an_outcome_is_the_same_each_time() -> None:
    """The same report, inputs and options give the same bytes."""
    document = read()
    document["totals"]["credits"] = 208
    data = canonical(document)
    first, second = (canonical(render_verification(check(LAO, data))) for _ in range(2))
    assert first == second
    assert json.loads(first)["verdict"] == "DIFFERS"
