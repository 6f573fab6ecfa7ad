"""The openings of a report: salt and value of each place that its public version keeps back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import JsonFault, canonical, digest, read_json
from jcm_mrv.disclosure.faults import DisclosureFault
from jcm_mrv.disclosure.tree import (
    COMMITMENT,
    MAX_LEAVES,
    commit,
    compute_root,
    is_commitment,
    is_digest,
    list_leaves,
    pointer_of,
    replace_at,
    value_at,
)
from jcm_mrv.numbers import counted, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from jcm_mrv.disclosure.tree import LeafPath

SCHEMA = "jcm-mrv/openings/1"
DIGEST_NAME = "jcmMrvMerkleSha256"
"""Under which a statement's second subject names the root."""

OPENINGS_NAME = "report.openings.json"
"""What the second subject is called."""

SALT_BYTES = 32
_KEYS = {"schema", "report_sha256", "root", "openings"}


@dataclass(frozen=True, slots=True)
class Opening:
    """Hold what opens one commitment.

    Args:
        pointer: the place in the report, a JSON pointer.
        salt: 32 bytes, in hexadecimal.
        value: what stands there.
    """

    pointer: str
    salt: str
    value: Any


@dataclass(frozen=True, slots=True)
class Openings:
    """Hold the openings of a report, all or some.

    Args:
        report_sha256: digest of report.json.
        root: of the tree over its public version.
        entries: in the order of the report.
    """

    report_sha256: str
    root: str
    entries: tuple[Opening, ...]


def make_openings(
    document: Mapping[str, Any], marked: Collection[LeafPath], draw: Callable[[int], bytes]
) -> Openings:
    """Draw a salt for each place that is kept back, and compute the root.

    Args:
        document: the report.
        marked: the places, none of them inside of another.
        draw: gives that many unpredictable bytes, such as :func:`secrets.token_bytes`.

    Raises:
        DisclosureFault: a value of the document would read as a commitment.
    """
    for path, value in list_leaves(document):
        if is_commitment(value):
            sentence = f'an object whose only key is "{COMMITMENT}" cannot stand in a report'
            raise DisclosureFault(sentence, pointer=pointer_of(path))
    kept = set(marked)
    # Walked with stand-ins, so that the places come in the order of the document.
    outline = replace_at(document, {path: {COMMITMENT: ""} for path in kept})
    order = [path for path, _ in list_leaves(outline) if path in kept]
    salts = {path: draw(SALT_BYTES) for path in order}
    values = {path: value_at(document, path) for path in order}
    closed = {path: {COMMITMENT: commit(salts[path], values[path])} for path in order}
    return Openings(
        report_sha256=digest(canonical(document)),
        root=compute_root(replace_at(document, closed)),
        entries=tuple(Opening(pointer_of(path), salts[path].hex(), values[path]) for path in order),
    )


def render_openings(openings: Openings) -> bytes:
    """Return the bytes of an openings file."""
    return canonical(
        {
            "schema": SCHEMA,
            "report_sha256": openings.report_sha256,
            "root": openings.root,
            "openings": [
                {"pointer": one.pointer, "salt": one.salt, "value": one.value}
                for one in openings.entries
            ],
        }
    )


def parse_openings(data: bytes) -> Openings:
    """Return what an openings file holds.

    Raises:
        DisclosureFault: it is none (V383).
    """
    try:
        document = read_json(data)
    except JsonFault as fault:
        raise _unusable(f"it cannot be read: {fault}") from None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise _unusable(f'its schema is not "{SCHEMA}"')
    entries = document.get("openings")
    if set(document) != _KEYS or not isinstance(entries, list) or len(entries) > MAX_LEAVES:
        raise _unusable(f"it has not the keys {', '.join(sorted(_KEYS))}, or too many openings")
    if not (is_digest(document["report_sha256"]) and is_digest(document["root"])):
        raise _unusable("report_sha256 and root are not 64 hexadecimal digits each")
    found = tuple(_opening(entry, number) for number, entry in enumerate(entries))
    if len({one.pointer for one in found}) < len(found):
        raise _unusable("it opens a place twice")
    return Openings(document["report_sha256"], document["root"], found)


