"""Fixed values and monitoring points of a workbook, with their sources and invoices."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jcm_mrv.forms.parameter_sheets import (
    DECIMAL_SIGNS,
    IN_WORKBOOK,
    SEPARATORS,
    fixed_of,
    monitored_of,
)
from jcm_mrv.forms.sheets import READINGS_TIME
from jcm_mrv.numbers import printable

if TYPE_CHECKING:
    from jcm_mrv.forms.collect import Entry
    from jcm_mrv.forms.tables import Keys, Members, Tables
    from jcm_mrv.methodology.model import Parameter

READINGS_FILE = "monitoring/readings.csv"

_POINT = ("point", "option", "meter", "gap_treatment", "method", "frequency", "comment")
_SOURCE = (
    *("files", "sheet", "columns", "measures", "unit", "header_row", "time", "time_format"),
    *("stamp", "step", "delimiter", "decimal", "multiplier", "rollover", "meter", "from", "until"),
)
_OF_FILES = ("files", "sheet", "header_row", "time", "time_format", "delimiter", "decimal")
_SIGNS = {"delimiter": SEPARATORS, "decimal": DECIMAL_SIGNS}
_AMOUNT = ("start", "end", "value", "unit", "evidence", "use", "dates")
_VALUE = ("value", "unit", "source", "from", "until")


def add_fixed(tables: Tables, members: Members) -> None:
    """Add the fixed values; report those that are missing."""
    known = {each.name: each for each in fixed_of(tables.module)}
    values: dict[str, list[Any]] = {}
    given: dict[str, set[str | None]] = defaultdict(set)
    for name in known:
        tables.places[f"fixed.{name}"] = tables.cell(tables.first_row("fixed", name), "value")
    for entry in tables.filled.used("fixed"):
        found = tables.subject(entry, known, members)
        if found is None:
            # Whose row it is, is asked: it may be the one that would be called missing.
            given[entry.text("parameter") or ""].add(None)
            continue
        parameter, member = found
        rows = values.setdefault(parameter.name, [])
        given[parameter.name].add(member)
        table: dict[str, Any] = {parameter.over: member} if parameter.over else {}
        rows.append(table | tables.take(("fixed", parameter.name, len(rows)), entry, _VALUE))
    tables.report_missing("fixed", "value", known, members, given)
    if values:
        tables.raw["fixed"] = values


@dataclass(slots=True)
class _Points:
    """Hold the points that were found, by parameter and member."""

    known: dict[str, Parameter]
    tables: dict[tuple[str, str | None], dict[str, Any]] = field(default_factory=dict)
    places: dict[tuple[str, str | None], Keys] = field(default_factory=dict)


def add_monitored(tables: Tables, members: Members) -> None:
    """Add the monitoring points with their sources and amounts; report what is missing."""
    points = _Points({each.name: each for each in monitored_of(tables.module)})
    rows: dict[str, list[Any]] = {}
    given: dict[str, set[str | None]] = defaultdict(set)
    for name in points.known:
        first = tables.first_row("monitoring", name)
        tables.places[f"monitored.{name}"] = tables.cell(first, "parameter")
    for entry in tables.filled.used("monitoring"):
        found = tables.subject(entry, points.known, members)
        if found is None:
            given[entry.text("parameter") or ""].add(None)
            continue
        parameter, member = found
        given[parameter.name].add(member)
        if (parameter.name, member) in points.tables:
            tables.filled.report_entry(
                "P093",
                entry,
                "parameter",
                f'"{parameter.name}" has a row above already; its further sources and'
                " invoices stand on the sheets for them",
            )
            continue
        many = rows.setdefault(parameter.name, [])
        place = ("monitored", parameter.name, len(many))
        point = {parameter.over: member} if parameter.over else {}
        point |= tables.take(place, entry, _POINT)
        for key in ("estimate", "rated"):
            point |= tables.quantity(place, entry, key)
        tables.check_meter(entry)
        many.append(point)
        points.tables[parameter.name, member] = point
        points.places[parameter.name, member] = place
    tables.report_missing("monitoring", "option", points.known, members, given)
    for block, key in (("sources", "source"), ("invoices", "amount")):
        _add(tables, block, key, points, members)
    _check_supplied(tables, points)
    if rows:
        tables.raw["monitored"] = rows


def _add(tables: Tables, block: str, key: str, points: _Points, members: Members) -> None:
    """Add sources or amounts to the points that they belong to."""
    for entry in tables.filled.used(block):
        found = tables.subject(entry, points.known, members)
        if found is None:
            continue
        parameter, member = found
        point = points.tables.get((parameter.name, member))
        if point is None:
            if parameter.optional:
                tables.filled.report_entry(
                    "P093",
                    entry,
                    "parameter",
                    f'"{parameter.name}" has no row on the sheet Monitoring; fill it in there',
                )
            continue  # else that was said of the sheet Monitoring
        many = point.setdefault(key, [])
        place = (*points.places[parameter.name, member], key, len(many))
        if block == "sources":
            many.append(_source(tables, place, entry))
        else:
            many.append(tables.take(place, entry, _AMOUNT))


def _source(tables: Tables, place: Keys, entry: Entry) -> dict[str, Any]:
    table = tables.take(place, entry, _SOURCE)
    tables.check_meter(entry)
    if entry.text("where") == IN_WORKBOOK:
        for key in _OF_FILES:
            if table.pop(key, None) is not None:
                tables.filled.report_entry(
                    "P092",
                    entry,
                    key,
                    "this belongs to a file; leave it out for readings of the workbook",
                )
        table |= {"files": [READINGS_FILE], "time": READINGS_TIME}
    else:
        for key, what in (("files", "the file"), ("time", "the column of its stamps")):
            if key not in table and key not in entry.bad:
                tables.filled.report_entry(
                    "P091", entry, key, f"the readings are in a file; name {what}"
                )
    for key, signs in _SIGNS.items():
        if key in table:
            table[key] = signs[table[key]]
    row = table.get("header_row")
    if row is not None and row == int(row):
        table["header_row"] = int(row)
    if isinstance(table.get("time"), list) and len(table["time"]) == 1:
        table["time"] = table["time"][0]
    return table


def _check_supplied(tables: Tables, points: _Points) -> None:
    """Report points without readings, unless a row of theirs is at fault itself."""
    unclear = {
        entry.text("parameter")
        for block in ("sources", "invoices")
        for entry in tables.filled.used(block)
        if entry.bad
    }
    for (name, member), point in points.tables.items():
        amounts = [each for each in point.get("amount", []) if each.get("use", "sum") == "sum"]
        if point.get("source") or amounts or name in unclear:
            continue
        whose = f' of "{printable(member)}"' if member else ""
        tables.filled.report_entry(
            "P091",
            tables.first_row("sources", name),
            "where",
            f'"{name}"{whose} has neither a row of readings here nor an invoice that counts',
        )
