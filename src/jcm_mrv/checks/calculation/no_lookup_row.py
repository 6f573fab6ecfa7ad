"""C203: no row of a lookup fits."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="C203",
    since="0.1.0",
    title="no row of a lookup fits",
    why=(
        "A methodology gives a value by ranges or categories, such as the efficiency of a "
        "chiller by its size. A case that no row covers was not thought of by the "
        "methodology, and the nearest row is not its value."
    ),
    remedy=(
        "Check the value that is looked up, and its unit. If it is right, the methodology "
        "does not cover this equipment; ask its authors."
    ),
    bad="capacity = 1500 USRt, rows up to 1000 USRt",
    good="capacity = 500 USRt, rows up to 1000 USRt",
)
