"""The catalogue of checks, as text for a terminal and as pages of the documentation."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jcm_mrv.checks.catalogue import stage_of
from jcm_mrv.views.surface import draw, make_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from jcm_mrv.checks.check import Check
    from jcm_mrv.views.surface import Surface

_STAGES = {
    "project": "The project file, and the world around the project",
    "methodology": "The methodology file",
    "data": "The monitoring data",
    "calculation": "The calculation and its result",
    "verification": "The verification of a report",
}


def render_catalogue(checks: Sequence[Check], surface: Surface) -> str:
    """Render the list of codes by stage, a line each."""
    return draw(surface, *_list(checks, surface))


def _list(checks: Sequence[Check], surface: Surface) -> Iterable[RenderableType]:
    for number, (stage, members) in enumerate(groupby(checks, key=_stage)):
        if number:
            yield ""
        yield Text(_STAGES[stage], style="bold")
        grid = Table.grid(padding=(0, 2, 0, 0))
        for check in members:
            grid.add_row(f"  {check.code}", make_harmless(check.title, ascii_only=surface.ascii))
        yield grid


def render_check(check: Check, surface: Surface) -> str:
    """Render one code: what it means, why it matters, what to do, a bad and a good example."""
    parts: list[RenderableType] = [Text(f"{check.code} {check.title}", style="bold")]
    for heading, text in _sections(check):
        parts += ["", Text(heading, style="bold")]
        parts += [
            Padding(make_harmless(line, ascii_only=surface.ascii), (0, 0, 0, 2))
            for line in text.splitlines()
        ]
    parts += ["", f"Since jcm-mrv {check.since}; a code of the {stage_of(check.code)} stage."]
    return draw(surface, *parts)


def _sections(check: Check) -> Iterable[tuple[str, str]]:
    yield "Why it matters", check.why
    yield "What to do", check.remedy
    yield "Bad", check.bad.strip("\n")
    yield "Good", check.good.strip("\n")
    if check.source:
        yield "Source", check.source


def render_check_page(check: Check) -> str:
    """Render the Markdown page of one code."""
    lines = [f"# {check.code}: {check.title}", ""]
    for heading, text in _sections(check):
        block = ["```", text, "```"] if heading in ("Bad", "Good") else text.splitlines()
        lines += [f"## {heading}", "", *block, ""]
    lines.append(f"Since jcm-mrv {check.since}.")
    return "\n".join(lines) + "\n"


def render_index_page(checks: Sequence[Check]) -> str:
    """Render the Markdown page that lists every code with a link."""
    lines = [
        "# Codes",
        "",
        "Every finding and every refusal carries a code; its meaning never changes.",
        "`jcm-mrv explain CODE` prints the same text.",
    ]
    for stage, members in groupby(checks, key=_stage):
        lines += ["", f"## {_STAGES[stage]}", ""]
        lines += [f"- [{check.code}]({check.code}.md) {check.title}" for check in members]
    return "\n".join(lines) + "\n"


def render_pages(checks: Sequence[Check]) -> dict[str, str]:
    """Render every page of ``docs/codes`` by its file name."""
    pages = {f"{check.code}.md": render_check_page(check) for check in checks}
    return {"README.md": render_index_page(checks), **pages}


def _stage(check: Check) -> str:
    return stage_of(check.code)
