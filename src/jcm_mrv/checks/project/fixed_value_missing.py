"""P014: fixed value missing."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P014",
    since="0.1.0",
    title="fixed value missing",
    why=(
        "The methodology has no default for this parameter: the project fixes it before "
        "monitoring, in its design document."
    ),
    remedy=(
        "Add the value with its unit and its source; for an indexed parameter, one for each "
        "member of the set."
    ),
    bad="# no [fixed.EF_grid]",
    good=('[fixed.EF_grid]\nvalue = 0.507\nunit = "tCO2/MWh"\nsource = "PDD, section B.3"'),
)
