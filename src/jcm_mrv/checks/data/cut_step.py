"""D124: a step that the edge of a vintage or month cuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

CHECK = Check(
    code="D124",
    since="0.1.0",
    title="step across the edge of a vintage",
    why=(
        "A logger on a clock of its own, such as UTC in a zone of half an hour, has steps that "
        "begin in one local year and end in the next."
    ),
    remedy="Nothing: the energy of such a step is split by time. Check time_zone and clock.",
    bad='time_zone = "Asia/Kolkata", hourly stamps on the full hour of UTC',
    good="stamps on the full hour of local time",
)


def judge(view: View) -> Iterator[Finding]:
    """Note steps that were split by time."""
    if view.series.cut_steps:
        yield Finding(
            "D124",
            "note",
            view.place,
            f"{counted(view.series.cut_steps, 'step crosses', 'steps cross')} the edge of a "
            "month or vintage; each is split by time",
            "split by time",
            parameter=view.series.parameter,
        )
