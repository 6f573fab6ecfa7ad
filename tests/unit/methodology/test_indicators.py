"""Indicators are judged when a methodology is loaded, by the checks of its equations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.methodology.conftest import Load, Refuse

INDICATOR = """
[[indicators]]
name = "intensity"
title = "Emissions of a unit"
unit = "tCO2/MWh"
formula = "RE / EC"
"""
YIELD = """
[[indicators]]
name = "yield_of_array"
title = "Yield"
unit = "kWh/kW"
formula = "EC / P"
nameplate = { P = "EC" }
"""


def test_an_indicator_reads_parameters_and_equations(load: Load) -> None:
    """It is kept as it is written, with its conversions in their place."""
    [one] = load(more=INDICATOR).indicators

    assert (one.name, one.symbol, one.title) == ("intensity", "intensity", "Emissions of a unit")
    assert (one.unit.text, one.text, one.over) == ("tCO2/MWh", "RE / EC", None)
    assert not one.nameplate


def test_a_nameplate_power_is_a_name_in_kilowatts(load: Load) -> None:
    """MWh by kW are a thousand times kWh by kW: the conversion stands at the root."""
    [one] = load(more=YIELD).indicators

    assert dict(one.nameplate) == {"P": "EC"}
    assert getattr(one.tree, "factor", None) == 1000


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "RE / EC",
            "RE / EK",
            '[0].formula: M011 "EK" is no parameter and no equation of this methodology'
            " (expected one of EC, EF, RE, PE, ER)",
        ),
        (
            "RE / EC",
            "RE / ",
            "[0].formula: M010 RE /: this cannot be read as a formula",
        ),
        (
            "RE / EC",
            "RE * EC",
            "[0].formula: M013 RE * EC: the result has another dimension than declared"
            " (tCO2*MWh, declared tCO2/MWh)",
        ),
        ('unit = "tCO2/MWh"\nformula = "RE', 'unit = "tCO/MWh"\nformula = "RE', "[0].unit: M016 "),
        ('"intensity"', '"EC"', "[0].name: M005 EC is the name of something else"),
        ('"intensity"', '"sum"', '[0].name: M005 "sum" is a word of the formula language'),
        ('"RE / EC"', '"RE / EC"\nover = "x"', "[0].over: M011 "),
        ('"RE / EC"', '"RE / EC"\nwhy = "x"', "[0].why: M003 "),
    ],
)
def test_a_fault_names_the_indicator(refuse: Refuse, old: str, new: str, line: str) -> None:
    """Names, language, dimensions and units are those of the equations; the code is theirs."""
    assert INDICATOR.count(old) == 1
    [told] = refuse(more=INDICATOR.replace(old, new))

    assert told.startswith(f"pump.toml: indicators{line}")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            '{ P = "EC" }',
            '{ P = "EF" }',
            '.P: M011 "EF" is no monitored parameter of this methodology (expected one of EC)',
        ),
        (
            '{ P = "EC" }',
            '{ P = "EC", Q = "EC" }',
            ".Q: M014 Q is used by nothing; use it or take it out",
        ),
    ],
)
def test_a_nameplate_power_leads_to_a_parameter_and_is_read(
    refuse: Refuse, old: str, new: str, line: str
) -> None:
    """A name that leads nowhere, or that the formula does not read, is refused."""
    assert refuse(more=YIELD.replace(old, new)) == [f"pump.toml: indicators[0].nameplate{line}"]


def test_a_nameplate_power_takes_no_name_that_is_there(refuse: Refuse) -> None:
    """A formula could not tell the factor from the power."""
    more = YIELD.replace("EC / P", "EC / EF").replace("{ P =", "{ EF =")

    assert "pump.toml: indicators[0].nameplate.EF: M005 EF is the name of something else" in (
        refuse(more=more)
    )


def test_a_name_stands_for_one_indicator(refuse: Refuse) -> None:
    """Reports name an indicator by it."""
    assert refuse(more=INDICATOR + INDICATOR) == [
        "pump.toml: indicators[1].name: M005 intensity is the name of something else"
    ]


def test_no_rule_is_an_indicator(load: Load) -> None:
    """No credit follows from one: a lock of the module without it stays what it is."""
    without, with_one = load(), load(more=INDICATOR)

    assert without.rules_sha256 == with_one.rules_sha256
    assert without.file_sha256 != with_one.file_sha256


def test_what_only_an_indicator_reads_is_read(load: Load) -> None:
    """A parameter or an equation that nothing else needs may stand in the file."""
    more = '[equations.EX]\nunit = "MWh"\nformula = "EC * 2"\n'
    [one] = load(more=more + INDICATOR.replace("RE / EC", "RE / EX")).indicators

    assert one.text == "RE / EX"
