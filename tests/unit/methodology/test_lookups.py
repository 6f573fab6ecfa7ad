"""Lookups: rows are half-open and disjoint when loaded, and one of them holds when evaluated."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.expressions import Budget, EvaluationError
from jcm_mrv.methodology.evaluation import evaluate_equations

if TYPE_CHECKING:
    from tests.unit.methodology.conftest import Load, Refuse

    from jcm_mrv.methodology.evaluation import Value

PARAMETERS = """
[parameters.CAP]
symbol = 'C'
title = "Capacity"
kind = "fixed"
unit = "kW"
[parameters.USE]
symbol = 'u'
title = "Use"
kind = "category"
values = ["cooling", "process"]
[parameters.R]
symbol = 'R'
title = "Ratio"
kind = "default"
"""
RATIO = ("EC * EF", "EC * EF * R")


def row(when: str, value: str = "1") -> str:
    """Return one row of the lookup."""
    return f'[[parameters.R.lookup]]\nwhen = {{ {when} }}\nvalue = {value}\nsource = "table 1"\n'


ROWS = (
    row('CAP = { from = 0, below = 0.3, unit = "MW" }, USE = "cooling"', "4")
    + row('CAP = { from = 300, below = 450 }, USE = "cooling"', "5")
    + row('CAP = { from = 450 }, USE = "cooling"', "6")
    + row('CAP = {}, USE = "process"', "2.5")
)


@pytest.mark.parametrize(
    ("capacity", "use", "ratio"),
    [
        ("0", "cooling", "4"),
        ("299.999", "cooling", "4"),
        ("300", "cooling", "5"),
        ("449", "cooling", "5"),
        ("450", "cooling", "6"),
        ("100000", "cooling", "6"),
        ("-1", "process", "2.5"),
    ],
)
def test_the_row_that_holds_gives_the_value(
    load: Load, capacity: str, use: str, ratio: str
) -> None:
    """A bound belongs to the row that begins there; a range in MW meets a parameter in kW."""
    pump = load(RATIO, more=PARAMETERS + ROWS)
    inputs: dict[str, Value] = {
        "EC": Fraction(1),
        "EF": Fraction(1),
        "CAP": Fraction(capacity),
        "USE": use,
    }
    results = evaluate_equations(pump, inputs, {}, days=None, budget=Budget())
    # ER = 1 MWh * 1 tCO2/MWh * R
    assert results["ER"] == Fraction(ratio)


def test_a_case_without_a_row_has_no_value(load: Load) -> None:
    """A capacity below every row stops the evaluation, and names parameter and values."""
    pump = load(RATIO, more=PARAMETERS + ROWS)
    inputs: dict[str, Value] = {
        "EC": Fraction(1),
        "EF": Fraction(1),
        "CAP": Fraction("-0.5"),
        "USE": "cooling",
    }
    with pytest.raises(EvaluationError) as stop:
        evaluate_equations(pump, inputs, {}, days=None, budget=Budget())
    assert str(stop.value) == "R: no row of its lookup holds for CAP = -0.5, USE = cooling"
    kind: str = stop.value.kind
    assert kind == "no-row"


def test_a_lookup_over_a_set_gives_each_member_its_own(load: Load) -> None:
    """Two pumps of different size have different ratios."""
    sets = '[sets.pump_]\ntitle = "Pumps"\n'
    over = 'kind = "fixed"\nunit = "kW"'
    more = PARAMETERS.replace(over, over + '\nover = "pump_"')
    more = more.replace('kind = "default"', 'kind = "default"\nover = "pump_"')
    pump = load(("EC * EF", "EC * EF * sum(R[i] for i in pump_)"), more=sets + more + ROWS)
    inputs: dict[str, Value] = {
        "EC": Fraction(1),
        "EF": Fraction(1),
        "CAP": {"a": Fraction(10), "b": Fraction(500)},
        "USE": "cooling",
    }
    results = evaluate_equations(pump, inputs, {"pump_": ("a", "b")}, days=None, budget=Budget())
    # R of a is 4, R of b is 6
    assert results["RE"] == 10


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (
            row("CAP = { from = 0, below = 300 }") + row("CAP = { from = 299, below = 450 }"),
            "pump.toml: parameters.R.lookup[1].when: M017 row 1 overlaps row 0:"
            " one case would have two values",
        ),
        (
            row('CAP = { below = 300 }, USE = "cooling"') + row('CAP = {}, USE = "cooling"'),
            "pump.toml: parameters.R.lookup[1].when: M017 row 1 overlaps row 0:"
            " one case would have two values",
        ),
        (
            row("CAP = { from = 300, below = 300 }"),
            'pump.toml: parameters.R.lookup[0].when.CAP: M017 the range is empty: "from" is'
            ' inside of it, "below" is above it',
        ),
        (
            row("CAP = {}") + row('USE = "cooling"'),
            "pump.toml: parameters.R.lookup[1].when: M005 every row asks for the same parameters;"
            " the first row for CAP",
        ),
        (
            row("CAPA = {}"),
            'pump.toml: parameters.R.lookup[0].when.CAPA: M011 "CAPA" is not a parameter of this'
            ' methodology; did you mean "CAP"?',
        ),
        (
            row("EC = { below = 3 }"),
            "pump.toml: parameters.R.lookup[0].when.EC: M005 a row asks for fixed parameters and"
            " categories that are given; EC is monitored",
        ),
        (
            row("USE = { below = 3 }"),
            "pump.toml: parameters.R.lookup[0].when.USE: M005 USE is a category: one of its values"
            " in quotes is expected (got a range)",
        ),
        (
            row('USE = "coolin"'),
            'pump.toml: parameters.R.lookup[0].when.USE: M005 "coolin" is not a value of USE;'
            ' did you mean "cooling"?',
        ),
        (
            row('CAP = "big"'),
            "pump.toml: parameters.R.lookup[0].when.CAP: M005 CAP is a number: a range is expected"
            ' (got "big")',
        ),
        (
            row('CAP = { below = 3, unit = "MWh" }'),
            'pump.toml: parameters.R.lookup[0].when.CAP.unit: M013 "MWh" and "kW" have different'
            " dimensions (energy in MWh, power in kW): one cannot be converted into the other",
        ),
        (
            row('CAP = { below = 3, unit = "kw" }'),
            'pump.toml: parameters.R.lookup[0].when.CAP.unit: M016 "kw" is not a unit;'
            ' did you mean "kW"?',
        ),
        (
            row("CAP = { belo = 3 }"),
            'pump.toml: parameters.R.lookup[0].when.CAP.belo: M003 unknown key "belo";'
            ' did you mean "below"?',
        ),
    ],
)
def test_rows_that_do_not_fit_are_refused(refuse: Refuse, rows: str, line: str) -> None:
    """Each fault of a row is named with the row's number, from 0."""
    assert line in refuse(RATIO, more=PARAMETERS + rows)


def test_a_lookup_does_not_ask_for_a_member_without_being_over_the_set(refuse: Refuse) -> None:
    """One value for all cannot depend on the capacity of each."""
    over = 'kind = "fixed"\nunit = "kW"'
    more = '[sets.pump_]\ntitle = "Pumps"\n' + PARAMETERS.replace(over, over + '\nover = "pump_"')
    assert refuse(RATIO, more=more + row('CAP = {}, USE = "cooling"')) == [
        "pump.toml: parameters.R.lookup[0].when.CAP: M005 CAP is over the set pump_,"
        " which the lookup is not"
    ]


def test_a_lookup_has_no_source_of_its_own(refuse: Refuse) -> None:
    """The sources are the rows'."""
    more = PARAMETERS + 'source = "x"\n' + row('CAP = {}, USE = "cooling"')
    assert refuse(RATIO, more=more) == [
        "pump.toml: parameters.R.source: M003 each row of a lookup has a source of its own"
    ]