def _opening(entry: Any, number: int) -> Opening:
    if (
        isinstance(entry, dict)
        and set(entry) == {"pointer", "salt", "value"}
        and isinstance(entry["pointer"], str)
        and is_digest(entry["salt"])
    ):
        return Opening(entry["pointer"], entry["salt"], entry["value"])
    raise _unusable(f"openings[{number}] has not pointer, salt and value as they are written")


def check_openings(
    document: Mapping[str, Any], openings: Openings, marked: Iterable[LeafPath]
) -> Mapping[str, Any]:
    """Return the public version of a report, from openings that are its own and whole.

    Args:
        document: the report.
        openings: all of them, such as those that the first signer made.
        marked: the places that have to be kept back; further ones may be.

    Raises:
        DisclosureFault: they are of another report or root, or do not cover it (V383).
    """
    if openings.report_sha256 != digest(canonical(document)):
        raise _unusable(
            "they belong to another report; the report was changed since they were made"
        )
    opened = {one.pointer: one for one in openings.entries}
    places = _places(document, opened)
    closed: dict[LeafPath, Any] = {}
    for pointer, path in places.items():
        one = opened[pointer]
        if canonical({"value": value_at(document, path)}) != canonical({"value": one.value}):
            raise _unusable(f"the value at {_shown(pointer)} is not that of the report")
        closed[path] = {COMMITMENT: commit(bytes.fromhex(one.salt), one.value)}
    if len(places) < len(opened):
        missing = next(pointer for pointer in opened if pointer not in places)
        raise _unusable(f"the report has no {_shown(missing)}")
    _check_cover(closed, marked)
    public: Mapping[str, Any] = replace_at(document, closed)
    if compute_root(public) != openings.root:
        raise _unusable("their root is not that of the report")
    return public


def _places(document: Any, wanted: Collection[str]) -> dict[str, LeafPath]:
    """Find pointers in a document: each container is walked once."""
    prefixes = {pointer[:end] for pointer in wanted for end in _ends(pointer)}
    found: dict[str, LeafPath] = {}
    stack: list[tuple[str, LeafPath, Any]] = [("", (), document)]
    while stack:
        pointer, path, value = stack.pop()
        if pointer in wanted:
            found[pointer] = path
        elif isinstance(value, dict | list) and (not pointer or pointer in prefixes):
            parts = value.items() if isinstance(value, dict) else enumerate(value)
            stack += [
                (pointer + pointer_of((part,)), (*path, part), inner) for part, inner in parts
            ]
    return found


def _ends(pointer: str) -> list[int]:
    return [index for index, sign in enumerate(pointer) if sign == "/" and index]


def _check_cover(closed: Collection[LeafPath], marked: Iterable[LeafPath]) -> None:
    for path in marked:
        if not any(path[:length] in closed for length in range(len(path) + 1)):
            raise _unusable(
                f"they leave {_shown(pointer_of(path))} open, which the project keeps back; "
                "make the report and its openings anew"
            )


def select_openings(openings: Openings, pointers: Collection[str]) -> Openings:
    """Return the openings of some places, or of all that lies below them.

    Args:
        openings: all.
        pointers: of places, or of what holds them.

    Raises:
        DisclosureFault: one of them holds nothing that is kept back.
    """
    chosen: list[Opening] = []
    used: set[str] = set()
    for one in openings.entries:
        hits = {
            pointer
            for pointer in pointers
            if one.pointer == pointer or one.pointer.startswith(pointer + "/")
        }
        used |= hits
        if hits:
            chosen.append(one)
    unused = [pointer for pointer in pointers if pointer not in used]
    if unused:
        count = counted(len(openings.entries), "place is", "places are")
        raise DisclosureFault(f"nothing is kept back at {_shown(unused[0])}; {count} kept back")
    return replace(openings, entries=tuple(chosen))


def _shown(pointer: str) -> str:
    return printable(pointer or "the whole report", 200)


def _unusable(sentence: str) -> DisclosureFault:
    return DisclosureFault(sentence, code="V383")
