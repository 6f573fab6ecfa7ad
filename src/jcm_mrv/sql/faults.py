"""What may go wrong with a query, in our own words: a driver's text can hold host and user."""

from __future__ import annotations

from typing import Literal

from jcm_mrv.errors import JcmMrvError

_STATES = {
    "25006": ("D141", "it writes, and the session only reads"),
    "22012": ("D142", "it divides by zero"),
    "22023": ("D142", "a setting is not known to it, such as the project's time zone"),
    "42501": ("D142", "this user may not read one of its tables"),
    "42601": ("D142", "it is not SQL as this database writes it"),
    "42703": ("D142", "it names a column that is not there"),
    "42883": ("D142", "it names a function that is not there"),
    "42P01": ("D142", "it names a table that is not there"),
    "57014": ("D142", "it ran longer than it may, or was cancelled"),
}
_SQLITE = {
    "SQLITE_READONLY": ("D141", "it writes, and the session only reads"),
    "SQLITE_BUSY": ("D142", "another program has locked the database"),
    "SQLITE_INTERRUPT": ("D142", "it ran longer than it may"),
    "SQLITE_NOTADB": ("D142", "the file is no SQLite database"),
    "SQLITE_TOOBIG": ("D142", "a value in it is too large for a table of readings"),
}


class QueryFault(JcmMrvError):  # noqa: N818 -- a fault to be judged, like InputFault
    """A query gave no rows; the message is a whole sentence for the user, without any secret.

    Args:
        code: code of the finding.
        key: the key of the ``sql`` table that is concerned.
        message: what was found, what was expected, what to do.
    """

    def __init__(self, code: str, key: Literal["query", "connection"], message: str) -> None:
        super().__init__(message)
        self.code = code
        self.key = key
        self.message = message


def explain_refusal(error: Exception, *, denied: bool = False) -> QueryFault:
    """Return what is said of a database that gave no rows to a query.

    Only the standard codes of the error are looked at (SQLSTATE, or the name of SQLite's code).

    Args:
        error: of the library or the driver.
        denied: whether the statement asked for more than reading.
    """
    original = getattr(error, "orig", None) or error
    state = getattr(original, "sqlstate", None)
    name = getattr(original, "sqlite_errorname", None)
    ended = isinstance(state, str) and state[:2] in ("08", "57") and state != "57014"
    if ended or getattr(error, "connection_invalidated", False):
        return lost_connection()
    code, reason = _STATES.get(state or "", _SQLITE.get(name or "", ("D142", "")))
    if denied:
        code, reason = "D141", "it writes, or reaches outside of the database"
    if not reason:
        reason = "a client of the database says what is wrong with it"
    shown = f" (SQLSTATE {state})" if isinstance(state, str) and state.isalnum() else ""
    return QueryFault(
        code, "query", f"the database refuses the query{shown}: {reason}; nothing was frozen"
    )


def lost_connection() -> QueryFault:
    """Return what is said of a database that went away."""
    return QueryFault(
        "D142",
        "query",
        "the connection to the database was lost while rows were read; nothing was frozen; try"
        " again",
    )
