"""D125: stated amount across the edge of a vintage."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D125",
    since="0.1.0",
    title="stated amount across the edge of a vintage",
    why=(
        "An invoice from the middle of December to the middle of January belongs to two "
        "years, and credits are counted by year. It is split by time, every day alike, which "
        "is an assumption."
    ),
    remedy=(
        "Nothing, if the load is steady. Else read the meter on 31 December and state two amounts."
    ),
    bad=("start = 2017-12-16\nend = 2018-01-15\nvalue = 40300"),
    good=("start = 2017-12-16\nend = 2017-12-31\nvalue = 20950"),
    source="A rule of this program, declared in the report; the JCM's own text was not read.",
)
