"""The sheet of pasted readings: a CSV file with ISO stamps and the shortest exact decimals."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from typing import TYPE_CHECKING

from jcm_mrv.forms.cells import CellFault, parse_cell
from jcm_mrv.forms.fields import Field, Spot
from jcm_mrv.forms.parameter_sheets import IN_WORKBOOK
from jcm_mrv.forms.sheets import READINGS, READINGS_TIME
from jcm_mrv.numbers import printable
from jcm_mrv.shapes import nearest

if TYPE_CHECKING:
    from jcm_mrv.forms.book import Page
    from jcm_mrv.forms.collect import Entry, Filled
    from jcm_mrv.forms.fields import Sheet, Table

MAX_FAULTS = 20
_STAMP = Field("stamp", "Stamp", kind="moment")
_NUMBER = Field("reading", "Reading", kind="number")
_NAME = Field("name", "Name")


def render_readings(filled: Filled, sheet: Sheet, page: Page) -> bytes | None:
    """Return the readings of the sheet as CSV; None where no source names it.

    Args:
        filled: the rows of the other sheets, and where faults go.
        sheet: the layout of the sheet of readings.
        page: its cells.
    """
    table: Table = sheet.blocks[0]  # type: ignore[assignment]
    names_row = sheet.TOP + table.first
    users = [entry for entry in filled.used("sources") if entry.text("where") == IN_WORKBOOK]
    rows = _used_rows(page, names_row + 1, len(table.fields))
    if not users:
        if rows and not any("where" in entry.bad for entry in filled.used("sources")):
            filled.report(
                "P093",
                READINGS,
                Spot(rows[0], 0),
                f'readings stand here, but no row of the sheet Sources says "{IN_WORKBOOK}"',
            )
        return None
    names = _names(filled, page, names_row, len(table.fields))
    _check_columns(filled, users, names)
    if not rows:
        filled.report(
            "P091", READINGS, Spot(names_row + 1, 0), "no readings stand here; paste them below"
        )
        return None
    return _render(filled, page, rows, names)


def _used_rows(page: Page, first: int, columns: int) -> list[int]:
    return [
        row
        for row in page.rows(first)
        if any(page.value(row, column) is not None for column in range(columns))
    ]


def _names(filled: Filled, page: Page, row: int, columns: int) -> dict[str, int]:
    """Return the columns of readings by the name that a person gave them."""
    names: dict[str, int] = {}
    for column in range(1, columns):
        try:
            name = parse_cell(_NAME, page.value(row, column))
        except CellFault as fault:
            filled.report(fault.code, READINGS, Spot(row, column), fault.sentence)
            continue
        if name is None:
            continue
        if name in names or name == READINGS_TIME:
            sentence = f'the column "{printable(str(name))}" stands beside it already'
            filled.report("P093", READINGS, Spot(row, column), sentence)
            continue
        names[str(name)] = column
    return names


def _check_columns(filled: Filled, users: list[Entry], names: dict[str, int]) -> None:
    for entry in users:
        columns = entry.values.get("columns", ())
        for name in columns if isinstance(columns, tuple) else ():
            if name not in names:
                filled.report_entry(
                    "P092",
                    entry,
                    "columns",
                    f'"{printable(name)}" is not a column of the sheet {READINGS}'
                    f"{nearest(name, names)}",
                )


def _render(filled: Filled, page: Page, rows: list[int], names: dict[str, int]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([READINGS_TIME, *names])
    faults: Counter[str] = Counter()

    def cell(row: int, column: int, each: Field) -> str:
        spot = Spot(row, column)
        try:
            value = parse_cell(each, page.value(row, column))
        except CellFault as fault:
            faults[fault.code] += 1
            if faults[fault.code] <= MAX_FAULTS:
                filled.report(fault.code, READINGS, spot, fault.sentence)
            return ""
        if value is None and each is _STAMP:
            faults["P091"] += 1
            if faults["P091"] <= MAX_FAULTS:
                filled.report("P091", READINGS, spot, "the readings of this row have no stamp")
        return _text(value)

    for row in rows:
        stamp = cell(row, 0, _STAMP)
        writer.writerow([stamp, *(cell(row, column, _NUMBER) for column in names.values())])
    for code, count in faults.items():
        if count > MAX_FAULTS:
            sentence = f"and {count - MAX_FAULTS:,} more cells like these on this sheet"
            filled.report(code, READINGS, Spot(rows[-1], 0), sentence)
    return buffer.getvalue().encode()


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case dt.datetime():
            return value.isoformat(" ", "auto" if value.second or value.microsecond else "minutes")
        case dt.date():
            return f"{value.isoformat()} 00:00"
    return f"{value:f}"
