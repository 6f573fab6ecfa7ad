"""The table of standard units: what pint makes of ``units.txt``, kept beside it.

A line is a unit: name, dimensions, exact factor to the base units, and for a point on a scale
the number of its zero. ``make docs`` writes it again; a test compares it with the definitions.
"""

from __future__ import annotations

from fractions import Fraction
from importlib import resources
from typing import TYPE_CHECKING

from jcm_mrv.units.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = "name\tdimensions\tfactor\tzero"


def read_table() -> dict[str, Unit]:
    """Return every standard unit by name."""
    text = resources.files("jcm_mrv.units").joinpath("units.tsv").read_text(encoding="utf-8")
    units = (_parse_line(line) for line in text.splitlines()[1:])
    return {unit.text: unit for unit in units}


def render_table(units: Iterable[Unit]) -> str:
    """Return the table as text, a line a unit, by name."""
    lines = [_render_line(unit) for unit in sorted(units, key=lambda unit: unit.text)]
    return "\n".join([HEADER, *lines, ""])


def _parse_line(line: str) -> Unit:
    name, dimensions, factor, zero = line.split("\t")
    pairs = (part.rpartition("^") for part in dimensions.split(" * ") if part)
    return Unit(
        name,
        tuple((dimension, int(power)) for dimension, _, power in pairs),
        Fraction(factor),
        point=bool(zero),
        offset=Fraction(zero or 0),
    )


def _render_line(unit: Unit) -> str:
    dimensions = " * ".join(f"{name}^{power}" for name, power in unit.dimensions)
    return f"{unit.text}\t{dimensions}\t{unit.scale}\t{unit.offset if unit.point else ''}"
