"""V364: file missing in a bundle."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V364",
    since="0.3.0",
    title="file missing in a bundle",
    why=(
        "A manifest names a file that the bundle does not hold. The result cannot be computed "
        "again without it, and it may be what would have told against the report. verify "
        "answers UNVERIFIABLE."
    ),
    remedy=("Ask for the whole bundle."),
    bad="monitoring/2017-03.csv was taken out of the archive",
    good="the archive as jcm-mrv bundle wrote it",
    source="RFC 8493, 3 (a complete bag)",
)
