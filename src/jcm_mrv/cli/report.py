"""The command ``report``: a project is calculated, and its report written to a file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from jcm_mrv.cli import options
from jcm_mrv.cli.answer import Answer, ExitCode

NAME = "report.json"

OutputOption = Annotated[
    Path,
    typer.Option("--output", metavar="DIR", help="The folder to write report.json to."),
]


def write_report(
    output: OutputOption,
    project: options.ProjectArgument = Path(),
    overwrite: options.OverwriteOption = False,
    lock: options.LockOption = None,
    methodologies: options.MethodologiesOption = [],  # noqa: B006  (typer copies it)
) -> Answer:
    """Write the report of a project to a file.

    The file holds the canonical bytes of the report, and nothing else: the same on every
    machine. Its path and SHA-256 are printed.
    """
    from jcm_mrv.canonical import digest
    from jcm_mrv.cli.calculating import calculate_project, code_of
    from jcm_mrv.cli.show import show_findings
    from jcm_mrv.cli.surface import surface_of
    from jcm_mrv.views.terminal import render_summary
    from jcm_mrv.writing import check_targets, write_files

    path = output / NAME
    check_targets([path], overwrite=overwrite)
    outcome = calculate_project(project, lock, methodologies)
    if isinstance(outcome, Answer):
        return outcome
    write_files({path: outcome.report_bytes}, overwrite=overwrite)
    code = code_of(outcome)
    summary = render_summary(outcome.document, surface_of(sys.stderr))
    findings = show_findings(outcome.findings, project, methodologies)
    parts = [summary, findings or "jcm-mrv: no findings.\n", _remark(outcome.document, code)]
    notes = "\n".join(part for part in parts if part)
    return Answer(code, f"{path}\nsha256 {digest(outcome.report_bytes)}\n", notes)


def _remark(document: dict[str, object], code: ExitCode) -> str:
    if code == ExitCode.YES:
        return ""
    return "jcm-mrv: the report is written, but it gives no credits where an error touches them.\n"
