"""Text to unit: what is known, what is refused, and what is proposed instead."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from jcm_mrv.units import Unit, UnitError, standard_units

FORM = ': names are joined by "*" and "/", as in "tCO2/MWh" or "m^2"'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("MWh", "MWh"),
        (" MWh ", "MWh"),
        ("MWh/p", "MWh"),
        ("tCO2/p", "tCO2"),
        ("tCO2 / MWh", "tCO2/MWh"),
        ("kWh * h / day / p", "kWh*h/day"),
        ("m^2", "m^2"),
        ("m^-2", "m^-2"),
        ("1/hour", "1/hour"),
        ("1", "1"),
        ("%", "%"),
        ("%/K", "%/K"),
    ],
)
def test_a_unit_keeps_its_text_without_spaces_and_without_the_period(
    text: str, written: str
) -> None:
    """The JCM writes MWh/p, per period; the period is no part of a unit."""
    assert standard_units().parse(text).text == written


def test_a_compound_unit_multiplies_scales_and_adds_powers() -> None:
    """1 tCO2/MWh is 1,000 kg in 3.6e9 J; a name that comes twice counts twice."""
    units = standard_units()
    assert units.parse("tCO2/MWh") == Unit(
        "tCO2/MWh",
        (("length", -2), ("mass", -1), ("mass of CO2", 1), ("time", 2)),
        Fraction(1_000, 3_600_000_000),
    )
    assert units.parse("km*km").scale == 1_000_000
    assert units.parse("km/m^-1").dimensions == (("length", 2),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kwh", '"kwh" is not a unit; did you mean "kWh"?'),
        ("Mwh", '"Mwh" is not a unit; did you mean "MWh"?'),
        ("KW", '"KW" is not a unit; did you mean "kW"?'),
        ("tCO2eq", '"tCO2eq" is not a unit; did you mean "tCO2e"?'),
        ("tco2", '"tco2" is not a unit; did you mean "tCO2"?'),
        ("t-CO2", '"t-CO2" is not a unit; did you mean "tCO2"?'),
        ("kwh/day", '"kwh" in "kwh/day" is not a unit; did you mean "kWh/day"?'),
        ("kgco2eq/KWH", '"kgco2eq" in "kgco2eq/KWH" is not a unit; did you mean "kgCO2e/kWh"?'),
        ("tonnes", '"tonnes" is not a unit; did you mean "t"?'),
        ("m³", '"m³" is not a unit; did you mean "m3"?'),
        ("°C", '"°C" is not a unit; did you mean "degC"?'),
        ("m**2", '"m**2" is not a unit; did you mean "m^2"?'),
        ("-", '"-" is not a unit; did you mean "1"?'),
        ("foo", '"foo" is not a unit'),
        ("year", '"year" is not a unit'),
        ("foo/day", '"foo" in "foo/day" is not a unit'),
        ("kW/h", '"kW/h" is power per hour, not energy; did you mean "kWh"?'),
        ("MW / hour", '"MW/hour" is power per hour, not energy; did you mean "MWh"?'),
        ("", 'a unit is missing; a plain number has the unit "1"'),
        ("  ", 'a unit is missing; a plain number has the unit "1"'),
        ("/p", 'a unit is missing; a plain number has the unit "1"'),
        ("9**9**9", f'"9**9**9" is not a unit{FORM}'),
        ("1,234 kWh", f'"1,234 kWh" is not a unit{FORM}'),
        ("kWh kWh", f'"kWh kWh" is not a unit{FORM}'),
        ("m^5", f'"m^5" is not a unit{FORM}'),
        ("m^0", f'"m^0" is not a unit{FORM}'),
        ("m^^2", f'"m^^2" is not a unit{FORM}'),
        ("kWh//h", f'"kWh//h" is not a unit{FORM}'),
        ("kWh/", f'"kWh/" is not a unit{FORM}'),
        ("(kWh)", '"(kWh)" is not a unit; did you mean "kWh"?'),
        ("2*kWh", f'"2*kWh" is not a unit{FORM}'),
        ("kWh\n", '"kWh\\x0a" is not a unit; did you mean "kWh"?'),
        ("kWh\x1b[31m", f'"kWh\\x1b[31m" is not a unit{FORM}'),
        ("x" * 65, f'a unit has at most 64 characters (got 65: "{"x" * 40}…")'),
        (
            "degC/hour",
            '"degC" is a point on a scale: it is neither multiplied nor divided; take a difference',
        ),
        ("/".join(["m"] * 15), 'the power of "m" in a unit would go beyond 12'),
    ],
)
def test_a_text_that_is_no_unit_is_refused_in_a_sentence(text: str, message: str) -> None:
    """The sentence says what was found, and proposes the nearest right spelling."""
    with pytest.raises(UnitError) as refusal:
        standard_units().parse(text)
    assert str(refusal.value) == message


def test_a_methodology_brings_units_of_its_own() -> None:
    """A lamp is a dimension: it is not a tonne of clinker, and not a plain number."""
    units = standard_units().with_counts(["lamp", "t_clinker"])
    assert units.parse("kWh/lamp").dimensions == (
        ("length", 2),
        ("mass", 1),
        ("number of lamp", -1),
        ("time", -2),
    )
    assert units.parse("t_clinker").dimensions == (("number of t_clinker", 1),)
    with pytest.raises(UnitError) as refusal:
        units.parse("Lamp")
    assert str(refusal.value) == '"Lamp" is not a unit; did you mean "lamp"?'
    with pytest.raises(UnitError):
        standard_units().parse("lamp")


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["kWh"], '"kWh" is a unit already'),
        (["lamp", "lamp"], '"lamp" is a unit already'),
        (["p"], '"p" cannot name a unit: "/p" is the JCM\'s "per period"'),
        (["1"], '"1" cannot name a unit: letters, digits and _ are allowed, at most 64'),
        (["a b"], '"a b" cannot name a unit: letters, digits and _ are allowed, at most 64'),
        (["lämp"], '"lämp" cannot name a unit: letters, digits and _ are allowed, at most 64'),
        (
            ["x" * 65],
            f'"{"x" * 40}…" cannot name a unit: letters, digits and _ are allowed, at most 64',
        ),
    ],
)
def test_a_unit_of_a_methodology_is_a_new_word(names: list[str], message: str) -> None:
    """A name that has a meaning keeps it."""
    with pytest.raises(UnitError) as refusal:
        standard_units().with_counts(names)
    assert str(refusal.value) == message


def test_a_unit_is_built_once() -> None:
    """A file names the same unit in every row."""
    units = standard_units()
    assert units.parse("tCO2/GJ") is units.parse("tCO2/GJ")
    assert standard_units() is units


def test_pint_is_never_loaded_for_a_unit() -> None:
    """A program that reads units does not pay for pint: its table of factors is kept."""
    program = (
        "import sys\n"
        "from jcm_mrv.units import standard_units\n"
        "standard_units().parse('kWh')\n"
        "assert 'pint' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
