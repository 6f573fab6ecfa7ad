"""The command ``verify``: a report, its envelope and its inputs, to a verdict."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jcm_mrv.cli import options
from jcm_mrv.cli.answer import Answer, ExitCode, UsageError
from jcm_mrv.cli.verifying_workbook import is_workbook, verify_workbook
from jcm_mrv.sampling import MAX_SIZE, is_seed

if TYPE_CHECKING:
    from collections.abc import Callable

    from jcm_mrv.calculation.compute import Run
    from jcm_mrv.statement.keys import PublicKey
    from jcm_mrv.verification.bundles import Unpacked
    from jcm_mrv.verification.model import Threshold
    from jcm_mrv.verification.request import Request

BOTH = "say both --sample N and --seed TEXT, or neither of them."
NAME = "report.json"
PROJECT_NAME = "project.toml"

ReportArgument = Annotated[
    Path,
    typer.Argument(
        metavar="REPORT",
        help="A report.json, the folder that holds it, a bundle, a report.public.json, or a"
        " monitoring workbook (.xlsx).",
    ),
]
InputsOption = Annotated[
    Path | None,
    typer.Option(
        "--inputs",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="The folder with project.toml and the files that the report lists."
        "  [default: that of the report]",
        show_default=False,
    ),
]
KeysOption = Annotated[
    list[Path],
    options.existing_file("--keys", "A public key that is to have signed; may be repeated."),
]
UnsignedOption = Annotated[
    bool, typer.Option("--unsigned", help="Look at the numbers alone, at no signature.")
]
StatementOption = Annotated[
    Path | None,
    options.existing_file(
        "--statement", "The envelope, instead of report.dsse.json beside report.json."
    ),
]
OpeningsOption = Annotated[
    Path | None,
    options.existing_file("--openings", "What opens a report.public.json, in whole or in part."),
]
OwnLockOption = Annotated[
    Path | None,
    options.existing_file(
        "--lock", "Your own copy of the project's lock, such as that of the validation."
    ),
]
MaterialityOption = Annotated[
    str | None,
    typer.Option(
        "--materiality",
        metavar="TEXT",
        help='Tell whether differences pass a threshold, such as "5 %" or "10 t".',
    ),
]


def _parse_seed(text: str) -> str:
    if not is_seed(text):
        raise typer.BadParameter("a seed is one line of 1 to 100 printable characters")
    return text


def _parse_size(text: str) -> int:
    if not (text.isdecimal() and len(text) <= 6 and 1 <= int(text) <= MAX_SIZE):
        raise typer.BadParameter(f"{text[:40]!r} is not a number from 1 to {MAX_SIZE:,}")
    return int(text)


SampleOption = Annotated[
    int | None,
    typer.Option(
        "--sample",
        metavar="N",
        parser=_parse_size,
        help="List N readings to trace to paper, drawn by the tonnes that they move, and edges,"
        " replacements and gaps.",
    ),
]
SeedOption = Annotated[
    str | None,
    typer.Option(
        "--seed", metavar="TEXT", parser=_parse_seed, help="With --sample: decides the draw."
    ),
]


def verify_report(
    report: ReportArgument,
    inputs: InputsOption = None,
    keys: KeysOption = [],  # noqa: B006  (typer copies it)
    methodologies: options.MethodologiesOption = [],  # noqa: B006
    unsigned: UnsignedOption = False,
    statement: StatementOption = None,
    openings: OpeningsOption = None,
    lock: OwnLockOption = None,
    materiality: MaterialityOption = None,
    sample: SampleOption = None,
    seed: SeedOption = None,
    form: options.FormatOption = "text",
) -> Answer:
    """Verify a report: recompute it from its inputs, offline.

    The verdict is REPRODUCED (exit 0), DIFFERS (1) or UNVERIFIABLE (3). Only your own copies of
    keys, methodologies and lock are believed; nothing that comes with a report is executed.
    """
    if keys and unsigned:
        raise UsageError("--unsigned looks at no signature; leave out --keys, or --unsigned.")
    if (sample is None) != (seed is None):
        raise UsageError(BOTH)
    if is_workbook(report):
        return verify_workbook(
            report,
            inputs,
            methodologies,
            form,
            {
                "--keys": keys,
                "--unsigned": unsigned,
                "--statement": statement,
                "--openings": openings,
                "--lock": lock,
                "--materiality": materiality,
                "--sample": sample,
            },
        )
    threshold = _parse_threshold(materiality)
    wish = None if seed is None or sample is None else (sample, seed)
    if _is_bundle(report):
        if inputs is not None:
            raise UsageError("a bundle brings its inputs; leave out --inputs.")
        if openings is not None:
            raise UsageError("a bundle shows everything; leave out --openings.")
        from tempfile import TemporaryDirectory

        from jcm_mrv.verification.bundles import unpack_bundle
        from jcm_mrv.verification.request import Request

        with TemporaryDirectory(prefix="jcm-mrv-") as scratch:
            unpacked = unpack_bundle(report, Path(scratch))
            request = Request(b"", None, methodologies=methodologies, threshold=threshold)
            if unpacked.bundle is not None:
                data = unpacked.bundle.folder / "data"
                held = data / "inputs" if (data / "inputs").is_dir() else None
                file = data / NAME
                request = gather_request(
                    file, held, keys, methodologies, unsigned, statement, lock, threshold
                )
            return answer_verify(request, form, unpacked, wish)
    request = gather_request(
        report, inputs, keys, methodologies, unsigned, statement, lock, threshold
    )
    if openings is not None:
        request = _with_openings(request, openings)
    return answer_verify(request, form, None, wish)


def answer_verify(
    request: "Request",
    form: options.Format,
    unpacked: "Unpacked | None" = None,
    sample: tuple[int, str] | None = None,
) -> Answer:
    """Verify what was gathered, from a bundle or beside a report; answer with the verdict.

    Args:
        request: what there is, and what is asked.
        form: of the answer.
        unpacked: the bundle that it came in; None for a report.
        sample: readings to draw, and the seed that decides the draw; None for no sample.
    """
    from jcm_mrv.cli.progress import show_progress
    from jcm_mrv.cli.surface import surface_of
    from jcm_mrv.verification.document import render_verification as describe
    from jcm_mrv.verification.verifying import verify
    from jcm_mrv.views.findings import render_findings
    from jcm_mrv.views.verification import render_verification

    drawn: list[dict[str, Any]] = []
    with show_progress(sys.stderr) as progress:
        look = _draw(request, sample, drawn)
        if unpacked is None:
            outcome = verify(request, progress, look)
        else:
            from jcm_mrv.verification.bundles import verify_bundle

            outcome = verify_bundle(unpacked, request, progress, look)
    code = {
        "REPRODUCED": ExitCode.YES,
        "DIFFERS": ExitCode.NO,
        "UNVERIFIABLE": ExitCode.UNVERIFIABLE,
    }[outcome.verdict]
    document = describe(outcome)
    if sample is not None:
        document["sample"] = drawn[0] if drawn else None
    if form == "json":
        from jcm_mrv.canonical import canonical

        # To a person's terminal the line is ended; in a file the canonical bytes stay as they are.
        end = b"\n" if sys.stdout is not None and sys.stdout.isatty() else b""
        return Answer(code, canonical(document) + end)
    findings = [finding for step in outcome.steps for finding in step.findings]
    notes = render_findings(findings, surface_of(sys.stderr))
    asked = render_verification(document, surface_of(sys.stdout))
    if drawn:
        from jcm_mrv.views.sample import render_sample

        asked += f"\n{render_sample(drawn[0], surface_of(sys.stdout))}"
    elif sample is not None:
        notes += "jcm-mrv: no sample is drawn: the inputs give no readings.\n"
    return Answer(code, asked, notes)


def _draw(
    request: "Request", sample: tuple[int, str] | None, drawn: list[dict[str, Any]]
) -> "Callable[[Run], None] | None":
    """Return what draws a sample while the files of the inputs can be read, if one is wanted."""
    if sample is None:
        return None
    from jcm_mrv.canonical import digest
    from jcm_mrv.sampling.document import describe_sample
    from jcm_mrv.sampling.sample import draw_sample

    size, seed = sample
    sha256 = digest(request.data)
    return lambda run: drawn.append(describe_sample(draw_sample(run, sha256, size, seed)))


def _is_bundle(report: Path) -> bool:
    from jcm_mrv.bundle.reading import is_archive
    from jcm_mrv.files import FileFault

    try:
        return is_archive(report)
    except FileFault:
        return False  # a folder, or nothing that is there


def _parse_threshold(text: str | None) -> "Threshold | None":
    if text is None:
        return None
    from jcm_mrv.numbers import printable
    from jcm_mrv.verification.materiality import ThresholdError, parse_threshold

    try:
        return parse_threshold(text)
    except ThresholdError as error:
        raise UsageError(f'--materiality "{printable(text)}": {error}.') from None


def gather_request(
    report: Path,
    inputs: Path | None,
    keys: list[Path],
    methodologies: list[Path],
    unsigned: bool = False,
    statement: Path | None = None,
    lock: Path | None = None,
    threshold: "Threshold | None" = None,
) -> "Request":
    """Read what a verification needs.

    Raises:
        UsageError: a file cannot be read, or a key cannot be used.
    """
    from jcm_mrv.canonical import MAX_BYTES
    from jcm_mrv.cli.reading import read_file
    from jcm_mrv.numbers import printable
    from jcm_mrv.verification.request import Request

    file = report / NAME if report.is_dir() else report
    envelope_file = statement or file.with_name(f"{file.stem.removesuffix('.public')}.dsse.json")
    envelope = None
    # The largest envelope is far smaller than the largest report.
    if not unsigned and (statement is not None or envelope_file.is_file()):
        envelope = read_file(envelope_file, MAX_BYTES)
    folder = inputs
    if folder is None and (file.parent / PROJECT_NAME).is_file():
        folder = file.parent
    return Request(
        data=read_file(file, MAX_BYTES),
        inputs=folder,
        name=printable(file.name, 100),
        envelope=envelope,
        envelope_name=printable(envelope_file.name, 100),
        keys=[read_public(one) for one in keys],
        unsigned=unsigned,
        methodologies=methodologies,
        lock=lock,
        threshold=threshold,
    )


def _with_openings(request: "Request", openings: Path) -> "Request":
    from dataclasses import replace

    from jcm_mrv.canonical import MAX_BYTES
    from jcm_mrv.cli.reading import read_file
    from jcm_mrv.disclosure.publishing import looks_public
    from jcm_mrv.numbers import printable

    if not looks_public(request.data):
        raise UsageError("--openings opens a report.public.json; this report shows everything.")
    name = printable(openings.name, 100)
    return replace(request, openings=read_file(openings, MAX_BYTES), openings_name=name)


def read_public(path: Path) -> "PublicKey":
    """Return the public key of a file.

    Raises:
        UsageError: it cannot be read or used.
    """
    from jcm_mrv.cli.reading import read_file
    from jcm_mrv.statement.keys import KeyFault, read_public_key

    try:
        return read_public_key(read_file(path, 1 << 20))
    except KeyFault as fault:
        raise UsageError(f"{path}: {fault}.") from None
