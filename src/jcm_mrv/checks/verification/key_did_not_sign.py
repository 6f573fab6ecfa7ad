"""V304: key did not sign."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V304",
    since="0.3.0",
    title="key did not sign",
    why=(
        "A key that the verifier trusts, and expects a signature of, signed nothing here. The "
        "others may have signed a report that this participant never saw."
    ),
    remedy=(
        "Ask that participant to sign: jcm-mrv sign REPORT --key KEY adds a signature to the "
        "envelope. Where another key has taken the place of the old one, get its public half "
        "from the participant."
    ),
    bad="two keys given, one signature in the envelope",
    good="a good signature of each key that is given",
)
