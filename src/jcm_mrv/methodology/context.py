"""What every judgement of one methodology file needs: the document, its units, its faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.toml import nearest
from jcm_mrv.units import DIMENSIONLESS, Unit, UnitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.methodology.document import MethodologyTable
    from jcm_mrv.methodology.faults import Faults
    from jcm_mrv.units import Units


@dataclass(frozen=True, slots=True)
class Context:
    """Hold one file while it is judged.

    Args:
        document: the file as written.
        vocabulary: unit names, the module's own among them.
        units: of every parameter and equation whose unit could be read; None for a category.
        faults: found so far.
    """

    document: MethodologyTable
    vocabulary: Units
    units: Mapping[str, Unit | None]
    faults: Faults

    def check_set(self, over: str | None, path: str) -> None:
        """Add a fault when ``over`` does not name a set."""
        if over is not None and over not in self.document.sets:
            known = nearest(over, self.document.sets)
            self.faults.add("M011", path, f'"{over}" is not a set of this methodology{known}')


def read_units(document: MethodologyTable, vocabulary: Units, faults: Faults) -> Context:
    """Read the unit of every parameter and equation; those that cannot be read are faults."""
    units: dict[str, Unit | None] = {}
    tables = (("parameters", document.parameters), ("equations", document.equations))
    for heading, entries in tables:
        for name, table in entries.items():
            if heading == "parameters" and document.parameters[name].kind == "category":
                units[name] = None
                continue
            unit = read_unit(table.unit, f"{heading}.{name}.unit", vocabulary, faults)
            if unit is not None:
                units[name] = unit
    return Context(document, vocabulary, units, faults)


def read_unit(text: str | None, path: str, vocabulary: Units, faults: Faults) -> Unit | None:
    """Return the unit of a text, a plain number's when there is none; None after a fault."""
    if text is None:
        return DIMENSIONLESS
    try:
        return vocabulary.parse(text)
    except UnitError as error:
        faults.add("M016", path, str(error))
        return None
