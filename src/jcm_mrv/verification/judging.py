"""Judge a report against one that was recomputed: steps 3 to 6 of docs/procedure.md.

Pure: two documents in, steps and nodes out, so that many reports can be judged against one
recomputation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import counted
from jcm_mrv.verification.arithmetic import check_arithmetic
from jcm_mrv.verification.causes import describe_mismatch, find_causes
from jcm_mrv.verification.differences import find_differences
from jcm_mrv.verification.model import Step
from jcm_mrv.verification.placing import (
    BUNDLE,
    FINDINGS,
    FORM,
    INPUTS,
    METHODOLOGY,
    RECOMPUTATION,
    TOTALS,
    step_of,
)
from jcm_mrv.verification.refinding import judge_findings
from jcm_mrv.verification.telling import tell_node
from jcm_mrv.verification.wording import part_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.findings import Finding
    from jcm_mrv.verification.arithmetic import Mismatch
    from jcm_mrv.verification.case import Case
    from jcm_mrv.verification.model import Mark, NodeDifference

MAX_TOLD = 20
"""Findings of one step that are told one by one."""

TITLES = {
    BUNDLE: "Bundle and manifests",
    FORM: "Form, envelope and signatures",
    INPUTS: "Digests of the inputs",
    METHODOLOGY: "Methodology, by the verifier's own copy",
    RECOMPUTATION: "Recomputation, node by node",
    FINDINGS: "Findings, derived again",
    TOTALS: "Totals, rounding and all the rest",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold the judgement of a case.

    Args:
        findings: by step, what its comparison found; step 2 gets what the recomputation read.
        said: by step, what was compared.
        nodes: that differ, in the order of the procedure.
    """

    findings: Mapping[int, tuple[Finding, ...]]
    said: Mapping[int, str]
    nodes: tuple[NodeDifference, ...]
    more: Mapping[int, int]


def judge_report(case: Case) -> Judged:
    """Compare a report with its recomputation, and with its own arithmetic.

    Args:
        case: what there is.
    """
    mismatches = check_arithmetic(case.document) if case.well_formed else None
    findings: dict[int, list[Finding]] = {step: [] for step in TITLES}
    more = dict.fromkeys(TITLES, 0)
    if case.expected is None:
        nodes = [describe_mismatch(case.document, one) for one in mismatches or ()]
        _tell(case, nodes, findings, more)
        findings[RECOMPUTATION] += case.reasons
        return Judged(_frozen(findings), _say(case, None), tuple(nodes), more)
    expected = case.expected
    compared = [
        one
        for one in find_differences(_part(case.document), _part(expected))
        if one.trail != ("software", "version")
    ]
    differences, words = part_words(case, compared)
    nodes = find_causes(case.document, expected, differences, mismatches, case.changed)
    _tell(case, nodes, findings, more)
    for step, finding in (*judge_findings(case), *words):
        findings[step].append(finding)
    findings[RECOMPUTATION] += case.reasons
    nodes = sorted(nodes, key=lambda one: one.step)
    return Judged(_frozen(findings), _say(case, mismatches or ()), tuple(nodes), more)


_BY_RULES = ("findings", "checks", "lock")


def _part(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without what is judged by rules of its own (step 5)."""
    return {key: value for key, value in document.items() if key not in _BY_RULES}


def _tell(
    case: Case,
    nodes: Sequence[NodeDifference],
    findings: dict[int, list[Finding]],
    more: dict[int, int],
) -> None:
    told = dict.fromkeys(TITLES, 0)
    with_causes = {one.step for one in nodes if one.root}
    for one in nodes:
        if (not one.root and one.step in with_causes) or told[one.step] >= MAX_TOLD:
            more[one.step] += 1
        else:
            told[one.step] += 1
            findings[one.step].append(tell_node(one, case.name))


def _say(case: Case, mismatches: Sequence[Mismatch] | None) -> dict[int, str]:
    """Say in a few words what each step compared."""
    expected = case.expected
    if expected is None:
        own = "the report's own arithmetic alone" if case.well_formed else "nothing"
        return dict.fromkeys((RECOMPUTATION, TOTALS), own)
    methodology = expected["methodology"]
    sections = ("readings", "adjustments", "values", "equations", "vintages")
    nodes = sum(len(expected[section]) for section in sections)
    broken = sum(step_of(one.trail) == RECOMPUTATION for one in mismatches or ())
    own = f"; the report contradicts itself at {broken:,}" if broken else ""
    total = expected["totals"]["credits"]
    return {
        METHODOLOGY: f"{methodology['id']} {methodology['version']}",
        RECOMPUTATION: f"{nodes:,} nodes{own}",
        FINDINGS: counted(len(expected["findings"]), "finding", "findings"),
        TOTALS: "no credits" if total is None else f"{total:,} credits",
    }


def _frozen(findings: Mapping[int, Iterable[Finding]]) -> dict[int, tuple[Finding, ...]]:
    return {step: tuple(many) for step, many in findings.items()}


def make_step(
    number: int, findings: Sequence[Finding], said: str, more: int = 0, *, carried_out: bool = True
) -> Step:
    """Return a step; errors differ, warnings leave it undecided, notes change nothing.

    Args:
        number: of the step.
        findings: of it.
        said: what was compared.
        more: findings that are not listed.
        carried_out: whether there was anything to compare.
    """
    severities = {one.severity for one in findings}
    mark: Mark = "held" if carried_out else "unknown"
    if "error" in severities:
        mark = "differs"
    elif "warning" in severities:
        mark = "unknown"
    return Step(number, TITLES[number], mark, said, tuple(findings), more)
