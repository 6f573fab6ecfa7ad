"""Keep what a native library writes to the terminal by itself from a person's eyes."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STDERR = 2


@contextmanager
def native_silence() -> Iterator[None]:
    """Send what is written to standard error nowhere.

    A damaged Parquet file can make polars panic. The panic is caught and told as a finding, but
    its own text, with file names of the library, is written before anybody can catch it.
    """
    try:
        sys.stderr.flush()
        saved = os.dup(_STDERR)
    except (AttributeError, OSError, ValueError):
        yield  # there is no terminal to keep clean
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _STDERR)
        os.close(nowhere)
        yield
    finally:
        sys.stderr.flush()
        os.dup2(saved, _STDERR)
        os.close(saved)
