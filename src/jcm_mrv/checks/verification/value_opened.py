"""V388: value that was opened."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V388",
    since="0.3.0",
    title="value that was opened",
    why=(
        "The holder of the report opened this value of a public version. It gives, with its "
        "salt, the commitment that stands in its place, so that it is what was committed to."
    ),
    remedy="Nothing is wrong. Whether the root was signed is told beside it.",
    bad="a serial number in a letter",
    good="a serial number in an openings file that jcm-mrv disclose wrote",
)
