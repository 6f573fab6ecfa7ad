"""Show findings to a person, with the lines of the files that they are about."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jcm_mrv.errors import RefusedError
    from jcm_mrv.findings import Finding


def show_findings(
    findings: Sequence[Finding],
    project: Path | None,
    methodologies: Sequence[Path],
    *,
    every: bool = False,
) -> str:
    """Return findings as text for stderr; the files are read again for the lines that are shown.

    Args:
        findings: of one project.
        project: its folder or project.toml, as it was typed; None for findings on methodologies.
        methodologies: further folders of methodologies, as they were typed.
        every: all findings of a code, not only the first few.
    """
    from jcm_mrv.cli.surface import surface_of
    from jcm_mrv.places.reading import read_excerpts
    from jcm_mrv.views.findings import choose_shown, render_findings

    shown = choose_shown(findings, every=every)
    folder = None if project is None else folder_of(project)
    excerpts = read_excerpts(shown, folder, methodologies)
    return render_findings(findings, surface_of(sys.stderr), excerpts=excerpts, every=every)


def show_refusal(refusal: RefusedError, project: Path, methodologies: Sequence[Path]) -> str:
    """Return why a project was refused, as text for stderr.

    There is no report that could list the rest, so that every fault is shown.
    """
    return show_findings(refusal.findings, project, methodologies, every=True)


def folder_of(project: Path) -> Path:
    """Return the folder of a project that was named by it or by its project.toml."""
    try:
        return project if project.is_dir() else project.parent
    except OSError:
        return project.parent
