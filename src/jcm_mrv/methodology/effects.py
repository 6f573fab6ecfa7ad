"""Find on which side a parameter errs safely, by moving it both ways (contracts 8)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, cast

from jcm_mrv.expressions import Budget, EvaluationError
from jcm_mrv.methodology.evaluation import compute_equations

if TYPE_CHECKING:
    from jcm_mrv.methodology.evaluation import Sets, Value
    from jcm_mrv.methodology.model import Methodology

Effect = Literal["low", "high", "both", "none"]

STEP = Fraction(1, 1000)


def compute_effect(
    methodology: Methodology,
    operands: Mapping[str, Value],
    sets: Sets,
    name: str,
    *,
    member: str | None = None,
    here: Fraction | None = None,
) -> Effect:
    """Return the side on which an error of one parameter lowers ER.

    The parameter is moved by a thousandth of its value up and down, exactly; by a thousandth of
    its unit where it is zero. A step at which a formula has no value is left out.

    Args:
        methodology: whose ER is asked for.
        operands: of every name that is no equation.
        sets: members of each set, in order.
        name: of the parameter, a number.
        member: to move alone; None moves a parameter over a set for all members at once.
        here: ER at these operands, where it is known [tCO2e].

    Returns:
        ``low`` where ER rises with the parameter, ``high`` where it falls, ``both`` where that
        depends on the direction, ``none`` where ER does not move.

    Raises:
        EvaluationError: ER has no value where the parameter is as given.
    """
    if here is None:
        here = _reductions(methodology, operands, sets)
    slopes = set()
    for direction in (1, -1):
        moved = {**operands, name: _move(operands[name], direction, member)}
        try:
            change = (_reductions(methodology, moved, sets) - here) * direction
        except EvaluationError:
            continue
        if change:
            slopes.add(change > 0)
    if not slopes:
        return "none"
    if len(slopes) == 2:
        return "both"
    return "low" if True in slopes else "high"


def _reductions(methodology: Methodology, operands: Mapping[str, Value], sets: Sets) -> Fraction:
    results = compute_equations(methodology, operands, sets, budget=Budget())
    # A methodology whose ER is over a set is refused when it is loaded.
    return cast("Fraction", results["ER"])


def _move(value: Value, direction: int, member: str | None) -> Value:
    if isinstance(value, Mapping):
        return {
            key: _move_one(one, direction) if member in (None, key) else one
            for key, one in value.items()
        }
    return _move_one(value, direction)


def _move_one(value: Fraction | str, direction: int) -> Fraction:
    if isinstance(value, str):
        raise TypeError("a category is not moved")
    return value + direction * (abs(value) * STEP or STEP)
