"""C204: year with negative reductions."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="C204",
    since="0.1.0",
    title="year with negative reductions",
    why=(
        "In that year the project emitted more than its reference. It gets no credits, and "
        "its deficit is taken from the years that follow, else from those before, so that the "
        "credits never exceed the whole tonnes of the sum."
    ),
    remedy="Check the readings of the year. If they are right, nothing: the deficit is carried.",
    bad="2017: -12.4 tCO2, 2018: 230.9 tCO2",
    good="2017: 0 credits, 2018: 218 credits (230.9 - 12.4, rounded down)",
    source=(
        "The JCM's own rule for negative years was not read. Declared policy floor-per-vintage."
    ),
)
