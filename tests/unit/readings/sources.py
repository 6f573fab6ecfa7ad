"""Sources of a small project, written to a folder and read as the program reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.projects import fixed, head

from jcm_mrv.calculation.timeline import lay_out
from jcm_mrv.library import read_library
from jcm_mrv.project.reading import read_project
from jcm_mrv.readings.collect import Readings, read_series
from jcm_mrv.readings.zones import read_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jcm_mrv.readings.series import Side

SOURCE = """
[[monitored.EG_SUP.source]]
files = "{files}"
columns = {columns}
measures = "energy"
unit = "MWh"
time = "time"
stamp = "start"
step = "{step}"
{more}
"""


def source(
    files: str = "a.csv", columns: str = '["a"]', step: str = "1 hour", more: str = ""
) -> str:
    """Return a source table of EG_SUP."""
    return SOURCE.format(files=files, columns=columns, step=step, more=more)


def readings_of(
    folder: Path,
    sources: str,
    files: Mapping[str, str | bytes],
    *,
    end: str = "2017-03-01",
    zone: str = "Asia/Vientiane",
    sides: tuple[Side, ...] = ("low",),
    progress: Callable[[int, int], None] | None = None,
    name: str = "EG_SUP",
) -> Readings:
    """Write a project with sources of one parameter, for 1 March 2017, and read them."""
    text = head("waste-heat-recovery 1", "2017-03-01", end, zone=zone)
    text += fixed("EF_grid", "0.5", "tCO2/MWh") + fixed("EC_CAP", "1", "MW")
    if name == "EG":
        text = head("rooftop-solar 1", "2017-03-01", end, zone=zone)
    text += sources.replace("EG_SUP", name)
    (folder / "project.toml").write_text(text, encoding="utf-8")
    for file, data in files.items():
        (folder / file).write_bytes(data if isinstance(data, bytes) else data.encode())
    library = read_library(())
    project = read_project(folder, lambda reference: library.find(reference).units)
    scratch = folder / "scratch"
    scratch.mkdir()
    return read_series(
        project,
        lay_out(project, read_zone(zone)).calendar,
        {name: sides},
        lambda _: True,
        {},
        library.find(project.methodology).units,
        scratch,
        progress,
    )


def lines_of(readings: Readings) -> list[str]:
    """Return the findings as they are printed."""
    return [finding.line() for finding in readings.findings]
