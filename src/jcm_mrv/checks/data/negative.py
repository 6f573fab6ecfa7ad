"""D112: readings below zero."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.checks.check import Check
from jcm_mrv.checks.view import years_of
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jcm_mrv.checks.view import View

CHECK = Check(
    code="D112",
    since="0.1.0",
    title="negative readings",
    why=(
        "An inverter draws power at night, so small negative readings of generation are real: "
        "to clip them at zero would claim energy that was never supplied. On the high side, "
        "such as a data centre's consumption, a negative reading lowers project emissions and "
        "is no standby draw but a fault."
    ),
    remedy=(
        "On the low side nothing: they are kept as read, and the note tells their sum. On the "
        "high side mend the file, reverse the column with sign = -1 if it was wired the other "
        'way round, or list the code of a bad reading in missing = ["-999"].'
    ),
    bad="2017-03-01 00:00,-5.2   (column of EC_DC, the high side)",
    good="2017-03-01 00:00,5.2",
)

EXPRESSIONS: Mapping[str, Callable[[pl.Expr], pl.Expr]] = {
    "negatives": lambda value: (value < 0).sum(),
    "negative_sum": lambda value: value.filter(value < 0).sum(),
}


def judge(view: View) -> Iterator[Finding]:
    """Note negative readings on the low side; refuse them on the high side."""
    series = view.series
    if series.grid is None or series.source.measures == "state":
        return
    if all(cell.minimum is None or cell.minimum >= 0 for cell in series.bins):
        return
    bad = series.matching(
        f"negative {series.columns}",
        lambda: pl.any_horizontal(pl.col(f"{i}.negatives") > 0 for i in series.columns),
    )
    if bad is None:
        return
    count = sum(int(bad[f"{i}.negatives"].sum()) for i in series.columns)
    total = sum((Fraction(bad[f"{i}.negative_sum"].sum()) for i in series.columns), Fraction(0))
    unit = view.unit
    if series.source.measures == "power" and series.source.step is not None:
        total, unit = total * series.source.step.seconds / 3600, f"{unit}h"
    those = counted(count, "reading is", "readings are")
    said = f"{those} negative, {format_rounded(total, 3)} {unit} together"
    if series.side == "low":
        yield Finding(
            "D112",
            "note",
            view.place,
            f"{said}; kept as read, since a plant draws power when it stands by",
            "kept as read",
            parameter=series.parameter,
        )
        return
    for year, dates in years_of(bad["day"].to_list()).items():
        yield Finding(
            "D112",
            "error",
            view.place,
            f"{said}; the first of {year} is on {dates[0]}; on this side a negative reading "
            "would raise the reductions: mend the file, or list its code in missing = [...]",
            parameter=series.parameter,
            span=(
                dt.datetime.combine(dates[0], dt.time()),
                dt.datetime.combine(dates[-1] + dt.timedelta(days=1), dt.time()),
            ),
        )
