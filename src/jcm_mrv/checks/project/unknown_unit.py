"""P012: unknown unit."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P012",
    since="0.1.0",
    title="unknown unit",
    why=(
        "Units are told apart by letter and case. To guess at one would be to guess at a "
        "factor: kWh and MWh differ by 1,000, kWh and MJ by 3.6."
    ),
    remedy=(
        "Take the spelling that the message proposes. Products and ratios are written like "
        "kg*m^2 and tCO2/MWh."
    ),
    bad='unit = "kwh"',
    good='unit = "kWh"',
)
