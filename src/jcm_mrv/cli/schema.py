"""The command ``schema``: the JSON Schema of a document that this program writes."""

from typing import Annotated

import typer

from jcm_mrv.cli.answer import Answer, UsageError

DOCUMENTS = ("report",)


def show_schema(
    document: Annotated[
        str,
        typer.Argument(metavar="DOCUMENT", help="Which document: report, the only one so far."),
    ] = "report",
) -> Answer:
    """Print the JSON Schema of a document.

    It describes the shape (JSON Schema 2020-12), for validators, editors and readers in other
    languages.
    """
    from jcm_mrv.numbers import printable
    from jcm_mrv.report.schema import render_schema

    if document not in DOCUMENTS:
        listed = ", ".join(DOCUMENTS)
        raise UsageError(f'there is no schema of "{printable(document)}"; write one of: {listed}.')
    return Answer(asked=render_schema())
