"""V376: clock off by half a step or more."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V376",
    since="0.3.0",
    title="clock off by half a step or more",
    why=(
        "Readings count by the time that the logger writes beside them. A clock that is off "
        "by half a step moves most of each reading into another step, and at New Year into "
        "another vintage."
    ),
    remedy=(
        "Find out since when. Have the stamps corrected, or show that what moves over the "
        "edges of the vintages is not material; then close the finding and name it in the "
        "record of the meter."
    ),
    bad="clock_offset = 3600   (steps of an hour)",
    good="clock_offset = 12",
)
