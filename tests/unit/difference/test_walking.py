"""How a result moves with its leaves: shares that add up, by hand-made cases."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from jcm_mrv.difference.faults import BeyondError, NoValueError
from jcm_mrv.difference.scene import LeafKey, MemberKey, Pair, Scene, Sides
from jcm_mrv.difference.tape import Work
from jcm_mrv.difference.walking import evaluate, follow
from jcm_mrv.expressions import parse_formula
from jcm_mrv.expressions.tree import Convert, Name

if TYPE_CHECKING:
    from collections.abc import Mapping

    Given = Mapping[str, Any]


def scene_of(
    formulas: Mapping[str, str],
    a: Given,
    b: Given,
    sets: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] | None = None,
) -> Scene:
    """Return a scene: leaves by name, over a set by member, numbers as text."""
    trees = {name: parse_formula(text) for name, text in formulas.items()}
    first, second = flat(a), flat(b)
    leaves = {
        key: Pair(first.get(key), second.get(key), first.get(key) != second.get(key))
        for key in {**first, **second}
    }
    return Scene(trees, leaves, sets or {})


def flat(given: Given) -> dict[LeafKey, Fraction | str]:
    """Return leaves by key; what looks like a number is one."""
    found = {}
    for name, value in given.items():
        members = value if isinstance(value, dict) else {None: value}
        for member, one in members.items():
            text = str(one)
            number = text.lstrip("-")[:1].isdigit()
            found[LeafKey(name, member)] = Fraction(text) if number else text
    return found


def shares_of(scene: Scene, name: str = "ER") -> dict[str, Fraction]:
    """Return each leaf's share, after checking that the shares add up to the whole."""
    start, end, slopes = follow(scene, name, Work())
    found = {}
    for key, slope in slopes.items():
        if isinstance(key, MemberKey):
            found[f"{key.set_name}: {key.member}"] = slope
            continue
        assert isinstance(key, LeafKey)
        pair = scene.leaves[key]
        text = key.name if key.member is None else f"{key.name}[{key.member}]"
        if isinstance(pair.a, Fraction) and isinstance(pair.b, Fraction):
            found[text] = slope * (pair.b - pair.a)
        else:
            found[text] = slope
    assert sum(found.values(), Fraction(0)) == end - start
    return found


