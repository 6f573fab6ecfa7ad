"""Local times to instants and back, from the pinned zone data."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.unit.readings.tables import DAY, HOUR, at

from jcm_mrv.readings import zones

MEXICO, SANTIAGO = zones.read_zone("America/Mexico_City"), zones.read_zone("America/Santiago")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Mars/Olympus",
        "../etc/passwd",
        "/etc/localtime",
        "Asia\\Tokyo",
        "tzdata.zi",
        "leapseconds",
        "x" * 200,
    ],
)
def test_a_name_outside_of_the_package_is_no_zone(name: str) -> None:
    """Neither an unknown name nor a path nor a file that is no zone is read."""
    with pytest.raises(KeyError):
        zones.read_zone(name)


def test_a_local_time_is_an_instant() -> None:
    """Vientiane is seven hours ahead: its midnight is 17:00 of the day before in UTC."""
    zone = zones.read_zone("Asia/Vientiane")

    instant = zones.to_instant(zone, dt.datetime(2017, 3, 1))

    assert instant == at("2017-02-28 17:00")
    assert zones.iso_instant(instant) == "2017-02-28T17:00:00Z"
    assert zones.to_wall(zone, instant) == dt.datetime(2017, 3, 1)
    assert zones.offset_at(zone, instant) == 7 * HOUR


def test_a_skipped_midnight_is_the_end_of_the_skip() -> None:
    """Santiago's clocks went from 24:00 to 01:00 on 10 Sep 2022: both are 04:00 UTC."""
    instant = zones.to_instant(SANTIAGO, dt.datetime(2022, 9, 11))

    assert instant == at("2022-09-11 04:00")
    assert zones.to_wall(SANTIAGO, instant) == dt.datetime(2022, 9, 11, 1)


def test_a_repeated_time_is_its_first_occurrence() -> None:
    """Mexico City went from 02:00 (-05:00) back to 01:00 (-06:00) on 30 Oct 2022."""
    assert zones.to_instant(MEXICO, dt.datetime(2022, 10, 30, 1, 30)) == at("2022-10-30 06:30")


def test_transitions_are_found_to_the_second() -> None:
    """Mexico City in 2022: summer time from 3 Apr 08:00 UTC to 30 Oct 07:00 UTC."""
    found = zones.find_transitions(MEXICO, at("2022-01-01"), at("2022-12-31"))

    assert found == (
        zones.Transition(at("2022-04-03 08:00"), -6 * HOUR, -5 * HOUR),
        zones.Transition(at("2022-10-30 07:00"), -5 * HOUR, -6 * HOUR),
    )


def test_a_zone_without_summer_time_has_no_transitions() -> None:
    """Mexico gave up summer time after 2022."""
    assert zones.find_transitions(MEXICO, at("2023-01-01"), at("2025-12-31")) == ()


def test_days_are_counted_from_1970() -> None:
    """1 March 2000 is 30 x 365 days, 7 leap days, and 31 + 29 days after 1 January 1970."""
    assert zones.day_number(dt.date(2000, 3, 1)) == 30 * 365 + 7 + 31 + 29
    assert zones.number_day(11_017) == dt.date(2000, 3, 1)


def test_wall_clock_times_are_counted_in_microseconds() -> None:
    """A second after the first day."""
    assert zones.wall(dt.datetime(1970, 1, 2, 0, 0, 1)) == DAY + 1_000_000
    assert zones.unwall(DAY + 1) == dt.datetime(1970, 1, 2, 0, 0, 0, 1)
