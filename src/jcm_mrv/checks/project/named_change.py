"""P088: change after registration."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P088",
    since="0.2.0",
    title="change after registration",
    why=(
        "The lock holds changes that were named with jcm-mrv lock --change. They are known, and "
        "no drift; a verifier reads them here and asks for their approval."
    ),
    remedy=(
        "Nothing, where the change was approved. The lock lists for each what was before and "
        "what came after, and the digest of the lock that it replaced."
    ),
    bad='changes[0].text = "Post-registration change no. 1: meter PDU-A replaced"',
    good="no change was named",
)
