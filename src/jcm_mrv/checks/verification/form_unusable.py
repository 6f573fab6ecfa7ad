"""V370: verification form unusable."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V370",
    since="0.3.0",
    title="verification form unusable",
    why=(
        "The form is what a verifier signs. A key that is misspelt, a date that cannot be, or "
        "a field that was left blank would be signed as well, and mean nothing, or something "
        "else."
    ),
    remedy=(
        "Write what the message asks for; docs/verification-form.md explains every key. A "
        "form that is damaged beyond that is begun again with countersign --new."
    ),
    bad='level = "resonable"',
    good='level = "reasonable"',
)
