"""The library calls behind the commands."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import canonical
from jcm_mrv.checks.catalogue import read_catalogue
from jcm_mrv.findings import SEVERITIES, Finding
from jcm_mrv.library import read_library
from jcm_mrv.lock import FILE_NAME
from jcm_mrv.project.check_queries import check_queries
from jcm_mrv.project.reading import read_project
from jcm_mrv.report.document import render_report
from jcm_mrv.report.readings import render_readings
from jcm_mrv.running import run_project

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date
    from pathlib import Path

    from jcm_mrv.calculation.compute import Run
    from jcm_mrv.lock.making import Locking
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
    ran = run_project(path, None, methodologies, progress, tell, lock=lock, look=look)
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
    ran = run_project(path, None, methodologies, progress, None, **asked)
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
    ran = run_project(path, until, methodologies, progress, tell, lock=lock)
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
    ran = run_project(
        path, None, methodologies, progress, tell, lock=given, ignored=output is not None
    )
    from jcm_mrv.lock.making import make_lock

    target = output or ran.project.folder / FILE_NAME
    return make_lock(target, ran.findings, ran.calculation, ran.lock, ran.drifts, change)


def _checks_of(stages: Sequence[str]) -> list[Any]:
    return [one for one in read_catalogue() if one.code[0] in stages]


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))