@pytest.mark.parametrize(
    ("formula", "a", "b", "expected"),
    [
        # da (b0 + b1) / 2 = 2 (5 + 7) / 2 = 12; db (a0 + a1) / 2 = 2 (3 + 5) / 2 = 8; 35 - 15 = 20
        ("x * y", {"x": 3, "y": 5}, {"x": 5, "y": 7}, {"x": "12", "y": "8"}),
        # three factors from 1 to 2: 8 - 1 = 7, by symmetry 7/3 each
        (
            "x * y * z",
            {"x": 1, "y": 1, "z": 1},
            {"x": 2, "y": 2, "z": 2},
            {"x": "7/3", "y": "7/3", "z": "7/3"},
        ),
        # 5/2 - 4/4 = 3/2: one through y goes from 1/4 to 1/2; x: 1 (1/4 + 1/2) / 2 = 3/8;
        # y: (1/2 - 1/4) (4 + 5) / 2 = 9/8
        ("x / y", {"x": 4, "y": 4}, {"x": 5, "y": 2}, {"x": "3/8", "y": "9/8"}),
        ("x ** 2", {"x": 3}, {"x": 5}, {"x": "16"}),  # 25 - 9
        ("x ** -1", {"x": 2}, {"x": 4}, {"x": "-1/4"}),
        ("-x + 2 * y", {"x": 3, "y": 1}, {"x": 4, "y": 5}, {"x": "-1", "y": "8"}),
        ("abs(x)", {"x": -3}, {"x": 1}, {"x": "-2"}),  # 1 - 3
        # x is the smaller from 0 (4 < 6) until 4 + 4t = 6 - 2t, at t = 1/3; then y, to 4:
        # 1/3 of 4 = 4/3, 2/3 of -2 = -4/3; 4 - 4 = 0
        ("min(x, y)", {"x": 4, "y": 6}, {"x": 8, "y": 4}, {"x": "4/3", "y": "-4/3"}),
        # the larger is y until 1/3, then x: 2/3 of 4 = 8/3 and 1/3 of -2 = -2/3; 8 - 6 = 2
        ("max(x, y)", {"x": 4, "y": 6}, {"x": 8, "y": 4}, {"x": "8/3", "y": "-2/3"}),
        # x falls below 5: from 10 x = 70 to 2 x = 8. Arms move by (10 (4 - 7) + 2 (4 - 7)) / 2
        # = -18; the condition is due the rest of -62: -44; all of it is x, as its gap to 5 is.
        ("10 * x if x > 5 else 2 * x", {"x": 7}, {"x": 4}, {"x": "-62"}),
        # the same, decided by another: y flips. x does not move.
        ("10 * x if y > 5 else 2 * x", {"x": 7, "y": 6}, {"x": 7, "y": 5}, {"y": "-56"}),
        # the arm that is not taken divides by zero on one side: all is due to the condition
        ("1 / x if x > 0 else 0", {"x": 2}, {"x": 0}, {"x": "-1/2"}),
        # a category decides
        ('x if k == "grid" else 0', {"x": 2, "k": "grid"}, {"x": 2, "k": "own"}, {"k": "-2"}),
        # and: only y came out differently
        (
            "x if y > 1 and z > 1 else 0",
            {"x": 2, "y": 0, "z": 2},
            {"x": 2, "y": 2, "z": 3},
            {"y": "2", "z": "0"},
        ),
        # both came out differently: each is due one half
        (
            "x if y > 1 or z > 1 else 0",
            {"x": 2, "y": 0, "z": 0},
            {"x": 2, "y": 2, "z": 3},
            {"y": "1", "z": "1"},
        ),
    ],
)
def test_shares_by_hand(formula: str, a: Given, b: Given, expected: dict[str, str]) -> None:
    """Each leaf gets what the arithmetic beside the case gives it."""
    found = shares_of(scene_of({"ER": formula}, a, b))
    assert found == {name: Fraction(share) for name, share in expected.items()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"ER": "(x * y - z) * w"}, {"ER": "x * y * w - z * w"}),
        ({"ER": "x * (y * w)"}, {"ER": "w * y * x"}),
        ({"ER": "RE - PE", "RE": "S * w", "S": "x * y", "PE": "z * w"}, {"ER": "w * (x * y - z)"}),
        ({"ER": "x / (y * w)"}, {"ER": "x / y / w"}),
        ({"ER": "z * x / y"}, {"ER": "z * Q", "Q": "x / y"}),
        ({"ER": "x ** 3"}, {"ER": "x * x * x"}),
    ],
)
def test_the_way_a_formula_is_written_changes_no_share(
    one: dict[str, str], other: dict[str, str]
) -> None:
    """Brackets, order of factors and steps between are a matter of taste."""
    a = {"x": 3, "y": 5, "z": 2, "w": "0.5"}
    b = {"x": 4, "y": 7, "z": 1, "w": "0.75"}
    kept = [
        {name: share for name, share in shares_of(scene_of(way, a, b)).items() if share}
        for way in (one, other)
    ]
    assert kept[0] == kept[1]


SUM = "sum(EC[i] * F[i] for i in roof)"


def test_a_member_that_came_is_a_cause() -> None:
    """A member of one side only gives all of its term: 3 * 2 = 6; the others stay."""
    a = {"EC": {"r1": 4}, "F": {"r1": 2}}
    b = {"EC": {"r1": 4, "r2": 3}, "F": {"r1": 2, "r2": 2}}
    scene = scene_of({"ER": SUM}, a, b, {"roof": (("r1",), ("r1", "r2"))})
    assert shares_of(scene) == {"roof: r2": Fraction(6)}


