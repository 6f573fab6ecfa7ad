"""The refusals on docs/formula-language.md are those that the formula language gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jcm_mrv.expressions import FormulaError, Symbol, infer, parse_formula
from jcm_mrv.units import standard_units

PAGE = (Path(__file__).parents[2] / "docs" / "formula-language.md").read_text("utf-8")
UNITS = standard_units()
SYMBOLS = {
    name: Symbol(name, UNITS.parse(unit))
    for name, unit in {
        "EG": "MWh",
        "F": "tCO2",
        "EF": "tCO2/MWh",
        "EC_CAP": "MW",
        "D": "day",
        "T": "degC",
    }.items()
} | {
    "EC": Symbol("EC", UNITS.parse("MWh"), "chiller"),
    "source": Symbol("source", None, "chiller", ("grid", "diesel")),
}
ROWS = re.findall(
    r"^\| `(.+?)` \| `(.+?)` \| (.+) \|$", PAGE.partition("## What is refused")[2], re.MULTILINE
)


def test_the_page_shows_refusals() -> None:
    """The table is found, so that the test below tests something."""
    assert len(ROWS) == 15


@pytest.mark.parametrize(("formula", "declared", "answer"), ROWS)
def test_a_formula_on_the_page_gets_the_answer_beside_it(
    formula: str, declared: str, answer: str
) -> None:
    """The sentence in the table is the whole refusal."""
    with pytest.raises(FormulaError) as refusal:
        infer(parse_formula(formula), SYMBOLS, {"chiller"}, UNITS, target=UNITS.parse(declared))
    assert str(refusal.value) == answer
