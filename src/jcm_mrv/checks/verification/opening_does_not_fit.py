"""V382: opening does not fit its commitment."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V382",
    since="0.3.0",
    title="opening does not fit its commitment",
    why=(
        "A value that was kept back is believed only if it gives, with its salt, the "
        "commitment that stands in its place. One that does not was never in the report."
    ),
    remedy="Ask the holder of the report for the openings again; jcm-mrv disclose writes them.",
    bad="a serial number corrected in report.openings.json",
    good="the openings as jcm-mrv sign made them",
)
