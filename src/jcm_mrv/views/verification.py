"""A verification as a person reads it: the verdict first, the steps, the first node that differs.

The view reads the document of the verification and computes nothing but how it looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jcm_mrv.numbers import counted
from jcm_mrv.views.digits import format_value
from jcm_mrv.views.surface import draw, make_document_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import RenderableType

    from jcm_mrv.views.surface import Surface

_MARKS = {"held": "✓", "differs": "✗", "unknown": "?"}
_MARKS_ASCII = {"held": "ok", "differs": "NO", "unknown": "??"}
_STYLES = {"held": "green", "differs": "bold red", "unknown": "yellow"}
_VERDICTS = {
    "REPRODUCED": ("bold green", "every step of the procedure held."),
    "DIFFERS": ("bold red", "the report is not what its inputs give."),
    "UNVERIFIABLE": ("bold yellow", "something that is needed to decide is missing."),
}
_NUMBERS_HOLD = "the numbers follow from the inputs, but form or signatures do not hold."
_NO_FORM = "form, envelope or signatures do not hold."
_ANSWERS = {True: "yes", False: "no", None: "cannot be told"}
SHOWN_FILES = 3
SHOWN_VALUE = 60


def render_verification(document: Mapping[str, Any], surface: Surface) -> str:
    """Render the document of a verification."""
    shown = make_document_harmless(document, ascii_only=surface.ascii)
    return draw(
        surface,
        *_head(shown),
        "",
        render_steps(shown, ascii_only=surface.ascii),
        *_first(shown),
        *_tally(shown),
        *_materiality(shown),
    )


def _head(document: Mapping[str, Any]) -> Iterable[RenderableType]:
    style, sentence = _VERDICTS[document["verdict"]]
    marks = {step["number"]: step["mark"] for step in document["steps"]}
    failed = [number for number, mark in marks.items() if mark == "differs"]
    if failed == [0]:
        sentence = "the bundle is damaged, or was changed."
    elif failed == [1]:
        held = all(mark == "held" for number, mark in marks.items() if number > 1)
        sentence = _NUMBERS_HOLD if held else _NO_FORM
    head = Text(document["verdict"], style=style)
    yield head.append(f": {sentence}", style="default not bold")
    for keyid in document["signers"]:
        yield f"Signed by the key  {keyid[:40]}..."
    if document["signers"]:
        yield f"SHA-256 of report  {document['report']['sha256'][:40]}..."


def render_steps(document: Mapping[str, Any], *, ascii_only: bool) -> Table:
    """Return the steps of a verification with their marks, a row each."""
    marks = _MARKS_ASCII if ascii_only else _MARKS
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for step in document["steps"]:
        count = len(step["findings"]) + step["more"]
        told = (
            f"; {counted(count, 'finding', 'findings')}" if count and step["mark"] != "held" else ""
        )
        grid.add_row(
            Text(marks[step["mark"]], style=_STYLES[step["mark"]]),
            f"{step['number']}  {step['title']}",
            f"{step['said']}{told}",
        )
    return grid


def _first(document: Mapping[str, Any]) -> Iterable[RenderableType]:
    node = document["first"]
    if node is None:
        return
    yield ""
    yield Text("The first node that differs", style="bold")
    yield Padding(Text(f"{node['name']}  {node['pointer']}", overflow="fold"), (0, 0, 0, 2))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    own = node["basis"] == "own arithmetic"
    grid.add_row("reported", render_value(node["reported"], node["unit"]))
    follows = "follows" if own else "recomputed"
    grid.add_row(follows, render_value(node["expected"], node["unit"]))
    if node["tonnes"]:
        moved = ", ".join(f"{render_signed(one['tonnes'])} t" for one in node["tonnes"])
        grid.add_row("this alone", moved)
    if node["files"]:
        more = len(node["files"]) - SHOWN_FILES
        rest = f" and {more:,} more" if more > 0 else ""
        grid.add_row("look at", ", ".join(node["files"][:SHOWN_FILES]) + rest)
    yield Padding(grid, (0, 0, 0, 2))


def render_value(text: str | None, unit: str) -> str:
    """Return a number or a text as far as a line shows it."""
    if text is None:
        return "nothing"
    number = text.lstrip("-").replace(".", "").replace("/", "").isdigit()
    shown = format_value(text) if number and text.count("/") < 2 else text
    shown = shown if len(shown) <= SHOWN_VALUE else shown[:SHOWN_VALUE] + "..."
    return f"{shown} {unit}" if unit not in ("", "1") and text != "none" else shown


def _tally(document: Mapping[str, Any]) -> Iterable[RenderableType]:
    tally, count = document["tally"], document["count"]
    if tally is None or not count["differences"]:
        return
    causes = counted(count["causes"], "cause", "causes")
    follow = count["differences"] - count["causes"]
    yield ""
    yield Text("In all", style="bold")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    rest = f", and {counted(follow, 'node', 'nodes')} that only follow" if follow else ""
    grid.add_row("differ", f"{causes}{rest}")
    grid.add_row("net", _share(tally["net"], tally["net_percent"]))
    grid.add_row("gross", _share(tally["gross"], tally["gross_percent"], sign=False))
    if tally["untold"]:
        untold = counted(tally["untold"], "cause", "causes")
        grid.add_row("besides", f"{untold} that cannot be told in tonnes")
    yield Padding(grid, (0, 0, 0, 2))


def _share(amount: str, percent: str | None, *, sign: bool = True) -> str:
    show = render_signed if sign else format_value
    of = f" ({show(percent)} % of the recomputed reductions)" if percent is not None else ""
    return f"{show(amount)} t{of}"


def render_signed(text: str) -> str:
    """Return an amount with its sign."""
    shown = format_value(text)
    return shown if text.startswith("-") or text == "0" else f"+{shown}"


def _materiality(document: Mapping[str, Any]) -> Iterable[RenderableType]:
    judged = document["materiality"]
    if judged is None:
        return
    limit = "" if judged["limit"] is None else f", {format_value(judged['limit'])} t here"
    yield ""
    yield Text(f"Materiality ({judged['threshold']}{limit})", style="bold")
    grid = Table.grid(padding=(0, 2, 0, 0))
    for key, words in (
        ("single", "a single cause passes it"),
        ("gross", "all together, gross"),
        ("net", "all together, net"),
    ):
        grid.add_row(words, _ANSWERS[judged[key]])
    yield Padding(grid, (0, 0, 0, 2))
    if document["verdict"] == "DIFFERS":
        yield Padding("The verdict stands: what is immaterial differs all the same.", (0, 0, 0, 2))
