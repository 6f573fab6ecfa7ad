"""P017: nothing supplies a monitored parameter."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P017",
    since="0.1.0",
    title="nothing supplies a monitored parameter",
    why=(
        "An equation with a parameter that nobody measured has no value, and no value is "
        "never the same as zero."
    ),
    remedy=(
        "Add a source of readings or stated amounts; for an indexed parameter, for each "
        'member. Amounts of use = "fill" or "compare" and sources of use = "substitute" do '
        "not supply a parameter alone."
    ),
    bad=("[monitored.EG_SUP]\npoint = 1"),
    good=('[monitored.EG_SUP]\npoint = 1\n[[monitored.EG_SUP.source]]\nfiles = "monitoring/*.csv"'),
)
