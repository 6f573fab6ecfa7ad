"""The nearest right spelling of a unit."""

from __future__ import annotations

import pytest

from jcm_mrv.units import standard_units
from jcm_mrv.units.spelling import suggest_unit


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("KWH", "kWh"),
        ("kwhr", "kWh"),
        ("kW·h", "kW*h"),
        ("tCO₂", "tCO2"),
        ("tC02", "tCO2"),  # a zero for an O
        ("tCO2-eq", "tCO2e"),
        ("kgCO2eq/kwh", "kgCO2e/kWh"),
        ("t-CO2/MWh", "tCO2/MWh"),
        ("tHFC-134a", "tHFC134a"),
        ("m²", "m2"),
        ("M^2", "m^2"),
        ("kg/m**3", "kg/m^3"),
        ("USRT", "USRt"),
        ("RT", "USRt"),
        ("percent", "%"),
        ("litre", "L"),
        ("hours/day", "hour/day"),
        ("Kelvin", "K"),
        ("-", "1"),
    ],
)
def test_what_was_meant_is_proposed(written: str, nearest: str) -> None:
    """Case, hyphens, superscripts and other words of the trade lead to the one spelling."""
    assert suggest_unit(written, standard_units().names) == nearest


@pytest.mark.parametrize("written", ["foo", "kX", "month", "9**9**9", "kWh/foo", "m^9", "()", "/"])
def test_where_nothing_is_near_nothing_is_proposed(written: str) -> None:
    """A wrong proposal is worse than none: short words are not bent into others."""
    assert suggest_unit(written, standard_units().names) is None


def test_no_two_units_differ_by_case_only() -> None:
    """Else a slip of case would have two corrections."""
    names = standard_units().names
    assert len({name.replace("_", "").casefold() for name in names}) == len(names)
