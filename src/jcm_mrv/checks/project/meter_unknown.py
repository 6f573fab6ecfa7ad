"""P050: meter unknown."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P050",
    since="0.1.0",
    title="meter unknown",
    why=(
        "Accuracy, calibration and transformer ratios come from the meter's table. A name "
        "without a table has none of them."
    ),
    remedy="Correct the id, or add the meter to [[meters]] or meters.csv.",
    bad=('meter = "PDU-B"\n[[meters]]\nid = "PDU-A"'),
    good=('meter = "PDU-A"\n[[meters]]\nid = "PDU-A"'),
)
