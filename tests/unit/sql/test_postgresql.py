"""Queries of a real PostgreSQL server: exact values, nothing written, no secret told."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection
from tests.cli.program import environment
from tests.unit.sql.historian import FROZEN, ROWS, lay_out_project
from tests.unit.sql.server import OWNER, OWNER_WORD, READER, READER_WORD

from jcm_mrv.cli import main
from jcm_mrv.project.reading import read_project
from jcm_mrv.readings.frozen import parse_head
from jcm_mrv.run import calculate, check
from jcm_mrv.sql.answer import Limits
from jcm_mrv.sql.fetching import fetch_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.unit.sql.server import Server

    from jcm_mrv.findings import Finding

TABLES = """
CREATE TABLE history (day date, tag text, mwh numeric(38, 18));
CREATE TABLE visits (who text);
CREATE SEQUENCE counter;
CREATE FUNCTION visit() RETURNS integer LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO visits VALUES (current_user); RETURN 1; END $$;
CREATE FUNCTION unlock() RETURNS integer LANGUAGE plpgsql AS
    $$ BEGIN SET TRANSACTION READ WRITE; INSERT INTO visits VALUES ('x'); RETURN 1; END $$;
CREATE TABLE secret (a integer);
GRANT ALL ON history, visits, counter TO reader;
"""


@pytest.fixture(scope="module", autouse=True)
def tables(server: Server) -> Iterator[None]:
    """Fill the database; the reader may write to it, so that only the session hinders it."""
    with server.connect() as connection:
        for statement in TABLES.split(";\n"):
            connection.execute(statement)
        for day, *values in ROWS:
            for tag, value in zip(("IT", "ALL"), values, strict=True):
                connection.execute("INSERT INTO history VALUES (%s, %s, %s)", (day, tag, value))
    yield
    with server.connect() as connection:
        connection.execute("DROP OWNED BY reader")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


@pytest.fixture
def plant(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose connection is that of the reader."""
    monkeypatch.setenv("HISTORIAN_URL", server.url())
    return lay_out_project(tmp_path)


def ask(plant: Path, query: str) -> Finding:
    """Return the one finding of a project with another query; nothing may be frozen."""
    lay_out_project(plant, query)
    found = check(plant)
    assert len(found) == 1, found
    assert not (plant / "frozen").exists()
    return found[0]


def freeze(plant: Path, query: str) -> list[list[str]]:
    """Return the rows that another query freezes, its heading first."""
    lay_out_project(plant, query)
    found = fetch_sources(read_project(plant), os.environ)
    assert found.findings == ()
    with (plant / FROZEN).open(encoding="utf-8", newline="") as stream:
        next(stream)
        return list(csv.reader(stream))


def test_rows_are_frozen_and_calculated(plant: Path) -> None:
    """As from SQLite: 41 * 1.8 * 0.5 - 61.2 * 0.5 = 6.3, of which 6 t are credited."""
    outcome = calculate(plant)
    assert outcome.findings == ()
    assert outcome.document["totals"]["emission_reductions"]["value"] == "6.3"
    assert outcome.document["totals"]["credits"] == 6
    head = parse_head((plant / FROZEN).read_text("utf-8").partition("\n")[0])
    assert head is not None
    assert head.types == ("date", "numeric")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1::smallint", "1"),
        ("9223372036854775807", "9223372036854775807"),
        ("12.345678901234567890::numeric(38, 18)", "12.34567890123456789"),
        ("12345678901234567890.123456789012345678::numeric(38, 18)", None),
        ("0::numeric(38, 18)", "0"),
        ("1e3::numeric", "1000"),
        ("0.1::real", "0.1"),
        ("0.1::double precision", "0.1"),
        ("1e-7::double precision", "1e-07"),
        ("timestamp '2017-03-01 14:00'", "2017-03-01T14:00:00"),
        ("timestamptz '2017-03-01 14:00Z'", "2017-03-01T21:00:00+07:00"),
        ("timestamptz '2017-03-01'", "2017-03-01T00:00:00+07:00"),
        ("date '2017-03-01'", "2017-03-01"),
        ("'a, \"b\" 100%'::text", 'a, "b" 100%'),
        ("'%s %(a)s :name'", "%s %(a)s :name"),
        ("E'it''s \\''", "it's '"),
        ("'\\'", "\\"),
        ("NULL::numeric", ""),
    ],
)
def test_a_value_arrives_exactly(plant: Path, value: str, text: str | None) -> None:
    """Numbers to the last digit, times in the project's zone, texts as they are."""
    expected = value.partition("::")[0] if text is None else text
    assert freeze(plant, f"SELECT 'x' AS day, {value} AS mwh") == [["day", "mwh"], ["x", expected]]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("true", "a truth value"),
        ("'\\x00'::bytea", "bytes"),
        ("time '14:00'", "a time of day without its date"),
        ("interval '1 hour'", "neither number, text, date nor time"),
        ("'{1,2}'::int[]", "neither number, text, date nor time"),
        ("'{\"a\": 1}'::jsonb", "neither number, text, date nor time"),
        ("'NaN'::numeric", "no number"),
        ("'Infinity'::double precision", "no number"),
        ("E'a\\tb'", "a control character"),
        ("'infinity'::timestamp", "refuses the query"),
        ("'4000-01-01 BC'::date", "refuses the query"),
        ("1 / 0", "SQLSTATE 22012): it divides by zero"),
    ],
)
def test_a_value_that_is_no_reading_is_refused(plant: Path, value: str, said: str) -> None:
    """Nothing is frozen of a table with such a value, and the message says which."""
    finding = ask(plant, f"SELECT 'x' AS day, {value} AS mwh")
    assert finding.code == "D142"
    assert said in finding.message


