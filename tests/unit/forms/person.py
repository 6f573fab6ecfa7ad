"""A person at a workbook: finds cells by the headings that stand there, and writes into them."""

from __future__ import annotations

import datetime as dt
import shutil
import tomllib
from typing import TYPE_CHECKING, Any

import openpyxl

from jcm_mrv.cli.start import render_template

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

HEADING_ROW = 4
FIRST_ROW = 6


class Person:
    """Fill in a workbook, by another library than the one that wrote it."""

    def __init__(self, path: Path, reference: str) -> None:
        self.path = path
        _, content = render_template(reference, path, [])
        path.write_bytes(content)
        self.book = openpyxl.load_workbook(path)

    def save(self) -> Path:
        """Save what was filled in."""
        self.book.save(self.path)
        return self.path

    def sheet(self, name: str) -> Worksheet:
        """Return a sheet."""
        sheet: Worksheet = self.book[name]
        return sheet

    def answer(self, **answers: object) -> None:
        """Fill in the form of the sheet Project; blanks of a heading are written as ``_``."""
        sheet = self.sheet("Project")
        for key, value in answers.items():
            heading = key.replace("_", " ").lower()
            for row in range(1, 40):
                text = str(sheet.cell(row, 1).value or "").lower()
                if text.removesuffix(" *").replace(":", "") == heading:
                    sheet.cell(row, 2).value = value
                    break
            else:
                raise KeyError(heading)

    def row_of(self, heading: str) -> int:
        """Return the row of the sheet Project that a heading stands in."""
        sheet = self.sheet("Project")
        return next(row for row in range(1, 60) if sheet.cell(row, 1).value == heading)

    def row(self, name: str, cells: Mapping[str, object], at: int | None = None) -> int:
        """Fill in a row: that of a parameter or criterion, else the first that is free."""
        sheet = self.sheet(name)
        headings = [str(cell.value or "").removesuffix(" *") for cell in sheet[HEADING_ROW]]
        first = next(iter(cells.values()))
        number = at or FIRST_ROW
        while at is None:
            lead = sheet.cell(number, headings.index(next(iter(cells))) + 1).value
            rest = [
                sheet.cell(number, headings.index(heading) + 1).value
                for heading in list(cells)[1:]
                if heading != "Unit"
            ]
            if (lead == first and not any(rest)) or lead is None:
                break
            number += 1
        units = [place for place, heading in enumerate(headings) if heading == "Unit"]
        for heading, value in cells.items():
            place = headings.index(heading)
            if isinstance(value, tuple):
                sheet.cell(number, place + 1).value, sheet.cell(number, place + 2).value = value
                continue
            assert heading != "Unit" or len(units) == 1
            sheet.cell(number, place + 1).value = value
        return number


def copy_example(example: Path, person: Person) -> None:
    """Fill in what the project.toml of an example says, as a person who reads it would."""
    raw = tomllib.loads((example / "project.toml").read_text("utf-8"))
    _copy_about(raw, person)
    _copy_fixed(raw, example, person)
    for name, points in raw["monitored"].items():
        for point in points if isinstance(points, list) else [points]:
            _copy_point(name, point, person)
    for meter in raw["meters"]:
        _copy_meter(meter, person)
    for event in raw.get("events", []):
        cells = {
            "From": event["start"],
            "Until": event["end"],
            "Kind": event["kind"],
            "Evidence": event["evidence"],
        }
        person.row("Events", cells)
    for criterion, answer in raw["eligibility"].items():
        met = "yes" if answer["met"] else "no"
        cells = {"Criterion": criterion, "Met": met, "Evidence": answer["evidence"]}
        person.row("Eligibility", cells)
    for path in example.rglob("monitoring/*.csv"):
        target = person.path.parent / path.relative_to(example)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)


def _copy_about(raw: dict[str, Any], person: Person) -> None:
    project, period = raw["project"], raw["monitoring_period"]
    person.answer(
        title=project["title"],
        country=project["country"],
        time_zone=project["time_zone"],
        start_of_operation=project["start_of_operation"],
        monitoring_period_first_day=period["start"],
        monitoring_period_last_day=period["end"],
    )
    if "estimate" in raw:
        expected = person.row_of("Expected reductions [tCO2/year]")
        person.sheet("Project").cell(expected, 2).value = raw["estimate"]["reductions"]["value"]
        person.sheet("Project").cell(expected + 1, 2).value = raw["estimate"]["source"]
    if "reference_number" in project:
        person.answer(reference_number=project["reference_number"])


