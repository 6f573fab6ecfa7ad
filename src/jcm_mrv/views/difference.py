"""A comparison of two reports as a person reads it, and as Markdown for a pull request.

The views read the document and compute nothing; long decimals are cut, never rounded. Names and
texts come from reports that anybody may have written: they are shown letter by letter.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jcm_mrv.views.digits import format_tonnes, format_value
from jcm_mrv.views.markdown import escape
from jcm_mrv.views.surface import draw, make_document_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from jcm_mrv.views.surface import Surface

    Document = Mapping[str, Any]

_DIGEST = re.compile("[0-9a-f]{64}")

SHOWN_ENTRIES = 12
SHOWN_PARTS = 40
SHOWN_CHANGES = 20
LONGEST = 60

_LABELS = {
    "readings": "readings",
    "treatment": "treatment",
    "fixed": "fixed value",
    "factor": "factor",
    "members": "members of",
    "period": "days of one report only",
    "segments": "years cut elsewhere",
    "methodology": "methodology",
    "software": "program:",
    "unexplained": "not explained by its leaves:",
    "undivided": "not divided",
    "rounding": "rounding to whole tonnes",
}


def render_difference(document: Document, names: tuple[str, str], surface: Surface) -> str:
    """Render a comparison: the result, the parts, and what differs besides.

    Args:
        document: of the comparison.
        names: of both reports, as they were typed.
        surface: what it is shown on.
    """
    found = make_document_harmless(document, ascii_only=surface.ascii)
    shown = make_document_harmless(list(names), ascii_only=surface.ascii)
    return draw(surface, *_blocks(found, (shown[0], shown[1])))


def _blocks(found: Document, names: tuple[str, str]) -> Iterator[RenderableType]:
    yield Text(headline(found), style="bold")
    yield ""
    yield _reports(found, names)
    yield from _remarks(found)
    if found["parts"]:
        yield ""
        yield Text("Why [tCO2], cut to three decimals", style="bold")
        yield _parts(found)
    if found["changes"] or found["results"]:
        yield ""
        yield Text("What differs in the reports", style="bold")
        for line in change_lines(found, SHOWN_CHANGES):
            yield Padding(Text(line), (0, 0, 0, 2))


def headline(found: Document) -> str:
    """Return the result in a sentence."""
    credited, reductions = found["credits"], found["emission_reductions"]
    if found["same"]:
        return "The reports are the same."
    if credited["difference"] is not None:
        if credited["difference"] == 0:
            return f"Credits: {credited['a']:,} t in both; what differs moves no whole tonne."
        return (
            f"Credits: {credited['a']:,} t in A, {credited['b']:,} t in B: "
            f"{credited['difference']:+,} t."
        )
    if reductions["difference"] is None:
        return "Neither credits nor emission reductions can be compared."
    a, b = (format_tonnes(reductions[side]) for side in ("a", "b"))
    moved = _signed(reductions["difference"])
    return f"No credits to compare. Emission reductions: {a} t in A, {b} t in B: {moved} t."


def _signed(text: str) -> str:
    shown = format_tonnes(text)
    return shown if text.startswith("-") or text == "0" else f"+{shown}"


def _reports(found: Document, names: tuple[str, str]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for side, name in zip("ab", names, strict=True):
        grid.add_row(side.upper(), f"{_cut(name)}: {_about(found[side])}")
    return grid


def _about(one: Mapping[str, Any]) -> str:
    reference = one["reference_number"] or _cut(one["title"])
    return f"{reference}, {one['start']} to {one['end']}, {one['methodology']}"


def _remarks(found: Document) -> Iterator[str]:
    told = [*withheld_lines(found), *found["remarks"]]
    if told:
        yield ""
    yield from told


def withheld_lines(found: Document) -> Iterator[str]:
    """Yield a sentence for each report that gives no credits for some of its years."""
    for one in found["withheld"]:
        years = ", ".join(str(year) for year in one["years"])
        lines = f" for {years}" if years else ""
        why = f": {', '.join(one['codes'])}" if one["codes"] else ""
        if one["trial"]:
            why = ": it is a trial run outside of the JCM"
        yield f"{one['report']} gives no credits{lines}{why}."


def _parts(found: Document) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("cause", overflow="fold", ratio=3)
    table.add_column("A", justify="right", overflow="fold", ratio=2)
    table.add_column("B", justify="right", overflow="fold", ratio=2)
    table.add_column("moved", justify="right", no_wrap=True)
    parts = in_order(found["parts"])
    for part in parts[:SHOWN_PARTS]:
        entries = part["entries"]
        one = entries[0] if len(entries) == 1 else None
        where = f" {place_of(one)}" if one else ""
        states = _states(one) if one else ("", "")
        table.add_row(label_of(part) + where, *states, _signed(part["tonnes"]), style="bold")
        if one:
            continue
        for entry in largest(entries):
            table.add_row(f"  {place_of(entry)}", *_states(entry), _signed(entry["tonnes"]))
        if len(entries) > SHOWN_ENTRIES:
            table.add_row(f"  ... {len(entries) - SHOWN_ENTRIES:,} more", "", "", "")
    if len(parts) > SHOWN_PARTS:
        table.add_row(f"... {len(parts) - SHOWN_PARTS:,} more", "", "", "")
    table.add_row("together", "", "", _signed(found["attributed"]), style="bold")
    return table


def in_order(parts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return parts, those that moved most first, and rounding behind what it rounds."""
    return sorted(by_size(parts), key=lambda one: one["cause"] == "rounding")


