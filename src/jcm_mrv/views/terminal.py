"""A report document as a person reads it in a terminal: the result first, then every step.

The view reads the report and computes nothing; long decimals are cut, never rounded, so that
what is shown agrees with the credits beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jcm_mrv.views.digits import format_tonnes, format_value
from jcm_mrv.views.equation import render_numbers, render_symbols
from jcm_mrv.views.surface import draw, make_document_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import RenderableType

    from jcm_mrv.views.surface import Surface

SHOWN_MEMBERS = 3
_FIDELITY = {
    "reconstructed": "Equations reconstructed from the published summary, not the approved text.",
    "transcribed": "Equations transcribed from the approved text of the methodology.",
}
_AMOUNTS = ("reference", "project", "reductions", "credits")
_COLUMNS = ("vintage", "from", "to", *_AMOUNTS)
_QUANTITIES = ("reference_emissions", "project_emissions", "emission_reductions")


def render_report(document: Mapping[str, Any], surface: Surface) -> str:
    """Render the report document: header, vintages and totals, and each equation."""
    report = make_document_harmless(document, ascii_only=surface.ascii)
    summary = _summary(report, surface)
    return draw(surface, *summary, "", _heading("Equations"), *_equations(report))


def render_summary(document: Mapping[str, Any], surface: Surface) -> str:
    """Render what the report comes to: header, vintages and totals."""
    report = make_document_harmless(document, ascii_only=surface.ascii)
    return draw(surface, *_summary(report, surface))


def _summary(report: Mapping[str, Any], surface: Surface) -> Iterable[RenderableType]:
    yield from _header(report)
    yield ""
    yield _heading(f"Emissions and credits [{_unit_of_totals(report)}], cut to three decimals")
    yield _vintages(report, surface)
    yield from _remarks(report)


def _heading(text: str) -> RenderableType:
    return Text(text, style="bold")


def _header(report: Mapping[str, Any]) -> Iterable[RenderableType]:
    project, methodology = report["project"], report["methodology"]
    period = project["monitoring_period"]
    reference = project.get("reference_number")
    yield _heading(f"{reference}  {project['title']}" if reference else project["title"])
    number = methodology.get("number")
    carried_out = f", carrying out {number}" if number else ""
    yield f"{methodology['title']}"
    yield f"({methodology['id']} {methodology['version']}{carried_out})"
    yield f"{period['start']} to {period['end']}, {project['time_zone']}"
    yield _FIDELITY.get(methodology["fidelity"], f"Fidelity: {methodology['fidelity']}.")


def _unit_of_totals(report: Mapping[str, Any]) -> str:
    reductions = report["totals"]["emission_reductions"]
    return str(reductions["unit"]) if reductions else "tCO2"


def _vintages(report: Mapping[str, Any], surface: Surface) -> Table:
    lines = [
        (str(line["year"]), line["start"], line["end"], *_amounts(line))
        for line in report["vintages"]
    ]
    total = ("total", "", "", *_amounts(report["totals"]))
    columns = zip(_COLUMNS, *lines, total, strict=True)
    if sum(max(map(len, column)) + 2 for column in columns) > surface.width + 2:
        return _stacked([*lines, total])
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in _COLUMNS:
        right = title in _AMOUNTS
        table.add_column(title, justify="right" if right else "left", overflow="fold")
    for line in lines:
        table.add_row(*line)
    table.add_row(*total, style="bold")
    return table


def _stacked(lines: Sequence[tuple[str, ...]]) -> Table:
    """Lay the lines below each other, for a terminal that is too narrow for the table."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(justify="right", overflow="fold")
    for number, line in enumerate(lines):
        if number:
            grid.add_row("", "")
        for title, cell in zip(_COLUMNS, line, strict=True):
            if cell:
                grid.add_row(title, cell)
    return grid


def _amounts(line: Mapping[str, Any]) -> tuple[str, ...]:
    values = (line[quantity] for quantity in _QUANTITIES)
    shown = [format_tonnes(value["value"]) if value else "-" for value in values]
    return (*shown, "none" if line["credits"] is None else f"{line['credits']:,}")


def _remarks(report: Mapping[str, Any]) -> Iterable[RenderableType]:
    if all(line["credits"] is not None for line in (*report["vintages"], report["totals"])):
        return
    yield ""
    if report["project"].get("country") == "none":
        yield "No credits: a trial run outside of the JCM."
    else:
        yield "No credits where an error touches the line; the findings tell which."


def _equations(report: Mapping[str, Any]) -> Iterable[RenderableType]:
    years = [line["year"] for line in report["vintages"]]
    segments = [(years[one["vintage"]], one["start"]) for one in report["segments"]]
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    starts: dict[int, set[str]] = {}
    for row in report["equations"]:
        by_name.setdefault(row["name"], []).append(row)
        year, start = segments[row["segment"]]
        starts.setdefault(year, set()).add(start)
    for name, group in by_name.items():
        yield ""
        yield from _equation_head(name, group[0])
        for row in group:
            year, start = segments[row["segment"]]
            # A year that is cut, or in which a fixed value changes, has a step for each part.
            label = start if len(starts[year]) > 1 else str(year)
            yield Padding(_step(label, row), (0, 0, 0, 2))
    if not by_name:
        yield "None could be computed; the findings tell why."


def _equation_head(name: str, first: Mapping[str, Any]) -> Iterable[RenderableType]:
    index = "[i]" if "members" in first else ""
    place = ", ".join(
        part
        for part in (
            f"section {first['section']}" if first.get("section") else "",
            f"equation {first['number']}" if first.get("number") else "",
        )
        if part
    )
    yield f"{first.get('title') or name} [{first['unit']}]" + (f" ({place})" if place else "")
    formula = f"{name}{index} = {render_symbols(first['tree'])}"
    yield Padding(Text(formula, style="cyan", overflow="fold"), (0, 0, 0, 2))


def _step(label: str, row: Mapping[str, Any]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    if "members" not in row:
        grid.add_row(label, _line(row, row["value"]["value"], None))
        return grid
    pairs = list(zip(row["members"], row["values"], strict=True))
    for member, value in pairs[:SHOWN_MEMBERS]:
        grid.add_row(label, f"{member}: {_line(row, value, member)}")
        label = ""
    if len(pairs) > SHOWN_MEMBERS:
        grid.add_row("", f"... {len(pairs) - SHOWN_MEMBERS:,} more members")
    return grid


def _line(row: Mapping[str, Any], value: str | None, member: str | None) -> str:
    numbers = render_numbers(row["tree"], row["operands"], member=member)
    result = "cannot be computed" if value is None else format_value(value)
    return numbers if numbers == result else f"{numbers} = {result}"
