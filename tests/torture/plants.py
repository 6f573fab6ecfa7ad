"""Four small plants that every bad file is tried on: three methodologies, both sides.

Each reads one parameter from a table of hours, two days of 240 MWh each unless a test says
otherwise; what else its methodology needs is stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Literal

from tests.cases.projects import amounts, fixed, head

from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from jcm_mrv.findings import Finding

Tonnes = Fraction | int | str | None
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Plant:
    """Hold a plant.

    Args:
        name: in the names of tests.
        side: conservative side of the parameter that is read.
        methodology: reference of its module.
        parameter: the parameter that is read.
        rest: what else the project says; ``{start}`` and ``{end}`` are the period's.
        tonnes: ER of a total of the parameter [MWh] over two days, by hand [tCO2].
    """

    name: str
    side: Literal["low", "high"]
    methodology: str
    parameter: str
    rest: str
    tonnes: Callable[[Fraction], Fraction]

    def __str__(self) -> str:
        """Name the plant in the names of tests."""
        return self.name

    def credits(self, total: str | int) -> int | None:
        """Return the whole tonnes of a total [MWh]; none where the reductions are negative."""
        tonnes = self.tonnes(Fraction(total))
        return floor(tonnes) if tonnes >= 0 else None


FACTORS = fixed("PUE_RE", "1.8") + fixed("EF_elec", "0.5", "tCO2/MWh")
SYSTEM = '[[sets.system.member]]\nid = "roof"\n' + fixed(
    "EF_RE", "0.5", "tCO2/MWh", 'system = "roof"'
)

SERVERS = Plant(
    "servers of a data centre",
    "low",
    "data-center-efficiency 1",
    "EC_IT",
    FACTORS + amounts("EC_DC", [("{start}", "{end}", "500")], "MWh"),
    lambda total: total * Fraction("0.9") - 250,  # (1.8 EC_IT - 500) x 0.5
)
CENTRE = Plant(
    "all of a data centre",
    "high",
    "data-center-efficiency 1",
    "EC_DC",
    FACTORS + amounts("EC_IT", [("{start}", "{end}", "400")], "MWh"),
    lambda total: 360 - total / 2,  # (1.8 x 400 - EC_DC) x 0.5
)
ROOF = Plant(
    "a solar roof",
    "low",
    "rooftop-solar 1",
    "EG",
    SYSTEM,
    lambda total: total / 2,  # EG x 0.5
)
WASTE_HEAT = Plant(
    "waste heat of a kiln",
    "low",
    "waste-heat-recovery 1",
    "EG_SUP",
    fixed("EF_grid", "0.5", "tCO2/MWh") + fixed("EC_CAP", "1", "MW"),
    lambda total: total / 2 - 24,  # (EG_SUP - 1 MW x 24 h/day x 2 day) x 0.5
)
PLANTS = (SERVERS, CENTRE, ROOF, WASTE_HEAT)

SOURCE = """
[[monitored.{parameter}]]
{member}point = 1
[[monitored.{parameter}.source]]
files = {files}
columns = ["mwh"]
measures = "energy"
unit = "MWh"
time = {time}
stamp = "{stamp}"
step = "1 hour"
{more}
"""


@dataclass(frozen=True)
class Answer:
    """Hold what a run says of the data, and its credits."""

    findings: tuple[Finding, ...]
    credits: int | None

    def codes(self) -> list[tuple[str, str]]:
        """Return codes and severities of the findings about data, each once."""
        return sorted({(one.code, one.severity) for one in self.findings if one.code[0] == "D"})

    def said(self, code: str) -> str:
        """Return the first finding of a code as it is printed."""
        return next(one.line() for one in self.findings if one.code == code)


def hours(day: str = "2017-03-01", days: int = 2) -> list[tuple[str, str]]:
    """Return rows of 9.5 and 10.5 MWh in turn: 12 x 9.5 + 12 x 10.5 = 240 a day."""
    start = datetime.fromisoformat(day)
    return [
        (f"{start + HOUR * n:%Y-%m-%d %H:%M}", ("9.5", "10.5")[n % 2]) for n in range(24 * days)
    ]


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Return a CSV of stamps and readings."""
    return "time,mwh\n" + "".join(f"{stamp},{value}\n" for stamp, value in rows)


def run(
    plant: Plant,
    folder: Path,
    *,
    files: str = '"readings.csv"',
    start: str = "2017-03-01",
    end: str = "2017-03-02",
    zone: str = "Asia/Vientiane",
    country: str = "LA",
    stamp: str = "start",
    time: str = '"time"',
    more: str = "",
) -> Answer:
    """Calculate a plant whose files lie in a folder; no tonne is stated where findings forbid."""
    text = head(plant.methodology, start, end, country=country, zone=zone)
    text += plant.rest.replace("{start}", start).replace("{end}", end)
    text += SOURCE.format(
        parameter=plant.parameter,
        member='system = "roof"\n' if plant is ROOF else "",
        files=files,
        stamp=stamp,
        time=time,
        more=more,
    )
    (folder / "project.toml").write_text(text, encoding="utf-8")
    outcome = calculate(folder)
    return Answer(outcome.findings, outcome.document["totals"]["credits"])
