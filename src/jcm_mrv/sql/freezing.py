"""Render the rows of an answer as a file of readings, with a first line that tells of them."""

from __future__ import annotations

import hashlib
from typing import IO, TYPE_CHECKING

from jcm_mrv.readings.frozen import Head, render_head
from jcm_mrv.sql.cells import CellFault, check_name, render_line, render_value
from jcm_mrv.sql.faults import QueryFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.sql.answer import Answer

LONGEST_TYPE = "timestamptz"
LINES_AT_ONCE = 2_000


class _Table:
    """Write the bytes below the first line, and keep their digest and the kinds of columns."""

    def __init__(self, stream: IO[bytes], names: Sequence[str], most: int) -> None:
        self.stream, self.names, self.most = stream, names, most
        self.digest = hashlib.sha256()
        self.kinds = [""] * len(names)
        self.lines = [render_line(names)]
        self.rows = self.size = 0

    def add(self, row: Sequence[object]) -> None:
        self.rows += 1
        cells = []
        for at, value in enumerate(row):
            try:
                kind, text = render_value(value)
            except CellFault as fault:
                raise _unfit(f'column "{self.names[at]}", row {self.rows:,}: {fault}') from None
            if kind and kind != self.kinds[at]:
                self.kinds[at] = "mixed" if self.kinds[at] else kind
            cells.append(text)
        self.lines.append(render_line(cells))
        if len(self.lines) >= LINES_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        data = "".join(self.lines).encode()
        self.lines = []
        self.size += len(data)
        if self.size > self.most:
            raise _unfit(
                f"the rows have more than {self.most:,} bytes; narrow the query to the tag and the"
                " period"
            )
        self.digest.update(data)
        self.stream.write(data)


def write_rows(stream: IO[bytes], answer: Answer, query: str, most: int) -> Head:
    """Write the first line, the heading and the rows of an answer.

    Args:
        stream: an empty file that can be written and sought.
        answer: columns and rows.
        query: SHA-256 of the query.
        most: the most bytes.

    Raises:
        QueryFault: there is no row, or a value has no place in a table of readings.
    """
    names = [_name(number, name) for number, name in enumerate(answer.columns, start=1)]
    widest = Head(query, 10**12, "0" * 64, (LONGEST_TYPE,) * len(names))
    width = len(render_head(widest))
    stream.write(b" " * width + b"\n")
    table = _Table(stream, names, most)
    for row in answer.rows:
        table.add(row)
    if not table.rows:
        raise _unfit("the query gives no row; check the tag and the dates in it")
    table.flush()
    types = tuple(kind or "null" for kind in table.kinds)
    head = Head(query, table.rows, table.digest.hexdigest(), types)
    stream.seek(0)
    stream.write(render_head(head, width).encode())
    return head


def _name(number: int, name: str) -> str:
    try:
        return check_name(name)
    except CellFault as fault:
        raise _unfit(f"the name of column {number}: {fault}") from None


def _unfit(sentence: str) -> QueryFault:
    return QueryFault("D142", "query", f"{sentence}; nothing was frozen")