@pytest.mark.parametrize(
    ("query", "code", "said"),
    [
        ("SELECT nextval('counter') AS day, 1 AS mwh", "D141", "SQLSTATE 25006): it writes"),
        ("SELECT visit() AS day, 1 AS mwh", "D141", "SQLSTATE 25006): it writes"),
        ("SELECT unlock() AS day, 1 AS mwh", "D142", "refuses the query"),
        ("SELECT lo_create(0) AS day, 1 AS mwh", "D141", "it writes"),
        (
            "SELECT set_config('transaction_read_only', 'off', false) AS day, visit() AS mwh",
            "D142",
            "refuses the query",
        ),
        (
            "SELECT set_config('default_transaction_read_only', 'off', false) AS day, visit()",
            "D141",
            "it writes",
        ),
        ("WITH x AS (DELETE FROM history RETURNING *) SELECT * FROM x", "D141", "word DELETE"),
        ("SELECT * INTO copy FROM history", "D141", "the word INTO"),
        ("SELECT * FROM history FOR UPDATE", "D141", "it locks rows"),
        ("SELECT * FROM secret", "D142", "SQLSTATE 42501): this user may not read"),
        ("SELECT * FROM nowhere", "D142", "SQLSTATE 42P01): it names a table"),
        ("SELECT nothing FROM history", "D142", "SQLSTATE 42703): it names a column"),
        ("SELECT nothing()", "D142", "SQLSTATE 42883): it names a function"),
        ("SELECT FROM WHERE", "D142", "SQLSTATE 42601): it is not SQL"),
        ("SELECT day, mwh FROM history WHERE tag = 'NONE'", "D142", "the query gives no row"),
    ],
)
def test_a_query_that_writes_or_fails_leaves_the_database_as_it_is(
    plant: Path, server: Server, query: str, code: str, said: str
) -> None:
    """The reader has the right to write; the session has not."""
    finding = ask(plant, query)
    assert finding.code == code
    assert said in finding.message
    with server.connect() as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM history), (SELECT count(*) FROM visits),"
            " (SELECT is_called FROM counter), (SELECT count(*) FROM pg_largeobject_metadata),"
            " to_regclass('copy')"
        ).fetchone()
    assert counts == (8, 0, False, 0, None)


