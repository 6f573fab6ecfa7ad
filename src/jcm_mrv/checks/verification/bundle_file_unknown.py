"""V365: file in a bundle that no manifest names."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V365",
    since="0.3.0",
    title="file in a bundle that no manifest names",
    why=(
        "A file was put into the bundle after its manifests were written. Whoever made the "
        "report did not vouch for it, and a reader could take it for evidence. verify answers "
        "DIFFERS."
    ),
    remedy=("Ask for the bundle as it was made; send further files beside it."),
    bad="a letter.pdf added to the archive by hand",
    good="the archive as jcm-mrv bundle wrote it",
    source="RFC 8493, 3 (a complete bag)",
)
