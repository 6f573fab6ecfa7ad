"""M014: name that nothing uses."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M014",
    since="0.1.0",
    title="name that nothing uses",
    why=(
        "A project would have to monitor or fix a number that changes nothing, and a reader "
        "would believe that it counts. Mostly a formula has forgotten it."
    ),
    remedy="Use the name in a formula, a lookup or a plausibility rule, or take it out.",
    bad="[parameters.EC_AUX] and no formula with EC_AUX",
    good='[equations.RE]\nformula = "(EG - EC_AUX) * EF"',
)
