"""P040: monitoring period ends before it starts."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P040",
    since="0.1.0",
    title="monitoring period ends before it starts",
    why="There is no day in such a period. Most often two years were exchanged.",
    remedy="Set start to the first and end to the last day of the period, both inclusive.",
    bad=("start = 2018-03-01\nend = 2017-02-28"),
    good=("start = 2017-03-01\nend = 2018-02-28"),
)
