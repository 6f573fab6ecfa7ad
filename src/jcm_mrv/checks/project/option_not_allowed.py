"""P018: monitoring option not allowed."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P018",
    since="0.1.0",
    title="monitoring option not allowed",
    why=(
        "Option A is public data, B the amounts of transactions such as invoices, C "
        "measurement with own equipment. The methodology says which may supply a parameter."
    ),
    remedy="Monitor the parameter in an allowed way and name that option.",
    bad='option = "A"',
    good='option = "C"',
    source="The three options as the ADB handbook on JCM methodologies gives them, section 4.6.1.",
)
