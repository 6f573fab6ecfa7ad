"""Time zones from the pinned ``tzdata`` package: local dates to instants and back.

Instants are whole microseconds since 1970-01-01T00:00Z; wall-clock times are whole
microseconds of the same count without an offset. Python turns boundaries into instants here;
polars only compares (contracts 6).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

MICROSECOND = timedelta(microseconds=1)
DAY_US = 86_400_000_000
MAX_NAME = 64
_EPOCH = datetime(1970, 1, 1)
_EPOCH_DATE = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of the offset from UTC.

    Args:
        instant: first instant of the new offset [us].
        before: offset until then [us].
        after: offset from then on [us].
    """

    instant: int
    before: int
    after: int


@lru_cache(maxsize=32)
def read_zone(name: str) -> ZoneInfo:
    """Read a zone of the pinned ``tzdata`` package, never of the machine.

    Raises:
        KeyError: the package has no such zone.
    """
    # Text from outside becomes a path here: neither a way out nor a name beyond all limits.
    if len(name) > MAX_NAME or re.fullmatch(r"[\w+-]+(?:/[\w+-]+)*", name, re.ASCII) is None:
        raise KeyError(name)
    resource = files("tzdata").joinpath("zoneinfo", *name.split("/"))
    if not resource.is_file():
        raise KeyError(name)
    with resource.open("rb") as stream:
        try:
            return ZoneInfo.from_file(stream, key=name)
        except ValueError:
            raise KeyError(name) from None


def wall(moment: datetime) -> int:
    """Return a naive date-time as wall-clock microseconds."""
    return (moment - _EPOCH) // MICROSECOND


def unwall(value: int) -> datetime:
    """Return wall-clock microseconds as a naive date-time."""
    return _EPOCH + timedelta(microseconds=value)


def day_number(day: date) -> int:
    """Return the count of days since 1970-01-01."""
    return (day - _EPOCH_DATE).days


def number_day(number: int) -> date:
    """Return the date of a count of days since 1970-01-01."""
    return _EPOCH_DATE + timedelta(days=number)


def to_instant(zone: ZoneInfo, moment: datetime) -> int:
    """Return the instant [us] of a wall-clock time; a skipped one is the end of the skip.

    A repeated wall-clock time is its first occurrence.
    """
    aware = moment.replace(tzinfo=zone)
    return (aware.astimezone(UTC).replace(tzinfo=None) - _EPOCH) // MICROSECOND


def to_wall(zone: ZoneInfo, instant: int) -> datetime:
    """Return the naive local date-time of an instant [us]."""
    return (
        (_EPOCH + timedelta(microseconds=instant))
        .replace(tzinfo=UTC)
        .astimezone(zone)
        .replace(tzinfo=None)
    )


def offset_at(zone: ZoneInfo, instant: int) -> int:
    """Return the offset from UTC that holds at an instant [us]."""
    return wall(to_wall(zone, instant)) - instant


def find_transitions(zone: ZoneInfo, first: int, last: int) -> tuple[Transition, ...]:
    """Find the changes of offset between two instants [us], to the second."""
    found: list[Transition] = []
    low, before = first, offset_at(zone, first)
    while low < last:
        high = min(low + DAY_US, last)
        after = offset_at(zone, high)
        if after != before:
            left, right = low, high
            while right - left > 1_000_000:
                middle = (left + right) // 2
                if offset_at(zone, middle) == before:
                    left = middle
                else:
                    right = middle
            instant = right - right % 1_000_000
            found.append(Transition(instant, before, after))
        low, before = high, after
    return tuple(found)


def iso_instant(instant: int) -> str:
    """Write an instant [us] as ``2017-02-28T17:00:00Z``."""
    text = (_EPOCH + timedelta(microseconds=instant)).isoformat()
    return f"{text}Z"
