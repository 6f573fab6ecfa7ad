"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_args

import typer

Format = Literal["text", "json"]
CheckFormat = Literal["text", "json", "github", "junit", "sarif", "markdown"]


def existing_file(flag: str, words: str) -> Any:
    """Return the option for a file that has to be there."""
    return typer.Option(flag, metavar="FILE", exists=True, dir_okay=False, help=words)


ProjectArgument = Annotated[
    Path,
    typer.Argument(metavar="PROJECT", help="A folder, or its project.toml."),
]
ProjectsArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="PROJECT",
        help="Folders, or project.toml of each.  [default: .]",
        show_default=False,
    ),
]


def _parse_check_format(text: str) -> CheckFormat:
    if text not in get_args(CheckFormat):
        listed = ", ".join(get_args(CheckFormat))
        raise typer.BadParameter(f"{text[:40]!r} is not a format; write one of {listed}")
    return cast("CheckFormat", text)


def parse_also(text: str) -> tuple[CheckFormat, Path]:
    """Return format and file of ``sarif=FILE``.

    Raises:
        BadParameter: it is written otherwise.
    """
    name, equals, file = text.partition("=")
    if name not in get_args(CheckFormat) or name == "text" or not equals or not file:
        raise typer.BadParameter(
            f"{text[:40]!r} is not a format and a file, such as sarif=findings.sarif",
            param_hint="'--also'",
        )
    return cast("CheckFormat", name), Path(file)


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
CheckFormatOption = Annotated[
    CheckFormat,
    typer.Option(
        "--format",
        metavar="NAME",
        parser=_parse_check_format,
        help="How the answer is written on standard output: text, json, github, junit, sarif"
        " or markdown.",
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
    existing_file(
        "--lock", "Compare with this lock, such as a verifier's copy, not with project.lock."
    ),
]
OverwriteOption = Annotated[
    bool,
    typer.Option("--overwrite", help="Replace a file that is there."),
]
LanguageOption = Annotated[
    str,
    typer.Option("--language", metavar="<en|ja>", help="The language of what people read."),
]
KeyOption = Annotated[
    Path,
    typer.Option("--key", metavar="KEY.pem", help="The private key that signs."),
]
PassphraseFileOption = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="A file whose first line is the passphrase; - reads it from standard input.",
    ),
]
