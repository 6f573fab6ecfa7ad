"""A query of an SQLite database, from project.toml to tonnes, and all that may go wrong."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from tests.unit.sql.historian import FROZEN, QUERY, ROWS, URL, lay_out_database, lay_out_project

from jcm_mrv.project.reading import read_project
from jcm_mrv.readings.frozen import digest_query, parse_head
from jcm_mrv.run import calculate, check, fetch
from jcm_mrv.sql.answer import Limits
from jcm_mrv.sql.faults import QueryFault
from jcm_mrv.sql.fetching import Fetched, describe_fetched, fetch_sources
from jcm_mrv.sql.freezing import write_rows
from jcm_mrv.sql.session import run_query
from jcm_mrv.writing import Batch, batch_of

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.findings import Finding

BODY = "day,mwh\n" + "".join(f"{day},{it}\n" for day, it, _ in ROWS)


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of which nothing is frozen yet, with its database and connection."""
    lay_out_project(tmp_path)
    lay_out_database(tmp_path / "history.db")
    monkeypatch.setenv("HISTORIAN_URL", URL)
    return tmp_path


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """Return the codes of findings."""
    return [finding.code for finding in findings]


def ask(plant: Path, query: str, column: str = "mwh") -> Finding:
    """Return the one finding of a project with another query; nothing may be frozen."""
    lay_out_project(plant, query, column)
    found = check(plant)
    assert len(found) == 1, found
    assert not (plant / "frozen").exists()
    return found[0]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_rows_are_frozen_and_calculated(plant: Path) -> None:
    """What the database holds is what counts: 41 * 1.8 * 0.5 - 61.2 * 0.5 = 36.9 - 30.6 = 6.3."""
    told: list[str] = []
    outcome = calculate(plant, tell=told.append)
    assert outcome.findings == ()
    total = outcome.document["totals"]
    assert total["emission_reductions"]["value"] == "6.3"
    assert total["credits"] == 6
    assert told == [
        f"{FROZEN}: running the query of monitored.EC_IT.source[0] ...",
        f"{FROZEN}: 4 rows frozen; this file is the input from now on",
    ]


def test_the_frozen_file_names_its_query_and_its_rows(plant: Path) -> None:
    """The first line holds both digests and what the columns are; the rest is plain CSV."""
    check(plant)
    line, _, body = (plant / FROZEN).read_text("utf-8").partition("\n")
    assert body == BODY
    head = parse_head(line)
    assert head is not None
    assert head.query == hashlib.sha256(QUERY.encode()).hexdigest()
    assert head.sha256 == hashlib.sha256(BODY.encode()).hexdigest()
    assert (head.rows, head.types) == (4, ("text", "text"))


def test_the_frozen_file_is_an_input_of_the_report(plant: Path) -> None:
    """The report names it with its digest and rows, and knows nothing of a database."""
    outcome = calculate(plant)
    inputs = {one["path"]: one for one in outcome.document["inputs"]}
    data = (plant / FROZEN).read_bytes()
    assert inputs[FROZEN]["sha256"] == hashlib.sha256(data).hexdigest()
    assert inputs[FROZEN]["rows"] == 4
    assert b"HISTORIAN" not in outcome.report_bytes
    assert b"sqlite" not in outcome.report_bytes


