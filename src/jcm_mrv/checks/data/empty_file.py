"""D127: empty file."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D127",
    since="0.1.0",
    title="empty file",
    why=(
        "An export that failed often leaves a file without content behind. A year without "
        "readings must not pass as a year without consumption."
    ),
    remedy="Export the file again, or take it out of files.",
    bad="monitoring/2017-03.csv of 0 bytes",
    good="monitoring/2017-03.csv with a header line and rows",
)
