"""Rows of the project's tables to records: members with their fixed values, meters, amounts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from pydantic_core import PydanticCustomError

from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import NumberError, parse_number
from jcm_mrv.project import values
from jcm_mrv.project.model import FixedValue, Member
from jcm_mrv.project.monitoring import (
    Amount,
    AmountDates,
    AmountUse,
    Calibration,
    Interval,
    Meter,
    Quantity,
)
from jcm_mrv.project.tables import MAX_FAULTS, CsvTable, Row, TableFault, split_heading
from jcm_mrv.units import UnitError

if TYPE_CHECKING:
    from fractions import Fraction

_T = TypeVar("_T")

CheckUnit = Callable[[str], object]
"""Raise UnitError on a text that is not a unit."""

_MEMBER_COLUMNS = ("id", "start", "end", "source")
_AMOUNT_COLUMNS = ("start", "end", "value", "unit", "evidence", "use", "dates")
_USES, _DATES = get_args(AmountUse), get_args(AmountDates)
_METER_COLUMNS = (
    *("id", "serial_number", "class", "standard", "mpe [%]", "mpe_source", "ct", "vt"),
    *("installed", "removed", "calibration_interval"),
)
_RESOLUTION = "resolution"
_CALIBRATION_COLUMNS = ("calibration_date", "valid_until", "certificate", "as_found [%]")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Hold what a table gave: records by their key, and what could not be used."""

    members: tuple[Member, ...] = ()
    fixed: Mapping[str, tuple[FixedValue, ...]] = field(default_factory=dict)
    meters: tuple[Meter, ...] = ()
    amounts: tuple[tuple[str | None, Amount], ...] = ()
    set_name: str | None = None
    findings: tuple[Finding, ...] = ()


def parse_members(table: CsvTable, set_name: str, check_unit: CheckUnit) -> Parsed:
    """Return the members of a set, with a fixed value a member for every other column.

    A column is named for the parameter and its unit, such as ``EF_RE [tCO2/MWh]``; ``source``
    is where the values of its row were read.
    """
    findings = table.check_headings(table.headings, needed=["id"])
    columns = [(h, *split_heading(h)) for h in table.headings if h not in _MEMBER_COLUMNS]
    findings += _check_heading_units(table, check_unit)
    fixed: dict[str, list[FixedValue]] = {name: [] for _, name, _ in columns}
    lines: dict[str, int] = {}

    def parse(row: Row) -> Member:
        member = row.text("id")
        if member in lines:
            shown = values.printable(member)
            raise TableFault(f'"{shown}" stands in line {lines[member]} already', row.line, "id")
        lines[member] = row.line
        start, end = row.day("start"), row.day("end")
        if start and end and end < start:
            raise TableFault(f"the end ({end}) is before the start ({start})", row.line, "end")
        source = row.cells.get("source", "")
        for heading, name, unit in columns:
            if heading in row.cells:
                value = row.number(heading) if unit else _number_or_text(row.cells[heading])
                fixed[name].append(
                    FixedValue(
                        Place(table.input.path, heading, row.line),
                        cast("Fraction | str", value),
                        unit,
                        source,
                        set_name=set_name,
                        member=member,
                    )
                )
        return Member(Place(table.input.path, "", row.line), member, start, end)

    members, faults = _each_row(table, parse, findings)
    by_name = {name: tuple(entries) for name, entries in fixed.items() if entries}
    return Parsed(members=members, fixed=by_name, findings=faults)


