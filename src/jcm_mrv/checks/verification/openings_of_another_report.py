"""V383: openings cannot be used."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V383",
    since="0.3.0",
    title="openings cannot be used",
    why=(
        "Openings belong to one report: they name its digest and the root of its public "
        "version. A report that changed has new values under old salts."
    ),
    remedy=(
        "Take the file that lies beside the report. After a change of the report, sign it "
        "anew in another folder: new openings are made."
    ),
    bad="report.openings.json of the version before",
    good="the file that jcm-mrv sign made for this report",
)
