"""Compare a project with its lock: every drift a finding, with the tonnes that it moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.calculation.judgement import Judgement
from jcm_mrv.findings import Finding, Place
from jcm_mrv.lock.compare_meters import compare_meters
from jcm_mrv.lock.compare_months import compare_months
from jcm_mrv.lock.compare_plan import compare_members, compare_project
from jcm_mrv.lock.compare_points import compare_points
from jcm_mrv.lock.compare_values import compare_values
from jcm_mrv.lock.drift import Comparison, Drift, quoted
from jcm_mrv.lock.plan import describe_plan

if TYPE_CHECKING:
    import datetime as dt

    from jcm_mrv.calculation.compute import Run
    from jcm_mrv.lock.reading import ReadLock
    from jcm_mrv.project.model import Project

SHOWN_CHANGES = 10


def find_drifts(read: ReadLock, project: Project, end: dt.date, run: Run) -> tuple[Drift, ...]:
    """Return everything in which a project differs from its lock.

    Where the lock is of another project, that is all there is to say. Where a table of the
    project cannot be read, its plan is not compared: what is missing would only repeat that.

    Args:
        read: the lock.
        project: the project; its period may have been shortened for a check.
        end: last day of the period that the project declares.
        run: what was computed.
    """
    now = describe_plan(project, run.model.methodology)
    scene = Comparison(read.name, read.lock, now, project, end, run)
    other = _other_project(scene)
    if other is not None:
        return (other,)
    drifts: list[Drift] = []
    if not project.findings:
        drifts += compare_project(scene)
        drifts += compare_members(scene)
        drifts += compare_values(scene)
        drifts += compare_points(scene)
        drifts += compare_meters(scene)
    drifts += compare_months(scene)
    return tuple(drifts)


def note_changes(read: ReadLock) -> list[Judgement]:
    """Name the changes after registration that a lock holds: known, and no drift."""
    changes = read.lock.changes
    if not changes:
        return []
    shown = "; ".join(quoted(one.text) for one in changes[:SHOWN_CHANGES])
    more = f"; and {len(changes) - SHOWN_CHANGES:,} more" if len(changes) > SHOWN_CHANGES else ""
    message = f"the plan was changed after it was first locked: {shown}{more}"
    return [Judgement(Finding("P088", "note", Place(read.name, "changes"), message))]


def _other_project(scene: Comparison) -> Drift | None:
    """Judge by the JCM's number where both have one, else by title and methodology together."""
    locked, now = scene.lock.project, scene.now.project
    if locked.reference_number is not None and now.reference_number is not None:
        before, after = locked.reference_number, now.reference_number
        same = before == after
    else:
        before, after = locked.title, now.title
        same = before == after or scene.lock.methodology.id == scene.now.methodology.id
    if same:
        return None
    message = (
        f"this is the lock of another project, {quoted(before)}; the project here is "
        f"{quoted(after)}: use its own lock"
    )
    finding = Finding("P086", "error", scene.locked_place("project"), message)
    return Drift(Judgement(finding), "project", before, after)
