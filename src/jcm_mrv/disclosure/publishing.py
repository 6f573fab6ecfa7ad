"""Write the public version of a report, and check one (docs/public-report.md, 5 and 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import JsonFault, canonical, digest, read_json
from jcm_mrv.disclosure.faults import DisclosureFault
from jcm_mrv.disclosure.tree import (
    COMMITMENT,
    commit,
    compute_root,
    is_commitment,
    is_digest,
    list_leaves,
    pointer_of,
    replace_at,
)
from jcm_mrv.numbers import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.disclosure.openings import Opening, Openings
    from jcm_mrv.disclosure.tree import LeafPath

SCHEMA = "jcm-mrv/public-report/1"
_KEYS = {"schema", "root", "document"}
_END = f'"schema":"{SCHEMA}"}}'.encode()


@dataclass(frozen=True, slots=True)
class PublicReport:
    """Hold a public report that hangs together in itself; its signature is another matter.

    Args:
        root: of the tree over its leaves, recomputed.
        document: the report, what was opened filled in.
        closed: pointers of what is still kept back, in the order of the report.
        opened: pointers of what openings filled in.
        data: the very bytes of report.json, where nothing is kept back any more.
        shown: the openings that were used.
    """

    root: str
    document: dict[str, Any]
    closed: tuple[str, ...]
    opened: tuple[str, ...]
    data: bytes | None
    shown: tuple[Opening, ...] = ()


def render_public(document: Mapping[str, Any], root: str) -> bytes:
    """Return the bytes of a public report.

    Args:
        document: with commitments in place of what is kept back.
        root: of the tree over its leaves.
    """
    return canonical({"schema": SCHEMA, "root": root, "document": dict(document)})


def check_public(data: bytes, openings: Openings | None = None) -> PublicReport:
    """Recompute the root of a public report, and fill in what openings tell.

    Args:
        data: the bytes of report.public.json.
        openings: of that report, all or some.

    Raises:
        DisclosureFault: it is no public report (V380), its root is not that of its values (V381),
            an opening does not fit (V382), or the openings are of another report (V383).
    """
    document, root = _parse(data)
    leaves = list_leaves(document)
    closed = {pointer_of(path): path for path, value in leaves if is_commitment(value)}
    commitments = {pointer_of(path): value for path, value in leaves if is_commitment(value)}
    for pointer, value in commitments.items():
        if not is_digest(value[COMMITMENT]):
            sentence = "a commitment is 64 hexadecimal digits, lower case"
            raise DisclosureFault(sentence, pointer=pointer)
    try:
        computed = compute_root(document)
    except JsonFault as fault:
        raise DisclosureFault(f"it is not written as a report is: {fault}") from None
    if computed != root:
        raise DisclosureFault(
            f"its values give the root {computed}, and it names {root}: a value, a commitment "
            "or its place was changed",
            code="V381",
        )
    if openings is None:
        return PublicReport(
            root, document, tuple(closed), (), None if closed else canonical(document)
        )
    if openings.root != root:
        raise DisclosureFault(
            f"they belong to the report with the root {openings.root}; this one has {root}",
            code="V383",
        )
    filled: dict[LeafPath, Any] = {}
    for one in openings.entries:
        if one.pointer not in closed:
            raise _unfit("nothing is kept back there", one.pointer)
        if commit(bytes.fromhex(one.salt), one.value) != commitments[one.pointer][COMMITMENT]:
            raise _unfit("value and salt do not give the commitment that stands there", one.pointer)
        filled[closed[one.pointer]] = one.value
    full = replace_at(document, filled)
    left = tuple(pointer for pointer, path in closed.items() if path not in filled)
    whole = None if left else canonical(full)
    if whole is not None and digest(whole) != openings.report_sha256:
        raise DisclosureFault(
            f"opened in full, the report has the SHA-256 {digest(whole)}, and the openings name "
            f"{openings.report_sha256}",
            code="V383",
        )
    opened = tuple(one.pointer for one in openings.entries)
    return PublicReport(root, full, left, opened, whole, openings.entries)


def is_public(document: Any) -> bool:
    """Tell whether a parsed document says of itself that it is a public report."""
    return isinstance(document, dict) and document.get("schema") == SCHEMA


def looks_public(data: bytes) -> bool:
    """Tell whether bytes are those of a public report, at a glance.

    In canonical form the schema of a public report stands last, and that of a report does not.
    """
    return data[-200:].rstrip().endswith(_END)


def _parse(data: bytes) -> tuple[dict[str, Any], str]:
    try:
        outer = read_json(data)
    except JsonFault as fault:
        raise DisclosureFault(f"it cannot be read: {fault}") from None
    if not is_public(outer):
        raise DisclosureFault(f'its schema is not "{SCHEMA}"')
    if set(outer) != _KEYS or not isinstance(outer["document"], dict):
        raise DisclosureFault(f"it has not the keys {', '.join(sorted(_KEYS))} alone")
    if not is_digest(outer["root"]):
        raise DisclosureFault("its root is not 64 hexadecimal digits, lower case", pointer="/root")
    if is_commitment(outer["document"]) or not outer["document"]:
        raise DisclosureFault("it shows nothing of a report")
    try:
        same = canonical(outer) == data
    except JsonFault as fault:
        raise DisclosureFault(f"it is not written as a report is: {fault}") from None
    if not same:
        raise DisclosureFault("its bytes are not in canonical form (RFC 8785)")
    return outer["document"], outer["root"]


def _unfit(sentence: str, pointer: str) -> DisclosureFault:
    return DisclosureFault(
        f"the opening of {printable(pointer, 200)}: {sentence}", code="V382", pointer=pointer
    )
