"""Formulas are judged when a methodology is loaded: names, order, dimensions, nothing unused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.methodology.conftest import Load, Refuse

RE = "equations.RE.formula"


def fixed(name: str, unit: str) -> str:
    """Return the table of a fixed parameter."""
    return f'[parameters.{name}]\nsymbol = \'x\'\ntitle = "x"\nkind = "fixed"\nunit = "{unit}"\n'


PERIOD = '[parameters.D]\nsymbol = \'D\'\ntitle = "x"\nkind = "period"\nunit = "day"\n'
CAPACITY = fixed("EC_CAP", "MW") + PERIOD
AUXILIARY = "[equations.AUX]\nunit = \"MWh\"\nformula = '{}'\n"
MINUS_AUX = ("EC * EF", "(EC - AUX) * EF")


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (
            "EC * EFF",
            f'{RE}: M011 "EFF" is no parameter and no equation of this methodology;'
            ' did you mean "EF"?',
        ),
        (
            "EC + RE2 * EF",
            f'{RE}: M011 "RE2" is no parameter and no equation of this methodology;'
            ' did you mean "RE"?',
        ),
        (
            "EC * EF * GWP_CH4",
            f'{RE}: M011 GWP_CH4 is known only with gwp_sets = ["AR5"] or another report',
        ),
        (
            "sum(EC for i in pumps) * EF",
            f'{RE}: M011 "pumps" is not a set of this methodology',
        ),
    ],
)
def test_an_unknown_name_is_refused(refuse: Refuse, formula: str, line: str) -> None:
    """A name that is not defined gets the nearest one that is."""
    assert refuse(("EC * EF", formula)) == [f"pump.toml: {line}"]


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (
            "EC + EC * EF",
            'EC + EC * EF: the sides of "+" have different dimensions'
            " (energy in MWh, mass of CO2 in tCO2)",
        ),
        (
            "EC * EF if EC > EF else EC * EF",
            'EC > EF: the sides of ">" have different dimensions (energy in MWh, tCO2/MWh)',
        ),
        (
            "EC if EC > 0 else EC * EF",
            'EC if EC > 0 else EC * EF: the arms of "if" have different dimensions'
            " (energy in MWh, mass of CO2 in tCO2)",
        ),
        (
            "EC * EC * EF",
            "EC * EC * EF: the result has another dimension than declared"
            " (MWh*tCO2, declared mass of CO2 in tCO2)",
        ),
        (
            "EC[i] * EF",
            'EC[i]: "EC" has one value only, no index',
        ),
    ],
)
def test_a_formula_that_does_not_fit_is_refused(refuse: Refuse, formula: str, line: str) -> None:
    """Energy is not added to tonnes, both arms of an if are of one dimension, indices fit."""
    assert refuse(("EC * EF", formula)) == [f"pump.toml: {RE}: M013 {line}"]


def test_tonnes_declared_as_energy_are_refused(refuse: Refuse) -> None:
    """A factor in tCO2/MWh times MWh is not MWh."""
    assert refuse(MINUS_AUX, more=AUXILIARY.format("EC * EF")) == [
        "pump.toml: equations.AUX.formula: M013 EC * EF: the result has another dimension than"
        " declared (mass of CO2 in tCO2, declared energy in MWh)"
    ]


def test_days_taken_for_hours_are_refused(refuse: Refuse) -> None:
    """EC_CAP * 24 * D forgets that 24 are hours of a day; the remedy is said."""
    assert refuse(MINUS_AUX, more=CAPACITY + AUXILIARY.format("EC_CAP * 24 * D")) == [
        "pump.toml: equations.AUX.formula: M013 EC_CAP * 24 * D: the result has another dimension"
        " than declared (MW*day, declared energy in MWh);"
        ' hours are counted from days by q("24 hour/day")'
    ]


def test_days_become_hours_by_a_quantity(load: Load) -> None:
    """The same formula with q("24 hour/day") loads."""
    pump = load(MINUS_AUX, more=CAPACITY + AUXILIARY.format('EC_CAP * q("24 hour/day") * D'))
    assert [equation.name for equation in pump.equations] == ["PE", "AUX", "RE", "ER"]


def test_equations_in_a_circle_are_refused(refuse: Refuse) -> None:
    """The circle is written out, from its first equation in the file back to it."""
    more = '[equations.A]\nunit = "tCO2"\nformula = "ER * 2"\n'
    assert refuse(("EC * EF", "EC * EF + A"), more=more) == [
        f"pump.toml: {RE}: M012 equations need each other in a circle: RE -> A -> ER -> RE"
    ]


def test_an_equation_that_needs_itself_is_refused(refuse: Refuse) -> None:
    """The smallest circle is one equation."""
    assert refuse(("EC * EF", "EC * EF + RE")) == [
        f"pump.toml: {RE}: M012 equations need each other in a circle: RE -> RE"
    ]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (fixed("X", "1"), "parameters.X: M014 X is used by nothing; use it or take it out"),
        (
            '[equations.X]\nunit = "tCO2"\nformula = "EC * EF"\n',
            "equations.X: M014 X is used by nothing; use it or take it out",
        ),
        (
            '[sets.pumps]\ntitle = "x"\n',
            "sets.pumps: M014 pumps is used by nothing; use it or take it out",
        ),
        (
            '[units]\nlamp = "x"\n',
            "units.lamp: M014 lamp is used by nothing; use it or take it out",
        ),
    ],
)
def test_what_nothing_uses_is_refused(refuse: Refuse, more: str, line: str) -> None:
    """A name without use would have to be monitored for nothing."""
    assert refuse(more=more) == [f"pump.toml: {line}"]


def test_gwp_sets_that_nothing_uses_are_refused(refuse: Refuse) -> None:
    """A module names assessment reports only when a formula reads a GWP."""
    assert refuse(('gases = ["CO2"]', 'gases = ["CO2"]\ngwp_sets = ["AR5"]')) == [
        "pump.toml: gwp_sets: M014 no formula uses a GWP; take the key out"
    ]


def test_a_plausibility_rule_is_a_use(load: Load) -> None:
    """A parameter that only a rule reads is used."""
    rule = '[[plausibility]]\ntitle = "x"\nformula = "X >= 1"\nseverity = "note"\n'
    assert "X" in load(more=fixed("X", "1") + rule).parameters


def test_a_rule_is_a_condition(refuse: Refuse) -> None:
    """A rule that computes a number says nothing that could hold."""
    rule = '[[plausibility]]\ntitle = "x"\nformula = "EC + EC"\nseverity = "note"\n'
    assert refuse(more=rule) == [
        "pump.toml: plausibility[0].formula: M013 EC + EC: a condition is expected here,"
        " such as A >= B"
    ]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            ('[equations.PE]\nunit = "tCO2"\nformula = "0"\n', ""),
            "equations.PE: M015 equation PE is missing; a methodology defines RE, PE and ER",
        ),
        (
            ('unit = "tCO2"\nformula = "RE - PE"', 'unit = "kgCO2"\nformula = "RE - PE"'),
            'equations.ER.unit: M015 ER is in tCO2, of which credits are made (got "kgCO2")',
        ),
        (
            ('unit = "tCO2"\nformula = "0"', 'unit = "1"\nformula = "0"'),
            'equations.PE.unit: M015 PE is in tCO2, of which credits are made (got "1")',
        ),
    ],
)
def test_results_are_tonnes(refuse: Refuse, change: tuple[str, str], line: str) -> None:
    """RE, PE and ER are there, each in tonnes of CO2."""
    assert f"pump.toml: {line}" in refuse(change)


def test_results_are_one_number_a_vintage(refuse: Refuse) -> None:
    """Credits are not counted by member of a set."""
    lines = refuse(
        ('formula = "0"', 'formula = "0"\nover = "pumps"'), more='[sets.pumps]\ntitle = "x"\n'
    )
    assert (
        "pump.toml: equations.PE.over: M015 PE is one number a vintage and not over a set" in lines
    )


def test_equivalents_are_tonnes(load: Load) -> None:
    """tCO2e and tCO2 are one unit."""
    assert load(('unit = "tCO2"\nformula = "RE - PE"', 'unit = "tCO2e"\nformula = "RE - PE"'))


def test_a_name_means_one_thing(refuse: Refuse) -> None:
    """An equation may not be called as a parameter or a set is."""
    more = '[equations.EF]\nunit = "1"\nformula = "1"\n'
    assert "pump.toml: equations.EF: M005 EF is the name of something else" in refuse(more=more)


def test_a_formula_outside_of_the_language_is_refused(refuse: Refuse) -> None:
    """What could run, loop or import is not part of the language."""
    assert refuse(("EC * EF", "EC * EF.real")) == [
        f'pump.toml: {RE}: M010 EF.real: "." is not part of the formula language'
    ]


def test_a_formula_of_five_megabytes_is_refused_unread(refuse: Refuse) -> None:
    """The file's limit holds before any formula is read."""
    [line] = refuse(("EC * EF", "EC * EF + " + "1 + " * 1_250_000 + "1"))
    assert line.startswith("pump.toml: M002 the file has 5,00")


