"""The README of a bundle: what it holds, and how a stranger verifies it."""

from __future__ import annotations

from dataclasses import dataclass

from jcm_mrv.numbers import printable

MAX_SHOWN = 200


@dataclass(frozen=True, slots=True)
class About:
    """Hold what the README tells of a report.

    Args:
        title: of the project.
        reference: its reference number, if it has one.
        methodology: id and version of the module.
        start: first day of the monitoring period.
        end: last day of it.
        sha256: digest of the report.
        version: of the program that makes the bundle.
        signed: whether the envelope of a signature is in the bundle.
    """

    title: str
    reference: str | None
    methodology: str
    start: str
    end: str
    sha256: str
    version: str
    signed: bool

    def describe(self) -> str:
        """Return one line: what the bundle holds."""
        named = f"{self.reference}, " if self.reference else ""
        return printable(
            f"Report, inputs and methodology of {named}{self.start} to {self.end}, verified by "
            "jcm-mrv verify",
            MAX_SHOWN,
        )


def render_readme(about: About) -> bytes:
    """Write the README."""
    number = printable(about.reference, MAX_SHOWN) if about.reference else "none"
    keys = "--keys SIGNERS-KEY.pub.pem" if about.signed else "--unsigned"
    signed = (
        "SIGNERS-KEY.pub.pem is the public key of the signer, as the signer handed it to you;\n"
        "a key that came with the bundle would prove nothing. Without keys: --unsigned.\n"
        if about.signed
        else "The report is not signed: nothing says who made it.\n"
    )
    return f"""\
Evidence bundle of a JCM monitoring report ({about.version})

Project           {printable(about.title, MAX_SHOWN)}
Reference number  {number}
Period            {about.start} to {about.end}
Methodology       {printable(about.methodology, MAX_SHOWN)}
SHA-256 of the report
  {about.sha256}

To verify it, with the file as it was sent to you (BUNDLE.zip):

  jcm-mrv verify BUNDLE.zip {keys}

{signed}
Everything is computed again, offline, by your own copy of the methodology.
The answer is REPRODUCED, DIFFERS or UNVERIFIABLE.

To see without jcm-mrv that no file changed after the bundle was made, unpack it, and in
the folder that holds bagit.txt:

  sha256sum --check --strict --quiet manifest-sha256.txt tagmanifest-sha256.txt

What lies where:

  report.json         the report, canonical JSON (RFC 8785)
  report.dsse.json    the signatures over it, if it is signed (in-toto, DSSE)
  report.verification.dsse.json   the verifier's own statement, if there is one
  inputs/             every file that the report was made from, project.toml among them
  methodology/        the rules, to be read; a verifier's program uses its own copy
  codes/              what the codes of the findings mean
""".encode()
