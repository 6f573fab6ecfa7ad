"""The standard units: every factor is exact and is the one that the unit is defined by."""

from __future__ import annotations

from fractions import Fraction
from importlib import resources

import pytest

from jcm_mrv.units import Unit, conversion_factor, standard_units
from jcm_mrv.units.definitions import read_definitions
from jcm_mrv.units.table import read_table, render_table

ENERGY = (("length", 2), ("mass", 1), ("time", -2))
POWER = (("length", 2), ("mass", 1), ("time", -3))
GASES = ("CO2", "CH4", "N2O", "HFC32", "HFC125", "HFC134a", "HFC143a", "SF6", "NF3")


@pytest.mark.parametrize(
    ("one", "factor", "other"),
    [
        ("kWh", 3_600_000, "J"),  # 1,000 W for 3,600 s
        ("Wh", 3_600, "J"),
        ("MWh", 1_000, "kWh"),
        ("GWh", 1_000, "MWh"),
        ("TWh", 1_000, "GWh"),
        ("MWh", Fraction(36, 10), "GJ"),
        ("kJ", 1_000, "J"),
        ("MJ", 1_000, "kJ"),
        ("GJ", 1_000, "MJ"),
        ("TJ", 1_000, "GJ"),
        ("kW", 1_000, "W"),
        ("MW", 1_000, "kW"),
        ("GW", 1_000, "MW"),
        ("kW*h", 1, "kWh"),
        ("W*s", 1, "J"),
        ("kvar", 1_000, "var"),
        ("Mvar", 1_000, "kvar"),
        ("kvarh", 1_000, "varh"),
        ("Mvarh", 1_000, "kvarh"),
        ("kvar*hour", 1, "kvarh"),
        ("kVA", 1_000, "VA"),
        ("MVA", 1_000, "kVA"),
        ("kVAh", 1_000, "VAh"),
        ("MVAh", 1_000, "kVAh"),
        ("kVA*hour", 1, "kVAh"),
        ("minute", 60, "second"),
        ("min", 1, "minute"),
        ("h", 60, "minute"),
        ("hour", 1, "h"),
        ("second", 1, "s"),
        ("km", 1_000, "m"),
        ("m2", 1, "m^2"),
        ("ha", 10_000, "m2"),
        ("m3", 1_000, "L"),
        ("kL", 1, "m3"),
        ("kg", 1_000, "g"),
        ("t", 1_000, "kg"),
        ("kt", 1_000, "t"),
        ("kgCO2", 1_000, "gCO2"),
        ("ktCO2", 1_000, "tCO2"),
        ("tCO2", 1, "tCO2e"),
        ("gCO2e", 1, "gCO2"),
        ("kgCO2e", 1, "kgCO2"),
        ("ktCO2e", 1, "ktCO2"),
        *((f"t{gas}", 1_000, f"kg{gas}") for gas in GASES),
        ("kA", 1_000, "A"),
        ("kV", 1_000, "V"),
        ("V*A", 1, "W"),
        ("delta_degC", 1, "K"),
        ("%", Fraction(1, 100), "1"),
        ("tCO2/MWh", 1, "kgCO2/kWh"),  # both 1,000 times as much
        ("tCO2/TJ", Fraction(36, 10_000), "tCO2/MWh"),  # 1 MWh is 0.0036 TJ
        # 12,000 times 4186.8 * 0.45359237 * 5/9 J in 3,600 s
        (
            "USRt",
            12_000 * Fraction("4186.8") * Fraction("0.45359237") * Fraction(5, 9) / 3_600,
            "W",
        ),
    ],
)
def test_a_factor_is_the_ratio_that_the_units_are_defined_by(
    one: str, factor: int | Fraction, other: str
) -> None:
    """Each conversion is exact, stated as a ratio of integers or of the defining decimals."""
    units = standard_units()
    assert conversion_factor(units.parse(one), units.parse(other)) == factor


def test_the_refrigeration_ton_comes_near_the_figure_in_use() -> None:
    """3.516852842 kW is the figure that handbooks print, rounded."""
    ton, kilowatt = standard_units().parse("USRt"), standard_units().parse("kW")
    assert round(conversion_factor(ton, kilowatt), 9) == Fraction("3.516852842")


@pytest.mark.parametrize("name", sorted(read_definitions()))
def test_no_factor_has_been_a_float(name: str) -> None:
    """Every definition is a product of decimals; no float's denominator is that small."""
    unit = read_definitions()[name]
    assert type(unit.scale) is Fraction
    assert type(unit.offset) is Fraction
    assert 10**12 % unit.scale.denominator == 0 or name == "USRt"
    assert 10**12 % unit.offset.denominator == 0


def test_the_vocabulary_has_no_names_of_pints_own() -> None:
    """What pint adds by itself is not offered; what its grammar cannot write is renamed."""
    names = standard_units().names
    assert "%" in names
    assert not {"percent", "ΔdegC", "kelvin", "degree_Celsius", "pi"} & set(names)
    assert all(name == unit.text for name, unit in names.items())


@pytest.mark.parametrize(
    ("name", "dimensions"),
    [
        ("1", ()),
        ("%", ()),
        ("MWh", ENERGY),
        ("GJ", ENERGY),
        ("MW", POWER),
        ("USRt", POWER),
        ("kvarh", (("reactive power", 1), ("time", 1))),
        ("kVAh", (("apparent power", 1), ("time", 1))),
        ("hour", (("time", 1),)),
        ("day", (("day", 1),)),
        ("t", (("mass", 1),)),
        ("Nm3", (("normal volume", 1),)),
        ("m3", (("length", 3),)),
        ("degC", (("temperature", 1),)),
        *((f"t{gas}", ((f"mass of {gas}", 1),)) for gas in GASES),
    ],
)
def test_a_unit_has_the_dimension_of_its_kind(
    name: str, dimensions: tuple[tuple[str, int], ...]
) -> None:
    """A day is no time, a gas is no other gas, reactive and apparent energy are no energy."""
    assert standard_units().parse(name).dimensions == dimensions


def test_a_degree_is_a_point_and_its_difference_is_not() -> None:
    """0 degC is 273.15 K; a difference has no zero of its own."""
    units = standard_units()
    temperature = (("temperature", 1),)
    assert units.parse("degC") == Unit(
        "degC", temperature, Fraction(1), point=True, offset=Fraction("273.15")
    )
    assert units.parse("delta_degC") == Unit("delta_degC", temperature, Fraction(1))


def test_the_table_is_what_pint_makes_of_the_definitions() -> None:
    """units.tsv holds every unit of units.txt with pint's exact factor, and nothing else."""
    assert read_table() == read_definitions()


def test_the_table_is_written_as_it_stands() -> None:
    """Writing the table again gives the file in the repository, byte for byte."""
    kept = resources.files("jcm_mrv.units").joinpath("units.tsv").read_text(encoding="utf-8")

    assert render_table(read_definitions().values()) == kept
