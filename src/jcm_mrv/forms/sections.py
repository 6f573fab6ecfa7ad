"""What a workbook says besides parameters: members, meters, eligibility, plain lists."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from jcm_mrv.countries import NO_COUNTRY
from jcm_mrv.forms.collect import empty_sentence
from jcm_mrv.forms.sheets import YES
from jcm_mrv.numbers import printable
from jcm_mrv.project.shape import SCHEMA
from jcm_mrv.shapes import dotted

if TYPE_CHECKING:
    from jcm_mrv.forms.collect import Entry
    from jcm_mrv.forms.tables import Keys, Members, Tables

_ABOUT = (
    *("reference_number", "title", "country", "methodology", "time_zone", "start_of_operation"),
    "gwp_set",
)
_LOCATION = ("region", "city", "latitude", "longitude")
_METER = ("id", "serial_number", "class", "standard", "ct", "vt")


def add_about(tables: Tables, reference: str) -> None:
    """Add what the sheet Project says.

    Args:
        tables: what is built.
        reference: how the project names its methodology.
    """
    about = tables.filled.entries["project"][0]
    project = tables.take(("project",), about, _ABOUT)
    # In the order that people are used to from other project files.
    project = {
        key: reference if key == "methodology" else project[key]
        for key in _ABOUT
        if key in project or key == "methodology"
    }
    period = tables.take(("monitoring_period",), about, ("start", "end"))
    tables.raw |= {"schema": SCHEMA, "project": project, "monitoring_period": period}
    if estimate := _estimate(tables, about):
        tables.raw["estimate"] = estimate
    if location := tables.take(("location",), about, _LOCATION):
        tables.raw["location"] = location


def _estimate(tables: Tables, about: Entry) -> dict[str, Any]:
    estimate: dict[str, Any] = {}
    for key, cell in (("reductions", "expected"), ("source", "expected_source")):
        tables.places[f"estimate.{key}"] = tables.cell(about, cell)
        if cell in about.values:
            estimate[key] = about.values[cell]
    if "reductions" in estimate:
        estimate["reductions"] = {"value": estimate["reductions"], "unit": "tCO2"}
    return estimate


def add_members(tables: Tables) -> Members:
    """Add the members of sets; return the ids of the members of each set."""
    known: dict[str, set[str]] = {name: set() for name in tables.module.sets}
    found: dict[str, list[Any]] = defaultdict(list)
    for entry in tables.filled.used("members"):
        name, member = entry.text("set"), entry.text("id")
        if name is None or member is None:
            continue
        if member in known[name]:
            tables.filled.report_entry(
                "P093", entry, "id", f'"{printable(member)}" stands above already'
            )
            continue
        known[name].add(member)
        place = ("sets", name, "member", len(found[name]))
        found[name].append(tables.take(place, entry, ("id", "start", "end")))
    for name in tables.module.sets:
        if not known[name] and not any(e.bad for e in tables.filled.used("members")):
            entry = tables.filled.entries["members"][0]
            tables.filled.report_entry(
                "P091", entry, "id", f"no member is named ({tables.module.sets[name]})"
            )
    if found:
        tables.raw["sets"] = {name: {"member": rows} for name, rows in found.items()}
    return known


def add_meters(tables: Tables) -> None:
    """Add the meters with their calibrations."""
    found: dict[str, dict[str, Any]] = {}
    places: dict[str, Keys] = {}
    for entry in tables.filled.used("meters"):
        name = entry.text("id")
        if name is None:
            continue
        if name in found:
            sentence = f'the meter "{printable(name)}" stands above already'
            tables.filled.report_entry("P093", entry, "id", sentence)
            continue
        place: Keys = ("meters", len(found))
        table = found[name] = tables.take(place, entry, _METER)
        places[name] = place
        if "mpe" in entry.values or "mpe_source" in entry.values:
            table["mpe"] = _error(tables, place, entry)
    for entry in tables.filled.used("calibrations"):
        tables.check_meter(entry)
        meter = found.get(entry.text("meter") or "")
        if meter is None:
            continue
        many = meter.setdefault("calibrations", [])
        place = (*places[str(entry.text("meter"))], "calibrations", len(many))
        row = tables.take(place, entry, ("date", "valid_until", "certificate"))
        if "as_found" in entry.values:
            tables.places[dotted((*place, "as_found"))] = tables.cell(entry, "as_found")
            row["as_found"] = {"value": entry.values["as_found"], "unit": "%"}
        many.append(row)
    if found:
        tables.raw["meters"] = list(found.values())


def _error(tables: Tables, place: Keys, entry: Entry) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for name, key in (("value", "mpe"), ("source", "mpe_source")):
        tables.places[dotted((*place, "mpe", name))] = tables.cell(entry, key)
        if key in entry.values:
            table[name] = entry.values[key]
        elif key not in entry.bad:
            tables.filled.report_entry(
                "P091", entry, key, "an error and its source stand together; write both"
            )
        table.setdefault("unit", "%")
    return table


def add_eligibility(tables: Tables) -> None:
    """Add the answers to the criteria; a trial run need not give them."""
    trial = tables.raw["project"].get("country") == NO_COUNTRY
    answers = {}
    for entry in tables.filled.entries["eligibility"]:
        name = str(entry.values["criterion"])
        answer = tables.take(("eligibility", name), entry, ("met", "evidence"))
        if "met" in answer:
            answer["met"] = answer["met"] == YES
        if entry.used:
            answers[name] = answer
        elif not trial:
            each = next(each for each in tables.block("eligibility").fields if each.key == "met")
            tables.filled.report_entry("P091", entry, "met", empty_sentence(each))
    if answers:
        tables.raw["eligibility"] = answers


def add_list(tables: Tables, key: str) -> None:
    """Add rows that are tables of the project as they stand."""
    fields = [each.key for each in tables.block(key).fields]
    entries = tables.filled.used(key)
    if entries:
        tables.raw[key] = [
            tables.take((key, number), entry, fields) for number, entry in enumerate(entries)
        ]
