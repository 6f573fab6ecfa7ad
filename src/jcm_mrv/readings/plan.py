"""From the sources of a project to the tables that have to be read, each once."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jcm_mrv import files
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import printable
from jcm_mrv.project.letters import letters_of
from jcm_mrv.project.time_formats import ISO, TIME_FORMATS
from jcm_mrv.readings import zones
from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.dialect import Dialect, dialects_of
from jcm_mrv.readings.header import positions
from jcm_mrv.readings.opening import TextFile, open_text
from jcm_mrv.readings.parquet.reading import (
    SUFFIX,
    ParquetFile,
    check_columns,
    is_parquet,
    open_parquet,
)
from jcm_mrv.readings.rows import Table
from jcm_mrv.readings.stamps import Clock, stamp_patterns
from jcm_mrv.readings.unit_row import check_unit_row
from jcm_mrv.readings.values import Column
from jcm_mrv.readings.wide import check_wide
from jcm_mrv.readings.workbook.kind import is_workbook_name

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.project.model import Project
    from jcm_mrv.project.monitoring import Monitored, Source
    from jcm_mrv.readings.calendar import Calendar
    from jcm_mrv.readings.source_file import SourceFile
    from jcm_mrv.units import Units

_FILE_CODES = {"no-match": "D101"}
SHOWN_COLUMNS = 12
DELIMITERS = {",": ",", ";": ";", "\t": "\\t", "|": "|"}
"""What may part columns, and how it is written in TOML."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Tie a source to the columns of the table that it is read from."""

    monitored: Monitored
    source: Source
    table: int
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what is to be read.

    Args:
        tables: each is read once.
        planned: the sources that can be read.
        findings: why the others cannot.
    """

    tables: tuple[Table, ...]
    planned: tuple[Planned, ...]
    findings: tuple[Finding, ...]

    def files(self) -> tuple[SourceFile, ...]:
        """Return every file once, sorted by name."""
        named = {file.name: file for table in self.tables for file in table.files}
        return tuple(named[name] for name in sorted(named))


def is_wall(source: Source, calendar: Calendar) -> bool:
    """Tell whether a source's axis is the wall clock: its steps are the project's own days."""
    if source.step is None or source.step.unit != "day" or source.clock is not None:
        return False
    return source.time_zone in (None, calendar.zone.key)


def step_length(source: Source) -> int:
    """Return the step [us]; 0 for a register."""
    return source.step.seconds * 1_000_000 if source.step else 0


def plan_tables(project: Project, calendar: Calendar, units: Units, scratch: Path) -> Plan:
    """Open the files of every source and group the sources by table.

    Args:
        project: the project.
        calendar: its days.
        units: the vocabulary of the methodology.
        scratch: an empty folder for unpacked and recoded copies.
    """
    tables: dict[Table, list[Column]] = {}
    planned: list[tuple[Monitored, Source, Table, tuple[Column, ...]]] = []
    findings: list[Finding] = []
    opened: dict[tuple[str, Dialect], SourceFile | Finding] = {}
    for monitored in (one for many in project.monitored.values() for one in many):
        for source in monitored.tables:
            found, faults = _open_files(project, source, scratch, opened)
            faults += check_wide(project.file, source)
            faults += _missing_columns(project, source, found)
            if not faults:
                faults = [one for file in found for one in _judge_columns(source, file, units)]
            findings += [fault for fault in faults if fault not in findings]
            if not found or any(fault.severity == "error" for fault in faults):
                continue
            bare = _bare_table(source, found, calendar)
            # One column stands for all the cells of a wide row.
            names = source.columns[:1] if source.wide else source.columns
            columns = tuple(
                Column(name, source.decimal, source.decimals, source.missing) for name in names
            )
            known = tables.setdefault(bare, [])
            known += [column for column in columns if column not in known]
            planned.append((monitored, source, bare, columns))
    order = list(tables)
    return Plan(
        tuple(replace(bare, columns=tuple(tables[bare])) for bare in order),
        tuple(
            Planned(
                monitored,
                source,
                order.index(bare),
                tuple(tables[bare].index(column) for column in columns),
            )
            for monitored, source, bare, columns in planned
        ),
        tuple(findings),
    )


def _open_files(
    project: Project,
    source: Source,
    scratch: Path,
    opened: dict[tuple[str, Dialect], SourceFile | Finding],
) -> tuple[tuple[SourceFile, ...], list[Finding]]:
    try:
        paths = files.resolve(project.folder, _in_folders(project.folder, source.files))
    except files.FileFault as fault:
        place = Place(project.file, f"{source.path}.files")
        if source.sql is not None and source.sql.told and fault.kind == "no-match":
            return (), []
        code = _FILE_CODES.get(fault.kind, "D102")
        return (), [Finding(code, "error", place, str(fault))]
    ready: list[SourceFile] = []
    faults: list[Finding] = []
    for path in paths:
        name = files.relative(project.folder, path)
        for dialect in dialects_of(source, workbook=is_workbook_name(name)):
            key = name, dialect
            if key not in opened:
                try:
                    opened[key] = _open(path, name, dialect, scratch)
                except InputFault as fault:
                    place = Place(name, fault.at, fault.line)
                    opened[key] = Finding(fault.code, "error", place, fault.message)
            result = opened[key]
            if isinstance(result, Finding):
                faults.append(result)
            else:
                ready.append(result)
    return tuple(ready), faults


def _in_folders(folder: Path, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Let the name of a folder stand for the Parquet files in it, where there are any."""
    found = []
    for pattern in patterns:
        within = f"{pattern.rstrip('/')}/*{SUFFIX}"
        try:
            meant = (folder / pattern).is_dir() and bool(files.resolve(folder, within))
        except (files.FileFault, OSError, ValueError):
            meant = False
        found.append(within if meant else pattern)
    return tuple(found)


