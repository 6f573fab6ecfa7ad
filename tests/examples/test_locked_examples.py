"""The examples locked: silent afterwards, and their numbers as before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jcm_mrv.run import calculate, lock

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/project.toml"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_a_locked_example_gives_the_same_report(example: Path, tmp_path: Path) -> None:
    """A lock adds its own digest to the report, and takes and finds nothing."""
    folder = tmp_path / "copy"
    shutil.copytree(example, folder)
    before = calculate(folder).document
    made = lock(folder)
    made.path.write_bytes(made.data or b"")

    after = calculate(folder).document

    assert after.pop("lock")["changes"] == []
    assert after == before
    assert lock(folder).data == made.data
