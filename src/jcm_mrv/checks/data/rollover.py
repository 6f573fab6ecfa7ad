"""D131: register that went round."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D131",
    since="0.1.0",
    title="register that went round",
    why=(
        "A counter of six digits shows 000000 after 999999. With a declared rollover its fall "
        "is taken as that, and the energy of the step is what lies between. Without a rated "
        "power nothing tells it from a reset, so that it is a warning then."
    ),
    remedy=(
        "Compare the step with those around it. State rated = { value, unit }, so that a fall "
        "that no rollover can explain is refused (D118)."
    ),
    bad="rollover = 1000000, 998750 followed by 4310, and no rated power",
    good=('rollover = 1000000\nrated = { value = 600, unit = "kW" }'),
)
