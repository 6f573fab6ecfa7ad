"""A vocabulary of unit names: text to unit, with the nearest right spelling in a refusal."""

from __future__ import annotations

import functools
import re
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from jcm_mrv.numbers import printable
from jcm_mrv.units import grammar
from jcm_mrv.units.spelling import suggest_unit
from jcm_mrv.units.table import read_table
from jcm_mrv.units.unit import DIMENSIONLESS, Unit, UnitError, multiply_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_POWER_PER_HOUR = re.compile(r"([kMG]?W)/(h|hour)")


class Units:
    """Hold the unit names that a methodology may use.

    Args:
        names: every unit of the vocabulary by its name; ``1`` is added.
    """

    def __init__(self, names: Mapping[str, Unit]) -> None:
        self.names: Mapping[str, Unit] = MappingProxyType({**names, "1": DIMENSIONLESS})
        self._parsed: dict[str, Unit] = {}

    def parse(self, text: str) -> Unit:
        """Return the unit that a text names, such as ``tCO2/MWh``, ``m^2`` or ``MWh/p``.

        Raises:
            UnitError: the text is longer than 64 characters, is not made of names joined by
                ``*`` and ``/`` with powers of at most 4, or has an unknown name.
        """
        unit = self._parsed.get(text)
        if unit is None:
            unit = self._parsed[text] = self._parse(text)
        return unit

    def _parse(self, text: str) -> Unit:
        if len(text) > grammar.MAX_LENGTH:
            raise UnitError(
                f"a unit has at most {grammar.MAX_LENGTH} characters"
                f' (got {len(text):,}: "{printable(text)}")'
            )
        written = grammar.normalise(text)
        if written in self.names:
            return self.names[written]
        if not written:
            raise UnitError('a unit is missing; a plain number has the unit "1"')
        if not grammar.is_unit_text(written):
            raise UnitError(
                f'"{printable(text)}" is not a unit'
                + self._did_you_mean(
                    written, ': names are joined by "*" and "/", as in "tCO2/MWh" or "m^2"'
                )
            )
        terms = grammar.parse_terms(written)
        unknown = next((name for name, _ in terms if name not in self.names), None)
        if unknown is not None:
            where = "" if unknown == written else f' in "{printable(text)}"'
            raise UnitError(f'"{unknown}"{where} is not a unit' + self._did_you_mean(written, ""))
        if match := _POWER_PER_HOUR.fullmatch(written):
            raise UnitError(
                f'"{written}" is power per hour, not energy; did you mean "{match[1]}h"?'
            )
        unit = DIMENSIONLESS
        for name, power in terms:
            unit = multiply_units(unit, self.names[name], power)
        return Unit(written, unit.dimensions, unit.scale)

    def _did_you_mean(self, written: str, otherwise: str) -> str:
        nearest = suggest_unit(written, self.names)
        return f'; did you mean "{nearest}"?' if nearest else otherwise

    def with_counts(self, names: Iterable[str]) -> Units:
        """Return a vocabulary with a methodology's own units, each a dimension of its own.

        Raises:
            UnitError: a name is not a word of letters, digits and ``_``, or is a unit already.
        """
        counts: dict[str, Unit] = {}
        for name in names:
            if len(name) > grammar.MAX_LENGTH or re.fullmatch(grammar.NAME, name) is None:
                raise UnitError(
                    f'"{printable(name)}" cannot name a unit: letters, digits and _ are allowed,'
                    f" at most {grammar.MAX_LENGTH}"
                )
            if name == "p":
                raise UnitError('"p" cannot name a unit: "/p" is the JCM\'s "per period"')
            if name in self.names or name in counts:
                raise UnitError(f'"{name}" is a unit already')
            counts[name] = Unit(name, ((f"number of {name}", 1),), Fraction(1))
        return Units({**self.names, **counts})


@functools.cache
def standard_units() -> Units:
    """Return the units of ``units.txt``, read once."""
    return Units(read_table())
