"""The library calls behind the commands ``check`` and ``calculate``."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from jcm_mrv.calculation.compute import Calculation, compute
from jcm_mrv.canonical import canonical
from jcm_mrv.checks.catalogue import read_catalogue
from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import SEVERITIES, Finding, Place
from jcm_mrv.library import read_library
from jcm_mrv.lock import FILE_NAME
from jcm_mrv.project.check_queries import check_queries
from jcm_mrv.project.checking import check_project
from jcm_mrv.project.reading import read_project
from jcm_mrv.readings.zones import read_zone
from jcm_mrv.report.document import render_report
from jcm_mrv.report.readings import render_readings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from jcm_mrv.calculation.compute import Run
    from jcm_mrv.calculation.judgement import Judgement
    from jcm_mrv.lock.drift import Drift
    from jcm_mrv.lock.making import Locking
    from jcm_mrv.lock.reading import ReadLock
    from jcm_mrv.methodology.model import Methodology
    from jcm_mrv.project.model import Project
    from jcm_mrv.sql.fetching import Fetched


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what a calculation gives.

    Args:
        document: the report document.
        findings: every finding, errors first.
        report_bytes: the canonical bytes of the document.
    """

    document: dict[str, Any]
    findings: tuple[Finding, ...]
    report_bytes: bytes


def calculate(
    path: Path,
    *,
    lock: Path | None = None,
    methodologies: Sequence[Path] = (),
    progress: Callable[[int, int], None] | None = None,
    tell: Callable[[str], None] | None = None,
    look: Callable[[Run], None] | None = None,
) -> Outcome:
    """Calculate a project from its folder or project.toml.

    Args:
        path: the folder or the file.
        lock: a lock to compare with; None means ``project.lock`` in the folder, if any.
        methodologies: further folders of methodology modules.
        progress: told bytes of readings read and in all.
        tell: told what is fetched from a database, a line each.
        look: shown what was read and computed while its files can still be read again.

    Raises:
        RefusedError: project.toml or the methodology cannot be read or parsed.
    """
    ran = _run(path, None, methodologies, progress, tell, lock=lock, look=look)
    document = render_report(
        ran.project,
        ran.methodology,
        ran.findings,
        ran.calculation,
        _checks_of(("P", "D", "C")),
        lock=ran.lock,
    )
    return Outcome(document, _sorted(ran.findings), canonical(document))


@dataclass(frozen=True, slots=True)
class Recomputed:
    """Hold what a verifier's own files give.

    Args:
        document: the report document.
        aside: findings of codes that were not to count.
        unfrozen: files of rows that are frozen nowhere; no database was asked for them.
    """

    document: dict[str, Any]
    aside: tuple[Finding, ...]
    unfrozen: tuple[str, ...]


def recompute(
    path: Path,
    *,
    lock: Path | None = None,
    methodologies: Sequence[Path] = (),
    aside: Collection[str] = (),
    listed: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
    look: Callable[[Run], None] | None = None,
) -> Recomputed:
    """Calculate a project once more from files alone: no database is asked.

    Args:
        path: the folder or the file.
        lock: a lock to compare with; None means ``project.lock`` in the folder, if any.
        methodologies: further folders of methodology modules.
        aside: codes that are left out of the document, and whose findings count for nothing.
        listed: those of them that stay in its list of checks.
        progress: told bytes of readings read and in all.
        look: shown what was read and computed while its files can still be read again.

    Raises:
        RefusedError: project.toml or the methodology cannot be read or parsed.
    """
    asked: dict[str, Any] = {"lock": lock, "look": look, "aside": aside, "offline": True}
    ran = _run(path, None, methodologies, progress, None, **asked)
    checks = [
        one for one in _checks_of(("P", "D", "C")) if one.code in listed or one.code not in aside
    ]
    document = render_report(
        ran.project, ran.methodology, ran.findings, ran.calculation, checks, lock=ran.lock
    )
    return Recomputed(document, ran.aside, ran.unfrozen)