def test_a_verifier_needs_no_database(plant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the frozen file alone the report is the same, byte for byte."""
    first = calculate(plant).report_bytes
    (plant / "history.db").unlink()
    monkeypatch.delenv("HISTORIAN_URL")
    told: list[str] = []
    assert calculate(plant, tell=told.append).report_bytes == first
    assert told == []


def test_two_sources_of_one_query_share_its_file(plant: Path) -> None:
    """The same query in two sources runs once."""
    query = (
        "SELECT a.day, a.mwh, b.mwh AS everything FROM history a JOIN history b USING (day)"
        " WHERE a.tag = 'IT' AND b.tag = 'ALL' ORDER BY day"
    )
    lay_out_project(plant, query)
    file = plant / "project.toml"
    head, rest = file.read_text("utf-8").split("[monitored.EC_DC]")
    sql = f"step = \"1 day\"\nsql = {{ query = '''{query}''', connection = \"HISTORIAN_URL\" }}"
    rest = rest.replace('files = "readings.csv"', f'files = "{FROZEN}"')
    rest = rest.replace('columns = ["all"]', 'columns = "everything"')
    rest = rest.replace('step = "1 day"', sql, 1)
    file.write_text(f"{head}[monitored.EC_DC]{rest}", "utf-8")
    told: list[str] = []
    outcome = calculate(plant, tell=told.append)
    assert outcome.findings == ()
    assert outcome.document["totals"]["credits"] == 6
    assert len(told) == 2


def test_two_queries_do_not_share_a_file(plant: Path) -> None:
    """A second query that names the same file is an error before anything is read."""
    file = plant / "project.toml"
    head, rest = file.read_text("utf-8").split("[monitored.EC_DC]")
    sql = 'step = "1 day"\nsql = { query = \'SELECT 1\', connection = "HISTORIAN_URL" }'
    rest = rest.replace('files = "readings.csv"', f'files = "{FROZEN}"')
    rest = rest.replace('columns = ["all"]', 'columns = "mwh"').replace('step = "1 day"', sql, 1)
    file.write_text(f"{head}[monitored.EC_DC]{rest}", "utf-8")
    found = check(plant)
    assert codes(found) == ["D144"]
    assert "holds the rows of another query already" in found[0].message


@pytest.mark.parametrize(
    ("query", "code", "said"),
    [
        ("DELETE FROM history", "D141", "it begins with DELETE"),
        ("SELECT day, mwh FROM nowhere", "D142", "a client of the database says"),
        ("SELECT day, mwh FROM history WHERE tag = 'NONE'", "D142", "the query gives no row"),
        ("SELECT day, x'00' AS mwh FROM history", "D142", 'column "mwh", row 1: bytes'),
        ("SELECT day, 9e999 AS mwh FROM history", "D142", 'column "mwh", row 1: no number'),
        ("SELECT day, 'a' || char(7) AS mwh FROM history", "D142", "a control character"),
        ("SELECT day, 1 AS '' FROM history", "D142", "the name of column 2: without a name"),
        ("SELECT day, ? AS mwh FROM history", "D142", "the database refuses the query"),
        ("SELECT day, hex(zeroblob(900000000)) AS mwh FROM history", "D142", "too large"),
        ("SELECT * FROM pragma_query_only(0)", "D142", "refuses the query"),
        ("SELECT load_extension('x') AS day, 1 AS mwh", "D141", "reaches outside"),
    ],
)
def test_a_query_that_fails_freezes_nothing(plant: Path, query: str, code: str, said: str) -> None:
    """One finding says what is wrong, at the query; no file is left, not even a folder."""
    finding = ask(plant, query)
    assert finding.code == code
    assert said in finding.message
    assert finding.where.path == "monitored.EC_IT.source[0].sql.query"
    assert finding.parameter == "EC_IT"


def test_a_fault_in_a_late_row_names_the_row_and_freezes_nothing(plant: Path) -> None:
    """Rows before the fault are not kept: row 20,001 of 30,000 is at fault."""
    query = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)"
        " SELECT i AS day, CASE i WHEN 20001 THEN x'00' ELSE i END AS mwh FROM n"
    )
    assert 'column "mwh", row 20,001: bytes' in ask(plant, query).message


@pytest.mark.parametrize(
    ("url", "code", "said"),
    [
        ("", "D143", "HISTORIAN_URL is not set"),
        ("history.db", "D143", "holds is no URL"),
        ("sqlite://", "D143", "names no file of SQLite"),
        ("sqlite:///:memory:", "D143", "names no file of SQLite"),
        ("sqlite:///history.db?mode=rwc", "D143", "names no file of SQLite"),
        ("sqlite:///file:history.db", "D142", "there is no SQLite database"),
        ("sqlite:///missing.db", "D142", "there is no SQLite database"),
        ("sqlite:///frozen", "D142", "there is no SQLite database"),
        ("sqlite:///pipe", "D142", "there is no SQLite database"),
        ("sqlite:///project.toml", "D142", "the database refuses the query"),
        ("sqlite:///a\0b", "D142", "there is no SQLite database"),
    ],
)
def test_a_url_that_leads_nowhere(plant: Path, url: str, code: str, said: str) -> None:
    """What is no URL, no file or no database is told, and no file is made for it."""
    os.mkfifo(plant / "pipe")
    before = sorted(path.name for path in plant.iterdir())
    project = read_project(plant)
    found = fetch_sources(project, {"HISTORIAN_URL": url}).findings
    assert codes(found) == [code]
    assert said in found[0].message
    assert sorted(path.name for path in plant.iterdir()) == before


def test_a_path_of_sqlite_may_be_absolute_and_odd(plant: Path, tmp_path: Path) -> None:
    """A database elsewhere is read, whatever characters its name has."""
    odd = tmp_path / "a ?mode=rwc#%41.db"
    (plant / "history.db").rename(odd)
    url = f"sqlite:////{str(odd)[1:].replace('%', '%25').replace('?', '%3F')}"
    found = fetch_sources(read_project(plant), {"HISTORIAN_URL": url})
    if found.findings:  # the URL grammar of the library does not decode paths
        assert codes(found.findings) == ["D142"]
    odd.rename(tmp_path / "b%41 c.db")
    found = fetch_sources(read_project(plant), {"HISTORIAN_URL": f"sqlite:///{tmp_path}/b%41 c.db"})
    assert found.findings == ()


def test_the_session_cannot_write_even_where_the_words_pass(plant: Path) -> None:
    """A statement behind the first door is stopped by the second one, and the file stays."""
    before = (plant / "history.db").read_bytes()
    for statement in (
        "DELETE FROM history",
        "CREATE TABLE x (a)",
        "ATTACH 'new.db' AS new",
        "PRAGMA query_only = OFF",
        "VACUUM INTO 'copy.db'",
    ):
        with (
            pytest.raises(QueryFault) as caught,
            run_query(
                statement,
                "HISTORIAN_URL",
                {"HISTORIAN_URL": URL},
                plant,
                "UTC",
                Limits(),
                lambda: None,
            ) as answer,
        ):
            list(answer.rows)
        assert caught.value.code == "D141", statement
    assert (plant / "history.db").read_bytes() == before
    assert sorted(path.name for path in plant.iterdir()) == [
        "history.db",
        "project.toml",
        "readings.csv",
    ]


def test_a_database_in_use_is_read(plant: Path) -> None:
    """A writer with a journal beside the file does not hinder the reading."""
    writer = sqlite3.connect(plant / "history.db")
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("INSERT INTO history VALUES ('2017-03-05', 'IT', '9.9')")
    try:
        assert check(plant) == ()
    finally:
        writer.close()
    assert "9.9" not in (plant / FROZEN).read_text("utf-8")


def test_too_many_rows_are_refused(plant: Path) -> None:
    """Beyond the limit nothing is frozen."""
    project = read_project(plant)
    found = fetch_sources(project, {"HISTORIAN_URL": URL}, limits=Limits(rows=3)).findings
    assert "more than 3 rows" in found[0].message
    found = fetch_sources(project, {"HISTORIAN_URL": URL}, limits=Limits(size=20)).findings
    assert "more than 20 bytes" in found[0].message
    assert not (plant / "frozen").exists()
    assert fetch_sources(project, {"HISTORIAN_URL": URL}, limits=Limits(rows=4)).findings == ()


def test_an_endless_query_is_stopped(plant: Path) -> None:
    """A query that gives no row and never ends is interrupted at its limit of time."""
    lay_out_project(
        plant,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i AS day, i AS mwh FROM n WHERE i < 0",
    )
    project = read_project(plant)
    found = fetch_sources(project, {"HISTORIAN_URL": URL}, limits=Limits(seconds=0)).findings
    assert codes(found) == ["D142"]
    assert "it ran longer than it may" in found[0].message


def test_rows_that_take_too_long_are_refused(plant: Path) -> None:
    """Rows that trickle in beyond the limit of time are not frozen."""
    project = read_project(plant)
    found = fetch_sources(project, {"HISTORIAN_URL": URL}, limits=Limits(seconds=0)).findings
    assert "the rows took longer than 0 seconds" in found[0].message
    assert not (plant / "frozen").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("10.4", "10.5"), "the rows were changed after they were frozen"),
        (("# jcm", "# xyz"), "no row says which query it came from"),
        (("frozen/1", "frozen/9"), "no row says which query it came from"),
    ],
)
def test_an_edited_file_is_an_error(plant: Path, change: tuple[str, str], said: str) -> None:
    """Rows that are no longer the answer of the query null the credits."""
    check(plant)
    file = plant / FROZEN
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")
    outcome = calculate(plant)
    assert codes(outcome.findings) == ["D144"]
    assert said in outcome.findings[0].message
    assert outcome.document["totals"]["credits"] is None


def test_a_changed_query_is_an_error_until_it_is_fetched_again(plant: Path) -> None:
    """The file of another query is told, and replaced only on request."""
    check(plant)
    before = (plant / FROZEN).read_bytes()
    lay_out_project(plant, QUERY.replace("'IT'", "'ALL'"))
    assert codes(check(plant)) == ["D144"]
    assert codes(fetch(plant)[1]) == ["D144"]
    assert (plant / FROZEN).read_bytes() == before
    fetched, findings = fetch(plant, again=True)
    assert findings == ()
    assert fetched == (Fetched(FROZEN, 4, "replaced", 4, 4),)
    assert check(plant) == ()
    head = parse_head((plant / FROZEN).read_text("utf-8").partition("\n")[0])
    assert head is not None
    assert head.query == digest_query(QUERY.replace("'IT'", "'ALL'"))


def test_fetching_again_tells_what_changed(plant: Path) -> None:
    """One value corrected and one row more: two rows are new, one is gone."""
    check(plant)
    database = sqlite3.connect(plant / "history.db")
    database.execute("UPDATE history SET mwh = '10.35' WHERE mwh = '10.3'")
    database.execute("INSERT INTO history VALUES ('2017-03-05', 'IT', '9.9')")
    database.commit()
    database.close()
    assert fetch(plant)[0] == (Fetched(FROZEN, 4, "kept"),)
    fetched, findings = fetch(plant, again=True)
    assert (fetched, findings) == ((Fetched(FROZEN, 5, "replaced", 2, 1),), ())
    assert fetch(plant, again=True)[0] == (Fetched(FROZEN, 5, "same"),)


def test_fetching_again_without_a_database_keeps_the_file(
    plant: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failed attempt leaves the rows as they were."""
    check(plant)
    before = snapshot(plant)
    monkeypatch.delenv("HISTORIAN_URL")
    fetched, findings = fetch(plant, again=True)
    assert fetched == (Fetched(FROZEN, 4, "kept"),)
    assert codes(findings) == ["D143"]
    assert snapshot(plant) == before


def test_a_file_of_somebody_else_is_replaced_only_on_request(plant: Path) -> None:
    """A plain file in the place of frozen rows stays until it is told to go."""
    (plant / "frozen").mkdir()
    (plant / FROZEN).write_text(BODY, "utf-8")
    assert codes(check(plant)) == ["D144"]
    assert (plant / FROZEN).read_text("utf-8") == BODY
    fetched, _ = fetch(plant, again=True)
    assert describe_fetched(fetched[0]).endswith("4 rows in place of what was no answer of a query")
    assert check(plant) == ()


@pytest.mark.parametrize(
    ("fetched", "line"),
    [
        (
            Fetched("a.csv", 8_760, "frozen"),
            "8,760 rows frozen; this file is the input from now on",
        ),
        (Fetched("a.csv", 1, "kept"), "1 row, kept as they were frozen"),
        (Fetched("a.csv", 2, "same"), "2 rows, the same as before"),
        (
            Fetched("a.csv", 2, "replaced", 1, 0),
            "2 rows; 1 was not there before, 0 rows of before are gone",
        ),
    ],
)
def test_what_became_of_the_rows_is_a_line(fetched: Fetched, line: str) -> None:
    """A person reads the file, the rows and the difference."""
    assert describe_fetched(fetched) == f"a.csv: {line}"


def test_a_place_that_cannot_be_written_is_told(plant: Path) -> None:
    """A file where the folder should be is D102; nothing is left."""
    (plant / "frozen").write_text("in the way", "utf-8")
    before = snapshot(plant)
    found = check(plant)
    assert codes(found) == ["D102"]
    assert "cannot be written" in found[0].message or "is a file" in found[0].message
    assert snapshot(plant) == before


def test_a_place_outside_of_the_folder_is_refused(plant: Path) -> None:
    """Neither a path nor a link leads the rows out of the project's folder."""
    file = plant / "project.toml"
    outside = plant.parent / f"{plant.name}-outside"
    outside.mkdir()
    (plant / "link").symlink_to(outside)
    text = file.read_text("utf-8")
    for name in ("../it.csv", f"{outside}/it.csv", "link/it.csv"):
        file.write_text(text.replace(FROZEN, name), "utf-8")
        assert codes(check(plant)) == ["D102"], name
    assert list(outside.iterdir()) == []


def test_a_link_that_leads_nowhere_is_no_place(plant: Path) -> None:
    """A dangling link is neither followed nor replaced."""
    (plant / "frozen").mkdir()
    (plant / FROZEN).symlink_to("nowhere.csv")
    assert codes(check(plant)) == ["D101"]
    assert not (plant / "frozen" / "nowhere.csv").exists()


def test_a_disk_that_is_full_leaves_nothing(plant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the disk while rows are written takes the half file and the folder away."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        check(plant)
    assert not (plant / "frozen").exists()


def test_another_process_that_was_faster_wins(plant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that appears while the query runs is kept as it is."""
    check(plant)
    first = (plant / FROZEN).read_bytes()
    (plant / FROZEN).unlink()

    def write_late(*arguments: object) -> object:
        (plant / FROZEN).write_bytes(first)
        return write_rows(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("jcm_mrv.sql.fetching.write_rows", write_late)
    assert fetch(plant) == ((Fetched(FROZEN, 4, "kept"),), ())
    assert (plant / FROZEN).read_bytes() == first
    assert [path.name for path in (plant / "frozen").iterdir()] == ["it.csv"]


def test_what_a_killed_process_left_is_no_hindrance(plant: Path) -> None:
    """A half file of another run is no input, since its name begins with a dot, and it goes."""
    (plant / "frozen").mkdir()
    with batch_of(Batch()) as batch:
        left = batch.add(plant / FROZEN)
        left.wanted = False
    left.path.write_text("half", "utf-8")
    assert check(plant) == ()
    assert [path.name for path in (plant / "frozen").iterdir()] == ["it.csv"]


@pytest.mark.parametrize("there", [False, True])
def test_a_disk_without_links_takes_the_rows(
    plant: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    """Where no link can be made the file is moved, but still over no other."""

    def no_link(*_: object) -> None:
        if there:
            (plant / FROZEN).write_text("of another", "utf-8")
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_link)
    fetched, findings = fetch(plant)
    assert findings == ()
    assert fetched[0].state == ("kept" if there else "frozen")
    text = (plant / FROZEN).read_text("utf-8")
    assert text == "of another" if there else text.endswith(BODY)
    assert [path.name for path in (plant / "frozen").iterdir()] == ["it.csv"]


def test_the_report_lists_the_codes_of_queries(plant: Path) -> None:
    """The checks that ran are named with their version in every report."""
    listed = json.loads(calculate(plant).report_bytes)["checks"]
    since = {one["code"]: one["since"] for one in listed}
    assert [since[code] for code in ("D141", "D142", "D143", "D144")] == ["0.2.0"] * 4
