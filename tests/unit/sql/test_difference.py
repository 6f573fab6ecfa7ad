"""Two frozen files are compared row by row, whatever their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jcm_mrv.sql.difference import count_differences

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        (["a,1", "b,2"], ["a,1", "b,2"], (0, 0)),
        (["a,1", "b,2"], ["b,2", "a,1"], (0, 0)),
        (["a,1", "b,2"], ["a,1", "b,3", "c,4"], (2, 1)),
        (["a,1", "a,1", "a,1"], ["a,1"], (0, 2)),
        (["a,1"], ["a,1", "a,1"], (1, 0)),
        (["a,1"], ["b,1"], (1, 1)),
        ([], ["b,1"], (1, 0)),
        (['"x, y",1'], ['"x, y",2', "#,1"], (2, 1)),
    ],
)
def test_rows_that_came_and_went_are_counted(
    tmp_path: Path, old: list[str], new: list[str], counts: tuple[int, int]
) -> None:
    """A changed row counts on both sides; the first line and the heading count on none."""
    for name, rows in (("old", old), ("new", new)):
        text = "".join(f"{line}\n" for line in [f"# {name}", "t,kwh", *rows])
        (tmp_path / name).write_text(text, "utf-8")
    assert count_differences(tmp_path / "old", tmp_path / "new") == counts
