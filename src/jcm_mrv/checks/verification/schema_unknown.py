"""V311: report of another schema."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V311",
    since="0.3.0",
    title="report of another schema",
    why=(
        "The schema says what each key means. A report of a later schema may hold what this "
        "program does not look at; a schema that never was is an edited report."
    ),
    remedy=(
        "Verify a report of a later schema with a newer jcm-mrv. Of any other, ask for the "
        "original."
    ),
    bad='"schema": "jcm-mrv/report/2"',
    good='"schema": "jcm-mrv/report/1"',
)
