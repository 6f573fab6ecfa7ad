"""Step 0 of a verification: the bundle."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.bundle.bags import PAYLOAD, Entry, bag_of, write_bag, zip_of

from jcm_mrv.cli.bundling import Wish, make_bundle
from jcm_mrv.run import calculate
from jcm_mrv.verification import bundles
from jcm_mrv.verification.bundles import Unpacked, unpack_bundle, verify_bundle
from jcm_mrv.verification.materiality import parse_threshold
from jcm_mrv.verification.request import Request

if TYPE_CHECKING:
    from jcm_mrv.verification.model import Verification

ROOT = Path(__file__).parents[3]
PROJECT = ROOT / "tests" / "cli" / "projects" / "data-centre"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a bundle of a small project."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "report.json").write_bytes(calculate(PROJECT).report_bytes)
    make_bundle(Wish(folder, PROJECT, None, False, None, False, ()))
    return folder / "LA001.zip"


def judge(path: Path, scratch: Path) -> Verification:
    """Verify a bundle as the command does, without signatures."""
    unpacked = unpack_bundle(path, scratch)
    if unpacked.bundle is None:
        return verify_bundle(unpacked, Request(b"", None, unsigned=True))
    data = unpacked.bundle.folder / "data"
    report = (data / "report.json").read_bytes()
    return verify_bundle(unpacked, Request(report, data / "inputs", unsigned=True))


def test_a_whole_bundle_is_reproduced(whole: Path, tmp_path: Path) -> None:
    """Its own inputs give its report; step 0 comes first."""
    outcome = judge(whole, tmp_path)
    assert outcome.verdict == "REPRODUCED"
    assert [step.number for step in outcome.steps] == [0, 1, 2, 3, 4, 5, 6]
    assert outcome.steps[0].mark == "held"
    assert outcome.steps[0].findings == ()


@pytest.mark.parametrize(
    ("bag", "verdict", "code"),
    [
        ({**bag_of(PAYLOAD), "data/report.json": b"{}"}, "DIFFERS", "V366"),
        ({**bag_of(PAYLOAD), "data/letter.pdf": b""}, "DIFFERS", "V365"),
        ({**bag_of(PAYLOAD), "fetch.txt": b""}, "UNVERIFIABLE", "V363"),
        (bag_of(PAYLOAD) | {"../x": b""}, "UNVERIFIABLE", "V362"),
        (
            {name: data for name, data in bag_of(PAYLOAD).items() if "toml" not in name},
            "UNVERIFIABLE",
            "V364",
        ),
    ],
)
def test_a_bundle_that_does_not_hold_ends_there(
    bag: dict[str, bytes], verdict: str, code: str, tmp_path: Path
) -> None:
    """What was changed differs; what is damaged or missing cannot be decided."""
    outcome = judge(write_bag(tmp_path / "x.zip", bag), tmp_path / "scratch")
    assert outcome.verdict == verdict
    assert [finding.code for finding in outcome.steps[0].findings] == [code]
    assert {step.mark for step in outcome.steps[1:]} == {"unknown"}
    assert len(outcome.steps) == 7
    assert outcome.sha256 == ""


def test_what_differs_outweighs_what_is_missing(tmp_path: Path) -> None:
    """A file dropped and another changed: it differs for certain."""
    bag = {**bag_of(PAYLOAD), "data/report.json": b"{}"}
    del bag["data/inputs/project.toml"]
    outcome = judge(write_bag(tmp_path / "x.zip", bag), tmp_path / "scratch")
    assert outcome.verdict == "DIFFERS"
    assert [finding.code for finding in outcome.steps[0].findings] == ["V364", "V366"]


def test_a_bundle_made_over_again_is_caught_by_its_report(whole: Path, tmp_path: Path) -> None:
    """Somebody who changes an input and writes new manifests still has the report's digests."""
    unpacked = unpack_bundle(whole, tmp_path / "one")
    assert unpacked.bundle is not None
    payload = {path: (unpacked.bundle.folder / path).read_bytes() for path in unpacked.bundle.files}
    payload["data/inputs/project.toml"] += b"# a remark\n"
    outcome = judge(write_bag(tmp_path / "x.zip", bag_of(payload)), tmp_path / "two")
    assert outcome.verdict == "DIFFERS"
    assert outcome.steps[0].mark == "held"
    assert [finding.code for finding in outcome.steps[2].findings] == ["V315"]


def test_the_methodology_of_a_bundle_is_not_used(whole: Path, tmp_path: Path) -> None:
    """Other rules in it change nothing: one note, and the verdict of the own copy."""
    unpacked = unpack_bundle(whole, tmp_path / "one")
    assert unpacked.bundle is not None
    payload = {path: (unpacked.bundle.folder / path).read_bytes() for path in unpacked.bundle.files}
    path = "data/methodology/data-center-efficiency/1/methodology.toml"
    payload[path] = payload[path].replace(b"EC_IT", b"EC_DC")
    outcome = judge(write_bag(tmp_path / "x.zip", bag_of(payload)), tmp_path / "two")
    assert outcome.verdict == "REPRODUCED"
    assert [(one.code, one.severity) for one in outcome.steps[0].findings] == [("V369", "note")]


@pytest.mark.parametrize(("number", "word"), [(errno.ENOSPC, "full"), (errno.EACCES, "written")])
def test_a_disk_that_takes_nothing_decides_nothing(
    number: int, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The verifier's own disk is no fault of the report."""

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(bundles, "read_bundle", fail)
    (finding,) = unpack_bundle(tmp_path / "x.zip", tmp_path).findings
    assert (finding.code, finding.severity) == ("V361", "warning")
    assert word in finding.message


def test_a_threshold_is_answered_without_a_report(tmp_path: Path) -> None:
    """Nothing can be told of what was not read."""
    (tmp_path / "x.zip").write_bytes(zip_of([Entry("a", b"")]))
    request = Request(b"", None, threshold=parse_threshold("5 %"))
    outcome = verify_bundle(unpack_bundle(tmp_path / "x.zip", tmp_path / "scratch"), request)
    assert outcome.materiality is not None
    assert outcome.materiality.net is None


def test_an_empty_bundle_is_never_a_pass(tmp_path: Path) -> None:
    """A bag of a report alone has no inputs, and nothing is proved."""
    report = json.dumps({"schema": "jcm-mrv/report/1", "inputs": []}).encode()
    path = write_bag(tmp_path / "x.zip", bag_of({"data/report.json": report}))
    unpacked = unpack_bundle(path, tmp_path / "scratch")
    assert verify_bundle(unpacked, Request(report, None, unsigned=True)).verdict != "REPRODUCED"
    assert verify_bundle(Unpacked(None), Request(b"", None)).verdict == "UNVERIFIABLE"
