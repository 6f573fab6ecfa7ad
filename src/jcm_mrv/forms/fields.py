"""What a workbook to fill in is made of: sheets, blocks on them, and what each cell holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from jcm_mrv.readings.workbook.cells import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DAY_HINT = "A date, such as 2024-01-31."

Kind = Literal["label", "text", "texts", "number", "value", "day", "moment", "choice", "point"]


@dataclass(frozen=True, slots=True)
class Field:
    """Describe what one cell holds.

    Args:
        key: the name that the reader knows it by.
        heading: what stands above or beside the cell.
        hint: what the cell wants, for a person; also the words of a refusal.
        kind: ``label`` is written by us and locked; ``texts`` are parted by semicolons;
            ``value`` is a number or a text; ``moment`` is a day, or a day with a time.
        needed: a row that is used has it.
        choices: what may be written; the words before the first two spaces are what counts.
        open: the choices are proposals, and others may be written.
        least: smallest number that a cell takes, where there is one.
        width: of the column, in characters.
    """

    key: str
    heading: str
    hint: str = ""
    kind: Kind = "text"
    needed: bool = False
    choices: tuple[str, ...] = ()
    open: bool = False
    least: int | None = None
    width: int = 16


@dataclass(frozen=True, slots=True)
class Spot:
    """Point at a cell: row and column from 0."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """Return the name of the cell, such as ``D5``."""
        return f"{letters_of(self.column)}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class Form:
    """Describe a block with one field a row: heading, input, hint.

    Args:
        key: the name that the reader knows the block by.
        title: above the block.
        fields: from the top down.
        given: what is written into the inputs, by key.
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Return the rows that the block takes, its title included."""
        return 1 + len(self.fields)


@dataclass(frozen=True, slots=True)
class Table:
    """Describe a block with one field a column: headings, hints, then rows.

    Args:
        key: the name that the reader knows the block by.
        title: above the block; empty where the sheet's own says all.
        fields: from left to right.
        rows: what is written into the first rows, by key.
        free: rows that follow for whatever a person adds.
        locked: keys of what is written there and may not be changed.
        names: the first row names the columns, as a person chooses.
        by_parameter: fields that stand for others where a row names a parameter.
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[Mapping[str, str], ...] = ()
    free: int = 0
    locked: tuple[str, ...] = ()
    names: bool = False
    by_parameter: Mapping[str, Mapping[str, Field]] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """Return how many rows of the block stand above its first row of inputs."""
        return (1 if self.title else 0) + 2

    @property
    def height(self) -> int:
        """Return the rows that the block takes."""
        return self.first + len(self.rows) + self.free

    def fields_of(self, parameter: str | None) -> tuple[Field, ...]:
        """Return the fields of a row that names a parameter, or none."""
        own = self.by_parameter.get(parameter or "", {})
        return tuple(own.get(each.key, each) for each in self.fields)


Block = Form | Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """Describe a sheet.

    Args:
        name: on its tab.
        about: what it is for, in the sentences of its second row.
        blocks: from the top down; a table that stands last goes on to the sheet's end.
        freeze: headings stay in view; for a sheet with one table.
    """

    name: str
    about: str
    blocks: tuple[Block, ...]
    freeze: bool = True

    TOP = 3
    """Rows above the first block: name, what it is for, an empty one."""

    def placed(self) -> Iterator[tuple[int, Block]]:
        """Give each block with the row that it begins in."""
        row = Sheet.TOP
        for block in self.blocks:
            yield row, block
            row += block.height + 1

    def columns(self) -> int:
        """Return how many columns the sheet has."""
        return max(3 if isinstance(block, Form) else len(block.fields) for block in self.blocks)


def value_of(choice: str) -> str:
    """Return what counts of a choice: ``LA`` of ``LA  Lao PDR``."""
    return choice.partition("  ")[0]
