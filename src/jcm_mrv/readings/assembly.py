"""From one table, read once, to the series of every source that lies in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.readings import coverage, zones
from jcm_mrv.readings.bins import (
    Bin,
    Cells,
    DayWindow,
    expected_points,
    split_cut_steps,
    sum_bins,
)
from jcm_mrv.readings.registers import Register, make_register, read_counts
from jcm_mrv.readings.series import Series, Side, flipped
from jcm_mrv.readings.table import Pass, kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import polars as pl

    from jcm_mrv.project.model import Member, Project
    from jcm_mrv.project.monitoring import Source
    from jcm_mrv.readings.calendar import Calendar
    from jcm_mrv.readings.coverage import Grid, Span
    from jcm_mrv.readings.look import Expressions
    from jcm_mrv.readings.plan import Planned


@dataclass(frozen=True, slots=True)
class Needs:
    """Hold what the calculation asks of readings.

    Args:
        sides: per monitored parameter the sides on which it is needed.
        divisible: whether a parameter is a sum, so that a cut step is split by time.
        expressions: what the checks ask of the shared pass where a reading is below zero.
    """

    sides: Mapping[str, Sequence[Side]]
    divisible: Callable[[str], bool]
    expressions: Expressions


def make_series(
    project: Project, calendar: Calendar, found: Pass, planned: Sequence[Planned], needs: Needs
) -> list[Series]:
    """Make the series of every source that is read from one table.

    Args:
        project: the project.
        calendar: its days and bins.
        found: how the table was read.
        planned: the sources.
        needs: what is asked of them.

    Raises:
        InputFault: the table cannot be read again.
    """
    passes: dict[Side | None, Pass] = {}
    summed: dict[tuple[Side | None, bool, tuple[DayWindow, ...]], _Summed] = {}
    series: list[Series] = []
    sided = found.differs()
    for one in planned:
        parameter = one.monitored.parameter
        for parameter_side in needs.sides.get(parameter, ()):
            side = flipped(parameter_side) if one.source.sign < 0 else parameter_side
            choice = side if sided else None
            if choice not in passes:
                passes[choice] = kept(found, side, needs.expressions)
            members = _members(project, calendar, one)
            splits = needs.divisible(parameter) and one.source.measures != "state"
            windows = tuple(member.days for member in members if member.days is not None)
            key = choice, splits, windows
            if key not in summed:
                summed[key] = _sum(calendar, passes[choice], windows, splits=splits)
            series += _source_series(calendar, passes[choice], summed[key], one, members, side)
    return series


@dataclass(frozen=True, slots=True)
class _Summed:
    """Hold the sums of a table, its grid, and which steps were split where a bin cuts them."""

    cells: Cells
    grid: Grid | None
    split: Mapping[tuple[str, int], frozenset[int]] | None


def _sum(calendar: Calendar, found: Pass, windows: Sequence[DayWindow], *, splits: bool) -> _Summed:
    cells = sum_bins(calendar, found, windows)
    if not found.reading.table.step:
        return _Summed(cells, None, None)
    grid, wall = found.grid(calendar.first, calendar.last), found.reading.table.wall
    split = None
    if splits and grid.regular:
        split = split_cut_steps(calendar, found, cells, grid, wall=wall)
    return _Summed(cells, grid, split)


@dataclass(frozen=True, slots=True)
class _Member:
    """Hold a member that a source speaks of: its key in the table, its name, its days."""

    key: str
    name: str | None
    days: DayWindow | None


def _source_series(
    calendar: Calendar,
    found: Pass,
    summed: _Summed,
    one: Planned,
    members: Sequence[_Member],
    side: Side,
) -> Iterator[Series]:
    grid, cells, wall = summed.grid, summed.cells, found.reading.table.wall
    whole = _window(calendar, one.source, wall=wall)
    windows = {
        member.key: _member_window(calendar, whole, member.days, wall=wall) for member in members
    }
    shared: dict[Span, Mapping[int, int]] = {}
    missing: Mapping[int, Mapping[str, tuple[Span, ...]]] = {}
    counts: dict[int, Mapping[str, pl.DataFrame]] = {}
    if one.source.measures == "register":
        counts = {i: read_counts(found.reading, i) for i in one.columns}
    for member in members:
        window = windows[member.key]
        columns = [cells.get((member.key, i)) for i in one.columns]
        if grid is not None and window not in shared:
            shared[window] = expected_points(calendar, grid, window, wall=wall)
        points = shared.get(window, {})
        gaps: tuple[tuple[Span, ...], ...] = ()
        if grid is not None and grid.regular:
            wanted = sum(points.values())
            for column in columns:
                have = sum(cell.count for cell in column) if column else 0
                if have < wanted and not missing:
                    missing = coverage.find_gaps(calendar, found, one.columns, grid, windows)
            gaps = tuple(
                _with_first(summed, member.key, i, window, missing.get(i, {}).get(member.key, ()))
                for i in one.columns
            )
        yield Series(
            monitored=one.monitored,
            source=one.source,
            member=member.name,
            side=side,
            calendar=calendar,
            found=found,
            key=member.key,
            columns=one.columns,
            wall=wall,
            window=window,
            grid=grid,
            bins=_joined(columns, calendar.bins),
            expected=tuple(points.get(i, 0) * len(one.columns) for i in range(calendar.bins)),
            gaps=gaps,
            cut_steps=len(_split_starts(summed, member.key, one.columns)),
            registers=_registers(calendar, one.source, counts, member.key, window, wall=wall),
        )


def _split_starts(summed: _Summed, key: str, columns: Sequence[int]) -> frozenset[int]:
    return frozenset().union(*((summed.split or {}).get((key, i), ()) for i in columns))


def _with_first(
    summed: _Summed, key: str, column: int, window: Span, gaps: tuple[Span, ...]
) -> tuple[Span, ...]:
    """Add the start of a window where the step that runs into it has no reading."""
    grid = summed.grid
    if grid is None or summed.split is None:
        return gaps
    before = grid.before(window[0])
    if before == window[0] or before in summed.split.get((key, column), ()):
        return gaps
    return coverage.merge([(window[0], min(before + grid.step, window[1])), *gaps])


def _registers(
    calendar: Calendar,
    source: Source,
    counts: Mapping[int, Mapping[str, pl.DataFrame]],
    key: str,
    window: Span,
    *,
    wall: bool,
) -> tuple[Register, ...]:
    stated = [
        (calendar.axis(reading.time, wall=wall), reading.value)
        for reading in (source.first, source.last)
        if reading is not None
    ]
    return tuple(
        make_register(column.get(key), window, source.rollover, stated)
        for column in counts.values()
    )


def _joined(columns: Sequence[list[Bin] | None], count: int) -> tuple[Bin, ...]:
    known = [column for column in columns if column is not None]
    if len(known) == 1:
        return tuple(known[0])
    return tuple(sum((column[i] for column in known), Bin()) for i in range(count))


def _window(calendar: Calendar, source: Source, *, wall: bool) -> Span:
    start = calendar.moment(calendar.first, wall=wall)
    end = calendar.moment(calendar.last + 1, wall=wall)
    if source.start:
        start = max(start, calendar.axis(source.start, wall=wall))
    if source.until:
        end = min(end, calendar.axis(source.until, wall=wall))
    return start, max(start, end)


def _member_window(calendar: Calendar, whole: Span, days: DayWindow | None, *, wall: bool) -> Span:
    if days is None:
        return whole
    start = max(whole[0], calendar.moment(days.first, wall=wall))
    return start, max(start, min(whole[1], calendar.moment(days.last + 1, wall=wall)))


def _members(project: Project, calendar: Calendar, one: Planned) -> list[_Member]:
    """List the members that a source speaks of; one without name where there is no set."""
    monitored, column = one.monitored, one.source.member_column
    if monitored.set_name is None and column is None:
        return [_Member("", None, None)]
    records = {
        member.id: member
        for name, members in project.sets.items()
        if monitored.set_name in (None, name)
        for member in members
    }
    if column is None:
        record = records.get(monitored.member or "")
        return [_Member("", monitored.member, _days(calendar, "", record))]
    return [_Member(name, name, _days(calendar, name, record)) for name, record in records.items()]


def _days(calendar: Calendar, key: str, member: Member | None) -> DayWindow | None:
    """Return the days on which a member belongs to the project; None where that is all."""
    if member is None or member.start is member.end is None:
        return None
    first, last = calendar.first, calendar.last
    if member.start is not None:
        first = min(max(first, zones.day_number(member.start)), last + 1)
    if member.end is not None:
        last = max(min(last, zones.day_number(member.end)), first - 1)
    return DayWindow(key, first, last)
