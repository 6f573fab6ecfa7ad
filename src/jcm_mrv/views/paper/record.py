"""What the project says of itself: meters, events, eligibility, people, other schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.views.paper.blocks import (
    Column,
    facts,
    heading,
    lines,
    mono,
    paragraph,
    quiet,
    shorten,
    table,
)
from jcm_mrv.views.reported.eligibility import eligibility_of
from jcm_mrv.views.reported.meters import meters_of

if TYPE_CHECKING:
    from jcm_mrv.report.model_project import OtherScheme
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.paper.blocks import Block, Inline
    from jcm_mrv.views.reported.meters import MeterRow
    from jcm_mrv.views.words import Language

MAX_METERS = 100
MAX_CALIBRATIONS = 12
MAX_ROWS = 150


def meters(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the section of the meters and their calibrations."""
    _ = language.text
    found = meters_of(parsed, language)
    blocks = [heading(_("Meters and calibration"))]
    if not found:
        return [*blocks, paragraph(quiet(_("The project names no meter.")))]
    shown, rest = shorten(found, MAX_METERS, language)
    columns = [
        Column(_("Meter"), 0.9),
        Column(_("Class and standard"), 1),
        Column(_("Maximum permissible error"), 1.2),
        Column(_("Calibrations"), 2.2),
    ]
    return [*blocks, table(columns, [_meter(one, language) for one in shown]), *rest]


def _meter(one: MeterRow, language: Language) -> list[Inline]:
    _ = language.text
    dated: list[Inline] = []
    for each in one.calibrations[:MAX_CALIBRATIONS]:
        parts = [
            _("valid until {day}", day=each.valid_until) if each.valid_until else "",
            _("certificate {text}", text=each.certificate),
            _("error as found {text}", text=each.as_found) if each.as_found else "",
        ]
        dated.append([each.date, quiet(language.labelled("", language.listed(parts)))])
    rest = len(one.calibrations) - MAX_CALIBRATIONS
    if rest > 0:
        dated.append(quiet(_("… {count} more", count=language.whole(rest))))
    return [
        lines(
            mono(one.id),
            _("serial number {text}", text=one.serial_number) if one.serial_number else "",
            one.ratio,
            one.in_place,
        ),
        lines(one.accuracy_class, one.standard),
        lines(one.mpe, quiet(one.mpe_source) if one.mpe_source else ""),
        lines(*dated) if dated else quiet(_("none is named")),
    ]


def events(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the section of what happened at the plant."""
    _ = language.text
    found = parsed.report.project.events
    if not found:
        return []
    kinds = {
        "outage": _("outage"),
        "communication": _("loss of communication"),
        "maintenance": _("maintenance"),
        "curtailment": _("curtailment"),
        "shutdown": _("shutdown"),
    }
    shown, rest = shorten(found, MAX_ROWS, language)
    columns = [
        Column(_("From"), 1),
        Column(_("Until"), 1),
        Column(_("Kind"), 0.8),
        Column(_("Evidence"), 1.8),
    ]
    rows: list[list[Inline]] = [
        [
            language.time(one.start),
            language.time(one.end),
            kinds.get(one.kind, one.kind),
            one.evidence,
        ]
        for one in shown
    ]
    return [heading(_("Events")), table(columns, rows), *rest]


def eligibility(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return the checklist of eligibility criteria."""
    _ = language.text
    found = eligibility_of(parsed, language)
    if not found:
        return []
    shown, rest = shorten(found, MAX_ROWS, language)
    columns = [
        Column(_("No."), None),
        Column(_("Criterion"), 2.4),
        Column(_("Answer"), None),
        Column(_("Evidence"), 1.2),
    ]
    rows: list[list[Inline]] = [[one.id, one.text, one.answer, one.evidence] for one in shown]
    return [heading(_("Eligibility criteria")), table(columns, rows), *rest]


def structure(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return who is responsible for which part of the monitoring."""
    _ = language.text
    found = parsed.report.project.responsible
    if not found:
        return []
    shown, rest = shorten(found, MAX_ROWS, language)
    columns = [
        Column(_("Responsible personnel"), 1),
        Column(_("Organisation"), 1),
        Column(_("Role"), 1.6),
    ]
    rows: list[list[Inline]] = [
        [one.name, one.organization or "", language.known(one.role)] for one in shown
    ]
    return [heading(_("Monitoring structure")), table(columns, rows), *rest]


def surroundings(parsed: ParsedReport, language: Language) -> list[Block]:
    """Return other schemes, the period before, the plan's estimate, and what is kept back."""
    _ = language.text
    project = parsed.report.project
    blocks: list[Block] = []
    if project.other_schemes:
        shown, rest = shorten(project.other_schemes, MAX_ROWS, language)
        blocks.append(heading(_("Other schemes")))
        blocks += [_scheme(one, language) for one in shown]
        blocks += rest
    before, plan = project.previous_period, project.estimate
    if before is not None:
        sums = [
            language.labelled(one.name, f"{language.number(one.value, 6)} {one.unit}")
            for one in before.monitored
        ]
        reductions = before.reductions
        blocks += [
            heading(_("The period before")),
            facts(
                [
                    (_("Monitoring period"), language.period(before.start, before.end)),
                    (_("Report"), before.report),
                    (_("Monitored values"), lines(*sums[:MAX_ROWS]) if sums else ""),
                    (
                        _("Emission reductions"),
                        f"{language.number(reductions.value)} {reductions.unit}"
                        if reductions
                        else "",
                    ),
                    (_("Why this period differs"), before.explanation or ""),
                ]
            ),
        ]
    if plan is not None:
        expected = plan.reductions
        blocks += [
            heading(_("What was expected")),
            facts(
                [
                    (
                        _("Emission reductions of a full year"),
                        f"{language.number(expected.value)} {expected.unit}" if expected else "",
                    ),
                    (_("Source of data"), plan.source or ""),
                    (_("Explanation"), plan.explanation or ""),
                ]
            ),
        ]
    return blocks


def _scheme(one: OtherScheme, language: Language) -> Block:
    _ = language.text
    return facts(
        [
            (_("Scheme"), one.scheme),
            (_("Reference number"), one.reference or ""),
            (_("From"), language.day(one.start) if one.start else ""),
            (_("Until"), language.day(one.end) if one.end else ""),
            (_("How double counting is kept out"), one.resolution or ""),
            (_("Comment"), one.comment or ""),
        ]
    )
