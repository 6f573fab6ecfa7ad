"""A formula for a person: symbols, and numbers in their place."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.expressions import (
    Symbol,
    infer,
    parse_formula,
    render_numbers,
    render_text,
)
from jcm_mrv.units import standard_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.expressions import Node

VALUES: Mapping[str, Fraction | str | Mapping[str, Fraction | str]] = {
    "EC_IT": Fraction(435),
    "PUE_RE": Fraction("1.8"),
    "EF": Fraction("0.5546"),
    "THIRD": Fraction(1, 3),
    "NEG": Fraction(-3),
    "NEG_THIRD": Fraction(-1, 3),
    "FUEL": "grid",
    "EC": {"a": Fraction(10), "b": Fraction("0.5"), "c": Fraction(4), "d": Fraction(-1)},
    "COP": {"a": Fraction(3), "b": Fraction(5), "c": Fraction("2.5"), "d": Fraction(1)},
    "source": {"a": "grid", "b": "diesel", "c": "grid", "d": "grid"},
}
SETS = {"chiller": ("a", "b", "c", "d"), "pair": ("a", "b"), "one": ("c",)}


@pytest.mark.parametrize(
    "text",
    [
        "A + B - C",
        "A - (B - C)",
        "A * B / C",
        "A / (B * C)",
        "(A + B) * -C",
        "-(A + B)",
        "-(-A)",
        "-A ** 2",
        "(-A) ** 2",
        "(A ** 2) ** -3",
        "(A * B) ** 2",
        "A if B > 1 else C if B > 2 else D",
        "(A if B > 1 else C) if B > 2 else D",
        "(A if B > 1 else C) + D",
        "A > B and (C > D or not A > C)",
        "A > B and B > C and C > D",
        "(A > B and B > C) and C > D",
        "not (A > B and C > D)",
        "not not A > B",
        "(A > B) == (C > D)",
        "A == 'say \"grid\"'",
        'A != "grid"',
        "min(A, B + C, 0.50)",
        "abs(A if B > 0 else C)",
        'q("24 hour/day") * D',
        "sum(EC[i] * COP[i] for i in chiller)",
        'max(EC[j] if A > 0 else 0 for j in chiller if source[j] == "grid" or EC[j] > 1)',
    ],
)
def test_a_formula_is_written_as_a_person_writes_it(text: str) -> None:
    """One space around signs, brackets only where they are needed, digits as given."""
    assert render_text(parse_formula(text)) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("((A))+( B*C )", "A + B * C"),
        ("A+-B", "A + -B"),
        ("(A*B)*C", "A * B * C"),
        ("sum( (EC [ i ]) for i in chiller if (A>B) )", "sum(EC[i] for i in chiller if A > B)"),
        ("q('24   hour/day')", 'q("24 hour/day")'),
        ("A == 'grid'", 'A == "grid"'),
    ],
)
def test_needless_brackets_and_spaces_go(text: str, plain: str) -> None:
    """Two ways to write one tree end in one text."""
    assert render_text(parse_formula(text)) == plain


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("EC_IT * PUE_RE * EF", "435 * 1.8 * 0.5546"),
        ("EC_IT * 0.50 + q('24 hour/day')", "435 * 0.50 + 24"),
        ("EC_IT - NEG", "435 - (-3)"),
        ("NEG + EC_IT", "-3 + 435"),
        ("-NEG", "-(-3)"),
        ("NEG ** 2", "(-3) ** 2"),
        ("EC_IT * THIRD", "435 * (1/3)"),
        ("THIRD * EC_IT", "1/3 * 435"),
        ("THIRD ** 2", "(1/3) ** 2"),
        ("EC_IT * NEG_THIRD", "435 * (-1/3)"),
        ('EC_IT if FUEL == "grid" else 0', '435 if "grid" == "grid" else 0'),
        ("sum(EC[i] * COP[i] for i in pair)", "10 * 3 + 0.5 * 5"),
        ("sum(EC[i] + 1 for i in pair) * 2", "((10 + 1) + (0.5 + 1)) * 2"),
        ("sum(EC[i] for i in one) * 2", "4 * 2"),
        ("sum(EC[i] for i in chiller)", "10 + 0.5 + 4 + ... (4 members)"),
        ('sum(EC[i] for i in chiller if source[i] == "diesel")', "0.5"),
        ("sum(EC[i] for i in chiller if EC[i] > 100)", "0"),
        ("min(EC[i] for i in pair)", "min(10, 0.5)"),
        ("max(EC[i] for i in chiller)", "max(10, 0.5, 4, ... (4 members))"),
        ("max(EC[i] for i in elsewhere)", "max(EC[i] for i in elsewhere)"),
        (
            "sum(sum(EC[i] * COP[j] for i in pair) for j in pair)",
            "(10 * 3 + 0.5 * 3) + (10 * 5 + 0.5 * 5)",
        ),
    ],
)
def test_numbers_stand_in_place_of_names(text: str, numbers: str) -> None:
    """A reader can put the line into a pocket calculator."""
    assert render_numbers(parse_formula(text), VALUES, sets=SETS) == numbers


def test_a_sum_over_an_unknown_set_keeps_its_names() -> None:
    """Without the members there is nothing to write out."""
    text = "EC_IT + sum(EC[i] for i in chiller)"
    assert render_numbers(parse_formula(text), VALUES) == "435 + sum(EC[i] for i in chiller)"


def test_an_equation_over_a_set_shows_one_member() -> None:
    """The free index stands for the member that is looked at."""
    formula = parse_formula("EC[i] * COP[i]")
    assert render_numbers(formula, VALUES, member="b") == "0.5 * 5"
    assert render_numbers(formula, VALUES, member="d") == "(-1) * 1"


@pytest.mark.parametrize(
    ("digits", "shown"),
    [(None, "435 * 0.5546 / (1/3)"), (2, "435 * 0.55 / 0.33"), (0, "435 * 1 / 0")],
)
def test_digits_bound_the_decimals_and_add_no_zeros(digits: int | None, shown: str) -> None:
    """A short value is shown whole; a long one is rounded half to even."""
    formula = parse_formula("EC_IT * EF / THIRD")
    assert render_numbers(formula, VALUES, digits=digits) == shown


def converted(text: str, target: str) -> Node:
    """Return a formula of one parameter in each of some units, inferred."""
    units = standard_units()
    symbols = {
        name: Symbol(name, units.parse(unit))
        for name, unit in {"E_kWh": "kWh", "E_MWh": "MWh", "H_GJ": "GJ"}.items()
    }
    return infer(parse_formula(text), symbols, (), units, target=units.parse(target))


@pytest.mark.parametrize(
    ("text", "target", "symbols", "numbers"),
    [
        ("E_kWh", "MWh", "E_kWh * [1/1000 MWh per kWh]", "520 / 1000"),
        ("E_MWh", "kWh", "E_MWh * [1000 kWh per MWh]", "2 * 1000"),
        ("H_GJ", "MWh", "H_GJ * [5/18 MWh per GJ]", "36 * 5 / 18"),
        (
            "E_MWh - E_kWh * 2",
            "MWh",
            "E_MWh - E_kWh * 2 * [1/1000 MWh per kWh]",
            "2 - 520 * 2 / 1000",
        ),
        (
            "(E_kWh + E_MWh) * 2",
            "kWh",
            "(E_kWh + E_MWh * [1000 kWh per MWh]) * 2",
            "(520 + 2 * 1000) * 2",
        ),
        (
            "E_kWh - 0",
            "MWh",
            "(E_kWh - 0) * [1/1000 MWh per kWh]",
            "(520 - 0) / 1000",
        ),
    ],
)
def test_a_conversion_is_seen(text: str, target: str, symbols: str, numbers: str) -> None:
    """With names it shows its units, with numbers the bare arithmetic."""
    values = {"E_kWh": Fraction(520), "E_MWh": Fraction(2), "H_GJ": Fraction(36)}
    tree = converted(text, target)
    assert render_text(tree) == symbols
    assert render_numbers(tree, values) == numbers
