"""Formulas as the data that the template typesets."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.views.report_documents import name, operation, quantity

from jcm_mrv.views.paper.formula import Names, Numbers, depth_of, fits, show_exact, typeset
from jcm_mrv.views.words import read_language

ENGLISH = read_language("en")
SYMBOLS = {"EC": "EC_{CAP,p}", "D": "D_p"}


def spelled(node: dict[str, Any]) -> str:
    """Return a formula as one line, its shapes in words, for a test to read."""
    inner = {key: spelled(value) for key, value in node.items() if isinstance(value, dict)}
    parts: dict[str, list[str]] = {
        key: [spelled(one) for one in value]
        for key, value in node.items()
        if isinstance(value, list) and key != "arms"
    }
    match node["is"]:
        case "word" | "spaced":
            return str(node["word"])
        case "sign":
            return str(node["sign"])
        case "row":
            return " ".join(parts["items"])
        case "symbol":
            return str(node["word"]) + (f"_{''.join(parts['below'])}" if parts["below"] else "")
        case "fraction":
            return f"{{{inner['top']} over {inner['bottom']}}}"
        case "power":
            return f"{inner['base']}^{inner['exponent']}"
        case "brackets" | "squares" | "bars":
            pair = {"brackets": "()", "squares": "[]", "bars": "||"}[node["is"]]
            return f"{pair[0]}{inner['inner']}{pair[1]}"
        case "call":
            return f"{node['name']}({'; '.join(parts['args'])})"
        case "over":
            return f"{node['name']}<{inner['below']}> {inner['inner']}"
        case _:
            return " / ".join(" ".join(map(spelled, arm)) for arm in node["arms"])


def symbols(tree: dict[str, Any]) -> str:
    """Return a tree with its symbols."""
    return spelled(typeset(tree, Names(SYMBOLS, ENGLISH)))


def numbers(tree: dict[str, Any], operands: dict[str, Any], member: str | None = None) -> str:
    """Return a tree with its numbers."""
    return spelled(typeset(tree, Numbers(SYMBOLS, ENGLISH, operands, member)))


A, B, C = name("A"), name("B"), name("C")


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (operation("-", A, operation("+", B, C)), "A - (B + C)"),
        (operation("-", operation("-", A, B), C), "A - B - C"),
        (operation("*", operation("+", A, B), C), "(A + B) * C"),
        (operation("+", operation("*", A, B), C), "A * B + C"),
        (operation("/", operation("+", A, B), operation("*", B, C)), "{A + B over B * C}"),
        (operation("/", operation("/", A, B), C), "{{A over B} over C}"),
        (operation("power", operation("/", A, B), {"number": "2"}), "({A over B})^2"),
        (operation("power", A, {"number": "-2"}), "A^- 2"),
        (operation("neg", operation("+", A, B)), "- (A + B)"),
        (operation("abs", operation("-", A, B)), "|A - B|"),
        (operation("max", A, {"number": "0"}), "max(A; 0)"),
        (
            operation("if", operation(">=", A, B), A, {"number": "0"}),
            "A if A >= B / 0 otherwise",
        ),
        (operation("==", A, {"text": "grid"}), 'A == "grid"'),
        (operation("*", A, {"number": "-3"}), "A * (- 3)"),
    ],
)
def test_brackets_stand_where_the_tree_needs_them(tree: dict[str, Any], expected: str) -> None:
    """What is subtracted, multiplied or raised as a whole is enclosed, and nothing else."""
    assert symbols(tree) == expected


def test_a_name_is_its_symbol_and_a_number_keeps_its_unit() -> None:
    """``EC_CAP * 24 hour/day * D`` as the JCM document typesets it."""
    tree = operation(
        "*", operation("*", name("EC"), {"quantity": "24", "unit": "hour/day"}), name("D")
    )
    assert symbols(tree) == "EC_CAP,p * 24 hour/day * D_p"
    operands = {"EC": quantity("0.25", "MW"), "D": quantity("184", "day")}
    assert numbers(tree, operands) == "0.25 * 24 * 184"


def test_a_conversion_of_units_is_shown() -> None:
    """5 kWh are 5/1000 MWh: with symbols the units stand in square brackets."""
    tree = {"convert": "1/1000", "from": "kWh", "to": "MWh", "args": [name("A")]}
    assert symbols(tree) == "A * [{1 over 1000} MWh per kWh]"
    assert numbers(tree, {"A": quantity("5", "kWh")}) == "{5 over 1,000}"
    degrees = {**tree, "convert": "5/9"}
    assert numbers(degrees, {"A": quantity("5", "kWh")}) == "5 * {5 over 9}"


SUM = {
    "op": "sum",
    "index": "i",
    "set": "roof",
    "of": operation("*", name("EG", "i"), name("EF", "i")),
}


def columns(*values: str) -> dict[str, Any]:
    """Return an operand over a set."""
    members = [f"roof-{number}" for number in range(len(values))]
    return {"unit": "1", "members": members, "values": list(values)}


def test_a_sum_over_a_set_is_written_out_and_shortened() -> None:
    """Three terms, and how many more there are."""
    assert symbols(SUM) == "sum<i in roof> EG * EF"
    two = {"EG": columns("1", "2"), "EF": columns("3", "4")}
    assert numbers(SUM, two) == "1 * 3 + 2 * 4"
    five = {"EG": columns(*"12345"), "EF": columns(*"56789")}
    assert numbers(SUM, five) == "1 * 5 + 2 * 6 + 3 * 7 + … 2 more"


def test_a_sum_with_a_condition_stays_a_sum() -> None:
    """Which members count is a result, and not in the report."""
    tree = {**SUM, "if": operation("==", name("EG", "i"), {"text": "grid"})}
    operands = {"EG": columns("1"), "EF": columns("2")}
    assert numbers(tree, operands).startswith('sum<i in roof ,  EG == "grid">')


def test_a_sum_inside_of_a_sum_is_not_written_out() -> None:
    """Else thirty of them, one in the other, would be 3 to the power of 30 terms."""
    tree: dict[str, Any] = name("EG", "i")
    for _level in range(30):
        tree = {**SUM, "of": operation("+", name("EG", "i"), tree)}
    assert numbers(tree, {"EG": columns(*"12345")}).count("sum<") == 29 * 3


def test_an_operation_with_too_few_parts_is_shown_as_a_call() -> None:
    """A report from elsewhere may hold what no methodology has."""
    assert symbols(operation("if", A)) == "if(A)"
    assert symbols(operation("power", A)) == "power(A)"


def test_dots_stand_for_decimals_that_are_left_out() -> None:
    """428.55169 * 1.8 * 0.5546 = 427.8145810932..., six decimals of it; 1/3 has no end."""
    assert show_exact("427.8145810932", ENGLISH) == "427.814581…"
    assert show_exact("0.5546", ENGLISH) == "0.5546"
    assert show_exact("1/3", ENGLISH) == "0.333333…"
    assert show_exact("-1234567", ENGLISH) == "-1,234,567"


def test_a_long_word_and_a_deep_tree_are_told() -> None:
    """They would not fit into a line, and are set as plain text."""
    assert fits(typeset(name("A" * 28), Names({}, ENGLISH)))
    assert not fits(typeset(operation("/", A, name("A" * 29)), Names({}, ENGLISH)))
    assert depth_of(operation("+", A, operation("neg", B))) == 3


def test_a_key_that_is_null_leaves_the_name_on_paper() -> None:
    """A report from elsewhere that writes null for a number is set with the symbol."""
    empty = dict.fromkeys(("value", "text", "members", "values", "texts"))
    tree = operation("+", name("A"), name("B"))
    shown = numbers(tree, {"A": empty, "B": {**empty, "value": "2"}})
    assert shown == numbers(tree, {"B": {"value": "2"}})
