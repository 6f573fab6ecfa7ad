"""What differs between two report documents, place by place."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from jcm_mrv.difference.model import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

RESULTS = (
    "vintages",
    "totals",
    "rounding",
    "segments",
    "equations",
    "values",
    "readings",
    "months",
    "adjustments",
)
"""Sections of results: what differs in them is counted; the parts of the difference tell why."""

_NAMED_BY: dict[str, tuple[str, ...]] = {
    "inputs": ("path",),
    "meters": ("id",),
    "checks": ("code",),
    "policies": ("name",),
    "findings": ("code", "where", "parameter", "start", "meter"),
    "project.fixed": ("name", "member", "from"),
    "project.monitored": ("parameter", "member", "point", "meter"),
    "project.eligibility": ("id",),
    "project.participants": ("name",),
    "project.responsible": ("name",),
    "project.sets": ("name",),
    "project.sets.members": ("id",),
    "methodology.parameters": ("name",),
    "methodology.indicators": ("name",),
    "values": ("segment", "name"),
    "readings": ("parameter", "month", "segment"),
    "months": ("segment", "month"),
    "months.indicators": ("name",),
    "equations": ("segment", "name"),
    "vintages": ("start",),
    "segments": ("start",),
    "rounding.years": ("year",),
}
"""What names an entry of a list; entries of other lists are named by their place."""

MAX_SHOWN = 200
MAX_CHANGES = 10_000


def count_results(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, int]:
    """Count by section the numbers and texts of results that differ."""
    counts = {
        name: sum(1 for _ in _compare(name, name, a.get(name), b.get(name))) for name in RESULTS
    }
    return {name: count for name, count in counts.items() if count}


def find_changes(a: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[Change, ...]:
    """List what differs besides the results, by its place."""
    changes = (
        change
        for section in sorted({**a, **b}.keys() - set(RESULTS))
        for change in _compare(section, section, a.get(section), b.get(section))
    )
    found = tuple(islice(changes, MAX_CHANGES))
    more = next(changes, None)
    return found if more is None else (*found, Change("...", None, "more than is listed"))


def _compare(place: str, kind: str, a: Any, b: Any) -> Iterator[Change]:
    """Yield what differs below a place; its kind is the same without names of entries."""
    if a == b and type(a) is type(b):
        return
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted({**a, **b}):
            yield from _compare(f"{place}.{key}", f"{kind}.{key}", a.get(key), b.get(key))
        return
    if isinstance(a, list) and isinstance(b, list):
        yield from _compare_lists(place, kind, a, b)
        return
    yield Change(place, _shown(a), _shown(b))


def _compare_lists(place: str, kind: str, a: Sequence[Any], b: Sequence[Any]) -> Iterator[Change]:
    keys = _NAMED_BY.get(kind)
    first, second = _by_name(a, keys), _by_name(b, keys)
    for name in {**first, **second}:
        yield from _compare(f"{place}[{name}]", kind, first.get(name), second.get(name))


def _by_name(entries: Sequence[Any], keys: tuple[str, ...] | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    again: dict[str, int] = {}
    for index, entry in enumerate(entries):
        name = str(index)
        if keys is not None and isinstance(entry, dict):
            words = (_word(entry[key]) for key in keys if entry.get(key) is not None)
            name = _cut(" ".join(words))
        if name in found:
            again[name] = again.get(name, 1) + 1
            name = f"{name} #{again[name]}"
        found[name] = entry
    return found


def _word(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(value[key]) for key in ("file", "path") if value.get(key))
    return str(value)


def _shown(value: Any) -> str | None:
    """Return a value as a text; of an entry what names it, for it came or went as a whole."""
    if value is None:
        return None
    if isinstance(value, dict):
        for key in ("message", "title", "sha256", "value", "name", "id"):
            if isinstance(value.get(key), str):
                return _cut(value[key])
        return f"{len(value):,} keys"
    if isinstance(value, list):
        return f"{len(value):,} entries"
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
