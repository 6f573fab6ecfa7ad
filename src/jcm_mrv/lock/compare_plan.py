"""The plan against a lock: project facts, the rules of the methodology, members of sets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jcm_mrv.lock.drift import Drift, came_or_went, changed, quoted, recompute
from jcm_mrv.shapes import dotted

if TYPE_CHECKING:
    from jcm_mrv.findings import Place, Severity
    from jcm_mrv.lock.drift import Comparison
    from jcm_mrv.lock.model import LockedMember

SHOWN_DIGEST = 16
_FACTS: tuple[tuple[str, str, Severity], ...] = (
    ("reference_number", "the reference number", "warning"),
    ("title", "the title", "note"),
    ("country", "the country", "error"),
    ("methodology", "the reference of the methodology", "note"),
    ("time_zone", "the time zone", "error"),
    ("start_of_operation", "the start of operation", "error"),
    ("gwp_set", "the set of global warming potentials", "error"),
)


def compare_project(scene: Comparison) -> list[Drift]:
    """Compare what the project is, and the rules of its methodology."""
    drifts = []
    old, new = scene.lock.project, scene.now.project
    for key, words, severity in _FACTS:
        before, after = getattr(old, key), getattr(new, key)
        if before == after:
            continue
        # What the plan left open may be told later, such as the number that registration gives.
        told = severity if before is not None else "note"
        drift = changed(
            "P085", told, scene.place(f"project.{key}"), words, f"project.{key}", before, after
        )
        if key == "gwp_set" and before is not None:
            model = scene.run.model
            other = replace(model, project=replace(model.project, gwp_set=before))
            effect = recompute(scene.run, other)
            judgement = drift.judgement
            finding = replace(judgement.finding, effect=effect)
            drift = replace(drift, judgement=replace(judgement, finding=finding))
        drifts.append(drift)
    return drifts + _compare_rules(scene)


def _compare_rules(scene: Comparison) -> list[Drift]:
    old, new = scene.lock.methodology, scene.now.methodology
    was, now = f"{old.id} {old.version}", f"{new.id} {new.version}"
    if old.rules_sha256 == new.rules_sha256 and was == now:
        return []
    same_rules = old.rules_sha256 == new.rules_sha256
    subject = "the methodology"
    if was == now:
        subject = "the methodology has other rules under the same version; it"
        was = f"{was} (rules {old.rules_sha256[:SHOWN_DIGEST]}…)"
        now = f"{now} (rules {new.rules_sha256[:SHOWN_DIGEST]}…)"
    elif same_rules:
        subject = "the methodology, its rules unchanged,"
    severity: Severity = "note" if same_rules else "error"
    place = scene.place("project.methodology")
    return [changed("P084", severity, place, subject, "methodology", was, now)]


def compare_members(scene: Comparison) -> list[Drift]:
    """Compare the members of sets: which there are, and their days."""
    old = {(one.set, one.id): one for one in scene.lock.members}
    new = {(one.set, one.id): one for one in scene.now.members}
    drifts = []
    for key in sorted({*old, *new}):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        what = dotted(("sets", *key))
        who = f"the member {quoted(key[1])} of the set {quoted(key[0])}"
        place = _member_place(scene, key)
        if before is None or after is None:
            drifts.append(came_or_went(scene, "error", who, what, place, came=before is None))
        else:
            days = _days_of(before), _days_of(after)
            drifts.append(changed("P083", "error", place, f"{who}: its days", what, *days))
    return drifts


def _member_place(scene: Comparison, key: tuple[str, str]) -> Place:
    for member in scene.project.sets.get(key[0], ()):
        if member.id == key[1]:
            return member.place
    return scene.place(f"sets.{key[0]}")


def _days_of(member: LockedMember) -> str:
    return f"{member.start or 'always'} to {member.end or 'always'}"
