"""Gather what goes into a bundle, prove it, and write it; or say why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv import __version__
from jcm_mrv.bundle import layout
from jcm_mrv.bundle.faults import BundleFault, find
from jcm_mrv.bundle.gathering import (
    check_findings,
    gather_inputs,
    gather_lock,
)
from jcm_mrv.bundle.making import Part, complete_bag, hold, write_archive
from jcm_mrv.bundle.methodology import gather_methodology
from jcm_mrv.bundle.paths import name_folder
from jcm_mrv.bundle.readme import About, render_readme
from jcm_mrv.canonical import MAX_BYTES
from jcm_mrv.cli.answer import Answer, ExitCode, UsageError
from jcm_mrv.cli.reading import read_file
from jcm_mrv.cli.sealing import sibling
from jcm_mrv.cli.show import show_findings
from jcm_mrv.files import FileFault
from jcm_mrv.library import read_library
from jcm_mrv.lock import FILE_NAME as LOCK
from jcm_mrv.named_files import digest_file
from jcm_mrv.numbers import counted
from jcm_mrv.report.reading import ParsedReport, ReportFault, parse_report
from jcm_mrv.statement.envelope import MAX_ENVELOPE, EnvelopeFault, read_envelope
from jcm_mrv.statement.judging import judge_seal
from jcm_mrv.statement.statement import StatementFault, read_statement
from jcm_mrv.writing import check_targets, new_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from jcm_mrv.findings import Finding

NAME = "report.json"
PROJECT = "project.toml"


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what was typed.

    Args:
        report: the report, or its folder.
        inputs: the project's folder; None means that of the report, or the one above it.
        output: the bundle; None means beside the report.
        overwrite: whether a bundle that is there is replaced.
        lock: that the report was compared with, where it is not in the project's folder.
        openings: whether the salts of the public version are put in.
        methodologies: further folders of modules.
    """

    report: Path
    inputs: Path | None
    output: Path | None
    overwrite: bool
    lock: Path | None
    openings: bool
    methodologies: Sequence[Path]


def make_bundle(wish: Wish) -> Answer:
    """Write the bundle, and answer with its path and digest; or with what differs."""
    path = wish.report / NAME if wish.report.is_dir() else wish.report
    parsed = _read_report(path)
    project = parsed.report.project
    folder = name_folder(project.reference_number or "")
    output = wish.output or path.parent / f"{folder}.zip"
    check_targets([output], overwrite=wish.overwrite)
    about = _about(parsed, signed=sibling(path, "dsse").exists())
    try:
        payload = tuple(_gather(wish, path, parsed, about))
    except BundleFault as fault:
        return _refuse(fault)
    parts = complete_bag(
        payload,
        identifier=project.reference_number,
        description=about.describe(),
        software=about.version,
    )
    try:
        with new_files() as batch:
            file = batch.add(output, replace=wish.overwrite)
            changed = write_archive(file.stream, folder, parts)
            if changed:
                raise BundleFault([_changed(name) for name in changed])
    except BundleFault as fault:
        return _refuse(fault)
    except FileFault as fault:
        return _refuse(BundleFault([find("V367", fault.name, "", str(fault))]))
    digest, _ = digest_file(output)
    notes = _describe(parsed, wish, signed=about.signed)
    return Answer(asked=f"{output}\nsha256 {digest}\n", notes=notes)


def _describe(parsed: ParsedReport, wish: Wish, *, signed: bool) -> str:
    inputs = parsed.report.inputs
    size = sum(one.bytes for one in inputs)
    how = "signed" if signed else "not signed"
    text = f"Bundled: {counted(len(inputs), 'input', 'inputs')} of {size:,} bytes; {how}.\n"
    if parsed.report.project.confidential:
        text += "It holds what the project keeps confidential: it is for the verifier alone.\n"
    if wish.openings:
        text += "It holds the salts that open the public version: it is for their owner alone.\n"
    return text


def _refuse(fault: BundleFault) -> Answer:
    shown = show_findings(fault.findings, None, (), every=True)
    return Answer(ExitCode.NO, notes=f"{shown}jcm-mrv: no bundle was written.\n")


