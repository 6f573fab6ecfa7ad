"""D111: a stamp that occurs more than once with different readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

CHECK = Check(
    code="D111",
    since="0.1.0",
    title="conflicting stamps",
    why=(
        "Two different readings of one moment cannot both be right: a logger was corrected, two "
        "meters share a column, or local time was exported without offset over the end of "
        "summer time."
    ),
    remedy=(
        "Find out which reading is right and remove the other. Until then the smallest counts "
        "on the low side and the largest on the high side."
    ),
    bad="2017-03-01 05:00,41.2 and 2017-03-01 05:00,44.0",
    good="2017-03-01 05:00,41.2",
)


def judge(view: View) -> Iterator[Finding]:
    """Count the stamps whose readings differ."""
    _, differing, first = view.series.repeats()
    if differing:
        which = "smallest" if view.series.side == "low" else "largest"
        yield Finding(
            "D111",
            "warning",
            view.place,
            f"{counted(differing, 'stamp occurs', 'stamps occur')} more than once with different "
            f"readings, first {first:%Y-%m-%d %H:%M}; the {which} counts; remove the wrong ones",
            f"the {which} counts",
            parameter=view.series.parameter,
        )
