"""V367: input is not the one of the report."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V367",
    since="0.3.0",
    title="input is not the one of the report",
    why=(
        "A bundle holds what the report was made from. A file that is missing, or has other "
        "bytes than the report names, would give another result, and nobody could verify the "
        "bundle. None is written."
    ),
    remedy=(
        "Name the folder that the report was made from with --inputs (a lock with --lock), or "
        "make the report again from the files as they are: jcm-mrv report."
    ),
    bad="jcm-mrv bundle out, after a reading of the project was corrected",
    good="jcm-mrv report . --output out --overwrite, then jcm-mrv bundle out",
)
