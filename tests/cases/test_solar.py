"""Worked numbers of solar: RE = EG x EF_RE, PE = 0."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

from tests.cases.projects import (
    calculate_text,
    credits_of,
    fixed,
    found,
    head,
    hourly,
    reductions_of,
    table,
)

from jcm_mrv.run import calculate

EXAMPLES = Path(__file__).parents[2] / "examples"
SYSTEM = '[[sets.system.member]]\nid = "roof"\n'
FACTOR = fixed("EF_RE", "0.5", "tCO2/MWh", 'system = "roof"')


def test_the_measured_roof_keeps_its_negative_readings() -> None:
    """The sum of a real file is 2,938.3558281475 kWh, the inverter's night draw included."""
    with (EXAMPLES / "measured-rooftop-pv/monitoring/serf_east_15min_ac_power.csv").open() as f:
        rows = [row for row in csv.reader(f) if row]
    independent = sum(Fraction(row[1]) for row in rows[1:]) / 4 / 1000

    outcome = calculate(EXAMPLES / "measured-rooftop-pv")

    months = [Fraction(month["sum"][0]) for month in outcome.document["readings"]]
    assert sum(months) * 1000 == independent == Fraction("2938.3558281475")
    assert sum(1 for row in rows[1:] if row[1].startswith("-")) == 4767
    note = next(one for one in outcome.findings if one.code == "D112")
    assert note.message.startswith("4,767 readings are negative")


def test_a_register_rolls_over_and_is_replaced(tmp_path: Path) -> None:
    """A counter that goes round, and its successor with another multiplier, give 462.4 MWh."""
    source = """
[[monitored.EG.source]]
files = "{file}"
columns = ["count"]
measures = "register"
unit = "kWh"
time = "timestamp"
multiplier = {multiplier}
{more}
"""
    project = (
        head("rooftop-solar 1", "2024-01-01", "2024-12-31")
        + SYSTEM
        + FACTOR
        + '[[monitored.EG]]\nsystem = "roof"\npoint = 1\n'
        + source.format(
            file="old.csv", multiplier=40, more="rollover = 1000000\nuntil = 2024-06-15T10:00:00"
        )
        + source.format(file="new.csv", multiplier=60, more="from = 2024-06-15T12:30:00")
    )
    old = [("2024-01-01 00:00", "998750"), ("2024-06-15 10:00", "4310")]
    new = [("2024-06-15 12:30", "112.4"), ("2025-01-01 00:00", "4112.4")]

    outcome = calculate_text(
        tmp_path, project, {"old.csv": table("count", old), "new.csv": table("count", new)}
    )

    # (10^6 - 998,750 + 4,310) x 40 = 222,400; (4,112.4 - 112.4) x 60 = 240,000; x 0.5
    assert reductions_of(outcome) == ["231.2"]
    assert credits_of(outcome) == [231]
    gap = next(one for one in outcome.findings if one.code == "D104")
    assert gap.severity == "warning"
    assert "2024-06-15 10:00 to 2024-06-15 12:30 (2.50 h)" in gap.message


def test_the_import_of_a_solar_plant_errs_on_the_high_side(tmp_path: Path) -> None:
    """Ten lost days of the import meter count at 5 kW, since import is subtracted."""
    export = hourly("2023-01-01", [(365 * 24, "1000000")])
    imported = hourly("2023-01-01", [(100 * 24, "2000")]) + hourly(
        "2023-04-21", [(255 * 24, "6000")]
    )
    source = """
[[monitored.EG.source]]
files = "{file}"
columns = ["kwh"]
measures = "energy"
unit = "kWh"
time = "timestamp"
stamp = "start"
step = "1 hour"
{more}
"""
    project = (
        head("rooftop-solar 1", "2023-01-01", "2023-12-31")
        + SYSTEM
        + FACTOR
        + '[[monitored.EG]]\nsystem = "roof"\npoint = 1\n'
        + source.format(file="export.csv", more="")
        + source.format(
            file="import.csv",
            more='sign = -1\nrated = { value = 5, unit = "kW" }\ngap_treatment = "maximum"',
        )
    )

    outcome = calculate_text(
        tmp_path,
        project,
        {"export.csv": table("kwh", export), "import.csv": table("kwh", imported)},
    )

    # 1,000 - (8 + 240 h x 5 kW = 1.2) = 990.8 MWh; x 0.5 = 495.4 (as nothing: 496)
    assert reductions_of(outcome) == ["495.4"]
    assert credits_of(outcome) == [495]
    assert found(outcome, "D104") == ["warning"]
