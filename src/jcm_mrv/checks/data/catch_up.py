"""D151: the energy of a gap, booked into the first reading after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.checks.check import Check
from jcm_mrv.checks.leap import leap_span
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_rounded
from jcm_mrv.readings.zones import wall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.leap import Leap
    from jcm_mrv.checks.view import View
    from jcm_mrv.findings import Severity

MAX_TOLD = 20

CHECK = Check(
    code="D151",
    since="0.2.0",
    title="catch-up after a gap",
    why=(
        "A meter counts on while its logger is down. Many loggers book what was missed into "
        "their first reading: the steps are missing, their energy is not. To fill such a gap "
        "counts the energy twice; to leave it counts it once. The spike and the gap are one "
        "event and told here once; what the gap counts as, and the tonnes of it, stand in its "
        "D104."
    ),
    remedy=(
        "Where the excess fits the missing steps, do not fill the gap: leave it on the low "
        'side, and declare gap_treatment = "zero" on the high side, with this finding as the '
        "reason. Where it does not fit, compare the reading with the register of the meter."
    ),
    bad="no reading from 04:00 to 08:00, then 51 kWh at 08:00, where 10 kWh an hour are usual",
    good="10.2 kWh at each of 04:00 to 08:00",
    source=(
        "Declared policy: more than one and a half times the readings of that time on the "
        "seven days before and after, and than the two readings that follow, or above rated; "
        "an excess of half to one and a half times what the gap carries on those days fits it."
    ),
)


def judge(view: View) -> Iterator[Finding]:
    """Tell each first reading after a gap that stands far above its neighbours."""
    for leap in view.leaps[:MAX_TOLD]:
        yield _tell(view, leap, more=0)
    if len(view.leaps) > MAX_TOLD:
        yield _tell(view, view.leaps[MAX_TOLD], more=len(view.leaps) - MAX_TOLD - 1)


def _tell(view: View, leap: Leap, *, more: int) -> Finding:
    series, unit = view.series, view.unit
    severity: Severity
    start, end = series.local(leap.start), series.local(leap.time)
    share = format_rounded(100 * leap.excess / leap.missed, 0)
    said = (
        f"the reading{view.whose} of {end:%Y-%m-%d %H:%M}, {format_rounded(leap.value, 3)} {unit}, "
        f"follows a gap of {counted(leap.steps, 'step', 'steps')} ({start:%Y-%m-%d %H:%M} to "
        f"{end:%Y-%m-%d %H:%M}) and is {format_rounded(leap.excess, 3)} {unit} above what is "
        f"usual at that time; the gap usually carries {format_rounded(leap.missed, 3)} {unit}: "
    )
    if leap.fits:
        severity, advice = _advise(view, leap)
        said += f"the excess fits ({share} %), the energy of the gap is in that reading; {advice}"
    else:
        above = view.limit is not None and leap.value > view.limit
        severity = "error" if above and series.side == "low" else "warning"
        said += (
            f"the excess does not fit ({share} %), so that it is not that energy, or not alone; "
            "compare the reading with the meter"
        )
    if more:
        said += f" (and {more:,} more like this)"
    return Finding(
        "D151",
        severity,
        view.place,
        said,
        parameter=series.parameter,
        span=leap_span(series, leap),
        meter=view.meter_id,
    )


def _advise(view: View, leap: Leap) -> tuple[Severity, str]:
    """Say what the catch-up means for the treatment of the gap (contracts 8)."""
    series, point = view.series, view.series.monitored
    treatment = series.source.gap_treatment or point.gap_treatment
    start, end = (wall(series.local(moment)) for moment in (leap.start, leap.time))
    filled = treatment == "substitute" or any(
        amount.use == "fill" and wall(amount.start) < end and start < wall(amount.end)
        for amount in point.amounts
    )
    if series.side == "low":
        if filled:
            return "error", (
                "what fills the gap would claim it a second time: take the filling out, and let "
                "the gap count as nothing"
            )
        return "warning", "the gap counts as nothing, and that is right here"
    if filled or treatment == "maximum":
        return "warning", (
            "what fills the gap counts it a second time, on the careful side; gap_treatment = "
            '"zero" counts it once'
        )
    if treatment in ("zero", "outage"):
        return "warning", "the gap counts as zero, and that is right here"
    return "warning", 'gap_treatment = "zero" counts it once'
