"""Gather what a bundle holds: the inputs that a report names, each proved by its digest."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from jcm_mrv import files
from jcm_mrv.bundle import layout
from jcm_mrv.bundle.faults import BundleFault, find, shown
from jcm_mrv.bundle.making import Part
from jcm_mrv.bundle.paths import check_path, fold
from jcm_mrv.lock import FILE_NAME as LOCK
from jcm_mrv.named_files import digest_file, find_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

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
            find_named(folder, path)
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
            found, size = digest_file(candidate)
            if found == sha256:
                return Part(layout.INPUTS + LOCK, sha256, size, candidate)
        except files.FileFault:
            continue
    message = (
        f"the report was compared with a lock whose SHA-256 is {sha256}, and no such file was "
        "found; give it with --lock"
    )
    raise BundleFault([find("V367", LOCK, "", message)])


def _compare(path: str, sha256: str, size: int, folder: Path) -> tuple[str, Path | None]:
    """Return the file of an input, or what is wrong with it."""
    try:
        file = find_named(folder, path)
        with files.open_binary(file) as stream:
            there = stream.seek(0, os.SEEK_END)
        if there != size:
            return f"the file has {there:,} bytes, and the report names {size:,}", None
        digest, _ = digest_file(file)
        if digest != sha256:
            return f"the file has the SHA-256 {digest}, and the report names {sha256}", None
    except files.FileFault as fault:
        return str(fault), None
    return "", file
