"""Gather what a bundle holds: the inputs that a report names, each proved by its digest."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jcm_mrv import files
from jcm_mrv.bundle import layout
from jcm_mrv.bundle.faults import BundleFault, find, shown
from jcm_mrv.bundle.making import Part
from jcm_mrv.bundle.paths import check_path, fold
from jcm_mrv.lock import FILE_NAME as LOCK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jcm_mrv.findings import Finding

_REMEDY = "give the folder that the report was made from, or make the report again"


def gather_inputs(inputs: Iterable[Mapping[str, Any]], folder: Path) -> tuple[Part, ...]:
    """Return the files that a report names as its inputs, after their digests were compared.

    Args:
        inputs: entries of the report: path, sha256, bytes.
        folder: where the files lie.

    Raises:
        BundleFault: with every file that is missing, that differs (V367), or whose name cannot
            be that of a file in a bundle (V362).
    """
    parts: list[Part] = []
    faults: list[Finding] = []
    names: dict[str, str] = {}
    for entry in inputs:
        path, sha256, size = str(entry["path"]), str(entry["sha256"]), int(entry["bytes"])
        problem = check_path(layout.INPUTS + path)
        twin = names.setdefault(fold(path), path)
        if problem is None and twin != path:
            problem = f'has one name with "{shown(twin)}", at least on some disks'
        if problem is not None:
            message = f"the file {problem}; rename it, and make the report again"
            faults.append(find("V362", path, "", message))
            continue
        problem, file = _compare(path, sha256, size, folder)
        if file is None:
            faults.append(find("V367", path, "", f"{problem}; {_REMEDY}"))
        else:
            parts.append(Part(layout.INPUTS + path, sha256, size, file))
    if faults:
        raise BundleFault(faults)
    return tuple(parts)


def check_findings(document: Mapping[str, Any], folder: Path) -> None:
    """Refuse a report about a file that it does not name as an input.

    A file that could not be read has no digest in the report. Without it the finding cannot be
    made again, and nothing proves that it is the file that was meant.

    Args:
        document: the report.
        folder: where the files lie.

    Raises:
        BundleFault: with every such file that lies there (V367).
    """
    named = {str(entry["path"]) for entry in document["inputs"]}
    if document.get("lock"):
        named.add(LOCK)
    faults: dict[str, Finding] = {}
    for finding in document["findings"]:
        path = str(finding["where"]["file"])
        if finding["severity"] != "error" or path in named or path in faults:
            continue
        try:
            find_file(folder, path)
        except files.FileFault:
            continue  # it is no file of the project
        message = (
            f"the report tells of an error in the file ({finding['code']}) and does not hold its "
            "digest; mend the file, and make the report again"
        )
        faults[path] = find("V367", path, "", message)
    if faults:
        raise BundleFault(list(faults.values()))


def gather_lock(sha256: str, candidates: Iterable[Path]) -> Part:
    """Return the lock that a report was compared with, as the project's own.

    Args:
        sha256: its digest in the report.
        candidates: files that it may be.

    Raises:
        BundleFault: none of them has the digest (V367).
    """
    for candidate in candidates:
        try:
            if digest_file(candidate) == sha256:
                size = candidate.stat().st_size
                return Part(layout.INPUTS + LOCK, sha256, size, candidate)
        except (files.FileFault, OSError):
            continue
    message = (
        f"the report was compared with a lock whose SHA-256 is {sha256}, and no such file was "
        "found; give it with --lock"
    )
    raise BundleFault([find("V367", LOCK, "", message)])


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal.

    Raises:
        FileFault: it cannot be read.
    """
    state = hashlib.sha256()
    for piece in files.read_pieces(path):
        state.update(piece)
    return state.hexdigest()


def _compare(path: str, sha256: str, size: int, folder: Path) -> tuple[str, Path | None]:
    """Return the file of an input, or what is wrong with it."""
    try:
        file = find_file(folder, path)
        with files.open_binary(file) as stream:
            there = stream.seek(0, os.SEEK_END)
        if there != size:
            return f"the file has {there:,} bytes, and the report names {size:,}", None
        if (digest := digest_file(file)) != sha256:
            return f"the file has the SHA-256 {digest}, and the report names {sha256}", None
    except files.FileFault as fault:
        return str(fault), None
    return "", file


def find_file(folder: Path, name: str) -> Path:
    """Return where a file of a project lies that a report names in NFC.

    Args:
        folder: the project's folder.
        name: POSIX path, relative to it; no character of it is special.

    Raises:
        FileFault: it is missing, or a link leads out of the folder.
    """
    path = files.place_inside(folder, name)
    if not os.path.lexists(path):
        path = _in_another_form(path, Path(os.path.realpath(folder)))
    root = Path(os.path.realpath(folder))
    if not Path(os.path.realpath(path)).is_relative_to(root):
        message = f'"{shown(name)}" is a link that leads out of the project\'s folder'
        raise files.FileFault("outside", name, message)
    if not path.exists():
        message = f'"{shown(name)}" does not exist in the project\'s folder'
        raise files.FileFault("no-match", name, message)
    return path


def _in_another_form(path: Path, root: Path) -> Path:
    """Look for a file whose name some disk keeps in another form of Unicode than NFC."""
    found = root
    for part in path.relative_to(root).parts:
        try:
            names = [each for each in os.listdir(found) if _nfc(each) == part]  # noqa: PTH208
        except OSError:
            return path
        if not names:
            return path
        found /= min(names)
    return found


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
