"""The findings of a report, with what to do about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.checks.catalogue import read_catalogue
from jcm_mrv.findings import SEVERITIES
from jcm_mrv.views.reported.shown import Shown, show_number
from jcm_mrv.views.reported.verdict import severities

if TYPE_CHECKING:
    from jcm_mrv.report.model import ReportFinding
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language


@dataclass(frozen=True, slots=True)
class Told:
    """Hold a finding.

    Args:
        index: in the report.
        code: of the catalogue.
        severity: ``error``, ``warning`` or ``note``.
        severity_word: the same in words.
        title: the fault in a few words; empty where this version does not know the code.
        message: what was found, as the report says it.
        place: file and place in it.
        parameter: that it is about, or empty.
        meter: that it is about, or empty.
        time: from when to when, or empty.
        treatment: what was done, or empty.
        effect: on the reductions [tCO2], if any.
        effect_kind: whether that is exact, a bound or an estimate, in words; or empty.
        lines: indexes of the lines that it touches.
        why: why it matters; empty where the code is not known.
        remedy: what to do; empty where the code is not known.
    """

    index: int
    code: str
    severity: str
    severity_word: str
    title: str
    message: str
    place: str
    parameter: str
    meter: str
    time: str
    treatment: str
    effect: Shown | None
    effect_kind: str
    lines: tuple[int, ...]
    why: str
    remedy: str


def findings_of(parsed: ParsedReport, language: Language) -> tuple[Told, ...]:
    """Return the findings, errors first, otherwise in the order of the report."""
    if not parsed.report.findings:
        return ()  # the catalogue of checks takes a tenth of a second to read
    checks = {check.code: check for check in read_catalogue()}
    words, kinds = severities(language), effect_kinds(language)
    found = []
    for index, one in enumerate(parsed.report.findings):
        check = checks.get(one.code)
        at = f"/findings/{index}/effect/tonnes"
        found.append(
            Told(
                index=index,
                code=one.code,
                severity=one.severity,
                severity_word=words[one.severity],
                title=language.known(check.title) if check else "",
                message=one.message,
                place=_place(one),
                parameter=one.parameter or "",
                meter=one.meter or "",
                time=_time(one, language),
                treatment=language.known(one.treatment or ""),
                effect=show_number(one.effect.tonnes, at, language, "tCO2") if one.effect else None,
                effect_kind=kinds[one.effect.kind] if one.effect else "",
                lines=one.vintages,
                why=language.known(check.why) if check else "",
                remedy=language.known(check.remedy) if check else "",
            )
        )
    return tuple(sorted(found, key=lambda one: SEVERITIES.index(one.severity)))


def effect_kinds(language: Language) -> dict[str, str]:
    """Return in words how sure an effect is."""
    _ = language.text
    return {"exact": _("exact"), "bound": _("bound"), "estimate": _("estimate")}


def _place(one: ReportFinding) -> str:
    line = f":{one.where.line}" if one.where.line is not None else ""
    return f"{one.where.file}{line}" + (f": {one.where.path}" if one.where.path else "")


def _time(one: ReportFinding, language: Language) -> str:
    if one.start is None or one.end is None:
        return ""
    start, end = language.time(one.start), language.time(one.end)
    return language.text("{start} to {end}", start=start, end=end)
