"""A bar that shows how far a long read has come."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from jcm_mrv.cli.surface import surface_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONG_READ = 50_000_000
"""Less than this is read before a person has seen a bar [bytes]."""


@contextmanager
def show_progress(stream: TextIO | None) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that takes bytes done and bytes in all; None where nobody looks on."""
    if stream is None or not stream.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TaskProgressColumn, TextColumn

    own = _own_stream(stream)
    # The bar is drawn with characters that a terminal without UTF-8 does not have.
    middle = TaskProgressColumn() if surface_of(stream).ascii else BarColumn()
    bar = Progress(
        TextColumn("reading"),
        middle,
        DownloadColumn(),
        console=Console(file=own),
        transient=True,
    )
    task = bar.add_task("reading", total=None)

    def advance(done: int, total: int) -> None:
        if total >= LONG_READ:
            bar.update(task, completed=done, total=total)
            bar.start()

    try:
        yield advance
    finally:
        bar.stop()
        if own is not stream:
            own.close()


def _own_stream(stream: TextIO) -> TextIO:
    """Open a stream of one's own to the same terminal.

    While a Parquet file is read, what native code writes to standard error goes nowhere.
    """
    try:
        return os.fdopen(os.dup(stream.fileno()), "w", encoding=stream.encoding, errors="replace")
    except (OSError, ValueError):
        return stream  # no file of the operating system
