"""Which cells a cell is computed from, and in which order all of them are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.workbook.expression import places_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.views.workbook.book import Book, Cell

Place = tuple[str, int, int]


def cells_of(book: Book) -> dict[Place, Cell]:
    """Return the cells of a book by their places, sheet by sheet."""
    return {
        (cell.sheet, cell.row, cell.column): cell for sheet in book.sheets for cell in sheet.cells
    }


def read_by(cells: Mapping[Place, Cell]) -> dict[Place, tuple[Place, ...]]:
    """Return what each computed cell reads."""
    return {
        place: tuple(dict.fromkeys(places_of(cell.tree)))
        for place, cell in cells.items()
        if cell.tree is not None
    }


def depths_of(reads: Mapping[Place, tuple[Place, ...]]) -> dict[Place, int]:
    """Return how far each computed cell is from what is typed; what reads itself counts as 0."""
    depths: dict[Place, int] = {}
    for start in reads:
        waiting = [(start, False)]
        opened: set[Place] = set()
        while waiting:
            place, ready = waiting.pop()
            if place in depths:
                continue
            inner = reads.get(place, ())
            if ready or place in opened:
                depths[place] = 1 + max((depths.get(one, 0) for one in inner), default=0)
                continue
            opened.add(place)
            waiting.append((place, True))
            waiting.extend((one, False) for one in inner if one in reads and one not in opened)
    return depths
