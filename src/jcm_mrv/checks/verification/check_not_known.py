"""V344: check of a newer version, or of a missing lock."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V344",
    since="0.3.0",
    title="check of a newer version, or of a missing lock",
    why=(
        "The report was made by a newer jcm-mrv with checks that this one does not have, or "
        "compared with a lock that is not here. What they found can be neither confirmed nor "
        "denied."
    ),
    remedy=("Verify with the version that the report names, or hand in the lock."),
    bad="a report of 0.4.0 verified with 0.3.0",
    good="the same version on both sides",
)
