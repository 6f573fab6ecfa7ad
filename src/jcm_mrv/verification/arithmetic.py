"""The report's own arithmetic: whether each node follows from those that the report states.

No file is read for it. Its leaves are believed here; the recomputation is what doubts them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.calculation.credits import compute_credits, settle_years
from jcm_mrv.numbers import NumberError, format_exact
from jcm_mrv.verification.nodes import (
    TONNES,
    CellKey,
    leaf_of,
    monitored_value,
    number_of,
    read_nodes,
    result_of,
    show,
)
from jcm_mrv.verification.solving import Solver, UnsolvableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jcm_mrv.verification.differences import Trail
    from jcm_mrv.verification.nodes import Leaf, Nodes


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Hold one node that does not follow from what the report states elsewhere.

    Args:
        trail: keys and indexes that lead to it.
        stated: what the report states.
        follows: what follows; None where nothing does.
        why: why nothing follows, as a sentence part.
    """

    trail: Trail
    stated: str | None
    follows: str | None
    why: str = ""


def check_arithmetic(document: Mapping[str, Any]) -> list[Mismatch]:
    """Return every node that does not follow from the nodes below it, from leaves to root.

    Args:
        document: a report of the right shape.
    """
    try:
        nodes = read_nodes(document)
    except NumberError:
        return [Mismatch(("adjustments",), None, None, "an amount is no number")]
    return [
        *_told("segments", lambda: _structure(nodes)),
        *_told("readings", lambda: _readings(document)),
        *_told("values", lambda: _values(nodes)),
        *_told("equations", lambda: _equations(nodes)),
        *_told("vintages", lambda: _lines(document)),
    ]


def _told(section: str, look: Callable[[], Iterator[Mismatch]]) -> list[Mismatch]:
    """Return what a look finds; parts that do not fit together contradict each other, too."""
    found: list[Mismatch] = []
    try:
        found.extend(look())
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError):
        found.append(Mismatch((section,), None, None, "its entries do not fit together"))
    return found


def _structure(nodes: Nodes) -> Iterator[Mismatch]:
    """Every entry lies in a segment that is there, once; every segment in a line."""
    document = nodes.document
    for place, segment in enumerate(document["segments"]):
        if segment["vintage"] >= len(document["vintages"]):
            why = "it lies in no line of the report"
            yield Mismatch(("segments", place, "vintage"), str(segment["vintage"]), None, why)
    for section in ("readings", "adjustments", "values", "equations"):
        for place, entry in enumerate(document[section]):
            if entry["segment"] >= len(document["segments"]):
                why = "it lies in no segment of the report"
                yield Mismatch((section, place, "segment"), str(entry["segment"]), None, why)
    for section, places in (("values", nodes.values), ("equations", nodes.equations)):
        for place, entry in enumerate(document[section]):
            if places[entry["segment"], entry["name"]] != place:
                yield Mismatch((section, place), entry["name"], None, "it is there twice")


def _readings(document: Mapping[str, Any]) -> Iterator[Mismatch]:
    """The share complete is the count over what is expected."""
    for place, entry in enumerate(document["readings"]):
        keys = ("count", "expected", "complete")
        cells = [entry[key] for key in keys]
        if entry.get("members") is None and not any(isinstance(one, list) for one in cells):
            columns = [cells]
        elif all(
            isinstance(one, list) and len(one) == len(entry.get("members") or ()) for one in cells
        ):
            columns = [list(one) for one in zip(*cells, strict=True)]
        else:
            why = "its numbers do not pair with its members"
            yield Mismatch(("readings", place), None, None, why)
            continue
        for number, (count, expected, complete) in enumerate(columns):
            follows = format_exact(Fraction(count, expected)) if expected else None
            if complete != follows:
                trail: Trail = ("readings", place, "complete")
                if entry.get("members") is not None:
                    trail = (*trail, number)
                yield Mismatch(trail, complete, follows)


