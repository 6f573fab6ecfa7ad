"""Fetch what is frozen nowhere yet, and compare what is frozen with its query."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from jcm_mrv.files import NO_ROOM, FileFault, place_inside
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import counted
from jcm_mrv.project.statement import StatementFault, check_statement
from jcm_mrv.readings.frozen import digest_query
from jcm_mrv.sql.answer import Limits
from jcm_mrv.sql.difference import count_differences
from jcm_mrv.sql.faults import QueryFault
from jcm_mrv.sql.freezing import write_rows
from jcm_mrv.sql.judging import Frozen, judge_frozen, read_frozen
from jcm_mrv.writing import Batch, batch_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Monitored, Source, SqlQuery

State = Literal["frozen", "kept", "same", "replaced"]
LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """Tell what became of the rows of a query.

    Args:
        file: where they are frozen, relative to the project's folder.
        rows: how many there are.
        state: whether the file is new, was there, is as before, or took the place of another.
        added: rows that the file before had not; None where it held no frozen rows.
        gone: rows that only the file before had.
    """

    file: str
    rows: int
    state: State
    added: int | None = None
    gone: int | None = None


def describe_fetched(one: Fetched) -> str:
    """Say in a line what became of the rows of a query."""
    rows = f"{one.file}: {counted(one.rows, 'row', 'rows')}"
    if one.state == "frozen":
        return f"{rows} frozen; this file is the input from now on"
    if one.state == "kept":
        return f"{rows}, kept as they were frozen"
    if one.state == "same":
        return f"{rows}, the same as before"
    if one.added is None or one.gone is None:
        return f"{rows} in place of what was no answer of a query"
    gone = counted(one.gone, "row of before is gone", "rows of before are gone")
    return f"{rows}; {counted(one.added, 'was', 'were')} not there before, {gone}"


@dataclass(frozen=True, slots=True)
class Fetching:
    """Hold a project whose rows are frozen as far as they could be, and what there is to say.

    Args:
        project: the project.
        fetched: what became of each query.
        findings: what was found.
        missing: files of rows that are frozen nowhere, where no database was to be asked.
    """

    project: Project
    fetched: tuple[Fetched, ...]
    findings: tuple[Finding, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """Hold what is the same for every query of a project."""

    project: Project
    environment: Mapping[str, str]
    tell: Callable[[str], None]
    limits: Limits


def fetch_sources(
    project: Project,
    environment: Mapping[str, str] | None,
    *,
    again: bool = False,
    tell: Callable[[str], None] | None = None,
    limits: Limits = LIMITS,
) -> Fetching:
    """Freeze the rows of every query of a project beside it.

    Args:
        project: whose queries have been judged by their words.
        environment: where the URLs of databases are; None: no database is asked.
        again: whether files that are there are replaced by new rows.
        tell: told, a line each, what is being done.
        limits: of rows and time.
    """
    scene = _Scene(project, environment or {}, tell or (lambda _: None), limits)
    fetched: list[Fetched] = []
    missing: list[str] = []
    findings: list[Finding] = []
    told: set[str] = set()
    done: set[str] = set()
    for parameter, source, sql in _queries(project):
        name = source.files[0]
        if name in done:
            continue  # one query for several sources; of two queries D144 is told elsewhere
        done.add(name)
        try:
            target = place_inside(project.folder, name)
        except FileFault:
            continue  # the reading of the files says why
        there = os.path.lexists(target)
        frozen = read_frozen(target) if there else None
        if there and frozen is None:
            continue  # likewise
        if environment is None and not there:
            missing.append(name)
            continue
        if again or not there:
            result = _fetch_or_fault(scene, source, sql, target, frozen)
            if isinstance(result, Fetched):
                fetched.append(result)
                continue
            if result is not None:
                findings.append(replace(result, parameter=parameter))
            told.add(name)
        if frozen is not None:
            findings += judge_frozen(parameter, source, sql, frozen)
            fetched.append(Fetched(name, frozen.head.rows if frozen.head else 0, "kept"))
    return Fetching(_mark_told(project, told), tuple(fetched), tuple(findings), tuple(missing))


def _queries(project: Project) -> Iterator[tuple[str, Source, SqlQuery]]:
    for name, points in project.monitored.items():
        for source in (source for point in points for source in point.tables):
            if source.sql is not None:
                yield name, source, source.sql


def _fetch_or_fault(
    scene: _Scene, source: Source, sql: SqlQuery, target: Path, before: Frozen | None
) -> Fetched | Finding | None:
    """Return what was fetched, or why not; None where a finding of another check says why."""
    file = scene.project.file
    try:
        check_statement(sql.text)
        return _fetch(scene, source, sql, target, before)
    except StatementFault:
        return None
    except QueryFault as fault:
        return Finding(
            fault.code, "error", Place(file, f"{source.path}.sql.{fault.key}"), fault.message
        )
    except FileExistsError:
        # Another process was faster, and what it froze was written whole as well.
        frozen = read_frozen(target)
        rows = frozen.head.rows if frozen and frozen.head else 0
        return Fetched(source.files[0], rows, "kept")
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        message = (
            f'"{source.files[0]}" cannot be written: permission is missing, or a file is in the'
            " way of its folder; nothing was frozen"
        )
        return Finding("D102", "error", Place(file, f"{source.path}.files"), message)


def _fetch(
    scene: _Scene, source: Source, sql: SqlQuery, target: Path, before: Frozen | None
) -> Fetched:
    # A project whose rows are there needs none of what reads databases.
    from jcm_mrv.sql.session import run_query

    name, project = source.files[0], scene.project
    opened = run_query(
        sql.text,
        sql.connection,
        scene.environment,
        project.folder,
        project.time_zone,
        scene.limits,
        lambda: scene.tell(f"{name}: running the query of {source.path} ..."),
    )
    with opened as answer, batch_of(Batch()) as batch:
        new = batch.add(target, replace=before is not None)
        head = write_rows(new.stream, answer, digest_query(sql.text), scene.limits.size)
        if before is None:
            return Fetched(name, head.rows, "frozen")
        if before.is_of(sql) and before.is_intact() and before.sha256 == head.sha256:
            new.wanted = False
            return Fetched(name, head.rows, "same")
        new.stream.flush()
        counts = count_differences(target, new.path) if before.head else (None, None)
        return Fetched(name, head.rows, "replaced", *counts)


def _mark_told(project: Project, told: Collection[str]) -> Project:
    """Return the project, its sources marked of which is told already why they have no rows."""
    if not told:
        return project

    def mark(source: Source) -> Source:
        if source.sql is None or source.files[0] not in told:
            return source
        return replace(source, sql=replace(source.sql, told=True))

    def mark_all(point: Monitored) -> Monitored:
        sun = point.irradiance
        sources = tuple(map(mark, point.sources))
        return replace(point, sources=sources, irradiance=sun and mark(sun))

    monitored = {name: tuple(map(mark_all, many)) for name, many in project.monitored.items()}
    return replace(project, monitored=monitored)
