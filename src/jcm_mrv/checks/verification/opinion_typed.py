"""V373: opinion typed into the form."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V373",
    since="0.3.0",
    title="opinion typed into the form",
    why=(
        "The opinion follows from the record: checklist, requests, sample, on-site record, "
        "verdict and materiality. If it could be typed, it could be typed over an open "
        "request."
    ),
    remedy=(
        "Take the key out. jcm-mrv countersign without --key shows the opinion that follows, "
        "and what stands against a positive one."
    ),
    bad='opinion = "Positive"',
    good="(no such key)",
)