def _values(nodes: Nodes) -> Iterator[Mismatch]:
    """A monitored number is what its months add up to, with the edges and what was treated."""
    for place, entry in enumerate(nodes.document["values"]):
        if entry["kind"] == "period":
            yield from _period(nodes, place, entry)
        if entry["kind"] != "monitored":
            continue
        members = entry.get("members")
        for column, member in [(None, None)] if members is None else enumerate(members):
            trail: Trail = ("values", place, "value" if column is None else "values")
            trail = trail if column is None else (*trail, column)
            try:
                leaf = leaf_of(entry)
                stated = leaf[member] if isinstance(leaf, dict) and member is not None else leaf
                follows = follow_months(nodes, entry, member, column)
            except (NumberError, KeyError, TypeError, IndexError):
                yield Mismatch(trail, None, None, "its months do not add up to a number")
                continue
            if follows != stated:
                yield Mismatch(trail, show(stated), show(follows))


def follow_months(
    nodes: Nodes, entry: Mapping[str, Any], member: str | None, column: int | None
) -> Fraction | None:
    """Return what the readings of its months make of a monitored number.

    Raises:
        NumberError: a number is none.
    """
    edges = entry.get("edges")
    if column is not None:
        edges = edges[column] if isinstance(edges, list) else None
    cell = CellKey(entry["name"], member, entry["segment"])
    parts = [nodes.part(key) for key in nodes.parts.get(cell, ())]
    added = nodes.added.get(cell, Fraction(0))
    return monitored_value(parts, added, number_of(edges), str(entry.get("aggregate")))


def _period(nodes: Nodes, place: int, entry: Mapping[str, Any]) -> Iterator[Mismatch]:
    segments = nodes.document["segments"]
    if entry["segment"] < len(segments):
        days = str(segments[entry["segment"]]["days"])
        if entry.get("value") != days:
            yield Mismatch(("values", place, "value"), entry.get("value"), days)


def _equations(nodes: Nodes) -> Iterator[Mismatch]:
    """Operands are the values of their names; a value is what its tree makes of them."""
    document, solver = nodes.document, Solver(nodes.document)
    for place, entry in enumerate(document["equations"]):
        segment = entry["segment"]
        operands: dict[str, Leaf] = {}
        faulty = False
        for name, operand in entry["operands"].items():
            trail: Trail = ("equations", place, "operands", name)
            try:
                operands[name] = leaf_of(operand)
                source = _source(nodes, segment, name)
            except NumberError as error:
                yield Mismatch(trail, None, None, str(error))
                faulty = True
                continue
            if source is None:
                why = "the report has no value of that name"
                yield Mismatch(trail, show(operands[name]), None, why)
            elif source != operands[name]:
                yield Mismatch(trail, show(operands[name]), show(source))
        if faulty:
            continue
        trail = ("equations", place, "values" if entry.get("members") is not None else "value")
        try:
            stated, follows = result_of(entry), solver.solve(entry, operands)
        except (NumberError, UnsolvableError) as error:
            yield Mismatch(trail, None, None, str(error))
            continue
        if stated == follows:
            continue
        if isinstance(stated, dict) and isinstance(follows, dict):
            for column, member in enumerate(stated):
                if stated[member] != follows.get(member):
                    yield Mismatch(
                        (*trail, column), show(stated[member]), show(follows.get(member))
                    )
        else:
            yield Mismatch(trail, show(stated), show(follows))


def _source(nodes: Nodes, segment: int, name: str) -> Leaf | None:
    place = nodes.values.get((segment, name))
    if place is not None:
        return leaf_of(nodes.document["values"][place])
    place = nodes.equations.get((segment, name))
    return None if place is None else result_of(nodes.document["equations"][place])


def _lines(document: Mapping[str, Any]) -> Iterator[Mismatch]:
    """Segments add up to lines, years are rounded by the named step, and all to the totals.

    What stands above the lines may follow from these as they are stated, or from the equations:
    a line that follows from neither is told itself.
    """
    sums = _sums(document)
    vintages = document["vintages"]
    if not document["equations"]:
        for line, vintage in enumerate(vintages):
            for key in TONNES.values():
                yield from _tonnes(("vintages", line, key), vintage[key], (None,))
        ways: list[dict[str, list[Fraction]]] = []
    else:
        added = {
            key: [sums[line, name] for line in range(len(vintages))] for name, key in TONNES.items()
        }
        for line, vintage in enumerate(vintages):
            for key, lines in added.items():
                follows = (format_exact(lines[line]),)
                yield from _tonnes(("vintages", line, key), vintage[key], follows)
        stated = {key: _stated(vintages, key) for key in added}
        ways = [added, {key: stated[key] or lines for key, lines in added.items()}]
    for key in TONNES.values():
        follow = tuple(format_exact(sum(one[key], Fraction(0))) for one in ways) or (None,)
        yield from _tonnes(("totals", key), document["totals"][key], follow)
    reductions = [one[TONNES["ER"]] for one in ways]
    yield from _rounding(document, reductions)
    yield from _credits(document, reductions)


