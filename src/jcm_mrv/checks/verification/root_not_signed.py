"""V387: root of the public report is not signed."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V387",
    since="0.3.0",
    title="root of the public report is not signed",
    why=(
        "The statement that was signed names the root of the public version as its second "
        "subject. A public report under another root, or under a statement that names none, "
        "is not what was signed."
    ),
    remedy="Ask for the public report and the envelope of one and the same report.",
    bad="report.public.json of one version, report.dsse.json of another",
    good="both from one folder",
)
