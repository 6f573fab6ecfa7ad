"""What was read, month by month: how complete the readings are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.calculation.months import sum_months
from jcm_mrv.report.leaves import render_months

if TYPE_CHECKING:
    from jcm_mrv.calculation.compute import Calculation


def render_readings(calculation: Calculation) -> list[dict[str, Any]]:
    """List per parameter and month the exact sum of the readings, before treatments.

    Over a set each number is a column, in the order of ``members``.
    """
    months = sum_months(calculation.timeline.calendar, calculation.contributions)
    parameters = calculation.methodology.parameters
    return [
        {
            "parameter": name,
            "month": month,
            "unit": unit.text if (unit := parameters[name].unit) else "1",
            **render_months(members),
        }
        for (name, month), members in months.items()
    ]
