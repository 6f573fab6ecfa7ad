"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Format = Literal["text", "json"]

ProjectArgument = Annotated[
    Path,
    typer.Argument(metavar="PROJECT", help="A folder, or its project.toml."),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="How the answer is written on standard output.")
]
MethodologiesOption = Annotated[
    list[Path],
    typer.Option(
        "--methodologies",
        metavar="DIR",
        envvar="JCM_MRV_METHODOLOGIES",
        exists=True,
        file_okay=False,
        help="A further folder of methodologies; may be repeated.",
    ),
]
