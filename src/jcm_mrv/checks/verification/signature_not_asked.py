"""V313: signature not asked for."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V313",
    since="0.3.0",
    title="signature not asked for",
    why=(
        "With --unsigned the numbers are verified, and nothing is said about whose report this is."
    ),
    remedy=("Name the keys that are to have signed where that matters: --keys FILE."),
    bad="jcm-mrv verify report.json --unsigned",
    good="jcm-mrv verify report.json --keys participant.pub.pem",
)
