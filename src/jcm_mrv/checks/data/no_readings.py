"""D108: no reading at all inside the period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding
from jcm_mrv.readings.zones import number_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

CHECK = Check(
    code="D108",
    since="0.1.0",
    title="no reading in the period",
    why=(
        "A file of another year, or stamps read with day and month exchanged, leaves nothing to "
        "calculate from. Nothing measured is never the same as zero."
    ),
    remedy=(
        "Compare the dates in the file with [monitoring_period], with from and until of the "
        "source, and with its time_format."
    ),
    bad="[monitoring_period] of 2018, readings of 2017",
    good="both of 2017",
)


def judge(view: View) -> Iterator[Finding]:
    """Refuse a source whose every reading lies elsewhere."""
    series = view.series
    if series.grid is None:
        count = sum(len(register) for register in series.registers)
    else:
        count = sum(cell.count for cell in series.bins)
    if count:
        return
    days = sorted(series.days()["day"].to_list())
    lies = (
        f"; its readings run from {number_day(days[0])} to {number_day(days[-1])}" if days else ""
    )
    calendar = series.calendar
    who = f' for "{series.member}"' if series.member else ""
    yield Finding(
        "D108",
        "error",
        view.place,
        f"no reading{who} lies in the period {number_day(calendar.first)} to "
        f"{number_day(calendar.last)}{lies}; check the dates and the time_format",
        parameter=series.parameter,
    )
