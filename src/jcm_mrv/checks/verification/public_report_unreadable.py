"""V380: public report cannot be read."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V380",
    since="0.3.0",
    title="public report cannot be read",
    why=(
        "A file that names a key twice, is not in canonical form or has another shape could "
        "be read in two ways, and the root of its tree would say nothing."
    ),
    remedy=(
        "Ask for report.public.json as jcm-mrv report --public wrote it; an editor that lays "
        "it out anew breaks it."
    ),
    bad="report.public.json, saved from an editor",
    good="the bytes that jcm-mrv report --public wrote",
)
