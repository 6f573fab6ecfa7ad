"""D122: stamp in the repeated hour that is in doubt."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D122",
    since="0.1.0",
    title="stamp in the repeated hour that is in doubt",
    why=(
        "When summer time ends, local clocks show an hour twice. Readings of it are told "
        "apart by the order of the rows; where each time stands only once, or three times, or "
        "rows were sorted, no order tells."
    ),
    remedy=(
        "Export stamps with their offset from UTC, or keep the logger on one offset the whole "
        "year and declare it as its clock."
    ),
    bad="2022-10-30 01:30,41.2   (once, in America/Mexico_City)",
    good=("2022-10-30T01:30:00-05:00,41.2\n2022-10-30T01:30:00-06:00,40.8"),
)
