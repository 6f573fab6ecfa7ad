"""Text to tree: what belongs to the language, and what is refused by name."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jcm_mrv.expressions import FormulaError, Node, parse_formula
from jcm_mrv.expressions.tree import (
    Aggregate,
    Conditional,
    Name,
    Number,
    Operation,
    Power,
    Quantity,
    Text,
)


def name(word: str, index: str | None = None) -> Name:
    """Return a name; trees are compared without their source."""
    return Name(word, index, "")


def number(value: int | str) -> Number:
    """Return a literal."""
    return Number(Fraction(value), "")


A, B, C = name("A"), name("B"), name("C")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("A", A),
        ("EC[i]", name("EC", "i")),
        ("24", number(24)),
        ("0.10", number("1/10")),
        ("1.5e3", number(1_500)),
        ("A + B - C", Operation("-", (Operation("+", (A, B), ""), C), "")),
        ("A + B * C", Operation("+", (A, Operation("*", (B, C), "")), "")),
        ("(A + B) / C", Operation("/", (Operation("+", (A, B), ""), C), "")),
        ("-A ** 2", Operation("neg", (Power(A, 2, ""),), "")),
        ("A ** -4", Power(A, -4, "")),
        ("A ** 0", Power(A, 0, "")),
        ("A < B", Operation("<", (A, B), "")),
        ("A <= B", Operation("<=", (A, B), "")),
        ("A > B", Operation(">", (A, B), "")),
        ("A >= B", Operation(">=", (A, B), "")),
        ("A == B", Operation("==", (A, B), "")),
        ("A != B", Operation("!=", (A, B), "")),
        ('A == "grid"', Operation("==", (A, Text("grid", "")), "")),
        ("'a \"b\"' != A", Operation("!=", (Text('a "b"', ""), A), "")),
        (
            "A > B and B > C and not C > A",
            Operation(
                "and",
                (
                    Operation(">", (A, B), ""),
                    Operation(">", (B, C), ""),
                    Operation("not", (Operation(">", (C, A), ""),), ""),
                ),
                "",
            ),
        ),
        ("A > B or B > C", Operation("or", tuple(parse_formula(t) for t in ("A>B", "B>C")), "")),
        ("A if A > B else 0", Conditional(Operation(">", (A, B), ""), A, number(0), "", 0)),
        ("abs(A)", Operation("abs", (A,), "")),
        ("min(A, B, 0)", Operation("min", (A, B, number(0)), "")),
        ("max(A, B)", Operation("max", (A, B), "")),
        ('q("24 hour/day")', Quantity(Fraction(24), "hour/day", "")),
        ("q(' -0.5  kWh / day ')", Quantity(Fraction(-1, 2), "kWh / day", "")),
        (
            "sum(EC[i] for i in chiller)",
            Aggregate("sum", "i", "chiller", name("EC", "i"), None, ""),
        ),
        ("sum((A for i in s))", Aggregate("sum", "i", "s", A, None, "")),
        (
            'min(EC[j] for j in s if source[j] == "grid")',
            Aggregate(
                "min",
                "j",
                "s",
                name("EC", "j"),
                Operation("==", (name("source", "j"), Text("grid", "")), ""),
                "",
            ),
        ),
        ("max(A for i in s)", Aggregate("max", "i", "s", A, None, "")),
    ],
)
def test_a_formula_is_read_into_its_tree(text: str, tree: Node) -> None:
    """Every construct of the language has one node, with Python's precedence."""
    assert parse_formula(text) == tree


def test_the_digits_of_a_literal_are_those_of_the_text() -> None:
    """Python's own value of 0.1 is a float, and more than 1/10."""
    tree = parse_formula("0.1")
    assert isinstance(tree, Number)
    assert tree.value == Fraction(1, 10) != Fraction(0.1)
    seventeen = parse_formula("123456789012345678.9")
    assert isinstance(seventeen, Number)
    assert seventeen.value == Fraction(1_234_567_890_123_456_789, 10)


def test_every_node_knows_its_own_text() -> None:
    """A message can name the smallest part at fault."""
    tree = parse_formula(" (A + 2.50)*  EC[i] ")
    assert isinstance(tree, Operation)
    assert tree.source == "(A + 2.50)*  EC[i]"
    assert [arg.source for arg in tree.args] == ["A + 2.50", "EC[i]"]


