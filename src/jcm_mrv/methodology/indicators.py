"""Judge the indicators of a methodology: names, nameplate powers, units (docs/adr/0027)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from jcm_mrv.expressions import Symbol, names_of
from jcm_mrv.methodology.context import read_unit
from jcm_mrv.methodology.gwp import GWP
from jcm_mrv.methodology.model import Indicator
from jcm_mrv.toml import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.expressions import Node
    from jcm_mrv.methodology.context import Context
    from jcm_mrv.methodology.document import IndicatorTable
    from jcm_mrv.units import Unit

POWER = "kW"
"""Unit in which a formula reads a nameplate power."""


class Indicators:
    """Hold the indicators of one file, by their dotted place, while they are judged.

    Args:
        context: the file; takes the faults.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.tables: dict[str, IndicatorTable] = {
            f"indicators[{n}]": one for n, one in enumerate(context.document.indicators)
        }
        self.units: dict[str, Unit] = {}
        for path, table in self.tables.items():
            unit = read_unit(table.unit, f"{path}.unit", context.vocabulary, context.faults)
            if unit is not None:
                self.units[path] = unit

    def symbols_of(self, path: str) -> Mapping[str, Symbol]:
        """Return the names that one formula alone knows: its nameplate powers."""
        table = self.tables.get(path)
        if table is None:
            return {}
        power = self.context.vocabulary.parse(POWER)
        known = self.context.document.parameters
        return {
            name: Symbol(name, power, known[parameter].over if parameter in known else None)
            for name, parameter in table.nameplate.items()
        }

    def check(self, trees: Mapping[str, Node]) -> None:
        """Add a fault for each name that stands twice, leads nowhere, or is read by nothing."""
        document, faults = self.context.document, self.context.faults
        taken = {*document.parameters, *document.equations, *document.sets}
        taken |= set(GWP) if document.gwp_sets else set()
        monitored = [n for n, one in document.parameters.items() if one.kind == "monitored"]
        names: set[str] = set()
        for path, table in self.tables.items():
            if table.name in taken | names:
                message = f"{table.name} is the name of something else"
                faults.add("M005", f"{path}.name", message)
            names.add(table.name)
            for name, parameter in table.nameplate.items():
                place = f"{path}.nameplate.{name}"
                if name in taken or name == table.name:
                    faults.add("M005", place, f"{name} is the name of something else")
                if parameter not in monitored:
                    message = f'"{parameter}" is no monitored parameter of this methodology'
                    faults.add("M011", place, message + nearest(parameter, monitored))
                if path in trees and name not in names_of(trees[path]):
                    faults.add("M014", place, f"{name} is used by nothing; use it or take it out")

    def build(self, trees: Mapping[str, Node | None]) -> tuple[Indicator, ...]:
        """Return the indicators whose formulas were read and have the declared dimension."""
        return tuple(
            Indicator(
                name=table.name,
                symbol=table.symbol or table.name,
                title=table.title,
                unit=self.units[path],
                text=table.formula,
                tree=tree,
                over=table.over,
                nameplate=MappingProxyType(dict(table.nameplate)),
            )
            for path, table in self.tables.items()
            if (tree := trees[path]) is not None
        )
