"""Publish a report: its public version, and the openings of single values."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import MAX_BYTES, JsonFault, canonical, digest
from jcm_mrv.cli.answer import Answer, ExitCode, UsageError
from jcm_mrv.cli.reading import read_file
from jcm_mrv.cli.surface import surface_of
from jcm_mrv.cli.writing import sibling
from jcm_mrv.disclosure.faults import DisclosureFault
from jcm_mrv.disclosure.judging import judge_marks
from jcm_mrv.disclosure.marking import find_marked
from jcm_mrv.disclosure.openings import (
    Openings,
    check_openings,
    parse_openings,
    render_openings,
    select_openings,
)
from jcm_mrv.disclosure.publishing import render_public
from jcm_mrv.disclosure.tree import list_leaves, pointer_of
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import counted, printable
from jcm_mrv.report.reading import ReportFault, parse_report
from jcm_mrv.views.findings import render_findings
from jcm_mrv.vocabulary import split_confidential
from jcm_mrv.writing import write_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jcm_mrv.disclosure.tree import LeafPath

PRIVATE = 0o600
SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Held:
    """Hold a report with its openings, which fit it."""

    document: Mapping[str, Any]
    marked: Mapping[LeafPath, str]
    openings: Openings
    public: Mapping[str, Any]


def publish(path: Path, data: bytes | None, *, overwrite: bool) -> Answer:
    """Write the public version beside a report.

    Args:
        path: the report.
        data: what the project gives now; None to take the report as it is.
        overwrite: whether a public version that is there is replaced.

    Raises:
        UsageError: the report cannot be used, keeps nothing back, or is not signed.
    """
    if data is None or path.exists():
        there = read_file(path, MAX_BYTES)
        if data is not None and there != data:
            return Answer(
                ExitCode.NO,
                notes=f"jcm-mrv: {path} is not what the project gives now; nothing was written. "
                "Write the report again, and have it signed, or name the report itself.\n",
            )
        data = there
    held = _hold(path, data)
    if isinstance(held, Answer):
        return held
    target = sibling(path, "public")
    published = render_public(held.public, held.openings.root)
    write_files({target: published}, overwrite=overwrite)
    findings = judge_marks(held.document, held.marked, path.name)
    notes = render_findings(findings, surface_of(sys.stderr))
    kept, leaves = len(held.openings.entries), len(list_leaves(held.public))
    notes += (
        f"Kept back: {kept:,} of {counted(leaves, 'place', 'places')}, "
        f"under the root {held.openings.root}.\n"
    )
    return Answer(asked=f"{target}\nsha256 {digest(published)}\n", notes=notes)


def disclose(path: Path, only: Sequence[str], output: Path, *, overwrite: bool) -> Answer:
    """Write the openings of single values.

    Args:
        path: the report.
        only: JSON pointers, and words of ``[report]`` ``confidential``.
        output: the file.
        overwrite: whether one that is there is replaced.

    Raises:
        UsageError: the report cannot be used, or nothing is kept back at a place.
    """
    held = _hold(path, read_file(path, MAX_BYTES))
    if isinstance(held, Answer):
        return held
    pointers = [pointer for one in only for pointer in _pointers(one, held)]
    try:
        chosen = select_openings(held.openings, pointers)
    except DisclosureFault as fault:
        raise UsageError(f"{path}: {fault}.") from None
    write_files({output: render_openings(chosen)}, overwrite=overwrite, mode=PRIVATE)
    kept = counted(len(held.openings.entries), "place that is", "places that are")
    lines = [f"Opens {len(chosen.entries):,} of {kept} kept back:"]
    lines += [f"  {printable(one.pointer, 200)}" for one in chosen.entries[:SHOWN]]
    if len(chosen.entries) > SHOWN:
        lines.append(f"  and {len(chosen.entries) - SHOWN:,} more")
    return Answer(asked=f"{output}\n", notes="".join(f"{line}\n" for line in lines))


def _hold(path: Path, data: bytes) -> _Held | Answer:
    document = _parse(path, data)
    marked = find_marked(document)
    if not marked:
        raise UsageError(
            f"{path} keeps nothing back: it is public as it is; project.toml names what is "
            "confidential ([report], confidential)."
        )
    place = sibling(path, "openings")
    if not place.exists():
        raise UsageError(
            f"{place} is missing, which is made when the report is signed; sign it first: "
            f"jcm-mrv sign {path} --key KEY"
        )
    try:
        openings = parse_openings(read_file(place, MAX_BYTES))
        public = check_openings(document, openings, marked)
    except DisclosureFault as fault:
        finding = Finding(fault.code, "error", Place(place.name, fault.pointer), fault.message)
        return Answer(ExitCode.NO, notes=render_findings([finding], surface_of(sys.stderr)))
    return _Held(document, marked, openings, public)


def _pointers(text: str, held: _Held) -> list[str]:
    if text.startswith("/"):
        return [text.removesuffix("/")]
    words = held.document["project"]["confidential"]
    if text not in words:
        known = "" if split_confidential(text)[0] else "; a pointer begins with a slash"
        raise UsageError(
            f'"{printable(text)}" is neither a pointer nor a word that the report keeps something '
            f"back with ({', '.join(printable(word) for word in words)}){known}."
        )
    opened = {one.pointer for one in held.openings.entries}
    found = [pointer_of(path) for path, word in held.marked.items() if word == text]
    if not opened.intersection(found):
        raise UsageError(f'the word "{text}" keeps nothing of this report back.')
    return [pointer for pointer in found if pointer in opened]


def _parse(path: Path, data: bytes) -> dict[str, Any]:
    try:
        document = parse_report(data).document
        same = canonical(document) == data
    except (ReportFault, JsonFault) as fault:
        raise UsageError(f"{path} is no report: {fault}.") from None
    if not same:
        raise UsageError(
            f"{path} is not in canonical form (RFC 8785), as jcm-mrv report writes it."
        )
    return document
