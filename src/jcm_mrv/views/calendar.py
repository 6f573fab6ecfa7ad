"""How complete the readings are: a calendar for each parameter, a cell for each month."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from jcm_mrv.views.surface import draw, make_harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jcm_mrv.views.surface import Surface

SHOWN_MEMBERS = 4
"""More members than these share one line, and the least complete ones are named."""
SHOWN_WORST = 3
LONGEST_NAME = 30

# Not ASCII, ASCII, colour, meaning; the first one whose least share is reached.
_CELLS: tuple[tuple[Fraction, str, str, str, str], ...] = (
    (Fraction(1), "█", "#", "green", "all"),
    (Fraction(95, 100), "▓", "+", "yellow", "95 % or more"),
    (Fraction(1, 2), "▒", "o", "yellow", "half or more"),
    (Fraction(1, 10**18), "░", "-", "red", "less"),
    (Fraction(0), "x", "x", "bold red", "none"),
)
_OUTSIDE = ("·", ".", "dim", "nothing expected")

Months = dict[str, tuple[int, int]]
"""Readings that are there and that are expected, by month such as ``2017-03``."""


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    months: dict[str, Fraction]
    whole: Fraction


def render_calendar(
    readings: Sequence[Mapping[str, Any]], surface: Surface, project: str = ""
) -> str:
    """Render what part of the expected readings is there, per parameter, year and month.

    Args:
        readings: as in the report document.
        surface: what it is shown on.
        project: its name, for the heading.
    """
    series: dict[str, dict[str | None, Months]] = {}
    for entry in readings:
        parameter = series.setdefault(entry["parameter"], {})
        for member, count, expected in _parts(entry):
            if expected:
                months = parameter.setdefault(member, {})
                months[entry["month"]] = (min(count, expected), expected)
    rows = [row for name, members in series.items() for row in _rows(name, members)]
    if not rows:
        return ""
    of = f" of {project}" if project else ""
    return draw(
        surface,
        Text(
            make_harmless(f"Completeness of the readings{of}, by month", ascii_only=surface.ascii),
            style="bold",
        ),
        *_lines(rows, surface),
        "",
        *_legend(rows, surface),
    )


def _parts(entry: Mapping[str, Any]) -> Iterator[tuple[str | None, int, int]]:
    if "members" in entry:
        yield from zip(entry["members"], entry["count"], entry["expected"], strict=True)
    else:
        yield None, entry["count"], entry["expected"]


def _rows(name: str, members: Mapping[str | None, Months]) -> Iterator[_Row]:
    rows = [
        _row(name if member is None else f"{name} {member}", months)
        for member, months in members.items()
    ]
    if len(rows) <= SHOWN_MEMBERS:
        yield from rows
        return
    least = {
        month: min(row.months[month] for row in rows if month in row.months)
        for month in sorted({month for row in rows for month in row.months})
    }
    yield _Row(f"{name}, {len(rows):,} members", least, _share(members.values()))
    worst = sorted((row for row in rows if row.whole < 1), key=lambda row: row.whole)
    yield from worst[:SHOWN_WORST]


def _row(name: str, months: Months) -> _Row:
    shares = {month: Fraction(*pair) for month, pair in sorted(months.items())}
    return _Row(name, shares, _share([months]))


def _share(several: Iterable[Months]) -> Fraction:
    pairs = [pair for months in several for pair in months.values()]
    return Fraction(sum(count for count, _ in pairs), sum(expected for _, expected in pairs))


def _lines(rows: Sequence[_Row], surface: Surface) -> Iterator[Text]:
    names = [make_harmless(row.name, ascii_only=surface.ascii) for row in rows]
    width = min(max(map(cell_len, names)), LONGEST_NAME)
    yield Text(f"{' ' * width}  year  J F M A M J J A S O N D", style="dim")
    for name, row in zip(names, rows, strict=True):
        shown = name if cell_len(name) <= width else set_cell_size(name, width - 3) + "..."
        for year in sorted({month[:4] for month in row.months}):
            line = Text(f"{set_cell_size(shown, width)}  {year}  ", no_wrap=True)
            for number in range(1, 13):
                mark, style = _cell(row.months.get(f"{year}-{number:02d}"), surface)
                line.append(mark, style).append(" ")
            if shown:
                line.append(f" {_percent(row.whole):>9}")
            yield line
            shown = ""  # the name and its share stand beside the first year


def _cell(share: Fraction | None, surface: Surface) -> tuple[str, str]:
    if share is None:
        return _OUTSIDE[1 if surface.ascii else 0], _OUTSIDE[2]
    for least, mark, plain, style, _ in _CELLS:
        if share >= least:
            return (plain if surface.ascii else mark), style
    return "?", ""


def _percent(share: Fraction) -> str:
    # Cut, never rounded: only what is whole is 100 %.
    return (
        f"{share * 10_000 // 1 // 100}.{share * 10_000 // 1 % 100:02d} %" if share < 1 else "100 %"
    )


def _legend(rows: Sequence[_Row], surface: Surface) -> Iterator[str]:
    marks = [(plain if surface.ascii else mark, text) for _, mark, plain, _, text in _CELLS]
    marks.append((_OUTSIDE[1 if surface.ascii else 0], _OUTSIDE[3]))
    yield "  ".join(f"{mark} {text}" for mark, text in marks)
    if any(row.name.endswith(" members") for row in rows):
        yield "Of many members a cell shows the least complete one."
