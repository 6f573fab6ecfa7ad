"""What is judged in project.toml before it has its shape: units, and keys that name members."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from jcm_mrv.project.shape import FixedTable
from jcm_mrv.project.shape_monitoring import MonitoredTable
from jcm_mrv.project.values import printable
from jcm_mrv.shapes import ShapeFault, dotted, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_Keys = tuple[str | int, ...]

_KNOWN_KEYS = {
    section: [field.alias or name for name, field in model.model_fields.items()]
    for section, model in (("fixed", FixedTable), ("monitored", MonitoredTable))
}


def unit_texts(raw: Mapping[str, Any]) -> Iterator[tuple[_Keys, str]]:
    """Give every text of the file that has to be a unit, with its place."""
    for place, table in _entries(raw, "fixed"):
        yield from _unit(place, table)
    for place, table in _entries(raw, "monitored"):
        for key in ("estimate", "rated"):
            yield from _unit((*place, key), table.get(key))
        for inner, each in _tables((*place, "array"), table.get("array")):
            yield from _unit((*inner, "peak"), each.get("peak"))
        for key in ("source", "amount"):
            for inner, each in _tables((*place, key), table.get(key)):
                yield from _unit(inner, each)
                yield from _unit((*inner, "rated"), each.get("rated"))
        sun = table.get("irradiance")
        if isinstance(sun, dict):
            yield from _unit((*place, "irradiance"), sun)
            yield from _unit((*place, "irradiance", "rated"), sun.get("rated"))
    for section in ("previous_period", "estimate"):
        for place, table in _tables((section,), raw.get(section)):
            yield from _unit((*place, "reductions"), table.get("reductions"))
            named = table.get("monitored")
            for name, one in (named if isinstance(named, dict) else {}).items():
                yield from _unit((*place, "monitored", name), one)
    for place, table in _tables(("meters",), raw.get("meters")):
        yield from _unit((*place, "resolution"), table.get("resolution"))


def check_member_keys(raw: Mapping[str, Any]) -> list[ShapeFault]:
    """Judge the keys of fixed and monitored tables that no model knows.

    One of them may be the name of a set, its value the name of a member. A set needs no table
    of its own; but then a misspelt key must not pass as one.
    """
    declared = raw.get("sets")
    sets = sorted(declared) if isinstance(declared, dict) else []
    faults = []
    for section, known in _KNOWN_KEYS.items():
        for place, table in _entries(raw, section):
            unknown = [key for key in table if key not in known]
            members = [key for key in unknown if _may_be_set(key, sets, known)][:1]
            for key in unknown:
                path = dotted((*place, key))
                if key not in members:
                    sentence = f'unknown key "{printable(key)}"{nearest(key, [*known, *sets])}'
                    faults.append(ShapeFault(path, "unknown-key", sentence))
                elif not isinstance(table[key], str) or not table[key].strip():
                    sentence = f'the name of a member of "{printable(key)}" is expected, in quotes'
                    faults.append(ShapeFault(path, "wrong-type", sentence))
    return faults


def _may_be_set(key: str, sets: list[str], known: list[str]) -> bool:
    if sets:
        return key in sets
    return not difflib.get_close_matches(key, known, n=1, cutoff=0.75)


def _entries(raw: Mapping[str, Any], section: str) -> Iterator[tuple[_Keys, Any]]:
    """Give each table of ``[fixed.X]`` or ``[[fixed.X]]`` with its place."""
    named = raw.get(section)
    for name, value in (named if isinstance(named, dict) else {}).items():
        yield from _tables((section, name), value)


def _tables(place: _Keys, value: Any) -> Iterator[tuple[_Keys, dict[str, Any]]]:
    if isinstance(value, dict):
        yield place, value
    elif isinstance(value, list):
        for i, each in enumerate(value):
            if isinstance(each, dict):
                yield (*place, i), each


def _unit(place: _Keys, table: Any) -> Iterator[tuple[_Keys, str]]:
    if isinstance(table, dict) and isinstance(table.get("unit"), str):
        yield (*place, "unit"), table["unit"]
