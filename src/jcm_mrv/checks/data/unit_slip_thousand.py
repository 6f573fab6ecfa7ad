"""D115: suspected slip of 1,000 between units."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D115",
    since="0.1.0",
    title="suspected slip of 1,000 between units",
    why=(
        "Wh taken for kWh, or kWh for MWh, makes a result a thousand times too large or too "
        "small, and every other check may pass. A published monitoring sheet shows 42,826,880 "
        "MWh of grid electricity beside 347.2 MWh of the chiller that it fed."
    ),
    remedy=(
        "Compare one reading with an invoice, and correct unit or multiplier. If the unit is "
        "right, correct the plan's estimate."
    ),
    bad='estimate = { value = 520, unit = "MWh" }, a year of readings of 520,000 MWh',
    good='unit = "kWh"',
    source="The sheet: monitoring report of project ID009; that it is a slip is our inference.",
)
