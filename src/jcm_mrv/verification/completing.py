"""The arithmetic of a report of which parts are kept back: what holds whatever they are.

Numbers are put in the place of what is kept back, several times over. What contradicts itself
in the same way each time does not depend on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.disclosure.tree import COMMITMENT, is_commitment, list_leaves, replace_at
from jcm_mrv.report.model import Report
from jcm_mrv.shapes import ShapeFaults, validate
from jcm_mrv.verification.arithmetic import check_arithmetic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.disclosure.tree import LeafPath
    from jcm_mrv.verification.arithmetic import Mismatch

FILLINGS = ("1", "-987654321.5", "1000003.25")
"""Of either sign, and of very different sizes, for the least and the greatest of several."""

_LISTS = ("monitored", "fixed", "eligibility", "participants", "responsible", "events")
_MEMBERS = frozenset({"members", "member", "id", "sets"})


def check_open_arithmetic(
    document: Mapping[str, Any],
) -> tuple[dict[str, Any], list[Mismatch]] | None:
    """Return the nodes that contradict each other in what is shown of a report.

    Args:
        document: with commitments in the place of what is kept back.

    Returns:
        The document with numbers in their place, and the nodes; None where its shape, or its
        members, cannot be told.
    """
    closed = [path for path, value in list_leaves(document) if is_commitment(value)]
    pruned = _prune(document, closed)
    left = [path for path, value in list_leaves(pruned) if is_commitment(value)]
    if any(part in _MEMBERS for path in left for part in path):
        return None
    filled: dict[str, Any] = {}
    found: list[list[Mismatch]] = []
    for number in FILLINGS:
        filled = replace_at(pruned, dict.fromkeys(left, number))
        try:
            validate(Report, filled)
        except ShapeFaults:
            return None
        found.append(check_arithmetic(filled))
    entries = {path[:2] for path in left}
    same = set(found[0]).intersection(*found[1:])
    return filled, [one for one in found[0] if one in same and one.trail[:2] not in entries]


def _prune(document: Mapping[str, Any], closed: list[LeafPath]) -> dict[str, Any]:
    """Leave out what no number follows from, where parts of it are kept back."""
    copy = dict(document)
    within = {path[:1] for path in closed}
    for key in ("inputs", "meters"):
        if (key,) in within:
            copy[key] = []
    if ("lock",) in within:
        del copy["lock"]
    project = copy.get("project")
    if not isinstance(project, dict) or COMMITMENT in project:
        return copy
    parts = {path[1] for path in closed if path[0] == "project" and len(path) > 1}
    project = dict(project)
    for part in parts & project.keys():
        if part in ("title", "methodology", "country", "time_zone"):
            project[part] = "kept back"
        elif part == "blinding":
            del project[part]
        elif part != "sets":
            project[part] = [] if part in _LISTS or part == "other_schemes" else None
    copy["project"] = project
    findings = copy.get("findings")
    if isinstance(findings, list):
        copy["findings"] = [_without_effect(one) for one in findings]
    return copy


def _without_effect(finding: Any) -> Any:
    return {**finding, "effect": None} if isinstance(finding, dict) else finding
