"""D171: submeters against the main meter."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D171",
    since="0.2.0",
    title="submeters against the main meter",
    why=(
        "What flows through the main meter flows through the meters behind it, or is lost on "
        "the way. Where the sum of the submeters departs from the main meter, a meter is "
        'missing, counted twice, or measures something else. Sources with use = "compare" whose '
        "meter is not one that counts add up, column by column and source by source, and are "
        "compared with the point, month by month. The tolerance is the largest maximum "
        "permissible error of either side together, where every meter has one; else 1 %."
    ),
    remedy=(
        "Compare the single-line diagram with the list of sources. Name the meter of each "
        "source; a source without one has the meter of the point, and is taken for the same "
        "meter (D170)."
    ),
    bad=(
        'meter = "MAIN"              # 61.2 MWh\n'
        "# compared: SUB-1 and SUB-2, 52.7 MWh together; SUB-3 is not named"
    ),
    good=(
        'meter = "MAIN"              # 61.2 MWh\n'
        "# compared: SUB-1, SUB-2 and SUB-3, 61.0 MWh together"
    ),
    source=(
        "The tolerance is declared: no rule of the JCM was read. Regulators of the CDM returned "
        "a report whose calibrations covered two of three meters (cdm.unfccc.int, IRCheck "
        "1M7FLIJ0S92WVZ5)."
    ),
)
