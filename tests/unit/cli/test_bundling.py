"""What a person gets who bundles a report."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import bagit
import pytest
from tests.unit.statement.signers import signer

from jcm_mrv.bundle.reading import read_bundle
from jcm_mrv.cli.answer import Answer, ExitCode, UsageError
from jcm_mrv.cli.bundling import Wish, make_bundle
from jcm_mrv.errors import WriteFault
from jcm_mrv.run import calculate, lock
from jcm_mrv.statement.envelope import make_envelope
from jcm_mrv.statement.statement import make_statement

ROOT = Path(__file__).parents[3]
SMALL = ROOT / "tests" / "cli" / "projects" / "data-centre"
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/project.toml"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small project with its report in out/report.json."""
    folder = tmp_path / "plant"
    shutil.copytree(SMALL, folder)
    (folder / "out").mkdir()
    (folder / "out" / "report.json").write_bytes(calculate(folder).report_bytes)
    return folder


def bundle(report: Path, **changes: object) -> Answer:
    """Bundle a report, with what is typed beyond it."""
    wish = Wish(report, None, None, False, None, False, ())
    return make_bundle(replace(wish, **changes))  # type: ignore[arg-type]


def names_in(path: Path) -> set[str]:
    """Return the paths in a bundle, without its folder."""
    with zipfile.ZipFile(path) as archive:
        return {name.partition("/")[2] for name in archive.namelist()}


def sign(report: Path) -> bytes:
    """Write the envelope of a report beside it, and return its bytes."""
    data = report.read_bytes()
    envelope = make_envelope(make_statement(data, json.loads(data)), [signer(0)])
    report.with_name("report.dsse.json").write_bytes(envelope)
    return envelope


def test_a_bundle_lies_beside_its_report(project: Path) -> None:
    """Named after the reference number; its path and its digest are printed."""
    answer = bundle(project / "out")
    path = project / "out" / "LA001.zip"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (answer.code, answer.asked) == (ExitCode.YES, f"{path}\nsha256 {digest}\n")
    assert "not signed" in answer.notes
    names = names_in(path)
    report = (project / "out" / "report.json").read_bytes()
    inputs = set(re.findall(r'"path":"([^"]+)","rows"', report.decode()))
    assert {name for name in names if name.startswith("data/inputs/")} == {
        f"data/inputs/{name}" for name in inputs
    }
    assert "project.toml" in inputs
    assert {name for name in names if not name.startswith(("data/inputs/", "data/codes/"))} == {
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "data/report.json",
        "data/README.txt",
        "data/methodology/data-center-efficiency/1/methodology.toml",
        "data/methodology/data-center-efficiency/1/cases.toml",
    }
    codes = set(re.findall(r'"code":"([PDC]\d{3})"', report.decode()))
    assert {f"data/codes/{code}.md" for code in codes} <= names


