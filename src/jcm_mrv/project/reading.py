"""Read a project: project.toml and the tables that it names."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from jcm_mrv import files
from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.project.assembly import assemble
from jcm_mrv.project.model import InputFile, Project
from jcm_mrv.project.raw import check_member_keys, unit_texts
from jcm_mrv.project.records import Spot
from jcm_mrv.project.shape import SCHEMA, ProjectFile
from jcm_mrv.project.values import printable
from jcm_mrv.shapes import ShapeFault, ShapeFaults, dotted, validate
from jcm_mrv.toml import TomlFault, parse_toml
from jcm_mrv.units import UnitError, Units, standard_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

__all__ = ["FILE_NAME", "read_project"]

FILE_NAME = "project.toml"
MAX_BYTES = 4_000_000

_CODES = {
    "unknown-key": "P003",
    "missing-key": "P004",
    "wrong-type": "P005",
    "bad-value": "P005",
    "bad-number": "P006",
}
_CODED = re.compile(r"(P[0-9]{3}) (.*)", re.DOTALL)


def read_project(path: Path, units_of: Callable[[str], Units] | None = None) -> Project:
    """Read a project from its folder or its project.toml.

    What the project's tables (members, meters, amounts) have at fault is no refusal: it is kept
    in ``Project.findings`` and judged with the rest by ``check_project``.

    Args:
        path: the folder, or the file itself.
        units_of: gives the units that a methodology knows, for the reference in the file;
            without it the standard units count.

    Raises:
        RefusedError: project.toml cannot be read, is not TOML, or is not of the shape of
            contracts 4; with every fault that was found.
    """
    path = path / FILE_NAME if _is_folder(path) else path
    data = _read(path)
    raw = _parse(data, path.name)
    findings: list[Finding] = []
    units = _units(raw, units_of, findings)
    shape: ProjectFile | None = None
    faults: list[ShapeFault] = []
    try:
        shape = validate(ProjectFile, raw)
    except ShapeFaults as error:
        faults += error.faults
    faults += check_member_keys(raw)
    findings += [_finding(path.name, fault) for fault in faults]
    if units is not None:
        findings += _check_units(raw, units, path.name)
    if findings or shape is None or units is None:
        raise RefusedError(findings)
    own = InputFile(path.name, hashlib.sha256(data).hexdigest(), len(data))
    return assemble(shape, Spot(path.name, (), raw), path.parent, own, units.parse)


def _check_units(raw: Mapping[str, Any], units: Units, file: str) -> Iterator[Finding]:
    for place, text in unit_texts(raw):
        try:
            units.parse(text)
        except UnitError as error:
            yield Finding("P012", "error", Place(file, dotted(place)), str(error))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # the reading tells why


def _read(path: Path) -> bytes:
    try:
        return files.read_bytes(path, MAX_BYTES)
    except files.FileFault as fault:
        sentence = f"the project file cannot be read: {fault}"
        if fault.kind == "no-match" and _is_folder(path.parent):
            sentence = f'there is no "{printable(path.name)}" here; '
            if path.name == FILE_NAME:
                sentence += 'run "jcm-mrv init" in this folder to begin a project'
            else:
                sentence += f'name a folder with a {FILE_NAME}, or begin one with "jcm-mrv init"'
        elif fault.kind == "no-match":
            sentence = "this file or folder does not exist"
        raise _refusal("P001", Place(path.as_posix()), sentence) from None


def _parse(data: bytes, name: str) -> dict[str, Any]:
    try:
        raw = parse_toml(data, limit=MAX_BYTES)
    except TomlFault as fault:
        raise _refusal("P002", Place(name, "", fault.line), fault.message) from None
    schema = raw.get("schema")
    if isinstance(schema, str) and schema != SCHEMA:
        raise _refusal(
            "P010",
            Place(name, "schema"),
            f'"{printable(schema)}" is not a schema that this version reads (expected "{SCHEMA}")',
        )
    return raw


def _refusal(code: str, place: Place, sentence: str) -> RefusedError:
    return RefusedError([Finding(code, "error", place, sentence)])


def _finding(file: str, fault: ShapeFault) -> Finding:
    coded = _CODED.fullmatch(fault.sentence)
    code, sentence = coded.groups() if coded else (_CODES[fault.kind], fault.sentence)
    return Finding(code, "error", Place(file, fault.path), sentence)


def _units(
    raw: Mapping[str, Any], units_of: Callable[[str], Units] | None, findings: list[Finding]
) -> Units | None:
    about = raw.get("project")
    reference = about.get("methodology") if isinstance(about, dict) else None
    if units_of is not None and isinstance(reference, str):
        try:
            return units_of(reference)
        except RefusedError as error:
            findings += error.findings
            return None  # a unit of the methodology's own is not to be called unknown
    return standard_units()
