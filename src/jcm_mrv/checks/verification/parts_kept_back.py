"""V384: parts of the report are kept back."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V384",
    since="0.3.0",
    title="parts of the report are kept back",
    why=(
        "What is kept back cannot be calculated again. What is shown is as it was signed, and "
        "that is all that a public version proves: it shows no error, and it excludes none."
    ),
    remedy=(
        "Ask for the report and its inputs, or for the openings (--openings FILE), if the "
        "verdict has to be REPRODUCED."
    ),
    bad="jcm-mrv verify report.public.json",
    good="jcm-mrv verify report.public.json --openings report.openings.json",
)
