"""V343: newer check finds something."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V343",
    since="0.3.0",
    title="newer check finds something",
    why=(
        "A check that came after the report was made finds something in its inputs. A report is "
        "judged by the checks of its time, so that this nulls nothing; it is worth a question all "
        "the same."
    ),
    remedy=("Ask the participant about it; the next report will have the finding."),
    bad="a report of 0.2.0, and a check since 0.3.0",
    good="a report made again with the newer version",
)
