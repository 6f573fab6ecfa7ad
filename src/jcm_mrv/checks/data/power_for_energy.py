"""D160: suspected slip between power and energy."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D160",
    since="0.2.0",
    title="suspected slip between power and energy",
    why=(
        "Readings in kW added up as if they were kWh make four times the energy at steps of a "
        "quarter of an hour, sixty times at a minute, 3,600 times at a second; energy taken for "
        "power makes as much less. Every reading looks right by itself; only the plan's "
        "estimate shows it."
    ),
    remedy=(
        "Compare one reading with the rated power: 41 in a quarter of an hour from 50 kW is a "
        'power. Write measures = "power" or "energy" as it is, or correct the unit; if both are '
        "right, correct the plan's estimate."
    ),
    bad='measures = "energy", unit = "kWh", step = "15 minutes", for a column of mean kW',
    good='measures = "power", unit = "kW", step = "15 minutes"',
    source=(
        "Declared policy: 3,600 within a factor of two, nearer than 1,000; the hour over the "
        "step, where it is at least 2, within 10 % in each of at least three months, or within "
        "10 % over eleven months or more where it is at least 3."
    ),
)
