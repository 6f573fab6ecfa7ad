"""How complete the months are: the gate's calendar."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tests.cases.roofs import stamped, told

from jcm_mrv.calculation.compute import compute
from jcm_mrv.library import read_library
from jcm_mrv.project.reading import read_project
from jcm_mrv.report.readings import list_completeness

if TYPE_CHECKING:
    from pathlib import Path


def test_each_month_tells_what_is_expected_and_found(tmp_path: Path) -> None:
    """Ten hours of May are lost: 734 of 744; April 30 and 1 June have all of theirs."""
    values = [40 + hour % 24 for hour in range(24 * 33)]
    lost = range(24 * 5, 24 * 5 + 10)
    rows = stamped("2023-04-30", [None if i in lost else one for i, one in enumerate(values)])
    told(tmp_path, rows, ("2023-04-30", "2023-06-01"))
    library = read_library([tmp_path / "modules"])
    project = read_project(tmp_path, lambda reference: library.find(reference).units)
    scratch = tmp_path / "scratch"
    scratch.mkdir()

    calculation = compute(project, library.find(project.methodology), (), scratch)

    months = list_completeness(calculation)
    assert [(one.parameter, one.member, one.month) for one in months] == [
        ("E", None, "2023-04"),
        ("E", None, "2023-05"),
        ("E", None, "2023-06"),
    ]
    assert [(one.expected, one.found) for one in months] == [(24, 24), (744, 734), (24, 24)]
    assert months[1].share == Fraction(734, 744)
