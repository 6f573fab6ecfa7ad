"""By how many rows two frozen files differ; only to be told, so that a hash of a row is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

HEAD_LINES = 2


def count_differences(old: Path, new: Path) -> tuple[int, int]:
    """Return how many rows the new file has that the old one has not, and the other way round.

    Args:
        old: a frozen file: its first line and its heading are no rows.
        new: another one.
    """
    rows = pl.concat([_rows(old, 1), _rows(new, -1)])
    left = pl.col("n")
    counted = (
        rows.group_by("row")
        .agg(left.sum())
        .select((-left.clip(upper_bound=0)).sum().alias("new"), left.clip(0).sum().alias("gone"))
        .collect(engine="streaming")
    )
    added, gone = counted.row(0)
    return int(added), int(gone)


def _rows(path: Path, weight: int) -> pl.LazyFrame:
    lines = pl.scan_lines(path, name="row", glob=False).slice(HEAD_LINES)
    return lines.select(pl.col("row").hash(), pl.lit(weight, dtype=pl.Int64).alias("n"))
