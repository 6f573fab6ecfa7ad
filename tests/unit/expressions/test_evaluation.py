"""The value of a formula: exact, lazy where a branch decides, and within its budget."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.expressions import (
    Branch,
    Budget,
    EvaluationError,
    Symbol,
    branches_of,
    evaluate,
    infer,
    parse_formula,
)
from jcm_mrv.units import DIMENSIONLESS, standard_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.expressions import Node

SETS = {"chiller": ("a", "b", "c"), "empty": ()}
VALUES: Mapping[str, Fraction | str | Mapping[str, Fraction | str]] = {
    "A": Fraction(7),
    "B": Fraction("2.5"),
    "NEG": Fraction(-3),
    "ZERO": Fraction(0),
    "FUEL": "grid",
    "EC": {"a": Fraction(10), "b": Fraction("0.5"), "c": Fraction(4)},
    "COP": {"a": Fraction(3), "b": Fraction(5), "c": Fraction("2.5")},
    "source": {"a": "grid", "b": "diesel", "c": "grid"},
}
SYMBOLS = {
    **{name: Symbol(name, None) for name in ("A", "B", "NEG", "ZERO")},
    "FUEL": Symbol("FUEL", None, None, ("grid", "diesel")),
    "EC": Symbol("EC", None, "chiller"),
    "COP": Symbol("COP", None, "chiller"),
    "source": Symbol("source", None, "chiller", ("grid", "diesel")),
    "X": Symbol("X", None, "empty"),
}


def tree(text: str, *, condition: bool = False, over: str | None = None) -> Node:
    """Return an inferred formula of plain numbers."""
    target = None if condition else DIMENSIONLESS
    return infer(
        parse_formula(text), SYMBOLS, tuple(SETS), standard_units(), target=target, over=over
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A + B", "9.5"),
        ("A - B - NEG", "7.5"),
        ("A * B", "17.5"),
        ("A / 2 / 2", "1.75"),
        ("1 / 3 * 3", "1"),  # 0.333… three times, and whole again
        ("0.1 + 0.2", "0.3"),  # floats give 0.30000000000000004
        ("-A", "-7"),
        ("abs(NEG) + abs(A)", "10"),
        ("min(A, B, NEG)", "-3"),
        ("max(NEG, A, B)", "7"),
        ("B ** 2", "6.25"),
        ("B ** -2", "0.16"),  # 1 / 6.25
        ("NEG ** 3", "-27"),
        ("B ** 0 + ZERO ** 0", "2"),
        ("ZERO ** 2", "0"),
        ('q("24 hour/day") / q("1 hour/day")', "24"),
        ("A if A > B else B", "7"),
        ("A if A < B else B", "2.5"),
        ('1 if FUEL == "grid" else 2', "1"),
        ('1 if FUEL != "grid" else 2', "2"),
        ("sum(EC[i] for i in chiller)", "14.5"),
        ("sum(EC[i] * COP[i] for i in chiller)", "42.5"),  # 30 + 2.5 + 10
        ("sum(EC[i] / COP[i] for i in chiller) * 30", "151"),  # 10/3 + 0.1 + 1.6 = 151/30
        ('sum(EC[i] for i in chiller if source[i] == "grid")', "14"),
        ("sum(EC[i] for i in chiller if EC[i] > 100)", "0"),
        ("sum(1 for i in chiller)", "3"),
        ("min(EC[i] for i in chiller)", "0.5"),
        ("max(EC[i] for i in chiller)", "10"),
        ("max(EC[i] for i in chiller if COP[i] > 3)", "0.5"),
        ("sum(sum(EC[i] * COP[j] for i in chiller) for j in chiller)", "152.25"),  # 14.5 * 10.5
    ],
)
def test_a_formula_has_its_exact_value(text: str, value: str) -> None:
    """Fractions carry the value; each expectation is worked out by hand."""
    result = evaluate(tree(text), VALUES, SETS, Budget())
    assert type(result) is Fraction
    assert result == Fraction(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A > B", True),
        ("A < B", False),
        ("A >= 7", True),
        ("A <= 6.999", False),
        ("A == 7.0", True),
        ("A != 7", False),
        ('FUEL == "grid"', True),
        ('"diesel" == FUEL', False),
        ("FUEL == FUEL", True),
        ("not A > B", False),
        ("A > B and B > 0 and NEG < 0", True),
        ("A > B and B > 3", False),
        ("A < B or NEG < 0", True),
        ("A < B or NEG > 0", False),
        ("0.1 + 0.2 == 0.3", True),  # False among floats
    ],
)
def test_a_condition_is_true_or_false(text: str, value: bool) -> None:
    """A plausibility rule evaluates to a truth."""
    assert evaluate(tree(text, condition=True), VALUES, SETS, Budget()) is value


def test_a_conversion_multiplies_by_its_factor() -> None:
    """250 kW for 24 h/day on 366 days: 250 * 24 * 366 / 1000 = 2,196 MWh."""
    units = standard_units()
    symbols = {
        "EC_CAP": Symbol("EC_CAP", units.parse("kW")),
        "D": Symbol("D", units.parse("day")),
    }
    formula = parse_formula('EC_CAP * q("24 hour/day") * D')
    inferred = infer(formula, symbols, (), units, target=units.parse("MWh"))
    values = {"EC_CAP": Fraction(250), "D": Fraction(366)}
    assert evaluate(inferred, values, {}, Budget()) == 2_196


def test_an_equation_over_a_set_is_evaluated_for_one_member() -> None:
    """The free index stands for the member; an inner sum has an index of its own."""
    share = tree("EC[i] / sum(EC[j] for j in chiller)", over="chiller")
    shares = [evaluate(share, VALUES, SETS, Budget(), member=member) for member in "abc"]
    assert shares == [Fraction(20, 29), Fraction(1, 29), Fraction(8, 29)]


@pytest.mark.parametrize(
    ("text", "kind", "operand", "message"),
    [
        (
            "1 + A / (B - 2.5)",
            "division-by-zero",
            "B - 2.5",
            "B - 2.5: is zero, and something is divided by it",
        ),
        ("A / 0", "division-by-zero", "0", "0: is zero, and something is divided by it"),
        (
            "ZERO ** -1",
            "division-by-zero",
            "ZERO",
            "ZERO: is zero, and something is divided by it",
        ),
        (
            "1 + sum(X[i] for i in empty)",
            "empty-set",
            "sum(X[i] for i in empty)",
            "sum(X[i] for i in empty): there is no member to take it over",
        ),
        (
            "min(X[i] for i in empty)",
            "empty-set",
            "min(X[i] for i in empty)",
            "min(X[i] for i in empty): there is no member to take it over",
        ),
        (
            "max(EC[i] for i in chiller if EC[i] > 100)",
            "empty-set",
            "max(EC[i] for i in chiller if EC[i] > 100)",
            "max(EC[i] for i in chiller if EC[i] > 100): there is no member to take it over",
        ),
    ],
)
def test_what_has_no_value_is_named(text: str, kind: str, operand: str, message: str) -> None:
    """The stop names the part of the formula and the reason."""
    with pytest.raises(EvaluationError) as stop:
        evaluate(tree(text), VALUES, SETS, Budget())
    assert (stop.value.kind, stop.value.operand, str(stop.value)) == (kind, operand, message)
    assert stop.value.equation is None


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("A if A > 0 else 1 / ZERO", False),
        ("1 / ZERO if A < 0 else A", False),
        ("A < 0 and 1 / ZERO > 0", True),
        ("A > 0 or 1 / ZERO > 0", True),
        ("sum(1 / (EC[i] - 4) for i in chiller if EC[i] != 4)", False),
    ],
)
def test_what_does_not_decide_is_not_evaluated(text: str, *, condition: bool) -> None:
    """A guard keeps its division from being carried out."""
    evaluate(tree(text, condition=condition), VALUES, SETS, Budget())


def test_the_arms_that_decided_are_collected() -> None:
    """Cases of a methodology prove that every branch was taken."""
    formula = tree("(A if A > B else B) + (NEG if ZERO > 0 else (B if NEG > 0 else 1))")
    covered: set[Branch] = set()
    evaluate(formula, VALUES, SETS, Budget(), covered=covered)
    assert sorted(branch.source for branch in covered) == ["1", "A", "B if NEG > 0 else 1"]
    missing = [branch for branch in branches_of(formula) if branch not in covered]
    assert [(branch.arm, branch.source) for branch in missing] == [
        ("else", "B"),
        ("then", "NEG"),
        ("then", "B"),
    ]


def test_a_sum_takes_both_arms_over_its_members() -> None:
    """One evaluation may cover both branches."""
    covered: set[Branch] = set()
    formula = tree("sum(EC[i] if EC[i] > 1 else 0 for i in chiller)")
    assert evaluate(formula, VALUES, SETS, Budget(), covered=covered) == 14
    assert covered == set(branches_of(formula))


def squared(times: int) -> str:
    """Return a formula that squares A again and again."""
    return "(" * times + "A" + " ** 2)" * times


def test_chained_squarings_stop_at_the_limit() -> None:
    """7 squared n times has 2.8 * 2^n bits: 14 times is 45,996, 15 times would be 91,991."""
    formula = tree(squared(14))
    value = evaluate(formula, VALUES, SETS, Budget())
    assert isinstance(value, Fraction)
    assert value == 7**16_384
    with pytest.raises(EvaluationError) as stop:
        evaluate(tree(squared(22)), VALUES, SETS, Budget())
    assert stop.value.kind == "too-large"
    assert stop.value.operand == squared(15)[1:-1]
    assert str(stop.value).endswith(": the number grows beyond 65,536 bits")


@pytest.mark.parametrize(
    ("text", "bits"),
    [
        ("A", 3),  # 7 is 0b111
        ("1 / A", 3),  # the denominator counts like the numerator
        ("A * A", 6),  # 49 is 0b110001
        ("A ** 2", 6),
        ("A * 0.2", 3),  # 7/5
        ("sum(EC[i] for i in chiller)", 5),  # 29/2
    ],
)
def test_a_value_stays_under_its_bits(text: str, bits: int) -> None:
    """The longer of numerator and denominator has fewer bits than the limit."""
    assert evaluate(tree(text), VALUES, SETS, Budget(bits=bits + 1))
    with pytest.raises(EvaluationError) as stop:
        evaluate(tree(text), VALUES, SETS, Budget(bits=bits))
    assert stop.value.kind == "too-large"


def test_a_sum_of_unlike_fractions_stops_at_the_limit() -> None:
    """Each new prime below the line lengthens the common denominator."""
    primes = [2, 3, 5, 7, 11, 13, 17, 19, 23]
    values = {"X": {str(prime): Fraction(1, prime) for prime in primes}}
    sets = {"empty": tuple(values["X"])}
    formula = tree("sum(X[i] for i in empty)")
    # 2 * 3 * … * 23 = 223,092,870 has 28 bits.
    assert evaluate(formula, values, sets, Budget(bits=30)) == sum(values["X"].values())
    with pytest.raises(EvaluationError) as stop:
        evaluate(formula, values, sets, Budget(bits=16))
    assert stop.value.kind == "too-large"


def test_a_run_ends_when_its_operations_are_used_up() -> None:
    """A name, a literal and the product are three; the budget is shared by all formulas."""
    budget = Budget(operations=7)
    formula = tree("A * 2")
    evaluate(formula, VALUES, SETS, budget)
    assert budget.operations == 4
    evaluate(formula, VALUES, SETS, budget)
    with pytest.raises(EvaluationError) as stop:
        evaluate(formula, VALUES, SETS, budget)
    assert (stop.value.kind, stop.value.operand) == ("too-long", "2")
    assert str(stop.value) == "2: the run goes beyond 10,000,000 operations"


def test_a_condition_spends_operations_too() -> None:
    """A comparison costs one more than its two sides; a category costs nothing more."""
    budget = Budget()
    evaluate(tree('not A > B and FUEL == "grid"', condition=True), VALUES, SETS, budget)
    assert 10_000_000 - budget.operations == 5  # and, not, >, A, B


def test_long_numbers_spend_more_than_short_ones() -> None:
    """10^7 steps on numbers of 60,000 bits would take hours: their length counts."""
    spent = []
    for bits in (60, 60_000):
        budget = Budget()
        number = Fraction(2**bits + 1, 2**bits - 1)
        evaluate(tree("A > B", condition=True), {"A": number, "B": 1 / number}, SETS, budget)
        spent.append(10_000_000 - budget.operations)
    # 60,001 * 60,001 / 2^18 = 13,733 for the comparison, 14 more for each side.
    assert spent == [3, 3 + 13_733 + 14 + 14]


def test_a_set_of_five_thousand_members_is_summed_exactly() -> None:
    """EG of n/1000 kWh times EF of 0.5 over n = 0 … 4,999: 4,999 * 5,000 / 4,000 = 6,248.75."""
    members = tuple(str(number) for number in range(5_000))
    values = {
        "EC": {member: Fraction(int(member), 1_000) for member in members},
        "COP": dict.fromkeys(members, Fraction(1, 2)),
    }
    budget = Budget()
    formula = tree("sum(EC[i] * COP[i] for i in chiller)")
    assert evaluate(formula, values, {"chiller": members}, budget) == Fraction("6248.75")
    # Three a member, one for the sum, one for each denominator that is met, and no more.
    assert 10_000_000 - budget.operations < 15_100
