"""Open an SQLite database without the right to write, and let only reading through."""

from __future__ import annotations

import sqlite3
import stat
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.sql.faults import QueryFault

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.sql.answer import Limits

SQLITE_MAX_VALUE = 1_000_000
_READING = (
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
)
_DECLARING = [
    ("sqlite_master", column) for column in ("type", "name", "tbl_name", "rootpage", "sql")
]


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """Open an SQLite database so that nothing can be written through it, not even by mistake."""

    path: Path
    variable: str
    limits: Limits

    def open(self) -> sqlite3.Connection:
        """Open the file; never make one.

        Raises:
            QueryFault: there is no regular file.
        """
        try:
            regular = stat.S_ISREG(self.path.stat().st_mode)
        except (OSError, ValueError):
            regular = False
        if not regular:
            raise QueryFault(
                "D142",
                "connection",
                f"there is no SQLite database where the URL in {self.variable} says; a relative"
                " path starts at the project's folder",
            )
        uri = f"{self.path.resolve().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, timeout=self.limits.connecting)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, SQLITE_MAX_VALUE)
        connection.execute("PRAGMA query_only = ON")
        return connection


@dataclass(slots=True)
class SqliteGuard:
    """Let nothing but reading through to SQLite, and remember whether more was asked for."""

    denied: bool = False

    def protect(self, connection: Any, limits: Limits) -> None:
        """Guard an open connection, for as long as a query may take."""
        # Only now: SQLAlchemy asks the new connection with a pragma how it is isolated.
        connection.set_authorizer(self._authorize)
        deadline = time.monotonic() + limits.seconds
        connection.set_progress_handler(lambda: time.monotonic() > deadline, 100_000)

    def _authorize(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        # A function that gives a table declares it, in a way that looks like writing.
        declares = action == sqlite3.SQLITE_UPDATE and (first, second) in _DECLARING
        if (action in _READING and second != "load_extension") or declares:
            return sqlite3.SQLITE_OK
        self.denied = True
        return sqlite3.SQLITE_DENY
