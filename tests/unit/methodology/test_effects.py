"""The side on which an error lowers ER, found by moving a parameter both ways."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.expressions import EvaluationError
from jcm_mrv.methodology.effects import compute_effect

if TYPE_CHECKING:
    from tests.unit.methodology.conftest import Load

    from jcm_mrv.methodology.evaluation import Value

FACTOR = Fraction("0.5")


@pytest.mark.parametrize(
    ("formula", "at", "effect"),
    [
        ("EC * EF", "10", "low"),
        ("-EC * EF", "10", "high"),
        ("0 * EC * EF", "10", "none"),
        ("abs(EC) * EF", "0", "both"),
        ("abs(EC) * EF", "-3", "high"),
        ("max(EC, 0) * EF", "0", "low"),
        ("max(EC, 0) * EF", "-1", "none"),
        ("EC * EC / EC * EF", "5", "low"),
    ],
)
def test_the_effect_is_the_sign_of_the_slope(
    load: Load, formula: str, at: str, effect: str
) -> None:
    """ER rises with it: low is safe; falls: high; depends on the direction: both."""
    pump = load(("EC * EF", formula))
    assert compute_effect(pump, {"EC": Fraction(at), "EF": FACTOR}, {}, "EC") == effect


def test_a_step_to_where_there_is_no_value_is_left_out(load: Load) -> None:
    """A thousandth above 1 MWh is divided by zero: the step below decides alone."""
    pole = 'q("1 tCO2*MWh") / (EC - q("1.001 MWh"))'
    pump = load(('formula = "0"', f"formula = '{pole}'"))
    # PE is -1000 at 1 MWh and -500 at 0.999 MWh: ER falls with EC on the way down
    assert compute_effect(pump, {"EC": Fraction(1), "EF": FACTOR}, {}, "EC") == "low"


def test_er_has_a_value_where_the_parameter_is(load: Load) -> None:
    """Without ER at the given value there is no effect to speak of."""
    pump = load(("EC * EF", "EC * EC / EC * EF"))
    with pytest.raises(EvaluationError):
        compute_effect(pump, {"EC": Fraction(0), "EF": FACTOR}, {}, "EC")


def test_a_member_is_moved_alone(load: Load) -> None:
    """One member counts for the project, the other against it; together they cancel."""
    pump = load(
        ('unit = "MWh"\n', 'unit = "MWh"\nover = "room"\n'),
        ("EC * EF", 'sum(EC[i] * EF if K[i] == \\"plus\\" else -EC[i] * EF for i in room)'),
        more='[sets.room]\ntitle = "x"\n[parameters.K]\nsymbol = "k"\ntitle = "x"\n'
        'kind = "category"\nvalues = ["plus", "minus"]\nover = "room"\n',
    )
    operands: dict[str, Value] = {
        "EC": {"a": Fraction(2), "b": Fraction(2)},
        "K": {"a": "plus", "b": "minus"},
        "EF": FACTOR,
    }
    sets = {"room": ("a", "b")}
    assert compute_effect(pump, operands, sets, "EC", member="a") == "low"
    assert compute_effect(pump, operands, sets, "EC", member="b") == "high"
    assert compute_effect(pump, operands, sets, "EC") == "none"


def test_a_category_is_not_moved(load: Load) -> None:
    """Asking for the effect of a word is an error of the caller."""
    pump = load(
        ("EC * EF", 'EC * EF if K == \\"a\\" else 0'),
        more='[parameters.K]\nsymbol = "k"\ntitle = "x"\nkind = "category"\nvalues = ["a", "b"]\n',
    )
    with pytest.raises(TypeError, match="a category is not moved"):
        compute_effect(pump, {"EC": Fraction(1), "EF": FACTOR, "K": "a"}, {}, "K")
