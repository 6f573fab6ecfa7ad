"""What ``init`` writes: a project.toml that knows the methodology and says what to fill in."""

from __future__ import annotations

import gzip
import zlib
from importlib.resources import files as resource_files
from pathlib import Path
from typing import TYPE_CHECKING

from jcm_mrv.cli.answer import UsageError
from jcm_mrv.cli.choice import choose_module
from jcm_mrv.cli.propose import Proposal, ProposalError, propose_source
from jcm_mrv.cli.template import FILL_IN, render_header, render_project
from jcm_mrv.files import FileFault, open_binary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.methodology.model import Methodology

SAMPLE_BYTES = 4_000_000
SAMPLE_ROWS = 10_000
READINGS = "monitoring/readings.csv"
GITATTRIBUTES = b"""\
# Readings are evidence: git must not turn their line ends, or their digests change.
*.csv -text
*.gz binary
"""


def render_new_project(
    folder: Path, reference: str, *, data: Path | None, methodologies: Sequence[Path]
) -> dict[str, bytes | Path]:
    """Return the files of a new project by their path inside the folder.

    Args:
        folder: where the project is to lie; files in it are named from there.
        reference: a module's id or a JCM number, with or without its version.
        data: readings to propose sources from; copied unless they lie in the folder.
        methodologies: further folders of modules.

    Raises:
        RefusedError: the methodology is unknown.
        UsageError: ``data`` cannot be read as a table of readings.
    """
    from jcm_mrv.library import read_library

    module, approved = choose_module(read_library(methodologies), reference)
    country = approved.country if approved else None
    written = approved.reference if approved else module.reference
    zones = zones_of(country) if country else ()
    made: dict[str, bytes | Path] = {}
    name, proposal = READINGS, None
    if data is None:
        made[READINGS] = render_header(module).encode()
    else:
        proposal = _read_proposal(data, module)
        name = _name_inside(folder, data) or f"monitoring/{data.name}"
        if not name.isascii() and name.encode("utf-8", "replace").decode() != name:
            raise UsageError(f"{data}: the name of the file is not UTF-8; rename it.")
        if _name_inside(folder, data) is None:
            made[name] = data
    text = render_project(
        module, written, country=country, zones=zones, file=name, proposal=proposal
    )
    return {"project.toml": text.encode(), ".gitattributes": GITATTRIBUTES, **made}


def render_from_workbook(
    folder: Path, workbook: Path, methodologies: Sequence[Path]
) -> tuple[dict[str, bytes | Path], str]:
    """Return the files of the project that a workbook describes, and what there is to say.

    Args:
        folder: where the project is to lie.
        workbook: the filled-in workbook; files that it names are looked for beside it.
        methodologies: further folders of modules.

    Raises:
        RefusedError: cells of the workbook cannot be used, or its methodology is unknown.
    """
    from jcm_mrv.forms.neighbours import find_neighbours
    from jcm_mrv.forms.project import make_project
    from jcm_mrv.library import read_library

    if _is_monitoring_workbook(workbook):
        return _render_from_monitoring(folder, workbook, methodologies)
    made = make_project(workbook, read_library(methodologies))
    found = find_neighbours(workbook.parent, made.named)
    copied: dict[str, bytes | Path] = {
        name: path
        for name, path in found.files.items()
        if not _same_file(folder.joinpath(*name.split("/")), path)
    }
    notes = [f"{name} was copied from beside the workbook.\n" for name in copied]
    notes += [
        f'{place}: "{pattern}" does not lie beside the workbook; put it into {folder}.\n'
        for place, pattern in found.missing
    ]
    notes += [f"Now run:\n  jcm-mrv check {folder}\n"]
    return {**made.files, ".gitattributes": GITATTRIBUTES, **copied}, "".join(notes)


def _is_monitoring_workbook(workbook: Path) -> bool:
    """Tell the workbook of a report from that of the template, by the sheets that lie in it."""
    from jcm_mrv.readings.content import InputFault
    from jcm_mrv.readings.workbook.whole import list_sheets

    try:
        return "MRS(input)" in list_sheets(workbook, workbook.name)
    except InputFault:
        return False  # the reader of the other kind tells what is wrong with it


