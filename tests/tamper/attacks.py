"""What can be done to a signed report and to what lies beside it, class by class.

Each attack names the steps of docs/procedure.md of which one has to tell it; the table was written
from that page, not from what the program says.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from tests.tamper.leaves import apply, changes_of
from tests.tamper.signed import key, resigned, seal

import jcm_mrv.run
from jcm_mrv.canonical import canonical
from jcm_mrv.errors import RefusedError
from jcm_mrv.report.reading import ReportFault, parse_report
from jcm_mrv.statement.envelope import make_envelope
from jcm_mrv.statement.statement import make_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tamper.leaves import Change
    from tests.tamper.signed import Signed

    from jcm_mrv.verification.model import Verdict
    from jcm_mrv.verification.request import Request

ROOT = Path(__file__).parents[2]
REGIONS = 8

SECTIONS = {
    "schema": {1},
    "inputs": {2},
    "methodology": {3},
    "policies": {3},
    "segments": {3, 4, 6},
    "readings": {3, 4},
    "months": {6},
    "adjustments": {3, 4, 5},
    "values": {3, 4},
    "equations": {3, 4},
    "vintages": {4, 6},
    "findings": {5},
    "checks": {5},
    "lock": {5},
    "project": {3, 5, 6},
    "rounding": {6},
    "totals": {6},
    "meters": {6},
    "time": {6},
    "software": {6},
}
"""Steps that look at a section of the report (docs/procedure.md)."""

NEVER_COMPARED = ("software", "version")
"""Two reports are never compared by the version that made them (docs/report.md)."""


@dataclass(frozen=True, slots=True)
class Attack:
    """Hold one tampered hand-in.

    Args:
        kind: its class.
        name: of what was done.
        request: what the verifier gets.
        steps: of which one has to tell it.
        verdicts: that are right.
    """

    kind: str
    name: str
    request: Request
    steps: frozenset[int]
    verdicts: tuple[Verdict, ...] = ("DIFFERS",)


def edit_signed(one: Signed, change: Change) -> Attack:
    """Edit a report after it was signed: the digest is another one."""
    data = json.dumps(apply(one.document, change), sort_keys=True, ensure_ascii=False).encode()
    request = replace(one.request, data=data)
    return Attack("leaf, after signing", str(change), request, frozenset({1}))


def edit_and_sign(one: Signed, change: Change) -> Attack | None:
    """Edit a report and sign it then, as a participant can; None where nothing is told by it."""
    document = apply(one.document, change)
    request = resigned(one, document)
    if change.trail == NEVER_COMPARED and isinstance(change.value, str):
        return None
    try:
        parse_report(request.data)
    except ReportFault:
        steps = frozenset({1})
    else:
        section = str(change.trail[0]) if change.trail else "lock"
        steps = frozenset(SECTIONS[section])
    return Attack("leaf, before signing", str(change), request, steps)


def leaf_attacks(one: Signed, part: int = 0, parts: int = 1) -> Iterator[Attack]:
    """Make every change of every leaf before signing, and the first of each after signing.

    After signing any change is told by the digest alone, so that one of each leaf is enough.

    Args:
        one: the report.
        part: which part of the changes, from 0.
        parts: in how many they are divided.
    """
    seen = set()
    for number, change in enumerate(changes_of(one.document)):
        first = change.trail not in seen
        seen.add(change.trail)
        if number % parts != part:
            continue
        if first:
            yield edit_signed(one, change)
        attack = edit_and_sign(one, change)
        if attack is not None:
            yield attack


def form_attacks(one: Signed, other: Signed) -> Iterator[Attack]:
    """Attack the form of the report and its envelope."""
    first = frozenset({1})
    text = one.data.decode()
    doubled = text[:-1] + ',"vintages":[]}'
    deep = '{"schema":' + "[" * 100_000
    forms = {
        "a key twice": doubled,
        "nested 100,000 deep": deep,
        "100,000 deep inside": text[:-1] + ',"x":' + '{"a":' * 100_000,
        "an older schema": text.replace('"jcm-mrv/report/1"', '"jcm-mrv/report/0"'),
        "no schema": text.replace('"schema":"jcm-mrv/report/1",', ""),
        "pretty-printed": json.dumps(one.document, indent=1),
        "a byte-order mark": "\ufeff" + text,
        "a line end": text + "\n",
        "a float": text.replace('"year":20', '"year":20.0e', 1),
        "empty": "",
        "cut in half": text[: len(text) // 2],
        "another format": "%PDF-1.7",
    }
    for name, changed in forms.items():
        request = replace(one.request, data=changed.encode())
        yield Attack("form of the report", name, request, first)
    statement = json.loads(make_statement(one.data, one.document))
    for change in changes_of(statement):
        payload = canonical(apply(statement, change))
        request = replace(one.request, envelope=make_envelope(payload, [key()]))
        yield Attack("statement, signed again", str(change), request, first)
    envelope = json.loads(one.envelope)
    for change in changes_of(envelope):
        data = json.dumps(apply(envelope, change), sort_keys=True, separators=(",", ":")).encode()
        request = replace(one.request, envelope=data)
        yield Attack("envelope", str(change)[:80], request, first, ("DIFFERS", "UNVERIFIABLE"))
    for length in range(0, len(one.envelope), max(1, len(one.envelope) // 200)):
        request = replace(one.request, envelope=one.envelope[:length])
        yield Attack("envelope cut short", f"{length} bytes", request, first)
    yield from _key_attacks(one, other)


def _key_attacks(one: Signed, other: Signed) -> Iterator[Attack]:
    first = frozenset({1})
    replayed = replace(one.request, envelope=other.envelope)
    yield Attack("replayed signature", "of another report", replayed, first)
    older = {**one.document, "software": {"name": "jcm-mrv", "version": "0.0.1"}}
    before = seal(canonical(older), older)
    request = replace(one.request, envelope=before)
    yield Attack("replayed signature", "of an older report of the project", request, first)
    foreign = json.loads(seal(one.data, one.document, key(1)))
    foreign["signatures"][0]["keyid"] = key().keyid
    request = replace(one.request, envelope=canonical(foreign))
    yield Attack("another key", "under the same id", request, first)
    renamed = json.loads(one.envelope)
    renamed["signatures"][0]["keyid"] = key(1).keyid
    request = replace(one.request, envelope=canonical(renamed))
    yield Attack("another key", "the id of another", request, first)
    bare = json.loads(one.envelope)
    bare["signatures"] = []
    request = replace(one.request, envelope=canonical(bare))
    yield Attack("another key", "no signature at all", request, first)
    zero = json.loads(one.envelope)
    zero["signatures"][0]["sig"] = base64.b64encode(bytes(64)).decode()
    request = replace(one.request, envelope=canonical(zero))
    yield Attack("another key", "a signature of zeros", request, first)
    unknown: tuple[Verdict, ...] = ("DIFFERS", "UNVERIFIABLE")
    request = replace(one.request, envelope=seal(one.data, one.document, key(1)))
    yield Attack("another key", "one that was not given", request, first, unknown)
    request = replace(one.request, keys=())
    yield Attack("another key", "an empty list of keys", request, first, unknown)
    request = replace(one.request, envelope=None)
    yield Attack("another key", "no envelope", request, first, unknown)


def input_attacks(one: Signed, scratch: Path) -> Iterator[Attack]:
    """Change each region of each input, swap two, drop one, add one."""
    second = frozenset({2})
    folder = scratch / one.folder.name
    shutil.copytree(one.folder, folder, dirs_exist_ok=True)
    request = replace(one.request, inputs=folder)
    paths = [folder / entry["path"] for entry in one.document["inputs"]]
    for path in paths:
        data = path.read_bytes()
        for region in range(REGIONS):
            place = (2 * region + 1) * len(data) // (2 * REGIONS)
            changed = bytearray(data)
            changed[place] = data[place] ^ 1
            path.write_bytes(changed)
            yield Attack("byte of an input", f"{path.name}, byte {place:,}", request, second)
        path.write_bytes(data + b"\n")
        yield Attack("byte of an input", f"{path.name}, one more", request, second)
        path.write_bytes(data[:-1])
        yield Attack("byte of an input", f"{path.name}, one less", request, second)
        path.unlink()
        missing: tuple[Verdict, ...] = ("UNVERIFIABLE", "DIFFERS")
        yield Attack("file dropped", path.name, request, second, missing)
        path.symlink_to(one.folder / path.relative_to(folder))
        yield Attack("file is a link", path.name, request, second, missing)
        path.unlink()
        path.write_bytes(data)
    for left, right in pairwise(paths):
        before = left.read_bytes(), right.read_bytes()
        left.write_bytes(before[1])
        right.write_bytes(before[0])
        yield Attack("two files swapped", f"{left.name}, {right.name}", request, second)
        left.write_bytes(before[0])
        right.write_bytes(before[1])
    for source in {one.name for one in paths if "*" in (folder / "project.toml").read_text()}:
        found = next(path for path in paths if path.name == source)
        if found.parent != folder:
            more = found.with_name(f"{found.stem}-extra{found.suffix}")
            shutil.copy(found, more)
            yield Attack("file added", more.name, request, second)
            more.unlink()


_NUMBER = re.compile(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?(?![\w.])")
_MOVES = re.compile(r"^(formula|value|number|version|unit|aggregate|conservative) ?=|formula = ")


def methodology_attacks(one: Signed, scratch: Path) -> Iterator[Attack]:
    """Calculate with a module in which one number, operator or side is another one."""
    module = one.document["methodology"]["id"]
    major = one.document["methodology"]["version"].partition(".")[0]
    shelf = scratch / f"methodologies of {one.folder.name}"
    shutil.copytree(ROOT / "methodologies", shelf, dirs_exist_ok=True)
    file = shelf / module / major / "methodology.toml"
    text = file.read_text("utf-8")
    for name, changed in _rewritten(text):
        file.write_text(changed, "utf-8")
        try:
            with patch("jcm_mrv.library.files", lambda _: shelf):
                data = jcm_mrv.run.calculate(one.folder).report_bytes
        except RefusedError:
            continue  # such a module cannot be used at all
        document = json.loads(data)
        if document["methodology"]["rules_sha256"] == one.document["methodology"]["rules_sha256"]:
            continue  # a word of it that moves no number
        request = replace(one.request, data=data, envelope=seal(data, document))
        yield Attack("number of the methodology", name, request, frozenset({3}))
    file.write_text(text, "utf-8")


def _rewritten(text: str) -> Iterator[tuple[str, str]]:
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if not _MOVES.search(line):
            continue
        for changed in _other_lines(line):
            yield changed.strip()[:60], "\n".join([*lines[:index], changed, *lines[index + 1 :]])


def _other_lines(line: str) -> Iterator[str]:
    for match in _NUMBER.finditer(line):
        yield f"{line[: match.start()]}{match[0]}1{line[match.end() :]}"
    for one, other in ((" * ", " + "), (" - ", " + "), (" + ", " - "), ('"low"', '"high"')):
        if one in line:
            yield line.replace(one, other, 1)
    for one, other in (('"high"', '"low"'), ('"sum"', '"mean"'), (">=", ">")):
        if one in line:
            yield line.replace(one, other, 1)


def other_attacks(one: Signed, other: Signed, scratch: Path) -> Iterator[Attack]:
    """Yield what is no edit of a leaf; files are tampered with as the attacks are taken."""
    yield from form_attacks(one, other)
    yield from input_attacks(one, scratch)
    yield from methodology_attacks(one, scratch)


def is_caught(attack: Attack, outcome: Any) -> bool:
    """Tell whether the verdict is right and one of the right steps tells it."""
    marked = {step.number for step in outcome.steps if step.mark != "held"}
    return outcome.verdict in attack.verdicts and bool(attack.steps & marked)
