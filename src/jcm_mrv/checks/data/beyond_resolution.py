"""D154: register readings with more digits than the meter shows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_exact, parse_number
from jcm_mrv.readings.values import DECIMAL
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

SCALE = 18

CHECK = Check(
    code="D154",
    since="0.2.0",
    title="more digits than the meter shows",
    why=(
        "A register that shows tenths of a kilowatt-hour never shows 123.456. A reading with "
        "more digits was interpolated, multiplied, averaged or made up on its way here: it is "
        "not what stood on the meter, and no one can compare it with a photograph."
    ),
    remedy=(
        "Export the readings of the register itself, before the multiplier. If the register "
        "shows more digits than declared, correct resolution of the meter."
    ),
    bad='resolution = { value = 0.1, unit = "kWh" }, register reading 10234.567',
    good='resolution = { value = 0.1, unit = "kWh" }, register reading 10234.6',
    source=(
        "Resolution of a displaying device: the smallest difference between displayed "
        "indications that can be meaningfully distinguished (VIM, JCGM 200:2012, 4.15)."
    ),
)


def judge(view: View) -> Iterator[Finding]:
    """Look for register readings that are no multiple of what the meter resolves."""
    series, meter = view.series, view.meter
    if series.grid is not None or meter is None or meter.resolution is None:
        return
    try:
        factor = conversion_factor(
            view.units.parse(meter.resolution.unit), view.units.parse(view.unit)
        )
    except UnitError:
        return  # a wrong dimension is a finding of the project stage (P011)
    least = meter.resolution.value * factor
    if (least * 10**SCALE).denominator != 1:
        return  # no decimal of a reading could be a multiple of it
    for i, register in zip(series.columns, series.registers, strict=True):
        inside = register.times.is_between(*series.window)
        step = pl.lit(Decimal(format_exact(least)), dtype=DECIMAL)
        odd = (
            pl.DataFrame({"t": register.times, "v": register.counts})
            .filter(inside)
            .filter(pl.col("v") % step != 0)
        )
        if odd.is_empty():
            continue
        where = f' of "{series.column_name(i)}"' if len(series.columns) > 1 else ""
        first, shown = series.local(odd["t"][0]), format_exact(parse_number(odd["v"][0]))
        yield Finding(
            "D154",
            "warning",
            view.place,
            f"{counted(odd.height, 'register reading', 'register readings')}{where} of "
            f"{int(inside.sum()):,} {'is' if odd.height == 1 else 'are'} no multiple of "
            f"{format_exact(meter.resolution.value)} {meter.resolution.unit}, the smallest step "
            f'that the meter "{meter.id}" shows; the first is {shown} at '
            f"{first:%Y-%m-%d %H:%M}; export what the register shows, or correct resolution",
            parameter=series.parameter,
            span=(first, series.local(odd["t"][-1])),
            meter=meter.id,
        )
