"""V399: input cell is not what the readings give."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V399",
    since="0.4.0",
    title="input cell is not what the readings give",
    why=(
        "With --inputs the project is calculated from its files, and each input cell of the "
        "workbook is compared with what they give. A monthly sum that was typed otherwise makes "
        "all that follows another number, however right the formulas are."
    ),
    remedy="Write the workbook again from the project, or correct the project and say why.",
    bad="41.5235 MWh in March 2017, where the files give 40.5235",
    good="40.5235 MWh",
)
