"""Small projects written to a folder, for tests that calculate from files to tonnes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from jcm_mrv.run import Outcome, calculate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

ANSWERS = {"data-center-efficiency": 2, "rooftop-solar": 3, "waste-heat-recovery": 4}
HOUR = dt.timedelta(hours=1)


def head(
    methodology: str, start: str, end: str, *, country: str = "LA", zone: str = "Asia/Vientiane"
) -> str:
    """Return the head of a project.toml: project, period, eligibility."""
    module = methodology.split(" ", maxsplit=1)[0]
    answers = "\n".join(
        f'{number} = {{ met = true, evidence = "by hand" }}'
        for number in range(1, ANSWERS[module] + 1)
    )
    return f"""
schema = "jcm-mrv/project/1"
[project]
title = "A case worked by hand"
country = "{country}"
methodology = "{methodology}"
time_zone = "{zone}"
start_of_operation = 2010-01-01
[monitoring_period]
start = {start}
end = {end}
[eligibility]
{answers}
"""


def fixed(name: str, value: str, unit: str | None = None, extra: str = "") -> str:
    """Return the table of a fixed value."""
    written = f'unit = "{unit}"\n' if unit else ""
    return f'[[fixed.{name}]]\nvalue = {value}\n{written}source = "by hand"\n{extra}\n'


def amounts(parameter: str, rows: Iterable[tuple[str, str, str]], unit: str, more: str = "") -> str:
    """Return stated amounts of a parameter: first day, last day, value."""
    tables = "".join(
        f"[[monitored.{parameter}.amount]]\nstart = {start}\nend = {end}\nvalue = {value}\n"
        f'unit = "{unit}"\nevidence = "by hand"\n'
        for start, end, value in rows
    )
    return f"[monitored.{parameter}]\npoint = 1\n{more}\n{tables}"


def hourly(start: str, sums: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    """Spread sums over hours: for each (hours, sum) readings of one decimal that add up to it."""
    rows: list[tuple[str, str]] = []
    moment = dt.datetime.fromisoformat(start)
    for hours, total in sums:
        tenths = int(Decimal(total) * 10)
        base, more = divmod(tenths, hours)
        for index in range(hours):
            rows.append((f"{moment:%Y-%m-%d %H:%M}", str(Decimal(base + (index < more)) / 10)))
            moment += HOUR
    return rows


def table(name: str, rows: Iterable[tuple[str, str]]) -> str:
    """Return a CSV of stamps and readings."""
    return f"timestamp,{name}\n" + "".join(f"{stamp},{value}\n" for stamp, value in rows)


def calculate_text(folder: Path, project: str, files: Mapping[str, str] | None = None) -> Outcome:
    """Write a project and calculate it."""
    (folder / "project.toml").write_text(project, encoding="utf-8")
    for name, text in (files or {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return calculate(folder)


def credits_of(outcome: Outcome) -> list[int | None]:
    """Return the credits of each line [t]."""
    return [line["credits"] for line in outcome.document["vintages"]]


def reductions_of(outcome: Outcome) -> list[str]:
    """Return the exact emission reductions of each line [tCO2]."""
    return [line["emission_reductions"]["value"] for line in outcome.document["vintages"]]


def found(outcome: Outcome, code: str) -> list[str]:
    """Return the severities of the findings of a code."""
    return [finding.severity for finding in outcome.findings if finding.code == code]
