"""Judge the formulas of a methodology: language, names, order, dimensions, nothing unused."""

from __future__ import annotations

import re
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, cast

from jcm_mrv.expressions import (
    FormulaError,
    Symbol,
    infer,
    names_of,
    parse_formula,
    sets_of,
)
from jcm_mrv.methodology.gwp import GWP
from jcm_mrv.methodology.indicators import Indicators
from jcm_mrv.methodology.model import Equation, Plausibility
from jcm_mrv.toml import nearest
from jcm_mrv.units import standard_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jcm_mrv.expressions import Node
    from jcm_mrv.methodology.context import Context
    from jcm_mrv.methodology.document import EquationTable, IndicatorTable, PlausibilityTable
    from jcm_mrv.methodology.model import Indicator
    from jcm_mrv.units import Unit

    Table = EquationTable | PlausibilityTable | IndicatorTable
    Formulas = tuple[tuple[Equation, ...], tuple[Plausibility, ...], tuple[Indicator, ...]]

RESULTS = ("RE", "PE", "ER")
"""Equations that every module defines: reference, project, reductions (contracts 1)."""


def build_formulas(context: Context) -> Formulas:
    """Return equations, each after those that it needs, plausibility rules, and indicators.

    Faults go to the context; what is returned is complete only without any.
    """
    return _Reader(context).read()


