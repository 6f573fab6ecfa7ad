"""The command ``countersign``: a verifier's form begun, looked at, and signed."""

from pathlib import Path
from typing import Annotated

import typer

from jcm_mrv.cli import options, verifying
from jcm_mrv.cli.answer import Answer, UsageError


def countersign_report(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="A report, or the folder of a report.json.")
    ],
    form: Annotated[
        Path | None,
        typer.Argument(metavar="FORM", help="The form, filled in.", show_default=False),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Write a new form to fill in, prefilled from the report.")
    ] = False,
    inputs: verifying.InputsOption = None,
    keys: verifying.KeysOption = [],  # noqa: B006  (typer copies it)
    sample: verifying.SampleOption = None,
    seed: verifying.SeedOption = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="KEY.pem", help="The private key of the verifier."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            dir_okay=False,
            help="The file to write, instead of report.verification.toml or"
            " report.verification.dsse.json beside the report.",
        ),
    ] = None,
    overwrite: options.OverwriteOption = False,
    passphrase_file: options.PassphraseFileOption = None,
    methodologies: options.MethodologiesOption = [],  # noqa: B006
) -> Answer:
    """Countersign a report, as its verifier.

    With --new writes a form. A form that is filled in is compared with the data and with the
    verdict of verify; the opinion follows from it. With --key it is signed; without, only shown.
    """
    from jcm_mrv.cli.countersigning import Papers, show_opinion, write_form, write_signed

    papers = Papers(report, inputs, keys, methodologies)
    if (sample is None) != (seed is None):
        raise UsageError(verifying.BOTH)
    if new:
        if form is not None or key is not None:
            raise UsageError("--new writes a form; leave out FORM and --key.")
        wish = None if sample is None or seed is None else (sample, seed)
        return write_form(papers, wish, output=output, overwrite=overwrite)
    if form is None:
        raise UsageError("name the FORM, or begin one with --new.")
    if sample is not None:
        raise UsageError("the sample is that of the form; --sample and --seed go with --new.")
    if key is None:
        if output is not None:
            raise UsageError("nothing is written without --key; leave out --output.")
        return show_opinion(papers, form)
    return write_signed(
        papers, form, key, passphrase_file=passphrase_file, output=output, overwrite=overwrite
    )
