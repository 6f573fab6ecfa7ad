"""The command ``diff``: two reports, or projects that are calculated first, compared."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

import typer

from jcm_mrv.cli import options
from jcm_mrv.cli.answer import Answer, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.report.reading import ParsedReport

DiffFormat = Literal["text", "json", "markdown"]

PROJECT = "project.toml"
REPORT = "report.json"


def _parse_format(text: str) -> DiffFormat:
    if text not in get_args(DiffFormat):
        listed = ", ".join(get_args(DiffFormat))
        raise typer.BadParameter(f"{text[:40]!r} is not a format; write one of {listed}")
    return cast("DiffFormat", text)


DiffFormatOption = Annotated[
    DiffFormat,
    typer.Option(
        "--format",
        metavar="NAME",
        parser=_parse_format,
        help="How the answer is written on standard output: text, json or markdown.",
    ),
]


def compare_reports(
    a: Annotated[
        Path,
        typer.Argument(metavar="A", help="A report.json, or a project, calculated first."),
    ],
    b: Annotated[
        Path, typer.Argument(metavar="B", help="The report or project to compare with it.")
    ],
    form: DiffFormatOption = "text",
    methodologies: options.MethodologiesOption = [],  # noqa: B006  (typer copies it)
) -> Answer:
    """Tell where a difference in credits comes from.

    The difference, B minus A, is divided among its causes to the last digit: readings by month,
    treatments, fixed values, factors, members, days, methodology, program, rounding. Exit: 0 the
    reports are the same, 1 they differ, 2 one of them cannot be read.
    """
    from jcm_mrv.canonical import canonical
    from jcm_mrv.cli.surface import surface_of
    from jcm_mrv.difference.comparing import compare
    from jcm_mrv.difference.document import render_document
    from jcm_mrv.difference.faults import UncomparableError
    from jcm_mrv.views.difference import render_difference, render_difference_markdown

    reports: list[ParsedReport] = []
    notes = ""
    for path in (a, b):
        report, note = _read(path, methodologies)
        if isinstance(report, Answer):
            return report
        reports.append(report)
        notes += note
    try:
        found = compare(reports[0], reports[1])
    except UncomparableError as fault:
        raise UsageError(
            f"{a if fault.report == 'A' else b} cannot be compared: {fault}."
        ) from None
    document = render_document(found, reports[0], reports[1])
    code = ExitCode.YES if found.same else ExitCode.NO
    names = (str(a), str(b))
    if form == "json":
        end = b"\n" if sys.stdout is not None and sys.stdout.isatty() else b""
        return Answer(code, canonical(document) + end, notes)
    if form == "markdown":
        return Answer(code, render_difference_markdown(document, names), notes)
    return Answer(code, render_difference(document, names, surface_of(sys.stdout)), notes)


def _read(path: Path, methodologies: "Sequence[Path]") -> "tuple[ParsedReport | Answer, str]":
    """Return the report at a path, which is its file, its folder or its project; and a note."""
    from jcm_mrv.canonical import MAX_BYTES
    from jcm_mrv.cli.reading import read_file
    from jcm_mrv.report.reading import ReportFault, parse_report

    if path.is_dir():
        if (path / PROJECT).is_file() or not (path / REPORT).is_file():
            return _calculate(path, methodologies)
        path = path / REPORT
    elif path.suffix == ".toml":
        return _calculate(path, methodologies)
    try:
        return parse_report(read_file(path, MAX_BYTES)), ""
    except ReportFault as fault:
        raise UsageError(f"{path} is no report: {fault}.") from None


def _calculate(path: Path, methodologies: "Sequence[Path]") -> "tuple[ParsedReport | Answer, str]":
    from jcm_mrv.cli.calculating import calculate_project
    from jcm_mrv.report.reading import parse_report
    from jcm_mrv.views.findings import count_findings

    outcome = calculate_project(path, None, methodologies)
    if isinstance(outcome, Answer):
        return outcome, ""
    note = ""
    if outcome.findings:
        counted = count_findings(outcome.findings)
        note = f"{path}: {counted}; jcm-mrv calculate tells them.\n"
    return parse_report(outcome.report_bytes), note
