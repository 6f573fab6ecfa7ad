"""A monitoring workbook to the files of a project: its months become stated amounts.

What the workbook does not hold, or holds in a form that a project cannot take over, is told.
"""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jcm_mrv.countries import NO_COUNTRY
from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.forms.monitoring.facts import changes_of, cuts_of, days_of
from jcm_mrv.forms.monitoring.meters import split_methods
from jcm_mrv.forms.monitoring.rebuilding import Rows, index_rows, sets_of
from jcm_mrv.methodology.reference import find_approved
from jcm_mrv.numbers import format_exact, printable
from jcm_mrv.project.reading import FILE_NAME
from jcm_mrv.readings.workbook.cells import cell_name
from jcm_mrv.report.formulas import exact
from jcm_mrv.toml import render_toml
from jcm_mrv.views.words import read_language
from jcm_mrv.views.workbook import readings
from jcm_mrv.views.workbook.book import READINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.forms.monitoring.rebuilding import Key
    from jcm_mrv.forms.monitoring.stated import AddedCells, MonthCells, PointCells, Stated
    from jcm_mrv.methodology.model import Methodology, Parameter

SCHEMA = "jcm-mrv/project/1"
_POINT = re.compile(r"[0-9]{1,6}")
_IN_LINE = ("estimate", "reductions", "mpe", "calibrations")


@dataclass(slots=True)
class _Making:
    """Hold what is made while it is made.

    Args:
        stated: what the workbook states.
        module: the methodology.
        file: name of the workbook.
        rows: of readings.
        raw: tables of project.toml.
        files: further files by path.
        notes: what could not be carried over, a line each.
        meters: tables by id.
    """

    stated: Stated
    module: Methodology
    file: str
    rows: Rows
    raw: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    meters: dict[str, dict[str, Any]] = field(default_factory=dict)