def test_formulas_know_the_gwp_of_their_gas(load: Load) -> None:
    """Methane times its GWP is tonnes of CO2 equivalent."""
    pump = load(
        ('gases = ["CO2"]', 'gases = ["CO2", "CH4"]\ngwp_sets = ["AR5"]'),
        ("EC * EF", "EC * EF + M * GWP_CH4"),
        more=fixed("M", "kgCH4"),
    )
    assert pump.gwp_sets == ("AR5",)


def test_a_gwp_keeps_its_name(refuse: Refuse) -> None:
    """With gwp_sets, no parameter may stand in for a sourced GWP."""
    lines = refuse(
        ('gases = ["CO2"]', 'gases = ["CO2"]\ngwp_sets = ["AR5"]'),
        ("EC * EF", "EC * EF * GWP_CH4"),
        more=fixed("GWP_CH4", "1"),
    )
    assert "pump.toml: parameters.GWP_CH4: M005 GWP_CH4 is the name of something else" in lines


def test_an_unknown_set_of_an_equation_is_refused_once(refuse: Refuse) -> None:
    """The set is named; what the formula makes of it is not judged."""
    more = '[equations.X]\nunit = "MWh"\nover = "room"\nformula = "EC[i]"\n'
    assert refuse(("EC * EF", "EC * EF + sum(X[i] for i in room)"), more=more) == [
        'pump.toml: equations.X.over: M011 "room" is not a set of this methodology',
        'pump.toml: equations.RE.formula: M011 "room" is not a set of this methodology',
    ]


def test_an_unknown_unit_of_an_equation_is_refused_once(refuse: Refuse) -> None:
    """Where the declared unit cannot be read, the formula's own is not compared with it."""
    assert refuse(('unit = "tCO2"\nformula = "EC * EF"', 'unit = "tC02"\nformula = "EC * EF"')) == [
        'pump.toml: equations.RE.unit: M016 "tC02" is not a unit; did you mean "tCO2"?'
    ]


def test_reductions_count_both_sides(refuse: Refuse) -> None:
    """An ER that forgets the project emissions is refused: PE would change nothing."""
    assert refuse(("RE - PE", "RE")) == [
        "pump.toml: equations.PE: M014 PE is used by nothing; use it or take it out"
    ]
