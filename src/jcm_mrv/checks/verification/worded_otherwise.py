"""V349: worded otherwise by another version."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V349",
    since="0.3.0",
    title="worded otherwise by another version",
    why=(
        "Texts of policies, titles of checks, messages and the edition of the time zone data may "
        "change between versions. The report and this program are of different versions, and only "
        "words differ."
    ),
    remedy=("Nothing has to be done."),
    bad="a message of 0.3.0 beside the same one of 0.4.0",
    good="the same version on both sides",
)
