"""V306: statement claims what the report does not say."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V306",
    since="0.3.0",
    title="statement claims what the report does not say",
    why=(
        "The statement repeats the project, the period, the methodology and the credits for "
        "readers who have no report. Signed claims that the report does not bear out mislead "
        "each of them, though the digest fits."
    ),
    remedy=(
        "Ask the participants to make the statement again with jcm-mrv sign --overwrite, "
        "which takes every claim from the report; ask what made the first one."
    ),
    bad="the statement claims 1,400 credits, the report 1,391",
    good="the statement as jcm-mrv sign makes it",
)
