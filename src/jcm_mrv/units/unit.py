"""A unit: its exact factor to the base of its dimension, and conversion between units."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jcm_mrv.errors import JcmMrvError
from jcm_mrv.units.grammar import join_terms, parse_terms

# Far above any unit in use; without a limit, nested powers would grow a factor without bound.
MAX_POWER = 12

_DIMENSION_NAMES: dict[tuple[tuple[str, int], ...], str] = {
    (("length", 2),): "area",
    (("length", 3),): "volume",
    (("length", 2), ("mass", 1), ("time", -2)): "energy",
    (("length", 2), ("mass", 1), ("time", -3)): "power",
    (("reactive power", 1), ("time", 1)): "reactive energy",
    (("apparent power", 1), ("time", 1)): "apparent energy",
    (("current", -1), ("length", 2), ("mass", 1), ("time", -3)): "voltage",
}


class UnitError(JcmMrvError, ValueError):
    """A text is not a unit, or two units do not fit; the message is the user's sentence."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold one unit of a vocabulary, or a product of such units.

    Args:
        text: as written, without spaces and without a trailing ``/p``.
        dimensions: names and powers of the base dimensions, sorted; empty when dimensionless.
        scale: factor to the base unit of the dimension.
        point: the unit counts from a zero of its own (degC), it is not a difference.
        offset: the base unit's number at the unit's zero, for a point.
    """

    text: str
    dimensions: tuple[tuple[str, int], ...]
    scale: Fraction
    point: bool = False
    offset: Fraction = Fraction(0)


DIMENSIONLESS = Unit("1", (), Fraction(1))


def conversion_factor(source: Unit, target: Unit) -> Fraction:
    """Return what a number in one unit is multiplied by to be in another.

    Raises:
        UnitError: the dimensions differ, or a unit is a point on a scale.
    """
    for unit in (source, target):
        if unit.point:
            raise UnitError(
                f'"{unit.text}" is a point on a scale, which no factor converts;'
                f' a difference is in "delta_{unit.text}"'
            )
    _require_same_dimension(source, target)
    return source.scale / target.scale


def convert(value: Fraction, source: Unit, target: Unit) -> Fraction:
    """Return a number of one unit [source] in another [target], exactly.

    Raises:
        UnitError: the dimensions differ, or one unit is a point and the other a difference.
    """
    if source.point != target.point:
        point, other = (source, target) if source.point else (target, source)
        raise UnitError(
            f'"{point.text}" is a point on a scale and "{other.text}" is not:'
            " one cannot be converted into the other"
        )
    _require_same_dimension(source, target)
    return (value * source.scale + source.offset - target.offset) / target.scale


def _require_same_dimension(source: Unit, target: Unit) -> None:
    if source.dimensions != target.dimensions:
        raise UnitError(
            f'"{source.text}" and "{target.text}" have different dimensions'
            f" ({describe_unit(source)}, {describe_unit(target)}):"
            " one cannot be converted into the other"
        )


def describe_unit(unit: Unit) -> str:
    """Render a unit with its dimension for a person: ``energy in MWh``, ``tCO2/MWh``."""
    if not unit.dimensions:
        return "a plain number" if unit.text == "1" else f"a ratio in {unit.text}"
    name = _DIMENSION_NAMES.get(unit.dimensions)
    if name is None and len(unit.dimensions) == 1 and unit.dimensions[0][1] == 1:
        name = unit.dimensions[0][0]
    if name is None or name == unit.text:
        return unit.text
    return f"a {name} in {unit.text}" if unit.point else f"{name} in {unit.text}"


def multiply_units(left: Unit, right: Unit, power: int = 1) -> Unit:
    """Return the unit of a product, ``left * right**power``.

    Raises:
        UnitError: a unit is a point on a scale, or a power would go beyond 12.
    """
    for unit in (left, right):
        if unit.point:
            raise UnitError(
                f'"{unit.text}" is a point on a scale: it is neither multiplied nor divided;'
                " take a difference"
            )
    terms = dict(parse_terms(left.text))
    dimensions = dict(left.dimensions)
    for powers, added in ((terms, parse_terms(right.text)), (dimensions, right.dimensions)):
        for name, exponent in added:
            powers[name] = powers.get(name, 0) + exponent * power
            if abs(powers[name]) > MAX_POWER:
                raise UnitError(f'the power of "{name}" in a unit would go beyond {MAX_POWER}')
    return Unit(
        join_terms(terms.items()),
        tuple(sorted((name, exponent) for name, exponent in dimensions.items() if exponent)),
        left.scale * right.scale**power,
    )


__all__ = [
    "DIMENSIONLESS",
    "Unit",
    "UnitError",
    "conversion_factor",
    "convert",
    "describe_unit",
    "multiply_units",
]