def test_the_same_report_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    """Whatever the time of the files, their folder, and the name of the bundle."""
    bundle(project / "out" / "report.json", output=tmp_path / "one.zip")
    os.utime(project / "project.toml", (0, 0))
    shutil.move(project, tmp_path / "elsewhere")
    bundle(tmp_path / "elsewhere" / "out", output=tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_a_bundle_holds_all_that_a_run_reads(example: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere, the inputs give the same report, byte for byte; bagit finds it valid."""
    (tmp_path / "report.json").write_bytes(calculate(example).report_bytes)
    path = tmp_path / "x.zip"
    assert bundle(tmp_path, inputs=example, output=path).code == ExitCode.YES
    folder = read_bundle(path, tmp_path / "scratch").folder / "data"
    again = calculate(folder / "inputs").report_bytes
    assert again == (folder / "report.json").read_bytes()
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "bag")
    (top,) = (tmp_path / "bag").iterdir()
    bagit.Bag(str(top)).validate()


def test_a_changed_input_is_refused(project: Path) -> None:
    """Nothing is written, a bundle that is there stays, and what differs is told."""
    bundle(project / "out")
    before = (project / "out" / "LA001.zip").read_bytes()
    with (project / "project.toml").open("ab") as stream:
        stream.write(b"# a remark\n")
    answer = bundle(project / "out", overwrite=True)
    assert (answer.code, answer.asked) == (ExitCode.NO, "")
    assert re.match(r"project\.toml: V367 the file has [\d,]+ bytes, and the report", answer.notes)
    assert (project / "out" / "LA001.zip").read_bytes() == before
    assert sorted(path.name for path in (project / "out").iterdir()) == ["LA001.zip", "report.json"]


def test_nothing_is_overwritten_unasked(project: Path) -> None:
    """--overwrite replaces a bundle; without it what is there is told before any work."""
    bundle(project / "out")
    with pytest.raises(WriteFault, match="--overwrite"):
        bundle(project / "out")
    assert bundle(project / "out", overwrite=True).code == ExitCode.YES


def test_the_inputs_are_looked_for_beside_and_above(project: Path, tmp_path: Path) -> None:
    """Elsewhere they are to be named."""
    shutil.copy(project / "out" / "report.json", project)
    assert bundle(project / "report.json").code == ExitCode.YES
    (tmp_path / "far" / "away").mkdir(parents=True)
    shutil.copy(project / "out" / "report.json", tmp_path / "far" / "away")
    with pytest.raises(UsageError, match="--inputs DIR"):
        bundle(tmp_path / "far" / "away")
    assert bundle(tmp_path / "far" / "away", inputs=project).code == ExitCode.YES


@pytest.mark.parametrize("content", [b"", b"{}", b'{"schema":"jcm-mrv/report/9"}', b"PK\3\4"])
def test_what_is_no_report_is_refused(content: bytes, tmp_path: Path) -> None:
    """The file is named, and what was expected."""
    (tmp_path / "report.json").write_bytes(content)
    with pytest.raises(UsageError, match=r"report\.json: .*a report of jcm-mrv report is expected"):
        bundle(tmp_path)
    with pytest.raises(UsageError, match="does not exist"):
        bundle(tmp_path / "missing.json")


def test_signatures_go_with_the_report(project: Path) -> None:
    """The envelope beside the report, as it is; salts only when they are asked for."""
    out = project / "out"
    envelope = sign(out / "report.json")
    (out / "report.openings.json").write_bytes(b"{}")
    assert "; signed" in bundle(out).notes
    with zipfile.ZipFile(out / "LA001.zip") as archive:
        assert archive.read("LA001/data/report.dsse.json") == envelope
        assert b"--keys" in archive.read("LA001/data/README.txt")
    assert "data/report.openings.json" not in names_in(out / "LA001.zip")
    bundle(out, openings=True, overwrite=True)
    assert "data/report.openings.json" in names_in(out / "LA001.zip")


def test_a_bundle_that_is_not_for_all_says_so(project: Path) -> None:
    """Inputs go in whole, also what the public version of the report would keep back."""
    with (project / "project.toml").open("a", encoding="utf-8") as stream:
        blinding = "0123456789abcdef" * 4
        stream.write(f'\n[report]\nconfidential = ["title"]\nblinding = "{blinding}"\n')
    (project / "out" / "report.json").write_bytes(calculate(project).report_bytes)
    (project / "out" / "report.openings.json").write_bytes(b"{}")
    assert "confidential: it is for the verifier alone" in bundle(project / "out").notes
    assert "salts" in bundle(project / "out", openings=True, overwrite=True).notes


def test_a_signature_over_another_report_is_refused(project: Path) -> None:
    """A bundle that cannot be verified is not written; the code is that of verify."""
    out = project / "out"
    envelope = sign(out / "report.json")
    (out / "report.json").write_bytes((out / "report.json").read_bytes() + b"\n")
    assert "V305" in bundle(out).notes
    (out / "report.dsse.json").write_bytes(b"{}")
    assert "V302" in bundle(out).notes
    (out / "report.dsse.json").unlink()
    for content, word in ((envelope, "not about this report"), (b"{}", "cannot be read")):
        (out / "report.verification.dsse.json").write_bytes(content)
        answer = bundle(out)
        assert answer.code == ExitCode.NO
        assert "V367" in answer.notes
        assert word in answer.notes
    assert not (out / "LA001.zip").exists()


def test_a_countersignature_goes_with_the_report(project: Path) -> None:
    """Any statement that names the report's digest as a subject."""
    out = project / "out"
    envelope = sign(out / "report.json")
    (out / "report.verification.dsse.json").write_bytes(envelope)
    assert bundle(out).code == ExitCode.YES
    assert "data/report.verification.dsse.json" in names_in(out / "LA001.zip")


def test_the_lock_goes_with_the_report(project: Path, tmp_path: Path) -> None:
    """The one that the report was compared with: the project's own, or the copy that is named."""
    locking = lock(project)
    assert locking.data is not None
    (project / "project.lock").write_bytes(locking.data)
    (project / "out" / "report.json").write_bytes(calculate(project).report_bytes)
    assert bundle(project / "out").code == ExitCode.YES
    shutil.move(project / "project.lock", tmp_path / "kept.lock")
    assert "V367" in bundle(project / "out", overwrite=True).notes
    copy = {"lock": tmp_path / "kept.lock", "overwrite": True}
    assert bundle(project / "out", **copy).code == ExitCode.YES
    folder = read_bundle(project / "out" / "LA001.zip", tmp_path / "scratch").folder / "data"
    assert (folder / "inputs" / "project.lock").read_bytes() == locking.data
    assert calculate(folder / "inputs").report_bytes == (folder / "report.json").read_bytes()


def test_a_report_about_a_file_without_digest_is_refused(project: Path) -> None:
    """A file that could not be read is no input, and the finding could not be made again."""
    (project / "project.lock").write_bytes(b"{}")
    (project / "out" / "report.json").write_bytes(calculate(project).report_bytes)
    answer = bundle(project / "out")
    assert answer.code == ExitCode.NO
    assert "project.lock: V367 the report tells of an error in the file (P080)" in answer.notes