def test_the_words_alone_do_not_guard(plant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a statement that writes in plain words is stopped by the read-only session."""
    monkeypatch.setattr("jcm_mrv.sql.fetching.check_statement", lambda _: None)
    lay_out_project(plant, "WITH x AS (DELETE FROM history RETURNING *) SELECT * FROM x")
    assert [one.code for one in fetch_sources(read_project(plant), os.environ).findings] in (
        ["D141"],
        ["D142"],
    )
    lay_out_project(plant, "SELECT 1 AS day, 2 AS mwh; DELETE FROM history")
    assert len(fetch_sources(read_project(plant), os.environ).findings) == 1
    assert freeze(plant, "SELECT count(*) AS day, 1 AS mwh FROM history")[1] == ["8", "1"]


def test_a_session_that_is_not_read_only_is_not_used(
    plant: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the server does not say that the transaction only reads, nothing is asked of it."""
    monkeypatch.setattr(Connection, "execution_options", lambda self, **_: self)
    finding = ask(plant, "SELECT visit() AS day, 1 AS mwh")
    assert finding.code == "D142"
    assert "opens no session that only reads" in finding.message


def test_midnight_in_a_query_is_the_projects(plant: Path) -> None:
    """Whatever the server's zone is, a bare date starts at midnight in Vientiane (17:00 UTC)."""
    query = (
        "SELECT t AS day, 1 AS mwh FROM generate_series(timestamptz '2017-02-28 15:00Z',"
        " '2017-02-28 19:00Z', '1 hour') t WHERE t >= '2017-03-01' ORDER BY t"
    )
    assert [row[0] for row in freeze(plant, query)[1:]] == [
        "2017-03-01T00:00:00+07:00",
        "2017-03-01T01:00:00+07:00",
        "2017-03-01T02:00:00+07:00",
    ]


def test_a_hundred_thousand_rows_arrive_in_order(plant: Path) -> None:
    """All rows are there, in the order of the query, and to the last digit."""
    query = (
        "SELECT timestamp '2017-03-01' + i * interval '1 second' AS day,"
        " (i::numeric(38, 18) / 3)::numeric(38, 18) AS mwh"
        " FROM generate_series(1, 100000) i ORDER BY i"
    )
    rows = freeze(plant, query)[1:]
    assert len(rows) == 100_000
    assert (rows[0][0], rows[-1][0]) == ("2017-03-01T00:00:01", "2017-03-02T03:46:40")
    # Thirds to 18 digits: 1/3, 2/3, 3/3 …
    assert [row[1] for row in rows[:3]] == ["0.333333333333333333", "0.666666666666666667", "1"]
    scale = 10**18
    for number, (_, value) in enumerate(rows, start=1):
        whole, _, digits = value.partition(".")
        exact = int(whole) * scale + int(digits.ljust(18, "0"))
        assert abs(3 * exact - number * scale) <= 1


def test_rows_are_streamed(plant: Path) -> None:
    """Of rows of 27 MB only a part is held at a time."""
    freeze(plant, "SELECT 1 AS day, 2 AS mwh")
    (plant / FROZEN).unlink()
    lay_out_project(
        plant, "SELECT i AS day, repeat('x', 900) AS mwh FROM generate_series(1, 30000) i"
    )
    project = read_project(plant)
    tracemalloc.start()
    try:
        found = fetch_sources(project, os.environ)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [one.rows for one in found.fetched] == [30_000]
    assert peak < 16_000_000


def test_a_query_that_runs_too_long_is_stopped(plant: Path) -> None:
    """The server itself ends the statement at the limit of time."""
    lay_out_project(plant, "SELECT pg_sleep(60)::text AS day, 1 AS mwh")
    found = fetch_sources(read_project(plant), os.environ, limits=Limits(seconds=1)).findings
    assert [one.code for one in found] == ["D142"]
    assert "SQLSTATE 57014): it ran longer than it may" in found[0].message


def test_a_connection_that_is_cut_freezes_nothing(
    plant: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """A server that ends the session in the middle is told as such; no library says more."""
    finding = ask(
        plant,
        "SELECT pg_terminate_backend(pg_backend_pid())::int AS day, 1 AS mwh"
        " FROM generate_series(1, 3)",
    )
    assert finding.code == "D142"
    assert "the connection to the database was lost" in finding.message
    assert caplog.records == []
    assert "".join(capfd.readouterr()) == ""


def test_no_session_is_left(plant: Path, server: Server) -> None:
    """After good and bad queries the server has no session of the reader."""
    freeze(plant, "SELECT day, mwh FROM history")
    lay_out_project(plant, "SELECT nothing")
    check(plant)
    with server.connect() as connection:
        left = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader'"
        ).fetchone()
    assert left == (0,)


WRONG = {
    "password": (f"postgresql://{READER}:wr0ng-s3cret@/plant?host=SOCKET", "D142"),
    "user": ("postgresql://nobody-s3cret:wr0ng-s3cret@/plant?host=SOCKET", "D142"),
    "database": (f"postgresql://{READER}:{READER_WORD}@/nowhere-s3cret?host=SOCKET", "D142"),
    "port": (f"postgresql://{READER}:{READER_WORD}@127.0.0.1:1/plant", "D142"),
    "host": (f"postgresql://{READER}:{READER_WORD}@host-s3cret.invalid/plant", "D142"),
    "socket": (f"postgresql://{READER}:{READER_WORD}@/plant?host=/s3cret", "D142"),
    "option": (f"postgresql://{READER}:{READER_WORD}@/plant?host=SOCKET&s3cret=1", "D142"),
    "driver": (f"postgresql+s3cret://{READER}:{READER_WORD}@/plant?host=SOCKET", "D143"),
    "other driver": (f"postgresql+asyncpg://{READER}:{READER_WORD}@/plant?host=SOCKET", "D143"),
    "dialect": (f"mysql://{READER}:{READER_WORD}@host-s3cret/plant", "D143"),
    "scheme": (f"s3cret://{READER}:{READER_WORD}@/plant?host=SOCKET", "D143"),
    "number": (f"postgresql://{READER}:{READER_WORD}@host:s3cret/plant", "D143"),
    "no URL": (f"host=SOCKET user={READER} password={READER_WORD}", "D143"),
    "brackets": (f"postgresql://{READER}:{READER_WORD}@[::s3cret/plant", "D142 or D143"),
    "plugin": (f"postgresql://{READER}:{READER_WORD}@/plant?host=SOCKET&plugin=s3cret", "D143"),
    "NUL": (f"postgresql://{READER}:{READER_WORD}@/plant\0?host=SOCKET", "D142 or D143"),
}


@pytest.mark.parametrize("name", sorted(WRONG))
@pytest.mark.parametrize("command", [["check"], ["check", "--format", "json"], ["fetch"]])
def test_a_wrong_url_is_told_without_any_part_of_it(
    plant: Path,
    server: Server,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    command: list[str],
) -> None:
    """Neither user, password, host nor database of the URL is printed, and nothing is written."""
    url, code = WRONG[name]
    variables = {"HISTORIAN_URL": url.replace("SOCKET", str(server.socket))}
    # A NUL is more than an environment can hold, and less than a test may try.
    monkeypatch.setattr("os.environ", {**os.environ, **variables})
    monkeypatch.setenv("JCM_MRV_DEBUG", "1")
    before = sorted(path.name for path in plant.rglob("*"))
    assert main([*command, str(plant)]) == 1
    shown = "".join(capsys.readouterr())
    assert any(one in shown for one in code.split(" or "))
    for part in ("s3cret", READER, str(server.socket), "127.0.0.1", "mysql", "asyncpg"):
        assert part not in shown.replace(str(plant), "")
    assert sorted(path.name for path in plant.rglob("*")) == before


def test_no_secret_is_in_what_is_written(
    plant: Path, capsys: pytest.CaptureFixture[str], server: Server
) -> None:
    """Frozen file, report and messages of a good run hold nothing of the URL."""
    assert main(["calculate", "--format", "json", str(plant)]) == 0
    written = "".join(capsys.readouterr())
    written += "".join(path.read_text("utf-8") for path in plant.rglob("*") if path.is_file())
    written = written.replace(str(plant), "")
    for part in (READER_WORD, READER, OWNER_WORD, OWNER, str(server.socket)):
        assert part not in written


def test_an_interrupt_leaves_nothing(plant: Path, server: Server) -> None:
    """Ctrl-C in the middle of a query ends it, on the server too, and no file is left."""
    lay_out_project(
        plant, "SELECT i AS day, pg_sleep(0.001)::text AS mwh FROM generate_series(1, 1000000) i"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "jcm_mrv.cli", "check", str(plant)],
        env=environment(HISTORIAN_URL=server.url()),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert "running the query" in process.stderr.readline()
        while not (plant / "frozen").exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    assert process.returncode == 130
    assert said == "jcm-mrv: interrupted.\n"
    assert not (plant / "frozen").exists()
    with server.connect() as connection:
        left = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader' AND state = 'active'"
        ).fetchone()
    assert left == (0,)


