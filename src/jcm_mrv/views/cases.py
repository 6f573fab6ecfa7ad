"""What became of the worked cases of methodologies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jcm_mrv.views.surface import draw, make_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from jcm_mrv.methodology.cases import CaseReport
    from jcm_mrv.views.surface import Surface


def render_case_reports(reports: Sequence[CaseReport], surface: Surface) -> str:
    """Render each module with its cases, a line each; failures say no more than that here."""
    return draw(surface, *_parts(reports, surface))


def _parts(reports: Sequence[CaseReport], surface: Surface) -> Iterable[RenderableType]:
    for report in reports:
        yield Text(report.methodology, style="bold")
        grid = Table.grid(padding=(0, 2, 0, 0))
        for case in report.cases:
            verdict = Text("passed") if case.passed else Text("FAILED", style="bold red")
            grid.add_row(verdict, make_harmless(case.name, ascii_only=surface.ascii))
        if report.others:
            grid.add_row(Text("FAILED", style="bold red"), "the cases as a whole")
        yield Padding(grid, (0, 0, 0, 2))
    failed = sum(1 for report in reports if not report.passed)
    cases = sum(len(report.cases) for report in reports)
    yield ""
    yield f"{cases} case{'' if cases == 1 else 's'}; " + (
        f"{failed} of {len(reports)} methodologies failed" if failed else "all passed"
    )
