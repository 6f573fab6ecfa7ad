"""Which values that are kept back follow from those that are shown.

A sum, a line or an equation with one unknown term gives that term away. Relations are gone
through until nothing more follows; two unknowns that two relations give together are not found.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.disclosure.months import TONNES
from jcm_mrv.disclosure.tree import pointer_of
from jcm_mrv.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jcm_mrv.disclosure.tree import LeafPath

_Term = tuple[Any, ...]

_EXACT = frozenset({"+", "-", "*", "/", "neg", "sum"})
"""Operations through which one unknown can be solved for."""


@dataclass(frozen=True, slots=True)
class Derivable:
    """Hold a value that is kept back in vain.

    Args:
        pointer: where it stands first.
        word: that keeps it back.
        relation: what gives it away, in words.
        sure: False where the relation may leave several values, as a minimum does.
        besides: words, one of which would keep it back where it is added.
        more: further places that follow in the same way.
    """

    pointer: str
    word: str
    relation: str
    sure: bool
    besides: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Relation:
    key: str
    text: str
    terms: tuple[_Term, ...]
    words: tuple[str, ...]
    sure: bool = True


def find_derivable(
    document: Mapping[str, Any], marked: Mapping[LeafPath, str]
) -> tuple[Derivable, ...]:
    """Return what follows from the open values of a report, one entry a word and relation.

    Args:
        document: the report.
        marked: the places that are kept back, each with its word.
    """
    places = _Places(document)
    relations = [*places.sums(), *places.equations(), *places.lines()]
    hidden = {
        term
        for term, shown in places.shown.items()
        if shown and all(_is_marked(path, marked) for path in shown)
    }
    by_term: dict[_Term, list[int]] = {}
    unknown = []
    for number, relation in enumerate(relations):
        missing = {term for term in relation.terms if term in hidden}
        unknown.append(missing)
        for term in missing:
            by_term.setdefault(term, []).append(number)
    ready = deque(number for number, missing in enumerate(unknown) if len(missing) == 1)
    found: dict[tuple[str, str], Derivable] = {}
    while ready:
        number = ready.popleft()
        if len(unknown[number]) != 1:
            continue
        (term,) = unknown[number]
        _note(found, relations[number], places.shown[term][0], marked)
        for other in by_term[term]:
            unknown[other].discard(term)
            if len(unknown[other]) == 1:
                ready.append(other)
    return tuple(found.values())


def _is_marked(path: LeafPath, marked: Mapping[LeafPath, str]) -> bool:
    return any(path[:length] in marked for length in range(len(path) + 1))


def _note(
    found: dict[tuple[str, str], Derivable],
    relation: _Relation,
    path: LeafPath,
    marked: Mapping[LeafPath, str],
) -> None:
    word = next(marked[path[:end]] for end in range(len(path) + 1) if path[:end] in marked)
    known = set(marked.values())
    besides = tuple(one for one in relation.words if one not in known)
    before = found.get((word, relation.key))
    if before is None:
        found[word, relation.key] = Derivable(
            pointer_of(path), word, relation.text, relation.sure, besides
        )
    else:
        found[word, relation.key] = Derivable(
            before.pointer, word, before.relation, before.sure, before.besides, before.more + 1
        )


class _Places:
    """Know where each number of a report is shown: often in several places."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.shown: dict[_Term, list[LeafPath]] = {}
        self.words: dict[str, str] = {}
        for number, entry in enumerate(document.get("values", ())):
            self._show(entry, ("values", number), entry["segment"], entry["name"])
            if entry["kind"] in ("monitored", "fixed", "category"):
                group = "monitored" if entry["kind"] == "monitored" else "fixed"
                self.words[entry["name"]] = f"{group}.{entry['name']}"
        for number, entry in enumerate(document.get("equations", ())):
            place: LeafPath = ("equations", number)
            self._show(entry, place, entry["segment"], entry["name"])
            self.words[entry["name"]] = f"equations.{entry['name']}"
            for name, operand in entry["operands"].items():
                self._show(operand, (*place, "operands", name), entry["segment"], name)

    def _show(self, entry: Mapping[str, Any], place: LeafPath, segment: int, name: str) -> None:
        for member, path in _columns(entry, place):
            self.shown.setdefault(("v", segment, name, member), []).append(path)

    def _term(self, kind: str, *parts: Any, path: LeafPath) -> _Term:
        term = (kind, *parts)
        self.shown.setdefault(term, []).append(path)
        return term

    def sums(self) -> Iterator[_Relation]:
        """Give the monitored values: sums of months, edges and adjustments."""
        parts: dict[tuple[int, str], list[tuple[Any, _Term]]] = {}
        for number, entry in enumerate(self.document.get("readings", ())):
            key = (entry["segment"], entry["parameter"])
            for member, path in _columns(entry, ("readings", number), "sum", "sum"):
                term = self._term("r", number, member, path=path)
                parts.setdefault(key, []).append((member, term))
        columns = {
            (entry["segment"], entry["name"]): entry.get("members", ())
            for entry in self.document.get("values", ())
        }
        for number, entry in enumerate(self.document.get("adjustments", ())):
            key = (entry["segment"], entry["parameter"])
            members = list(columns.get(key, ()))
            member = members.index(entry["member"]) if entry.get("member") in members else None
            path = ("adjustments", number, "amount", "value")
            parts.setdefault(key, []).append((member, self._term("a", number, path=path)))
        for number, entry in enumerate(self.document.get("values", ())):
            if entry["kind"] != "monitored":
                continue
            key = (entry["segment"], entry["name"])
            edges = dict(_columns(entry, ("values", number), "edges", "edges"))
            for member, _ in _columns(entry, ("values", number)):
                terms = [term for column, term in parts.get(key, ()) if column == member]
                if member in edges:
                    terms.append(self._term("e", number, member, path=edges[member]))
                # The least or greatest of several months says little about the others.
                if entry.get("aggregate") in ("sum", "mean") or len(terms) == 1:
                    yield _Relation(
                        f"sum of {entry['name']}",
                        f"{entry['name']} is the {entry.get('aggregate')} of its months",
                        (("v", *key, member), *terms),
                        (self.words.get(entry["name"], ""),),
                    )

    def equations(self) -> Iterator[_Relation]:
        """Give the equations, one relation a member."""
        for number, entry in enumerate(self.document.get("equations", ())):
            segment = entry["segment"]
            operands = {
                name: [("v", segment, name, one) for one, _ in _columns(operand, ())]
                for name, operand in entry["operands"].items()
            }
            names = [entry["name"], *operands]
            words = tuple(self.words[name] for name in names if name in self.words)
            sure = _operations(entry["tree"]) <= _EXACT
            for member, _ in _columns(entry, ("equations", number)):
                terms: list[_Term] = [("v", segment, entry["name"], member)]
                for name, many in operands.items():
                    same = entry["operands"][name].get("members") == entry.get("members")
                    one_each = member is not None and same
                    terms += [one for one in many if not one_each or one[3] == member]
                text = f"{entry['name']} = {entry['text']}"
                yield _Relation(f"equation {entry['name']}", text, tuple(terms), words, sure)

    def lines(self) -> Iterator[_Relation]:
        """Give the lines and the totals: sums of segments, and ER = RE - PE in each."""
        document = self.document
        wholes: list[tuple[str, LeafPath, Mapping[str, Any]]] = [
            (f"line {number + 1}", ("vintages", number), entry)
            for number, entry in enumerate(document.get("vintages", ()))
        ]
        wholes.append(("the total", ("totals",), document["totals"]))
        lines: dict[str, list[_Term]] = {name: [] for name in TONNES}
        for what, place, whole in wholes:
            terms: dict[str, _Term] = {}
            for name, key in TONNES.items():
                if not isinstance(whole.get(key), dict):
                    continue
                terms[name] = self._term("t", place, name, path=(*place, key, "value"))
                parts, of = lines[name], "its lines"
                if place != ("totals",):
                    lines[name].append(terms[name])
                    of = "its segments"
                    parts = [
                        ("v", number, name, None)
                        for number, segment in enumerate(document.get("segments", ()))
                        if segment["vintage"] == place[1]
                    ]
                yield _Relation(
                    f"{name} of {what}",
                    f"{name} of {what} is the sum of {of}",
                    (terms[name], *parts),
                    (f"equations.{name}",),
                )
            words = tuple(f"equations.{name}" for name in TONNES)
            text = f"ER = RE - PE in {what}"
            yield _Relation(text, text, tuple(terms.values()), words)
        yield from self._rounding(lines["ER"])

    def _rounding(self, lines: list[_Term]) -> Iterator[_Relation]:
        document = self.document
        for number, entry in enumerate(document.get("rounding", {}).get("years", ())):
            path: LeafPath = ("rounding", "years", number)
            terms = [
                self._term("y", number, key, path=_value_path(entry[key], (*path, key)))
                for key in ("emission_reductions", "carried", "kept")
                if entry.get(key) is not None
            ]
            of_year = [
                line
                for line, vintage in zip(lines, document["vintages"], strict=False)
                if vintage["year"] == entry["year"]
            ]
            text = f"what is kept of {entry['year']} is its ER and what is carried"
            yield _Relation(text, text, tuple(terms), ("equations.ER",))
            if of_year and terms:
                text = f"ER of {entry['year']} is the sum of its lines"
                yield _Relation(text, text, (terms[0], *of_year), ("equations.ER",))


