"""Read all sources of a project: tables to series, with digests of every file on the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.readings import locate
from jcm_mrv.readings.assembly import Needs, make_series
from jcm_mrv.readings.content import Digest, InputFault, take_digest
from jcm_mrv.readings.opening import TextFile
from jcm_mrv.readings.parquet.reading import ParquetFile
from jcm_mrv.readings.plan import Plan, plan_tables
from jcm_mrv.readings.series import flipped
from jcm_mrv.readings.silence import native_silence
from jcm_mrv.readings.table import Pass, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from jcm_mrv.project.model import Project
    from jcm_mrv.readings.calendar import Calendar
    from jcm_mrv.readings.look import Expressions
    from jcm_mrv.readings.rows import Table
    from jcm_mrv.readings.series import Series, Side
    from jcm_mrv.readings.source_file import SourceFile
    from jcm_mrv.units import Units

__all__ = ["InputRecord", "Readings", "flipped", "read_series"]


@dataclass(frozen=True, slots=True)
class InputRecord:
    """Hold the identity of an input file: path, SHA-256, size [bytes], rows of data."""

    path: str
    sha256: str
    size: int
    rows: int | None


@dataclass(frozen=True, slots=True)
class Readings:
    """Hold all that was read.

    Args:
        series: one a source, member and side.
        inputs: every file, sorted by path.
        findings: what could not be read.
    """

    series: tuple[Series, ...]
    inputs: tuple[InputRecord, ...]
    findings: tuple[Finding, ...]


def read_series(
    project: Project,
    calendar: Calendar,
    sides: Mapping[str, Sequence[Side]],
    divisible: Callable[[str], bool],
    expressions: Expressions,
    units: Units,
    scratch: Path,
    progress: Callable[[int, int], None] | None = None,
) -> Readings:
    """Read every source of a project.

    Args:
        project: the project.
        calendar: its days and bins.
        sides: per monitored parameter the sides on which it is needed.
        divisible: whether a parameter is a sum, so that a cut step is split by time.
        expressions: what the checks ask of the shared pass where a reading is below zero.
        units: the vocabulary of the methodology.
        scratch: an empty folder that lives as long as the series are looked at.
        progress: told bytes done and bytes in all.
    """
    plan = plan_tables(project, calendar, units, scratch)
    findings = list(plan.findings)
    texts = plan.files()
    with ThreadPoolExecutor(max_workers=1) as pool:
        digests = pool.map(_digest_or_fault, texts, _progresses(texts, progress))
        passes = [_read_or_findings(table, expressions) for table in plan.tables]
        taken = dict(zip((file.name for file in texts), digests, strict=True))
    known = {name: one for name, one in taken.items() if isinstance(one, Digest)}
    findings += [
        Finding(one.code, "error", Place(name), one.message)
        for name, one in taken.items()
        if isinstance(one, InputFault)
    ]
    good: dict[int, Pass] = {}
    for number, (table, first) in enumerate(zip(plan.tables, passes, strict=True)):
        if any(file.name not in known for file in table.files):
            continue  # told above
        result = first
        hidden = any(known[file.name].exponents for file in table.files if file.as_it_lies)
        if isinstance(first, Pass) and hidden and not first.reading.exponents:
            result = _read_or_findings(table, expressions, exponents=True)
        if isinstance(result, Pass):
            good[number] = result
        else:
            findings += result
    series: list[Series] = []
    needs = Needs(sides, divisible, expressions)
    for number, found in good.items():
        planned = [one for one in plan.planned if one.table == number]
        try:
            series += make_series(project, calendar, found, planned, needs)
        except InputFault as fault:
            findings += locate.locate_broken_rows(plan.tables[number], fault)
    return Readings(tuple(series), _input_records(plan, good, known), tuple(findings))


def _progresses(
    texts: Sequence[SourceFile], progress: Callable[[int, int], None] | None
) -> Iterator[Callable[[int], None] | None]:
    total = sum(file.original.stat().st_size for file in texts)
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, total)

    return iter([tell if progress else None] * len(texts))


def _digest_or_fault(
    file: SourceFile, progress: Callable[[int], None] | None
) -> Digest | InputFault:
    try:
        return take_digest(file.original, progress, guarded=file.as_it_lies)
    except InputFault as fault:
        return fault


def _read_or_findings(
    table: Table, expressions: Expressions, *, exponents: bool = False
) -> Pass | tuple[Finding, ...]:
    native = any(isinstance(file, ParquetFile) for file in table.files)
    try:
        with native_silence() if native else nullcontext():
            found = read_table(table, expressions, exponents=exponents)
    except InputFault as fault:
        return locate.locate_broken_rows(table, fault)
    return locate.locate_faults(table, found.faults) if found.faults else found


def _input_records(
    plan: Plan, good: Mapping[int, Pass], digests: Mapping[str, Digest]
) -> tuple[InputRecord, ...]:
    rows: dict[str, dict[str, int]] = {}
    for number, found in good.items():
        for file, count in zip(plan.tables[number].files, found.rows, strict=True):
            sheet = file.sheet.name if isinstance(file, TextFile) and file.sheet else ""
            sheets = rows.setdefault(file.name, {})
            sheets[sheet] = max(sheets.get(sheet, 0), count)
    return tuple(
        InputRecord(
            name,
            digest.sha256,
            digest.size,
            sum(rows[name].values()) if name in rows else None,
        )
        for name, digest in digests.items()
    )