def _render_from_monitoring(
    folder: Path, workbook: Path, methodologies: Sequence[Path]
) -> tuple[dict[str, bytes | Path], str]:
    from jcm_mrv.cli.verifying_workbook import require_words

    require_words()
    from jcm_mrv.forms.monitoring.making import make_project
    from jcm_mrv.library import read_library

    files, left = make_project(workbook, read_library(methodologies), zones_of)
    notes = "".join(f"{line}.\n" for line in left)
    made: dict[str, bytes | Path] = {**files, ".gitattributes": GITATTRIBUTES}
    return made, f"{notes}Now run:\n  jcm-mrv calculate {folder}\n"


def render_template(
    reference: str, output: Path | None, methodologies: Sequence[Path]
) -> tuple[Path, bytes]:
    """Return where a workbook to fill in is to lie, and its bytes.

    Args:
        reference: a module's id or a JCM number, with or without its version.
        output: where to write it; None means here, by the name of the methodology.
        methodologies: further folders of modules.

    Raises:
        RefusedError: the methodology is unknown.
        UsageError: ``output`` is not the name of a workbook.
    """
    from jcm_mrv.forms.sheets import lay_out
    from jcm_mrv.forms.write import render_workbook
    from jcm_mrv.library import read_library

    if output is not None and output.suffix.lower() != ".xlsx":
        raise UsageError(f"{output}: the name of a workbook ends in .xlsx.")
    module, approved = choose_module(read_library(methodologies), reference)
    country = approved.country if approved else None
    written = approved.reference if approved else module.reference
    sheets = lay_out(module, written, country, zones_of(country) if country else ())
    path = output or Path(f"{written.replace(' ', '-')}.xlsx")
    return path, render_workbook(sheets, f"{written}: {module.title}")


def describe_template(path: Path) -> str:
    """Say what a person does with a new workbook."""
    return f"Fill in its yellow cells, then run:\n  jcm-mrv init --from {path} FOLDER\n"


def _same_file(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def describe_next_steps(folder: Path) -> str:
    """Say what a person does with a new project."""
    return (
        f'Fill in every "{FILL_IN}" of {folder / "project.toml"}, put the readings where it says, '
        f"then run:\n  jcm-mrv check {folder}\n"
    )


def zones_of(country: str) -> tuple[str, ...]:
    """Return the time zones of a country, by its ISO 3166-1 alpha-2 code, from tzdata."""
    table = resource_files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return tuple(sorted(row[2] for row in rows if row[0] == country))


def _read_proposal(data: Path, module: Methodology) -> Proposal:
    from jcm_mrv.readings.content import InputFault
    from jcm_mrv.readings.workbook.kind import is_workbook_name

    try:
        if is_workbook_name(data.name):
            from jcm_mrv.cli.propose_workbook import propose_workbook

            return propose_workbook(data, module.units.names)
        with open_binary(data) as stream:
            head = stream.read(SAMPLE_BYTES)
            if head.startswith(b"PAR1"):
                head = _sample_parquet(data)
            if head.startswith(b"\x1f\x8b"):
                stream.seek(0)
                head = gzip.GzipFile(fileobj=stream).read(SAMPLE_BYTES)
        return propose_source(head, module.units.names)
    except (ProposalError, InputFault) as error:
        raise UsageError(f"{data}: {error}.") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UsageError(f"{data}: the gzip file is damaged.") from error
    except FileFault as error:
        raise UsageError(f"{error}.") from error
    except OSError as error:
        raise UsageError(f"{data}: the file cannot be read.") from error


def _sample_parquet(data: Path) -> bytes:
    """Return the first rows of a Parquet file as a CSV would have them."""
    from jcm_mrv.readings.content import InputFault
    from jcm_mrv.readings.dialect import Dialect
    from jcm_mrv.readings.parquet.reading import collect_safely, open_parquet

    try:
        file = open_parquet(data, data.name, Dialect())
        plain = [name for name, flat in zip(file.header, file.footer.flat, strict=True) if flat]
        rows = file.scan().head(SAMPLE_ROWS).select(file.text(name).alias(name) for name in plain)
        return collect_safely(rows).write_csv().encode()
    except InputFault as fault:
        raise UsageError(f"{data}: {fault.message}.") from fault


def _name_inside(folder: Path, data: Path) -> str | None:
    inside = data.resolve()
    root = folder.resolve()
    return inside.relative_to(root).as_posix() if inside.is_relative_to(root) else None
