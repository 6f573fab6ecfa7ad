"""C210: realised against expected."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="C210",
    since="0.2.0",
    title="realised against expected",
    why=(
        "The plan says what a full year should bring. Much more than that is either good news "
        "that has a reason, or a fault that no other check saw; regulators return reports that "
        "exceed their estimate by 12 to 18 % without a word. With [estimate] a note always tells "
        "by how much the period is above or below. More than 10 % above is a warning, until it "
        "is explained; so is a parameter that earns credits and exceeds its own estimate."
    ),
    remedy=(
        "Find the reason, and write it as explanation under [estimate]. The estimate is that of "
        "a full year; it is compared with the share of the days of the period. A period of "
        "fewer than 300 days gets no warning, since its season may explain the difference."
    ),
    bad=('[estimate]\nreductions = { value = 207, unit = "tCO2" }   # and 244 tCO2 realised'),
    good=(
        "[estimate]\n"
        'reductions = { value = 207, unit = "tCO2" }\n'
        'explanation = "Two racks were added in May 2017, change request CR-4"'
    ),
    source=(
        "Requests for issuance under the CDM returned for an unexplained excess of 12 to 18 % "
        "(cdm.unfccc.int, YSXGR1NPI0MBK6C). The thresholds of 10 % and 300 days are declared."
    ),
)
