"""Report documents written by hand, after the worked numbers of the data centre."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def quantity(value: str, unit: str) -> Json:
    """Return a quantity as a report holds it."""
    return {"unit": unit, "value": value}


def name(text: str, index: str | None = None) -> Json:
    """Return the leaf of a name."""
    return {"name": text, "index": index} if index else {"name": text}


def operation(operator: str, *args: Json) -> Json:
    """Return the node of an operation."""
    return {"op": operator, "args": list(args)}


def line(year: int, start: str, end: str, amounts: tuple[str, str, str], credits_: int) -> Json:
    """Return a vintage with reference, project emissions and reductions [tCO2]."""
    return {
        "year": year,
        "start": start,
        "end": end,
        "reference_emissions": quantity(amounts[0], "tCO2"),
        "project_emissions": quantity(amounts[1], "tCO2"),
        "emission_reductions": quantity(amounts[2], "tCO2"),
        "credits": credits_,
    }


def equation(index: int, title: str, row: Json) -> Json:
    """Return one equation of one segment, which is named by its place in the list."""
    return {
        "segment": index,
        "number": None,
        "section": "F.2",
        "title": title,
        "unit": "tCO2",
        "text": "",
        **row,
    }


def data_centre_report() -> Json:
    """Return the report of two years of a data centre: 173 + 33 = 206 t."""
    # RE = 1.8 * IT * 0.5546: 783 * 0.5546 = 434.2518 and 153 * 0.5546 = 84.8538
    # PE = DC * 0.5546: 469.8 * 0.5546 = 260.55108 and 91.8 * 0.5546 = 50.91228
    years = (
        line(2017, "2017-03-01", "2017-12-31", ("434.2518", "260.55108", "173.70072"), 173),
        line(2018, "2018-01-01", "2018-02-28", ("84.8538", "50.91228", "33.94152"), 33),
    )
    inputs = {2017: ("435", "469.8"), 2018: ("85", "91.8")}
    factor = {"EF_elec": quantity("0.5546", "tCO2/MWh")}
    reference = operation("*", operation("*", name("EC_IT"), name("PUE_RE")), name("EF_elec"))
    rows = []
    for index, year in enumerate(years):
        served, total = inputs[year["year"]]
        values = {key: year[f"{key}_emissions"] for key in ("reference", "project")}
        rows += [
            equation(
                index,
                "Reference emissions",
                {
                    "name": "RE",
                    "tree": reference,
                    "operands": {
                        "EC_IT": quantity(served, "MWh"),
                        "PUE_RE": quantity("1.8", "1"),
                        **factor,
                    },
                    "value": values["reference"],
                },
            ),
            equation(
                index,
                "Project emissions",
                {
                    "name": "PE",
                    "section": "G",
                    "tree": operation("*", name("EC_DC"), name("EF_elec")),
                    "operands": {"EC_DC": quantity(total, "MWh"), **factor},
                    "value": values["project"],
                },
            ),
            equation(
                index,
                "Emission reductions",
                {
                    "name": "ER",
                    "section": "H",
                    "tree": operation("-", name("RE"), name("PE")),
                    "operands": {"RE": values["reference"], "PE": values["project"]},
                    "value": year["emission_reductions"],
                },
            ),
        ]
    return {
        "project": {
            "reference_number": "LA001",
            "title": "Energy efficient data centre",
            "country": "LA",
            "time_zone": "Asia/Vientiane",
            "monitoring_period": {"start": "2017-03-01", "end": "2018-02-28", "cuts": []},
        },
        "methodology": {
            "id": "data-center-efficiency",
            "version": "1.0.0",
            "title": "Efficient data centres",
            "number": "LA_AM001 ver1.0",
            "fidelity": "reconstructed",
        },
        "vintages": list(years),
        "segments": [
            {"vintage": index, "start": one["start"], "end": one["end"], "days": days}
            for index, (one, days) in enumerate(zip(years, (306, 59), strict=True))
        ],
        # 434.2518 + 84.8538 = 519.1056; 260.55108 + 50.91228 = 311.46336; 207.64224
        "totals": {
            key: value
            for key, value in line(0, "", "", ("519.1056", "311.46336", "207.64224"), 206).items()
            if key not in ("year", "start", "end")
        },
        "equations": rows,
        "findings": [],
    }
