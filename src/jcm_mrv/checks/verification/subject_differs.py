"""V305: statement is about another report."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V305",
    since="0.3.0",
    title="statement is about another report",
    why=(
        "The statement names a report by the SHA-256 of its bytes, and the report that lies "
        "here has other bytes: it was changed after it was signed, or the envelope belongs to "
        "another report."
    ),
    remedy=(
        "Ask for the report that was signed. A report that was changed on purpose is signed "
        "again: jcm-mrv sign --overwrite."
    ),
    bad="the envelope of last year beside the report of this year",
    good="the envelope and the very report that it was made for",
)