def parse_amounts(table: CsvTable, sets: Collection[str], check_unit: CheckUnit) -> Parsed:
    """Return stated amounts, each with the member of a set that its row names, if any.

    The unit stands in a column ``unit``, or once in the heading ``value [kWh]``; a column with
    the name of a set names members.
    """
    heading = next((h for h in table.headings if split_heading(h)[0] == "value"), "value")
    unit = split_heading(heading)[1]
    needed = ["start", "end", heading, "evidence"] + ([] if unit else ["unit"])
    findings = table.check_headings([*_AMOUNT_COLUMNS, heading, *sets], needed)
    findings += _check_heading_units(table, check_unit)
    if unit and "unit" in table.headings:
        fault = TableFault("the unit stands in two headings; keep one", table.heading_line, "unit")
        findings.append(table.finding(fault))
    named = [heading for heading in table.headings if heading in sets]
    if len(named) > 1:
        fault = TableFault("a row belongs to one set; keep one", table.heading_line, named[1])
        findings.append(table.finding(fault))
    set_name = named[0] if named else None

    def parse(row: Row) -> tuple[str | None, Amount]:
        use = _choice(row, "use", _USES, "sum")
        dates = _choice(row, "dates", _DATES, "inclusive")
        start, end, value = row.moment("start"), row.moment("end"), row.number(heading)
        if start is None or end is None or value is None:
            blank = next(h for h in ("start", "end", heading) if h not in row.cells)
            raise TableFault("the cell is empty", row.line, blank)
        try:
            span = values.amount_span(start, end, cast("AmountDates", dates))
            check_unit(unit or row.text("unit"))
        except PydanticCustomError as error:
            raise TableFault(error.message(), row.line, "end") from None
        except UnitError as error:
            raise TableFault(str(error), row.line, "unit", "P012") from None
        amount = Amount(
            Place(table.input.path, "", row.line),
            *span,
            value,
            unit or row.text("unit"),
            row.text("evidence"),
            cast("AmountUse", use),
            cast("AmountDates", dates),
        )
        return (row.text(set_name) if set_name else None), amount

    amounts, faults = _each_row(table, parse, findings)
    return Parsed(amounts=amounts, set_name=set_name, findings=faults)


def parse_meters(table: CsvTable, check_unit: CheckUnit) -> Parsed:
    """Return the meters; a further row with the same id adds a calibration."""
    shown = [h for h in table.headings if split_heading(h)[0] == _RESOLUTION and h != _RESOLUTION]
    known_columns = [*_METER_COLUMNS, *_CALIBRATION_COLUMNS, *shown[:1]]
    findings = table.check_headings(known_columns, needed=["id"])
    findings += _check_heading_units(table, check_unit)
    for heading, name in (("mpe", "mpe [%]"), ("as_found", "as_found [%]")):
        if heading in table.headings:
            sentence = (
                "a bare number leaves open whether it is a ratio or a percentage;"
                f' name the column "{name}"'
            )
            findings = [f for f in findings if f'"{heading}"' not in f.message]
            fault = TableFault(sentence, table.heading_line, heading, "P016")
            findings.append(table.finding(fault))
    meters: dict[str, Meter] = {}

    def parse(row: Row) -> None:
        meter = _parse_meter(table, row)
        known = meters.get(meter.id)
        if known is not None:
            for column in (*_METER_COLUMNS[1:], *shown):
                fields = {"class": "accuracy_class", "mpe [%]": "mpe"}
                field = _RESOLUTION if column in shown else fields.get(column, column)
                if column in row.cells and getattr(meter, field) != getattr(known, field):
                    raise TableFault(
                        f"differs from line {known.place.line}, which has the same id;"
                        " a further row of a meter only adds a calibration",
                        row.line,
                        column,
                    )
            calibrations = known.calibrations + meter.calibrations
            meter = replace(
                known, calibrations=tuple(sorted(calibrations, key=lambda each: each.date))
            )
        meters[meter.id] = meter

    _, faults = _each_row(table, parse, findings)
    return Parsed(meters=tuple(meters.values()), findings=faults)


