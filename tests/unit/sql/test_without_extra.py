"""Without the packages of the extra all else works; with them nothing loads them in vain."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.program import environment
from tests.unit.sql.historian import FROZEN, URL, lay_out_database, lay_out_project

from jcm_mrv.run import calculate, check

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = ("sqlalchemy", "psycopg")
UNUSED = (*HIDDEN, "jcm_mrv.sql.session")


@pytest.mark.parametrize(
    ("hidden", "url"),
    [("sqlalchemy", URL), ("psycopg", "postgresql://reader:s3cret@/plant?host=/nowhere")],
)
def test_a_missing_package_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hidden: str, url: str
) -> None:
    """A query that needs what is not installed says how to install it."""
    lay_out_project(tmp_path)
    lay_out_database(tmp_path / "history.db")
    monkeypatch.setenv("HISTORIAN_URL", url)
    monkeypatch.setitem(sys.modules, hidden, None)
    found = check(tmp_path)
    assert [one.code for one in found] == ["D143"]
    assert "pip install 'jcm-mrv[sql]'" in found[0].message
    assert "s3cret" not in found[0].message


def test_frozen_rows_need_no_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has the frozen file calculates without the extra: 6 t, as with it."""
    lay_out_project(tmp_path)
    lay_out_database(tmp_path / "history.db")
    monkeypatch.setenv("HISTORIAN_URL", URL)
    check(tmp_path)
    for name in HIDDEN:
        monkeypatch.setitem(sys.modules, name, None)
    assert calculate(tmp_path).document["totals"]["credits"] == 6


@pytest.mark.parametrize("words", [["--help"], ["check", "."], ["fetch", "."]])
def test_nothing_of_the_extra_is_loaded_without_a_query_to_run(
    tmp_path: Path, words: list[str]
) -> None:
    """Help, and projects whose rows are files, load neither SQLAlchemy nor a driver."""
    lay_out_project(tmp_path)
    file = tmp_path / "project.toml"
    head, _, rest = file.read_text("utf-8").partition("[monitored.EC_IT.source.sql]")
    rest = "[monitored.EC_DC]" + rest.partition("[monitored.EC_DC]")[2]
    head = head.replace(FROZEN, "readings.csv").replace('columns = "mwh"', 'columns = "it"')
    file.write_text(head + rest, "utf-8")
    code = (
        "import sys\nfrom jcm_mrv.cli import main\n"
        f"ended = main({words!r})\n"
        f"sys.exit(ended or sum(name in sys.modules for name in {UNUSED!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr.count("Error")) == (0, 0), done.stderr
