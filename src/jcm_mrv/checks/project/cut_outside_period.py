"""P045: cut outside of the period."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P045",
    since="0.1.0",
    title="cut outside of the period",
    why=(
        "A cut starts a new line of the result. Outside of the period, or on its first day, "
        "there is nothing to divide: a date may be wrong."
    ),
    remedy=(
        "Give the first day of the new line, after the start and not after the end of the period."
    ),
    bad=("start = 2017-03-01\nend = 2018-02-28\ncuts = [2018-03-01]"),
    good=("start = 2017-03-01\nend = 2018-02-28\ncuts = [2017-10-01]"),
)
