"""Propose how a file of readings is to be read, from what it holds.

A proposal is for a person to read and correct: what the file cannot tell, such as whether a
stamp stands at the start or the end of its step, is left open and said so.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from jcm_mrv.project.time_formats import ISO, TIME_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.units import Unit

DELIMITERS = ",;\t|"
MIN_ROWS = 2
COUNTER_ROWS = 24

_POINT_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_COMMA_NUMBER = re.compile(r"[+-]?\d+(?:,\d+)?")
_OFFSET = re.compile(r"(?<=:\d\d)(?:\.\d+)?\s?(?:[Zz]|[+-]\d\d:?\d\d)$")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_UNIT_IN_HEADER = re.compile(r"[\[(]([^\])]+)[\])]\s*$|_([A-Za-z0-9]+)$")
_MEASURES = {"kWh": "energy", "kW": "power", "degC": "state", "kvarh": "energy", "kVAh": "energy"}


class ProposalError(ValueError):
    """A file gives nothing to propose from; the message is the user's sentence."""


@dataclass(frozen=True, slots=True)
class Column:
    """Describe a column of numbers.

    Args:
        name: as in the header.
        unit: name of the unit that the header names, where it names one.
        measures: ``energy``, ``power``, ``register`` or ``state``, where the unit tells.
        not_numbers: texts in it that are no numbers, most frequent first.
    """

    name: str
    unit: str | None
    measures: str | None
    not_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold what a file of readings tells about itself.

    Args:
        encoding: in which it could be read.
        delimiter: separator of columns.
        decimal: decimal mark.
        time: column of the stamps.
        time_formats: every format that fits all stamps; more than one is for a person to choose.
        has_offset: the stamps carry their offset from UTC.
        step: most frequent time between two stamps, such as ``15 minutes``, where there is one.
        first: first stamp, as written.
        last: last stamp that was looked at, as written.
        columns: the columns of numbers.
        sheet: the sheet of a workbook, where it has to be named.
        header_row: row of the header, where others stand above it.
    """

    encoding: str
    delimiter: str
    decimal: str
    time: str
    time_formats: tuple[str, ...]
    has_offset: bool
    step: str | None
    first: str
    last: str
    columns: tuple[Column, ...]
    sheet: str | None = None
    header_row: int | None = None


def propose_source(data: bytes, units: Mapping[str, Unit]) -> Proposal:
    """Propose a source table for a file of readings.

    Args:
        data: the file's first bytes; the last line may be cut.
        units: known unit names.

    Raises:
        ProposalError: the bytes are no table with a header, stamps and numbers.
    """
    text, encoding = _decode(data)
    delimiter, header, rows = _split(text)
    columns = list(zip(*rows, strict=True))
    stamps, formats = _find_stamps(header, columns)
    decimal = _decimal(delimiter, columns, stamps)
    times = columns[stamps]
    return Proposal(
        encoding=encoding,
        delimiter=delimiter,
        decimal=decimal,
        time=header[stamps],
        time_formats=formats,
        has_offset=bool(_OFFSET.search(times[0])),
        step=_step(times, formats[0]),
        first=times[0],
        last=times[-1],
        columns=_columns_of_numbers(header, columns, stamps, decimal, units),
    )


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="ignore").removeprefix("\ufeff"), "utf-16"
    if b"\0" in data:
        raise ProposalError("it holds NUL bytes; expected a table as text (CSV)")
    # A character may have been cut in two at the end.
    for cut in range(4):
        try:
            return data[: len(data) - cut].decode("utf-8-sig"), "utf-8"
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", errors="replace"), "cp1252"


def _split(text: str) -> tuple[str, list[str], list[list[str]]]:
    lines = [line for line in text.splitlines() if line.strip()]
    if not text.endswith(("\n", "\r")) and len(lines) > MIN_ROWS + 1:
        lines.pop()
    best: tuple[int, str, list[list[str]]] = (1, ",", [])
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        width, number = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
        # A decimal comma also cuts rows, but the header then has another number of columns.
        if width > best[0] and number >= 0.9 * len(rows) and len(rows[0]) == width:
            best = (width, delimiter, rows)
    width, delimiter, rows = best
    table = [[cell.strip() for cell in row] for row in rows if len(row) == width]
    if len(table) <= MIN_ROWS:
        raise ProposalError(
            "it is no table of a header and rows, with columns parted by a comma, a semicolon, "
            "a tab or a bar"
        )
    header, *body = table
    if any(_is_number(cell) or _formats([cell]) for cell in header):
        raise ProposalError("its first line looks like readings; put a line with names above it")
    return delimiter, header, body


def _is_number(text: str) -> bool:
    return bool(_POINT_NUMBER.fullmatch(text) or _COMMA_NUMBER.fullmatch(text))


def _find_stamps(
    header: Sequence[str], columns: Sequence[Sequence[str]]
) -> tuple[int, tuple[str, ...]]:
    for index, column in enumerate(columns):
        if formats := _formats(column):
            return index, formats
    raise ProposalError(
        f"none of its columns ({', '.join(header[:10])}) holds stamps in a form that is known, "
        "such as 2017-03-01 14:15 or 01/03/2017 14:15"
    )


def _formats(texts: Sequence[str]) -> tuple[str, ...]:
    fitting = tuple(
        name for name in TIME_FORMATS if all(_parse_stamp(text, name) is not None for text in texts)
    )
    return (ISO,) if ISO in fitting else fitting


def _parse_stamp(text: str, name: str) -> datetime | None:
    """Return the naive time of a stamp, its offset left aside; None where the format is another."""
    offset = _OFFSET.search(text)
    naive = re.sub(r"(?<=:\d\d)[.,]\d{1,6}$", "", text[: offset.start()] if offset else text)
    late = re.fullmatch(r"(.*[T ])24(:00(?::00)?)", naive)
    if late:
        naive = f"{late[1]}00{late[2]}"
    if name == ISO and not _ISO_DATE.match(naive):
        return None
    if naive.isdigit() and len(naive) != len(name):
        return None  # strptime takes 2017030112 for a day with an hour and a minute
    for pattern in TIME_FORMATS[name]:
        try:
            moment = datetime.strptime(naive, pattern)
        except ValueError:
            continue
        return moment + timedelta(days=1) if late else moment
    return None


def _step(times: Sequence[str], name: str) -> str | None:
    moments = [moment for text in times if (moment := _parse_stamp(text, name)) is not None]
    steps = Counter(
        int((later - earlier).total_seconds())
        for earlier, later in pairwise(moments)
        if later > earlier
    )
    if not steps:
        return None
    seconds, number = steps.most_common(1)[0]
    if number * 2 < steps.total():
        return None
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        if seconds % length == 0:
            count = seconds // length
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return None


def _decimal(delimiter: str, columns: Iterable[Sequence[str]], stamps: int) -> str:
    if delimiter == ",":
        return "."
    cells = [
        cell for index, column in enumerate(columns) if index != stamps for cell in column if cell
    ]
    commas = sum(1 for cell in cells if "," in cell and _COMMA_NUMBER.fullmatch(cell))
    points = sum(1 for cell in cells if "." in cell and _POINT_NUMBER.fullmatch(cell))
    return "," if commas > points else "."


def _columns_of_numbers(
    header: Sequence[str],
    columns: Sequence[Sequence[str]],
    stamps: int,
    decimal: str,
    units: Mapping[str, Unit],
) -> tuple[Column, ...]:
    number = _COMMA_NUMBER if decimal == "," else _POINT_NUMBER
    found = []
    for index, (name, column) in enumerate(zip(header, columns, strict=True)):
        cells = [cell for cell in column if cell]
        others = Counter(cell for cell in cells if not number.fullmatch(cell))
        if index == stamps or not cells or others.total() * 2 >= len(cells):
            continue
        unit = _unit_in(name, units)
        rising = _is_counter(
            [Decimal(cell.replace(",", ".")) for cell in cells if number.fullmatch(cell)]
        )
        measures = _measures(unit, units) if unit else None
        found.append(
            Column(
                name,
                unit,
                "register" if rising and measures in (None, "energy") else measures,
                tuple(text for text, _ in others.most_common(5)),
            )
        )
    return tuple(found)


def _unit_in(name: str, units: Mapping[str, Unit]) -> str | None:
    match = _UNIT_IN_HEADER.search(name)
    if match is None:
        return None
    written = (match[1] or match[2]).strip().replace("°C", "degC")
    known = [unit for unit in units if unit == written] or [
        unit for unit in units if unit.lower() == written.lower()
    ]
    # A bare ending such as "_a" or "_1" is more often a number of the meter than a unit.
    if len(known) != 1 or (match[2] and _measures(known[0], units) is None):
        return None
    return known[0]


def _measures(unit: str, units: Mapping[str, Unit]) -> str | None:
    for known, measures in _MEASURES.items():
        if units[known].dimensions == units[unit].dimensions:
            return measures
    return None


def _is_counter(values: Sequence[Decimal]) -> bool:
    """Tell whether values only rise, over enough of them for a night to show in energy."""
    rises = sum(1 for earlier, later in pairwise(values) if later > earlier)
    falls = sum(1 for earlier, later in pairwise(values) if later < earlier)
    return falls == 0 and rises * 4 >= len(values) and len(values) >= COUNTER_ROWS
