"""Differences that change no verdict: words of another version, a file that moves no number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import printable
from jcm_mrv.verification.placing import METHODOLOGY, TOTALS, step_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jcm_mrv.verification.case import Case
    from jcm_mrv.verification.differences import Difference, Trail

WORDS_OF_METHODOLOGY = frozenset(
    {"title", "symbol", "description", "source", "sources", "number", "section", "text"}
)
RULES = ("methodology", "rules_sha256")
FILE = ("methodology", "file_sha256")


def part_words(
    case: Case, differences: Iterable[Difference]
) -> tuple[list[Difference], list[tuple[int, Finding]]]:
    """Part differences that count from those of words alone, which become notes.

    Args:
        case: the report and the versions.
        differences: all that were found.
    """
    found = list(differences)
    trails = {one.trail for one in found}
    words_may_differ = FILE in trails and RULES not in trails
    counting: list[Difference] = []
    notes: list[tuple[int, Finding]] = []
    for one in found:
        if one.trail == FILE and words_may_differ:
            notes.append((METHODOLOGY, _other_file(case, one)))
        elif words_may_differ and _is_word_of_methodology(one.trail):
            notes.append((METHODOLOGY, _worded(case, one)))
        elif not case.knowledge.same and _is_word_of_version(one.trail):
            notes.append((step_of(one.trail), _worded(case, one)))
        elif one.trail[-1] == "credits" and (code := _withheld_by(case, one)):
            notes.append((TOTALS, _withheld(case, one, code)))
        else:
            counting.append(one)
    return counting, notes


def _is_word_of_methodology(trail: Trail) -> bool:
    if trail[0] == "methodology":
        # A copy with corrected words has a version of its own.
        if trail[1:2] in (("version",), ("emission_sources",)):
            return True
        return "tree" not in trail and any(one in WORDS_OF_METHODOLOGY for one in trail[1:])
    if trail[0] == "equations":
        return len(trail) == 3 and trail[2] in WORDS_OF_METHODOLOGY
    return trail[:2] == ("project", "eligibility") and trail[-1] == "text"


def _is_word_of_version(trail: Trail) -> bool:
    if trail == ("time", "tzdata"):
        return True
    return len(trail) == 3 and trail[0] == "policies" and trail[2] == "text"


def _withheld_by(case: Case, one: Difference) -> str | None:
    """Return the code that withholds credits and that cannot be found again here, if any."""
    if one.kind != "value" or one.reported is not None:
        return None
    for finding in case.document.get("findings") or ():
        if not isinstance(finding, dict) or finding.get("severity") != "error":
            continue
        code = finding.get("code")
        if not isinstance(code, str) or code not in case.unheard:
            continue
        if one.trail[0] == "totals" or _touches(finding, one.trail[1]):
            return code
    return None


def _touches(finding: Mapping[str, Any], line: Any) -> bool:
    lines = finding.get("vintages")
    return isinstance(lines, list) and line in lines


def _other_file(case: Case, one: Difference) -> Finding:
    message = (
        "the methodology file has other bytes than your copy, and the same rules: comments, "
        "titles, sources or indicators differ, no credit can"
    )
    return Finding("V322", "note", Place(case.name, one.pointer), message)


def _worded(case: Case, one: Difference) -> Finding:
    message = f"worded otherwise than in your copy: {_quoted(one.reported)}"
    return Finding("V349", "note", Place(case.name, one.pointer), message)


def _withheld(case: Case, one: Difference, code: str) -> Finding:
    message = (
        f"the report withholds these credits by {printable(code)}, which cannot be found again "
        f"here: {case.why_unheard(code)}"
    )
    return Finding("V344", "warning", Place(case.name, one.pointer), message)


def _quoted(value: Any) -> str:
    return f'"{printable(value, 60)}"' if isinstance(value, str) else "nothing"
