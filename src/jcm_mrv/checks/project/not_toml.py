"""P002: project file is not TOML."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P002",
    since="0.1.0",
    title="project file is not TOML",
    why=(
        "A file that is read half would give half of a result. The line and column say where "
        "reading stopped."
    ),
    remedy=(
        "Mend the line: texts stand in quotes, dates and numbers do not, and a key or table "
        "is written once. Save the file as UTF-8 without a byte-order mark."
    ),
    bad="title = Cement plant",
    good='title = "Cement plant"',
)
