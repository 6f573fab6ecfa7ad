"""Propose how a workbook of readings is to be read: its sheet, its header, its columns."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from jcm_mrv.cli.propose import Proposal, ProposalError, propose_source
from jcm_mrv.readings.workbook.book import open_workbook
from jcm_mrv.readings.workbook.rows import read_rows
from jcm_mrv.readings.workbook.sheet import SheetRows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jcm_mrv.readings.workbook.book import Workbook
    from jcm_mrv.units import Unit

SAMPLE_ROWS = 2_000
MAX_TITLES = 20
MAX_SHEETS = 20

Rows = list[tuple[int, list[str]]]


def propose_workbook(path: Path, units: Mapping[str, Unit]) -> Proposal:
    """Propose a source table for the first sheet of a workbook that looks like readings.

    Args:
        path: the workbook.
        units: known unit names.

    Raises:
        InputFault: the workbook cannot be used.
        ProposalError: none of its sheets is a table with a header, stamps and numbers.
    """
    with open_workbook(path, path.name) as workbook:
        names = list(workbook.sheets)[:MAX_SHEETS]
        sheets = {name: rows for name in names if (rows := _sample(workbook, name))}
    fault = ProposalError("none of its visible sheets holds anything")
    for name, rows in sheets.items():
        try:
            proposal = _propose(rows, units)
        except ProposalError as error:
            fault = ProposalError(f"sheet {name!r}: {error}") if len(sheets) > 1 else error
        else:
            return replace(proposal, sheet=name if len(sheets) > 1 else None)
    raise fault


def _sample(workbook: Workbook, name: str) -> Rows:
    part = workbook.sheets[name]
    rows = SheetRows(workbook.book, name, part, ".")
    return list(islice(read_rows(workbook.package, part, rows), SAMPLE_ROWS))


def _propose(rows: Rows, units: Mapping[str, Unit]) -> Proposal:
    """Try the first rows as the header, one after the other: titles often stand above it."""
    fault = None
    for place, (number, _) in enumerate(rows[:MAX_TITLES]):
        try:
            proposal = propose_source(_text([cells for _, cells in rows[place:]]), units)
        except ProposalError as error:
            fault = fault or error
        else:
            return replace(proposal, header_row=number if place else None)
    raise fault or ProposalError("it is empty")


def _text(rows: Sequence[Sequence[str]]) -> bytes:
    width = max(map(len, rows))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return stream.getvalue().encode()
