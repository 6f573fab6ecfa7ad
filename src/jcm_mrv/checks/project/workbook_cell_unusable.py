"""P092: cell of the workbook that cannot be used."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P092",
    since="0.2.0",
    title="cell of the workbook that cannot be used",
    why=(
        "A text that looks like a number or a date can often be read in two ways: 1.234 and "
        "03/04/2021 differ by country. A guess would move tonnes without a trace."
    ),
    remedy=(
        "Write numbers and dates so that the spreadsheet program itself takes them for such (they "
        "stand at the right of the cell), units in the cells for units, and of a list one of its "
        "entries. A date may also be written as 2024-01-31."
    ),
    bad='Fixed values   EF_elec   Value: "0,5546 tCO2/MWh"',
    good="Fixed values   EF_elec   Value: 0.5546   Unit: tCO2/MWh",
)
