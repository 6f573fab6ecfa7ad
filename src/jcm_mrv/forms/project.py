"""A filled-in workbook to the files of a project, or every cell that is in the way."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.forms.book import read_book
from jcm_mrv.forms.collect import collect
from jcm_mrv.forms.fields import Sheet, Spot
from jcm_mrv.forms.points import READINGS_FILE, add_fixed, add_monitored
from jcm_mrv.forms.readings import render_readings
from jcm_mrv.forms.sections import (
    add_about,
    add_eligibility,
    add_list,
    add_members,
    add_meters,
)
from jcm_mrv.forms.sheets import ABOUT, LAYOUT, READINGS, lay_out
from jcm_mrv.forms.tables import Tables
from jcm_mrv.numbers import printable
from jcm_mrv.project.assembly import assemble
from jcm_mrv.project.checking import check_project
from jcm_mrv.project.model import InputFile
from jcm_mrv.project.raw import check_member_keys, unit_texts
from jcm_mrv.project.reading import FILE_NAME
from jcm_mrv.project.records import Spot as Record
from jcm_mrv.project.shape import ProjectFile
from jcm_mrv.readings.content import InputFault
from jcm_mrv.shapes import ShapeFault, ShapeFaults, dotted, validate
from jcm_mrv.toml import render_toml
from jcm_mrv.units import UnitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from jcm_mrv.forms.book import Page
    from jcm_mrv.library import Library
    from jcm_mrv.methodology.model import Methodology

_FIRST = Sheet.TOP + 1
_MISSING = re.compile(r'key "([a-z_]+)" is missing')
_CODED = re.compile(r"P[0-9]{3} (.*)", re.DOTALL)

# What a check of the whole project finds, and what that is for whoever looks at cells. What is
# no fault of a cell, such as a criterion that is not met, is for jcm-mrv check to say.
_EMPTY = frozenset({"P013", "P014", "P017", "P030"})
_STRAY = frozenset({"P015", "P024", "P032", "P050", "P062", "P064"})
_UNUSABLE = frozenset(
    {
        *("P005", "P006", "P011", "P012", "P016", "P018", "P019", "P022", "P023", "P025", "P027"),
        *("P040", "P041", "P042", "P043", "P045", "P046", "P051", "P060", "P061"),
    }
)
_CODES = {
    **dict.fromkeys(_EMPTY, "P091"),
    **dict.fromkeys(_UNUSABLE, "P092"),
    **dict.fromkeys(_STRAY, "P093"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """Hold the files of a project that were made of a workbook.

    Args:
        files: bytes by path inside of the project's folder.
        named: files of readings that the workbook names, each with its cell.
    """

    files: Mapping[str, bytes]
    named: tuple[tuple[Place, str], ...]


def make_project(path: Path, library: Library) -> Made:
    """Return the files of the project that a workbook describes.

    Args:
        path: the workbook.
        library: where its methodology is.

    Raises:
        RefusedError: with every cell that cannot be used (P090-P094).
    """
    name = path.as_posix()
    about = _read(path, name, [ABOUT])
    module, reference = _identify(name, about, library)
    sheets = lay_out(module, reference)
    pages = _read(path, name, [sheet.name for sheet in sheets])
    return build_project(path, pages, module, reference)


def build_project(
    path: Path, pages: Mapping[str, Page], module: Methodology, reference: str
) -> Made:
    """Return the files of the project that the cells of a workbook describe.

    Args:
        path: the workbook, for its name.
        pages: the cells.
        module: the methodology.
        reference: how the project names it.

    Raises:
        RefusedError: with every cell that cannot be used (P090-P094).
    """
    sheets = lay_out(module, reference)
    filled = collect(path.as_posix(), sheets, pages)
    if any(finding.code == "P090" for finding in filled.findings):
        raise RefusedError(filled.findings)
    tables = _build(Tables(filled, module, sheets), reference)
    readings = render_readings(filled, sheets[-1], pages[READINGS])
    _judge(tables, path.parent)
    if filled.findings:
        raise RefusedError(filled.findings)
    made, named = _render(tables, path.name)
    if readings is not None:
        made[READINGS_FILE] = readings
    return Made(made, named)


def _read(path: Path, name: str, sheets: Sequence[str]) -> dict[str, Page]:
    try:
        return read_book(path, name, sheets)
    except InputFault as fault:
        place = Place(name, fault.at)
        sentence = f"{fault.message} (jcm-mrv template ID --xlsx writes a workbook to fill in)"
        raise _refusal(place, sentence) from None


def _refusal(place: Place, sentence: str) -> RefusedError:
    return RefusedError([Finding("P090", "error", place, sentence)])


def _identify(name: str, pages: Mapping[str, Page], library: Library) -> tuple[Methodology, str]:
    """Return the methodology that a workbook was written for, and how it is named."""
    about = pages.get(ABOUT)
    layout = about.value(_FIRST, 1) if about else None
    if about is None or not isinstance(layout, str) or not layout.startswith("jcm-mrv/workbook/"):
        raise _refusal(
            Place(name, f"{ABOUT}!{Spot(_FIRST, 1).name}"),
            f'"{LAYOUT}" is expected here: this is no workbook that jcm-mrv template wrote',
        )
    if layout != LAYOUT:
        raise _refusal(
            Place(name, f"{ABOUT}!{Spot(_FIRST, 1).name}"),
            f'"{printable(layout)}" is a layout that this version does not read (expected'
            f' "{LAYOUT}"); copy what was filled in to a new workbook from jcm-mrv template',
        )
    reference = about.value(_FIRST + 1, 1)
    place = Place(name, f"{ABOUT}!{Spot(_FIRST + 1, 1).name}")
    if not isinstance(reference, str):
        raise _refusal(place, "the methodology is missing here, which the template had written")
    try:
        return library.find(reference, where=place), reference
    except RefusedError as error:
        # Faults of the methodology's own file keep their codes.
        raise RefusedError(
            Finding("P090", "error", place, found.message) if found.where == place else found
            for found in error.findings
        ) from None


def _build(tables: Tables, reference: str) -> Tables:
    add_about(tables, reference)
    members = add_members(tables)
    add_fixed(tables, members)
    add_monitored(tables, members)
    add_meters(tables)
    add_eligibility(tables)
    for key in ("events", "participants", "responsible", "other_schemes"):
        add_list(tables, key)
    return tables


def _judge(tables: Tables, folder: Path) -> None:
    """Judge the tables as if they had been read from a project.toml; name the cells."""
    raw, filled = tables.raw, tables.filled
    faults: list[ShapeFault] = []
    shape: ProjectFile | None = None
    try:
        shape = validate(ProjectFile, raw)
    except ShapeFaults as error:
        faults += error.faults
    faults += check_member_keys(raw)
    for fault in faults:
        coded = _CODED.fullmatch(fault.sentence)
        code = "P091" if fault.kind == "missing-key" else "P092"
        missing = _MISSING.match(fault.sentence)
        path = f"{fault.path}.{missing[1]}" if missing else fault.path
        _add(tables, code, path, coded[1] if coded else fault.sentence)
    for place, text in unit_texts(raw):
        try:
            tables.module.units.parse(text)
        except UnitError as error:
            _add(tables, "P092", dotted(place), str(error))
    if shape is None or filled.findings:
        return
    own = InputFile(FILE_NAME, hashlib.sha256(b"").hexdigest(), 0)
    project = assemble(shape, Record(FILE_NAME, (), raw), folder, own, tables.module.units.parse)
    for finding in check_project(project, tables.module):
        if finding.severity == "error" and finding.code in _CODES:
            _add(tables, _CODES[finding.code], finding.where.path, finding.message)


def _add(tables: Tables, code: str, path: str, sentence: str) -> None:
    """Add a finding, unless the cell was found at fault already."""
    place = tables.place_of(path)
    if all(known.where != place for known in tables.filled.findings):
        tables.filled.findings.append(Finding(code, "error", place, sentence))


def _render(
    tables: Tables, workbook: str
) -> tuple[dict[str, bytes], tuple[tuple[Place, str], ...]]:
    """Return the project's own files, and the names of those that it expects beside them."""
    raw = tables.raw
    made: dict[str, bytes] = {}
    named: list[tuple[Place, str]] = []
    points = list(_points(raw))
    with_amounts = [place for place, point in points if "amount" in point]
    for place, point in points:
        for number, source in enumerate(point.get("source", [])):
            where = tables.place_of(dotted((*place, "source", number, "files")))
            named += [(where, each) for each in source["files"] if each != READINGS_FILE]
        if "amount" in point:
            file = _invoice_file(place, with_amounts)
            point["amounts"] = file
            made[file] = _render_invoices(point.pop("amount"))
    for key in ("fixed", "monitored"):
        for name, rows in raw.get(key, {}).items():
            # One table is written as one, unless it is one of a set's.
            if len(rows) == 1 and tables.module.parameters[name].over is None:
                raw[key][name] = rows[0]
    head = (
        f"# Made of the workbook {workbook} by: jcm-mrv init --from\n"
        f"# {tables.module.title}\n"
        f"# The whole of it: jcm-mrv methodology show {tables.module.id}\n"
    )
    text = head + render_toml(raw, _in_line)
    return {FILE_NAME: text.encode(), **made}, tuple(dict.fromkeys(named))


def _in_line(path: tuple[str, ...]) -> bool:
    """Tell what is written as a person would: quantities and answers behind their keys."""
    if path[0] == "eligibility":
        return len(path) == 2
    return path[-1] in ("estimate", "rated", "mpe", "as_found", "calibrations", "reductions")


def _points(raw: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str, int], dict[str, Any]]]:
    for name, rows in raw.get("monitored", {}).items():
        for number, point in enumerate(rows):
            yield ("monitored", name, number), point


def _invoice_file(place: tuple[str, str, int], every: list[tuple[str, str, int]]) -> str:
    if len(every) == 1:
        return "invoices.csv"
    _, name, number = place
    alike = [each for each in every if each[1] == name]
    return f"invoices-{name}.csv" if len(alike) == 1 else f"invoices-{name}-{number + 1}.csv"


def _render_invoices(amounts: list[dict[str, Any]]) -> bytes:
    keys = ("start", "end", "value", "unit", "evidence", "use", "dates")
    used = [key for key in keys if any(key in amount for amount in amounts)]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(used)
    for amount in amounts:
        row = ((key, amount.get(key, "")) for key in used)
        writer.writerow([f"{value:f}" if key == "value" else str(value) for key, value in row])
    return buffer.getvalue().encode()
