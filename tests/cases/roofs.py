"""A small solar roof in a folder, for the checks of its readings: one methodology, one table."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jcm_mrv.run import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from jcm_mrv.findings import Finding

METHODOLOGY = """
schema = "jcm-mrv/methodology/1"
id = "one-meter"
version = "1.0.0"
title = "One meter"
summary = "Electricity times a factor, for tests."
gases = ["CO2"]
fidelity = "reconstructed"
[[sources]]
title = "made up"
url = "https://example.org/"
[parameters.E]
symbol = "E"
title = "Electricity"
kind = "monitored"
unit = "{parameter}"
aggregate = "{aggregate}"
conservative = "{side}"
[equations.RE]
unit = "tCO2"
formula = '{reference}'
[equations.PE]
unit = "tCO2"
formula = '{project}'
[equations.ER]
unit = "tCO2"
formula = "RE - PE"
"""
FORMULAS = {
    "low": {"reference": 'E * q("1 tCO2/{unit}")', "project": "0"},
    "high": {"reference": 'q("1000000 tCO2")', "project": 'E * q("1 tCO2/{unit}")'},
}
PROJECT = """
schema = "jcm-mrv/project/1"
[project]
title = "One meter"
country = "none"
methodology = "one-meter 1"
time_zone = "{zone}"
[monitoring_period]
start = {start}
end = {end}
{more}
[monitored.E]
{point}
[[monitored.E.source]]
files = "readings.csv"
columns = {columns}
measures = "{measures}"
unit = "{unit}"
time = "time"
{step}
{source}
"""
ALWAYS = {"P026"}


def stamped(start: str, values: Iterable[object], *, minutes: int = 60) -> list[tuple[str, str]]:
    """Return rows of stamps and readings, one a step; None leaves a step out."""
    moment, rows = dt.datetime.fromisoformat(start), []
    for value in values:
        if value is not None:
            rows.append((f"{moment:%Y-%m-%d %H:%M}", str(value)))
        moment += dt.timedelta(minutes=minutes)
    return rows


def told(
    folder: Path,
    rows: Sequence[Sequence[str]],
    days: tuple[str, str],
    *,
    side: str = "low",
    columns: Sequence[str] = ("kwh",),
    zone: str = "Asia/Bangkok",
    minutes: int = 60,
    measures: str = "energy",
    unit: str = "kWh",
    point: str = "",
    source: str = "",
    more: str = "",
    until: dt.date | None = None,
) -> list[Finding]:
    """Check a meter with these rows, and return what is told of its data.

    Args:
        folder: an empty folder.
        rows: a stamp and a reading of every column.
        days: first and last day of the period.
        side: the conservative side of the methodology.
        columns: names of the columns, all of which are added up.
        zone: time zone of the project.
        minutes: the step; 0 for a register.
        measures: what a reading is.
        unit: of the readings.
        point: more lines of the monitoring point.
        source: more lines of its source.
        more: tables of the project.
        until: as the command line has it.
    """
    module = folder / "modules" / "one-meter" / "1"
    module.mkdir(parents=True, exist_ok=True)
    state = measures == "state"
    parameter, aggregate = ("delta_degC", "mean") if state else ("MWh", "sum")
    formulas = {name: text.format(unit=parameter) for name, text in FORMULAS[side].items()}
    text = METHODOLOGY.format(side=side, parameter=parameter, aggregate=aggregate, **formulas)
    (module / "methodology.toml").write_text(text, "utf-8")
    (module / "cases.toml").write_text('schema = "jcm-mrv/cases/1"\n', "utf-8")
    project = PROJECT.format(
        zone=zone,
        start=days[0],
        end=days[1],
        more=more,
        point=point,
        columns=str(list(columns)).replace("'", '"'),
        measures=measures,
        unit=unit,
        step=f'stamp = "start"\nstep = "{minutes} minutes"' if minutes else "",
        source=source,
    )
    (folder / "project.toml").write_text(project, "utf-8")
    lines = [",".join(["time", *columns]), *(",".join(row) for row in rows), ""]
    (folder / "readings.csv").write_text("\n".join(lines), "utf-8")
    found = check(folder, until=until, methodologies=[folder / "modules"])
    return [one for one in found if one.code not in ALWAYS]


def codes(found: Iterable[Finding]) -> list[str]:
    """Return the codes of findings, sorted, each as often as it was told."""
    return sorted(one.code for one in found)
