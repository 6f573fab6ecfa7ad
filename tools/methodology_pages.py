"""Write docs/methodologies: a page for each module of the library, and their index."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generate_docs import ROOT, write_if_changed

from jcm_mrv.expressions import render_latex
from jcm_mrv.library import read_library
from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jcm_mrv.methodology.model import Equation, LookupRow, Methodology, Parameter

FOLDER = ROOT / "docs" / "methodologies"
FIDELITY = {
    "reconstructed": "Its equations are **reconstructed** from a published summary; the approved "
    "text was not read.",
    "transcribed": "Its equations are **transcribed** from the approved text.",
}
READ = {"text": "its text", "page": "its summary page", "list": "a list that names it"}


def render_pages() -> dict[str, str]:
    """Return every page by its file name."""
    library = read_library()
    modules = library.modules()
    pages = {"README.md": _index(modules)}
    for module in modules:
        cases = tomllib.loads(library.read_cases(module).decode(), parse_float=str)["case"]
        pages[_page_name(module)] = "\n".join(_page(module, cases)) + "\n"
    return pages


def _page_name(module: Methodology) -> str:
    return f"{module.id}-{module.major}.md"


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", r"\|")


def _table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |"
    yield f"|{'---|' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"
    yield ""


def _symbol(latex: str) -> str:
    return f"$`{latex}`$"


def _index(modules: Sequence[Methodology]) -> str:
    lines = [
        "# Methodologies",
        "",
        "Written from [the library](../../methodologies/) by `make docs`.",
        "",
        *_table(
            ("module", "title", "JCM numbers", "equations"),
            (
                (
                    f"[`{module.reference}`]({_page_name(module)})",
                    module.title,
                    ", ".join(one.reference for one in module.approved) or "none",
                    module.fidelity,
                )
                for module in modules
            ),
        ),
        "## Names",
        "",
        "Every name of a parameter or an equation, as projects, formulas and reports have it.",
        "",
        *_table(("name", "symbol", "unit", "kind", "module", "what it is"), _names(modules)),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _names(modules: Sequence[Methodology]) -> list[tuple[str, ...]]:
    rows = []
    for module in modules:
        entries: list[tuple[Parameter | Equation, str]] = [
            *((one, one.kind) for one in module.parameters.values()),
            *((one, "equation") for one in module.equations),
        ]
        rows += [
            (
                f"`{one.name}`",
                _symbol(one.symbol),
                one.unit.text if one.unit else "",
                kind,
                f"`{module.reference}`",
                one.title or "",
            )
            for one, kind in entries
        ]
    return sorted(rows, key=lambda row: (row[0].strip("`").casefold(), row[4]))


def _page(module: Methodology, cases: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield f"# {module.title}"
    yield ""
    yield f"`{module.id}` {module.version}, gases: {', '.join(module.gases)}."
    yield FIDELITY[module.fidelity]
    yield ""
    yield module.summary.strip()
    yield ""
    yield f'A project names it by `methodology = "{module.reference}"`, or by a JCM number below.'
    yield f"Rules, SHA-256: `{module.rules_sha256}`."
    yield ""
    yield from _approved(module)
    yield from _scope(module)
    yield from _parameters(module)
    yield from _equations(module)
    yield from _plausibility(module)
    yield from _indicators(module)
    yield "## Worked cases"
    yield ""
    yield "Each is run by the tests and by `jcm-mrv methodology test`."
    yield ""
    for case in cases:
        yield from _case(module, case)
    yield "## Sources"
    yield ""
    for one in module.sources:
        yield f"- [{one.title}]({one.url})" + (f": {_cell(one.note)}" if one.note else "")


def _approved(module: Methodology) -> Iterator[str]:
    if not module.approved:
        return
    yield "## JCM numbers that it carries out"
    yield ""
    rows = (
        (one.reference, one.country, one.date or "", READ[one.read], one.note or "")
        for one in module.approved
    )
    yield from _table(("number", "country", "approved", "what was read of it", "note"), rows)


def _scope(module: Methodology) -> Iterator[str]:
    yield "## Eligibility (section D)"
    yield ""
    yield from _table(("id", "criterion"), ((one.id, one.text) for one in module.eligibility))
    yield "## Emission sources (section E)"
    yield ""
    rows = ((one.side, one.source, one.gas) for one in module.emission_sources)
    yield from _table(("in", "source", "gas"), rows)
    if module.sets:
        yield "## Sets"
        yield ""
        yield from _table(("set", "what it is"), module.sets.items())
    if module.own_units:
        yield "## Units of its own"
        yield ""
        yield from _table(("unit", "what it counts"), module.own_units.items())


def _parameters(module: Methodology) -> Iterator[str]:
    yield "## Parameters (section I)"
    yield ""
    rows = [
        (
            f"`{one.name}`" + (f" over `{one.over}`" if one.over else ""),
            _symbol(one.symbol),
            one.unit.text if one.unit else "",
            _kind(one),
            f"{one.title}. {one.description or ''}",
        )
        for one in module.parameters.values()
    ]
    yield from _table(("name", "symbol", "unit", "kind", "what it is"), rows)
    for one in module.parameters.values():
        if one.lookup:
            yield f"### Rows of `{one.name}`"
            yield ""
            table = ((_when(row), format_exact(row.value), row.source) for row in one.lookup)
            yield from _table(("where", "value", "source"), table)


def _kind(one: Parameter) -> str:
    words = [one.kind]
    if one.aggregate:
        words.append(one.aggregate)
    if one.conservative:
        words.append(f"careful side: {one.conservative}")
    if one.kind == "monitored":
        words.append(f"option {' or '.join(one.options)}")
    if one.values:
        words.append(f"one of: {', '.join(one.values)}")
    if one.value is not None:
        words.append(f"{format_exact(one.value)} ({one.source})")
    if one.optional:
        words.append("optional")
    return "; ".join(words)


def _when(row: LookupRow) -> str:
    parts = []
    for name, wanted in row.when.items():
        if isinstance(wanted, str):
            parts.append(f"{name} is {wanted}")
        else:
            start = "" if wanted.start is None else f"{format_exact(wanted.start)} ≤ "
            below = "" if wanted.below is None else f" < {format_exact(wanted.below)}"
            parts.append(f"{start}{name}{below}")
    return " and ".join(parts)


def _equations(module: Methodology) -> Iterator[str]:
    symbols = {name: one.symbol for name, one in module.parameters.items()}
    symbols |= {one.name: one.symbol for one in module.equations}
    yield "## Equations"
    yield ""
    for one in module.equations:
        place = [f"equation {one.number}"] if one.number else []
        place += [f"section {one.section}"] if one.section else []
        each = f", for each member of `{one.over}`" if one.over else ""
        where = f" ({', '.join(place)})" if place else ""
        yield f"{one.title or one.name} [{one.unit.text}]{where}{each}:"
        yield ""
        yield "```math"
        yield f"{one.symbol} = {render_latex(one.tree, symbols)}"
        yield "```"
        yield ""
        yield f"`{one.name} = {one.text}`"
        yield ""


def _plausibility(module: Methodology) -> Iterator[str]:
    if not module.plausibility:
        return
    yield "## What is plausible"
    yield ""
    yield "A rule that does not hold is a finding (C206), and changes no number."
    yield ""
    rows = ((one.severity, one.title, f"`{one.text}`") for one in module.plausibility)
    yield from _table(("finding", "rule", "formula"), rows)


def _indicators(module: Methodology) -> Iterator[str]:
    if not module.indicators:
        return
    yield "## Indicators"
    yield ""
    yield "How well the plant ran, shown for each month of a report; no credit follows from them."
    yield ""
    symbols = {name: one.symbol for name, one in module.parameters.items()}
    symbols |= {one.name: one.symbol for one in module.equations}
    for one in module.indicators:
        each = f", for each member of `{one.over}`" if one.over else ""
        yield f"{one.title} [{one.unit.text}]{each}:"
        yield ""
        yield "```math"
        yield f"{one.symbol} = {render_latex(one.tree, symbols)}"
        yield "```"
        yield ""
        yield f"`{one.name} = {one.text}`"
        for name, parameter in one.nameplate.items():
            yield f"Here `{name}` is the nameplate power of the array behind `{parameter}` [kW]."
        yield ""


def _case(module: Methodology, case: dict[str, Any]) -> Iterator[str]:
    yield f"### {case['name']}"
    yield ""
    period = case["period"]
    yield f"Period {period['start']} to {period['end']}."
    for title in case.get("breaks", ()):
        yield f"It breaks the rule: {title}."
    yield ""
    yield from _table(("input", "value"), _inputs(module, case.get("inputs", {})))
    yield from _table(("expected", "value", "because"), _expected(module, case["expect"]))


def _inputs(module: Methodology, inputs: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in inputs.items():
        unit = module.parameters[name].unit
        declared = unit.text if unit else ""
        if isinstance(value, dict) and "value" not in value:
            for member, one in value.items():
                yield f"`{name}` of {member}", _quantity(one, declared)
        else:
            yield f"`{name}`", _quantity(value, declared)


def _quantity(value: Any, declared: str) -> str:
    unit = declared
    if isinstance(value, dict):
        value, unit = value["value"], value.get("unit", declared)
    return str(value) if unit in ("", "1") else f"{value} {unit}"


def _expected(module: Methodology, expect: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, entry in expect.items():
        unit = module.equation(name).unit.text
        entries = {"": entry} if "because" in entry else entry
        for member, one in entries.items():
            of = f" of {member}" if member else ""
            yield f"`{name}`{of}", f"{one['value']} {unit}", f"`{one['because']}`"


def main() -> None:
    """Write the pages, and remove those of modules that are gone."""
    pages = render_pages()
    for stale in set(FOLDER.glob("*.md")) - {FOLDER / name for name in pages}:
        stale.unlink()
    for name, text in pages.items():
        write_if_changed(Path(FOLDER / name), text)


if __name__ == "__main__":
    main()
