"""The command ``verify`` for a monitoring workbook: its cells, recomputed, to a verdict."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from jcm_mrv.cli.answer import Answer, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jcm_mrv.cli.options import Format

_WHY = {
    "--keys": "a workbook carries no signature; leave out --keys.",
    "--unsigned": "a workbook carries no signature; leave out --unsigned.",
    "--statement": "a workbook carries no signature; leave out --statement.",
    "--openings": "a workbook shows everything; leave out --openings.",
    "--lock": "a workbook is compared with no lock; leave out --lock.",
    "--materiality": "cells of a workbook are judged without a threshold; leave out --materiality.",
    "--sample": "a sample is drawn of a report's readings; leave out --sample and --seed.",
}


def is_workbook(path: Path) -> bool:
    """Tell whether a file is meant to be a workbook, by its name."""
    from jcm_mrv.readings.workbook.kind import is_workbook_name

    return is_workbook_name(path.name)


def require_words() -> None:
    """Refuse to read the workbook of a report where its words are not installed.

    Raises:
        UsageError: with the line that installs them.
    """
    if find_spec("babel") is None:
        raise UsageError(
            "to read the workbook of a report, more has to be installed: "
            "pip install 'jcm-mrv[report]'"
        )


def verify_workbook(
    workbook: Path,
    inputs: Path | None,
    methodologies: Sequence[Path],
    form: Format,
    others: Mapping[str, object],
) -> Answer:
    """Verify a monitoring workbook; answer with the verdict.

    Args:
        workbook: the file.
        inputs: folder of the project whose readings the input cells are compared with.
        methodologies: further folders of methodology modules.
        form: of the answer.
        others: options that a workbook has no use for, by name.

    Raises:
        UsageError: one of these was given, or the file is not there.
    """
    for name, value in others.items():
        if value not in (None, False, [], ()):
            raise UsageError(_WHY[name])
    if not workbook.is_file():
        raise UsageError(f"{workbook}: there is no such file.")
    require_words()
    from jcm_mrv.canonical import canonical
    from jcm_mrv.cli.progress import show_progress
    from jcm_mrv.cli.surface import surface_of
    from jcm_mrv.forms.monitoring.document import render_outcome
    from jcm_mrv.forms.monitoring.verifying import verify_book
    from jcm_mrv.views.findings import render_findings
    from jcm_mrv.views.workbook_verdict import render_workbook_verdict

    with show_progress(sys.stderr) as progress:
        outcome = verify_book(
            workbook, inputs=inputs, methodologies=methodologies, progress=progress
        )
    code = {
        "REPRODUCED": ExitCode.YES,
        "DIFFERS": ExitCode.NO,
        "UNVERIFIABLE": ExitCode.UNVERIFIABLE,
    }[outcome.verdict]
    document = render_outcome(outcome)
    if form == "json":
        # To a person's terminal the line is ended; in a file the canonical bytes stay as they are.
        end = b"\n" if sys.stdout is not None and sys.stdout.isatty() else b""
        return Answer(code, canonical(document) + end)
    findings = [finding for step in outcome.steps for finding in step.findings]
    notes = render_findings(findings, surface_of(sys.stderr))
    return Answer(code, render_workbook_verdict(document, surface_of(sys.stdout)), notes)
