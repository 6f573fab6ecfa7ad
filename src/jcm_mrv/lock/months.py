"""Which months of readings are accepted, and what a lock keeps of them.

A month of a point is accepted when nothing of it is open (docs/adr/0014): it is over in the
data of each of its sources; every reading that the steps ask for is there, or the project
declares how its gaps are treated; and no error finding touches it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.calculation.contributions import unit_of, wall_span
from jcm_mrv.calculation.months import month_days, month_of, sum_months
from jcm_mrv.lock.model import LockedMonth, LockedReadings
from jcm_mrv.numbers import format_exact
from jcm_mrv.readings import coverage
from jcm_mrv.readings.zones import DAY_US, day_number, number_day, wall

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.calculation.compute import Calculation
    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.judgement import Judgement
    from jcm_mrv.calculation.months import Month
    from jcm_mrv.project.model import Member
    from jcm_mrv.readings.calendar import Calendar
    from jcm_mrv.readings.coverage import Span

DRIFTED = "D180"
Point = tuple[str, str | None]
"""A parameter and its member."""


@dataclass(frozen=True, slots=True)
class Open:
    """Name a month that is not accepted, and why: the codes of errors, or none."""

    parameter: str
    member: str | None
    month: str
    codes: tuple[str, ...]


def describe_month(calendar: Calendar, days: range, month: Month) -> LockedMonth:
    """Return what a lock keeps of a month."""
    read = month.read
    # Nothing here is from outside: to validate it again would be most of the work.
    return LockedMonth.model_construct(
        start=number_day(days.start).isoformat(),
        end=number_day(days.stop - 1).isoformat(),
        sum=format_exact(read.total),
        count=read.count,
        minimum=None if read.minimum is None else format_exact(read.minimum),
        maximum=None if read.maximum is None else format_exact(read.maximum),
    )


def accept_months(
    calculation: Calculation,
) -> tuple[tuple[LockedReadings, ...], tuple[Open, ...]]:
    """Return the months that are accepted, by point, and those that stay open.

    Args:
        calculation: the project's own, with every judgement.
    """
    calendar = calculation.timeline.calendar
    days = month_days(calendar)
    members = {one.id: one for many in calculation.project.sets.values() for one in many}
    points: dict[Point, list[Contribution]] = defaultdict(list)
    for one in calculation.contributions:
        points[one.monitored.parameter, one.member].append(one)
    months = sum_months(calendar, calculation.contributions)
    expected = _expected(calendar, calculation.contributions)
    errors = [one for one in calculation.judgements if _counts(one)]
    accepted: list[LockedReadings] = []
    left: list[Open] = []
    for (name, member), many in sorted(points.items(), key=lambda item: _key(item[0])):
        found: list[LockedMonth] = []
        for month, inside in days.items():
            window = _window(inside, members.get(member or ""))
            if window is None:
                continue
            codes = tuple(
                sorted({one.finding.code for one in errors if _touches(one, name, window)})
            )
            complete = all(_is_settled(one, window, month, expected) for one in many)
            if complete and _is_covered(many, window) and not codes:
                found.append(describe_month(calendar, inside, months[name, month][member]))
            else:
                left.append(Open(name, member, month, codes))
        unit = unit_of(calculation.methodology.parameters[name])
        accepted.append(
            LockedReadings(parameter=name, member=member, unit=unit.text, months=tuple(found))
        )
    return tuple(one for one in accepted if one.months), tuple(left)


def join_months(
    old: Iterable[LockedReadings], new: Iterable[LockedReadings]
) -> tuple[tuple[LockedReadings, ...], int]:
    """Add new months to those that were accepted before.

    Returns:
        The months by point, and how many were added.
    """
    known = {(one.parameter, one.member): one for one in old}
    added = 0
    for one in new:
        key = one.parameter, one.member
        before = known[key].months if key in known else ()
        more = [month for month in one.months if not any(_overlap(month, had) for had in before)]
        added += len(more)
        months = tuple(sorted([*before, *more], key=lambda month: month.start))
        known[key] = one.model_copy(update={"months": months})
    return tuple(known[key] for key in sorted(known, key=_key)), added


def _overlap(one: LockedMonth, other: LockedMonth) -> bool:
    return one.start <= other.end and other.start <= one.end


def _key(point: Point) -> tuple[str, str]:
    return point[0], point[1] or ""


def _expected(
    calendar: Calendar, contributions: Iterable[Contribution]
) -> Mapping[tuple[int, str], tuple[int, int]]:
    """Count, by contribution and month, the readings there are and those that are expected."""
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for one in contributions:
        for index, part in enumerate(one.bins):
            key = id(one), month_of(calendar, index)
            have, wanted = found.get(key, (0, 0))
            found[key] = have + part.count, wanted + one.expected[index]
    return found


def _window(days: range, member: Member | None) -> Span | None:
    """Return the wall-clock span [us] of a month in which a point belongs to the project."""
    first, after = days.start, days.stop
    if member is not None and member.start is not None:
        first = max(first, day_number(member.start))
    if member is not None and member.end is not None:
        after = min(after, day_number(member.end) + 1)
    return (first * DAY_US, after * DAY_US) if first < after else None


def _counts(judgement: Judgement) -> bool:
    """Tell whether a judgement speaks against readings: drift and whole results do not."""
    finding = judgement.finding
    if finding.severity != "error" or finding.code == DRIFTED:
        return False
    return finding.code[0] == "D" or (finding.code[0] == "C" and judgement.spans is not None)


def _touches(judgement: Judgement, name: str, window: Span) -> bool:
    if judgement.finding.parameter not in (None, name):
        return False
    spans = judgement.spans
    return spans is None or any(wall(a) < window[1] and wall(b) > window[0] for a, b in spans)


def _is_settled(
    one: Contribution,
    window: Span,
    month: str,
    counted: Mapping[tuple[int, str], tuple[int, int]],
) -> bool:
    """Tell whether one source has nothing open in a month: it reads on, and misses nothing."""
    shared = coverage.intersect(one.covered, [window])
    if not shared or one.series is None:
        return True
    if coverage.intersect(shared, _unread(one)):
        return False
    have, wanted = counted[id(one), month]
    return have >= wanted or _declared(one)


def _unread(one: Contribution) -> tuple[Span, ...]:
    """Return the wall-clock spans [us] of a source about which nothing can be said yet."""
    series = one.series
    if series is None:
        return ()
    if series.registers:
        known = [register for register in series.registers if len(register) > 1]
        if len(known) < len(series.registers):
            return one.covered
        first = max(register.time(0) for register in known)
        last = min(register.time(len(register) - 1) for register in known)
        start, end = max(first, series.window[0]), min(last, series.window[1])
        read = (wall_span(series, (start, end)),) if start < end else ()
        return coverage.subtract(one.covered, read)
    missing = series.missing
    if not any(cell.count for cell in series.bins):
        return one.covered
    if _declared(one):
        # A gap that goes on to the end may be readings that are still to come.
        missing = tuple(span for span in missing if span[1] >= series.window[1])
    return coverage.merge(wall_span(series, span) for span in missing)


def _declared(one: Contribution) -> bool:
    own = one.series.source.gap_treatment if one.series is not None else None
    return (own or one.monitored.gap_treatment) is not None


def _is_covered(many: Sequence[Contribution], window: Span) -> bool:
    """Tell whether the sources of each sign speak for a whole month, or treat what lies between."""
    for sign in {one.sign for one in many}:
        covered = coverage.merge(span for one in many if one.sign == sign for span in one.covered)
        holes = coverage.subtract([window], covered)
        treated = any(one.monitored.gap_treatment for one in many)
        if holes and not (treated and covered and holes[-1][1] < covered[-1][1]):
            return False
    return True
