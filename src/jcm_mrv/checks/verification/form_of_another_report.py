"""V371: form about another report."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V371",
    since="0.3.0",
    title="form about another report",
    why=(
        "An opinion is on one report, by its digest. A form that was filled in for an earlier "
        "version of the report says nothing about this one, though its numbers may look "
        "alike."
    ),
    remedy=(
        "Begin a form for this report with countersign --new, and carry over what was found. "
        "The facts under [report] are prefilled; put them back where they were changed by "
        "hand."
    ),
    bad='sha256 = "(that of the report before it was corrected)"',
    good='sha256 = "(that of this report)"',
)
