"""Where a difference belongs: the step of the procedure that finds it, and the node's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import printable
from jcm_mrv.verification.nodes import TONNES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.verification.differences import Difference, Trail

BUNDLE, FORM, INPUTS, METHODOLOGY, RECOMPUTATION, FINDINGS, TOTALS = range(7)

WORDS_OF_EQUATION = frozenset(
    {"symbol", "number", "section", "title", "unit", "text", "tree", "name"}
)
WORDS_OF_VALUE = frozenset({"kind", "unit", "aggregate", "side"})
ORDER = ("segments", "readings", "adjustments", "values", "equations", "vintages")
"""Sections of nodes from the leaves to the root."""

_WHOLE_SECTIONS = {
    "schema": FORM,
    "inputs": INPUTS,
    "methodology": METHODOLOGY,
    "policies": METHODOLOGY,
    "findings": FINDINGS,
    "checks": FINDINGS,
    "lock": FINDINGS,
}


def step_of(trail: Trail) -> int:
    """Return the step of the procedure that a place of the document belongs to."""
    section = trail[0]
    key = trail[2] if len(trail) > 2 else None
    if section in _WHOLE_SECTIONS:
        return _WHOLE_SECTIONS[str(section)]
    if section == "project":
        if len(trail) > 1 and trail[1] == "eligibility":
            return METHODOLOGY if trail[-1] == "text" else FINDINGS
        return TOTALS
    if section == "equations" and (key in WORDS_OF_EQUATION or trail[-1] == "unit"):
        return METHODOLOGY
    if section == "values" and key in WORDS_OF_VALUE:
        return METHODOLOGY
    if section == "readings" and key == "unit":
        return METHODOLOGY
    if (section, key) in (("vintages", "credits"), ("segments", "beyond_months")):
        return TOTALS
    return RECOMPUTATION if section in ORDER else TOTALS


def rank_of(trail: Trail) -> tuple[int, int]:
    """Return the place of a node in the order from the leaves to the root."""
    section = str(trail[0])
    index = trail[1] if len(trail) > 1 and isinstance(trail[1], int) else 0
    return (ORDER.index(section) if section in ORDER else len(ORDER), index)


def entry_at(document: Mapping[str, Any], trail: Trail) -> Mapping[str, Any] | None:
    """Return the entry of a list that a place lies in; None where there is none."""
    if len(trail) < 2 or not isinstance(trail[1], int):
        return None
    section = document.get(str(trail[0]))
    if not isinstance(section, list) or not trail[1] < len(section):
        return None
    entry = section[trail[1]]
    return entry if isinstance(entry, dict) else None


def node_of(one: Difference) -> Trail:
    """Return the node that a difference lies in: one number, whatever is told of it.

    What was read in a month is one node with its sum, count and extremes; over a set it is one
    for each member.
    """
    trail = one.trail
    if trail[0] in ("readings", "values") and len(trail) > 2:
        column = trail[3] if len(trail) > 3 and isinstance(trail[3], int) else None
        if trail[0] == "values" and trail[2] in WORDS_OF_VALUE:
            return trail
        if trail[0] == "readings" and trail[2] == "unit":
            return trail
        return trail[:2] if column is None else (*trail[:2], column)
    if trail[0] == "adjustments":
        return trail[:2]
    if trail[0] == "equations" and len(trail) > 2 and trail[2] == "tree":
        return trail[:3]
    return trail


def name_of(document: Mapping[str, Any], trail: Trail) -> str:
    """Return a node's name for a person, such as ``EC_IT in 2017-03``.

    Args:
        document: the one that the trail leads through.
        trail: to the node, or to something in it.
    """
    entry = entry_at(document, trail)
    if trail[0] == "totals" and len(trail) > 1:
        return f"{_words(trail[1])} in all"
    if entry is None:
        return ".".join(_shown(one) for one in trail)
    section = trail[0]
    if section == "months" and len(trail) > 2:
        return f"{_of_month(entry, trail)} in {_shown(entry.get('month'))}"
    if section == "segments" and len(trail) > 3 and trail[2] == "beyond_months":
        return f"{_words(trail[3])} beyond the months of {_time(document, trail[1])}"
    if section == "readings":
        name = f"{_shown(entry.get('parameter'))}{_member(entry, trail)}"
        return f"{name} in {_shown(entry.get('month'))}{_key(trail)}"
    if section in ("values", "equations"):
        name = f"{_shown(entry.get('name'))}{_member(entry, trail)}"
        rest = _key(trail)
        if len(trail) > 3 and trail[2] == "operands":
            name, rest = f"{_shown(trail[3])}, read by {name},", ""
        return f"{name}{rest} of {_time(document, entry.get('segment'))}"
    if section == "adjustments":
        name = f"{_shown(entry.get('parameter'))}{_of(entry.get('member'))}"
        return f"{_shown(entry.get('code'))} on {name}{_key(trail)}"
    if section == "vintages":
        key = trail[2] if len(trail) > 2 else "line"
        return f"{_words(key)} of {_shown(entry.get('year'))}"
    labels = {"inputs": "path", "meters": "id", "checks": "code", "policies": "name"}
    label = entry.get(labels.get(str(section), "code"))
    rest = ".".join(_shown(one) for one in trail[2:])
    named = f"{section}[{trail[1]}]" if label is None else f"{section} {_shown(label)}"
    return f"{named}: {rest}" if rest else named


def line_of(document: Mapping[str, Any], trail: Trail) -> int | None:
    """Return the line that a node belongs to; None where it belongs to none, or to all."""
    if trail[0] == "vintages" and len(trail) > 1 and isinstance(trail[1], int):
        return trail[1]
    entry = entry_at(document, trail)
    segment = None if entry is None else entry.get("segment")
    segments = document.get("segments")
    if not isinstance(segment, int) or not isinstance(segments, list):
        return None
    if not 0 <= segment < len(segments) or not isinstance(segments[segment], dict):
        return None
    line = segments[segment].get("vintage")
    return line if isinstance(line, int) else None


def unit_of(document: Mapping[str, Any], trail: Trail) -> str:
    """Return the unit of a node's number; empty where it is no quantity."""
    if trail[0] in ("vintages", "totals", "rounding"):
        return "t" if trail[-1] in ("credits", "whole") else "tCO2"
    entry = entry_at(document, trail)
    if entry is None:
        return ""
    if trail[0] == "adjustments":
        entry = entry.get("amount", {})
    if trail[0] == "equations" and len(trail) > 3 and trail[2] == "operands":
        operands = entry.get("operands")
        entry = operands.get(trail[3], {}) if isinstance(operands, dict) else {}
    unit = entry.get("unit") if isinstance(entry, dict) else None
    return _shown(unit) if isinstance(unit, str) else ""