def test_a_member_that_went_is_a_cause() -> None:
    """What it gave is lost: -4 * 2 = -8; r2 moves by (5 - 3) * 2 = 4."""
    a = {"EC": {"r1": 4, "r2": 3}, "F": {"r1": 2, "r2": 2}}
    b = {"EC": {"r2": 5}, "F": {"r2": 2}}
    scene = scene_of({"ER": SUM}, a, b, {"roof": (("r1", "r2"), ("r2",))})
    assert shares_of(scene) == {"roof: r1": Fraction(-8), "EC[r2]": Fraction(4)}


def test_an_equation_over_a_set_is_followed_by_member() -> None:
    """E[i] = EC[i] * EF; EF from 2 to 3 moves r1 and r2: (3 - 2) * (4 + 6) = 10."""
    a: Given = {"EC": {"r1": 4, "r2": 6}, "EF": 2}
    formulas = {"ER": "sum(E[i] for i in roof)", "E": "EC[i] * EF"}
    scene = scene_of(formulas, a, {**a, "EF": 3}, {"roof": (("r1", "r2"), ("r1", "r2"))})
    assert shares_of(scene) == {"EF": Fraction(10)}


def test_a_term_that_a_condition_lets_in_is_due_to_the_condition() -> None:
    """Where k lets a term in, EC from 4 to 6: half of its move is EC's, 1; the rest, 5, is k's."""
    a = {"EC": {"r1": 4}, "k": {"r1": "own"}}
    b = {"EC": {"r1": 6}, "k": {"r1": "grid"}}
    formulas = {"ER": 'sum(EC[i] for i in roof if k[i] == "grid")'}
    scene = scene_of(formulas, a, b, {"roof": (("r1",), ("r1",))})
    assert shares_of(scene) == {"EC[r1]": Fraction(1), "k[r1]": Fraction(5)}


def test_the_smallest_of_members_that_came_and_went() -> None:
    """It goes from 4 (r1) to 3 (r2 came); r1 itself rose by 1: 1 is EC's, -2 is r2's."""
    a = {"EC": {"r1": 4}}
    b = {"EC": {"r1": 5, "r2": 3}}
    formulas = {"ER": "min(EC[i] for i in roof)"}
    scene = scene_of(formulas, a, b, {"roof": (("r1",), ("r1", "r2"))})
    assert shares_of(scene) == {"EC[r1]": Fraction(1), "roof: r2": Fraction(-2)}


def test_a_conversion_is_followed() -> None:
    """A kWh more is a thousandth of a MWh."""
    tree = Convert(Fraction(1, 1000), "kWh", "MWh", Name("x", None, "x"), "x")
    leaves = {LeafKey("x", None): Pair(Fraction(1), Fraction(3), changed=True)}
    assert shares_of(Scene({"ER": tree}, leaves, {})) == {"x": Fraction(2, 1000)}


@pytest.mark.parametrize(
    ("formula", "a"),
    [("1 / x", {"x": 0}), ("x", {"x": "text"}), ("y", {"x": 1}), ("x ** -2", {"x": 0})],
)
def test_a_result_without_a_value_says_so(formula: str, a: Given) -> None:
    """A division by zero, a text in place of a number, a name without a value."""
    with pytest.raises(NoValueError):
        follow(scene_of({"ER": formula}, a, a), "ER", Work())


def test_hostile_formulas_end_soon() -> None:
    """Equations that square each other 60 times, or read each other in a ring, are refused."""
    squares = {f"E{n}": f"E{n - 1} * E{n - 1}" for n in range(1, 60)}
    scene = scene_of({**squares, "E0": "x * x", "ER": "E59"}, {"x": "1.1"}, {"x": "1.2"})
    with pytest.raises(BeyondError):
        follow(scene, "ER", Work())
    with pytest.raises(BeyondError):
        follow(scene_of({"ER": "X", "X": "ER"}, {}, {}), "ER", Work())


def test_one_side_alone_is_evaluated() -> None:
    """Each side has the value of its own leaves: 2 * 3 and 2 * 4."""
    scene = scene_of({"ER": "x * y"}, {"x": 2, "y": 3}, {"x": 2, "y": 4})
    assert evaluate(scene, "ER", Sides.A, Work()) == 6
    assert evaluate(scene, "ER", Sides.B, Work()) == 8
