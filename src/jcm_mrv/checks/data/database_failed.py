"""D142: database not reached, or no rows from it."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D142",
    since="0.2.0",
    title="database not reached, or no rows from it",
    why=(
        "Without rows a source supplies nothing, and a table that is cut short would look like "
        "a year with less energy. So the rows are frozen whole or not at all."
    ),
    remedy=(
        "Check host, port, name of the database, user and password in the environment variable, "
        "and that this machine reaches the server. What the database itself says is not shown, "
        "because it may name host and user: run the query in a client of the database. A value "
        "that is no number, text, date or time is cast in the query. A query that gives more "
        "than 20,000,000 rows or takes longer than 10 minutes is narrowed. Whoever has the "
        "frozen file needs no database."
    ),
    bad='HISTORIAN_URL="sqlite:///old.db", while the folder holds history.db',
    good='HISTORIAN_URL="sqlite:///history.db"',
)
