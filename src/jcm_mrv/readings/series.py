"""What the readings of one source say about one parameter, summed into bins of local days."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Literal

import polars as pl

from jcm_mrv.readings import coverage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from jcm_mrv.project.monitoring import Monitored, Source
    from jcm_mrv.readings.bins import Bin
    from jcm_mrv.readings.calendar import Calendar
    from jcm_mrv.readings.coverage import Grid, Span
    from jcm_mrv.readings.registers import Register
    from jcm_mrv.readings.table import Pass

Side = Literal["low", "high"]


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
    def missing(self) -> tuple[Span, ...]:
        """Return the spans [us] in which at least one column has no reading."""
        if len(self.gaps) == 1:
            return self.gaps[0]
        return coverage.merge(span for gaps in self.gaps for span in gaps)

    def days(self) -> pl.DataFrame:
        """Return the shared pass's rows of this series, one a day."""
        return self.found.days.filter((pl.col("m") == self.key) & pl.col("day").is_not_null())

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

    def repeats(self) -> tuple[int, int, dt.datetime]:
        """Count repeated stamps with equal and with different readings; and the first one."""
        equal, differing, first = 0, 0, None
        for row in self.found.repeats.get(self.key, ()):
            same = all(row[f"{i}.min"] == row[f"{i}.max"] for i in self.columns)
            equal, differing = equal + same, differing + (not same)
            first = row["t"] if first is None else first
        moment = self.window[0] if first is None else first
        return equal, differing, self.calendar.local(moment, wall=self.wall)

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
        step = reduce(add, (pl.col(f"v{i}").fill_null(0) for i in self.columns))
        frame = (
            self.found.reading.rows()
            .filter(
                (pl.col("m") == self.key)
                & pl.col("day").is_between(self.calendar.first, self.calendar.last)
            )
            .group_by("day")
            .agg(step.max().alias("top"))
            .sort("day")
            .collect(engine="streaming")
        )
        tops = ((day, Fraction(top)) for day, top in frame.iter_rows())
        return {day: top for day, top in tops if top > limit}

    def total_in(self, spans: Sequence[Span]) -> Fraction:
        """Sum the readings inside of spans [us], in the source's unit.

        A step that the edge of a span cuts is split by time.
        """
        if not spans or self.grid is None:
            return Fraction(0)
        step, t = self.grid.step, pl.col("t")
        whole = pl.any_horizontal((t >= start) & (t + step <= end) for start, end in spans)
        touched = pl.any_horizontal((t < end) & (t + step > start) for start, end in spans)
        rows = self.found.reading.rows().filter(pl.col("m") == self.key)
        values = [pl.col(f"v{i}") for i in self.columns]
        frame = rows.filter(whole).select(value.sum() for value in values)
        total = _add(frame.collect(engine="streaming").row(0))
        if self.grid.regular and all(
            self.grid.before(edge) == edge for span in spans for edge in span
        ):
            return total
        cut = rows.filter(touched & ~whole).select(t, *values).collect(engine="streaming")
        for time, *parts in cut.iter_rows():
            inside = coverage.length(coverage.intersect([(time, time + step)], spans))
            total += _add(parts) * Fraction(inside, step)
        return total


def _add(values: Iterable[Decimal | None]) -> Fraction:
    return sum((Fraction(value) for value in values if value is not None), Fraction(0))