def by_size(entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return those first that moved most; alike ones in their order."""
    return sorted(entries, key=lambda one: -_size(one["tonnes"]))


def largest(entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the entries that are shown: those that moved most, in their own order."""
    chosen = {id(one) for one in by_size(entries)[:SHOWN_ENTRIES]}
    return [one for one in entries if id(one) in chosen]


def _size(text: str) -> Decimal:
    # An order for the eye: by the digits that are shown.
    return abs(Decimal(format_tonnes(text).replace(",", "")))


def label_of(part: Mapping[str, Any]) -> str:
    """Return the name of a part, such as ``fixed value EF_elec``."""
    words = (_LABELS[part["cause"]], part["code"], _cut(part["name"]))
    return " ".join(word for word in words if word)


def place_of(entry: Mapping[str, Any]) -> str:
    """Return where an entry lies: its month, or its first day, or its year; and its member."""
    place = entry.get("month") or entry.get("start") or str(entry["year"])
    return f"{place} {_cut(entry['member'])}" if "member" in entry else str(place)


def _states(entry: Mapping[str, Any]) -> tuple[str, str]:
    return state_of(entry, "a"), state_of(entry, "b")


def state_of(entry: Mapping[str, Any], side: str) -> str:
    """Return what a report has for an entry, its number cut, with its unit."""
    if side not in entry:
        return "-" if "a" in entry or "b" in entry else ""
    unit = entry.get("unit")
    if unit is None:
        return _cut(entry[side])
    return format_value(entry[side]) + ("" if unit == "1" else f" {_cut(unit)}")


def change_lines(found: Document, limit: int) -> Iterable[str]:
    """Yield what differs, a line each, up to a limit; results in one line."""
    changes = found["changes"]
    if found["results"]:
        sections = ", ".join(f"{name} {count:,}" for name, count in found["results"].items())
        yield f"numbers of results: {sections}"
    for one in changes[:limit]:
        yield f"{_cut(one['place'])}: {describe_change(one)}"
    if len(changes) > limit:
        yield f"... {len(changes) - limit:,} more; --format json lists them"


def describe_change(one: Mapping[str, Any]) -> str:
    """Return what stands in both reports."""
    if one["a"] is None:
        return f"only in B: {_cut(one['b'])}"
    if one["b"] is None:
        return f"only in A: {_cut(one['a'])}"
    if _DIGEST.fullmatch(one["a"]) and _DIGEST.fullmatch(one["b"]):
        return f"{one['a'][:12]}... -> {one['b'][:12]}..."
    return f"{_cut(one['a'])} -> {_cut(one['b'])}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."


def render_difference_markdown(document: Document, names: tuple[str, str]) -> str:
    """Render a comparison for a comment on a pull request.

    Args:
        document: of the comparison.
        names: of both reports, as they were typed.
    """
    return "\n".join(_markdown(document, names))


def _markdown(found: Document, names: tuple[str, str]) -> Iterator[str]:
    yield "### jcm-mrv diff\n"
    yield f"**{escape(headline(found))}**\n"
    for side, name in zip("ab", names, strict=True):
        yield f"- {side.upper()}: {escape(_cut(name))}: {escape(_about(found[side]))}"
    yield from (f"- {escape(line)}" for line in (*withheld_lines(found), *found["remarks"]))
    yield ""
    parts = in_order(found["parts"])
    if parts:
        yield "| cause | where | A | B | tCO2 |"
        yield "|---|---|--:|--:|--:|"
        for part in parts[:SHOWN_PARTS]:
            yield from _rows(part)
        if len(parts) > SHOWN_PARTS:
            yield f"| {len(parts) - SHOWN_PARTS:,} more | | | | |"
        yield f"| **together** | | | | **{escape(_signed(found['attributed']))}** |\n"
    if found["changes"] or found["results"]:
        yield "<details><summary>What differs in the reports</summary>\n"
        yield from (f"- {escape(line)}" for line in change_lines(found, SHOWN_PARTS))
        yield "\n</details>\n"


def _rows(part: Mapping[str, Any]) -> Iterator[str]:
    entries = part["entries"]
    total = escape(_signed(part["tonnes"]))
    if len(entries) != 1:
        yield f"| **{escape(label_of(part))}** | | | | **{total}** |"
    for entry in largest(entries):
        name = f"**{escape(label_of(part))}**" if len(entries) == 1 else ""
        cells = (place_of(entry), *_states(entry), _signed(entry["tonnes"]))
        yield f"| {name} | {' | '.join(escape(cell) for cell in cells)} |"
    if len(entries) > SHOWN_ENTRIES:
        yield f"| | {len(entries) - SHOWN_ENTRIES:,} more | | | |"
