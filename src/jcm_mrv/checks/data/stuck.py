"""D114: a meter that shows one number all day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.checks.check import Check
from jcm_mrv.checks.view import years_of
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_exact, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

MIN_READINGS = 12

CHECK = Check(
    code="D114",
    since="0.1.0",
    title="stuck value",
    why=(
        "A logger that lost its meter often repeats the last reading. A whole day of one and "
        "the same number, other than zero, is rarely a real load and looks complete to every "
        "other check."
    ),
    remedy=(
        "Compare the days with the meter's own memory or an invoice. If the readings are not "
        "real, remove them: a gap is treated openly."
    ),
    bad="24 hourly readings of 41.7 kWh on 2017-05-04",
    good="24 hourly readings between 38.2 and 44.9 kWh",
)


def _still(column: int) -> pl.Expr:
    low, high = pl.col(f"{column}.min"), pl.col(f"{column}.max")
    return (low == high) & (low != 0) & (pl.col(f"{column}.n") >= MIN_READINGS)


def judge(view: View) -> Iterator[Finding]:
    """Find whole days with at least twelve equal readings other than zero."""
    series = view.series
    if series.grid is None:
        return
    for i in series.columns:
        name = series.found.reading.table.columns[i].name
        stuck = series.matching(f"stuck {i}", partial(_still, i))
        if stuck is None:
            continue
        first = stuck.row(0, named=True)
        value = format_exact(parse_number(first[f"{i}.min"]))
        dates = [day for days in years_of(stuck["day"].to_list()).values() for day in days]
        yield Finding(
            "D114",
            "warning",
            view.place,
            f'the column "{name}" does not move on '
            f"{counted(len(dates), 'whole day', 'whole days')}, first on "
            f"{dates[0]} at {value} {view.unit}; compare with the meter or an invoice",
            parameter=series.parameter,
        )