def _columns(
    entry: Mapping[str, Any], place: LeafPath, one: str = "value", many: str = "values"
) -> Iterator[tuple[int | None, LeafPath]]:
    """Give the numbers, or categories, of an entry: one, or one a member by its index."""
    pairs = [(one, many)]
    if one == "value" and "tree" not in entry:  # the text of an equation is its formula
        pairs.append(("text", "texts"))
    for single, several in pairs:
        if isinstance(entry.get(several), list):
            yield from ((index, (*place, several, index)) for index in range(len(entry[several])))
        elif entry.get(single) is not None:
            yield None, _value_path(entry[single], (*place, single))


def _value_path(value: Any, path: LeafPath) -> LeafPath:
    return (*path, "value") if isinstance(value, dict) else path


def _operations(tree: Any) -> set[str]:
    found: set[str] = set()
    stack: list[Any] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if "op" in node:
                found.add(str(node["op"]))
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    return found


def describe(found: Iterable[Derivable]) -> Iterator[tuple[Derivable, str]]:
    """Give each with a sentence for a person."""
    for one in found:
        more = f", here and at {counted(one.more, 'other place', 'other places')}," * bool(one.more)
        verb = "follows" if one.sure else "may follow"
        hint = f"; mark {' or '.join(one.besides)} as well" if one.besides else ""
        yield one, f'what "{one.word}" keeps back{more} {verb} from {one.relation}{hint}'
