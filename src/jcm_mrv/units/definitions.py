"""Build the standard units from ``units.txt`` with pint; the only module that imports it.

pint reads that file and nothing else: text from outside never reaches it (contracts 3). Its
import costs more than a small calculation, so the program reads what it made, ``units.tsv``
(docs/adr/0012).
"""

from __future__ import annotations

from fractions import Fraction
from importlib import resources
from typing import cast

import pint

from jcm_mrv.units.unit import Unit

# pint's grammar has no "%"; its own second name for a difference is no name of ours.
_RENAMED = {"percent": "%"}
_HIDDEN = frozenset({"ΔdegC"})


def read_definitions() -> dict[str, Unit]:
    """Return every unit of ``units.txt`` by name, with its exact factor."""
    text = resources.files("jcm_mrv.units").joinpath("units.txt").read_text(encoding="utf-8")
    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(None, non_int_type=Fraction)
    registry.load_definitions(text.splitlines())
    units = [_unit(registry, name) for name in registry if name not in _HIDDEN]
    return {unit.text: unit for unit in units}


def _unit(registry: pint.UnitRegistry[Fraction], name: str) -> Unit:
    factor, _ = registry.get_base_units(name)
    point = f"delta_{name}" in registry
    zero = registry.Quantity(Fraction(0), name).to_base_units().magnitude if point else Fraction(0)
    dimensions = cast("dict[str, Fraction]", registry.get_dimensionality(name))
    return Unit(
        _RENAMED.get(name, name),
        tuple(
            sorted((key.strip("[]").replace("_", " "), int(dimensions[key])) for key in dimensions)
        ),
        Fraction(cast("Fraction", factor)),
        point=point,
        offset=zero,
    )
