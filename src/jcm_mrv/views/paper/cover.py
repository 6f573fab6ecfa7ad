"""The cover: whose report it is, of what period, by which methodology, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.countries import NO_COUNTRY
from jcm_mrv.views.paper.blocks import Column, box, facts, lines, mono, quiet, strong, table
from jcm_mrv.views.paper.results import number_of
from jcm_mrv.views.paper.texts import cut, shorten_text
from jcm_mrv.views.reported.cover import cover_of
from jcm_mrv.views.reported.evidence import software_of
from jcm_mrv.views.reported.results import lines_of, total_of
from jcm_mrv.views.reported.verdict import verdict_of

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.paper.blocks import Block, Inline, Tone
    from jcm_mrv.views.reported.cover import Cover
    from jcm_mrv.views.reported.verdict import Outcome
    from jcm_mrv.views.words import Language

MAX_PARTICIPANTS = 8
MAX_LINES = 12
MAX_FACT = 400
MAX_HEADER = 50
TONES: dict[Outcome, Tone] = {
    "credits": "good",
    "withheld": "bad",
    "trial": "warn",
    "nothing": "bad",
}


def cover_data(parsed: ParsedReport, language: Language) -> dict[str, object]:
    """Return what stands on the cover."""
    _ = language.text
    cover, verdict = cover_of(parsed, language), verdict_of(parsed, language)
    trial = parsed.report.project.country == NO_COUNTRY
    counted = language.listed(
        language.labelled(word, language.whole(count)) for _name, word, count in verdict.counts
    )
    return {
        "kicker": "" if trial else _("Joint Crediting Mechanism (JCM)"),
        "kind": _("Monitoring report"),
        "title": cover.title,
        "facts": facts(
            [
                (name, shorten_text(text, language, MAX_FACT) if isinstance(text, str) else text)
                for name, text in _rows(parsed, cover, language)
            ]
        ),
        "blocks": [
            *_summary(parsed, language),
            box(
                TONES[verdict.outcome],
                strong(verdict.sentence),
                quiet(_("Findings: {counts}", counts=counted)),
            ),
            box("plain" if cover.transcribed else "warn", cover.fidelity),
        ],
        "below": [
            [quiet(_("SHA-256 of report.json, which this paper shows:"))],
            [mono(cover.sha256)],
            [quiet(_("Made by {software}", software=software_of(parsed)))],
        ],
    }


def _rows(parsed: ParsedReport, cover: Cover, language: Language) -> list[tuple[str, Inline]]:
    _ = language.text
    return [
        (_("Reference number"), strong(cover.reference_number) if cover.reference_number else ""),
        (_("Methodology"), cover.methodology),
        (_("Module"), mono(cover.module)),
        (_("Monitoring period"), strong(cover.period)),
        (_("Host country"), cover.country),
        (_("Location"), cover.location),
        (_("Start of operation"), cover.start_of_operation),
        (_("Time zone"), cover.time_zone),
        (_("Project participants"), _participants(cover, language)),
        (_("Version"), cover.version),
        (_("Date"), cover.date),
        (_("Prepared by"), cover.prepared_by),
        (_("Comment"), cover.comment),
    ]


def _summary(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the reductions and credits of each line, where they are few."""
    _ = language.text
    lines_shown, total = lines_of(parsed, language), total_of(parsed, language)
    if total.reductions is None or len(lines_shown) > MAX_LINES:
        return []
    columns = [
        Column(_("Vintage"), 1),
        Column(_("Emission reductions [tCO2]"), 1, right=True),
        Column(_("Credits [t]"), 1, right=True),
    ]
    rows = [[one.label, number_of(one.reductions), number_of(one.credits)] for one in lines_shown]
    last = [total.label, number_of(total.reductions), number_of(total.credits)]
    return [table(columns, [*rows, [strong(cell) for cell in last]], total=True)]


def _participants(cover: Cover, language: Language) -> Inline:
    _ = language.text
    shown: list[Inline] = []
    for one in cover.participants[:MAX_PARTICIPANTS]:
        more = language.listed((one.country, one.role))
        shown.append([one.name, quiet(f" ({more})")] if more else one.name)
    rest = len(cover.participants) - MAX_PARTICIPANTS
    if rest > 0:
        shown.append(quiet(_("… {count} more", count=language.whole(rest))))
    return lines(*shown) if shown else ""


def header_of(cover: Cover, language: Language) -> str:
    """Return the line that stands at the head of each page."""
    kind = language.text("Monitoring report")
    number = cut(cover.reference_number, MAX_HEADER)
    return f"{kind} · {number}" if number else kind
