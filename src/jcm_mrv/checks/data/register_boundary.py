"""D119: no register reading at the edge of a vintage."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D119",
    since="0.1.0",
    title="no register reading at the edge of a vintage",
    why=(
        "The energy of a year is the difference of two readings. Where none was taken at "
        "midnight of the edge, the nearest reading inside of the year counts on the low side, "
        "and the nearest outside on the high side: what lies between is never counted in "
        "favour of the project."
    ),
    remedy=(
        "Read the register at the end of each year and of the period. A reading that stands "
        "on paper only is stated with first = { time, value } or last = { time, value }."
    ),
    bad="readings on 2017-12-20 and 2018-01-10 only",
    good="last = { time = 2018-01-01T00:00:00, value = 48213.5 }",
    source="A rule of this program, declared in the report; the JCM's own text was not read.",
)
