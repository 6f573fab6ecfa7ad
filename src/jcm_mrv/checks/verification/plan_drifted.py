"""V345: plan drifted from the verifier's lock."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V345",
    since="0.3.0",
    title="plan drifted from the verifier's lock",
    why=(
        "The project differs from the copy of its lock that the verifier kept since validation: a "
        "fixed value, a meter, a monitoring point or an accepted month is not what was agreed."
    ),
    remedy=(
        "Ask for the change after registration that explains it; the lock names such changes "
        "(jcm-mrv lock --change)."
    ),
    bad="PUE_RE = 1.9, and 1.8 in the lock of the validation",
    good="the plan as it was validated",
)
