"""Every leaf of a document, and every small change of one: digit, sign, unit, name, type, order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Trail = tuple[str | int, ...]

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(/[0-9]+)?")
_WORDS = {
    "MWh": "kWh",
    "kWh": "MWh",
    "tCO2": "tCO2e",
    "sum": "mean",
    "low": "high",
    "high": "low",
    "start": "end",
    "energy": "power",
    "warning": "note",
    "error": "warning",
    "note": "warning",
}


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one change of a document.

    Args:
        trail: keys and indexes of what is changed.
        kind: of the change: digit, sign, type, text, order, dropped, doubled or added.
        value: what stands there instead; of a list or an object, the whole of it.
    """

    trail: Trail
    kind: str
    value: Any

    def __str__(self) -> str:
        """Name the change."""
        return f"{self.kind} at /{'/'.join(map(str, self.trail))}"


def changes_of(value: Any, trail: Trail = ()) -> Iterator[Change]:
    """Yield every change of a document, one leaf or one list at a time."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from changes_of(inner, (*trail, key))
            yield Change(trail, "dropped", {one: value[one] for one in value if one != key})
        yield Change(trail, "added", {**value, "extra": "1"})
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from changes_of(inner, (*trail, index))
            yield Change(trail, "dropped", value[:index] + value[index + 1 :])
            yield Change(trail, "doubled", [*value[: index + 1], *value[index:]])
            if index and inner != value[index - 1]:
                swapped = [*value[: index - 1], inner, value[index - 1], *value[index + 1 :]]
                yield Change(trail, "order", swapped)
    else:
        yield from _leaf_changes(value, trail)


def _leaf_changes(value: Any, trail: Trail) -> Iterator[Change]:
    if value is None:
        yield Change(trail, "type", "")
    elif isinstance(value, bool):
        yield Change(trail, "digit", not value)
        yield Change(trail, "type", str(value).lower())
    elif isinstance(value, int):
        yield Change(trail, "digit", value + 1)
        yield Change(trail, "sign", -value if value else -1)
        yield Change(trail, "type", str(value))
    elif _NUMBER.fullmatch(value):
        for place, sign in enumerate(value):
            if sign.isdigit():
                other = str((int(sign) + 1) % 10) if sign != "9" else "8"
                yield Change(trail, "digit", value[:place] + other + value[place + 1 :])
        yield Change(trail, "sign", value[1:] if value.startswith("-") else f"-{value}")
        yield Change(trail, "type", int(value) if value.isdigit() and len(value) < 16 else None)
    else:
        yield Change(trail, "text", _WORDS.get(value, f"{value}x" if value else "x"))
        yield Change(trail, "type", None)


def apply(document: Any, change: Change) -> Any:
    """Return a copy of a document with a change; what is not changed is shared."""
    if not change.trail:
        return change.value
    head, *rest = change.trail
    inner = apply(document[head], Change(tuple(rest), change.kind, change.value))
    if isinstance(document, dict):
        return {**document, head: inner}
    return [*document[:head], inner, *document[int(head) + 1 :]]
