"""V320: methodology is not in the verifier's library."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V320",
    since="0.3.0",
    title="methodology is not in the verifier's library",
    why=(
        "The rules are taken from the verifier's own copy, never from the report. Without a copy "
        "nothing can be recomputed."
    ),
    remedy=(
        "Install a jcm-mrv that has the methodology, or name a folder with a copy that you trust: "
        "--methodologies DIR."
    ),
    bad="a report by a methodology of the participant's own",
    good="jcm-mrv verify report.json --methodologies our-copies",
)
