"""The files of readings that a workbook names: looked for beside it, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jcm_mrv import files
from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Hold what lies beside a workbook.

    Args:
        files: by path from there.
        missing: patterns that nothing matches, each with its cell.
    """

    files: dict[str, Path] = field(default_factory=dict)
    missing: list[tuple[Place, str]] = field(default_factory=list)


def find_neighbours(folder: Path, named: Sequence[tuple[Place, str]]) -> Neighbours:
    """Return the files that patterns name in the workbook's folder.

    Args:
        folder: the folder that the workbook lies in.
        named: patterns, each with its cell.

    Raises:
        RefusedError: a pattern leads out of the folder, or to what is no readable file (P092).
    """
    found = Neighbours()
    findings: list[Finding] = []
    for place, pattern in named:
        try:
            for path in files.resolve(folder, pattern):
                found.files[files.relative(folder, path)] = path
        except files.FileFault as fault:
            if fault.kind == "no-match":
                if pattern not in [known for _, known in found.missing]:
                    found.missing.append((place, pattern))
            elif all(finding.where != place for finding in findings):
                findings.append(Finding("P092", "error", place, str(fault)))
    if findings:
        raise RefusedError(findings)
    return found
