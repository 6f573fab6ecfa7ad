"""The derivative of ER: by hand, and against differences of the equations themselves."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.calculation.judgement import Cell
from jcm_mrv.expressions import Budget
from jcm_mrv.run import calculate
from jcm_mrv.sampling.sensitivity import cells_of, compute_sensitivities, differentiate

if TYPE_CHECKING:
    from jcm_mrv.calculation.compute import Run

EXAMPLES = Path(__file__).parents[3] / "examples"


def run_of(folder: Path) -> Run:
    """Return what a calculation read and computed."""
    found: list[Run] = []
    calculate(folder, look=found.append)
    return found[0]


def test_the_derivative_is_that_worked_by_hand() -> None:
    """ER of the data centre is EC_IT x PUE_RE x EF - EC_DC x EF, with 1.8 and 0.5546."""
    run = run_of(EXAMPLES / "lao-data-center")
    assert run.computed is not None

    found = compute_sensitivities(
        run.model, run.computed, cells_of(run.contributions, run.model.timeline)
    )

    # 1.8 x 0.5546 = 0.99828
    assert found == {
        Cell("EC_IT", None, 0): Fraction("0.99828"),
        Cell("EC_IT", None, 1): Fraction("0.99828"),
        Cell("EC_DC", None, 0): Fraction("0.5546"),
        Cell("EC_DC", None, 1): Fraction("0.5546"),
    }


@pytest.mark.parametrize(
    "name", ["philippines-rooftop-solar", "philippines-cement-whr", "mexico-rooftop-solar"]
)
def test_the_derivative_is_what_a_small_change_moves(name: str) -> None:
    """Where ER is linear, a difference of any size says the same; also by fixed values."""
    run = run_of(EXAMPLES / name)
    assert run.computed is not None
    for one in run.computed:
        changes = differentiate(run.model, one)
        for cell in cells_of(run.contributions, run.model.timeline):
            if cell.segment != one.segment.index:
                continue
            fresh = replace(run.model, budget=Budget())
            other = fresh.compute_segment(one.segment, {cell: Fraction(1, 1000)})
            moved = (other.tonnes("ER") - one.tonnes("ER")) * 1000
            assert changes[cell.parameter, cell.member] == moved
            assert moved
