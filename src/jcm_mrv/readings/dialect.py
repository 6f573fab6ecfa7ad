"""How a source says that its files are written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jcm_mrv.readings.frozen import MARK

if TYPE_CHECKING:
    from jcm_mrv.project.monitoring import Source


@dataclass(frozen=True, slots=True)
class Dialect:
    """Tell how the text of a table is written.

    Args:
        delimiter: separator of columns.
        encoding: encoding of the text.
        header: physical lines of the header rows; empty where there is no header, None where it
            is the first line that is not blank.
        unit_row: whether the row below the header holds units.
        comment: what a line of comment begins with.
        sheet: name of the sheet of a workbook; None where the only one is meant.
        decimal: decimal mark that the numbers of a workbook get.
    """

    delimiter: str = ","
    encoding: str = "utf-8"
    header: tuple[int, ...] | None = None
    unit_row: bool = False
    comment: str | None = None
    sheet: str | None = None
    decimal: str = "."


def dialects_of(source: Source, *, workbook: bool) -> tuple[Dialect, ...]:
    """Return the dialects that a source declares: one, or one a sheet.

    Frozen rows have a first line of their own.

    Args:
        source: the source.
        workbook: whether the file is a workbook, whose text has an encoding of its own, and
            whose numbers have no decimal mark until they are written.
    """
    bare = Dialect(
        source.delimiter,
        "utf-8" if workbook else source.encoding,
        source.header_row,
        source.unit_row,
        source.comment if source.sql is None else MARK[:1],
        decimal=source.decimal if workbook else ".",
    )
    return tuple(replace(bare, sheet=sheet) for sheet in source.sheet) or (bare,)
