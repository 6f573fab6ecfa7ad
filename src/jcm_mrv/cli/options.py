"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated, Literal, cast

import typer

Format = Literal["text", "json"]

ProjectArgument = Annotated[
    Path,
    typer.Argument(metavar="PROJECT", help="A folder, or its project.toml."),
]


def _parse_format(text: str) -> Format:
    if text not in ("text", "json"):
        raise typer.BadParameter(f"{text[:40]!r} is not a format; write text or json")
    return cast("Format", text)


FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        metavar="<text|json>",
        parser=_parse_format,
        help="How the answer is written on standard output.",
    ),
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
LockOption = Annotated[
    Path | None,
    typer.Option(
        "--lock",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Compare with this lock, such as a verifier's copy, not with project.lock.",
    ),
]
