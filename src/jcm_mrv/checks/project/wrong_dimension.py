"""P011: unit of another dimension."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P011",
    since="0.1.0",
    title="unit of another dimension",
    why=(
        "Power is not energy, and reactive energy is not active energy. A unit that cannot be "
        "converted into the parameter's own means that another quantity was measured, or that "
        "`measures` is wrong."
    ),
    remedy=(
        "Write the unit that the readings really have. Where they are a power in kW, write "
        'measures = "power": they are then added up over time.'
    ),
    bad=('measures = "energy"\nunit = "kW"'),
    good=('measures = "power"\nunit = "kW"'),
)
