"""Shares of a difference: whole, fair, and the same in any order (docs/adr/0020)."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import factorial, prod
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from jcm_mrv.difference.envelope import share_of_time
from jcm_mrv.difference.faults import NoValueError
from jcm_mrv.difference.scene import LeafKey, Pair, Scene
from jcm_mrv.difference.tape import Work
from jcm_mrv.difference.walking import follow
from jcm_mrv.expressions import parse_formula

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

NAMES = ("w", "x", "y", "z")
Numbers = dict[str, Fraction]

small = st.fractions(min_value=-5, max_value=5, max_denominator=6)
numbers = st.fixed_dictionaries(dict.fromkeys(NAMES, small))


def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return formulas that hold smaller ones."""
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map(lambda pair: f"({pair[0]} + {pair[1]})"),
        two.map(lambda pair: f"({pair[0]} - {pair[1]})"),
        two.map(lambda pair: f"({pair[0]} * {pair[1]})"),
        two.map(lambda pair: f"({pair[0]} / {pair[1]})"),
        two.map(lambda pair: f"min({pair[0]}, {pair[1]})"),
        two.map(lambda pair: f"max({pair[0]}, {pair[1]})"),
        inner.map(lambda one: f"abs({one})"),
        inner.map(lambda one: f"({one}) ** 2"),
        st.tuples(inner, inner, inner, inner).map(
            lambda four: f"({four[0]} if {four[1]} > {four[2]} or x < 1 else {four[3]})"
        ),
    )


formulas = st.recursive(st.sampled_from([*NAMES, "2", "0.5"]), grow, max_leaves=8)


def scene_of(formula: str, a: Numbers, b: Numbers, order: tuple[str, ...] = NAMES) -> Scene:
    """Return a scene with one formula."""
    leaves = {LeafKey(name, None): Pair(a[name], b[name], a[name] != b[name]) for name in order}
    return Scene({"ER": parse_formula(formula)}, leaves, {})


def shares_of(scene: Scene) -> tuple[Fraction, dict[str, Fraction]]:
    """Return what the result moves by, and the share of each leaf that moved."""
    try:
        start, end, slopes = follow(scene, "ER", Work())
    except NoValueError:
        assume(False)
        raise
    return end - start, by_name(scene, slopes)


def by_name(scene: Scene, slopes: Mapping[Hashable, Fraction]) -> dict[str, Fraction]:
    """Return slopes times what the leaves moved by."""
    found = {}
    for key, slope in slopes.items():
        assert isinstance(key, LeafKey)
        pair = scene.leaves[key]
        assert isinstance(pair.a, Fraction)
        assert isinstance(pair.b, Fraction)
        found[key.name] = slope * (pair.b - pair.a)
    return found


class TestAnyFormula:
    """Whatever the formula: division, extremes, conditions."""

    @given(formulas, numbers, numbers)
    def test_the_parts_are_the_whole(self, formula: str, a: Numbers, b: Numbers) -> None:
        """The shares add up to what the result moved by, to the last digit."""
        moved, shares = shares_of(scene_of(formula, a, b))
        assert sum(shares.values(), Fraction(0)) == moved

    @given(formulas, numbers, numbers)
    def test_exchange_changes_the_signs(self, formula: str, a: Numbers, b: Numbers) -> None:
        """B against A is A against B with the other sign."""
        _, there = shares_of(scene_of(formula, a, b))
        _, back = shares_of(scene_of(formula, b, a))
        assert {name: -share for name, share in back.items()} == there

    @given(formulas, numbers, numbers, st.permutations(NAMES))
    def test_the_order_of_leaves_is_no_matter(
        self, formula: str, a: Numbers, b: Numbers, order: list[str]
    ) -> None:
        """Leaves may be listed in any order."""
        assert shares_of(scene_of(formula, a, b)) == shares_of(
            scene_of(formula, a, b, tuple(order))
        )

    @given(formulas, numbers, numbers, st.sampled_from(NAMES))
    def test_what_did_not_change_has_no_share(
        self, formula: str, a: Numbers, b: Numbers, same: str
    ) -> None:
        """A leaf that is the same in both is due nothing."""
        _, shares = shares_of(scene_of(formula, a, {**b, same: a[same]}))
        assert same not in shares


terms = st.lists(
    st.tuples(small, st.sets(st.sampled_from(NAMES), min_size=1)), min_size=1, max_size=5
)


class TestAgainstShapley:
    """Where the result is straight in each leaf, the shares are the Shapley values."""

    @given(terms, numbers, numbers)
    def test_shares_are_the_mean_over_every_order(
        self, polynomial: list[tuple[Fraction, set[str]]], a: Numbers, b: Numbers
    ) -> None:
        """Change the leaves one after the other, in all 24 orders: the mean is the share."""

        def value(at: Numbers) -> Fraction:
            return sum(
                (
                    factor * prod((at[name] for name in names), start=Fraction(1))
                    for factor, names in polynomial
                ),
                Fraction(0),
            )

        expected = dict.fromkeys(NAMES, Fraction(0))
        for order in permutations(NAMES):
            at = dict(a)
            for name in order:
                before = value(at)
                at[name] = b[name]
                expected[name] += (value(at) - before) / factorial(len(NAMES))
        formula = " + ".join(
            f"({factor.numerator} / {factor.denominator}) * {' * '.join(sorted(names))}"
            for factor, names in polynomial
        )
        _, shares = shares_of(scene_of(formula, a, b))
        assert {name: shares.get(name, Fraction(0)) for name in NAMES} == expected


class TestEnvelope:
    """The smallest or largest of numbers that move straight."""

    @given(st.lists(st.tuples(small, small), min_size=1, max_size=6), st.booleans())
    def test_the_time_is_shared_out(
        self, lines: list[tuple[Fraction, Fraction]], smallest: bool
    ) -> None:
        """Times add up to one; times what the lines move by, to what the smallest moves by."""
        shares = share_of_time(lines, smallest=smallest)
        best = min if smallest else max
        start, end = best(one for one, _ in lines), best(other for _, other in lines)
        assert sum(shares) == 1
        assert min(shares) >= 0
        moved = (share * (b - a) for share, (a, b) in zip(shares, lines, strict=True))
        assert sum(moved) == end - start
