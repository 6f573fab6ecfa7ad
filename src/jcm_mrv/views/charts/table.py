"""The numbers under a chart: a row for each month, or for each year where there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.numbers import format_exact
from jcm_mrv.views.charts.frame import year_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from jcm_mrv.views.charts.chart import Row
    from jcm_mrv.views.words import Language

NONE = "–"
LISTED = 24
"""More months than this lie side by side, twelve in a row."""

PLACES = 3
_WIDE = 1_000


def month_table(
    months: Sequence[str],
    columns: Mapping[str, Sequence[str]],
    unit: str,
    language: Language,
    *,
    listed: bool = False,
) -> tuple[Row, tuple[Row, ...]]:
    """Return header and rows of series by month.

    Args:
        months: in order of time; one that comes twice has two values.
        columns: the cells of each series, by its heading.
        unit: of the cells where it does not stand in the headings; empty where none is needed.
        language: of the reader.
        listed: a row for each month, however many there are.
    """
    _ = language.text
    if listed or len(months) <= LISTED:
        suffix = f" [{unit}]" if unit else ""
        names = [language.month(month) for month in months]
        header = (_("Month"), *(f"{name}{suffix}" for name in columns))
        return header, tuple(zip(names, *columns.values(), strict=True))
    header = (unit or _("Year"), *(language.short_month(f"2001-{n:02d}") for n in range(1, 13)))
    rows: list[Row] = []
    for year in dict.fromkeys(month[:4] for month in months):
        for name, cells in columns.items():
            label = year_label(year, language)
            if len(columns) > 1:
                label = _("{year}, {name}", year=label, name=name)
            rows.append((label, *_cells_of(year, months, cells)))
    return header, tuple(rows)


def _cells_of(year: str, months: Sequence[str], cells: Sequence[str]) -> list[str]:
    found: dict[str, list[str]] = {}
    for month, cell in zip(months, cells, strict=True):
        found.setdefault(month, []).append(cell)
    return [" / ".join(found.get(f"{year}-{number:02d}", ())) for number in range(1, 13)]


def tonnes(value: Fraction | None, language: Language, places: int = PLACES) -> str:
    """Return tonnes, cut at the kilogram, or at the tonne where there is no room."""
    return NONE if value is None else language.fixed(format_exact(value), places)


def ends_of_years(months: Sequence[str]) -> list[int]:
    """Return where the last month of each year stands; every month where there are few."""
    if len(months) <= LISTED:
        return list(range(len(months)))
    return list({month[:4]: place for place, month in enumerate(months)}.values())


def places_for(values: Iterable[Fraction | None], months: int) -> int:
    """Return how many decimals cells have: none where twelve large numbers share a row."""
    wide = any(abs(value) >= _WIDE for value in values if value is not None)
    return 0 if wide and months > LISTED else PLACES


def last_row(header: Row, *cells: str) -> Row:
    """Return a row below the months, filled up to the width of the table."""
    return (*cells, *[""] * (len(header) - len(cells)))
