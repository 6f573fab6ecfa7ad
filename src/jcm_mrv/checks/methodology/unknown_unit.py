"""M016: unknown unit in a methodology."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M016",
    since="0.1.0",
    title="unknown unit in a methodology",
    why=(
        "A number counts only with a unit that is known: conversions are exact, and nothing "
        "is taken for a unit that is only near one."
    ),
    remedy=(
        "Write the unit that is proposed; a unit of the module's own, such as lamp, is "
        "defined under [units]."
    ),
    bad='unit = "tCO2/Mwh"',
    good='unit = "tCO2/MWh"',
)
