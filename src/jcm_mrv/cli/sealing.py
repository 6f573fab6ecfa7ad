"""Seal a report: read it and the key, sign, and write the envelope beside it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import MAX_BYTES, JsonFault, canonical
from jcm_mrv.cli.answer import Answer, UsageError
from jcm_mrv.cli.passphrase import read_passphrase
from jcm_mrv.cli.reading import read_file
from jcm_mrv.disclosure.faults import DisclosureFault
from jcm_mrv.disclosure.marking import find_marked
from jcm_mrv.disclosure.openings import (
    check_openings,
    make_openings,
    parse_openings,
    render_openings,
)
from jcm_mrv.disclosure.publishing import SCHEMA as PUBLIC_SCHEMA
from jcm_mrv.numbers import counted, printable
from jcm_mrv.report.reading import ParsedReport, ReportFault, parse_report
from jcm_mrv.statement.envelope import MAX_ENVELOPE, EnvelopeFault, read_envelope
from jcm_mrv.statement.keys import (
    MAX_PEM,
    KeyFault,
    PrivateKey,
    is_encrypted,
    read_private_key,
)
from jcm_mrv.statement.signing import sign
from jcm_mrv.statement.statement import StatementFault
from jcm_mrv.writing import check_targets, new_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

REPORT = "report.json"
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Openings:
    """Hold the openings of what a report keeps back.

    Args:
        root: that the statement names; None where nothing is kept back.
        data: the file's bytes, where it is to be written; None where it is there, or not needed.
    """

    root: str | None = None
    data: bytes | None = None


def seal(
    report: Path, key: Path, *, output: Path | None, overwrite: bool, passphrase_file: Path | None
) -> Answer:
    """Sign a report, and answer with the path of its envelope.

    Args:
        report: the report, or the folder of a report.json.
        key: the private key.
        output: the envelope; None means beside the report.
        overwrite: begin a new envelope.
        passphrase_file: where the passphrase is read, if not asked for.

    Raises:
        UsageError: the report or the key cannot be used, or the envelope is of another report.
    """
    path = report / REPORT if report.is_dir() else report
    envelope = sibling(path, "dsse") if output is None else output
    openings = sibling(path, "openings")
    if not path.exists():
        raise UsageError(f"{path} does not exist; jcm-mrv report writes the report of a project.")
    check_targets([envelope], overwrite=True)
    data = read_file(path, MAX_BYTES)
    document = _parse(path, data).document
    there = read_file(envelope, MAX_ENVELOPE) if envelope.exists() and not overwrite else None
    opened = _open(document, openings, there, overwrite=overwrite)
    private = read_key(key, passphrase_file)
    try:
        signed = sign(data, document, private, envelope=there, openings_root=opened.root)
    except StatementFault as fault:
        raise UsageError(f"{path} cannot be signed: {fault}; nothing was written.") from None
    except EnvelopeFault as fault:
        raise UsageError(
            f"{envelope}: {fault}; nothing was written. To begin a new envelope, add --overwrite."
        ) from None
    with new_files() as batch:
        if opened.data is not None:
            batch.add(openings, replace=overwrite, mode=0o600).stream.write(opened.data)
        batch.add(envelope, replace=True).stream.write(signed)
    notes = [*_describe(document, private, signed)]
    if opened.data is not None:
        notes.append(f"{openings} opens what the public version keeps back: keep it.")
    return Answer(asked=f"{envelope}\n", notes="".join(f"{note}\n" for note in notes))


def sibling(report: Path, part: str) -> Path:
    """Return the file of a part beside a report: ``report.dsse.json`` for ``report.json``."""
    return report.with_name(f"{report.name.removesuffix('.json')}.{part}.json")


def read_key(path: Path, passphrase_file: Path | None) -> PrivateKey:
    """Return the private key of a file; its passphrase is asked for where it has one.

    Raises:
        UsageError: it cannot be read or used.
    """
    pem = read_file(path, MAX_PEM)
    try:
        encrypted = is_encrypted(pem)
        passphrase = read_passphrase(passphrase_file, str(path)) if encrypted else None
        return read_private_key(pem, passphrase)
    except KeyFault as fault:
        raise UsageError(f"{path} cannot sign: {fault}.") from None


def _parse(path: Path, data: bytes) -> ParsedReport:
    try:
        parsed = parse_report(data)
        same = canonical(parsed.document) == data
    except ReportFault as fault:
        if data.endswith(b'"schema":"%b"}' % PUBLIC_SCHEMA.encode()):
            raise UsageError(
                f"{path} is the public version of a report; the report itself is signed, and its "
                "signature holds for both."
            ) from None
        raise UsageError(f"{path} is no report: {fault}.") from None
    except JsonFault as fault:
        raise UsageError(f"{path} is no report: {fault}.") from None
    if not same:
        raise UsageError(
            f"{path} is not in canonical form (RFC 8785), as jcm-mrv report writes it; make it "
            "again, and do not open it in an editor that saves it."
        )
    return parsed


def _open(
    document: Mapping[str, Any], file: Path, there: bytes | None, *, overwrite: bool
) -> Openings:
    """Find the openings of a report, or make them for its first signature."""
    marked = find_marked(document)
    if not marked:
        return Openings()
    try:
        if file.exists():
            found = parse_openings(read_file(file, MAX_BYTES))
            check_openings(document, found, marked)
            return Openings(found.root)
        if there is not None:
            raise UsageError(
                f"{file} is missing: it was made with the first signature, and whoever signs "
                "after that compares it; ask the first signer for it."
            )
    except DisclosureFault as fault:
        # A new envelope may have new openings; those of another report open nothing here.
        if not overwrite:
            raise UsageError(
                f"{file}: {fault}; nothing was written. To begin a new envelope with new "
                "openings, add --overwrite."
            ) from None
    try:
        made = make_openings(document, marked, secrets.token_bytes)
    except DisclosureFault as fault:
        raise UsageError(f"the report cannot be signed: {fault}; nothing was written.") from None
    return Openings(made.root, render_openings(made))


def _describe(document: Mapping[str, Any], key: PrivateKey, envelope: bytes) -> list[str]:
    project, given = document["project"], document["totals"]["credits"]
    who = " ".join(
        printable(str(text), SHOWN)
        for text in (project["reference_number"], project["title"])
        if text is not None
    )
    period = project["monitoring_period"]
    tonnes = "no credits" if given is None else counted(given, "credit", "credits")
    number = len(read_envelope(envelope).signatures)
    lines = [
        f"Signed: {who}, {period['start']} to {period['end']}, {tonnes}.",
        f"By the key {key.keyid}.",
    ]
    if number > 1:
        lines.append(
            f"The envelope has {number:,} signatures; the others were not checked: "
            "jcm-mrv verify does that."
        )
    if given is None and project["country"] != "none":
        errors = sum(finding["severity"] == "error" for finding in document["findings"])
        lines.append(
            "jcm-mrv: the report gives no credits, because of "
            f"{counted(errors, 'error', 'errors')} in it; the statement says so."
        )
    return lines