@pytest.mark.parametrize(
    ("text", "operand", "sentence"),
    [
        ('__import__("os")', "__import__", "only sum, min, max, abs and q take values in brackets"),
        ("A.b()", "A.b", "only sum, min, max, abs and q take values in brackets"),
        ("A()()", "A()", "only sum, min, max, abs and q take values in brackets"),
        ("exp(A)", "exp", "this is a reserved word; no module has needed it yet"),
        ("1 + ln", "ln", "this is a reserved word; no module has needed it yet"),
        ("sqrt[i]", "sqrt", "this is a reserved word; no module has needed it yet"),
        ("1 + min", "min", "this is a function and takes its values in brackets"),
        ("sum(A for i in max)", "max", "this is a function and takes its values in brackets"),
        ("A.b", "A.b", '"." is not part of the formula language'),
        ("lambda: A", "lambda: A", '"lambda" is not part of the formula language'),
        ("(x := 1) + A", "x := 1", '":=" is not part of the formula language'),
        ('f"{A}"', 'f"{A}"', "an f-string is not part of the formula language"),
        ("await A", "await A", '"await" is not part of the formula language'),
        ("+A", "+A", '"+" before a value is not part of the formula language'),
        ("~A", "~A", '"~" is not part of the formula language'),
        ("A // B", "A // B", '"//" is not part of the formula language'),
        (
            "A % B",
            "A % B",
            '"%" is not part of the formula language; a percentage is written q("5 %")',
        ),
        (
            "2 + A ^ B",
            "2 + A ^ B",
            '"^" is not part of the formula language; a power is written with "**"',
        ),
        ("A @ B", "A @ B", '"@" is not part of the formula language'),
        ("A & B", "A & B", '"&" is not part of the formula language'),
        ("A | B", "A | B", '"|" is not part of the formula language'),
        ("A << B", "A << B", '"<<" is not part of the formula language'),
        ("A >> B", "A >> B", '">>" is not part of the formula language'),
        ("A is B", "A is B", '"is" is not part of the formula language'),
        ('"a" is A', '"a" is A', '"is" is not part of the formula language'),
        ("A is not B", "A is not B", '"is not" is not part of the formula language'),
        ("A in B", "A in B", '"in" outside of "for" is not part of the formula language'),
        ("A not in B", "A not in B", '"not in" is not part of the formula language'),
        ("A < B < C", "A < B < C", 'comparisons are not chained; join them by "and"'),
        (
            "1,234",
            "1,234",
            "a comma outside of a function is not part of the formula language;"
            " a number has no thousands separator",
        ),
        ("[A]", "[A]", "a list is not part of the formula language"),
        ("{A}", "{A}", "a set in braces is not part of the formula language"),
        ("{A: B}", "{A: B}", "a dictionary is not part of the formula language"),
        (
            "[A for i in s]",
            "[A for i in s]",
            "a comprehension in brackets is not part of the formula language",
        ),
        (
            "{A for i in s}",
            "{A for i in s}",
            "a comprehension in braces is not part of the formula language",
        ),
        (
            "{A: B for i in s}",
            "{A: B for i in s}",
            "a comprehension in braces is not part of the formula language",
        ),
        (
            "(A for i in s)",
            "(A for i in s)",
            '"for" outside of sum, min and max is not part of the formula language',
        ),
        ("max(A, *B)", "*B", '"*" before an argument is not part of the formula language'),
        ("(yield)", "yield", "this is not part of the formula language"),
        ("True", "True", '"True" is not a number'),
        ("None", "None", '"None" is not a number'),
        ("...", "...", '"..." is not a number'),
        ("0x10", "0x10", '"0x10" is not a number'),
        ("1_000", "1_000", '"1_000" is not a number'),
        ("1j", "1j", '"1j" is not a number'),
        ('b"a"', 'b"a"', '"b"a"" is not a number'),
        ("1e99", "1e99", "an exponent is from -30 to 30 (got 99)"),
        ("1" * 41, "1" * 41, "a number has at most 40 digits (got 41)"),
        ('A + "a"', '"a"', 'text stands only beside "==" and "!="'),
        ('"a" < A', '"a"', 'text stands only beside "==" and "!="'),
        ('A == "a" "b"', '"a" "b"', 'text is written once, plain, in quotes: "grid"'),
        ('A == """a"""', '"""a"""', 'text is written once, plain, in quotes: "grid"'),
        ('A == r"a"', 'r"a"', 'text is written once, plain, in quotes: "grid"'),
        ('A == ""', '""', 'text is written once, plain, in quotes: "grid"'),
        ("A[1]", "A[1]", "an index is a name after a name, such as EC[i]"),
        ("A[i:j]", "A[i:j]", "an index is a name after a name, such as EC[i]"),
        ("A[i, j]", "A[i, j]", "an index is a name after a name, such as EC[i]"),
        ("A[i][j]", "A[i][j]", "an index is a name after a name, such as EC[i]"),
        ("9**9**9", "9**9", "a power is an integer literal from -4 to 4"),
        ("A ** 5", "5", "a power is an integer literal from -4 to 4"),
        ("A ** 2.0", "2.0", "a power is an integer literal from -4 to 4"),
        ("A ** B", "B", "a power is an integer literal from -4 to 4"),
        ("A ** --2", "--2", "a power is an integer literal from -4 to 4"),
        ("min(A, key=B)", "min(A, key=B)", "values in brackets have no names"),
        ("abs(A, B)", "abs(A, B)", "abs takes one value"),
        ("abs()", "abs()", "abs takes one value"),
        (
            "min(A)",
            "min(A)",
            "min takes two values or more, or goes over a set: min(EC[i] for i in chiller)",
        ),
        (
            "max()",
            "max()",
            "max takes two values or more, or goes over a set: max(EC[i] for i in chiller)",
        ),
        ("sum(A)", "sum(A)", "sum goes over one set: sum(EC[i] for i in chiller)"),
        ("sum(A, B)", "sum(A, B)", "sum goes over one set: sum(EC[i] for i in chiller)"),
        (
            "sum([A for i in s])",
            "sum([A for i in s])",
            "sum goes over one set: sum(EC[i] for i in chiller)",
        ),
        (
            "sum(A for i in s for j in t)",
            "sum(A for i in s for j in t)",
            "sum goes over one set: sum(EC[i] for i in chiller)",
        ),
        (
            "sum(A for (i, j) in s)",
            "sum(A for (i, j) in s)",
            "sum goes over one set: sum(EC[i] for i in chiller)",
        ),
        (
            "sum(A async for i in s)",
            "sum(A async for i in s)",
            "sum goes over one set: sum(EC[i] for i in chiller)",
        ),
        (
            "sum(A for i in s if B > 0 if C > 0)",
            "sum(A for i in s if B > 0 if C > 0)",
            'one "if" is allowed; join conditions by "and"',
        ),
        ("sum(A for ii in s)", "ii", 'an index is one small letter other than "q"'),
        ("sum(A for q in s)", "q", 'an index is one small letter other than "q"'),
        ("q(24)", "q(24)", 'q takes a number and its unit in quotes: q("24 hour/day")'),
        ('q("24")', 'q("24")', 'q takes a number and its unit in quotes: q("24 hour/day")'),
        (
            'q("1 kWh", "2 kWh")',
            'q("1 kWh", "2 kWh")',
            'q takes a number and its unit in quotes: q("24 hour/day")',
        ),
        ('q("1" " kWh")', '"1" " kWh"', 'text is written once, plain, in quotes: "grid"'),
        ('q("x kWh")', 'q("x kWh")', '"x" is not a number'),
        ('q("9**9**9 kWh")', 'q("9**9**9 kWh")', '"9**9**9" is not a number'),
        ('q("1e31 kWh")', 'q("1e31 kWh")', "an exponent is from -30 to 30 (got 31)"),
    ],
)
def test_what_is_outside_of_the_language_is_refused_by_name(
    text: str, operand: str, sentence: str
) -> None:
    """The smallest part at fault leads the sentence."""
    with pytest.raises(FormulaError) as refusal:
        parse_formula(text)
    assert refusal.value.operand == operand
    assert str(refusal.value) == f"{operand}: {sentence}"
