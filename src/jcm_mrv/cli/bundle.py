"""The command ``bundle``: a report and all that it was made from, as one file."""

from pathlib import Path
from typing import Annotated

import typer

from jcm_mrv.cli import options
from jcm_mrv.cli.answer import Answer

ReportArgument = Annotated[
    Path,
    typer.Argument(metavar="REPORT", help="A report, or the folder with its report.json."),
]
InputsOption = Annotated[
    Path | None,
    typer.Option(
        "--inputs",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="The project's folder, unless the report lies in it or in a folder of it.",
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="FILE.zip",
        dir_okay=False,
        help="The bundle to write, instead of one beside the report named after the project.",
    ),
]
LockOption = Annotated[
    Path | None,
    options.existing_file(
        "--lock", "The lock that the report was compared with, where it is not the project's own."
    ),
]
OpeningsOption = Annotated[
    bool,
    typer.Option(
        "--with-openings", help="Put the salts of the public version in; they are private."
    ),
]


def write_bundle(
    report: ReportArgument,
    inputs: InputsOption = None,
    output: OutputOption = None,
    overwrite: options.OverwriteOption = False,
    lock: LockOption = None,
    openings: OpeningsOption = False,
    methodologies: options.MethodologiesOption = [],  # noqa: B006  (typer copies it)
) -> Answer:
    """Write a report and all that it was made from to one file.

    The file is a zip archive of a BagIt bag: report, signatures, inputs, methodology, and what
    the codes mean; jcm-mrv verify takes it as it is. Every input is compared with the report
    first. Its path and SHA-256 are printed.
    """
    from jcm_mrv.cli.bundling import Wish, make_bundle

    return make_bundle(Wish(report, inputs, output, overwrite, lock, openings, methodologies))
