"""V310: bytes are no report."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V310",
    since="0.3.0",
    title="bytes are no report",
    why=(
        "A report is canonical JSON (RFC 8785) of a published schema: one document has one form "
        "of bytes. Bytes of another form were written by another program, edited, or cut short, "
        "and no calculation gives them."
    ),
    remedy=(
        "Ask the participant for the file that jcm-mrv report wrote, as it was written; do not "
        "open and save it in an editor."
    ),
    bad='{ "schema": "jcm-mrv/report/1", ... with blanks and line ends',
    good='{"adjustments":[],"checks":[...],... as jcm-mrv report writes it',
)
