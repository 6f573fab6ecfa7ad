"""A verification of a workbook as a person reads it: the verdict, the steps, the first cell.

The view reads the document of the verification and computes nothing but how it looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jcm_mrv.numbers import counted
from jcm_mrv.views.surface import draw, make_document_harmless
from jcm_mrv.views.verification import render_signed, render_steps, render_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import RenderableType

    from jcm_mrv.views.surface import Surface

_VERDICTS = {
    "REPRODUCED": ("bold green", "its formulas and results follow from its own inputs."),
    "DIFFERS": ("bold red", "the workbook is not what its own inputs give."),
    "UNVERIFIABLE": ("bold yellow", "something that is needed to decide is missing."),
}
_WITH_INPUTS = {
    "REPRODUCED": "its inputs are what the readings give, and its results follow.",
    "DIFFERS": "the workbook is not what the readings give.",
}
_ALONE = (
    "This says nothing of the inputs themselves. Whether they are what was read tells",
    "jcm-mrv verify WORKBOOK --inputs PROJECT.",
)


def render_workbook_verdict(document: Mapping[str, Any], surface: Surface) -> str:
    """Render the document of a verification of a workbook."""
    shown = make_document_harmless(document, ascii_only=surface.ascii)
    return draw(
        surface,
        _head(shown),
        "",
        render_steps(shown, ascii_only=surface.ascii),
        *_first(shown),
        *_count(shown),
        *_alone(shown),
    )


def _head(document: Mapping[str, Any]) -> Text:
    verdict = document["verdict"]
    style, sentence = _VERDICTS[verdict]
    if document["with_inputs"]:
        sentence = _WITH_INPUTS.get(verdict, sentence)
    return Text(verdict, style=style).append(f": {sentence}", style="default not bold")


def _first(document: Mapping[str, Any]) -> Iterable[RenderableType]:
    node = document["first"]
    if node is None:
        return
    yield ""
    yield Text("The first cell that differs", style="bold")
    where = f"{node['place']}  {node['name']}".rstrip()
    yield Padding(Text(where, overflow="fold"), (0, 0, 0, 2))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("found", render_value(node["found"], node["unit"]))
    grid.add_row("expected", render_value(node["expected"], node["unit"]))
    moved = "no tonnes" if node["tonnes"] is None else f"{render_signed(node['tonnes'])} t"
    grid.add_row("this alone", moved)
    yield Padding(grid, (0, 0, 0, 2))


def _count(document: Mapping[str, Any]) -> Iterable[RenderableType]:
    count = document["count"]
    if count["differences"] < 2:
        return
    follow = count["differences"] - count["causes"]
    rest = f", and {counted(follow, 'cell', 'cells')} computed from them" if follow else ""
    yield ""
    yield f"In all, {counted(count['causes'], 'cell', 'cells')}{rest}."


def _alone(document: Mapping[str, Any]) -> Iterable[RenderableType]:
    if not document["with_inputs"] and document["verdict"] != "UNVERIFIABLE":
        yield ""
        yield from _ALONE