def _stated(vintages: Sequence[Mapping[str, Any]], key: str) -> list[Fraction] | None:
    """Return what the lines state; None where one states no number, which is told there."""
    try:
        return [number_of(line[key]["value"]) for line in vintages]
    except (NumberError, TypeError):
        return None


def _sums(document: Mapping[str, Any]) -> dict[tuple[int, str], Fraction]:
    sums: dict[tuple[int, str], Fraction] = defaultdict(Fraction)
    for entry in document["equations"]:
        if entry["name"] in TONNES and entry["segment"] < len(document["segments"]):
            try:
                value = result_of(entry)
            except NumberError:
                continue  # told at the equation itself
            if isinstance(value, Fraction):
                line = document["segments"][entry["segment"]]["vintage"]
                sums[line, entry["name"]] += value
    return sums


def _tonnes(trail: Trail, stated: Any, follow: Sequence[str | None]) -> Iterator[Mismatch]:
    shown = stated["value"] if isinstance(stated, dict) else None
    if shown not in follow:
        yield Mismatch((*trail, "value") if isinstance(stated, dict) else trail, shown, follow[0])


def _rounding(
    document: Mapping[str, Any], reductions: Sequence[Sequence[Fraction]]
) -> Iterator[Mismatch]:
    ways = [_rounded(document, one) for one in reductions] or [[]]
    found, expected = document["rounding"]["years"], ways[0]
    if len(found) != len(expected):
        why = "the years are not those of the lines"
        yield Mismatch(("rounding", "years"), str(len(found)), str(len(expected)), why)
        return
    for place, (one, other) in enumerate(zip(found, expected, strict=True)):
        for key in other:
            if one.get(key) not in [way[place][key] for way in ways]:
                where: Trail = ("rounding", "years", place, key)
                yield Mismatch(where, str(one.get(key)), str(other[key]))


def _rounded(document: Mapping[str, Any], reductions: Sequence[Fraction]) -> list[dict[str, Any]]:
    years: dict[int, Fraction] = {}
    for vintage, one in zip(document["vintages"], reductions, strict=True):
        years[vintage["year"]] = years.get(vintage["year"], Fraction(0)) + one
    kept = settle_years(list(years.values()))
    return [
        {
            "year": year,
            "emission_reductions": format_exact(stated),
            "carried": format_exact(rest - stated),
            "kept": format_exact(rest),
            "whole": format_exact(Fraction(rest // 1)),
        }
        for (year, stated), rest in zip(years.items(), kept, strict=True)
    ]


def _credits(
    document: Mapping[str, Any], reductions: Sequence[Sequence[Fraction]]
) -> Iterator[Mismatch]:
    """Whole tonnes by the named step; null where an error touches the line."""
    vintages = document["vintages"]
    ways = [_credited(document, one) for one in reductions] or [[None] * len(vintages)]
    for line, vintage in enumerate(vintages):
        if vintage["credits"] not in [way[line] for way in ways]:
            trail = ("vintages", line, "credits")
            yield Mismatch(trail, _whole(vintage["credits"]), _whole(ways[0][line]))
    totals = [_total(way) for way in (*ways, [one["credits"] for one in vintages])]
    if document["totals"]["credits"] not in totals:
        stated = _whole(document["totals"]["credits"])
        yield Mismatch(("totals", "credits"), stated, _whole(totals[0]))


def _credited(document: Mapping[str, Any], reductions: Sequence[Fraction]) -> list[int | None]:
    vintages = document["vintages"]
    if document["project"]["country"] == "none":
        return [None] * len(vintages)
    credited: list[int | None] = list(
        compute_credits([one["year"] for one in vintages], reductions)
    )
    for finding in document["findings"]:
        for line in finding["vintages"] if finding["severity"] == "error" else ():
            if line < len(credited):
                credited[line] = None
    return credited


def _total(credited: Sequence[int | None]) -> int | None:
    whole = [one for one in credited if one is not None]
    return sum(whole) if credited and len(whole) == len(credited) else None


def _whole(value: int | None) -> str:
    return "none" if value is None else str(value)
