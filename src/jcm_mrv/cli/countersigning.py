"""Carry out ``countersign``: read the papers, verify, derive the opinion, write and sign."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.canonical import MAX_BYTES
from jcm_mrv.cli.answer import Answer, ExitCode, UsageError
from jcm_mrv.cli.progress import show_progress
from jcm_mrv.cli.sealing import read_key, sibling
from jcm_mrv.cli.show import show_findings, show_refusal
from jcm_mrv.cli.verifying import gather_request, read_public
from jcm_mrv.countersigning.countersign import countersign
from jcm_mrv.countersigning.evidence import Wish, Witness
from jcm_mrv.countersigning.reading import MAX_BYTES as MAX_FORM
from jcm_mrv.countersigning.reading import parse_form
from jcm_mrv.countersigning.writing import render_form
from jcm_mrv.errors import RefusedError
from jcm_mrv.files import FileFault, read_bytes
from jcm_mrv.numbers import counted, printable
from jcm_mrv.report.reading import ReportFault, parse_report
from jcm_mrv.verification.verifying import verify
from jcm_mrv.writing import check_targets, write_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jcm_mrv.countersigning.countersign import Countersignature
    from jcm_mrv.countersigning.opinion import Verdict
    from jcm_mrv.countersigning.reading import Form
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.statement.keys import PrivateKey

REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class Papers:
    """Hold what a verifier has on the table.

    Args:
        report: the report, or the folder of a report.json.
        inputs: folder of the project; None where it was not named.
        keys: files of the participants' public keys.
        methodologies: further folders of modules.
    """

    report: Path
    inputs: Path | None
    keys: Sequence[Path]
    methodologies: Sequence[Path]

    @property
    def path(self) -> Path:
        """Return the file of the report."""
        return self.report / REPORT if self.report.is_dir() else self.report


def write_form(
    papers: Papers, wish: tuple[int, str] | None, *, output: Path | None, overwrite: bool
) -> Answer:
    """Write a new form beside the report.

    Args:
        papers: what there is.
        wish: readings to draw by value, and the seed that decides the draw; None for no sample.
        output: the form; None means beside the report.
        overwrite: whether a form that is there is replaced.

    Raises:
        UsageError: the report cannot be read, or the inputs give no sample.
    """
    report = _read_report(papers.path)
    target = papers.path.with_name(f"{papers.path.stem}.verification.toml")
    target = target if output is None else output
    check_targets([target], overwrite=overwrite)
    sample, notes = None, []
    if wish is not None:
        verdict, witness = _verify(papers, Wish(report.sha256, *wish))
        if witness.seen is None or witness.seen.sample is None:
            raise UsageError(
                "the inputs give nothing to draw a sample from; jcm-mrv verify tells why."
            )
        sample = witness.seen.sample
        found = counted(len(sample.readings), "reading", "readings")
        notes.append(f"{found} to trace to paper; the verdict on the report is {verdict}.")
    else:
        notes.append("No sample is in it: a positive opinion needs one (--sample and --seed).")
    text = render_form(report.document, report.sha256, sample)
    write_files({target: text.encode()}, overwrite=overwrite)
    notes.append("Fill it in; docs/verification-form.md explains every key.")
    return Answer(asked=f"{target}\n", notes="".join(f"{note}\n" for note in notes))


def show_opinion(papers: Papers, form: Path) -> Answer:
    """Answer with the opinion that follows from a form; nothing is written."""
    signed = _derive(papers, form, None)
    return signed if isinstance(signed, Answer) else _answer(signed, form, "")


def write_signed(
    papers: Papers,
    form: Path,
    key: Path,
    *,
    passphrase_file: Path | None,
    output: Path | None,
    overwrite: bool,
) -> Answer:
    """Sign what follows from a form, and write the envelope beside the report.

    Args:
        papers: what there is.
        form: as filled in.
        key: the private key of the verifier.
        passphrase_file: where its passphrase is read, if not asked for.
        output: the envelope; None means beside the report.
        overwrite: whether one that is there is replaced.

    Raises:
        UsageError: something cannot be read; nothing was written then.
    """
    target = sibling(papers.path, "verification.dsse") if output is None else output
    check_targets([target], overwrite=overwrite)
    private = read_key(key, passphrase_file)
    if private.keyid in {read_public(one).keyid for one in papers.keys}:
        raise UsageError(
            f"{key} is the key of a participant, named with --keys; who made a report does not "
            "verify it. Nothing was written."
        )
    signed = _derive(papers, form, private)
    if isinstance(signed, Answer) or signed.envelope is None:
        return signed if isinstance(signed, Answer) else _answer(signed, form, "")
    write_files({target: signed.envelope}, overwrite=overwrite)
    return _answer(signed, form, f"{target}\n")


def _answer(signed: Countersignature, form: Path, written: str) -> Answer:
    derived = signed.derived
    positive = derived.opinion == "Positive"
    notes = show_findings(derived.reasons, form, (), every=True)
    if not positive:
        reasons = counted(len(derived.reasons), "reason stands", "reasons stand")
        notes += f"{reasons} against a positive opinion.\n"
    asked = f"{written}opinion {derived.opinion}\n"
    return Answer(ExitCode.YES if positive else ExitCode.NO, asked, notes)


def _derive(papers: Papers, path: Path, key: PrivateKey | None) -> Countersignature | Answer:
    report = _read_report(papers.path)
    data = _read(path, MAX_FORM)
    try:
        form = parse_form(data, printable(path.name, 100), report.sha256, report.document)
    except RefusedError as refusal:
        return Answer(ExitCode.UNREADABLE, notes=show_refusal(refusal, path, ()))
    verdict, witness = _verify(papers, _wish_of(form, report))
    return countersign(report, form, verdict, witness.seen, [] if key is None else [key])


def _wish_of(form: Form, report: ParsedReport) -> Wish | None:
    sample = form.table.sample
    return None if sample is None else Wish(report.sha256, sample.size, sample.seed)


def _verify(papers: Papers, wish: Wish | None) -> tuple[Verdict, Witness]:
    """Verify the report once more: a verdict that somebody typed would be no verdict."""
    witness = Witness(wish)
    request = gather_request(
        papers.path, papers.inputs, list(papers.keys), list(papers.methodologies)
    )
    with show_progress(sys.stderr) as progress:
        outcome = verify(request, progress, look=witness)
    return outcome.verdict, witness


def _read_report(path: Path) -> ParsedReport:
    try:
        return parse_report(_read(path, MAX_BYTES))
    except ReportFault as fault:
        raise UsageError(f"{path} is no report: {fault}.") from None


def _read(path: Path, limit: int) -> bytes:
    try:
        return read_bytes(path, limit)
    except FileFault as fault:
        raise UsageError(f"{path}: {fault}.") from None