def propose_project(
    stated: Stated,
    module: Methodology,
    gwp_set: str | None,
    file: str,
    zones: Sequence[str],
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the files of a project, and what is to be said of them.

    Args:
        stated: what the workbook states.
        module: the methodology, from the library.
        gwp_set: the assessment report whose GWP count, if there is a choice.
        file: name of the workbook.
        zones: time zones of the country.

    Raises:
        RefusedError: a parameter is monitored in a way that stated amounts cannot say (P093).
    """
    making = _Making(stated, module, file, index_rows(stated))
    _refuse_means(making)
    _add_head(making, gwp_set, zones)
    _add_fixed(making)
    _add_points(making)
    _add_rest(making)
    _note_what_is_left(making)
    head = (
        f"# Made of the monitoring workbook {printable(file, 100)} by: jcm-mrv init --from\n"
        f"# {module.title}\n"
        "# Readings are the months of the workbook, as stated amounts.\n"
    )
    text = head + render_toml(making.raw, _is_in_line)
    return {FILE_NAME: text.encode(), **making.files}, tuple(making.notes)


def _is_in_line(path: tuple[str, ...]) -> bool:
    """Tell what is written as a person would: quantities and answers behind their keys."""
    if path[0] == "eligibility":
        return len(path) > 1
    return len(path) > 1 and path[-1] in _IN_LINE


def _refuse_means(making: _Making) -> None:
    for row in making.stated.months:
        parameter = making.module.parameters[row.name]
        if parameter.aggregate != "sum":
            place = Place(making.file, cell_name(READINGS, readings.SUM, row.row + 1))
            message = (
                f'"{row.name}" counts by its {parameter.aggregate}, which stated amounts of a month'
                " cannot give; name the files of its readings as a source instead (jcm-mrv init"
                f' FOLDER --methodology "{making.module.reference}" writes a project that says'
                " how)"
            )
            raise RefusedError([Finding("P093", "error", place, message)])


def _add_head(making: _Making, gwp_set: str | None, zones: Sequence[str]) -> None:
    stated, module = making.stated, making.module
    approved = find_approved(module, stated.reference)
    zone = zones[0] if zones else "UTC"
    about: dict[str, Any] = {"title": stated.title, "country": stated.country}
    if stated.reference_number:
        about = {"reference_number": stated.reference_number, **about}
    about["methodology"] = approved.reference if approved else module.reference
    about["time_zone"] = zone
    if gwp_set is not None:
        about["gwp_set"] = gwp_set
    period: dict[str, Any] = {
        "start": stated.segments[0][0],
        "end": stated.segments[-1][1],
    }
    if cuts := cuts_of(stated):
        period["cuts"] = list(cuts)
    making.raw = {"schema": SCHEMA, "project": about, "monitoring_period": period}
    if len(zones) != 1:
        among = f" of the country's {len(zones)}" if zones else ""
        making.notes.append(
            f'the workbook names no time zone; time_zone = "{zone}"{among} is written, correct it'
        )
    members = sets_of(stated, module)
    if members:
        making.raw["sets"] = {
            name: {"member": [{"id": one} for one in many]} for name, many in members.items()
        }


def _add_fixed(making: _Making) -> None:
    stated, changes = making.stated, changes_of(making.stated)
    tables: dict[str, Any] = {}
    for row in stated.fixed:
        parameter = making.module.parameters[row.name]
        start, until = days_of(stated, row, changes)
        table: dict[str, Any] = {}
        if parameter.over is not None:
            table[parameter.over] = row.member
        table["value"] = row.value if row.is_text else _decimal(row.value)
        if not row.is_text and parameter.unit is not None:
            table["unit"] = parameter.unit.text
        table["source"] = row.source or f"{printable(making.file, 100)}, without a source"
        if start is not None:
            table["from"] = start
        if until is not None:
            table["until"] = until
        tables.setdefault(row.name, []).append(table)
    making.raw["fixed"] = {
        name: many[0] if len(many) == 1 and making.module.parameters[name].over is None else many
        for name, many in tables.items()
    }


def _decimal(text: str) -> Decimal | int:
    return int(text) if text.lstrip("-").isdigit() else Decimal(text)


def _add_points(making: _Making) -> None:
    points = {(one.name, one.member): one for one in making.stated.points}
    keys = list(dict.fromkeys((one.name, one.member) for one in making.stated.months))
    tables: dict[str, Any] = {}
    for name, member in keys:
        parameter = making.module.parameters[name]
        table: dict[str, Any] = {}
        if parameter.over is not None:
            table[parameter.over] = member
        point = points.get((name, member))
        if point is not None:
            table |= _words_of(making, point)
        path = f"amounts-{name}.csv" if not member else f"amounts-{name}-{_count(tables, name)}.csv"
        making.files[path] = _amounts(making, parameter, member)
        table["amounts"] = path
        tables.setdefault(name, []).append(table)
    making.raw["monitored"] = {
        name: many[0] if making.module.parameters[name].over is None else many
        for name, many in tables.items()
    }
    if making.meters:
        making.raw["meters"] = list(making.meters.values())


def _count(tables: Mapping[str, Any], name: str) -> int:
    return len(tables.get(name, ())) + 1


def _words_of(making: _Making, point: PointCells) -> dict[str, Any]:
    """Return what Table 1 says of a point: the keys of its table, in the order of the form."""
    method, meters = split_methods(point.methods, read_language(making.stated.language))
    table: dict[str, Any] = {}
    if point.point:
        table["point"] = int(point.point) if _POINT.fullmatch(point.point) else point.point
    if point.option:
        table["option"] = point.option
    if meters:
        _add_meter(making, point, meters, table)
    if point.estimate is not None:
        table["estimate"] = {"value": _decimal(point.estimate), "unit": point.unit}
    for key, text in (
        ("method", method),
        ("frequency", point.frequency),
        ("comment", point.comment),
    ):
        if text:
            table[key] = " ".join(text.split())
    return table


def _add_meter(
    making: _Making, point: PointCells, meters: Sequence[Any], table: dict[str, Any]
) -> None:
    """Write the meters of a point; name one behind it where that corrects nothing twice."""
    for one in meters:
        made: dict[str, Any] = {"id": one.id, **one.facts}
        if one.mpe is not None:
            source = f"{printable(making.file, 100)}, without a source"
            made["mpe"] = {"value": one.mpe, "unit": "%", "source": source}
        if one.calibrations:
            made["calibrations"] = [dict(each) for each in one.calibrations]
        making.meters.setdefault(one.id, made)
    of = f"{point.name}, {point.member}" if point.member else point.name
    treated = any(
        one.code
        for key, many in making.rows.added.items()
        if key[:2] == (point.name, point.member)
        for one in many
    )
    if len(meters) == 1 and not treated:
        table["meter"] = meters[0].id
    else:
        why = "treatments changed its amounts already" if treated else "it has several"
        making.notes.append(f"{of}: no meter stands behind its amounts, for {why}")


def _amounts(making: _Making, parameter: Parameter, member: str) -> bytes:
    """Return the months of a point as stated amounts, one row a month and segment."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("start", "end", "value", "unit", "evidence"))
    unit = parameter.unit.text if parameter.unit else "1"
    for segment, (first, last) in enumerate(making.stated.segments):
        key = parameter.name, member, segment
        months = making.rows.months.get(key, [])
        added = making.rows.added.get(key, [])
        for number, month in enumerate(months):
            extra = added if number == len(months) - 1 else []
            start, end = _days(month, first, last)
            value = exact(month.total) + sum(exact(one.amount) for one in extra)
            evidence = _evidence(making, month, extra)
            writer.writerow((start, end, format_exact(value), unit, evidence))
        if added and months:
            _note_added(making, key, months[-1], added)
    return buffer.getvalue().encode()


def _days(month: MonthCells, first: date, last: date) -> tuple[date, date]:
    year, number = int(month.month[:4]), int(month.month[5:])
    start = date(year, number, 1)
    end = date(year, number, monthrange(year, number)[1])
    return max(start, first), min(end, last)


def _evidence(making: _Making, month: MonthCells, extra: Sequence[AddedCells]) -> str:
    rows = [month.row, *(one.row for one in extra)]
    cells = ", ".join(cell_name(READINGS, readings.SUM, row + 1) for row in rows)
    return f"{printable(making.file, 100)}: {cells}"


def _note_added(making: _Making, key: Key, month: MonthCells, added: Sequence[AddedCells]) -> None:
    name, member, _ = key
    of = f"{name}, {member}" if member else name
    what = ", ".join(
        dict.fromkeys(one.code or "what a register says beyond its months" for one in added)
    )
    making.notes.append(
        f"{of}: what was added to the months ({what}) is part of the amount of {month.month};"
        " no treatment is carried over"
    )


def _add_rest(making: _Making) -> None:
    stated = making.stated
    if stated.people:
        making.raw["responsible"] = [
            {"name": name or "-", "role": role or "-"} for name, role in stated.people
        ]
    if stated.estimate is not None:
        value, unit, source = stated.estimate
        estimate: dict[str, Any] = {"reductions": {"value": _decimal(value), "unit": unit}}
        if source:
            estimate["source"] = source
        making.raw["estimate"] = estimate
    errors = sorted({one.code for one in stated.findings if one.severity == "error"})
    if stated.country == NO_COUNTRY or not making.module.eligibility:
        return
    if errors:
        # Amounts do not show a gap any more: without this, the project would be given credits.
        making.notes.append(
            f"findings of the workbook withhold credits ({', '.join(errors)}), and stated amounts"
            " do not show them; so no criterion is answered under [eligibility], which withholds"
            " all credits: settle the findings, then answer"
        )
        return
    evidence = f"{printable(making.file, 100)} shows no finding on it; name the document"
    making.raw["eligibility"] = {
        one.id: {"met": True, "evidence": evidence} for one in making.module.eligibility
    }
    making.notes.append(
        "the workbook has no answers on eligibility; as it shows no finding on them, each is"
        " written as met: name the evidence"
    )


def _note_what_is_left(making: _Making) -> None:
    stated = making.stated
    making.notes.append(
        "not in the workbook, and so not in the project: start of operation, participants,"
        " location, events, other schemes, files of readings, rated values"
    )
    if stated.findings:
        count = len(stated.findings)
        making.notes.append(
            f"{count} findings of the workbook are not carried over; jcm-mrv check finds what"
            " stated amounts still show"
            if count > 1
            else "1 finding of the workbook is not carried over"
        )
