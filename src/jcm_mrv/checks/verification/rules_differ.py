"""V321: rules of the methodology differ."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V321",
    since="0.3.0",
    title="rules of the methodology differ",
    why=(
        "The digest of the rules covers all that moves a number: kinds, units, formulas, lookups, "
        "rounding. The report was made by other rules than those of the verifier's copy of the "
        "same methodology, and no agreement of numbers would mean anything."
    ),
    remedy=(
        "Compare the two copies (jcm-mrv methodology show), and find out which one was approved."
    ),
    bad="PUE_RE raised from 1.8 to 1.9 in the participant's copy",
    good="the copy that both took from the library",
)
