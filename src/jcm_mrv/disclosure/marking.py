"""Which places of a report its own words keep back (docs/public-report.md, 1).

Words mark places by what stands there. What they mark is then looked for in every other text
that comes from the project, so that a name that is kept back does not survive in a message.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jcm_mrv.disclosure.mentions import Needles
from jcm_mrv.disclosure.months import TONNES, find_following
from jcm_mrv.vocabulary import CONFIDENTIAL_NUMBERS, split_confidential

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jcm_mrv.disclosure.tree import LeafPath

_GROUPS: dict[str, tuple[str, ...]] = {
    "title": ("project/title", "project/reference_number"),
    "report": ("project/report/**",),
    "participants": ("project/participants/**",),
    "responsible": ("project/responsible/**",),
    "location": ("project/location/**",),
    "other_schemes": ("project/other_schemes/**",),
    "comments": (
        "**/comment",
        "**/explanation",
        "**/method",
        "**/frequency",
        "lock/changes/*/text",
    ),
    "evidence": ("**/evidence", "**/certificate", "project/**/source", "meters/*/mpe_source"),
    "estimates": (
        "project/estimate/**",
        "project/previous_period/**",
        "project/monitored/*/estimate/**",
        "months/*/expected/**",
    ),
    "amounts": ("project/monitored/*/amounts/**",),
    "events": ("project/events/**",),
    "meters": ("meters/**", "**/meter", "**/meters/**"),
    "files": ("inputs/**", "**/files/**", "**/file", "**/columns/**", "**/query"),
    "members": ("**/member", "**/members/**"),
    "findings": (
        "findings/*/message",
        "findings/*/treatment",
        "findings/*/effect/**",
        "adjustments/*/treatment",
    ),
}

_ROUNDING = ("emission_reductions", "carried", "kept")

_PUBLIC = ("methodology", "checks", "policies", "software", "schema")
"""What does not come from the project."""

_OPEN = frozenset(
    {
        "parameter",
        "name",
        "member",
        "members",
        "month",
        "segment",
        "vintage",
        "vintages",
        "unit",
        "count",
        "expected",
        "complete",
        "kind",
        "aggregate",
        "side",
        "files",
        "point",
        "option",
        "code",
        "finding",
        "severity",
        "where",
        "start",
        "end",
        "from",
        "until",
        "gap_treatment",
        "measures",
        "meter",
        "method",
        "frequency",
        "comment",
        "number",
        "section",
        "title",
        "text",
        "tree",
        "operands",
    }
)
"""Keys beside a number that tell what it is, not how large; all others are kept back."""

_WORDS_OF_THE_FORM = frozenset(
    {
        "aggregate",
        "code",
        "conservative",
        "country",
        "end",
        "from",
        "gap_treatment",
        "kind",
        "measures",
        "month",
        "option",
        "parameter",
        "point",
        "policy",
        "schema",
        "severity",
        "sha256",
        "side",
        "stamp",
        "start",
        "step",
        "unit",
        "until",
        "use",
        "year",
    }
)
"""Keys whose values come from lists or calendars: a name that equals one is not mentioned."""

_OF_THE_FORM = re.compile(r"[a-z0-9_]+")

_SOURCES = ("sources", "irradiance")
_SIZES_OF_SOURCES = ("first", "last", "rated", "rollover", "multiplier")

_ABOUT_EQUATION = frozenset({"value", "values"})


def find_marked(document: Mapping[str, Any]) -> dict[LeafPath, str]:
    """Return the places that a report keeps back, none inside of another, each with its word.

    Null, an empty list and an empty object are never kept back: they say that nothing is there.

    Args:
        document: the report; its words lie at ``project.confidential``.
    """
    words = document["project"].get("confidential") or []
    marked: dict[LeafPath, str] = {}
    for word in words:
        group, name = split_confidential(word)
        patterns = _GROUPS.get(group)
        if patterns is not None:
            found = _of_patterns(document, [tuple(one.split("/")) for one in patterns])
        elif group in CONFIDENTIAL_NUMBERS:
            found = _of_name(document, name)
        else:
            continue  # of a later version, whose signer knew it
        for path in found:
            marked.setdefault(path, word)
    if words and document["project"].get("blinding") is not None:
        marked["project", "blinding"] = "blinding"
    _add_mentions(document, marked)
    return _outermost(marked)


def idle_words(document: Mapping[str, Any], marked: Mapping[LeafPath, str]) -> tuple[str, ...]:
    """Return the words of a report that keep nothing back."""
    used = set(marked.values())
    return tuple(word for word in document["project"].get("confidential", ()) if word not in used)


def _leaves(value: Any, path: LeafPath = ()) -> Iterator[tuple[LeafPath, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))
    elif value is not None:
        yield path, value


def _numbers(value: Any, path: LeafPath) -> Iterator[LeafPath]:
    yield from (inner for inner, _ in _leaves(value, path) if inner[-1] != "unit")


def _from_project(document: Mapping[str, Any]) -> Iterator[tuple[LeafPath, Any]]:
    for key, value in document.items():
        if key not in _PUBLIC:
            for path, leaf in _leaves(value, (key,)):
                if path[:2] != ("project", "confidential"):
                    yield path, leaf


def _of_patterns(
    document: Mapping[str, Any], patterns: list[tuple[str, ...]]
) -> Iterator[LeafPath]:
    for path, _ in _from_project(document):
        if any(_matches(path, pattern) for pattern in patterns):
            yield path


def _matches(path: LeafPath, pattern: tuple[str, ...]) -> bool:
    if not pattern:
        return not path
    if pattern[0] == "**":
        return any(_matches(path[start:], pattern[1:]) for start in range(len(path) + 1))
    if not path or (pattern[0] != "*" and pattern[0] != path[0]):
        return False
    return _matches(path[1:], pattern[1:])


def _of_name(document: Mapping[str, Any], name: str) -> Iterator[LeafPath]:
    """Give the places that show how large a parameter is, or what an equation gives."""
    for path, value in find_following(document, name):
        yield from _numbers(value, path)
    shown = re.compile(rf"(?<![A-Za-z0-9_]){re.escape(name)}(?![A-Za-z0-9_])")
    for path, entry in _objects(document, ()):
        if path[:1] == ("findings",) and len(path) == 2:
            texts = (entry.get("parameter"), entry.get("message"), entry.get("treatment"))
            place = entry.get("where", {}).get("path")
            if any(isinstance(text, str) and shown.search(text) for text in (*texts, place)):
                for key in ("message", "treatment", "effect"):
                    yield from _numbers(entry.get(key), (*path, key))
        elif path[:1] == ("equations",) and len(path) == 2 and entry.get("name") == name:
            for key in _ABOUT_EQUATION:
                yield from _numbers(entry.get(key), (*path, key))
        elif name in (entry.get("parameter"), entry.get("name")):
            yield from _sizes(entry, path)
        elif name in entry and path[-1:] in (("operands",), ("monitored",)):
            yield from _sizes(entry[name], (*path, name))
        elif name in TONNES and path[:1] in (("vintages",), ("totals",), ("rounding",)):
            keys = (TONNES[name], *(_ROUNDING if name == "ER" else ()))
            for key in keys:
                yield from _numbers(entry.get(key), (*path, key))


def _objects(value: Any, path: LeafPath) -> Iterator[tuple[LeafPath, dict[str, Any]]]:
    if isinstance(value, dict):
        if path:
            yield path, value
        for key, inner in value.items():
            if path or key not in _PUBLIC:
                yield from _objects(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _objects(inner, (*path, index))


def _sizes(entry: Any, path: LeafPath) -> Iterator[LeafPath]:
    if not isinstance(entry, dict):
        yield from _numbers(entry, path)
        return
    # An operand's own text is a category; beside a name it may be a formula.
    shut = {"text", "texts"} if "operands" in path or path[:1] == ("values",) else set()
    for key, value in entry.items():
        if key in _SOURCES:
            for inner, one in _objects(value, (*path, key)):
                for size in _SIZES_OF_SOURCES:
                    yield from _numbers(one.get(size), (*inner, size))
        elif key not in _OPEN or key in shut:
            yield from _numbers(value, (*path, key))


def _add_mentions(document: Mapping[str, Any], marked: dict[LeafPath, str]) -> None:
    """Mark every other text, and every object with a key, that names what is kept back."""
    needles = Needles()
    for path, leaf in _from_project(document):
        if path in marked:
            needles.add(path, leaf, marked[path])
    names = _names(document)
    for path, leaf in _from_project(document):
        if path not in marked and isinstance(leaf, str):
            word = needles.find(leaf) if _may_mention(path, leaf, names) else None
            if word is not None:
                marked[path] = word
    for path, entry in _objects(document, ()):
        for key in entry:
            known = key in names or _OF_THE_FORM.fullmatch(key) or len(path) < 2
            word = None if known else needles.find_name(key)
            if word is not None:
                marked[path] = word


def _names(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the methodology's names, which say nothing of a project."""
    entries = [*document.get("equations", ()), *document.get("values", ())]
    found = {str(one.get("name")) for one in entries}
    for one in document.get("equations", ()):
        found |= set(one.get("operands", ()))
    found |= {str(one.get("name")) for one in document.get("methodology", {}).get("indicators", ())}
    return frozenset(found | {str(one.get("parameter")) for one in document.get("readings", ())})


def _may_mention(path: LeafPath, text: str, names: frozenset[str]) -> bool:
    """Tell whether a text may be the project's own: not a name, unit, formula or digest."""
    if path[0] == "equations" and len(path) > 2 and path[2] not in ("operands", "members"):
        return path[2] in ("value", "values")
    if path[:2] == ("project", "eligibility") and path[-1] == "text":
        return False
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    return key not in _WORDS_OF_THE_FORM and text not in names


def _outermost(marked: dict[LeafPath, str]) -> dict[LeafPath, str]:
    return {
        path: word
        for path, word in marked.items()
        if not any(path[:length] in marked for length in range(len(path)))
    }
