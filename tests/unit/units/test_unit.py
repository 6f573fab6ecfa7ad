"""One unit and another: conversion, products, and what a person is told."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jcm_mrv.units import (
    DIMENSIONLESS,
    Unit,
    UnitError,
    conversion_factor,
    convert,
    describe_unit,
    multiply_units,
    standard_units,
)

parse = standard_units().parse

# A second scale of points, 1.8 steps to a kelvin: no such unit is offered, the rule is general.
FAHRENHEIT = Unit(
    "degF",
    (("temperature", 1),),
    Fraction(5, 9),
    point=True,
    offset=Fraction("273.15") - 32 * Fraction(5, 9),
)


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("1500", "kWh", "MWh", "1.5"),
        ("0.5546", "tCO2/MWh", "gCO2/kWh", "554.6"),
        ("5", "%", "1", "0.05"),
        ("21.5", "degC", "degC", "21.5"),
        ("20", "delta_degC", "K", "20"),
        ("-3.6", "GJ", "MWh", "-1"),
    ],
)
def test_a_number_is_converted_exactly(value: str, source: str, target: str, expected: str) -> None:
    """The quantity stays the same, to the last digit."""
    assert convert(Fraction(value), parse(source), parse(target)) == Fraction(expected)


def test_a_point_is_moved_by_its_zero_and_its_step() -> None:
    """212 degF is 100 degC, and 0 degC is 32 degF."""
    assert convert(Fraction(212), FAHRENHEIT, parse("degC")) == 100
    assert convert(Fraction(0), parse("degC"), FAHRENHEIT) == 32


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            "kWh",
            "tCO2",
            '"kWh" and "tCO2" have different dimensions (energy in kWh, mass of CO2 in tCO2):'
            " one cannot be converted into the other",
        ),
        (
            "tCH4",
            "tCO2e",
            '"tCH4" and "tCO2e" have different dimensions (mass of CH4 in tCH4, mass of CO2 in'
            " tCO2e): one cannot be converted into the other",
        ),
        (
            "kvarh",
            "kWh",
            '"kvarh" and "kWh" have different dimensions (reactive energy in kvarh, energy in'
            " kWh): one cannot be converted into the other",
        ),
        (
            "MW*day",
            "MWh",
            '"MW*day" and "MWh" have different dimensions (MW*day, energy in MWh):'
            " one cannot be converted into the other",
        ),
    ],
)
def test_another_dimension_is_refused_both_ways(source: str, target: str, message: str) -> None:
    """Neither a number nor a factor crosses from one dimension to another."""
    with pytest.raises(UnitError) as refusal:
        convert(Fraction(1), parse(source), parse(target))
    assert str(refusal.value) == message
    with pytest.raises(UnitError) as refusal:
        conversion_factor(parse(source), parse(target))
    assert str(refusal.value) == message


@pytest.mark.parametrize(("source", "target"), [("degC", "K"), ("K", "degC")])
def test_a_point_is_not_converted_into_a_difference(source: str, target: str) -> None:
    """Whether 20 K is a temperature or a rise of it, no rule can tell."""
    with pytest.raises(UnitError) as refusal:
        convert(Fraction(20), parse(source), parse(target))
    assert str(refusal.value) == (
        '"degC" is a point on a scale and "K" is not: one cannot be converted into the other'
    )


@pytest.mark.parametrize(("source", "target"), [("degC", "degC"), ("K", "degC"), ("degC", "K")])
def test_a_point_has_no_factor(source: str, target: str) -> None:
    """A factor would forget where the scale's zero is."""
    with pytest.raises(UnitError) as refusal:
        conversion_factor(parse(source), parse(target))
    assert str(refusal.value) == (
        '"degC" is a point on a scale, which no factor converts; a difference is in "delta_degC"'
    )


@pytest.mark.parametrize(
    ("left", "right", "power", "text"),
    [
        ("MWh", "tCO2/MWh", 1, "tCO2"),
        ("kWh", "tCO2/MWh", 1, "kWh*tCO2/MWh"),
        ("MW", "hour/day", 1, "MW*hour/day"),
        ("MWh", "MWh", -1, "1"),
        ("1", "hour", -1, "1/hour"),
        ("1", "m", 3, "m^3"),
        ("1", "m/s^2", -2, "s^4/m^2"),
        ("%", "MWh", 1, "%*MWh"),
        ("1", "kWh", 0, "1"),
    ],
)
def test_the_unit_of_a_product_joins_names_and_powers(
    left: str, right: str, power: int, text: str
) -> None:
    """Equal names cancel; dimension and scale are those of the written result."""
    product = multiply_units(parse(left), parse(right), power)
    assert product.text == text
    again = parse(text)
    assert (product.dimensions, product.scale) == (again.dimensions, again.scale)


@pytest.mark.parametrize(("left", "right"), [("degC", "kWh"), ("kWh", "degC")])
def test_a_point_is_neither_multiplied_nor_divided(left: str, right: str) -> None:
    """Twice 20 degC is not 40 degC of anything."""
    with pytest.raises(UnitError) as refusal:
        multiply_units(parse(left), parse(right))
    assert str(refusal.value) == (
        '"degC" is a point on a scale: it is neither multiplied nor divided; take a difference'
    )


def test_the_power_of_a_unit_stays_small() -> None:
    """Nested powers would otherwise grow a factor without bound."""
    twelfth = multiply_units(DIMENSIONLESS, parse("m^4"), 3)
    assert twelfth.text == "m^12"
    with pytest.raises(UnitError) as refusal:
        multiply_units(twelfth, parse("m"))
    assert str(refusal.value) == 'the power of "m" in a unit would go beyond 12'
    # Twelve litres multiplied are a length to the 36th.
    with pytest.raises(UnitError) as refusal:
        multiply_units(DIMENSIONLESS, parse("L^4"), 3)
    assert str(refusal.value) == 'the power of "length" in a unit would go beyond 12'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1", "a plain number"),
        ("%", "a ratio in %"),
        ("kWh/MWh", "a ratio in kWh/MWh"),
        ("MWh", "energy in MWh"),
        ("kW", "power in kW"),
        ("m2", "area in m2"),
        ("L", "volume in L"),
        ("V", "voltage in V"),
        ("kVAh", "apparent energy in kVAh"),
        ("tCO2e", "mass of CO2 in tCO2e"),
        ("day", "day"),
        ("hour", "time in hour"),
        ("degC", "a temperature in degC"),
        ("delta_degC", "temperature in delta_degC"),
        ("tCO2/MWh", "tCO2/MWh"),
        ("1/hour", "1/hour"),
    ],
)
def test_a_unit_is_told_with_its_dimension(text: str, words: str) -> None:
    """A dimension that has a name is named; a compound one is its unit."""
    assert describe_unit(parse(text)) == words
