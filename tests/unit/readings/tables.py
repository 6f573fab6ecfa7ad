"""Small tables of readings, written to a folder and opened as the program opens them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from jcm_mrv.project.time_formats import ISO, TIME_FORMATS
from jcm_mrv.readings import zones
from jcm_mrv.readings.calendar import Calendar, make_calendar
from jcm_mrv.readings.dialect import Dialect
from jcm_mrv.readings.opening import open_text
from jcm_mrv.readings.rows import Table
from jcm_mrv.readings.stamps import Clock, stamp_patterns
from jcm_mrv.readings.values import Column

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HOUR = 3_600_000_000
DAY = 24 * HOUR


def at(text: str) -> int:
    """Return an ISO date-time as microseconds since 1970 of its own clock."""
    return zones.wall(dt.datetime.fromisoformat(text))


def day(text: str) -> int:
    """Return an ISO date as a count of days since 1970."""
    return zones.day_number(dt.date.fromisoformat(text))


def clock_of(zone: str, first: str = "2017-01-01", last: str = "2018-12-31") -> Clock:
    """Return the clock of naive stamps in a zone."""
    known = zones.read_zone(zone)
    changes = zones.find_transitions(known, at(first), at(last))
    offset = zones.offset_at(known, at(first))
    return Clock(None, changes, offset, changes, offset, same=True)


def calendar_of(zone: str, start: str, end: str, *cuts: str) -> Calendar:
    """Return the calendar of a period."""
    days = [dt.date.fromisoformat(text) for text in (start, end, *cuts)]
    return make_calendar(zones.read_zone(zone), days[0], days[1], days[2:])


def write_table(
    folder: Path,
    *texts: str | bytes,
    columns: Iterable[Column | str] = ("kwh",),
    zone: str = "Asia/Vientiane",
    time_format: str = ISO,
    delimiter: str = ",",
    encoding: str = "utf-8",
    dialect: Dialect | None = None,
    **more: Any,
) -> Table:
    """Write files and return the table that they are: by default hourly, with a column kwh."""
    opened = []
    dialect = dialect or Dialect(delimiter, encoding)
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        path = folder / f"{number}.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        opened.append(open_text(path, path.name, dialect, scratch))
    keys: dict[str, Any] = {"time": ("time",), "step": HOUR, "clock": clock_of(zone)}
    return Table(
        files=tuple(opened),
        columns=tuple(Column(one) if isinstance(one, str) else one for one in columns),
        patterns=stamp_patterns(TIME_FORMATS[time_format], strict=time_format == ISO),
        **(keys | more),
    )
