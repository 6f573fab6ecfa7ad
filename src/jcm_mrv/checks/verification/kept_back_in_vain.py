"""V385: value is kept back in vain."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V385",
    since="0.3.0",
    title="value is kept back in vain",
    why=(
        "A sum or an equation with one unknown term gives that term away. A reader of the "
        "public version needs a pocket calculator, and nothing else."
    ),
    remedy=(
        "Mark one of the words that the message names as well. Whole credits still tell what "
        "they follow from to within a tonne."
    ),
    bad='confidential = ["monitored.EC_IT"]',
    good='confidential = ["monitored.EC_IT", "equations.RE", "equations.ER"]',
)
