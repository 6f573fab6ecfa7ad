"""Change one place of a report."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = (
    *("readings", "adjustments", "values", "equations", "segments"),
    *("vintages", "rounding", "totals"),
)
"""The parts of a report that the second checker calculates again."""

Place = tuple[str | int, ...]


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Give each leaf of a document with its place."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*place, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from leaves(one, (*place, index))
    else:
        yield place, value


def lists(value: Any, place: Place = ()) -> Iterator[tuple[Place, list[Any]]]:
    """Give each list of a document that has entries, with its place."""
    if isinstance(value, list) and value:
        yield place, value
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in inner:
        if isinstance(one, dict | list):
            yield from lists(one, (*place, key))


def replaced(document: dict[str, Any], place: Place, value: Any) -> dict[str, Any]:
    """Return a copy of a document with another value at a place."""
    changed: Any = copy.copy(document)
    node = changed
    for key in place[:-1]:
        node[key] = copy.copy(node[key])  # the rest stays shared
        node = node[key]
    node[place[-1]] = value
    return dict(changed)


def is_number(value: Any) -> bool:
    """Tell a number as a report writes it."""
    return isinstance(value, int) or (
        isinstance(value, str) and value.replace("/", "").replace(".", "").lstrip("-").isdecimal()
    )


def other(value: Any) -> Any:
    """Return another value of the same kind; of a number, one in its one spelling."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        return "0"
    if is_number(value):
        # Another first digit: no spelling depends on it but that of the fraction's terms.
        sign, body = ("-", value[1:]) if value.startswith("-") else ("", value)
        first = "2" if body[0] == "1" else "1"
        return sign + (body.replace(body[0], first, 1) if "/" not in body else f"{body[0]}.7")
    return value + "x"
