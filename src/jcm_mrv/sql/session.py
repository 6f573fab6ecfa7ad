"""Open a session that only reads, and stream the rows of one statement out of it.

PostgreSQL gets a transaction that is read-only from its start; SQLite a file opened without the
right to write, and an authorizer that lets nothing but reading through. Of no other database do
we know a session that surely cannot write: it is refused. Whatever happens, the transaction is
rolled back. The texts of libraries and drivers end here: they can hold the URL.
"""

from __future__ import annotations

import logging
import time
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from jcm_mrv.sql.answer import Answer
from jcm_mrv.sql.faults import QueryFault, explain_refusal
from jcm_mrv.sql.sqlite import SqliteFile, SqliteGuard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, CursorResult, Engine

    from jcm_mrv.sql.answer import Limits

# Pictures or logs that were selected by mistake are met in a few rows, not in many at once.
FIRST_ROWS = 20
ROWS_AT_ONCE = 2_000
_POSTGRESQL = ("postgresql", "postgresql+psycopg")


@contextmanager
def run_query(
    query: str,
    variable: str,
    environment: Mapping[str, str],
    folder: Path,
    zone: str,
    limits: Limits,
    begin: Callable[[], None],
) -> Iterator[Answer]:
    """Run a query; its rows are streamed while the context lasts.

    Args:
        query: one statement that was judged to read.
        variable: name of the environment variable with the URL.
        environment: the environment.
        folder: a relative path of an SQLite file starts here.
        zone: time zone of the session: of literals, and of how instants are written.
        limits: of rows and time.
        begin: called before a person has to wait.

    Raises:
        QueryFault: there is no connection, or no answer.
    """
    with _quiet():
        engine = _make_engine(variable, environment, folder, limits)
        begin()
        try:
            connection = _connect(engine, variable)
            try:
                yield _answer(connection, query, zone, limits)
            finally:
                _close(connection)
        finally:
            engine.dispose()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep away what libraries warn of and log: a driver's words can name host and user."""
    loggers = [logging.getLogger(name) for name in ("sqlalchemy", "psycopg")]
    before = [(logger.propagate, logger.handlers[:]) for logger in loggers]
    for logger in loggers:
        logger.propagate, logger.handlers = False, [logging.NullHandler()]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, (propagate, handlers) in zip(loggers, before, strict=True):
            logger.propagate, logger.handlers = propagate, handlers


def _make_engine(
    variable: str, environment: Mapping[str, str], folder: Path, limits: Limits
) -> Engine:
    def refuse(sentence: str) -> QueryFault:
        return QueryFault("D143", "connection", sentence)

    text = environment.get(variable, "").strip()
    if not text:
        raise refuse(
            f"the environment variable {variable} is not set; set it to the URL of the database,"
            " or put the frozen rows in their place"
        )
    try:
        from sqlalchemy import create_engine, make_url
        from sqlalchemy.pool import NullPool
    except ImportError:
        raise refuse(_MISSING) from None
    try:
        url = make_url(text)
    except Exception:
        raise refuse(
            f"what the environment variable {variable} holds is no URL of a database, such as"
            " postgresql://user:password@host:5432/name"
        ) from None
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        if not url.database or url.database == ":memory:" or url.query or url.host:
            raise refuse(
                f"the URL in {variable} names no file of SQLite; write it as sqlite:///history.db"
            )
        opening = SqliteFile(folder / url.database, variable, limits)
        return create_engine("sqlite://", creator=opening.open, poolclass=NullPool)
    if url.drivername not in _POSTGRESQL:
        raise refuse(
            f"the URL in {variable} names a database or a driver that is not known to open"
            " read-only; expected postgresql://… or sqlite:///…; export the rows to a CSV file"
            " otherwise"
        )
    try:
        waited = {**_patience(limits), **url.query}
        return create_engine(
            url.set(drivername="postgresql+psycopg", query=waited), poolclass=NullPool
        )
    except ImportError:
        raise refuse(_MISSING) from None
    except Exception:
        raise refuse(f"the URL in {variable} cannot be used; check each of its parts") from None


_MISSING = "to read a database, more has to be installed: pip install 'jcm-mrv[sql]'"


def _patience(limits: Limits) -> dict[str, str]:
    return {
        "connect_timeout": str(limits.connecting),
        "keepalives_idle": "30",
        "tcp_user_timeout": "60000",
        "application_name": "jcm-mrv",
    }


def _connect(engine: Engine, variable: str) -> Connection:
    try:
        return engine.connect()
    except QueryFault:
        raise
    except Exception:
        raise QueryFault(
            "D142",
            "connection",
            f"the database was not reached, or lets nobody in with the URL in {variable}; check"
            " host, port, name of the database, user and password, and that the server runs",
        ) from None


def _answer(connection: Connection, query: str, zone: str, limits: Limits) -> Answer:
    guard = SqliteGuard()
    try:
        if connection.dialect.name == "postgresql":
            connection.execution_options(postgresql_readonly=True)
            for name, value in (
                ("statement_timeout", str(limits.seconds * 1_000)),
                ("TimeZone", zone),
                ("DateStyle", "ISO, YMD"),
                ("standard_conforming_strings", "on"),
            ):
                connection.exec_driver_sql("SELECT set_config(%s, %s, true)", (name, value))
            if connection.exec_driver_sql("SHOW transaction_read_only").scalar() != "on":
                raise QueryFault("D142", "query", "the database opens no session that only reads")
        else:
            guard.protect(connection.connection.driver_connection, limits)
        # Without parameters a "%" of the query stands for itself.
        options = {"stream_results": True, "no_parameters": True}
        result = connection.exec_driver_sql(query, execution_options=options)
        columns = tuple(result.keys())
    except QueryFault:
        raise
    except Exception as error:
        raise explain_refusal(error, denied=guard.denied) from None
    return Answer(columns, _rows(result, limits))


def _rows(result: CursorResult[Any], limits: Limits) -> Iterator[Sequence[Any]]:
    cursor, size = result.cursor, FIRST_ROWS
    deadline, count = time.monotonic() + limits.seconds, 0
    while True:
        try:
            part = result.fetchmany(size)
        except Exception as error:
            # SQLAlchemy leaves the cursor of a lost connection open.
            with suppress(Exception):
                cursor.close()
            raise explain_refusal(error) from None
        if not part:
            return
        size = ROWS_AT_ONCE
        count += len(part)
        if count > limits.rows:
            raise QueryFault(
                "D142",
                "query",
                f"the query gives more than {limits.rows:,} rows; narrow it to the tag and the"
                " period; nothing was frozen",
            )
        if time.monotonic() > deadline:
            raise QueryFault(
                "D142",
                "query",
                f"the rows took longer than {limits.seconds:,} seconds; narrow the query to the"
                " tag and the period; nothing was frozen",
            )
        yield from part


def _close(connection: Connection) -> None:
    with suppress(Exception):  # a connection that is lost is closed
        connection.rollback()
        connection.close()
