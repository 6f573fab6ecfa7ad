"""How a source says that its files are written."""

from __future__ import annotations

from dataclasses import dataclass
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
    """

    delimiter: str = ","
    encoding: str = "utf-8"
    header: tuple[int, ...] | None = None
    unit_row: bool = False
    comment: str | None = None


def dialect_of(source: Source) -> Dialect:
    """Return the dialect that a source declares; frozen rows have a first line of their own."""
    comment = source.comment if source.sql is None else MARK[:1]
    return Dialect(source.delimiter, source.encoding, source.header_row, source.unit_row, comment)
