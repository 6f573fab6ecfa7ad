"""The closed list of ways to write a stamp that a source may declare as its ``time_format``.

A list, and no free format text: each entry says one thing only, so that ``03/04/2017`` is
never read as another day than the logger meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ISO", "TIME_FORMATS"]

ISO = "iso"

_DATES = {
    "YYYY-MM-DD": "%Y-%m-%d",
    "YYYY/MM/DD": "%Y/%m/%d",
    "DD/MM/YYYY": "%d/%m/%Y",
    "MM/DD/YYYY": "%m/%d/%Y",
    "DD-MM-YYYY": "%d-%m-%Y",
    "DD.MM.YYYY": "%d.%m.%Y",
}
_TIMES = {
    "": "",
    " HH:MM": " %H:%M",
    " HH:MM:SS": " %H:%M:%S",
    " hh:MM AM": " %I:%M %p",
    " hh:MM:SS AM": " %I:%M:%S %p",
}

TIME_FORMATS: Mapping[str, tuple[str, ...]] = {
    ISO: tuple(f"%Y-%m-%d{time}" for time in ("", "T%H:%M", "T%H:%M:%S", " %H:%M", " %H:%M:%S")),
    **{date + time: (_DATES[date] + _TIMES[time],) for date in _DATES for time in _TIMES},
    "YYYYMMDD": ("%Y%m%d",),
    "YYYYMMDDHHMM": ("%Y%m%d%H%M",),
    "YYYYMMDDHHMMSS": ("%Y%m%d%H%M%S",),
}
"""Format name to the strptime formats that it stands for.

``iso`` also takes a fraction of the seconds; every format takes an offset (``Z``, ``+07:00``)
behind the time, and ``24:00`` for the next midnight (contracts 6).
"""