class _Reader:
    """Hold the formulas of one file, by their dotted place, while they are judged."""

    def __init__(self, context: Context) -> None:
        self.document = context.document
        self.context = context
        self.faults = context.faults
        self.symbols = _symbols(context)
        self.indicators = Indicators(context)
        self.trees: dict[str, Node] = {}

    def read(self) -> Formulas:
        places: dict[str, Table] = {
            f"equations.{name}": table for name, table in self.document.equations.items()
        }
        places |= {f"plausibility[{n}]": rule for n, rule in enumerate(self.document.plausibility)}
        places |= self.indicators.tables
        for path, table in places.items():
            self.parse(path, table.formula)
            self.context.check_set(table.over, f"{path}.over")
        complete = self.check_names(places)
        self.check_clashes()
        self.indicators.check(self.trees)
        self.check_results()
        if complete:
            self.check_optional()
            self.check_unused()
        order = self.order()
        inferred = {path: self.infer(path, table) for path, table in places.items()}
        equations = tuple(
            self.equation(name, tree)
            for name in order
            if (tree := inferred[f"equations.{name}"]) is not None
        )
        rules = tuple(
            Plausibility(rule.title, rule.severity, rule.formula, tree, rule.over)
            for n, rule in enumerate(self.document.plausibility)
            if (tree := inferred[f"plausibility[{n}]"]) is not None
        )
        return equations, rules, self.indicators.build(inferred)

    def parse(self, path: str, text: str) -> None:
        try:
            self.trees[path] = parse_formula(text)
        except FormulaError as error:
            self.faults.add("M010", f"{path}.formula", str(error))

    def check_names(self, places: Iterable[str]) -> bool:
        """Tell whether every formula was read and knows all of its names."""
        known = {**self.document.parameters, **self.document.equations}
        complete = True
        for path in places:
            if path not in self.trees:
                complete = False
                continue
            for name in sorted(names_of(self.trees[path])):
                if name in known or name in self.indicators.symbols_of(path):
                    continue
                if name in GWP and self.document.gwp_sets:
                    continue
                complete = False
                if name in GWP:
                    message = f'{name} is known only with gwp_sets = ["AR5"] or another report'
                else:
                    hint = nearest(name, known)
                    message = f'"{name}" is no parameter and no equation of this methodology{hint}'
                self.faults.add("M011", f"{path}.formula", message)
            for name in sorted(sets_of(self.trees[path]) - set(self.document.sets)):
                complete = False
                self.context.check_set(name, f"{path}.formula")
        return complete

    def check_clashes(self) -> None:
        taken = {*self.document.parameters, *self.document.sets}
        taken |= set(GWP) if self.document.gwp_sets else set()
        for name in self.document.equations:
            if name in taken:
                self.faults.add(
                    "M005", f"equations.{name}", f"{name} is the name of something else"
                )
        for name in self.document.parameters:
            if name in self.document.sets or (self.document.gwp_sets and name in GWP):
                self.faults.add(
                    "M005", f"parameters.{name}", f"{name} is the name of something else"
                )

    def check_results(self) -> None:
        tonnes = standard_units().parse("tCO2")
        for name in RESULTS:
            path = f"equations.{name}"
            table = self.document.equations.get(name)
            unit = self.context.units.get(name)
            if table is None:
                message = f"equation {name} is missing; a methodology defines RE, PE and ER"
                self.faults.add("M015", path, message)
            elif table.over is not None:
                message = f"{name} is one number a vintage and not over a set"
                self.faults.add("M015", f"{path}.over", message)
            elif unit is not None and (unit.dimensions, unit.scale) != (
                tonnes.dimensions,
                tonnes.scale,
            ):
                message = f'{name} is in tCO2, of which credits are made (got "{unit.text}")'
                self.faults.add("M015", f"{path}.unit", message)

    def check_optional(self) -> None:
        for name in self.document.equations:
            for used in sorted(names_of(self.trees[f"equations.{name}"])):
                parameter = self.document.parameters.get(used)
                if parameter is not None and parameter.optional:
                    message = (
                        f"equation {name} has no value without {used};"
                        " what is optional stands in plausibility rules only"
                    )
                    self.faults.add("M005", f"parameters.{used}.optional", message)

    def check_unused(self) -> None:
        """Add a fault for every name that nothing reads."""
        read = {"ER"}
        for path, tree in self.trees.items():
            read |= names_of(tree) - {path.removeprefix("equations.")}
        over = {name for tree in self.trees.values() for name in sets_of(tree)}
        text = []
        for parameter in self.document.parameters.values():
            for row in parameter.lookup or ():
                read |= set(row.when)
                text += [c.unit or "" for c in row.when.values() if not isinstance(c, str)]
            over.add(parameter.over or "")
            text.append(parameter.unit or "")
        tables: list[EquationTable | IndicatorTable] = [*self.document.equations.values()]
        for table in [*tables, *self.document.indicators]:
            over.add(table.over or "")
            text += [table.unit or "", table.formula]
        text += [rule.formula for rule in self.document.plausibility]
        # A unit that cannot be read is a fault already, and hides what it was to be used for.
        unread = any(finding.code == "M016" for finding in self.faults.findings)
        own_units = {} if unread else self.document.units
        for heading, entries, used in (
            ("parameters", self.document.parameters, read),
            ("equations", self.document.equations, read),
            ("sets", self.document.sets, over),
            ("units", own_units, set(re.findall(r"\w+", " ".join(text)))),
        ):
            for name in entries:
                if name not in used:
                    message = f"{name} is used by nothing; use it or take it out"
                    self.faults.add("M014", f"{heading}.{name}", message)
        if self.document.gwp_sets and not read & set(GWP):
            self.faults.add("M014", "gwp_sets", "no formula uses a GWP; take the key out")

    def order(self) -> tuple[str, ...]:
        """Return the names of the equations, each after those that it needs."""
        names = [one for one in self.document.equations if f"equations.{one}" in self.trees]
        needs = {name: names_of(self.trees[f"equations.{name}"]) for name in names}
        graph = {name: [used for used in names if used in needs[name]] for name in names}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            # Dependencies point from the one needed to the one that needs it: read them backwards.
            cycle = error.args[1][:0:-1]
            first = min(range(len(cycle)), key=lambda at: names.index(cycle[at]))
            around = [*cycle[first:], *cycle[:first], cycle[first]]
            message = f"equations need each other in a circle: {' -> '.join(around)}"
            self.faults.add("M012", f"equations.{around[0]}.formula", message)
            return ()
        ordered: dict[str, None] = {}
        while len(ordered) < len(names):
            # The file's order wherever it can be kept: it is the order that a reader expects.
            waiting = (name for name in names if name not in ordered)
            ordered[next(name for name in waiting if ordered.keys() >= set(graph[name]))] = None
        return tuple(ordered)

    def infer(self, path: str, table: Table) -> Node | None:
        """Return the tree with its conversions; None when there is a fault in it or before it."""
        tree = self.trees.get(path)
        symbols = {**self.symbols, **self.indicators.symbols_of(path)}
        if tree is None or not names_of(tree) <= set(symbols):
            return None
        if not {*sets_of(tree), table.over or ""} <= {*self.document.sets, ""}:
            return None
        unit = None
        if not path.startswith("plausibility["):
            known = {**self.context.units, **self.indicators.units}
            unit = known.get(path.removeprefix("equations."))
            if unit is None:
                return None
        try:
            return infer(
                tree,
                symbols,
                self.document.sets,
                self.context.vocabulary,
                target=unit,
                over=table.over,
            )
        except FormulaError as error:
            self.faults.add("M013", f"{path}.formula", str(error))
            return None

    def equation(self, name: str, tree: Node) -> Equation:
        table = self.document.equations[name]
        return Equation(
            name=name,
            symbol=table.symbol or name,
            number=table.number,
            section=table.section,
            title=table.title,
            unit=cast("Unit", self.context.units[name]),
            text=table.formula,
            tree=tree,
            over=table.over,
        )


def _symbols(context: Context) -> Mapping[str, Symbol]:
    """Return what formulas may know of every name whose unit could be read."""
    document, units = context.document, context.units
    symbols = {
        name: Symbol(name, units[name], table.over, table.values)
        for name, table in document.parameters.items()
        if name in units
    }
    symbols |= {
        name: Symbol(name, units[name], table.over)
        for name, table in document.equations.items()
        if name in units
    }
    if document.gwp_sets:
        symbols |= {
            name: Symbol(name, context.vocabulary.parse(gas.unit)) for name, gas in GWP.items()
        }
    return symbols
