"""P043: year outside of 1990-2100."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P043",
    since="0.1.0",
    title="year outside of 1990-2100",
    why=(
        "A year far off is a slip of the pen, or a year of another calendar: 2560 of the "
        "Buddhist era is 2017."
    ),
    remedy="Write the year of the Gregorian calendar with four digits.",
    bad="start = 2560-03-01",
    good="start = 2017-03-01",
)
