"""D156: columns that are added up together with their own total."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding
from jcm_mrv.numbers import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jcm_mrv.checks.view import View
    from jcm_mrv.readings.series import Series

MIN_COLUMNS = 3
MIN_DAYS = 3
ALL_BUT = Fraction(5, 100)

CHECK = Check(
    code="D156",
    since="0.2.0",
    title="tariff registers summed with their own total",
    why=(
        "A tariff meter shows the energy of each tariff and the total of all. Whoever takes "
        "all columns of its export as the source counts every kilowatt-hour twice."
    ),
    remedy="Take the total out of columns, or keep the total alone.",
    bad='columns = ["peak", "off_peak", "total"]',
    good='columns = ["total"]',
    source=(
        "Declared policy: one of three or more columns is exactly the sum of the others on at "
        "least 95 % of the days with energy, at least three of them."
    ),
)


def judge(view: View) -> Iterator[Finding]:
    """Compare each column of a source with the sum of the others, day by day."""
    series = view.series
    if len(series.columns) < MIN_COLUMNS or series.source.measures == "state":
        return
    amounts = _daily_amounts(series)
    for place, column in enumerate(series.columns):
        told = [day for day in amounts if day[place]]
        equal = sum(2 * day[place] == sum(day, Fraction(0)) for day in told)
        if equal < MIN_DAYS or equal < len(told) * (1 - ALL_BUT):
            continue
        others = ", ".join(
            f'"{printable(series.column_name(one))}"' for one in series.columns if one != column
        )
        name = printable(series.column_name(column))
        yield Finding(
            "D156",
            "error" if series.side == "low" else "warning",
            view.place,
            f'the column "{name}" is the sum of {others} on {equal:,} of {len(told):,} days: all '
            "of them together count that energy twice; keep the total or its parts in columns",
            parameter=series.parameter,
            meter=view.meter_id,
        )
        return


def _daily_amounts(series: Series) -> list[Sequence[Fraction]]:
    """Return per day what each column says; of registers, what each rose by."""
    calendar = series.calendar
    frame = series.days()
    frame = frame.filter(frame["day"].is_between(calendar.first, calendar.last))
    columns = []
    for i in series.columns:
        if series.grid is None:
            ends = zip(frame[f"{i}.min"].to_list(), frame[f"{i}.max"].to_list(), strict=True)
            columns.append([_exact(high) - _exact(low) for low, high in ends])
        else:
            columns.append([_exact(one) for one in frame[f"{i}.sum"].to_list()])
    return list(zip(*columns, strict=True))


def _exact(value: object) -> Fraction:
    return Fraction(str(value)) if value is not None else Fraction(0)
