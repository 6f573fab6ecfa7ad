"""Values of a database to the texts of a CSV file, exactly, or not at all."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_CELL = 1_000
"""A longer text is no reading [characters]."""

MAX_BITS = 3_320
"""A whole number of 1,000 digits has no more [bit]."""

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_QUOTED = re.compile('[",]|^[ \t#]|[ \t]$')


class CellFault(ValueError):  # noqa: N818 -- the fault is the table's
    """A value has no place in a table of readings; the message is a sentence part."""


def render_value(value: object) -> tuple[str, str]:
    """Return what a value is and how it is written.

    Numbers keep their exact value: a decimal without the zeros that fill it up to its scale, a
    float as the shortest text that reads back. A time keeps its offset, where it has one. None
    is an empty cell.

    Raises:
        CellFault: it is a truth value, bytes, a time of day without its date, no number, or a
            text that a line of a table cannot hold.
    """
    match value:
        case None:
            return "", ""
        case str():
            return "text", _check_text(value)
        case bool():
            raise CellFault("a truth value; cast it to a number in the query")
        case int():
            if value.bit_length() > MAX_BITS:
                raise CellFault("a number with more than 1,000 digits; round it in the query")
            return "int", str(value)
        case Decimal():
            return "numeric", _decimal(value)
        case float():
            if not math.isfinite(value):
                raise CellFault("no number (NaN or infinity); let the query give NULL for it")
            return "float", repr(value)
        case dt.datetime():
            return ("timestamp" if value.tzinfo is None else "timestamptz"), value.isoformat()
        case dt.date():
            return "date", value.isoformat()
        case UUID():
            return "text", str(value)
        case dt.time():
            raise CellFault("a time of day without its date; let the query add the date")
        case bytes() | bytearray() | memoryview():
            raise CellFault("bytes; cast them to text or a number in the query")
    raise CellFault("neither number, text, date nor time; cast it to text in the query")


def render_line(cells: Sequence[str]) -> str:
    """Return a row as a line of a CSV file, with its end."""
    return ",".join(_quoted(cell) for cell in cells) + "\n"


def check_name(name: str) -> str:
    """Return the name of a column.

    Raises:
        CellFault: a heading cannot hold it.
    """
    if not name.strip():
        raise CellFault("without a name; name it in the query with AS")
    return _check_text(name)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _check_text(text: str) -> str:
    if _UNFIT.search(text):
        raise CellFault("a text with a control character or a line end; clean it in the query")
    return _check_length(text)


def _check_length(text: str) -> str:
    if len(text) > MAX_CELL:
        raise CellFault(f"longer than {MAX_CELL:,} characters; leave it out of the query")
    return text


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise CellFault("no number (NaN or infinity); let the query give NULL for it")
    if abs(value.adjusted()) > MAX_CELL:
        raise CellFault("a number with more than 1,000 digits; round it in the query")
    text = _check_length(format(value, "f"))
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