def check(
    path: Path,
    *,
    until: date | None = None,
    lock: Path | None = None,
    methodologies: Sequence[Path] = (),
    progress: Callable[[int, int], None] | None = None,
    tell: Callable[[str], None] | None = None,
) -> tuple[Finding, ...]:
    """Check a project's data; up to a day, for a period that still runs.

    Args:
        path: the folder or the file.
        until: last day that is expected to have readings; None means the period's end.
        lock: a lock to compare with; None means ``project.lock`` in the folder, if any.
        methodologies: further folders of methodology modules.
        progress: told bytes of readings read and in all.
        tell: told what is fetched from a database, a line each.

    Raises:
        RefusedError: project.toml or the methodology cannot be read or parsed.
    """
    examined = examine(
        path, until=until, lock=lock, methodologies=methodologies, progress=progress, tell=tell
    )
    return examined.findings


@dataclass(frozen=True, slots=True)
class Examined:
    """Hold what a check of a project tells.

    Args:
        findings: every finding, errors first.
        readings: per parameter and month what was read and expected, as in the report.
        stages: first letters of the codes that were checked: only P where the period or a time
            zone leaves nothing to read for.
    """

    findings: tuple[Finding, ...]
    readings: tuple[dict[str, Any], ...]
    stages: str


def examine(
    path: Path,
    *,
    until: date | None = None,
    lock: Path | None = None,
    methodologies: Sequence[Path] = (),
    progress: Callable[[int, int], None] | None = None,
    tell: Callable[[str], None] | None = None,
) -> Examined:
    """Check a project's data, and tell how complete its readings are.

    Args:
        path: the folder or the file.
        until: last day that is expected to have readings; None means the period's end.
        lock: a lock to compare with; None means ``project.lock`` in the folder, if any.
        methodologies: further folders of methodology modules.
        progress: told bytes of readings read and in all.
        tell: told what is fetched from a database, a line each.

    Raises:
        RefusedError: project.toml or the methodology cannot be read or parsed.
    """
    ran = _run(path, until, methodologies, progress, tell, lock=lock)
    if ran.calculation is None:
        return Examined(_sorted(ran.findings), (), "P")
    readings = tuple(render_readings(ran.calculation))
    return Examined(_sorted(ran.findings), readings, "PDC")


def fetch(
    path: Path,
    *,
    again: bool = False,
    methodologies: Sequence[Path] = (),
    tell: Callable[[str], None] | None = None,
) -> tuple[tuple[Fetched, ...], tuple[Finding, ...]]:
    """Freeze the rows of a project's queries beside it; return what became of each.

    Args:
        path: the folder or the file.
        again: whether rows that are frozen already are replaced by new ones.
        methodologies: further folders of methodology modules.
        tell: told what is being done, for a person who waits.

    Raises:
        RefusedError: project.toml cannot be read or parsed.
    """
    library = read_library(methodologies)
    project = read_project(path, lambda reference: library.find(reference).units)
    findings = tuple(check_queries(project))
    from jcm_mrv.sql.fetching import fetch_sources

    result = fetch_sources(project, os.environ, again=again, tell=tell)
    return result.fetched, _sorted((*findings, *result.findings))


def lock(
    path: Path,
    *,
    output: Path | None = None,
    change: str | None = None,
    methodologies: Sequence[Path] = (),
    progress: Callable[[int, int], None] | None = None,
    tell: Callable[[str], None] | None = None,
) -> Locking:
    """Make the lock of a project, or the one that follows the lock that is there.

    Args:
        path: the folder or the file.
        output: the lock; None means ``project.lock`` in the project's folder.
        change: names what drifted since, as a change after registration.
        methodologies: further folders of methodology modules.
        progress: told bytes of readings read and in all.
        tell: told what is fetched from a database, a line each.

    Raises:
        RefusedError: project.toml or the methodology cannot be read or parsed.
    """
    given = output if output is not None and os.path.lexists(output) else None
    ran = _run(path, None, methodologies, progress, tell, lock=given, ignored=output is not None)
    from jcm_mrv.lock.making import make_lock

    target = output or ran.project.folder / FILE_NAME
    return make_lock(target, ran.findings, ran.calculation, ran.lock, ran.drifts, change)


@dataclass(frozen=True, slots=True)
class _Ran:
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


def _run(
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
) -> _Ran:
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
        return _Ran(project, methodology, None, heard, locked, (), unheard)
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
    return _Ran(*made, calculation.aside, unfrozen)


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


def _checks_of(stages: Sequence[str]) -> list[Any]:
    return [one for one in read_catalogue() if one.code[0] in stages]


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))
