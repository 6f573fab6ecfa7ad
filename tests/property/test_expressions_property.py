"""Formulas made by chance: every reader of a tree agrees, and units change nothing."""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jcm_mrv.expressions import (
    Budget,
    EvaluationError,
    FormulaError,
    Symbol,
    evaluate,
    infer,
    parse_formula,
    render_latex,
    render_numbers,
    render_text,
    to_json,
)
from jcm_mrv.units import convert, standard_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import SearchStrategy

    Inputs = Mapping[str, Fraction | str | Mapping[str, Fraction | str]]

UNITS = standard_units()
SETS = {"system": ("a", "b", "c")}
ENERGY_UNITS = ("Wh", "kWh", "MWh", "GJ", "kW*h", "MWh/p")
OPTIONS = ("grid", "diesel")

numbers = st.integers(-30, 30).map(lambda n: Fraction(n, 4))
literals = st.sampled_from(["0", "1", "2", "0.5", "1.25", "3e-1", "10"])


def both(pattern: str, *parts: SearchStrategy[str]) -> SearchStrategy[str]:
    """Return texts of a pattern with its parts filled in."""
    return st.tuples(*parts).map(lambda filled: pattern.format(*filled))


def grow(energy: SearchStrategy[str], ratio: SearchStrategy[str]) -> SearchStrategy[str]:
    """Return larger texts of an energy, of parts that are energies and ratios."""
    condition = st.one_of(
        both("{} < {}", energy, energy),
        both("{} >= {}", ratio, ratio),
        both("not {} != {}", energy, energy),
        both("({} > 0 and {} <= 2)", energy, ratio),
        both("({} == {} or FUEL != 'grid')", ratio, ratio),
    )
    return st.one_of(
        both("({} + {})", energy, energy),
        both("({} - {})", energy, energy),
        both("{} * {}", energy, ratio),
        both("{} / {}", energy, ratio),
        both("{} * (({}) / ({}))", energy, energy, energy),
        both("({}) ** 2 / ({})", energy, energy),
        both("-{}", energy),
        both("abs({})", energy),
        both("min({}, {})", energy, energy),
        both("max({}, 0, {})", energy, energy),
        both("({} if {} else {})", energy, condition, energy),
        both("sum(EG[i] * {} for i in system if {})", ratio, condition),
        both("sum(EG[j] + {} for j in system if source[j] == 'grid')", energy),
        both("max({} - EG[k] for k in system)", energy),
    )


ratios = st.one_of(literals, st.sampled_from(["PUE", "LOSS", "(1 - LOSS)", "PUE ** -2"]))
energies = st.recursive(
    st.sampled_from(["E1", "E2", 'q("2.5 kWh")', "sum(EG[i] for i in system)"]),
    lambda smaller: grow(smaller, ratios),
    max_leaves=6,
)


@st.composite
def inputs(draw: st.DrawFn) -> dict[str, Any]:
    """Return numbers for every name, energies in MWh."""
    return {
        "E1": draw(numbers),
        "E2": draw(numbers),
        "PUE": draw(numbers),
        "LOSS": draw(numbers),
        "FUEL": draw(st.sampled_from(OPTIONS)),
        "EG": {member: draw(numbers) for member in SETS["system"]},
        "source": {member: draw(st.sampled_from(OPTIONS)) for member in SETS["system"]},
    }


def symbols(units: tuple[str, str, str]) -> dict[str, Symbol]:
    """Return every name, its energies in the given units."""
    e1, e2, eg = (UNITS.parse(unit) for unit in units)
    return {
        "E1": Symbol("E1", e1),
        "E2": Symbol("E2", e2),
        "EG": Symbol("EG", eg, "system"),
        "PUE": Symbol("PUE", None),
        "LOSS": Symbol("LOSS", UNITS.parse("%")),
        "FUEL": Symbol("FUEL", None, None, OPTIONS),
        "source": Symbol("source", None, "system", OPTIONS),
    }


@contextmanager
def untried(*reasons: str) -> Iterator[None]:
    """Leave out what chance made too long, or with one index inside of its like."""
    try:
        yield
    except FormulaError as refusal:
        assume(not any(reason in str(refusal) for reason in reasons))
        raise


def inferred(text: str, units: tuple[str, str, str] = ("MWh", "kWh", "GJ")) -> Any:
    """Return the tree of a text in MWh."""
    target = UNITS.parse("MWh")
    with untried("a formula ", "take another index"):
        return infer(parse_formula(text), symbols(units), tuple(SETS), UNITS, target=target)


