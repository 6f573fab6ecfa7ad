"""One run of a project: read, checked, computed, and compared with its lock."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from jcm_mrv.calculation.compute import Calculation, compute
from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.library import read_library
from jcm_mrv.lock import FILE_NAME
from jcm_mrv.project.checking import check_project
from jcm_mrv.project.reading import read_project
from jcm_mrv.readings.zones import read_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from jcm_mrv.calculation.compute import Run
    from jcm_mrv.calculation.judgement import Judgement
    from jcm_mrv.lock.drift import Drift
    from jcm_mrv.lock.reading import ReadLock
    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import Project


@dataclass(frozen=True, slots=True)
class Ran:
    """Hold a run: what was read, computed and found, and the lock that it was compared with.

    What was found by codes that are set aside is apart, and so are files of rows that are missing.
    """

    project: Project
    methodology: Methodology
    calculation: Calculation | None
    findings: tuple[Finding, ...]
    lock: ReadLock | None
    drifts: tuple[Drift, ...]
    aside: tuple[Finding, ...] = ()
    unfrozen: tuple[str, ...] = ()


def run_project(
    path: Path,
    until: date | None,
    methodologies: Sequence[Path],
    progress: Callable[[int, int], None] | None,
    tell: Callable[[str], None] | None,
    *,
    lock: Path | None,
    ignored: bool = False,
    look: Callable[[Run], None] | None = None,
    aside: Collection[str] = (),
    offline: bool = False,
) -> Ran:
    """Read, check and compute a project.

    Args:
        path: the folder or the file.
        until: last day that is expected to have readings; None means the period's end.
        methodologies: further folders of methodology modules.
        progress: told bytes of readings read and in all.
        tell: told what is fetched from a database, a line each.
        lock: a lock to compare with; None means ``project.lock`` in the folder, if any.
        ignored: the lock in the folder is not looked at.
        look: shown what was read and computed while its files can still be read again.
        aside: codes whose findings count for nothing.
        offline: no database is asked.

    Raises:
        RefusedError: project.toml or the methodology cannot be read or parsed.
    """
    library = read_library(methodologies)
    project = read_project(path, lambda reference: library.find(reference).units)
    methodology = library.find(project.methodology)
    if until is not None and until < project.start:
        message = f"the day {until} is before the period starts ({project.start})"
        raise RefusedError([Finding("P040", "error", Place("command line", "--until"), message)])
    end = project.end
    if until is not None and until < project.end:
        cuts = tuple(cut for cut in project.cuts if cut <= until)
        project = replace(project, end=until, cuts=cuts)
    project = replace(project, until=until)
    findings = check_project(project, methodology)
    locked = None if ignored and lock is None else _read_lock(project.folder, lock)
    if isinstance(locked, Finding):
        findings, locked = (*findings, locked), None
    if not _can_lay_out(project):
        unheard = tuple(one for one in findings if one.code in aside)
        heard = tuple(one for one in findings if one.code not in aside)
        return Ran(project, methodology, None, heard, locked, (), unheard)
    project, fetched, unfrozen = _freeze(project, tell, offline=offline)
    findings = (*findings, *fetched)
    drifts: list[Drift] = []

    def compare(run: Run) -> list[Judgement]:
        if look is not None:
            look(run)
        if locked is None:
            return []
        from jcm_mrv.lock.compare import find_drifts, note_changes

        drifts.extend(find_drifts(locked, project, end, run))
        return [*note_changes(locked), *(one.judgement for one in drifts)]

    with _scratch() as scratch:
        calculation = compute(project, methodology, findings, scratch, progress, compare, aside)
    found = tuple(one.finding for one in calculation.judgements)
    made = (project, methodology, calculation, found, locked, tuple(drifts))
    return Ran(*made, calculation.aside, unfrozen)


def _read_lock(folder: Path, given: Path | None) -> ReadLock | Finding | None:
    if given is None and not os.path.lexists(folder / FILE_NAME):
        return None
    # Most projects have no lock, and need not load what reads one.
    from jcm_mrv.lock.reading import read_lock

    return read_lock(folder, given)


def _freeze(
    project: Project, tell: Callable[[str], None] | None, *, offline: bool
) -> tuple[Project, tuple[Finding, ...], tuple[str, ...]]:
    """Freeze the rows of queries: a verifier has no access to the database.

    Offline, the files of rows that are frozen nowhere are returned last.
    """
    points = (point for many in project.monitored.values() for point in many)
    if not any(source.sql for point in points for source in point.tables):
        return project, (), ()
    from jcm_mrv.sql.fetching import describe_fetched, fetch_sources

    fetching = fetch_sources(project, None if offline else os.environ, tell=tell)
    for one in fetching.fetched:
        if tell and one.state == "frozen":
            tell(describe_fetched(one))
    return fetching.project, fetching.findings, fetching.missing


@contextmanager
def _scratch() -> Iterator[Path]:
    """Give a folder for unpacked copies; where none can be made, a file that needs it says so."""
    try:
        folder = TemporaryDirectory(prefix="jcm-mrv-")
    except OSError:
        yield Path(os.devnull)
        return
    with folder as name:
        yield Path(name)


def _can_lay_out(project: Project) -> bool:
    points = (point for points in project.monitored.values() for point in points)
    zones = {source.time_zone for point in points for source in point.tables}
    try:
        for zone in zones - {None} | {project.time_zone}:
            read_zone(str(zone))
    except KeyError:
        return False
    return project.start <= project.end
