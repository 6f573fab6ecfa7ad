"""D159: stamps after the day that data reach to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.checks.check import Check
from jcm_mrv.checks.view import span_of
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted
from jcm_mrv.readings.zones import day_number, number_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

TAIL_DAYS = 366
_MIDNIGHT = dt.time()

CHECK = Check(
    code="D159",
    since="0.2.0",
    title="stamps after the data's last day",
    why=(
        "A reading of tomorrow shows that a clock is wrong, that day and month are exchanged, "
        "or that numbers were filled in ahead. No clock is read here: the last day is what "
        "check --until says. Without it, an export may run on after the period, to the day of "
        "the export (D109); more than 366 days after the period's end it is no tail of an "
        "export any more."
    ),
    remedy=(
        "Compare the stamps with the logger's clock and the time_format. If they are right, "
        "give the day that the data really reach to with --until."
    ),
    bad="jcm-mrv check --until 2017-03-31, with readings to 2017-12-03",
    good="jcm-mrv check --until 2017-03-31, with readings to 2017-03-31",
    source="Declared policy: the 366 days are ours.",
)


def last_day(view: View) -> int:
    """Return the last day on which a reading may lie without a word of this check."""
    if view.project.until is not None:
        return day_number(view.project.until)
    return view.series.calendar.last + TAIL_DAYS


def judge(view: View) -> Iterator[Finding]:
    """Count the rows after the last day; the reading of a register at its end belongs to it."""
    series, last, day = view.series, last_day(view), pl.col("day")
    after = series.found.matching(f"after {last}", lambda: day > last).get(series.key)
    inside = len(series.registers) or any(cell.count for cell in series.bins)
    if after is None or not inside:
        return  # where no reading lies in the period, D108 says where they lie
    count, numbers = int(after["n"].sum()), sorted(after["day"].to_list())
    if series.grid is None and numbers[0] == last + 1:
        rows = series.rows_of([last + 1])
        midnights = sum(series.local(t).time() == _MIDNIGHT for t in rows["t"].to_list())
        count -= midnights
        numbers = numbers if rows.height > midnights else numbers[1:]
    if not count:
        return
    said = (
        f"{number_day(last)}, the day of --until"
        if view.project.until is not None
        else f"{number_day(last)}, {TAIL_DAYS} days after the end of the period"
    )
    latest = series.local(max(after["last"].to_list()))
    yield Finding(
        "D159",
        "warning",
        view.place,
        f"{counted(count, 'row lies', 'rows lie')} after {said},{view.whose} from "
        f"{number_day(numbers[0])} to {latest:%Y-%m-%d %H:%M}; left out; check the "
        "logger's clock and the time_format",
        "left out",
        parameter=series.parameter,
        span=span_of(numbers),
        meter=view.meter_id,
    )