def _of_month(entry: Mapping[str, Any], trail: Trail) -> str:
    """Name what a month shows: a result, or an indicator, of one member where it is over a set."""
    indicators = entry.get("indicators")
    if trail[2] != "indicators" or len(trail) < 4 or not isinstance(indicators, list):
        return _words(trail[2])
    place = trail[3]
    one = indicators[place] if isinstance(place, int) and place < len(indicators) else None
    if not isinstance(one, dict):
        return _words(trail[2])
    return f"{_shown(one.get('name'))}{_member(one, trail[2:])}"


def _member(entry: Mapping[str, Any], trail: Trail) -> str:
    column = next((one for one in trail[2:] if isinstance(one, int)), None)
    members = entry.get("members")
    if column is None or not isinstance(members, list) or column >= len(members):
        return ""
    return _of(members[column])


def _of(member: Any) -> str:
    return f"[{_shown(member)}]" if isinstance(member, str) else ""


def _key(trail: Trail) -> str:
    """Name what of a node is meant, where it is not its number."""
    if len(trail) < 3 or not isinstance(trail[2], str):
        return ""
    return "" if trail[2] in ("sum", "value", "values", "amount") else f" ({_words(trail[2])})"


def _time(document: Mapping[str, Any], segment: Any) -> str:
    segments, vintages = document.get("segments"), document.get("vintages")
    if not isinstance(segments, list) or not isinstance(vintages, list):
        return f"segment {_shown(segment)}"
    if not isinstance(segment, int) or not 0 <= segment < len(segments):
        return f"segment {_shown(segment)}"
    one = segments[segment]
    line = one.get("vintage") if isinstance(one, dict) else None
    if not isinstance(line, int) or not 0 <= line < len(vintages):
        return f"segment {segment}"
    alone = sum(isinstance(other, dict) and other.get("vintage") == line for other in segments)
    year = vintages[line].get("year") if isinstance(vintages[line], dict) else None
    if alone == 1 and _lines_of(vintages, year) == 1:
        return _shown(year)
    return f"{_shown(one.get('start'))} to {_shown(one.get('end'))}"


def _lines_of(vintages: list[Any], year: Any) -> int:
    return sum(isinstance(one, dict) and one.get("year") == year for one in vintages)


def _words(key: Any) -> str:
    return str(key).replace("_", " ") if key in TONNES.values() else _shown(key)


def _shown(value: Any) -> str:
    return printable(value, 60) if isinstance(value, str) else printable(str(value), 60)
