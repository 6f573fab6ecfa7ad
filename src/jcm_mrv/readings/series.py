"""What the readings of one source say about one parameter, summed into bins of local days."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import polars as pl

from jcm_mrv.readings import coverage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Sequence
    from decimal import Decimal

    from jcm_mrv.project.monitoring import Monitored, Source
    from jcm_mrv.readings.bins import Bin
    from jcm_mrv.readings.calendar import Calendar
    from jcm_mrv.readings.coverage import Grid, Span
    from jcm_mrv.readings.registers import Register
    from jcm_mrv.readings.table import Pass

Side = Literal["low", "high"]
Use = Literal["sum", "substitute", "compare", "irradiance"]


def flipped(side: Side) -> Side:
    """Return the other side: that of a source whose sign is negative."""
    return "high" if side == "low" else "low"


@dataclass(frozen=True, slots=True)
class Series:
    """Hold one source of one parameter, or of one member of it.

    Args:
        monitored: the monitored parameter.
        source: the source.
        member: member of the set; None where the parameter has no set.
        side: the conservative side of this source, its sign considered.
        calendar: the days and bins.
        found: how its table was read, each stamp counted once.
        key: the member as the table names it; empty without a member column.
        columns: indices of its columns in the table.
        wall: whether its axis is the wall clock.
        window: half-open span [us] in which it is expected to have readings.
        grid: its expected points; None for a register.
        bins: sums of the readings, all columns together.
        expected: readings that the grid asks for, a bin, all columns together.
        gaps: per column, spans [us] without a reading, inside the window.
        cut_steps: steps that a boundary of the calculation cut in two.
        registers: per column, for a register.
    """

    monitored: Monitored
    source: Source
    member: str | None
    side: Side
    calendar: Calendar
    found: Pass
    key: str
    columns: tuple[int, ...]
    wall: bool
    window: Span
    grid: Grid | None
    bins: tuple[Bin, ...]
    expected: tuple[int, ...]
    gaps: tuple[tuple[Span, ...], ...]
    cut_steps: int = 0
    registers: tuple[Register, ...] = ()

    @property
    def parameter(self) -> str:
        """Return the methodology's name of the parameter."""
        return self.monitored.parameter

    @property
    def use(self) -> Use:
        """Return what the readings are for; irradiance is told by its place in the project."""
        return "irradiance" if self.source is self.monitored.irradiance else self.source.use

    @property
    def missing(self) -> tuple[Span, ...]:
        """Return the spans [us] in which at least one column has no reading."""
        if len(self.gaps) == 1:
            return self.gaps[0]
        return coverage.merge(span for gaps in self.gaps for span in gaps)

    def days(self) -> pl.DataFrame:
        """Return the shared pass's rows of this series, one a day."""
        days = self.found.matching("all", lambda: pl.col("n") > 0).get(self.key)
        return self.found.days.clear() if days is None else days

    def matching(self, name: str, condition: Callable[[], pl.Expr]) -> pl.DataFrame | None:
        """Return the days of this series that satisfy a condition; None where there are none.

        Args:
            name: of the condition; sources that share a table share the answer.
            condition: makes the expression over the columns of the shared pass.
        """

        def inside() -> pl.Expr:
            day = pl.col("day")
            return condition() & day.is_between(self.calendar.first, self.calendar.last)

        return self.found.matching(name, inside).get(self.key)

    def rows_of(self, days: Collection[int]) -> pl.DataFrame:
        """Return ``t``, ``day`` and ``v{i}`` of the rows of some local days; reads them again."""
        rows = self.found.rows_of(self.columns, days).get(self.key)
        if rows is None:
            return pl.DataFrame(schema={"t": pl.Int64, "day": pl.Int32})
        return rows.filter(pl.col("day").is_in(sorted(days)))

    def local(self, moment: int) -> dt.datetime:
        """Return a moment of this series' axis [us] as a local naive date-time."""
        return self.calendar.local(moment, wall=self.wall)

    def column_name(self, column: int) -> str:
        """Return the name of a column of the table."""
        return self.found.reading.table.columns[column].name

    def repeats(self) -> tuple[int, int, dt.datetime]:
        """Count repeated stamps with equal and with different readings; and the first one."""
        repeated = self.found.repeats().get(self.key)
        if repeated is None:
            return 0, 0, self.calendar.local(self.window[0], wall=self.wall)
        differing = self.conflicts().height
        first = self.calendar.local(repeated["t"][0], wall=self.wall)
        return repeated.height - differing, differing, first

    def conflicts(self) -> pl.DataFrame:
        """Return the repeated stamps ``t`` with different readings: ``{i}.min``, ``{i}.max``."""
        repeated = self.found.repeats().get(self.key)
        if repeated is None:
            return pl.DataFrame()
        return repeated.filter(
            pl.any_horizontal(pl.col(f"{i}.min") != pl.col(f"{i}.max") for i in self.columns)
        )

    def peaks_above(self, limit: Fraction) -> dict[int, Fraction]:
        """Return the days whose largest reading, all columns of a step together, is above a limit.

        Args:
            limit: in the unit of the readings.

        Returns:
            The largest reading by count of days, inside the period.
        """
        width = len(self.columns)
        if all(cell.maximum is None or cell.maximum * width <= limit for cell in self.bins):
            return {}
        rows = self.found.peaks(self.columns).get(self.key)
        days = range(self.calendar.first, self.calendar.last + 1)
        tops = () if rows is None else rows.select("day", "top").iter_rows()
        return {day: top for day, peak in tops if day in days and (top := Fraction(peak)) > limit}

    def total_in(self, spans: Sequence[Span]) -> Fraction:
        """Sum the readings inside of spans [us], in the source's unit.

        A step that the edge of a span cuts is split by time.
        """
        if not spans or self.grid is None:
            return Fraction(0)
        step, rows = self.grid.step, self.found.readings(self.columns).get(self.key)
        if rows is None:
            return Fraction(0)
        times, total = rows["t"], Fraction(0)
        for start, end in spans:
            first = int(times.search_sorted(start, side="left"))
            last = max(first, int(times.search_sorted(end - step, side="right")))
            total += _add(rows[first:last].select(pl.exclude("t").sum()).row(0))
            touching = int(times.search_sorted(start - step, side="right"))
            beyond = int(times.search_sorted(end, side="left"))
            for time, *parts in (*rows[touching:first].rows(), *rows[last:beyond].rows()):
                inside = min(time + step, end) - max(time, start)
                total += _add(parts) * Fraction(inside, step)
        return total


def _add(values: Iterable[Decimal | None]) -> Fraction:
    return sum((Fraction(value) for value in values if value is not None), Fraction(0))
