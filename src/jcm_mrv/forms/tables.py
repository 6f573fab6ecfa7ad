"""From filled-in rows to the tables of a project.toml, each value with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jcm_mrv.findings import Place
from jcm_mrv.numbers import printable
from jcm_mrv.shapes import dotted, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jcm_mrv.forms.collect import Entry, Filled
    from jcm_mrv.forms.fields import Block, Sheet
    from jcm_mrv.methodology.model import Methodology, Parameter

Keys = tuple[str | int, ...]
Members = Mapping[str, Set[str]]
"""Ids of members by the name of their set."""


@dataclass(slots=True)
class Tables:
    """Hold the tables of a project while they are built of rows.

    Args:
        filled: the rows, and where faults go.
        module: the methodology.
        sheets: the layout.
        raw: the tables, as TOML would give them.
        places: the cell behind each table and value, by its dotted place.
    """

    filled: Filled
    module: Methodology
    sheets: Sequence[Sheet]
    raw: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def place_of(self, path: str) -> Place:
        """Return the cell behind a dotted place, or the one that is nearest above it."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return Place(self.filled.file, "Project!A1")

    def cell(self, entry: Entry, key: str) -> Place:
        """Return the place of a cell."""
        return Place(self.filled.file, f"{entry.sheet}!{entry.spots[key].name}")

    def take(self, place: Keys, entry: Entry, keys: Iterable[str]) -> dict[str, Any]:
        """Return the values of keys, and remember where they and the empty ones stand."""
        first = next(iter(entry.spots))
        self.places.setdefault(dotted(place), self.cell(entry, first))
        table: dict[str, Any] = {}
        for key in keys:
            if key not in entry.spots:
                continue
            self.places[dotted((*place, key))] = self.cell(entry, key)
            if key in entry.values:
                value = entry.values[key]
                table[key] = list(value) if isinstance(value, tuple) else value
        return table

    def quantity(self, place: Keys, entry: Entry, key: str) -> dict[str, Any]:
        """Return a number with its unit, which stands in the cell beside it."""
        unit = f"{key}_unit"
        if key not in entry.values and unit not in entry.values:
            return {}
        table = {}
        for name, cell in (("value", key), ("unit", unit)):
            self.places[dotted((*place, key, name))] = self.cell(entry, cell)
            if cell in entry.values:
                table[name] = entry.values[cell]
            elif cell not in entry.bad:
                self.filled.report_entry(
                    "P091", entry, cell, "a number and its unit stand together; write both"
                )
        return {key: table}

    def subject(
        self, entry: Entry, known: Mapping[str, Parameter], members: Members
    ) -> tuple[Parameter, str | None] | None:
        """Return the parameter and member that a row is about; None where it is unclear."""
        name, member = entry.text("parameter"), entry.text("member")
        if name is None or name not in known:
            return None  # said already: the cell is empty, or not on the list
        parameter = known[name]
        if parameter.over is None and member is not None:
            sentence = f'"{name}" is one for the whole project; leave the member out'
            self.filled.report_entry("P093", entry, "member", sentence)
            return None
        if parameter.over is not None:
            if member is None:
                if "member" not in entry.bad:
                    sentence = f'"{name}" has one row for each {parameter.over}; say for which'
                    self.filled.report_entry("P091", entry, "member", sentence)
                return None
            if member not in members[parameter.over]:
                self.filled.report_entry(
                    "P093",
                    entry,
                    "member",
                    f'"{printable(member)}" does not stand on the sheet Members'
                    f"{nearest(member, sorted(members[parameter.over]))}",
                )
                return None
        return parameter, member

    def first_row(self, block: str, name: str) -> Entry:
        """Return the row that the template has for a parameter."""
        return next(
            entry for entry in self.filled.entries[block] if entry.text("parameter") == name
        )

    def report_missing(
        self,
        block: str,
        key: str,
        known: Mapping[str, Parameter],
        members: Members,
        given: Mapping[str, Set[str | None]],
    ) -> None:
        """Report parameters, or members of one, that have no row."""
        for name, parameter in known.items():
            if parameter.optional and name not in given:
                continue
            wanted: set[str | None] = (
                {None} if parameter.over is None else {*members[parameter.over]}
            )
            missing = wanted - given.get(name, set())
            if not missing or (parameter.over and None in given.get(name, set())):
                continue
            entry = self.first_row(block, name)
            whose = ", ".join(f'"{printable(each)}"' for each in sorted(filter(None, missing))[:5])
            title = f'"{name}" ({parameter.title})'
            self.filled.report_entry(
                "P091",
                entry,
                key,
                f"{title} has no row for {whose}" if whose else f"{title} is not filled in",
            )

    def check_meter(self, entry: Entry) -> None:
        """Report a meter that does not stand on its sheet."""
        meter = entry.text("meter")
        known = [each.text("id") for each in self.filled.used("meters")]
        if meter is not None and meter not in known:
            self.filled.report_entry(
                "P093",
                entry,
                "meter",
                f'"{printable(meter)}" does not stand on the sheet Meters'
                f"{nearest(meter, [each for each in known if each])}",
            )

    def block(self, key: str) -> Block:
        """Return a block of the layout."""
        return next(each for sheet in self.sheets for each in sheet.blocks if each.key == key)
