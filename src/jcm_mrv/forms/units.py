"""Units that a workbook proposes for a parameter: of its dimension, or rates that add up to it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from jcm_mrv.units import DIMENSIONLESS, Unit, multiply_units

if TYPE_CHECKING:
    from fractions import Fraction

    from jcm_mrv.methodology.model import Parameter
    from jcm_mrv.units import Units

MAX_PROPOSED = 12


def proposed_units(parameter: Parameter, units: Units) -> tuple[str, ...]:
    """Return the units of a parameter's dimension, its own first."""
    own = parameter.unit or DIMENSIONLESS

    def ratio(one: str, other: str) -> Fraction:
        factor = units.parse(one).scale / units.parse(other).scale
        return max(factor, 1 / factor)

    def distance(name: str) -> tuple[Fraction, Fraction, str]:
        upper = ratio(name.partition("/")[0], own.text.partition("/")[0])
        return ratio(name, own.text), upper, name

    # The nearest in size are the likeliest: a plant does not write gCO2/GWh.
    alike = sorted(_alike(own, units), key=distance)
    return tuple(dict.fromkeys((own.text, *alike)))[:MAX_PROPOSED]


def rate_units(parameter: Parameter, units: Units) -> tuple[str, ...]:
    """Return the units that add up to a parameter's over time: kW for MWh."""
    own = parameter.unit or DIMENSIONLESS
    if own.point:
        return ()
    rate = multiply_units(own, units.parse("hour"), -1)
    return _named(rate, units) or (f"{own.text}/hour",)


def _alike(unit: Unit, units: Units) -> tuple[str, ...]:
    """Return names of the same dimension; of a quotient, those of both of its sides."""
    named = _named(unit, units)
    above, _, below = unit.text.partition("/")
    if named or not below or not {above, below} <= units.names.keys():
        return named
    pairs = product(_named(units.names[above], units), _named(units.names[below], units))
    return tuple(f"{one}/{other}" for one, other in pairs)


def _named(unit: Unit, units: Units) -> tuple[str, ...]:
    return tuple(
        sorted(
            name
            for name, known in units.names.items()
            if known.dimensions == unit.dimensions and known.point == unit.point
        )
    )
