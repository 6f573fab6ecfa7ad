"""Judge what a project keeps back, and what came of it: findings V380 to V387."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.disclosure.derivable import describe, find_derivable
from jcm_mrv.disclosure.faults import DisclosureFault
from jcm_mrv.disclosure.marking import idle_words
from jcm_mrv.disclosure.openings import OPENINGS_NAME, parse_openings
from jcm_mrv.disclosure.publishing import PublicReport, check_public
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import counted, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.disclosure.tree import LeafPath

PUBLIC_NAME = "report.public.json"
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold what a public report proves.

    Args:
        report: None where it does not hang together.
        findings: errors of the files first, then what is still kept back.
    """

    report: PublicReport | None
    findings: tuple[Finding, ...]


def judge_marks(
    document: Mapping[str, Any], marked: Mapping[LeafPath, str], name: str
) -> tuple[Finding, ...]:
    """Tell what is kept back in vain (V385), and which words keep nothing back (V386).

    Args:
        document: the report.
        marked: the places that are kept back, each with its word.
        name: of the report's file, for messages.
    """
    findings = [
        Finding("V385", "warning", Place(name, one.pointer), sentence)
        for one, sentence in describe(find_derivable(document, marked))
    ]
    words = list(document["project"].get("confidential", ()))
    for word in idle_words(document, marked):
        place = Place(name, f"/project/confidential/{words.index(word)}")
        sentence = f'the word "{printable(word)}" keeps nothing of this report back'
        findings.append(Finding("V386", "note", place, sentence))
    return tuple(findings)


def judge_public(
    data: bytes,
    openings: bytes | None,
    root: str | None,
    *,
    compare: bool = True,
    name: str = PUBLIC_NAME,
    openings_name: str = OPENINGS_NAME,
) -> Judged:
    """Judge a public report against the root that was signed.

    Args:
        data: its bytes.
        openings: an openings file, all or some of them.
        root: second subject of the statement; None where the statement names none.
        compare: False where there is no statement to compare with.
        name: of the public report's file, for messages.
        openings_name: of the file of the openings.
    """
    try:
        report = check_public(data)
    except DisclosureFault as fault:
        return Judged(None, (_finding(fault, name),))
    if compare and report.root != root:
        named = "names none" if root is None else f"names {root}"
        sentence = f"the root is {report.root}, and the statement that was signed {named}"
        return Judged(None, (Finding("V387", "error", Place(name, "/root"), sentence),))
    findings: list[Finding] = []
    if openings is not None:
        try:
            report = check_public(data, parse_openings(openings))
        except DisclosureFault as fault:
            findings.append(_finding(fault, openings_name))
    if report.closed:
        shown = ", ".join(printable(one, 80) for one in report.closed[:SHOWN])
        more = f" and {len(report.closed) - SHOWN:,} more" if len(report.closed) > SHOWN else ""
        count = counted(len(report.closed), "place is", "places are")
        sentence = f"{count} kept back, and cannot be calculated again: {shown}{more}"
        findings.append(Finding("V384", "warning", Place(name), sentence))
    return Judged(report, tuple(findings))


def _finding(fault: DisclosureFault, name: str) -> Finding:
    return Finding(fault.code, "error", Place(name, fault.pointer), fault.message)
