"""P024: parameter supplied in another way than the methodology's."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P024",
    since="0.1.0",
    title="parameter supplied in another way than the methodology's",
    why=(
        "What the methodology wants measured may not be fixed beforehand, and what is fixed "
        "beforehand may not change with readings. Days of the period and the methodology's "
        "own values are not the project's to give."
    ),
    remedy="Move the table to where the message says, or leave it out.",
    bad=("[fixed.EC_IT]\nvalue = 520"),
    good=("[monitored.EC_IT]\n[[monitored.EC_IT.source]]"),
)
