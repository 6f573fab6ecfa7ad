"""What the report rests on, and how anybody checks it: files, policies, software, commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.paper.blocks import (
    Column,
    code,
    facts,
    heading,
    lead,
    lines,
    mono,
    paragraph,
    quiet,
    shorten,
    table,
)
from jcm_mrv.views.reported.cover import fidelity_of
from jcm_mrv.views.reported.evidence import inputs_of, policies_of, software_of, steps_of

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.paper.blocks import Block, Inline
    from jcm_mrv.views.words import Language

MAX_ATTACHED = 4_000_000
"""A longer report is not attached to its paper [bytes]."""
MAX_FILES = 400
MAX_ROWS = 100


def basis(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the section of the methodology: where its equations come from, what it counts."""
    _ = language.text
    one = parsed.report.methodology
    sides = {"reference": _("reference emissions"), "project": _("project emissions")}
    emitted = [
        _(
            "{source} ({gas}, {side})",
            source=language.known(each.source),
            gas=each.gas,
            side=sides[each.side],
        )
        for each in one.emission_sources[:MAX_ROWS]
    ]
    documents: list[Inline] = [
        [language.known(each.title), quiet([" ", each.url])] for each in one.sources[:MAX_ROWS]
    ]
    return [
        heading(_("Methodology")),
        facts(
            [
                (_("Title"), language.known(one.title)),
                (_("JCM number"), one.number or ""),
                (_("Module"), mono(f"{one.id} {one.version}")),
                (_("Fidelity"), fidelity_of(one.fidelity, language)),
                (_("Gases"), language.listed(one.gases)),
                (_("Emission sources"), lines(*emitted) if emitted else ""),
                (_("Documents"), lines(*documents) if documents else ""),
                (_("SHA-256 of the file"), mono(one.file_sha256)),
                (_("SHA-256 of the rules"), mono(one.rules_sha256)),
            ],
            0.22,
        ),
    ]


def policies(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the declared policies."""
    _ = language.text
    found = policies_of(parsed, language)
    if not found:
        return []
    shown, rest = shorten(found, MAX_ROWS, language)
    columns = [Column(_("Policy"), 1), Column(_("What it says"), 3)]
    return [
        heading(_("Declared policies")),
        lead(_("What the JCM's texts leave open, or what was not read of them, is said here.")),
        table(columns, [[mono(name), text] for name, text in shown]),
        *rest,
    ]


def files(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the files that were read, each with its digest."""
    _ = language.text
    found = inputs_of(parsed, language)
    blocks = [heading(_("Input files"))]
    if not found:
        return [*blocks, paragraph(quiet(_("No file was read.")))]
    shown, rest = shorten(found, MAX_FILES, language)
    columns = [
        Column(_("File and SHA-256 of its bytes"), 1),
        Column(_("Rows"), None, right=True),
        Column(_("Bytes"), None, right=True),
    ]
    rows: list[list[Inline]] = [
        [lines(one.path, quiet(mono(one.sha256))), one.rows, one.size] for one in shown
    ]
    return [*blocks, table(columns, rows), *rest]


def is_attached(parsed: ParsedReport) -> bool:
    """Tell whether report.json lies in the PDF, byte for byte, as an attachment."""
    return len(parsed.data) <= MAX_ATTACHED


def verifying(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return how a reader verifies the report, and what made it."""
    _ = language.text
    report, blocks = parsed.report, [heading(_("How to verify this report"))]
    lock = report.lock
    blocks.append(
        facts(
            [
                (_("SHA-256 of report.json"), mono(parsed.sha256)),
                (_("Software"), software_of(parsed)),
                (_("Time zone"), f"{report.time.zone} (tzdata {report.time.tzdata})"),
                (_("Checks that ran"), language.whole(len(report.checks))),
                (_("SHA-256 of the lock"), mono(lock.sha256) if lock else ""),
            ],
            0.22,
        )
    )
    if is_attached(parsed):
        blocks.append(paragraph(_("This PDF carries report.json as an attachment.")))
    blocks.append(
        paragraph(
            _(
                "This paper shows report.json and calculates nothing. Whoever has report.json "
                "and the files above can calculate every number again, offline:"
            )
        )
    )
    for step in steps_of(language):
        blocks += [lead(step.text), code([step.command])]
    if report.project.confidential:
        blocks.append(
            paragraph(
                _(
                    "The project declares {count} words confidential: this paper shows them. "
                    "What is published is made from the public version of the report.",
                    count=language.whole(len(report.project.confidential)),
                )
            )
        )
    return blocks
