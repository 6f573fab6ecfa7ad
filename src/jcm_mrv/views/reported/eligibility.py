"""The eligibility criteria of the methodology, with the project's answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jcm_mrv.report.reading import ParsedReport
    from jcm_mrv.views.words import Language


@dataclass(frozen=True, slots=True)
class Answered:
    """Hold a criterion.

    Args:
        id: of the criterion.
        text: as the module says it.
        met: the answer, or None.
        answer: the same in words.
        evidence: the document that shows it.
    """

    id: str
    text: str
    met: bool | None
    answer: str
    evidence: str


def eligibility_of(parsed: ParsedReport, language: Language) -> tuple[Answered, ...]:
    """Return the checklist, in the methodology's order."""
    _ = language.text
    words = {True: _("met"), False: _("not met"), None: _("not answered")}
    return tuple(
        Answered(one.id, language.known(one.text), one.met, words[one.met], one.evidence)
        for one in parsed.report.project.eligibility
    )
