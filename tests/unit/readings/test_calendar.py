"""The days of a period as instants, and the bins between its edges."""

from __future__ import annotations

import datetime as dt

from tests.unit.readings.tables import DAY, HOUR, at, calendar_of, day


def test_bins_run_from_edge_to_edge() -> None:
    """Months, the two ends and a cut are edges; a cut outside of the period is none."""
    calendar = calendar_of("Asia/Vientiane", "2017-01-15", "2017-03-10", "2017-02-10", "2019-01-01")

    assert calendar.edges == tuple(
        day(text) for text in ("2017-01-15", "2017-02-01", "2017-02-10", "2017-03-01", "2017-03-11")
    )
    assert calendar.bins == 4
    assert [len(calendar.bin_days(index)) for index in range(4)] == [17, 9, 19, 10]


def test_a_day_has_one_bin() -> None:
    """Days outside of the period are before the first or behind the last one."""
    calendar = calendar_of("Asia/Vientiane", "2017-01-15", "2017-02-10")

    days = ["2017-01-14", "2017-01-15", "2017-01-31", "2017-02-01", "2017-02-10", "2017-02-11"]
    assert [calendar.bin_of(day(text)) for text in days] == [-1, 0, 0, 1, 1, 2]


def test_a_bin_is_a_span_of_either_axis() -> None:
    """January in Vientiane starts at 17:00 UTC of 31 December; on the wall clock at 00:00."""
    calendar = calendar_of("Asia/Vientiane", "2017-01-01", "2017-02-28")

    assert calendar.bin_span(0, wall=False) == (at("2016-12-31 17:00"), at("2017-01-31 17:00"))
    assert calendar.bin_span(0, wall=True) == (at("2017-01-01"), at("2017-02-01"))


def test_days_are_as_long_as_the_clocks_make_them() -> None:
    """In Santiago 10 Sep 2022 ended at 24:00 = 01:00: the next day had 23 hours; 2 Apr had 25."""
    spring = calendar_of("America/Santiago", "2022-09-10", "2022-09-12")
    autumn = calendar_of("America/Santiago", "2022-04-01", "2022-04-03")

    lengths = [b - a for a, b in zip(spring.starts, spring.starts[1:], strict=False)]
    assert lengths == [24 * HOUR, 23 * HOUR, 24 * HOUR]
    lengths = [b - a for a, b in zip(autumn.starts, autumn.starts[1:], strict=False)]
    assert lengths == [24 * HOUR, 25 * HOUR, 24 * HOUR]


def test_a_moment_goes_to_an_axis_and_back() -> None:
    """The start of the second day, half past nine, on both axes."""
    calendar = calendar_of("Asia/Vientiane", "2017-01-01", "2017-01-31")
    moment = dt.datetime(2017, 1, 2, 9, 30)

    for wall, expected in ((True, at("2017-01-02 09:30")), (False, at("2017-01-02 02:30"))):
        assert calendar.axis(moment, wall=wall) == expected
        assert calendar.local(expected, wall=wall) == moment
    assert calendar.moment(day("2017-01-02"), wall=True) == at("2017-01-02")
    assert calendar.moment(day("2017-01-02"), wall=False) == at("2017-01-02") - 7 * HOUR


def test_transitions_reach_two_days_beyond_the_period() -> None:
    """A change on the eve of the period moves the readings around its start."""
    calendar = calendar_of("America/Mexico_City", "2022-04-04", "2022-04-05")

    assert [change.instant for change in calendar.transitions] == [at("2022-04-03 08:00")]
    assert calendar.offset == -6 * HOUR
    assert calendar.starts[0] == at("2022-04-04 05:00")
    assert calendar.starts[-1] - calendar.starts[0] == 2 * DAY
