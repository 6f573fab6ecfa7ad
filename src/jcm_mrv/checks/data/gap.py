"""D104: gap in the readings."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D104",
    since="0.1.0",
    title="gap in the readings",
    why=(
        "Time without a reading is not time without energy. What a gap may count as depends "
        "on the side: where less lowers the reductions (the low side, such as generation), "
        "nothing may be counted; where more lowers them (the high side, such as a centre's "
        "consumption), nothing would be a gift to the project. A source with sign = -1 has "
        "the opposite side of its parameter. The table of treatments:\n"
        "- energy or power, low side: a missing step counts as nothing; a warning with the "
        "share.\n"
        "- energy or power, high side: an error, unless the project declares a treatment.\n"
        "- state (a mean, minimum or maximum), either side: an error, unless the project "
        "declares a treatment.\n"
        "- register, days without a reading: a note, D130; the difference spans them.\n"
        "- register, no reading at the edge of a vintage: the nearest inside on the low side, "
        "the nearest outside on the high side, D119.\n"
        "- no source for some days: as a missing step."
    ),
    remedy=(
        "Look for the readings in the logger first. For what stays lost, declare "
        "gap_treatment at the parameter or at the source; the report shows the tonnes that it "
        "cost:\n"
        '- "maximum": the rated power for all of the time; needs rated = { value, unit }; '
        "high side only.\n"
        '- "invoice": stated amounts with use = "fill", split by time; what they do not cover '
        "stays a gap.\n"
        '- "substitute": the readings of a redundant meter, a source with use = "substitute".\n'
        '- "outage": zero; needs [[events]] of kind "outage", "maintenance" or "shutdown" over '
        "all of the gap, and no energy on the other meters.\n"
        '- "zero": counts as nothing on either side, with a warning that bounds the effect '
        "where rated is known.\n"
        '- "no-claim": the time leaves every monitored parameter; refused where the '
        "reductions of that time could be negative."
    ),
    bad="[[monitored.EC_DC.source]]: no reading from 2017-05-04 10:00 to 16:00",
    good=('rated = { value = 160, unit = "kW" }\ngap_treatment = "maximum"'),
    source=(
        "The JCM's own rule on missing data was not read. After practice of the CDM: claim no "
        "reductions, or take the most conservative assumption that is possible, and show it "
        "(cdm.unfccc.int, IRCheck 0ODZFVSXKW63LI2)."
    ),
)
