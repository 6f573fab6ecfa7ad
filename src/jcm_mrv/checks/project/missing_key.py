"""P004: missing key."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P004",
    since="0.1.0",
    title="missing key",
    why=(
        "What is left out here has no default that would be right for everyone: a stamp may "
        "stand at the start or at the end of its step, and only the project knows."
    ),
    remedy="Add the key that the message names.",
    bad=('measures = "energy"\nstep = "1 hour"'),
    good=('measures = "energy"\nstep = "1 hour"\nstamp = "start"'),
)