def _open(path: Path, name: str, dialect: Dialect, scratch: Path) -> SourceFile:
    if is_parquet(path):
        return open_parquet(path, name, dialect)
    return open_text(path, name, dialect, scratch)


def _judge_cells(source: Source, file: TextFile) -> list[Finding]:
    """Judge what a sheet holds that no text can hold."""
    if file.sheet is None:
        return []
    from jcm_mrv.readings.workbook.doubts import check_cells

    return list(check_cells(source, file))


def _judge_columns(source: Source, file: SourceFile, units: Units) -> list[Finding]:
    """Judge what a file says of its own columns, all of which it has."""
    if isinstance(file, TextFile):
        found = _judge_cells(source, file)
        return check_unit_row(source, file, units) if source.unit_row and not found else found
    others = [*source.where, *([source.member_column] if source.member_column else [])]
    digits = "-" not in (form := TIME_FORMATS[source.time_format][-1]) and "/" not in form
    try:
        fault = check_columns(
            file,
            source.time,
            source.columns,
            others,
            digits=digits and "." not in form,
            rounded=source.decimals is not None,
        )
    except InputFault as error:
        fault = error.code, error.message
    return [Finding(fault[0], "error", Place(file.name), fault[1])] if fault else []


def _missing_columns(
    project: Project, source: Source, found: tuple[SourceFile, ...]
) -> list[Finding]:
    wanted = [*source.time, *source.columns, *source.where]
    if source.member_column:
        wanted.append(source.member_column)
    faults = []
    for file in found:
        parted = _other_delimiter(source, file) if isinstance(file, TextFile) else None
        for name in wanted:
            count = len(positions(file.header, name))
            if count == 1:
                continue
            if count:
                message = (
                    f'the column "{name}" occurs {count} times in the header; name it by its '
                    f'letters, such as "{letters_of(positions(file.header, name)[0])}", or name it '
                    "apart in the file"
                )
            else:
                header = file.header[:SHOWN_COLUMNS]
                shown = "the header has " + ", ".join(f'"{printable(cell)}"' for cell in header)
                if isinstance(file, TextFile) and not file.line:
                    shown = f"there is no header; the columns are {header[0]} to {file.header[-1]}"
                near = difflib.get_close_matches(name, file.header, n=1, cutoff=0.6)
                hint = f"see {project.file}: {source.path}"
                if parted:
                    hint = f'declare delimiter = "{parted}" if that is what parts the columns'
                elif near:
                    hint = f'did you mean "{printable(near[0])}"?'
                message = f'no column "{name}" ({shown}); {hint}'
            place = file.header_place()
            faults.append(Finding("D105", "error", place, message))
            if parted:
                break  # the others are missing for the same reason
    return faults


def _other_delimiter(source: Source, file: SourceFile) -> str | None:
    """Return another delimiter that would part the stamps' column from the rest, as in TOML."""
    others = {mark: written for mark, written in DELIMITERS.items() if mark != source.delimiter}
    for cell in file.header:
        for mark, written in others.items():
            if mark in cell and source.time[0] in cell.split(mark):
                return written
    return None


def _bare_table(source: Source, found: tuple[SourceFile, ...], calendar: Calendar) -> Table:
    wall, time_format = is_wall(source, calendar), source.time_format
    kinds = {file.stamps(source.time) if isinstance(file, ParquetFile) else None for file in found}
    stamps = kinds.pop() if len(kinds) == 1 else None
    if stamps is not None:
        time_format = ISO  # what is no text needs no format; in messages it is shown so
    formats = TIME_FORMATS[time_format]
    return Table(
        files=found,
        columns=(),
        time=source.time,
        patterns=stamp_patterns(formats, strict=time_format == ISO),
        clock=_clock(source, calendar),
        step=step_length(source),
        shift=step_length(source) if source.stamp == "end" else 0,
        wall=wall,
        where=tuple(sorted((name, text.strip()) for name, text in source.where.items())),
        member=source.member_column,
        start=calendar.axis(source.start, wall=wall) if source.start else None,
        until=calendar.axis(source.until, wall=wall) if source.until else None,
        register=source.measures == "register",
        stamps=stamps,
        wide=source.columns if source.wide else (),
        joint=" " if " " in "".join(formats) else "",
    )


def _clock(source: Source, calendar: Calendar) -> Clock:
    margin = 2 * zones.DAY_US
    start, end = calendar.starts[0] - margin, calendar.starts[-1] + margin
    local, local_offset = calendar.transitions, calendar.offset
    if source.clock is not None:
        sign = -1 if source.clock.startswith("-") else 1
        hours, minutes = source.clock[1:].split(":")
        fixed = sign * (int(hours) * 60 + int(minutes)) * 60_000_000
        return Clock(fixed, (), 0, local, local_offset, same=False)
    if source.time_zone is None or source.time_zone == calendar.zone.key:
        return Clock(None, local, local_offset, local, local_offset, same=True)
    zone = zones.read_zone(source.time_zone)
    own = zones.find_transitions(zone, start, end)
    return Clock(None, own, zones.offset_at(zone, start), local, local_offset, same=False)
