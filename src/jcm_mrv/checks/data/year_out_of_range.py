"""D128: year of a stamp out of range."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D128",
    since="0.1.0",
    title="year of a stamp out of range",
    why=(
        "A logger whose clock was lost counts from 1970 or 2000; a Thai export may count "
        "years of the Buddhist era, 543 more. Years from 1990 to 2100 are read."
    ),
    remedy=(
        "Correct the years in the export, or leave out the rows from before the clock was set."
    ),
    bad="2560-03-01 00:00,41.2",
    good="2017-03-01 00:00,41.2",
)
