"""The commands on methodologies: ``jcm-mrv methodology list | show | test | new``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from jcm_mrv.cli import options
from jcm_mrv.cli.answer import Answer, ExitCode
from jcm_mrv.cli.show import show_findings
from jcm_mrv.errors import RefusedError

app = typer.Typer(
    help="List, show, test and start methodologies.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help='Such as rooftop-solar, or "LA_AM001 ver1.0".')
]


@app.command("list")
def list_modules(methodologies: options.MethodologiesOption = []) -> Answer:  # noqa: B006
    """List the methodologies, with the JCM numbers they carry out."""
    from jcm_mrv.cli.surface import surface_of
    from jcm_mrv.library import read_library
    from jcm_mrv.views.methodology import render_library

    modules = read_library(methodologies).modules()
    return Answer(asked=render_library(modules, surface_of(sys.stdout)))


@app.command()
def show(reference: IdArgument, methodologies: options.MethodologiesOption = []) -> Answer:  # noqa: B006
    """Show a methodology whole.

    Eligibility, emission sources, parameters, equations, and where they were read.
    """
    from jcm_mrv.cli.choice import choose_module
    from jcm_mrv.cli.surface import surface_of
    from jcm_mrv.library import read_library
    from jcm_mrv.views.methodology import render_methodology

    module, _ = choose_module(read_library(methodologies), reference)
    return Answer(asked=render_methodology(module, surface_of(sys.stdout)))


@app.command("test")
def run_cases_of(
    reference: Annotated[
        str | None, typer.Argument(metavar="ID", help="Only this one; without it, all.")
    ] = None,
    methodologies: options.MethodologiesOption = [],  # noqa: B006
) -> Answer:
    """Run the worked cases of methodologies.

    Each parameter's conservative side is tested against the sign of its effect, too.
    """
    from jcm_mrv.cli.choice import choose_module
    from jcm_mrv.cli.surface import surface_of
    from jcm_mrv.library import read_library
    from jcm_mrv.methodology.cases import run_cases
    from jcm_mrv.views.cases import render_case_reports

    library = read_library(methodologies)
    try:
        modules = [choose_module(library, reference)[0]] if reference else library.modules()
        reports = [run_cases(module, library.read_cases(module)) for module in modules]
    except RefusedError as refusal:
        notes = show_findings(refusal.findings, None, methodologies, every=True)
        return Answer(ExitCode.UNREADABLE, notes=notes)
    failures = [finding for report in reports for finding in report.findings]
    return Answer(
        ExitCode.NO if failures else ExitCode.YES,
        render_case_reports(reports, surface_of(sys.stdout)),
        show_findings(failures, None, methodologies, every=True),
    )


@app.command()
def new(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="Small letters, digits and -, as in rooftop-solar.")
    ],
    output: Annotated[
        Path,
        typer.Option("--output", metavar="DIR", help="The folder of methodologies to write to."),
    ] = Path("methodologies"),
) -> Answer:
    """Start a methodology: a folder that loads and passes."""
    from jcm_mrv.cli.writing import write_new_files
    from jcm_mrv.methodology.scaffold import scaffold_methodology

    try:
        files = scaffold_methodology(identifier)
    except ValueError as fault:
        raise typer.BadParameter(str(fault)) from None
    write_new_files(output, files)
    written = "".join(f"{output / name}\n" for name in files)
    notes = (
        "Change it into your methodology; after each change run:\n"
        f"  jcm-mrv methodology test {identifier} --methodologies {output}\n"
    )
    return Answer(asked=written, notes=notes)
