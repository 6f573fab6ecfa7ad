"""Global warming potentials: the values that were read, each under the name of its unit."""

from __future__ import annotations

import pytest

from jcm_mrv.methodology.gwp import GWP
from jcm_mrv.numbers import format_exact
from jcm_mrv.units import standard_units


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("GWP_CH4", ("25", "28", "27.9")),
        ("GWP_N2O", ("298", "265", "273")),
        ("GWP_SF6", ("22800", "23500", "25200")),
        ("GWP_NF3", ("17200", "16100", "17400")),
        ("GWP_HFC32", ("675", "677", "771")),
        ("GWP_HFC125", ("3500", "3170", "3740")),
        ("GWP_HFC134a", ("1430", "1300", "1530")),
        ("GWP_HFC143a", ("4470", "4800", "5810")),
    ],
)
def test_the_values_are_those_of_the_table(name: str, values: tuple[str, str, str]) -> None:
    """AR4, AR5 and AR6 of each gas, as listed in facts about default values, section 4.1."""
    found = GWP[name].values
    assert tuple(format_exact(found[report]) for report in ("AR4", "AR5", "AR6")) == values


@pytest.mark.parametrize("name", GWP)
def test_each_gas_has_a_unit_of_its_own(name: str) -> None:
    """A potential turns tonnes of its gas, and of no other, into tonnes of CO2."""
    unit = standard_units().parse(GWP[name].unit)
    gas = standard_units().parse(f"t{GWP[name].name}")
    assert dict(unit.dimensions)[gas.dimensions[0][0]] == -1
