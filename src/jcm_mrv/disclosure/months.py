"""What the months of a report tell of a number: every result that follows from it.

Where factors are shown, a month's emissions give the reading of that month away. So they are
kept back with it, and with what a formula makes of it, without being asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jcm_mrv.disclosure.tree import LeafPath

TONNES = {
    "RE": "reference_emissions",
    "PE": "project_emissions",
    "ER": "emission_reductions",
}
"""Keys of lines, months, totals and rounding that show what an equation gives."""


def find_following(document: Mapping[str, Any], name: str) -> Iterator[tuple[LeafPath, Any]]:
    """Give what the months of a report, and what is beyond them, show of a name.

    Args:
        document: the report.
        name: of a parameter or equation.
    """
    names = _followers(document, name)
    keys = [key for equation, key in TONNES.items() if equation in names]
    shown = _indicators(document, names)
    for place, month in enumerate(document.get("months", ())):
        for key in keys:
            yield ("months", place, key), month.get(key)
        for index, one in enumerate(month.get("indicators", ())):
            if one.get("name") in shown:
                for key in ("value", "values"):
                    yield ("months", place, "indicators", index, key), one.get(key)
    for place, segment in enumerate(document.get("segments", ())):
        for key in keys:
            yield (
                ("segments", place, "beyond_months", key),
                segment.get("beyond_months", {}).get(key),
            )


def _followers(document: Mapping[str, Any], name: str) -> set[str]:
    """Return a name with the equations that follow from it; each stands after what it reads."""
    names = {name}
    for one in document.get("equations", ()):
        if names & set(one.get("operands", ())):
            names.add(one["name"])
    return names


def _indicators(document: Mapping[str, Any], names: set[str]) -> set[str]:
    found = set()
    for one in document.get("methodology", {}).get("indicators", ()):
        powers = {power["parameter"] for power in one.get("nameplate", ())}
        if names & (powers | _names_in(one["tree"])):
            found.add(one["name"])
    return found


def _names_in(tree: Any) -> set[str]:
    if isinstance(tree, list):
        return set().union(*map(_names_in, tree))
    if not isinstance(tree, dict):
        return set()
    own = {tree["name"]} if isinstance(tree.get("name"), str) else set()
    return own.union(*map(_names_in, tree.values()))
