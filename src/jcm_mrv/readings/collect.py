"""Read all sources of a project: tables to series, with digests of every file on the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.readings import coverage, locate, zones
from jcm_mrv.readings.bins import Bin, Cells, expected_points, split_cut_steps, sum_bins
from jcm_mrv.readings.opening import Digest, InputFault, TextFile, take_digest
from jcm_mrv.readings.plan import Plan, Planned, is_wall, plan_tables
from jcm_mrv.readings.registers import Register, read_register
from jcm_mrv.readings.series import Series, Side
from jcm_mrv.readings.table import Pass, kept, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from jcm_mrv.project.model import Member, Project
    from jcm_mrv.project.monitoring import Source
    from jcm_mrv.readings.calendar import Calendar
    from jcm_mrv.readings.coverage import Grid, Span
    from jcm_mrv.readings.rows import Table

    Expressions = Mapping[str, Callable[[pl.Expr], pl.Expr]]


@dataclass(frozen=True, slots=True)
class InputRecord:
    """Hold the identity of an input file: path, SHA-256, size [bytes], rows of data."""

    path: str
    sha256: str
    size: int
    rows: int | None


@dataclass(frozen=True, slots=True)
class Readings:
    """Hold all that was read.

    Args:
        series: one a source, member and side.
        inputs: every file, sorted by path.
        findings: what could not be read.
    """

    series: tuple[Series, ...]
    inputs: tuple[InputRecord, ...]
    findings: tuple[Finding, ...]


def read_series(
    project: Project,
    calendar: Calendar,
    sides: Mapping[str, Sequence[Side]],
    divisible: Callable[[str], bool],
    expressions: Expressions,
    scratch: Path,
    progress: Callable[[int, int], None] | None = None,
) -> Readings:
    """Read every source of a project.

    Args:
        project: the project.
        calendar: its days and bins.
        sides: per monitored parameter the sides on which it is needed.
        divisible: whether a parameter is a sum, so that a cut step is split by time.
        expressions: what the checks ask of the shared pass.
        scratch: an empty folder that lives as long as the series are looked at.
        progress: told bytes done and bytes in all.
    """
    plan = plan_tables(project, calendar, scratch)
    findings = list(plan.findings)
    texts = plan.files()
    with ThreadPoolExecutor(max_workers=1) as pool:
        digests = pool.map(_digest_or_fault, texts, _progresses(texts, progress))
        passes = [_read_or_findings(table, expressions) for table in plan.tables]
        taken = dict(zip((file.name for file in texts), digests, strict=True))
    for name, digest in taken.items():
        if isinstance(digest, InputFault):
            findings.append(Finding(digest.code, "error", Place(name), digest.message))
    good: dict[int, Pass] = {}
    for number, result in enumerate(passes):
        if isinstance(result, Pass):
            good[number] = result
        else:
            findings += result
    series = tuple(
        chain.from_iterable(
            _table_series(project, calendar, found, planned, sides, divisible, expressions)
            for number, found in good.items()
            if (planned := [one for one in plan.planned if one.table == number])
        )
    )
    inputs = _input_records(plan, good, taken)
    return Readings(series, inputs, tuple(findings))


def _progresses(
    texts: Sequence[TextFile], progress: Callable[[int, int], None] | None
) -> Iterator[Callable[[int], None] | None]:
    total = sum(file.original.stat().st_size for file in texts)
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, total)

    return iter([tell if progress else None] * len(texts))


def _digest_or_fault(file: TextFile, progress: Callable[[int], None] | None) -> Digest | InputFault:
    try:
        return take_digest(file.original, progress)
    except InputFault as fault:
        return fault


def _read_or_findings(table: Table, expressions: Expressions) -> Pass | tuple[Finding, ...]:
    try:
        found = read_table(table, expressions)
    except InputFault as fault:
        broken = locate.locate_broken_rows(table) if fault.code == "D103" else ()
        names = ", ".join(file.name for file in table.files[:3])
        return broken or (Finding(fault.code, "error", Place(names), fault.message),)
    if found.faults:
        return locate.locate_faults(table, found.faults)
    return found


def _input_records(
    plan: Plan, good: Mapping[int, Pass], taken: Mapping[str, Digest | InputFault]
) -> tuple[InputRecord, ...]:
    rows: dict[str, int] = {}
    for number, found in good.items():
        for index, file in enumerate(plan.tables[number].files):
            rows[file.name] = max(rows.get(file.name, 0), found.rows[index])
    return tuple(
        InputRecord(name, digest.sha256, digest.size, rows.get(name))
        for name, digest in taken.items()
        if isinstance(digest, Digest)
    )


def _table_series(
    project: Project,
    calendar: Calendar,
    found: Pass,
    planned: Sequence[Planned],
    sides: Mapping[str, Sequence[Side]],
    divisible: Callable[[str], bool],
    expressions: Expressions,
) -> Iterator[Series]:
    sided: dict[Side, _Sided] = {}
    for one in planned:
        for parameter_side in sides.get(one.monitored.parameter, ()):
            side = flipped(parameter_side) if one.source.sign < 0 else parameter_side
            if side not in sided:
                sums = divisible(one.monitored.parameter) and one.source.measures != "state"
                sided[side] = _side_of(calendar, kept(found, side, expressions), one, sums=sums)
            yield from _source_series(project, calendar, sided[side], one, side)


@dataclass(frozen=True, slots=True)
class _Sided:
    """Hold a table summed for one side: its cells, grid, and how many steps were cut."""

    found: Pass
    cells: Cells
    grid: Grid | None
    cut: int


def _side_of(calendar: Calendar, found: Pass, one: Planned, *, sums: bool) -> _Sided:
    cells, step = sum_bins(calendar, found), found.reading.table.step
    if not step:
        return _Sided(found, cells, None, 0)
    grid, wall = found.grid(), is_wall(one.source)
    cut = 0
    if sums and grid.regular:
        span = _window(calendar, one.source, wall=wall)
        cut = split_cut_steps(calendar, found, cells, grid, span, wall=wall)
    return _Sided(found, cells, grid, cut)


def flipped(side: Side) -> Side:
    """Return the other side: that of a source whose sign is negative."""
    return "high" if side == "low" else "low"


def _source_series(
    project: Project, calendar: Calendar, sided: _Sided, one: Planned, side: Side
) -> Iterator[Series]:
    source, wall = one.source, is_wall(one.source)
    found, cells, grid = sided.found, sided.cells, sided.grid
    whole = _window(calendar, source, wall=wall)
    members = _members(project, one)
    windows = {
        key: _member_window(calendar, whole, member, wall=wall) for key, _, member in members
    }
    shared: dict[Span, Mapping[int, int]] = {}
    missing: dict[int, Mapping[str, tuple[Span, ...]]] = {}
    for key, name, _ in members:
        window = windows[key]
        bins = _joined([cells.get((key, i)) for i in one.columns], calendar.bins)
        if grid is not None and window not in shared:
            shared[window] = expected_points(calendar, grid, window, wall=wall)
        points = shared.get(window, {})
        gaps: tuple[tuple[Span, ...], ...] = ()
        if grid is not None and grid.regular:
            wanted = sum(points.values())
            for i in one.columns:
                column = cells.get((key, i))
                have = sum(cell.count for cell in column) if column else 0
                if have < wanted and i not in missing:
                    missing[i] = coverage.find_gaps(found.reading, i, grid, windows)
            gaps = tuple(missing[i].get(key, ()) if i in missing else () for i in one.columns)
        yield Series(
            monitored=one.monitored,
            source=source,
            member=name,
            side=side,
            calendar=calendar,
            found=found,
            key=key,
            columns=one.columns,
            wall=wall,
            window=window,
            grid=grid,
            bins=bins,
            expected=tuple(points.get(i, 0) * len(one.columns) for i in range(calendar.bins)),
            gaps=gaps,
            cut_steps=sided.cut,
            registers=_registers(calendar, found, one, key, wall=wall),
        )


def _registers(
    calendar: Calendar, found: Pass, one: Planned, key: str, *, wall: bool
) -> tuple[Register, ...]:
    source = one.source
    if source.measures != "register":
        return ()
    stated = [
        (calendar.axis(reading.time, wall=wall), reading.value)
        for reading in (source.first, source.last)
        if reading is not None
    ]
    return tuple(read_register(found.reading, i, key, source.rollover, stated) for i in one.columns)


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


def _members(project: Project, one: Planned) -> list[tuple[str, str | None, Member | None]]:
    """List key in the table, name and record of the members that a source speaks of."""
    monitored = one.monitored
    if monitored.set_name is None and one.source.member_column is None:
        return [("", None, None)]
    records = {
        member.id: member
        for name, members in project.sets.items()
        if monitored.set_name in (None, name)
        for member in members
    }
    if one.source.member_column is None:
        return [("", monitored.member, records.get(monitored.member or ""))]
    return [(name, name, record) for name, record in records.items()]


def _member_window(calendar: Calendar, whole: Span, member: Member | None, *, wall: bool) -> Span:
    start, end = whole
    if member is not None and member.start is not None:
        day = min(max(zones.day_number(member.start), calendar.first), calendar.last + 1)
        start = max(start, calendar.moment(day, wall=wall))
    if member is not None and member.end is not None:
        day = min(max(zones.day_number(member.end) + 1, calendar.first), calendar.last + 1)
        end = min(end, calendar.moment(day, wall=wall))
    return start, max(start, end)
