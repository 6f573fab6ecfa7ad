"""The tree: what readers ask of it."""

from __future__ import annotations

import pytest

from jcm_mrv.expressions import Symbol, branches_of, infer, names_of, parse_formula, sets_of
from jcm_mrv.expressions.tree import children, walk
from jcm_mrv.units import standard_units

EVERYTHING = (
    'sum(EC[i] * q("24 hour/day") for i in chiller if source[i] == "grid")'
    " + (A ** 2 if B > 1 and not C > 2 else min(D, 3))"
    " + max(EG[j] for j in system)"
)


def test_names_are_those_of_parameters_and_equations() -> None:
    """An index, a set, an option and a unit are no names."""
    assert names_of(parse_formula(EVERYTHING)) == {"EC", "source", "A", "B", "C", "D", "EG"}
    assert names_of(parse_formula("1 + 1")) == frozenset()


def test_sets_are_those_that_are_gone_over() -> None:
    """A set that no formula goes over is unused."""
    assert sets_of(parse_formula(EVERYTHING)) == {"chiller", "system"}


def test_both_arms_of_every_if_are_branches() -> None:
    """In the order of the text's tree, told apart by their place."""
    branches = branches_of(parse_formula("(A if A > 1 else B) + (A if A > 2 else B)"))
    assert [(branch.arm, branch.source) for branch in branches] == [
        ("then", "A"),
        ("else", "B"),
        ("then", "A"),
        ("else", "B"),
    ]
    assert len(set(branches)) == 4


def test_branches_are_the_same_before_and_after_inference() -> None:
    """Cases report branches of the inferred tree; a reader looks at the text."""
    units = standard_units()
    symbols = {
        "A": Symbol("A", units.parse("kWh")),
        "B": Symbol("B", units.parse("MWh")),
    }
    formula = parse_formula("A if A > B else (B if B > 1 * A else 0)")
    inferred = infer(formula, symbols, (), units, target=units.parse("MWh"))
    assert inferred != formula
    assert branches_of(inferred) == branches_of(formula)


def test_walking_meets_every_part_once_parents_first() -> None:
    """A reader that folds over the tree misses nothing."""
    formula = parse_formula(EVERYTHING)
    met = list(walk(formula))
    assert met[0] is formula
    assert len(met) == 1 + sum(len(children(node)) for node in met)
    # 2 signs "+"; sum 1, its condition 3, its product 3; if 1, and 1, B > 1 3, not 1, C > 2 3,
    # A ** 2 2, min 3; max 1, EG 1.
    assert len(met) == 2 + (1 + 3 + 3) + (1 + 1 + 3 + 1 + 3 + 2 + 3) + (1 + 1)


@pytest.mark.parametrize(("one", "other"), [("A+B", " A  +  (B) "), ("1.50*A", "1.5 * A")])
def test_trees_that_compute_the_same_are_equal(one: str, other: str) -> None:
    """Spacing, brackets and the way a number is written make no difference."""
    assert parse_formula(one) == parse_formula(other)


def test_trees_that_differ_are_not_equal() -> None:
    """An index, an exponent or an order is a difference."""
    texts = ["A", "A[i]", "A[j]", "A ** 2", "A ** 3", "A - B", "B - A", 'q("1 kWh")', "1"]
    trees = [parse_formula(text) for text in texts]
    assert all(one != other for place, one in enumerate(trees) for other in trees[:place])
