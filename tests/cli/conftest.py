"""Run the program as a person's shell does."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.program import environment
from tests.unit.bundle.bags import write_bag
from tests.unit.forms.monitoring.books import cell_at, edited, name_of, workbook_of
from tests.unit.forms.person import fill_small
from tests.unit.statement.signers import PUBLIC, SEEDS, private_pem, public_pem, signer

from jcm_mrv.canonical import canonical
from jcm_mrv.cli.bundling import Wish, make_bundle
from jcm_mrv.run import calculate
from jcm_mrv.statement.envelope import make_envelope
from jcm_mrv.statement.statement import make_statement

if TYPE_CHECKING:
    from tests.cli.program import Run

ROOT = Path(__file__).parents[2]
PROJECTS = Path(__file__).parent / "projects"
PROGRAM = [sys.executable, "-m", "jcm_mrv.cli"]
"""Begun from nothing, where the environment is another one than usual."""


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a workbook that is filled in, and one with three faults."""
    folder = tmp_path_factory.mktemp("workbooks")
    fill_small(folder / "plant.xlsx").save()
    faulty = fill_small(folder / "faulty.xlsx")
    faulty.answer(monitoring_period_last_day="4/3/2017")
    faulty.row("Fixed values", {"Parameter": "EF_elec", "Value": " 0,5546 "}, at=7)
    faulty.row("Monitoring", {"Parameter": "EC_DC", "Meter": "FAC-1"}, at=7)
    faulty.save()
    (folder / "report.xlsx").write_bytes(workbook_of("lao-data-center"))
    # The credits of 2017, as the sheet of the calculation rounds them: 171 t, and ten more.
    given = cell_at("lao-data-center", "/vintages/0/credits", "MRS(calc_process)")
    raised = edited(workbook_of("lao-data-center"), given.sheet, name_of(given), "181")
    (folder / "report-raised.xlsx").write_bytes(raised)
    # EC_IT of March 2017: 40.5235 MWh, and ten more, not calculated again.
    month = cell_at("lao-data-center", "/readings/0/sum", "Readings")
    stale = edited(workbook_of("lao-data-center"), month.sheet, name_of(month), "50.5235")
    (folder / "report-stale.xlsx").write_bytes(stale)
    return folder


@pytest.fixture(scope="session")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with reports, and two keys that everybody can make again."""
    folder = tmp_path_factory.mktemp("signed")
    for name in ("data-centre", "gap"):
        (folder / f"{name}.json").write_bytes(calculate(PROJECTS / name).report_bytes)
    (folder / "indented.json").write_text('{\n  "schema": "jcm-mrv/report/1"\n}\n', "utf-8")
    for number, name in enumerate(("mill", "owner")):
        (folder / f"{name}.pem").write_bytes(private_pem(SEEDS[number]))
        (folder / f"{name}.pub.pem").write_bytes(public_pem(PUBLIC[number]))
        (folder / f"{name}.pem").chmod(0o600)
    return folder


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a signed report of an example, its key, and two edited copies."""
    folder = tmp_path_factory.mktemp("reports")
    data = calculate(ROOT / "examples" / "lao-data-center").report_bytes
    document = json.loads(data)
    (folder / "lao.json").write_bytes(data)
    envelope = make_envelope(make_statement(data, document), [signer(0)])
    (folder / "lao.dsse.json").write_bytes(envelope)
    (folder / "participant.pub.pem").write_bytes(public_pem(PUBLIC[0]))
    edited = json.loads(data)
    # 40.5235 MWh and one more: a digit of a month.
    edited["readings"][0]["sum"] = "41.5235"
    (folder / "edited-reading.json").write_bytes(canonical(edited))
    document["vintages"][0]["credits"] += 1
    (folder / "edited-credits.json").write_bytes(canonical(document))
    make_bundles(folder)
    return folder


def make_bundles(folder: Path) -> None:
    """Write the bundle of the signed report, and three that came to harm on the way."""
    whole = folder / "lao.zip"
    example = ROOT / "examples" / "lao-data-center"
    make_bundle(Wish(folder / "lao.json", example, whole, False, None, False, ()))
    (folder / "lao-cut-short.zip").write_bytes(whole.read_bytes()[:-1_000])
    with zipfile.ZipFile(whole) as archive:
        bag = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    month = "data/inputs/monitoring/2017-03.csv"
    changed = bag[month].replace(b"00:00,27.56", b"00:00,28.56", 1)
    write_bag(folder / "lao-changed.zip", {**bag, month: changed})
    del bag[month]
    write_bag(folder / "lao-without-march.zip", bag)


@pytest.fixture
def folder(tmp_path: Path, workbooks: Path, signed: Path, reports: Path) -> Path:
    """Return a folder with the test projects, workbooks, reports, and the repository's examples."""
    for project in sorted(PROJECTS.iterdir()):
        shutil.copytree(project, tmp_path / project.name)
    for workbook in workbooks.iterdir():
        shutil.copyfile(workbook, tmp_path / workbook.name)
    shutil.copytree(signed, tmp_path / "signed")
    for report in reports.iterdir():
        shutil.copyfile(report, tmp_path / report.name)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


@pytest.fixture
def run(folder: Path, program: list[str]) -> Run:
    """Return a function that runs the program in the folder of test projects."""

    def run_words(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*(PROGRAM if changes else program), *words],
            cwd=folder,
            env=environment(**changes),
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=120,
        )

    return run_words
