"""P044: period crosses 31 December 2020."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P044",
    since="0.1.0",
    title="period crosses 31 December 2020",
    why=(
        "The NDC period begins in 2021, and reductions from before it are another matter. The "
        "published monitoring periods that reach into 2020 all end on 31 December 2020."
    ),
    remedy=(
        "Report the years to 2020 and those from 2021 as two monitoring periods, unless your "
        "Joint Committee says otherwise."
    ),
    bad=("start = 2020-07-01\nend = 2021-06-30"),
    good=("start = 2020-07-01\nend = 2020-12-31"),
    source=(
        "Five published monitoring periods of Mongolian projects, read second-hand; the rule "
        "text was not read."
    ),
)
