"""Calculate a project for a command: progress on the way, and what the exit code is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jcm_mrv.cli.answer import Answer, ExitCode
from jcm_mrv.cli.process import write_note
from jcm_mrv.cli.progress import show_progress
from jcm_mrv.cli.show import show_refusal
from jcm_mrv.errors import RefusedError
from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jcm_mrv.run import Outcome


def calculate_project(
    project: Path, lock: Path | None, methodologies: Sequence[Path]
) -> Outcome | Answer:
    """Return what a calculation gives, or the answer that tells why there is none.

    Args:
        project: its folder or project.toml, as it was typed.
        lock: a lock to compare with; None means the one in the folder, if any.
        methodologies: further folders of modules.
    """
    try:
        with show_progress(sys.stderr) as progress:
            return calculate(
                project,
                lock=lock,
                methodologies=methodologies,
                progress=progress,
                tell=write_note,
            )
    except RefusedError as refusal:
        return Answer(ExitCode.UNREADABLE, notes=show_refusal(refusal, project, methodologies))


def code_of(outcome: Outcome) -> ExitCode:
    """Return the exit code of a calculation: no where an error was found or there are no credits.

    A trial run outside of the JCM has no credits, and that is no failure.
    """
    refused = any(finding.severity == "error" for finding in outcome.findings)
    document = outcome.document
    without = document["totals"]["credits"] is None and document["project"]["country"] != "none"
    return ExitCode.NO if refused or without else ExitCode.YES
