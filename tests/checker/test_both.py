"""The second checker and ``jcm-mrv verify`` come to the same end, on the same reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.checker.changing import PARTS, leaves, other, replaced
from tests.checker.running import EXAMPLES, ROOT, check, checker, document_of, run, write_report

from jcm_mrv.verification.request import Request
from jcm_mrv.verification.verifying import verify

if TYPE_CHECKING:
    from pathlib import Path

LAO = ROOT / "examples" / "lao-data-center"
VECTOR = ROOT / "docs" / "vectors" / "statement"


def _verdict(data: bytes, inputs: Path) -> str:
    return str(verify(Request(data, inputs, unsigned=True)).verdict)


@pytest.mark.parametrize("project", EXAMPLES, ids=lambda path: path.name)
def test_both_agree_on_every_example(project: Path, tmp_path: Path) -> None:
    """What the checker computes alike, verify reproduces."""
    path = write_report(project, tmp_path)

    assert (run(path)[0], _verdict(path.read_bytes(), project)) == (0, "REPRODUCED")


def test_both_agree_on_the_vectors() -> None:
    """The vector is reproduced by both, and its changed copy is refused by both."""
    project = VECTOR / "project"
    right, wrong = VECTOR / "report.json", VECTOR / "changed.json"

    assert (run(right)[0], _verdict(right.read_bytes(), project)) == (0, "REPRODUCED")
    assert (run(wrong)[0], _verdict(wrong.read_bytes(), project)) == (1, "DIFFERS")


def test_where_the_checker_says_that_a_report_differs_verify_does(tmp_path: Path) -> None:
    """Leaves of every part of the arithmetic, changed one at a time: 1 here is DIFFERS there."""
    document: dict[str, Any] = document_of(LAO)
    places = list(leaves({part: document[part] for part in PARTS}))[::40]
    compared = 0
    for place, value in places:
        changed = replaced(document, place, other(value))
        if check(changed, tmp_path)[0] == 1:
            compared += 1
            assert _verdict(checker.written(changed).encode(), LAO) == "DIFFERS", place

    assert compared >= 5
