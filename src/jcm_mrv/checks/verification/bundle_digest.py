"""V366: file of a bundle differs from its manifest."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V366",
    since="0.3.0",
    title="file of a bundle differs from its manifest",
    why=(
        "The bytes of a file are not those that the manifest of the bundle names: it was "
        "changed on the way. verify answers DIFFERS. A manifest proves nothing against "
        "somebody who writes a new one; the digests in the report and the signature under it "
        "do."
    ),
    remedy=(
        "Ask for the bundle again, and compare its SHA-256 with the one that the sender names."
    ),
    bad="one reading in data/inputs/monitoring/2017-03.csv was changed",
    good="the archive as jcm-mrv bundle wrote it",
    source="RFC 8493, 3 (a valid bag)",
)
