"""The command ``disclose``: single values of what a report keeps back, for one reader."""

from pathlib import Path
from typing import Annotated

import typer

from jcm_mrv.cli import options
from jcm_mrv.cli.answer import Answer


def disclose_values(
    report: Annotated[
        Path,
        typer.Argument(
            metavar="REPORT", help="A report.json, with its report.openings.json beside it."
        ),
    ],
    only: Annotated[
        list[str],
        typer.Option(
            "--only",
            metavar="PLACE",
            help="A JSON pointer such as /meters/0/id, or a word of project.confidential; "
            "may be repeated.",
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", metavar="FILE", help="Where to write the openings.")
    ],
    overwrite: options.OverwriteOption = False,
) -> Answer:
    """Open single values of a public report, for one reader.

    Writes the openings of these values alone: with them, jcm-mrv verify shows and checks the
    values, and no others.
    """
    from jcm_mrv.cli import publishing

    return publishing.disclose(report, only, output, overwrite=overwrite)
