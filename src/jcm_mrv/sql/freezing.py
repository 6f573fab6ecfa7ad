"""Write rows to a file: whole or not at all, and never over a file unless that is asked for."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from jcm_mrv.readings.frozen import Head, render_head
from jcm_mrv.sql.cells import CellFault, check_name, render_line, render_value
from jcm_mrv.sql.faults import QueryFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

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


@dataclass(slots=True)
class NewFile:
    """Hold a file that is being written beside its place.

    Args:
        path: where it lies meanwhile.
        stream: takes its bytes.
        wanted: whether it is to be moved to its place in the end.
    """

    path: Path
    stream: IO[bytes]
    wanted: bool = True


@contextmanager
def new_file(target: Path, *, replace: bool) -> Iterator[NewFile]:
    """Give a file that takes the place of ``target`` when the context ends well.

    Args:
        target: where it is to lie; its folder is made where it is missing.
        replace: whether it may take the place of a file.

    Raises:
        FileExistsError: a file is there, and may not be replaced.
        OSError: the disk takes no file; nothing is left of it.
    """
    made = _make_folders(target.parent)
    new = _open_part(target)
    try:
        with new.stream:
            yield new
            new.stream.flush()
            os.fsync(new.stream.fileno())
        if new.wanted and replace:
            new.path.replace(target)
        elif new.wanted:
            _link(new.path, target)
    finally:
        new.path.unlink(missing_ok=True)
        for folder in reversed(made):
            if not any(folder.iterdir()):
                folder.rmdir()


def _make_folders(folder: Path) -> list[Path]:
    missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    made = []
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        made.append(path)
    return made


def _open_part(target: Path) -> NewFile:
    # Beside the target, since only within one file system a file is moved at once; with a dot,
    # so that no pattern of a source takes it for readings.
    number = 0
    while True:
        part = target.with_name(f".{target.name}.{os.getpid()}-{number}.part")
        try:
            return NewFile(part, part.open("xb"))
        except FileExistsError:
            number += 1


def _link(part: Path, target: Path) -> None:
    """Give the file its name, unless another has it: a link, other than a move, fails then."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links.
        if os.path.lexists(target):
            raise FileExistsError(str(target)) from None
        part.rename(target)
