"""Step 5: findings, checks and lock of a report against those that are derived again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import printable
from jcm_mrv.verification.differences import find_differences, pair_findings
from jcm_mrv.verification.placing import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jcm_mrv.findings import Severity
    from jcm_mrv.verification.case import Case
    from jcm_mrv.verification.differences import Difference

MAX_TOLD = 20
SHOWN = 100


def judge_findings(case: Case) -> Iterator[tuple[int, Finding]]:
    """Give what step 5 finds, each with the number of the step.

    Args:
        case: with a recomputation.
    """
    for finding in (*_checks(case), *_findings(case), *_lock(case), *_beside(case)):
        yield FINDINGS, finding


def _checks(case: Case) -> Iterator[Finding]:
    """The list of checks is that of the report's version; nobody hides one by unlisting it."""
    known = case.knowledge
    if not known.is_version:
        message = f"{_quoted(known.reported)} is not a version of jcm-mrv, such as {known.own}"
        yield Finding("V342", "error", Place(case.name, "/software/version"), message)
    if known.newer:
        message = (
            f"the report was made with jcm-mrv {known.reported}, and this is {known.own}: what "
            "only the newer version knows is not looked at"
        )
        yield Finding("V349", "note", Place(case.name, "/software/version"), message)
    listed = case.document.get("checks")
    if not isinstance(listed, list):
        yield Finding("V342", "error", Place(case.name, "/checks"), "there is no list of checks")
        return
    checks = [one for one in listed if not _is_unknown(case, one)]
    expected = case.expected["checks"] if case.expected else []
    for one in list(find_differences(checks, expected, ("checks",)))[:MAX_TOLD]:
        yield _check_differs(case, one, checks)
    for code in sorted(known.unknown):
        message = (
            f"the check {printable(code)} is not known here; verify with jcm-mrv {known.reported}"
        )
        yield Finding("V344", "warning", Place(case.name, "/checks"), message)


def _check_differs(case: Case, one: Difference, checks: Sequence[Any]) -> Finding:
    place = Place(case.name, one.pointer)
    if one.kind == "missing" and isinstance(one.expected, dict):
        code = one.expected["code"]
        message = (
            f"the check {code} is not listed, though jcm-mrv {case.knowledge.reported} had it; "
            "it was carried out all the same"
        )
        return Finding("V342", "error", Place(case.name, "/checks"), message)
    if one.kind == "order":
        return Finding("V342", "error", place, "the checks are listed in another order")
    entry = checks[one.trail[1]] if isinstance(one.trail[1], int) else {}
    code = printable(str(entry.get("code"))) if isinstance(entry, dict) else "?"
    if one.kind == "added" and len(one.trail) == 2:
        return Finding("V342", "error", place, f"{code} is no check of that version")
    if one.trail[-1] == "title" and one.kind == "value" and not case.knowledge.same:
        return Finding("V349", "note", place, f"the title of {code} is worded otherwise here")
    message = f"{code}: {_quoted(one.reported)} reported, {_quoted(one.expected)} here"
    return Finding("V342", "error", place, message)


def _is_unknown(case: Case, entry: Any) -> bool:
    return isinstance(entry, dict) and _code(entry) in case.knowledge.unknown


def _code(entry: Mapping[str, Any]) -> str:
    code = entry.get("code")
    return code if isinstance(code, str) else ""


def _findings(case: Case) -> Iterator[Finding]:
    reported = case.document.get("findings")
    expected = case.expected["findings"] if case.expected else []
    if not isinstance(reported, list):
        yield Finding("V341", "error", Place(case.name, "/findings"), "there are no findings")
        return
    pairs, invented, missing = pair_findings(reported, expected)
    for place in missing[:MAX_TOLD]:
        yield _missing(case, expected[place])
    told = 0
    for here, there in sorted(pairs.items()):
        trail = ("findings", here)
        for one in find_differences(reported[here], expected[there], trail):
            if told < MAX_TOLD:
                told += 1
                yield _told_otherwise(case, one, _code(expected[there]))
    for place in invented[:MAX_TOLD]:
        yield _invented(case, reported[place], place)
    order = [pairs[place] for place in sorted(pairs)]
    if order != sorted(order):
        message = "the findings are in another order than they are found in"
        yield Finding("V341", "error", Place(case.name, "/findings"), message)
    rest = max(len(missing) - MAX_TOLD, 0) + max(len(invented) - MAX_TOLD, 0)
    if rest:
        message = f"{rest:,} more findings are missing or made up"
        yield Finding("V341", "error", Place(case.name, "/findings"), message)


