"""The readings that are traced whatever the draw says: edges, replacements, falls, gaps."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import polars as pl

from jcm_mrv.sampling.population import days_inside, read_sizes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.readings.series import Series
    from jcm_mrv.sampling.streams import Stream

Why = Literal[
    "value-weighted", "period edge", "vintage edge", "replacement", "register fall", "gap"
]

MAX_GAPS = 100
MAX_FALLS = 100


@dataclass(frozen=True, slots=True)
class Fixed:
    """Hold readings that are always traced.

    Args:
        reasons: by index of the stream and time [us], why.
        left_out: by index of the stream, gaps and falls beyond those that are listed.
    """

    reasons: dict[tuple[int, int], list[Why]]
    left_out: dict[int, int]


def find_fixed(streams: Sequence[Stream], timeline: Timeline) -> Fixed:
    """Find the readings that are always traced, stated amounts not among them.

    Of each column the 100 longest gaps, and the first 100 falls of a register, are taken.
    """
    reasons: dict[tuple[int, int], list[Why]] = defaultdict(list)
    left_out: dict[int, int] = {}
    edges = _find_edges(streams)

    def add(number: int, why: Why, *times: int | None) -> None:
        for time in times:
            if time is not None and why not in reasons[number, time]:
                reasons[number, time].append(why)

    for number, stream in enumerate(streams):
        series = stream.series
        if series is None or number not in edges:
            continue
        add(number, "period edge", *edges[number])
        if stream.register is not None:
            add(number, "vintage edge", *_register_edges(stream, series, timeline))
            falls = stream.register.falls
            for fall in falls[:MAX_FALLS]:
                add(number, "register fall", fall.before, fall.at)
            missed = len(falls) - MAX_FALLS
        else:
            gaps = _longest(series.gaps[stream.number] if series.gaps else ())
            for gap in gaps:
                add(number, "gap", *_beside(series, gap))
            missed = len(series.gaps[stream.number]) - len(gaps) if series.gaps else 0
        if missed > 0:
            left_out[number] = missed
    for before, after in _replacements(streams, edges):
        add(before, "replacement", edges[before][1])
        add(after, "replacement", edges[after][0])
    known = {key: whys for key, whys in reasons.items() if whys}
    return Fixed(known, left_out)


def _find_edges(streams: Sequence[Stream]) -> dict[int, tuple[int, int]]:
    """Return the times of the first and the last reading of the period of each stream with any."""
    wanted: dict[int, set[int]] = {}
    edges: dict[int, tuple[int, int]] = {}
    for number, stream in enumerate(streams):
        series = stream.series
        if series is None:
            continue
        if stream.register is not None:
            times = stream.register.times
            inside = times.filter(times.is_between(*series.window))
            if len(inside):
                edges[number] = inside[0], inside[-1]
            continue
        low, high = days_inside(series)
        days = series.days()
        read = pl.col("day").is_between(low, high) & (pl.col(f"{stream.column}.n") > 0)
        known = days.filter(read)["day"].sort()
        if len(known):
            wanted[number] = {known[0], known[-1]}
    for number, rows in read_sizes(streams, wanted).items():
        times = rows["t"].sort()
        edges[number] = times[0], times[-1]
    return edges


def _register_edges(stream: Stream, series: Series, timeline: Timeline) -> Iterable[int]:
    """Give the readings around the edges of the segments: their differences are what counts."""
    register, calendar = stream.register, series.calendar
    if register is None:
        return
    start, end = series.window
    for segment in timeline.segments:
        bins = segment.bins
        low = max(start, calendar.bin_span(bins[0], wall=series.wall)[0])
        high = min(end, calendar.bin_span(bins[-1], wall=series.wall)[1])
        for moment in (low, high) if low < high else ():
            for index in (register.at_or_before(moment), register.at_or_after(moment)):
                if index is not None:
                    yield register.time(index)


def _longest(gaps: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(sorted(gaps, key=lambda gap: (gap[0] - gap[1], gap))[:MAX_GAPS])


def _beside(series: Series, gap: tuple[int, int]) -> tuple[int | None, int | None]:
    """Return the last reading before a gap and the first one after it."""
    start, end = series.window
    step = series.grid.step if series.grid is not None else 0
    before, after = gap[0] - step, gap[1]
    return (before if before >= start else None, after if after < end else None)


def _replacements(
    streams: Sequence[Stream], edges: dict[int, tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the pairs of streams of which one follows the other at the same point."""
    points: dict[tuple[str, str | None, int], list[int]] = defaultdict(list)
    for number in edges:
        one = streams[number].contribution
        points[one.monitored.parameter, one.member, one.sign].append(number)
    found = []
    for numbers in points.values():
        windows: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number in numbers:
            series = streams[number].series
            if series is not None:
                windows[series.window].append(number)
        for before, after in pairwise(sorted(windows)):
            if before[1] <= after[0]:
                found += [(one, other) for one in windows[before] for other in windows[after]]
    return found
