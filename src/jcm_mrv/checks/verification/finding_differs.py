"""V341: finding or answer is told otherwise."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V341",
    since="0.3.0",
    title="finding or answer is told otherwise",
    why=(
        "A finding has another severity, treatment, effect or place than when it is derived "
        "again, or is not found at all; or an answer on eligibility is not that of the project "
        "file."
    ),
    remedy=("Ask for the report that jcm-mrv wrote; a finding is never edited."),
    bad='"severity": "note" for what is an error',
    good='"severity": "error"',
)
