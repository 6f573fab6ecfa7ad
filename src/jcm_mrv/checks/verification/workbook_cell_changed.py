"""V397: cell of the layout was changed."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V397",
    since="0.4.0",
    title="cell of the layout was changed",
    why=(
        "Labels, units, symbols, options and the methodology's own values say what the numbers "
        "mean. A sheet or a row that is missing, added or hidden, or a macro, may show a reader "
        "something else than what is calculated."
    ),
    remedy=(
        "Put back what the finding names, or write the workbook again. Notes of one's own belong "
        "into the cells for comments."
    ),
    bad="the unit kWh over a column that is in MWh",
    good="the unit as the layout has it",
)
