"""D158: a logger whose clock changes at other times than the zone that it is declared in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding
from jcm_mrv.readings.zones import DAY_US, offset_at, unwall, wall

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View
    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.series import Series

HOUR_US = 3_600_000_000
LATEST_HOUR = 4
SEASON = 100 * DAY_US, 265 * DAY_US
SAME_HOUR_US = HOUR_US
MOST_WEEKS = 8

CHECK = Check(
    code="D158",
    since="0.2.0",
    title="clock changed apart from the zone",
    why=(
        "A logger that still changes to summer time where the country no longer does leaves an "
        "hour without readings in spring and writes one hour twice in autumn. Mexico gave "
        "summer time up on 30 October 2022; loggers that were not told went on. Between the two "
        "days every stamp is an hour off, and of the doubled hour only one half is counted. "
        "The gap (D104) and the repeated stamps (D110, D111) look like two small faults, and "
        "are one."
    ),
    remedy=(
        "Export in UTC or with offsets. Else declare the zone whose rule the logger follows as "
        "time_zone of the source, or give it as three sources with from, until and the clock of "
        "each part."
    ),
    bad='time_zone = "America/Mexico_City", 2023-04-02 02:00 missing, 2023-10-29 01:00 twice',
    good='clock = "-06:00" and a logger whose clock is never moved',
    source=(
        "Mexico: Ley de los Husos Horarios en los Estados Unidos Mexicanos, in force on 30 "
        "October 2022; tzdata 2022f. Declared policy: a gap of exactly one hour and one hour of "
        "repeated stamps, before 04:00 on the same day of the week, at most an hour apart on "
        "the clock, 100 to 265 days from each other; or one of "
        "them at the time of the clock of the zone's own change, one to eight whole weeks off."
    ),
)


def judge(view: View) -> Iterator[Finding]:
    """Look for an hour without readings and an hour twice, a season apart."""
    series = view.series
    grid = series.grid
    if grid is None or not grid.regular or series.wall or grid.step > HOUR_US:
        return
    lost = [gap for gap in series.missing if _is_hour_at_night(series, gap)]
    doubled = _doubled_hours(series, grid.step)
    for gap in lost:
        for twice in doubled:
            if _belong(series, gap, twice):
                yield _tell(view, gap, twice)
                return
    for span, forward in ((one, one in lost) for one in (*lost, *doubled)):
        change = _change_beside(series, span, forward=forward)
        if change is not None:
            yield _tell_beside(view, span, change, forward=forward)
            return


def _doubled_hours(series: Series, step: int) -> list[Span]:
    """Return the runs of repeated stamps that are exactly an hour long, in the small hours."""
    repeated = series.found.repeats().get(series.key)
    runs: list[tuple[int, int]] = []
    for time in [] if repeated is None else repeated["t"].to_list():
        if runs and time == runs[-1][1]:
            runs[-1] = (runs[-1][0], time + step)
        else:
            runs.append((time, time + step))
    return [run for run in runs if _is_hour_at_night(series, run)]


def _is_hour_at_night(series: Series, span: Span) -> bool:
    return span[1] - span[0] == HOUR_US and series.local(span[0]).hour < LATEST_HOUR


def _belong(series: Series, gap: Span, twice: Span) -> bool:
    lost, doubled = series.local(gap[0]), series.local(twice[0])
    apart = abs(gap[0] - twice[0])
    clock = abs(gap[0] - twice[0] - round((gap[0] - twice[0]) / DAY_US) * DAY_US)
    same_day = lost.weekday() == doubled.weekday()
    return same_day and SEASON[0] <= apart <= SEASON[1] and clock <= SAME_HOUR_US


def _change_beside(series: Series, span: Span, *, forward: bool) -> int | None:
    """Return the change of the zone that a logger seems to make some weeks off.

    It is of the same direction, on the same day of the week and at the same time of the clock.
    """
    local = series.local(span[0])
    for change in series.calendar.transitions:
        if (change.after > change.before) != forward:
            continue
        clock = unwall(change.instant + min(change.before, change.after))
        weeks, rest = divmod(abs(wall(clock) - wall(local)), 7 * DAY_US)
        if rest == 0 and 1 <= weeks <= MOST_WEEKS:
            return change.instant
    return None


def _tell_beside(view: View, span: Span, change: int, *, forward: bool) -> Finding:
    series, zone = view.series, view.series.calendar.zone
    start, changed = series.local(span[0]), series.local(change)
    what = "is missing" if forward else "stands twice"
    return Finding(
        "D158",
        "warning",
        view.place,
        f"the hour from {start:%Y-%m-%d %H:%M} {what}, whole weeks from {changed:%Y-%m-%d}, when "
        f"the clocks of {zone.key} are changed: the logger seems to change its own by another "
        "rule; declare the time_zone or clock that it follows",
        parameter=series.parameter,
        span=(start, _hour_after(start)),
        meter=view.meter_id,
    )


def _tell(view: View, gap: Span, twice: Span) -> Finding:
    series, zone = view.series, view.series.calendar.zone
    lost, doubled = series.local(gap[0]), series.local(twice[0])
    usual = offset_at(zone, min(gap[0], twice[0]))
    # With the gap first, the clock ran an hour ahead from there to the doubled hour.
    inside = usual + HOUR_US if gap[0] < twice[0] else usual
    outside = usual if gap[0] < twice[0] else usual + HOUR_US
    first, last = sorted((lost, doubled))
    return Finding(
        "D158",
        "warning",
        view.place,
        f"the hour from {lost:%Y-%m-%d %H:%M} is missing and the hour from "
        f"{doubled:%Y-%m-%d %H:%M} stands twice: the logger's clock was changed on those days, "
        f"that of {zone.key} was not; declare the time_zone that the logger follows, or three "
        f'sources that part there, with clock = "{_shown(inside)}" between the two and clock = '
        f'"{_shown(outside)}" before and after',
        parameter=series.parameter,
        span=(first, _hour_after(last)),
        meter=view.meter_id,
    )


def _hour_after(moment: dt.datetime) -> dt.datetime:
    return moment.replace(hour=moment.hour + 1)


def _shown(offset: int) -> str:
    minutes = abs(offset) // 60_000_000
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
