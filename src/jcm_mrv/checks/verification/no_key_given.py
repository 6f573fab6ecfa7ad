"""V312: no key to check signatures with."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V312",
    since="0.3.0",
    title="no key to check signatures with",
    why=(
        "A signature by a key that came with the report proves nothing: whoever changed the "
        "report could have made it. Without a key of the verifier's own nobody is known to stand "
        "behind the report, and the verdict is UNVERIFIABLE."
    ),
    remedy=(
        "Get the public key, or its fingerprint, from the participant by another way than the "
        "report, and name it: --keys FILE. Or say --unsigned, to look at the numbers alone."
    ),
    bad="jcm-mrv verify report.json",
    good="jcm-mrv verify report.json --keys participant.pub.pem",
)