def _missing(case: Case, finding: Mapping[str, Any]) -> Finding:
    lines = finding.get("vintages") or []
    vintages = case.expected["vintages"] if case.expected else []
    years = ", ".join(dict.fromkeys(str(vintages[line]["year"]) for line in lines))
    touches = f"; it touches {years}" if years else ""
    where = finding["where"]
    message = (
        f"the {finding['severity']} {finding['code']} ({printable(where['file'], SHOWN)}: "
        f"{printable(finding['message'], SHOWN)}) is not in the report{touches}"
    )
    return Finding("V340", "error", Place(case.name, "/findings"), message)


def _invented(case: Case, finding: Any, place: int) -> Finding:
    where = Place(case.name, f"/findings/{place}")
    code = _code(finding) if isinstance(finding, dict) else ""
    if code in case.unheard:
        message = f"{printable(code)} cannot be found again here: {case.why_unheard(code)}"
        return Finding("V344", "warning", where, message)
    message = f"{_quoted(code)} is in the report, and is not found again"
    return Finding("V341", "error", where, message)


def _told_otherwise(case: Case, one: Difference, code: str) -> Finding:
    place = Place(case.name, one.pointer)
    if one.trail[-1] == "message" and one.kind == "value" and not case.knowledge.same:
        return Finding("V349", "note", place, f"{code} is worded otherwise here")
    key = ".".join(str(part) for part in one.trail[2:])
    message = (
        f"{code}: {printable(key)} is {_quoted(one.reported)} in the report, "
        f"{_quoted(one.expected)} when found again"
    )
    return Finding("V341", "error", place, message)


def _lock(case: Case) -> Iterator[Finding]:
    """The report names the lock that it was compared with; so does the recomputation."""
    reported = case.document.get("lock")
    expected = case.expected.get("lock") if case.expected else None
    if reported == expected:
        return
    severity: Severity = "error"
    if reported is None:
        message = "the report was compared with no lock, and there is one to compare it with"
        severity = "note" if case.own_lock else "error"
    elif expected is None:
        message = (
            "the report was compared with a lock that is not here; hand it in, or name your own "
            "copy with --lock FILE"
        )
        severity = "warning"
    else:
        ours, theirs = _digest(expected), _digest(reported)
        message = f"the report was compared with the lock {theirs}, and this one is {ours}"
        if ours == theirs:
            message = "the report tells other changes than its lock holds"
    yield Finding("V346", severity, Place(case.name, "/lock"), message)


def _digest(lock: Any) -> str:
    digest = lock.get("sha256") if isinstance(lock, dict) else None
    return printable(str(digest), 64)


def _beside(case: Case) -> Iterator[Finding]:
    """Tell what newer checks found, and how the plan drifted from the verifier's own lock."""
    for one in case.aside[:MAX_TOLD]:
        message = (
            f"{one.code} is newer than the report, and finds: {printable(one.message, SHOWN)}; "
            "it nulls nothing here"
        )
        yield Finding("V343", "note", one.where, message)
    for one in case.plan[:MAX_TOLD]:
        if one.code == "V345":
            yield one
            continue
        message = f"{one.code} ({one.severity}): {one.message}"
        weight: Severity = "error" if one.severity == "error" else "note"
        yield Finding("V345", weight, one.where, message)


def _quoted(value: Any) -> str:
    if value is None:
        return "nothing"
    return f'"{printable(value, SHOWN)}"' if isinstance(value, str) else printable(str(value), 60)
