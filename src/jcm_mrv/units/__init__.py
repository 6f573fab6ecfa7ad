"""Units of measurement: our own definitions, exact factors."""

from __future__ import annotations

from jcm_mrv.units.unit import (
    DIMENSIONLESS,
    Unit,
    UnitError,
    conversion_factor,
    convert,
    describe_unit,
    multiply_units,
)
from jcm_mrv.units.vocabulary import Units, standard_units

__all__ = [
    "DIMENSIONLESS",
    "Unit",
    "UnitError",
    "Units",
    "conversion_factor",
    "convert",
    "describe_unit",
    "multiply_units",
    "standard_units",
]
