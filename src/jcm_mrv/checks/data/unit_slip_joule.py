"""D116: suspected slip of 3.6 between units."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D116",
    since="0.1.0",
    title="suspected slip of 3.6 between units",
    why=(
        "A quantity in MJ is 3.6 times the same in kWh. The note is only given when every "
        "month differs from the plan by that factor, as a unit does and a bad year does not."
    ),
    remedy=(
        "Compare one reading with an invoice, and correct the unit. If the unit is right, "
        "correct the plan's estimate."
    ),
    bad='unit = "kWh", for a column in MJ',
    good='unit = "MJ"',
)