def _read_report(path: Path) -> ParsedReport:
    try:
        hint = f"name a report, or the folder with its {NAME}"
        return parse_report(read_file(path, MAX_BYTES, hint=hint))
    except ReportFault as fault:
        raise UsageError(f"{path}: {fault}; a report of jcm-mrv report is expected.") from None


def _about(parsed: ParsedReport, *, signed: bool) -> About:
    project, module = parsed.report.project, parsed.report.methodology
    period = project.monitoring_period
    return About(
        title=project.title,
        reference=project.reference_number,
        methodology=f"{module.id} {module.version}",
        start=str(period.start),
        end=str(period.end),
        sha256=parsed.sha256,
        version=f"jcm-mrv {__version__}",
        signed=signed,
    )


def _gather(wish: Wish, path: Path, parsed: ParsedReport, about: About) -> Iterator[Part]:
    """Give every file of the payload."""
    document, module = parsed.document, parsed.report.methodology
    inputs = wish.inputs or _find_inputs(path)
    yield from gather_inputs(document["inputs"], inputs)
    check_findings(document, inputs)
    if parsed.report.lock is not None:
        candidates = [inputs / LOCK] if wish.lock is None else [wish.lock]
        yield gather_lock(parsed.report.lock.sha256, candidates)
    library = read_library(wish.methodologies)
    yield from gather_methodology(library, module.id, module.version, module.rules_sha256)
    yield hold(layout.REPORT, parsed.data)
    yield from _signatures(path, parsed)
    if wish.openings:
        openings = sibling(path, "openings")
        yield hold(layout.OPENINGS, read_file(openings, MAX_BYTES))
    yield from _explanations(parsed)
    yield hold(layout.README, render_readme(about))


def _find_inputs(path: Path) -> Path:
    for folder in (path.parent, path.absolute().parent.parent):
        if (folder / PROJECT).is_file():
            return folder
    raise UsageError(
        f"there is no {PROJECT} beside {path} or in the folder above; say where the inputs lie: "
        "--inputs DIR"
    )


def _signatures(path: Path, parsed: ParsedReport) -> Iterator[Part]:
    """Give the envelopes beside a report, if they are about it; nothing is proved by that."""
    envelope = sibling(path, "dsse")
    if envelope.exists():
        data = read_file(envelope, MAX_ENVELOPE)
        seal = judge_seal(data, (), parsed.sha256, parsed.document, name=envelope.name)
        if errors := [one for one in seal.findings if one.severity == "error"]:
            raise BundleFault(errors)
        yield hold(layout.ENVELOPE, data)
    counter = sibling(path, "verification.dsse")
    if counter.exists():
        data = read_file(counter, MAX_ENVELOPE)
        try:
            subjects = read_statement(read_envelope(data).payload).subjects
        except (EnvelopeFault, StatementFault) as fault:
            raise BundleFault(
                [find("V367", counter.name, "", f"the envelope cannot be read: {fault}")]
            ) from None
        if parsed.sha256 not in [subject.digest for subject in subjects]:
            message = (
                f"the statement is not about this report, which has the SHA-256 {parsed.sha256}; "
                "put the right one beside it, or take this one away"
            )
            raise BundleFault([find("V367", counter.name, "", message)])
        yield hold(layout.COUNTERSIGNATURE, data)


def _explanations(parsed: ParsedReport) -> Iterator[Part]:
    """Give a page for each code that the report lists or finds, and that this version knows."""
    from jcm_mrv.checks.catalogue import read_catalogue
    from jcm_mrv.views.catalogue import render_pages

    report = parsed.report
    wanted = {one.code for one in report.checks} | {one.code for one in report.findings}
    known = [check for check in read_catalogue() if check.code in wanted]
    for name, page in render_pages(known).items():
        yield hold(layout.CODES + name, page.encode())


def _changed(path: str) -> Finding:
    return find("V367", path, "", "the file changed while it was copied; bundle it again")
