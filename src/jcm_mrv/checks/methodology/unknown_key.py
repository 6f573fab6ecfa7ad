"""M003: unknown key in a methodology."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M003",
    since="0.1.0",
    title="unknown key in a methodology",
    why=(
        "A key that is not read does nothing: a misspelled limit or side would look as if it "
        "were in force."
    ),
    remedy=(
        "Write the key that is proposed, or take it out; jcm-mrv methodology new shows the "
        "keys in use."
    ),
    bad='conservativ = "low"',
    good='conservative = "low"',
)
