"""The methodologies of the library: a list, and one of them as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.columns import Columns
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jcm_mrv.numbers import format_exact
from jcm_mrv.views.surface import draw, make_harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import RenderableType

    from jcm_mrv.methodology.model import Equation, LookupRow, Methodology, Parameter, Source
    from jcm_mrv.views.surface import Surface

    Clean = Callable[[str], str]

SHOWN_DIGEST = 12
FIDELITY = {
    "reconstructed": "reconstructed from the published summary",
    "transcribed": "transcribed from the approved text",
}
_KINDS = {
    "fixed": "fixed by the project",
    "default": "default",
    "period": "calendar days of the period",
    "category": "category",
}
_READ = {"text": "text read", "page": "summary page read", "list": "known from a list only"}


def render_library(modules: Sequence[Methodology], surface: Surface) -> str:
    """Render the list of modules, each with the JCM numbers that it carries out."""
    clean = _cleaner(surface)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("id", "version", "fidelity", "rules"):
        table.add_column(title, no_wrap=True)
    table.add_column("origin", overflow="fold")
    parts: list[RenderableType] = []
    for module in modules:
        table.add_row(
            Text(module.id, style="bold"),
            module.version,
            module.fidelity,
            module.rules_sha256[:SHOWN_DIGEST],
            clean(module.origin),
        )
        numbers = [f"{item.reference} ({item.country})" for item in module.approved]
        listed = Columns(numbers or ["no JCM number"], padding=(0, 3, 0, 0))
        parts += ["", f"{module.id} {module.version} carries out:", _indent(listed)]
    return draw(surface, table, *parts)


def render_methodology(module: Methodology, surface: Surface) -> str:
    """Render a module whole: what it is for, its parameters, its equations, where it was read."""
    return draw(surface, *_parts(module, _cleaner(surface)))


def _cleaner(surface: Surface) -> Clean:
    def clean(text: str) -> str:
        return make_harmless(text, ascii_only=surface.ascii)

    return clean


def _parts(module: Methodology, clean: Clean) -> Iterable[RenderableType]:
    yield _heading(clean(module.title))
    yield f"{module.id} {module.version}, {FIDELITY[module.fidelity]}; {', '.join(module.gases)}"
    yield f"origin {clean(module.origin)}"
    yield f"rules  {module.rules_sha256}"
    for paragraph in module.summary.strip().split("\n\n"):
        yield ""
        yield clean(paragraph)
    approved = [
        (
            item.reference,
            item.country,
            item.date.isoformat() if item.date else "",
            _READ[item.read] + (f"; {clean(item.note)}" if item.note else ""),
        )
        for item in module.approved
    ]
    yield from _section("Carries out", approved)
    yield from _section("Eligibility", [(item.id, clean(item.text)) for item in module.eligibility])
    emissions = [(item.side, clean(item.source), item.gas) for item in module.emission_sources]
    yield from _section("Emission sources", emissions)
    yield from _section("Sets", [(name, clean(title)) for name, title in module.sets.items()])
    units = [(name, clean(title)) for name, title in module.own_units.items()]
    yield from _section("Units of its own", units)
    yield from _parameters(module, clean)
    yield from _equations(module, clean)
    rules = [
        (rule.severity, f"{clean(rule.title)}\n{rule.text}{_for_each(rule.over)}")
        for rule in module.plausibility
    ]
    yield from _section("Plausibility", rules)
    yield from _indicators(module, clean)
    sources = [(str(place), _source(item, clean)) for place, item in enumerate(module.sources, 1)]
    yield from _section("Sources", sources)


def _source(item: Source, clean: Clean) -> str:
    return "\n".join(clean(text) for text in (item.title, item.url, item.note) if text)


def _heading(text: str) -> Text:
    return Text(text, style="bold")


def _indent(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 0, 0, 2))


def _section(title: str, rows: Sequence[tuple[str, ...]]) -> Iterable[RenderableType]:
    if not rows:
        return
    grid = Table.grid(padding=(0, 2, 0, 0))
    for column in range(len(rows[0])):
        last = column == len(rows[0]) - 1
        grid.add_column(overflow="fold", no_wrap=not last and column == 0)
    for row in rows:
        grid.add_row(*row)
    yield ""
    yield _heading(title)
    yield _indent(grid)


def _parameters(module: Methodology, clean: Clean) -> Iterable[RenderableType]:
    yield ""
    yield _heading("Parameters")
    for parameter in module.parameters.values():
        index = f"[{parameter.over}]" if parameter.over else ""
        unit = f" [{parameter.unit.text}]" if parameter.unit else ""
        yield _indent(f"{parameter.name}{index}{unit}: {clean(parameter.title)}")
        yield Padding(Text(_manner(parameter), style="dim"), (0, 0, 0, 4))
        for text in (parameter.description, parameter.source):
            if text:
                yield Padding(clean(text), (0, 0, 0, 4))
        for row in parameter.lookup:
            yield Padding(_lookup(row, clean), (0, 0, 0, 4))


def _manner(parameter: Parameter) -> str:
    if parameter.kind == "monitored":
        side = (
            "both sides" if parameter.conservative == "both" else f"{parameter.conservative} side"
        )
        options = f", option {' or '.join(parameter.options)}" if parameter.options else ""
        words = f"monitored, {parameter.aggregate}, {side}{options}"
    else:
        words = _KINDS[parameter.kind]
    if parameter.value is not None:
        words += f" {format_exact(parameter.value)}"
    if parameter.values:
        words += f": {', '.join(parameter.values)}"
    return words + (", optional" if parameter.optional else "")


def _lookup(row: LookupRow, clean: Clean) -> str:
    conditions = []
    for name, wanted in row.when.items():
        if isinstance(wanted, str):
            conditions.append(f"{name} is {wanted}")
        else:
            start = "" if wanted.start is None else f"{format_exact(wanted.start)} <= "
            below = "" if wanted.below is None else f" < {format_exact(wanted.below)}"
            conditions.append(f"{start}{name}{below}")
    when = " and ".join(conditions)
    return clean(f"{format_exact(row.value)} where {when} ({row.source})")


def _equations(module: Methodology, clean: Clean) -> Iterable[RenderableType]:
    yield ""
    yield _heading("Equations")
    for equation in module.equations:
        yield _indent(
            f"{clean(equation.title or equation.name)} [{equation.unit.text}]{_where(equation)}"
        )
        index = "[i]" if equation.over else ""
        formula = f"{equation.name}{index} = {equation.text}{_for_each(equation.over)}"
        yield Padding(Text(formula, style="cyan"), (0, 0, 0, 4))


def _indicators(module: Methodology, clean: Clean) -> Iterable[RenderableType]:
    if not module.indicators:
        return
    yield ""
    yield _heading("Indicators, month by month")
    for one in module.indicators:
        yield _indent(f"{clean(one.title)} [{one.unit.text}]")
        index = "[i]" if one.over else ""
        formula = f"{one.name}{index} = {one.text}{_for_each(one.over)}"
        yield Padding(Text(formula, style="cyan"), (0, 0, 0, 4))
        for name, parameter in one.nameplate.items():
            power = f"{name} is the nameplate power of the array behind {parameter} [kW]"
            yield Padding(Text(power, style="dim"), (0, 0, 0, 4))


def _where(equation: Equation) -> str:
    named = (("section", equation.section), ("equation", equation.number))
    place = ", ".join(f"{word} {value}" for word, value in named if value)
    return f" ({place})" if place else ""


def _for_each(over: str | None) -> str:
    return f"  for each {over}" if over else ""
