"""P021: methodology without a version."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P021",
    since="0.1.0",
    title="methodology without a version",
    why=(
        "A new version of a methodology may give other tonnes. A report names the one that it "
        "was made with, so a project does too."
    ),
    remedy="Paste the line that the message gives.",
    bad='methodology = "LA_AM001"',
    good='methodology = "LA_AM001 ver1.0"',
)
