"""Step 2: the digests of a report's inputs, taken of the files that a verifier has.

Paths come from a stranger: only regular files inside of the folder are opened, nothing else is
looked at, and nothing is ever unpacked or run here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.files import FileFault
from jcm_mrv.findings import Finding, Place
from jcm_mrv.named_files import digest_file, find_named
from jcm_mrv.numbers import counted, printable
from jcm_mrv.project.reading import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_INPUTS = 20_000
MAX_TOLD = 20
SHOWN = 120


@dataclass(frozen=True, slots=True)
class Inputs:
    """Hold what became of the inputs of a report.

    Args:
        findings: in the order of the report.
        told: places of the entries that a finding tells of already.
        complete: every file that the report lists is there, and could be read.
        project: the project file to recompute from; None where there is none.
        said: what was compared.
        changed: paths of files that have other bytes.
    """

    findings: tuple[Finding, ...]
    told: frozenset[int]
    complete: bool
    project: Path | None
    said: str
    changed: frozenset[str] = frozenset()


def check_inputs(document: Mapping[str, Any], folder: Path | None, name: str) -> Inputs:
    """Compare each file that a report lists with the one in a folder.

    Args:
        document: the report's, any JSON object.
        folder: that holds the inputs; None where there is none.
        name: of the report's file, for messages.
    """
    listed = document.get("inputs")
    entries = listed if isinstance(listed, list) else []
    where = Place(name, "/inputs")
    if folder is None:
        message = "there are no inputs here: name the folder that holds them with --inputs DIR"
        return Inputs(
            (Finding("V314", "warning", where, message),), frozenset(), False, None, "no folder"
        )
    if not entries:
        message = "the report lists no input, not even its project file: nothing can be compared"
        missing = (Finding("V314", "warning", where, message),)
        return Inputs(missing, frozenset(), False, _project(entries, folder), "no files listed")
    findings: list[Finding] = []
    told: set[int] = set()
    changed: set[str] = set()
    complete = True
    held = 0
    for index, entry in enumerate(entries[:MAX_INPUTS]):
        finding = _check(entry, folder, Place(name, f"/inputs/{index}"))
        if finding is None:
            held += 1
            continue
        told.add(index)
        findings.append(finding)
        if finding.code == "V315":
            changed.add(entry["path"])
        complete = complete and finding.code == "V315"
    if len(entries) > MAX_INPUTS:
        message = f"the report lists more than {MAX_INPUTS:,} files; the rest was not compared"
        findings.append(Finding("V314", "warning", where, message))
        complete = False
    shown = findings[:MAX_TOLD]
    if len(findings) > MAX_TOLD:
        rest = f"{counted(len(findings) - MAX_TOLD, 'more file is', 'more files are')} like this"
        worst = findings[MAX_TOLD].severity
        shown.append(Finding(findings[MAX_TOLD].code, worst, where, rest))
    said = f"{held:,} of {counted(len(entries), 'file', 'files')} as listed"
    project = _project(entries, folder)
    return Inputs(tuple(shown), frozenset(told), complete, project, said, frozenset(changed))


def _check(entry: Any, folder: Path, place: Place) -> Finding | None:
    path = entry.get("path") if isinstance(entry, dict) else None
    if not isinstance(path, str):
        return Finding("V317", "error", place, "the entry names no file")
    shown = printable(path, SHOWN)
    try:
        file = _find(folder, path)
        if file is None:
            message = f"{shown} is missing; hand it in, or name its folder with --inputs DIR"
            return Finding("V314", "warning", place, message)
        digest, size = digest_file(file)
    except FileFault as fault:
        if fault.kind in ("not-relative", "outside"):
            message = f"{fault}; a report lists files of the project's folder only"
            return Finding("V317", "error", place, message)
        message = f"{shown} cannot be read: {fault}"
        return Finding("V314", "warning", place, message)
    if digest == entry.get("sha256"):
        return None
    reported = printable(str(entry.get("sha256")), 64)
    message = (
        f"{shown} has other bytes: the report lists SHA-256 {reported} of "
        f"{printable(str(entry.get('bytes')))} bytes, this file has {digest} of {size} bytes"
    )
    return Finding("V315", "error", place, message)


def _find(folder: Path, name: str) -> Path | None:
    """Return the file of that name, its links followed; None where there is none.

    Raises:
        FileFault: it is not inside of the folder, or is no file.
    """
    try:
        return find_named(folder, name)
    except FileFault as fault:
        if fault.kind == "no-match":
            return None
        raise


def _project(entries: list[Any], folder: Path) -> Path | None:
    """Return the project file: the usual one, else the only one that the report lists."""
    if (folder / FILE_NAME).is_file():
        return folder / FILE_NAME
    names = [
        entry["path"]
        for entry in entries
        if isinstance(entry, dict)
        and isinstance(entry.get("path"), str)
        and entry["path"].endswith(".toml")
        and "/" not in entry["path"]
    ]
    if len(names) != 1:
        return None
    try:
        return _find(folder, names[0])
    except FileFault:
        return None
