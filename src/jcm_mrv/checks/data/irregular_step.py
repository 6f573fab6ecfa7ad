"""D123: stamps that do not lie on the declared step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.checks.check import Check
from jcm_mrv.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.checks.view import View

CHECK = Check(
    code="D123",
    since="0.1.0",
    title="stamps off the step",
    why=(
        "Gaps are found by the steps that should be there. Stamps that wander cannot be counted "
        "against a grid, and a power cannot be integrated over steps of unknown length."
    ),
    remedy=(
        "Declare the step that the logger really has, or export readings at fixed steps. A "
        'counter that is read at odd times is measures = "register".'
    ),
    bad='step = "1 hour", stamps 00:00, 01:07, 02:01',
    good='step = "1 hour", stamps 00:00, 01:00, 02:00',
)


def judge(view: View) -> Iterator[Finding]:
    """Warn on the low side for amounts of energy; refuse where the tonnes depend on the step."""
    series = view.series
    if series.grid is None or series.grid.regular:
        return
    harmless = series.side == "low" and series.source.measures == "energy"
    expected, count = sum(series.expected), sum(cell.count for cell in series.bins)
    yield Finding(
        "D123",
        "warning" if harmless else "error",
        view.place,
        f"the stamps do not lie on steps of {series.source.step}; gaps cannot be found "
        f"({count:,} readings, {expected:,} expected); declare the right step, or export at "
        "fixed steps",
        parameter=series.parameter,
    )
