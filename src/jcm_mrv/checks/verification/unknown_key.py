"""V307: signature by a key that was not given."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V307",
    since="0.3.0",
    title="signature by a key that was not given",
    why=(
        "Nothing can be said about a signature whose key the verifier does not have. It "
        "counts neither for the report nor against it."
    ),
    remedy=(
        "Nothing, where the signature is of no concern. Else get the public key from the "
        "participant, compare its fingerprint with the one in the finding by another way, and "
        "give it with --keys."
    ),
    bad="three signatures, two keys given",
    good="a key given for each signature",
)
