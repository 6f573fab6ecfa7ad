"""Make the lock of a project, or the one that follows the lock that is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.lock.model import LockedChange, LockedInput, LockedItem
from jcm_mrv.lock.months import accept_months, join_months
from jcm_mrv.lock.plan import describe_plan, render_lock
from jcm_mrv.lock.reading import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from jcm_mrv.calculation.compute import Calculation
    from jcm_mrv.findings import Finding
    from jcm_mrv.lock.drift import Drift
    from jcm_mrv.lock.model import Lock, LockedReadings
    from jcm_mrv.lock.months import Open
    from jcm_mrv.lock.reading import ReadLock

UNREADABLE, OF_ANOTHER = "P080", "P086"


@dataclass(frozen=True, slots=True)
class Locking:
    """Hold what became of a wish for a lock.

    Args:
        path: the file to write.
        data: its bytes; None where the lock was refused.
        refused: why, in a sentence; empty where it was not.
        findings: those behind the refusal.
        lock: what is locked; None where the lock was refused.
        added: months that were not accepted before.
        left: months that are not accepted yet.
    """

    path: Path
    data: bytes | None
    refused: str = ""
    findings: tuple[Finding, ...] = ()
    lock: Lock | None = None
    added: int = 0
    left: tuple[Open, ...] = ()


def make_lock(
    path: Path,
    findings: Sequence[Finding],
    calculation: Calculation | None,
    old: ReadLock | None,
    drifts: Sequence[Drift],
    change: str | None,
) -> Locking:
    """Return the lock of a project, or why there is none.

    Args:
        path: the file that it is for.
        findings: everything that was found.
        calculation: the project's own; None where nothing could be laid out.
        old: the lock that is there.
        drifts: everything in which the project differs from it.
        change: names these, as a change after registration.
    """
    errors = [one for one in findings if one.severity == "error"]
    useless = [one for one in errors if one.code in (UNREADABLE, OF_ANOTHER)]
    if useless:
        return _refuse(path, "the lock that is there cannot be used", useless)
    own = [one for one in errors if one.code[0] == "P" and not _drift(one)]
    if own or calculation is None:
        return _refuse(path, "the plan has errors", own)
    if drifts and change is None:
        drifted = [one for one in findings if _drift(one)]
        sentence = (
            "the project differs from the lock that is there; restore it, or name the change: "
            'jcm-mrv lock --change "Post-registration change no. 1: ..."'
        )
        return _refuse(path, sentence, drifted)
    if change is not None and old is None:
        return _refuse(path, "there is no lock yet whose change could be named", [])
    if change is not None and not drifts:
        return _refuse(
            path, "nothing differs from the lock, so that there is no change to name", []
        )
    accepted, left = accept_months(calculation)
    before = _kept(old, drifts)
    readings, added = join_months(before, accepted)
    changes = old.lock.changes if old is not None else ()
    if change is not None and old is not None:
        items = tuple(
            LockedItem(what=one.what, before=one.before, after=one.after) for one in drifts
        )
        changes = (*changes, LockedChange(text=change, previous=old.sha256, items=items))
    project, inputs = calculation.project, calculation.readings.inputs
    files = {one.path: (one.sha256, one.size) for one in project.inputs}
    files |= {one.path: (one.sha256, one.size) for one in inputs}
    lock = describe_plan(
        project,
        calculation.methodology,
        readings,
        (
            LockedInput(path=name, sha256=sha256, bytes=size)
            for name, (sha256, size) in sorted(files.items())
        ),
        changes,
    )
    data = render_lock(lock)
    if len(data) > MAX_BYTES:
        sentence = f"the lock would have {len(data):,} bytes, more than are read ({MAX_BYTES:,})"
        return _refuse(path, sentence, [])
    return Locking(path, data, lock=lock, added=added, left=left)


def _refuse(path: Path, sentence: str, findings: Sequence[Finding]) -> Locking:
    return Locking(path, None, f"{sentence}; nothing was written", tuple(findings))


def _drift(finding: Finding) -> bool:
    return finding.code.startswith("P08") or finding.code == "D180"


def _kept(old: ReadLock | None, drifts: Iterable[Drift]) -> tuple[LockedReadings, ...]:
    """Return the months of the old lock that still hold: those that a change names do not."""
    if old is None:
        return ()
    gone = {month for one in drifts for month in one.months}
    kept = []
    for one in old.lock.readings:
        point = one.parameter, one.member
        months = tuple(month for month in one.months if (*point, month.start) not in gone)
        kept.append(one.model_copy(update={"months": months}))
    return tuple(one for one in kept if one.months)
