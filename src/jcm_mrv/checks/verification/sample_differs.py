"""V377: sample is not the one that was drawn."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V377",
    since="0.3.0",
    title="sample is not the one that was drawn",
    why=(
        "The readings to trace are drawn from the digest of the report and a seed, so that "
        "nobody chooses them. A list from which a reading was taken out, or in which one was "
        "exchanged, is no sample."
    ),
    remedy=(
        "Begin the form again with countersign --new and the same seed, and carry over what "
        "was traced. A reading that cannot be traced stays in the list, with a finding."
    ),
    bad="a [[sample.reading]] taken out",
    good='the reading left in, with finding = "CAR-1"',
)
