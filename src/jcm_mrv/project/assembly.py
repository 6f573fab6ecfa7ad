"""Put a project together: the records of project.toml, and the tables that it names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from jcm_mrv.findings import Finding, Place
from jcm_mrv.project import records, rows
from jcm_mrv.project.model import (
    Answer,
    FixedValue,
    InputFile,
    Location,
    Member,
    OtherScheme,
    Participant,
    Project,
    ReportInfo,
    Responsible,
)
from jcm_mrv.project.rows import Parsed
from jcm_mrv.project.tables import CsvTable, TableFault, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from jcm_mrv.project.monitoring import Amount, Meter, Monitored
    from jcm_mrv.project.records import Spot
    from jcm_mrv.project.rows import CheckUnit
    from jcm_mrv.project.shape import ProjectFile
    from jcm_mrv.shapes import Table

_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True)
class _Tables:
    """Read the tables that a project names; keep their identities and faults."""

    folder: Path
    inputs: dict[str, InputFile] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def parse(self, place: Place, name: str, parse: Callable[[CsvTable], Parsed]) -> Parsed:
        try:
            table = read_table(self.folder, name)
        except TableFault as fault:
            where = place if fault.line is None else Place(name, "", fault.line)
            self.findings.append(Finding(fault.code, "error", where, fault.sentence))
            return Parsed()
        self.inputs[table.input.path] = table.input
        parsed = parse(table)
        self.findings.extend(parsed.findings)
        return parsed


def assemble(
    shape: ProjectFile, spot: Spot, folder: Path, own: InputFile, check_unit: CheckUnit
) -> Project:
    """Return the project.

    Args:
        shape: project.toml, checked in shape.
        spot: the whole file.
        folder: the project's folder; the tables that the project names are read from it.
        own: identity of project.toml.
        check_unit: raises UnitError on a text that is not a unit.
    """
    tables = _Tables(folder, {own.path: own})
    sets, fixed = _sets(shape, spot, tables, check_unit)
    for name, many in shape.fixed.items():
        entries = zip(spot.below("fixed").each(name), many, strict=True)
        written = [records.fixed_value(each, table) for each, table in entries]
        fixed[name] = (*written, *fixed.get(name, ()))
    monitored = {
        name: _monitored(name, shape, spot.below("monitored"), tables, check_unit)
        for name in shape.monitored
    }
    about, period = shape.project, shape.monitoring_period
    return Project(
        folder=folder,
        file=spot.file,
        title=about.title,
        country=about.country,
        methodology=about.methodology,
        time_zone=about.time_zone,
        start=period.start,
        end=period.end,
        reference_number=about.reference_number,
        start_of_operation=about.start_of_operation,
        cuts=tuple(sorted(set(period.cuts))),
        gwp_set=about.gwp_set,
        fixed=fixed,
        monitored=monitored,
        sets=_with_implied_members(sets, fixed, monitored),
        meters=_meters(shape, spot, tables, check_unit),
        events=tuple(map(records.event, spot.each("events"), shape.events)),
        eligibility={
            name: Answer(spot.below("eligibility").below(name).place, answer.met, answer.evidence)
            for name, answer in shape.eligibility.items()
        },
        participants=_copies(Participant, spot.each("participants"), shape.participants),
        responsible=_copies(Responsible, spot.each("responsible"), shape.responsible),
        other_schemes=_copies(OtherScheme, spot.each("other_schemes"), shape.other_schemes),
        previous_period=records.previous_period(
            spot.below("previous_period"), shape.previous_period
        ),
        estimate=records.estimate(spot.below("estimate"), shape.estimate),
        location=_copy(Location, spot.below("location"), shape.location),
        report=_copy(ReportInfo, spot.below("report"), shape.report),
        inputs=tuple(sorted(tables.inputs.values(), key=lambda each: each.path)),
        findings=tuple(tables.findings),
    )


def _copies(
    record: Callable[..., _Record], spots: Sequence[Spot], tables: Sequence[Table]
) -> tuple[_Record, ...]:
    pairs = zip(spots, tables, strict=True)
    return tuple(record(place=spot.place, **dict(table)) for spot, table in pairs)


def _copy(record: Callable[..., _Record], spot: Spot, table: Table | None) -> _Record | None:
    return None if table is None else record(place=spot.place, **dict(table))


def _sets(
    shape: ProjectFile, spot: Spot, tables: _Tables, check_unit: CheckUnit
) -> tuple[dict[str, tuple[Member, ...]], dict[str, tuple[FixedValue, ...]]]:
    sets: dict[str, tuple[Member, ...]] = {}
    fixed: dict[str, tuple[FixedValue, ...]] = {}
    for name, written in shape.sets.items():
        here = spot.below("sets").below(name)
        if written.table is None:
            sets[name] = tuple(map(records.member, here.each("member"), written.member))
            continue
        parsed = tables.parse(
            here.below("table").place,
            written.table,
            lambda table, name=name: rows.parse_members(table, name, check_unit),  # type: ignore[misc]
        )
        sets[name] = parsed.members
        for parameter, entries in parsed.fixed.items():
            fixed[parameter] = (*fixed.get(parameter, ()), *entries)
    return sets, fixed


def _monitored(
    name: str, shape: ProjectFile, spot: Spot, tables: _Tables, check_unit: CheckUnit
) -> tuple[Monitored, ...]:
    points: list[Monitored] = []
    for here, table in zip(spot.each(name), shape.monitored[name], strict=True):
        point = records.monitored(here, name, table)
        if table.amounts is None:
            points.append(point)
            continue
        # Only one member can be meant where the table of the point names one.
        sets = [] if point.member else list(shape.sets)
        parsed = tables.parse(
            here.below("amounts").place,
            table.amounts,
            lambda table, sets=sets: rows.parse_amounts(table, sets, check_unit),  # type: ignore[misc]
        )
        points.extend(_with_amounts(point, parsed))
    return tuple(points)


def _with_amounts(point: Monitored, parsed: Parsed) -> list[Monitored]:
    """Add a table's amounts to a point; one whose rows name members becomes one a member."""
    by_member: dict[str | None, list[Amount]] = {}
    for member, amount in parsed.amounts:
        by_member.setdefault(member, []).append(amount)
    if parsed.set_name is None:
        return [replace(point, amounts=(*point.amounts, *by_member.get(None, ())))]
    members = [
        replace(point, set_name=parsed.set_name, member=member, sources=(), amounts=tuple(amounts))
        for member, amounts in by_member.items()
    ]
    return ([point] if point.sources or point.amounts else []) + members


def _meters(
    shape: ProjectFile, spot: Spot, tables: _Tables, check_unit: CheckUnit
) -> dict[str, Meter]:
    file = spot.raw.get("meters")
    if isinstance(file, str):
        place = spot.below("meters").place
        found = tables.parse(place, file, lambda table: rows.parse_meters(table, check_unit)).meters
    else:
        found = tuple(map(records.meter, spot.each("meters"), shape.meters))
    return {meter.id: meter for meter in found}


def _with_implied_members(
    sets: dict[str, tuple[Member, ...]],
    fixed: dict[str, tuple[FixedValue, ...]],
    monitored: dict[str, tuple[Monitored, ...]],
) -> dict[str, tuple[Member, ...]]:
    """Take as members what tables name, where a set has no list of its own."""
    implied: dict[str, dict[str, Member]] = {}
    written: Iterator[FixedValue | Monitored] = chain(*fixed.values(), *monitored.values())
    for each in written:
        if each.set_name is not None and each.member is not None and each.set_name not in sets:
            members = implied.setdefault(each.set_name, {})
            members.setdefault(each.member, Member(each.place, each.member))
    return {**sets, **{name: tuple(members.values()) for name, members in implied.items()}}
