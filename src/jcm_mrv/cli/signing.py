"""The commands ``keygen`` and ``sign``."""

from pathlib import Path
from typing import Annotated

import typer

from jcm_mrv.cli import options
from jcm_mrv.cli.answer import Answer, UsageError


def make_keys(
    name: Annotated[
        Path,
        typer.Argument(metavar="NAME", help="Such as mill; NAME.pem and NAME.pub.pem are written."),
    ],
    passphrase_file: options.PassphraseFileOption = None,
    no_passphrase: Annotated[
        bool,
        typer.Option("--no-passphrase", help="Leave the private key plain, for whoever reads it."),
    ] = False,
) -> Answer:
    """Make a key to sign reports with.

    Writes the private half, encrypted by a passphrase, and the public one; prints the
    fingerprint. The passphrase is asked for, or read from --passphrase-file, or taken from
    JCM_MRV_PASSPHRASE. Never overwrites.
    """
    from jcm_mrv.cli.passphrase import read_passphrase
    from jcm_mrv.statement.keys import make_key
    from jcm_mrv.writing import check_targets, new_files

    if no_passphrase and passphrase_file is not None:
        raise UsageError("say either --passphrase-file or --no-passphrase.")
    stem = name.name.removesuffix(".pem")
    if not stem:
        raise UsageError("say how the key is to be called, such as jcm-mrv keygen mill.")
    private, public = name.with_name(f"{stem}.pem"), name.with_name(f"{stem}.pub.pem")
    check_targets([private, public])
    passphrase = None
    if not no_passphrase:
        passphrase = read_passphrase(passphrase_file, f"the new key {private}", twice=True)
    pair = make_key(passphrase)
    with new_files() as batch:
        batch.add(private, mode=0o600).stream.write(pair.private_pem)
        batch.add(public).stream.write(pair.public_pem)
    notes = [
        f"{private} is the private key: keep it, and give it to nobody.",
        f"{public} is the public key: give it to whoever verifies, and tell them the fingerprint "
        "above by another way.",
    ]
    if passphrase is None:
        notes.append("jcm-mrv: the private key is plain: whoever reads it signs in your name.")
    return Answer(asked=f"{pair.keyid}\n", notes="".join(f"{note}\n" for note in notes))


def sign_report(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="A report, or the folder of a report.json.")
    ],
    key: options.KeyOption,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            dir_okay=False,
            help="The envelope to write or extend, instead of report.dsse.json beside the report.",
        ),
    ] = None,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Begin a new envelope in place of the one that is there."),
    ] = False,
    passphrase_file: options.PassphraseFileOption = None,
) -> Answer:
    """Sign a report.

    Writes an envelope (DSSE) with a statement (in-toto) that names the report by its digest. An
    envelope that is there gets one more signature, once it is seen to hold this very statement.
    """
    from jcm_mrv.cli.sealing import seal

    return seal(report, key, output=output, overwrite=overwrite, passphrase_file=passphrase_file)
