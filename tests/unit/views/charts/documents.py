"""A small report document made by hand, for what charts show of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jcm_mrv.views.charts import Chart

MONTHS = ("2020-11", "2020-12", "2021-01")


def tonnes(value: str | None) -> dict[str, str] | None:
    """Return a quantity as a report writes it."""
    return None if value is None else {"unit": "tCO2", "value": value}


def document() -> dict[str, Any]:
    """Return two lines of two and one months, with an estimate of 10, 10 and 4 tonnes.

    Reductions are 12.5, 7.25 and 1/3 t; beyond the months of 2020 lie -0.75 t.
    """
    return {
        "project": {"monitored": [{"parameter": "EG", "peak": {"unit": "kW", "value": "9"}}]},
        "methodology": {
            "parameters": [
                {"name": "EG", "title": "Electricity supplied"},
                {"name": "FC", "title": "Fuel"},
            ],
            "indicators": [{"name": "Y", "title": "Specific yield", "unit": "kWh/kW"}],
        },
        "vintages": [
            line(2020, "2020-11-01", "2020-12-31", ("30", "11", "19")),
            line(2021, "2021-01-01", "2021-01-31", ("1", "2/3", "1/3")),
        ],
        "segments": [
            {"vintage": 0, "beyond_months": {"emission_reductions": tonnes("-0.75")}},
            {"vintage": 1, "beyond_months": {"emission_reductions": tonnes("0")}},
        ],
        "months": [
            month(MONTHS[0], 0, "12.5", "10", "80"),
            month(MONTHS[1], 0, "7.25", "10", "40"),
            month(MONTHS[2], 1, "1/3", "4", "2/3"),
        ],
        "readings": [
            readings("EG", MONTHS[0], 0, 720, 720),
            readings("EG", MONTHS[1], 0, 372, 744),
            readings("EG", MONTHS[2], 1, 0, 744),
            readings("FC", MONTHS[0], 0, 2, 0),
        ],
    }


def line(year: int, start: str, end: str, values: tuple[str, str, str]) -> dict[str, Any]:
    """Return a line with its reference emissions, project emissions and reductions."""
    reference, project, reductions = map(tonnes, values)
    return {
        "year": year,
        "start": start,
        "end": end,
        "reference_emissions": reference,
        "project_emissions": project,
        "emission_reductions": reductions,
    }


def month(
    name: str, segment: int, reductions: str | None, expected: str | None, value: str | None
) -> dict[str, Any]:
    """Return a month with its reductions, what was expected, and the value of its indicator."""
    return {
        "month": name,
        "segment": segment,
        "emission_reductions": tonnes(reductions),
        "expected": tonnes(expected),
        "indicators": [{"name": "Y", "unit": "kWh/kW", "value": value}],
    }


def readings(parameter: str, name: str, segment: int, count: int, expected: int) -> dict[str, Any]:
    """Return the readings of a parameter in a month."""
    return {
        "parameter": parameter,
        "month": name,
        "segment": segment,
        "count": count,
        "expected": expected,
    }


def data_of(chart: Chart, mark: str) -> list[dict[str, Any]]:
    """Return what a chart draws with one kind of mark; the legend is drawn with others."""
    assert chart.spec is not None
    return [
        value
        for layer in chart.spec["layer"]
        if layer["mark"]["type"] == mark
        for value in layer["data"]["values"]
        if mark == "text" or "slot" in value or "year" in value
    ]
