"""What a report comes to, in one sentence for its first screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jcm_mrv.countries import NO_COUNTRY
from jcm_mrv.findings import SEVERITIES

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language

Outcome = Literal["credits", "withheld", "trial", "nothing"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what a report comes to.

    Args:
        outcome: ``credits`` for every line; some ``withheld``; a ``trial`` run; ``nothing``
            could be calculated.
        sentence: the same for a person.
        counts: findings by severity, errors first, the severity in words.
    """

    outcome: Outcome
    sentence: str
    counts: tuple[tuple[str, str, int], ...]


def verdict_of(parsed: ParsedReport, language: Language) -> Verdict:
    """Return what a report comes to."""
    found = [one.severity for one in parsed.report.findings]
    words = severities(language)
    counts = tuple((name, words[name], found.count(name)) for name in SEVERITIES)
    outcome = _outcome(parsed)
    return Verdict(outcome, _sentence(parsed, outcome, language), counts)


def severities(language: Language) -> dict[str, str]:
    """Return the severities of findings in words."""
    _ = language.text
    return {"error": _("Error"), "warning": _("Warning"), "note": _("Note")}


def _outcome(parsed: ParsedReport) -> Outcome:
    report = parsed.report
    if report.totals.emission_reductions is None:
        return "nothing"
    if report.project.country == NO_COUNTRY:
        return "trial"
    return "withheld" if report.totals.credits is None else "credits"


def _sentence(parsed: ParsedReport, outcome: Outcome, language: Language) -> str:
    _ = language.text
    report = parsed.report
    if outcome == "nothing":
        return _("Nothing could be calculated; the findings say why.")
    if outcome == "trial":
        return _("A trial run outside of the JCM: it gives no credits.")
    if outcome == "withheld":
        held = sum(one.credits is None for one in report.vintages)
        return _(
            "Credits are withheld in {held} of {lines} lines, which errors touch; "
            "the findings say what to do.",
            held=language.whole(held),
            lines=language.whole(len(report.vintages)),
        )
    return _(
        "{credits} t of credits: the reductions of each calendar year, rounded down to whole "
        "tonnes. No error was found.",
        credits=language.whole(report.totals.credits or 0),
    )
