"""The months of a report: what the equations and indicators make of each month's readings."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.report.fields import TONNES, number, quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.calculation.monthly import MonthOf
    from jcm_mrv.methodology.model import Indicator

TONNES_OF = {
    "RE": "reference_emissions",
    "PE": "project_emissions",
    "ER": "emission_reductions",
}
"""Key of each result."""


def render_monthly(
    indicators: Sequence[Indicator], months: Iterable[MonthOf]
) -> list[dict[str, Any]]:
    """List the months of each segment: tonnes, what was expected, and indicators."""
    return [
        {
            "segment": one.segment,
            "month": one.month,
            "days": len(one.days),
            **render_tonnes(one.tonnes),
            "expected": None if one.expected is None else quantity(one.expected, TONNES),
            "indicators": [_indicator(each, one) for each in indicators],
        }
        for one in months
    ]


def render_tonnes(values: Mapping[str, Fraction | None]) -> dict[str, Any]:
    """Return RE, PE and ER by their keys; null where one has no value."""
    return {
        key: None if (value := values[name]) is None else quantity(value, TONNES)
        for name, key in TONNES_OF.items()
    }


def _indicator(indicator: Indicator, one: MonthOf) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": indicator.name, "unit": indicator.unit.text}
    value = one.indicators[indicator.name]
    if value is None or isinstance(value, Fraction):
        return {**entry, "value": number(value)}
    values = [number(part) for part in value.values()]
    return {**entry, "members": list(value), "values": values}
