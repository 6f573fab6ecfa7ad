"""D176: this period against the one before."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D176",
    since="0.2.0",
    title="this period against the one before",
    why=(
        "Two periods of one project are the same plant in two years. Where a parameter or the "
        "reductions differ by more than a fifth a day, something changed that the report has to "
        "tell, or one of the two is wrong. Days that lie in both periods would be credited "
        "twice; days that lie in neither are lost."
    ),
    remedy=(
        'Compare with the report that is named, and write explanation = "..." where the change '
        "is real. Where the periods overlap, correct the one that is wrong."
    ),
    bad=(
        "[previous_period]\n"
        "start = 2023-01-01\n"
        "end = 2024-01-31            # this period starts on 2024-01-01\n"
        'report = "MR-01"'
    ),
    good=(
        "[previous_period]\n"
        "start = 2023-01-01\n"
        "end = 2023-12-31\n"
        'report = "MR-01"\n'
        'reductions = { value = 412, unit = "tCO2" }'
    ),
    source=(
        "The threshold of 20 % is declared. Regulators of the CDM returned a report whose "
        "monitoring period was typed differently in two documents (cdm.unfccc.int, CCheck "
        "1IJXC07T2FBQDNO)."
    ),
)
