"""D150: a reading that none of its neighbours explains."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.checks.check import Check
from jcm_mrv.checks.data.above_clear_sky import tells_single_readings
from jcm_mrv.checks.sun import MOST
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, format_exact, parse_number, printable
from jcm_mrv.readings.registers import rises
from jcm_mrv.units import UnitError, conversion_factor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from jcm_mrv.checks.view import View
    from jcm_mrv.readings.registers import Register

MIN_DAYS = 10
SPREADS = 3
MAX_RUN = 2
SHOWN = 3

CHECK = Check(
    code="D150",
    since="0.2.0",
    title="spike",
    why=(
        "One reading of ten times the load is a disturbed transmission, a code of the logger, "
        "or a counter that was read twice. It enters the sum as if it were energy, and in a "
        "month of readings nobody sees it."
    ),
    remedy=(
        "Compare the reading with the meter or its register. If it is wrong, remove it, so "
        "that the gap is treated openly; if it is right, keep a note of what ran then. Declare "
        "rated = {...} of the point: what it cannot carry is told by D113."
    ),
    bad="readings of 38 to 45 kWh an hour, with 412 kWh in one",
    good="readings of 38 to 45 kWh an hour",
    source=(
        "Declared policy: at most two steps in a row, at least twice their neighbours, above "
        "the largest readings of nine days in ten by half, and by three times the distance of "
        "these from the middle. A state is a spike beyond three times its usual range. Loads "
        "that differ by weekday, season or weather, and a plant that starts, stay below."
    ),
)


@dataclass(frozen=True, slots=True)
class _Spike:
    """Hold a reading that stands alone: its stamp [us], and what was read."""

    time: int
    value: Decimal


def judge(view: View) -> Iterator[Finding]:
    """Find the days with an unusual maximum, and look there for single readings."""
    series = view.series
    for number, i in enumerate(series.columns):
        if series.registers:
            found = _register_spikes(view, series.registers[number])
        elif series.source.measures == "state":
            found = _state_spikes(view, i)
        else:
            found = _spikes(view, i)
        if found:
            yield _tell(view, i, found)


def _tell(view: View, column: int, found: list[_Spike]) -> Finding:
    series = view.series
    verb = ("rises" if series.registers else "lies") if len(found) == 1 else "lie"
    what = "rise" if series.registers and len(found) > 1 else verb
    shown = ", ".join(_shown(view, one) for one in found[:SHOWN])
    more = f" and {len(found) - SHOWN:,} more" if len(found) > SHOWN else ""
    name = printable(series.column_name(column))
    return Finding(
        "D150",
        "warning",
        view.place,
        f'{counted(len(found), "reading", "readings")} of "{name}"{view.whose} {what} far beyond '
        "all others, and no neighbour explains "
        f"{'it' if len(found) == 1 else 'them'}: {shown}{more}"
        "; compare with the meter, and remove what is wrong",
        parameter=series.parameter,
        span=(series.local(found[0].time), series.local(found[-1].time + _step(view))),
        meter=view.meter_id,
    )


def _shown(view: View, one: _Spike) -> str:
    value, at = format_exact(parse_number(one.value)), view.series.local(one.time)
    return f"{value} {view.unit} at {at:%Y-%m-%d %H:%M}"


def _step(view: View) -> int:
    return view.series.grid.step if view.series.grid else 1


def _usual(top: pl.Expr) -> pl.Expr:
    """Return what the largest readings of days may reach, of those largest readings."""
    most = top.quantile(0.9)
    spread = most - top.quantile(0.5)
    return most + pl.max_horizontal(SPREADS * spread, most / 2)


def _inside(view: View) -> pl.Expr:
    calendar = view.series.calendar
    return pl.col("day").is_between(calendar.first, calendar.last)


def _spikes(view: View, column: int) -> list[_Spike]:
    series, top = view.series, pl.col("top")

    def unusual(days: pl.DataFrame) -> pl.DataFrame:
        tops = days.filter(_inside(view)).select(
            "m", "day", pl.col(f"{column}.max").cast(pl.Float64).alias("top")
        )
        limits = (
            tops.drop_nulls().group_by("m").agg(_usual(top).alias("most"), top.len().alias("n"))
        )
        known = limits.filter((pl.col("n") >= MIN_DAYS) & (pl.col("most") > 0))
        return tops.join(known, on="m").filter(top > pl.col("most"))

    days = series.found.derived(f"spikes {column} {series.calendar.first}", unusual).get(series.key)
    if days is None:
        return []
    least = Fraction(days["most"][0])
    rows = _rows_around(view, column, days["day"].to_list())
    told = {leap.time for leap in view.leaps if leap.column == column}
    most = _most(view)
    return [
        one
        for one in _alone(rows, least, None, _step(view))
        if one.time not in told and (most is None or one.value <= most)
    ]


def _most(view: View) -> Fraction | None:
    """Return from where on another check tells a reading: above rated, or above a clear sky."""
    limits = [] if view.limit is None else [view.limit]
    if tells_single_readings(view) and view.peak is not None:
        limits.append(view.peak * Fraction(MOST))
    return min(limits, default=None)


def _rows_around(view: View, column: int, days: list[int]) -> pl.DataFrame:
    wanted = {day + k for day in days for k in (-1, 0, 1)}
    rows = view.series.rows_of(wanted)
    return rows.select("t", pl.col(f"v{column}").alias("v")).drop_nulls()


def _alone(
    rows: pl.DataFrame, least: Fraction, explains: Fraction | None, step: int
) -> list[_Spike]:
    """Return the readings above a limit that stand in runs of at most two steps.

    Args:
        rows: ``t`` and ``v`` in the order of time.
        least: the limit.
        explains: from what a neighbour explains them; None means half of the lowest of the run.
        step: time between two readings [us].
    """
    times, values = rows["t"], rows["v"]
    high = (values.cast(pl.Float64) > float(least)).arg_true().to_list()
    runs: list[list[int]] = []
    for index in high:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    found = []
    for run in runs:
        if len(run) > MAX_RUN:
            continue
        enough = Fraction(min(values[i] for i in run)) / 2 if explains is None else explains
        beside = [
            Fraction(values[there])
            for here, there in ((run[0], run[0] - 1), (run[-1], run[-1] + 1))
            if 0 <= there < rows.height and abs(times[there] - times[here]) <= MAX_RUN * step
        ]
        if beside and all(value < enough for value in beside):
            found += [_Spike(times[i], values[i]) for i in run]
    return found


def _state_spikes(view: View, column: int) -> list[_Spike]:
    series = view.series

    def unusual(days: pl.DataFrame) -> pl.DataFrame:
        low, high = (pl.col(f"{column}.{end}").cast(pl.Float64) for end in ("min", "max"))
        ends = days.filter(_inside(view)).select("m", "day", low.alias("low"), high.alias("high"))
        usual = (
            ends.drop_nulls()
            .group_by("m")
            .agg(
                pl.col("low").quantile(0.1).alias("least"),
                pl.col("high").quantile(0.9).alias("most"),
                pl.len().alias("n"),
            )
        )
        span = pl.col("most") - pl.col("least")
        known = usual.with_columns(span.alias("span")).filter(
            (pl.col("n") >= MIN_DAYS) & (pl.col("span") > 0)
        )
        far = SPREADS * pl.col("span")
        return ends.join(known, on="m").filter(
            (pl.col("high") > pl.col("most") + far) | (pl.col("low") < pl.col("least") - far)
        )

    days = series.found.derived(f"spikes {column} {series.calendar.first}", unusual).get(series.key)
    if days is None:
        return []
    least, most, span = (Fraction(days[name][0]) for name in ("least", "most", "span"))
    rows = _rows_around(view, column, days["day"].to_list())
    low = rows.with_columns(-pl.col("v"))
    far, step = SPREADS * span, _step(view)
    above = _alone(rows, most + far, most + span, step)
    below = _alone(low, far - least, span - least, step)
    found = [*above, *(_Spike(one.time, -one.value) for one in below)]
    return sorted(found, key=lambda one: one.time)


def _register_spikes(view: View, register: Register) -> list[_Spike]:
    """Find single rises of a counter that are faster, and larger, than any around."""
    frame = rises(register, view.series.window)
    tops = frame.group_by("day").agg(pl.col("rate").max().alias("top"))
    if tops.height < MIN_DAYS:
        return []
    most = tops.select(_usual(pl.col("top"))).item()
    large = frame.select(_usual(pl.col("rise").cast(pl.Float64))).item()
    likely = (pl.col("rate") > most) & (pl.col("rise").cast(pl.Float64) > large)
    rate, limit = pl.col("rate"), _most_rate(view)
    if limit is not None:
        likely &= rate <= float(limit)
    beside = pl.max_horizontal(rate.shift(1), rate.shift(-1)) < rate / 2
    found = frame.filter(likely & beside) if most > 0 else frame.clear()
    return [_Spike(row["t"], row["rise"]) for row in found.iter_rows(named=True)]


def _most_rate(view: View) -> Fraction | None:
    """Return how fast the rated power lets the counter rise [count an hour]; D113 tells more."""
    rated = view.series.source.rated or view.series.monitored.rated
    if rated is None:
        return None
    try:
        energy = view.units.parse(f"{rated.unit}*hour")
        factor = conversion_factor(energy, view.units.parse(view.unit))
    except UnitError:
        return None
    return rated.value * factor / view.series.source.multiplier