def _copy_fixed(raw: dict[str, Any], example: Path, person: Person) -> None:
    for name, table in raw.get("fixed", {}).items():
        cells = {"Parameter": name, "Value": table["value"], "Source": table["source"]}
        person.row("Fixed values", cells | ({"Unit": table["unit"]} if "unit" in table else {}))
    if "sets" in raw:
        # The table of the one example with a set: id, factor, source.
        lines = (example / "systems.csv").read_text("utf-8").splitlines()[1:]
        for line in lines:
            member, value, source = line.split(",", 2)
            person.row("Members", {"Member": member})
            cells = {
                "Parameter": "EF_RE",
                "Member": member,
                "Value": float(value),
                "Unit": "tCO2/MWh",
                "Source": source.strip('"'),
            }
            person.row("Fixed values", cells)


def _copy_point(name: str, point: dict[str, Any], person: Person) -> None:
    member = {"Member": point["system"]} if "system" in point else {}
    about: dict[str, object] = {"Parameter": name, **member}
    cells = about | {
        "Point": point["point"],
        "Option": point["option"],
        "Meter": point["meter"],
        "Estimate": (point["estimate"]["value"], point["estimate"]["unit"]),
        "Rated": (point["rated"]["value"], point["rated"]["unit"]),
    }
    for key in ("method", "frequency"):
        if key in point:
            cells[key.title()] = point[key]
    person.row("Monitoring", cells)
    for source in point["source"]:
        person.row(
            "Sources",
            about
            | {
                "Readings are in": "file",
                "File": source["files"],
                "Columns": "; ".join(source["columns"]),
                "Measures": source["measures"],
                "Unit": source["unit"],
                "Time column": source["time"],
                "Stamp": source["stamp"],
                "Step": source["step"],
            },
        )


def _copy_meter(meter: dict[str, Any], person: Person) -> None:
    person.row(
        "Meters",
        {
            "Meter": meter["id"],
            "Serial number": meter["serial_number"],
            "Class": meter["class"],
            "Standard": meter["standard"],
            "Permissible error [%]": meter["mpe"]["value"],
            "Source of that error": meter["mpe"]["source"],
        },
    )
    for calibration in meter["calibrations"]:
        cells = {
            "Calibrated on": calibration["date"],
            "Valid until": calibration["valid_until"],
            "Certificate": calibration["certificate"],
            "Meter": meter["id"],
        }
        person.row("Calibrations", cells)


DAYS = ((20, 30), (21, 31.5), (19.25, 29), (20.5, 30.75))
"""Electricity of the IT equipment and of all the centre, on each of four days [MWh]."""


def fill_small(path: Path) -> Person:
    """Return a person with a workbook that is filled in: four days of a data centre.

    By hand: IT 20 + 21 + 19.25 + 20.5 = 80.75 MWh, all 30 + 31.5 + 29 + 30.75 = 121.25 MWh;
    ER = (80.75 * 1.8 - 121.25) * 0.5546 = 24.1 * 0.5546 = 13.36586 t, 13 credits.
    """
    person = Person(path, "LA_AM001 ver1.0")
    person.answer(
        title="Four days",
        monitoring_period_first_day=dt.date(2017, 3, 1),
        monitoring_period_last_day=dt.date(2017, 3, 4),
    )
    person.row("Fixed values", {"Parameter": "PUE_RE", "Value": 1.8, "Source": "PDD, B.3"})
    person.row("Fixed values", {"Parameter": "EF_elec", "Value": 0.5546, "Source": "PDD, B.4"})
    for name in ("EC_IT", "EC_DC"):
        person.row("Monitoring", {"Parameter": name, "Option": "B"})
        person.row(
            "Sources",
            {
                "Parameter": name,
                "Readings are in": "workbook",
                "Columns": name,
                "Measures": "energy",
                "Unit": "MWh",
                "Stamp": "start",
                "Step": "1 day",
            },
        )
    readings = person.sheet("Readings")
    for number, (it, everything) in enumerate(DAYS):
        readings.cell(7 + number, 1).value = dt.datetime(2017, 3, 1 + number)
        readings.cell(7 + number, 2).value = it
        readings.cell(7 + number, 3).value = everything
    for criterion in ("1", "2"):
        cells = {"Criterion": criterion, "Met": "yes", "Evidence": "PDD, A.2"}
        person.row("Eligibility", cells)
    return person
