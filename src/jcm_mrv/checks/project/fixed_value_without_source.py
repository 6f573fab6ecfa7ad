"""P013: fixed value without source."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P013",
    since="0.1.0",
    title="fixed value without source",
    why=(
        "A verifier cannot check a factor that comes from nowhere. Every number that is fixed "
        "before monitoring carries where it was read."
    ),
    remedy="Add the document and the place in it. In a table of members, fill the column `source`.",
    bad=("[fixed.PUE_RE]\nvalue = 1.8"),
    good=('[fixed.PUE_RE]\nvalue = 1.8\nsource = "PDD, section B.3"'),
)
