"""P019: value of a category unknown."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P019",
    since="0.1.0",
    title="value of a category unknown",
    why=(
        "A category chooses an arm of a formula or a row of a table of factors. A value that "
        "is not on its list chooses nothing."
    ),
    remedy="Take one of the values that the message lists; as text, in quotes.",
    bad=('[fixed.metering_point]\nvalue = "UPS"'),
    good=('[fixed.metering_point]\nvalue = "ups-output"'),
)
