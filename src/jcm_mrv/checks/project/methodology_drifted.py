"""P084: methodology differs from the lock."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P084",
    since="0.2.0",
    title="methodology differs from the lock",
    why=(
        "The digest of the rules covers all that moves a number: units, sides, lookups, "
        "formulas. Where it differs, the report is calculated by other rules than those that "
        "were validated."
    ),
    remedy=(
        "Use the version of the methodology that the lock names, or name the change of "
        "methodology: jcm-mrv lock --change. Where only the version's name differs and the "
        "rules are the same, it is a note."
    ),
    bad='locked: data-center-efficiency 1.0.0\nmethodology = "data-center-efficiency 2"',
    good='methodology = "data-center-efficiency 1"',
    source=(
        "Declared policy (docs/adr/0014): what counts is an error, what is only written is a "
        "note; no JCM rule on it was read."
    ),
)
