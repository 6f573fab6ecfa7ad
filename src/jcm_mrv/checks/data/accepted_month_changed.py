"""D180: accepted month of readings changed."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D180",
    since="0.2.0",
    title="accepted month of readings changed",
    why=(
        "A month that was complete, without an error and accepted does not change by itself. "
        "Readings that were corrected, lost or typed over afterwards move tonnes that somebody "
        "may have verified already. The effect is the reductions as reported less those with "
        "the month as it was accepted."
    ),
    remedy=(
        "Find out which file changed; the digests of the lock's inputs help. Restore the "
        "readings, or name the correction: jcm-mrv lock --change. Months that came since are no "
        "drift."
    ),
    bad="accepted: EC_IT 2017-06, 43.2 MWh in 720 readings\nnow: 44.2 MWh in 720 readings",
    good="now: 43.2 MWh in 720 readings",
    source=(
        "Declared policy (docs/adr/0014): which months are accepted is ours. The effect is "
        "exact where the parameter is a sum or a mean of steps without a treatment, else an "
        "estimate."
    ),
)