def _parse_meter(table: CsvTable, row: Row) -> Meter:
    mpe, mpe_source = _percent(row, "mpe [%]", least=0), row.cells.get("mpe_source")
    if mpe is not None and mpe_source is None:
        raise TableFault("say where the error was read", row.line, "mpe_source")
    day, valid_until = row.day("calibration_date"), row.day("valid_until")
    calibrations: tuple[Calibration, ...] = ()
    if day is not None:
        if valid_until is not None and valid_until < day:
            sentence = f"{valid_until} is before the calibration ({day})"
            raise TableFault(sentence, row.line, "valid_until")
        as_found = _percent(row, "as_found [%]", least=-100)
        calibrations = (Calibration(day, valid_until, row.text("certificate"), as_found),)
    elif any(column in row.cells for column in _CALIBRATION_COLUMNS):
        raise TableFault("the cell is empty", row.line, "calibration_date")
    installed, removed = row.day("installed"), row.day("removed")
    if installed is not None and removed is not None and removed < installed:
        sentence = f"{removed} is before the installation ({installed})"
        raise TableFault(sentence, row.line, "removed")
    return Meter(
        Place(table.input.path, "", row.line),
        row.text("id"),
        row.cells.get("serial_number"),
        row.cells.get("class"),
        row.cells.get("standard"),
        mpe,
        mpe_source,
        _ratio(row, "ct"),
        _ratio(row, "vt"),
        _resolution(table, row),
        calibrations,
        installed,
        removed,
        _interval(row),
    )


def _resolution(table: CsvTable, row: Row) -> Quantity | None:
    for heading in table.headings:
        name, unit = split_heading(heading)
        value = _ratio(row, heading) if name == _RESOLUTION and unit is not None else None
        if value is not None:
            return Quantity(value, str(unit))
    return None


def _percent(row: Row, column: str, least: int) -> Fraction | None:
    value = row.number(column)
    if value is not None and not least <= value <= 100:
        raise TableFault(f"a number from {least} to 100 is expected", row.line, column)
    return None if value is None else value / 100


def _interval(row: Row) -> Interval | None:
    text = row.cells.get("calibration_interval")
    if text is None:
        return None
    try:
        return values.parse_interval(text)
    except PydanticCustomError as error:
        raise TableFault(error.message(), row.line, "calibration_interval") from None


def _ratio(row: Row, column: str) -> Fraction | None:
    value = row.number(column)
    if value is not None and value <= 0:
        raise TableFault("a number above 0 is expected", row.line, column)
    return value


def _choice(row: Row, column: str, choices: tuple[str, ...], default: str) -> str:
    text = row.cells.get(column, default)
    if text not in choices:
        listed = ", ".join(choices)
        raise TableFault(
            f'"{values.printable(text)}" is not a choice (expected one of {listed})',
            row.line,
            column,
        )
    return text


def _number_or_text(text: str) -> Fraction | str:
    # Without a unit a column may hold categories; which it is, the methodology says.
    try:
        return parse_number(text)
    except NumberError:
        return text


def _check_heading_units(table: CsvTable, check_unit: CheckUnit) -> list[Finding]:
    findings = []
    for heading in table.headings:
        unit = split_heading(heading)[1]
        try:
            if unit is not None:
                check_unit(unit)
        except UnitError as error:
            fault = TableFault(str(error), table.heading_line, heading, "P012")
            findings.append(table.finding(fault))
    return findings


def _each_row(
    table: CsvTable, parse: Callable[[Row], _T], findings: list[Finding]
) -> tuple[tuple[_T, ...], tuple[Finding, ...]]:
    """Parse each row unless the headings are at fault; keep the first 20 faults."""
    if findings:
        return (), tuple(findings)
    records: list[_T] = []
    faults: list[TableFault] = []
    for row in table.rows:
        try:
            records.append(parse(row))
        except TableFault as fault:
            faults.append(fault)
    shown = [table.finding(fault) for fault in faults[:MAX_FAULTS]]
    if len(faults) > MAX_FAULTS:
        more = TableFault(f"and {len(faults) - MAX_FAULTS:,} more rows")
        shown.append(table.finding(more))
    return tuple(records), tuple(shown)
