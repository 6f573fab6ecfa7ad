"""The command ``view``: a report as a workbook, a page, and on paper."""

from pathlib import Path
from typing import Annotated

import typer

from jcm_mrv.cli import options
from jcm_mrv.cli.answer import Answer


def view_report(
    report: Annotated[
        Path,
        typer.Argument(metavar="REPORT", help="A report, or the folder of a report.json."),
    ] = Path(),
    kinds: Annotated[
        str,
        typer.Option("--as", metavar="NAMES", help="Which: xlsx, html, pdf, commas between."),
    ] = "xlsx,html,pdf",
    language: options.LanguageOption = "en",
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="DIR", help="The folder to write to; beside the report."),
    ] = None,
    overwrite: options.OverwriteOption = False,
) -> Answer:
    """Show a report as the JCM's workbook, as a page, and on paper.

    Writes report.xlsx with live formulas, report.html that computes itself again in a browser,
    and report.pdf. Nothing is calculated here but what the workbook is proved by: the report is
    the truth, these are views of it.
    """
    from jcm_mrv.cli.viewing import parse_wish, view

    return view(report, parse_wish(kinds, language), output=output, overwrite=overwrite)