class JsonEvaluator:
    """Evaluate a JSON tree: another program's view, with no code and no units of ours."""

    def __init__(self, values: Inputs) -> None:
        self.values = values
        self.members: dict[str, str] = {}

    def value(self, tree: dict[str, Any]) -> Any:
        """Return what a tree stands for; nothing in it needs to be known but these forms."""
        if "number" in tree or "quantity" in tree:
            return Fraction(tree["number"] if "number" in tree else tree["quantity"])
        if "text" in tree:
            return tree["text"]
        if "name" in tree:
            value: Any = self.values[tree["name"]]
            return value[self.members[tree["index"]]] if "index" in tree else value
        if "convert" in tree:
            return self.value(tree["args"][0]) * Fraction(tree["convert"])
        op = tree["op"]
        if "set" in tree:
            found = []
            for member in SETS[tree["set"]]:
                self.members[tree["index"]] = member
                if "if" not in tree or self.value(tree["if"]):
                    found.append(self.value(tree["of"]))
            return sum(found, Fraction(0)) if op == "sum" else {"min": min, "max": max}[op](found)
        if op == "if":
            condition, then, otherwise = tree["args"]
            return self.value(then if self.value(condition) else otherwise)
        if op == "and":
            return all(self.value(arg) for arg in tree["args"])
        if op == "or":
            return any(self.value(arg) for arg in tree["args"])
        first, *rest = (self.value(arg) for arg in tree["args"])
        if op == "not":
            return not first
        if op == "neg":
            return -first
        if op == "abs":
            return abs(first)
        if op in ("min", "max"):
            return min(first, *rest) if op == "min" else max(first, *rest)
        return BINARY[op](first, rest[0])


BINARY: dict[str, Any] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "power": lambda a, b: a ** int(b),
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


@settings(max_examples=300)
@given(energies, inputs())
def test_another_evaluator_of_the_json_tree_gets_the_same_value(
    text: str, values: dict[str, Any]
) -> None:
    """The report's tree carries all that its value depends on."""
    tree = inferred(text)
    ours: Any
    try:
        ours = evaluate(tree, values, SETS, Budget())
    except EvaluationError as stop:
        ours = stop.kind
    try:
        theirs = JsonEvaluator(values).value(to_json(tree))
    except ZeroDivisionError:
        theirs = "division-by-zero"
    assert ours == theirs


@settings(max_examples=300)
@given(energies, inputs(), st.tuples(*[st.sampled_from(ENERGY_UNITS)] * 3))
def test_the_unit_that_a_parameter_is_declared_in_changes_nothing(
    text: str, values: dict[str, Any], units: tuple[str, str, str]
) -> None:
    """An energy in kWh has 1,000 times the number that it has in MWh, and the result stays."""
    megawatt_hour = UNITS.parse("MWh")
    e1, e2, eg = (UNITS.parse(unit) for unit in units)
    scaled = values | {
        "E1": convert(values["E1"], megawatt_hour, e1),
        "E2": convert(values["E2"], megawatt_hour, e2),
        "EG": {key: convert(value, megawatt_hour, eg) for key, value in values["EG"].items()},
    }
    results: list[object] = []
    for declared, given_values in ((("MWh", "MWh", "MWh"), values), (units, scaled)):
        try:
            results.append(evaluate(inferred(text, declared), given_values, SETS, Budget()))
        except EvaluationError as stop:
            results.append((stop.kind, stop.operand))
    assert results[0] == results[1]


@settings(max_examples=300)
@given(energies)
def test_a_rendered_formula_reads_back_as_itself(text: str) -> None:
    """Brackets and spaces may go; the tree stays."""
    with untried("a formula "):
        tree = parse_formula(text)
    assert parse_formula(render_text(tree)) == tree


@settings(max_examples=300)
@given(energies, inputs())
def test_the_line_with_numbers_computes_the_same(text: str, values: dict[str, Any]) -> None:
    """Put back into the language, the numbers in place of symbols give the value."""
    tree = inferred(text)
    assume("for" not in text)  # a sum is written out for some members only
    try:
        value = evaluate(tree, values, SETS, Budget())
    except EvaluationError:
        return
    line = render_numbers(tree, values)
    # Two texts are not compared in the language; the options stand for their comparison.
    line = line.replace('"grid" != "grid"', "0 > 1").replace('"diesel" != "grid"', "1 > 0")
    again = infer(parse_formula(line), {}, (), UNITS, target=UNITS.parse("1"))
    assert evaluate(again, {}, {}, Budget()) == value


@settings(max_examples=300)
@given(energies)
def test_latex_brackets_are_in_pairs(text: str) -> None:
    """What LaTeX cannot read would spoil a whole document."""
    latex = render_latex(inferred(text), {})
    assert latex.count(r"\left") == latex.count(r"\right")
    assert latex.count("{") == latex.count("}")
    assert latex.count(r"\begin{cases}") == latex.count(r"\end{cases}")


WORDS = "A B i chiller sum min max abs q for in if else and or not is lambda True None"
SIGNS = "( ) [ ] { } , : + - * / // % @ ^ ** < <= == != = . ' 0 1 0x1 1_0 1e99 2.5 1j"
TOKENS = [*WORDS.split(), *SIGNS.split(), '"', '"grid"', 'q("1 kWh")']


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*TOKENS, " ", "\n", "é"]), max_size=30).map("".join)
    | st.lists(st.sampled_from(TOKENS), max_size=30).map(" ".join)
)
def test_any_text_is_a_formula_or_a_refusal(text: str) -> None:
    """The language is total: nothing else is ever raised, and no warning escapes."""
    known = {"A": Symbol("A", None), "B": Symbol("B", UNITS.parse("kWh"), "chiller")}
    try:
        tree = parse_formula(text)
        assert parse_formula(render_text(tree)) == tree
        infer(tree, known, ("chiller",), UNITS, target=UNITS.parse("1"), over="chiller")
    except FormulaError:
        return
