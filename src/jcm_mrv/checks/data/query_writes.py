"""D141: query that does not only read."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D141",
    since="0.2.0",
    title="query that does not only read",
    why=(
        "A monitoring report looks at the historian and leaves it as it is. A statement that "
        "writes, even by mistake, would change the evidence that it reports on. So the statement "
        "is looked through before it is run, and the session that runs it can only read."
    ),
    remedy=(
        "Write one SELECT, WITH or VALUES, without INSERT, UPDATE, DELETE, MERGE, INTO or FOR "
        "UPDATE, and without a second statement. Put a column that has such a name in double "
        "quotes. A function that writes, such as nextval, is refused by the database itself."
    ),
    bad='query = "WITH x AS (DELETE FROM history RETURNING *) SELECT * FROM x"',
    good="query = \"SELECT ts, kwh FROM history WHERE tag = 'EC_IT' ORDER BY ts\"",
)
