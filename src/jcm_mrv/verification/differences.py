"""Where two report documents differ: every leaf, by JSON pointer, in the order of the document.

Entries of lists are paired by what names them, so that one entry too many is told as that and
not as a difference in all that follow. Types count: ``1`` is neither ``"1"`` nor ``true``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Kind = Literal["value", "missing", "added", "order"]
Trail = tuple[str | int, ...]

NAMED_BY: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("readings",): ("parameter", "month", "segment"),
    ("months",): ("segment", "month"),
    ("values",): ("segment", "name"),
    ("equations",): ("segment", "name"),
    ("inputs",): ("path",),
    ("meters",): ("id",),
    ("checks",): ("code",),
    ("policies",): ("name",),
    ("adjustments",): ("finding", "parameter", "member", "segment"),
    ("methodology", "parameters"): ("name",),
    ("methodology", "indicators"): ("name",),
    ("project", "eligibility"): ("id",),
    ("project", "monitored"): ("parameter", "member", "point"),
    ("project", "fixed"): ("name", "member", "from"),
}
"""Lists whose entries have a name; entries of all others are paired by their place."""

_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold one place in which two documents differ.

    Args:
        kind: another value; an entry or key that the report lacks, or that it has too much; or
            the same entries in another order.
        trail: keys and indexes that lead to it: in the report, for ``missing`` in the other.
        reported: what the report has; None where it lacks it.
        expected: what the other document has; None where it has nothing there.
    """

    kind: Kind
    trail: Trail
    reported: Any
    expected: Any

    @property
    def pointer(self) -> str:
        """Return the place as a JSON pointer (RFC 6901)."""
        return pointer_of(self.trail)


def pointer_of(trail: Trail) -> str:
    """Return keys and indexes as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(one).replace("~", "~0").replace("/", "~1") for one in trail)


def find_differences(reported: Any, expected: Any, trail: Trail = ()) -> Iterator[Difference]:
    """Give every difference between a document and the one that is expected.

    Args:
        reported: what somebody handed over; any JSON.
        expected: what was made of the verifier's own files.
        trail: where in the document the two stand.
    """
    if isinstance(reported, dict) and isinstance(expected, dict):
        for key in sorted({*reported, *expected}):
            here = (*trail, key)
            if key not in reported:
                yield Difference("missing", here, None, expected[key])
            elif key not in expected:
                yield Difference("added", here, reported[key], None)
            else:
                yield from find_differences(reported[key], expected[key], here)
    elif isinstance(reported, list) and isinstance(expected, list | tuple):
        yield from _of_lists(reported, expected, trail)
    elif type(reported) is not type(expected) or reported != expected:
        yield Difference("value", trail, reported, expected)


def _of_lists(
    reported: Sequence[Any], expected: Sequence[Any], trail: Trail
) -> Iterator[Difference]:
    if reported == expected and _same_types(reported, expected):
        return
    names = NAMED_BY.get(tuple(str(one) for one in trail if isinstance(one, str)))
    if names is None:
        yield from _by_place(reported, expected, trail)
        return
    ours, theirs = _index(expected, names), _index(reported, names)
    if ours is None or theirs is None:
        yield from _by_place(reported, expected, trail)
        return
    for key, place in theirs.items():
        here = (*trail, place)
        if key in ours:
            yield from find_differences(reported[place], expected[ours[key]], here)
        else:
            yield Difference("added", here, reported[place], None)
    for key, place in ours.items():
        if key not in theirs:
            yield Difference("missing", (*trail, place), None, expected[place])
    common = [key for key in theirs if key in ours]
    if common != [key for key in ours if key in theirs]:
        yield Difference("order", trail, None, None)


def _by_place(
    reported: Sequence[Any], expected: Sequence[Any], trail: Trail
) -> Iterator[Difference]:
    for place in range(max(len(reported), len(expected))):
        here = (*trail, place)
        if place >= len(reported):
            yield Difference("missing", here, None, expected[place])
        elif place >= len(expected):
            yield Difference("added", here, reported[place], None)
        else:
            yield from find_differences(reported[place], expected[place], here)


def _index(entries: Sequence[Any], names: Sequence[str]) -> dict[tuple[Any, ...], int] | None:
    """Return the place of each entry by its name; None where one has none, or two have one."""
    found: dict[tuple[Any, ...], int] = {}
    for place, entry in enumerate(entries):
        if not isinstance(entry, dict):
            return None
        key = tuple(entry.get(name) for name in names)
        if not all(one is None or isinstance(one, str | int) for one in key) or key in found:
            return None
        # What tells True from 1 is the comparison of the entries themselves.
        found[key] = place
    return found


def _same_types(one: Any, other: Any) -> bool:
    """Tell whether equal JSON is equal to the letter: for Python, True is 1."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return all(_same_types(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return all(map(_same_types, one, other))
    return True


def pair_findings(
    reported: Sequence[Any], expected: Sequence[Any]
) -> tuple[dict[int, int], list[int], list[int]]:
    """Pair findings: the very same ones first, then those that are about the same.

    Args:
        reported: of the report.
        expected: of the recomputation.

    Returns:
        Places of pairs (report, recomputation), of findings that only the report has, and of
        those that it lacks.
    """
    pairs: dict[int, int] = {}
    left = list(range(len(reported)))
    free = list(range(len(expected)))
    for sameness in (_whole, _about, _coded):
        places: dict[Any, list[int]] = {}
        for place in free:
            places.setdefault(sameness(expected[place]), []).append(place)
        rest = []
        for place in left:
            waiting = places.get(sameness(reported[place]))
            if waiting:
                pairs[place] = waiting.pop(0)
            else:
                rest.append(place)
        taken = set(pairs.values())
        left, free = rest, [place for place in free if place not in taken]
    return pairs, left, free


def _whole(finding: Any) -> Any:
    return json.dumps(finding, sort_keys=True)


def _about(finding: Any) -> Any:
    if not isinstance(finding, dict):
        return None
    keys = ("code", "where", "parameter", "meter", "start", "end")
    return json.dumps([finding.get(key) for key in keys], sort_keys=True)


def _coded(finding: Any) -> Any:
    return json.dumps(finding.get("code"), sort_keys=True) if isinstance(finding, dict) else None
