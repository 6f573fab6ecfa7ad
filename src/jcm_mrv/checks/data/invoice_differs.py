"""D133: an invoice beside the readings of the same time."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D133",
    since="0.1.0",
    title="invoice against readings",
    why=(
        "Two records of one flow that were made apart from each other are the best proof that "
        "either is right. A difference of more than 1 % is more than meters of the usual classes "
        "explain: a wrong multiplier, a missing month, another billing cycle."
    ),
    remedy=(
        "Compare the dates of the billing cycle first, then the multiplier and the unit. An "
        "invoice that agrees to 1 % is a note and needs nothing."
    ),
    bad='use = "compare", 412.0 MWh billed, 395.1 MWh read',
    good='use = "compare", 412.0 MWh billed, 411.2 MWh read',
    source=(
        "The tolerance of 1 % is declared: no rule of the JCM was read. Regulators of the CDM ask "
        "for both values where an invoice is used (cdm.unfccc.int, IRCheck 9NB15ZVGDFOM7JY)."
    ),
)
