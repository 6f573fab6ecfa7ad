"""The findings with what was done and what to do, and the numbers that treatments changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jcm_mrv.views.paper.blocks import (
    Column,
    entry,
    heading,
    lead,
    lines,
    mono,
    paragraph,
    quiet,
    shorten,
    strong,
    table,
)
from jcm_mrv.views.paper.monitoring import symbol_piece
from jcm_mrv.views.reported.findings import findings_of
from jcm_mrv.views.reported.results import segment_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.paper.blocks import Block, Inline, Tone
    from jcm_mrv.views.reported.findings import Told
    from jcm_mrv.views.words import Language

MAX_WHOLE = 60
"""As many findings are all told; of more, the first few of each code."""
SHOWN_PER_CODE = 3
MAX_FINDINGS = 250
MAX_ADJUSTMENTS = 100
TONES: dict[str, Tone] = {"error": "bad", "warning": "warn", "note": "plain"}


def findings(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the section of the findings and their treatments."""
    _ = language.text
    told = findings_of(parsed, language)
    blocks = [heading(_("Findings and treatments"))]
    if not told:
        return [*blocks, paragraph(_("No check of this version found anything."))]
    shown = _choose(told)
    blocks.append(_counts(told, language))
    if len(shown) < len(told):
        blocks.append(
            paragraph(
                _(
                    "{shown} of {count} findings are told here, the first of each code; "
                    "report.json holds every one.",
                    shown=language.whole(len(shown)),
                    count=language.whole(len(told)),
                )
            )
        )
    seen: set[str] = set()
    for one in shown:
        blocks.append(_finding(one, language, again=one.code in seen))
        seen.add(one.code)
    return [*blocks, *_adjustments(parsed, language)]


def _choose(told: Sequence[Told]) -> list[Told]:
    if len(told) <= MAX_WHOLE:
        return list(told)
    counted, shown = Counter[str](), []
    for one in told:
        counted[one.code] += 1
        if counted[one.code] <= SHOWN_PER_CODE:
            shown.append(one)
    return shown[:MAX_FINDINGS]


def _counts(told: Sequence[Told], language: Language) -> Block:
    """Return the codes, each with its title and how many findings it has."""
    _ = language.text
    firsts = {one.code: one for one in reversed(told)}
    counted = Counter(one.code for one in told)
    columns = [
        Column(_("Code"), None),
        Column(_("Severity"), None),
        Column(_("What it is"), 1),
        Column(_("Number"), None, right=True),
    ]
    rows: list[list[Inline]] = [
        [mono(code), firsts[code].severity_word, firsts[code].title, language.whole(count)]
        for code, count in counted.items()
    ]
    return table(columns, rows[:MAX_FINDINGS])


def _finding(one: Told, language: Language, *, again: bool) -> Block:
    _ = language.text
    rows: list[tuple[str, Inline]] = [
        (_("Found"), one.message),
        (_("Where"), mono(one.place)),
        (_("Parameter"), mono(one.parameter) if one.parameter else ""),
        (_("Meter"), one.meter),
        (_("Time"), one.time),
        (_("Treatment"), one.treatment),
        (
            _("Effect on the reductions"),
            f"{one.effect.text} {one.effect.unit} ({one.effect_kind})" if one.effect else "",
        ),
    ]
    if not again:
        rows.append((_("What to do"), lines(*one.remedy.split("\n"))))
    title = f" {one.title}" if one.title else ""
    head = [mono(one.code), strong(title)]
    return entry(head, one.severity_word, rows, TONES[one.severity])


def _adjustments(parsed: ParsedReport, language: Language) -> list[Block]:
    _ = language.text
    adjustments = parsed.report.adjustments
    if not adjustments:
        return []
    labels = segment_labels(parsed, language)
    symbols = {one.name: one.symbol for one in parsed.report.methodology.parameters}
    shown, rest = shorten(adjustments, MAX_ADJUSTMENTS, language)
    columns = [
        Column(_("Code"), None),
        Column(_("Treatment"), 1.3),
        Column(_("Parameter"), 0.8),
        Column(_("Period"), 1),
        Column(_("Added"), 1, right=True),
    ]
    rows: list[list[Inline]] = [
        [
            mono(one.code),
            language.known(one.treatment or ""),
            lines(
                symbol_piece(symbols.get(one.parameter, one.parameter), one.parameter),
                mono(one.member) if one.member else "",
            ),
            labels[one.segment] if one.segment < len(labels) else "",
            f"{language.number(one.amount.value, 6)} {one.amount.unit}",
        ]
        for one in shown
    ]
    return [
        heading(_("What treatments added"), 2),
        lead(
            quiet(
                _(
                    "Each number that a treatment changed, so that a reader can take it off "
                    "again; below zero where the number was lowered."
                )
            )
        ),
        table(columns, rows),
        *rest,
    ]
