"""P083: monitoring plan differs from the lock."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P083",
    since="0.2.0",
    title="monitoring plan differs from the lock",
    why=(
        "How a parameter is monitored, with which option, from which kind of readings, how gaps "
        "are treated, up to which rated power, was validated. Another way may count other "
        "tonnes, or the same with less proof."
    ),
    remedy=(
        "Restore the plan, or name the change: jcm-mrv lock --change. Option, treatment of "
        "gaps, rated power, sign and use of readings count, and are errors; point, meter, unit, "
        "step and estimate are warnings, words are notes."
    ),
    bad='locked: option = "C"\n[monitored.EC_IT]\noption = "B"',
    good='[monitored.EC_IT]\noption = "C"',
    source=(
        "Declared policy (docs/adr/0014): what counts is an error, what is only written is a "
        "note; no JCM rule on it was read."
    ),
)
