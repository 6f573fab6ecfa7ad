"""Lines, segments and bins of a period."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from jcm_mrv.calculation.timeline import Timeline, lay_out
from jcm_mrv.findings import Place
from jcm_mrv.project.model import FixedValue, Project
from jcm_mrv.readings.zones import number_day, read_zone

BASE = Project(
    folder=Path(),
    file="project.toml",
    title="t",
    country="LA",
    methodology="rooftop-solar 1",
    time_zone="Asia/Vientiane",
    start=dt.date(2017, 3, 1),
    end=dt.date(2018, 2, 28),
)


def _lay_out(project: Project, *lapses: dt.date) -> Timeline:
    return lay_out(project, read_zone(project.time_zone), lapses)


def test_a_line_is_a_calendar_year() -> None:
    """A period over New Year has two lines."""
    lines = [(line.year, line.start, line.end) for line in _lay_out(BASE).lines]

    assert lines == [
        (2017, dt.date(2017, 3, 1), dt.date(2017, 12, 31)),
        (2018, dt.date(2018, 1, 1), dt.date(2018, 2, 28)),
    ]


def test_a_cut_starts_a_line_of_its_own() -> None:
    """A cut on 1 July splits the first year in two lines of the same vintage."""
    lines = _lay_out(replace(BASE, cuts=(dt.date(2017, 7, 1),))).lines

    assert [(line.year, line.start) for line in lines] == [
        (2017, dt.date(2017, 3, 1)),
        (2017, dt.date(2017, 7, 1)),
        (2018, dt.date(2018, 1, 1)),
    ]


def test_a_change_of_a_fixed_value_splits_a_segment_and_no_line() -> None:
    """A factor that ends on 31 May gives two segments of the first line: 92 and 214 days."""
    value = FixedValue(Place("project.toml"), Fraction(1), until=dt.date(2017, 5, 31))

    timeline = _lay_out(replace(BASE, fixed={"EF": (value,)}))

    assert [(one.line, one.days) for one in timeline.segments] == [(0, 92), (0, 214), (1, 59)]
    assert len(timeline.lines) == 2


def test_bins_are_cut_at_months_and_at_lapsed_calibrations() -> None:
    """Twelve months and one lapse on 15 March make thirteen bins."""
    timeline = _lay_out(BASE, dt.date(2017, 3, 15))

    edges = [number_day(edge) for edge in timeline.calendar.edges]
    assert timeline.calendar.bins == 13
    assert edges[:3] == [dt.date(2017, 3, 1), dt.date(2017, 3, 15), dt.date(2017, 4, 1)]
    assert edges[-1] == dt.date(2018, 3, 1)


def test_the_lines_of_a_span_are_those_that_it_touches() -> None:
    """A span that ends at midnight of New Year touches the old year alone."""
    timeline = _lay_out(BASE)
    new_year = dt.datetime(2018, 1, 1)

    before = timeline.lines_in(dt.datetime(2017, 12, 31), new_year)
    across = timeline.lines_in(dt.datetime(2017, 12, 31), new_year + dt.timedelta(hours=1))

    assert [line.year for line in before] == [2017]
    assert [line.year for line in across] == [2017, 2018]


def test_days_and_spans_of_a_leap_year() -> None:
    """2024 has 366 days; its span on the wall clock is that many times 86,400 s."""
    year = replace(BASE, start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 31))

    timeline = _lay_out(year)

    assert timeline.segments[0].days == 366
    start, end = timeline.lines[0].span
    assert end - start == 366 * 86_400_000_000
    assert timeline.segments[0].span == (start, end)
