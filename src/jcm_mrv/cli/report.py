"""The command ``report``: a project is calculated, and its report written to a file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from jcm_mrv.cli import options
from jcm_mrv.cli.answer import Answer, ExitCode, UsageError

NAME = "report.json"

OutputOption = Annotated[
    Path | None,
    typer.Option("--output", metavar="DIR", help="The folder to write report.json to."),
]
PublicOption = Annotated[
    bool,
    typer.Option(
        "--public",
        help="Write the public version, report.public.json, of the signed report in DIR; PROJECT "
        "may be that report.json itself, without --output.",
    ),
]
ViewOption = Annotated[
    str | None,
    typer.Option(
        "--view",
        metavar="NAMES",
        help="Write views beside it as well: xlsx, html, pdf, commas between.",
    ),
]


def write_report(
    project: options.ProjectArgument = Path(),
    output: OutputOption = None,
    public: PublicOption = False,
    view: ViewOption = None,
    language: options.LanguageOption = "en",
    overwrite: options.OverwriteOption = False,
    lock: options.LockOption = None,
    methodologies: options.MethodologiesOption = [],  # noqa: B006  (typer copies it)
) -> Answer:
    """Write the report of a project to a file.

    The file holds the canonical bytes of the report, and nothing else: the same on every
    machine. Its path and SHA-256 are printed, and then the path of each view.
    """
    from jcm_mrv.canonical import digest
    from jcm_mrv.cli.calculating import calculate_project, code_of
    from jcm_mrv.cli.show import show_findings
    from jcm_mrv.cli.surface import surface_of
    from jcm_mrv.cli.viewing import parse_wish, render_views
    from jcm_mrv.views.terminal import render_summary
    from jcm_mrv.writing import check_targets, write_files

    if public and view is not None:
        raise UsageError("the public version has no views; leave out --view.")
    if public and project.suffix == ".json":
        return _publish(project, output, overwrite=overwrite)
    if output is None:
        raise UsageError(
            "say where the report is to lie: --output DIR; jcm-mrv report --help tells more."
        )
    path = output / NAME
    if public:
        outcome = calculate_project(project, lock, methodologies)
        if isinstance(outcome, Answer):
            return outcome
        from jcm_mrv.cli.publishing import publish

        return publish(path, outcome.report_bytes, overwrite=overwrite)
    wish = None if view is None else parse_wish(view, language)
    targets = {} if wish is None else wish.targets(path)
    check_targets([*targets.values(), path], overwrite=overwrite)
    outcome = calculate_project(project, lock, methodologies)
    if isinstance(outcome, Answer):
        return outcome
    views = {} if wish is None else render_views(outcome.report_bytes, wish)
    if isinstance(views, Answer):
        return views
    files = {targets[kind]: content for kind, content in views.items()}
    write_files({**files, path: outcome.report_bytes}, overwrite=overwrite)
    code = code_of(outcome)
    summary = render_summary(outcome.document, surface_of(sys.stderr))
    findings = show_findings(outcome.findings, project, methodologies)
    parts = [summary, findings or "jcm-mrv: no findings.\n", _remark(outcome.document, code)]
    notes = "\n".join(part for part in parts if part)
    shown = "".join(f"{target}\n" for target in files)
    return Answer(code, f"{path}\nsha256 {digest(outcome.report_bytes)}\n{shown}", notes)


def _publish(report: Path, output: Path | None, *, overwrite: bool) -> Answer:
    from jcm_mrv.cli.publishing import publish

    if output is not None:
        raise UsageError("the public version lies beside its report; leave out --output.")
    return publish(report, None, overwrite=overwrite)


def _remark(document: dict[str, object], code: ExitCode) -> str:
    if code == ExitCode.YES:
        return ""
    return "jcm-mrv: the report is written, but it gives no credits where an error touches them.\n"
