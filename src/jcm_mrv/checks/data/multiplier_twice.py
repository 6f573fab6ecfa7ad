"""D172: multiplier applied twice, or not at all."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D172",
    since="0.2.0",
    title="multiplier applied twice, or not at all",
    why=(
        "A meter behind transformers shows a part of what flows: the reading times ct x vt. "
        "Some meters and loggers do that multiplication themselves. Done twice, or not at all, "
        "every number is wrong by that one factor, and each looks plausible by itself. The "
        "finding is given where readings are the ratio of their meter, or its inverse, times "
        "what a source to compare with, an invoice, or the plan's estimate says. It stands in "
        "place of the differences of these comparisons."
    ),
    remedy=(
        "Ask for one reading on the display of the meter beside the same reading in the file, "
        "and compare with the certificate of the transformers. Then correct the multiplier, or "
        "the unit, on the side that is wrong."
    ),
    bad=("ct = 60   # and the logger wrote primary energy already\nmultiplier = 60"),
    good="multiplier = 1   # the meter is read in primary energy; ct and vt are left out",
    source=(
        "Regulators of the CDM returned a report in which the meter factors of the plan were "
        "not applied (cdm.unfccc.int, IRCheck 07OWUARDMZL9NGP). The thresholds are declared: "
        "within 5 % of the ratio where both sides are measured, within 25 % and from a ratio of "
        "4 against a plan."
    ),
)