def test_instants_are_whole_days_where_the_clocks_change(plant: Path) -> None:
    """Hours of a day with 25 of them are read without a doubt: each stamp has its offset."""
    query = (
        "SELECT t AS day, 1 + extract(hour FROM t) / 100 AS mwh FROM generate_series("
        "timestamptz '2017-03-01', timestamptz '2017-03-04 23:00', '1 hour') t ORDER BY t"
    )
    lay_out_project(plant, query)
    file = plant / "project.toml"
    text = file.read_text("utf-8").replace("Asia/Vientiane", "America/Asuncion")
    text = text.replace("2017-03-01\n", "2017-03-25\n").replace("2017-03-04", "2017-03-26")
    text = text.replace('step = "1 day"', 'step = "1 hour"', 1)
    file.write_text(text.replace("'2017-03-01'", "'2017-03-25'"), "utf-8")
    outcome = calculate(plant)
    of_query = [one for one in outcome.findings if one.parameter == "EC_IT"]
    # Paraguay turned its clocks back in the night to 26 March 2017: 24 + 25 hours.
    assert [one.code for one in of_query] == []
    rows = (plant / FROZEN).read_text("utf-8").splitlines()[2:]
    assert len(rows) == 49
    assert rows[23:25] == ["2017-03-25T23:00:00-03:00,1.23", "2017-03-25T23:00:00-04:00,1.23"]
