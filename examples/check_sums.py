"""Add up the six examples a second time, without jcm-mrv.

Only ``csv`` and exact fractions of Python's own library, one short function for each example:
what a verifier would do in a spreadsheet, without its rounding. The numbers that this prints
are those that the tests expect of ``jcm-mrv calculate``.

    python examples/check_sums.py

It knows the files of the examples by name and has their fixed values written out, so that a slip
in a project.toml shows as a difference.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

FOLDER = Path(__file__).parent


class Line(NamedTuple):
    """One line of a result, a calendar year or the total, in tCO2e; credits are whole tonnes."""

    period: str
    reference_emissions: Fraction
    project_emissions: Fraction
    emission_reductions: Fraction
    credits: int | None


def add_lao_data_center() -> Mapping[int, tuple[Fraction, Fraction]]:
    """RE = EC_IT * 1.8 * 0.5546 and PE = EC_DC * 0.5546, from kWh of each hour."""
    servers: defaultdict[int, Fraction] = defaultdict(Fraction)
    centre: defaultdict[int, Fraction] = defaultdict(Fraction)
    for row in _rows("lao-data-center/monitoring/*.csv"):
        year = int(row["timestamp"][:4])
        servers[year] += Fraction(row["it_a_kwh"]) + Fraction(row["it_b_kwh"])
        centre[year] += Fraction(row["facility_kwh"])
    factor = Fraction("0.5546") / 1000
    return {
        year: (servers[year] * Fraction("1.8") * factor, centre[year] * factor) for year in servers
    }


def add_mexico() -> Mapping[int, tuple[Fraction, Fraction]]:
    """RE = EG * 0.423, from kWh of each hour; a stamp is the end of its hour."""
    energy: defaultdict[int, Fraction] = defaultdict(Fraction)
    for row in _rows("mexico-rooftop-solar/monitoring/*.csv"):
        start = dt.datetime.fromisoformat(row["hour_ending"]) - dt.timedelta(hours=1)
        energy[start.year] += Fraction(row["ac_energy_kwh"])
    return {year: (energy[year] / 1000 * Fraction("0.423"), Fraction(0)) for year in energy}


def add_factory() -> Mapping[int, tuple[Fraction, Fraction]]:
    """RE = (EG[a] + EG[b]) * 0.525, from mean kW of each hour; missing hours count as nothing."""
    energy: defaultdict[int, Fraction] = defaultdict(Fraction)
    for row in _rows("philippines-rooftop-solar/monitoring/roof-*.csv"):
        energy[int(row["timestamp"][:4])] += Fraction(row["ac_power_kw"]) * 1
    return {year: (energy[year] / 1000 * Fraction("0.525"), Fraction(0)) for year in energy}


def add_bohol() -> Mapping[int, tuple[Fraction, Fraction]]:
    """RE = (export * 36,000 - import) * 0.525, from the counters at the ends of each year."""
    ends = ("2025-07-16 00:00", "2026-01-01 00:00", "2026-07-16 00:00")
    sent, drawn = (
        {
            row["read_at"]: Fraction(row["register_kwh"])
            for row in _rows(f"philippines-bohol-solar/monitoring/{name}.csv")
        }
        for name in ("export", "import")
    )
    result = {}
    for year, first, last in ((2025, ends[0], ends[1]), (2026, ends[1], ends[2])):
        net = (sent[last] - sent[first]) * 36_000 - (drawn[last] - drawn[first])
        result[year] = (net / 1000 * Fraction("0.525"), Fraction(0))
    return result


def add_cement() -> Mapping[int, tuple[Fraction, Fraction]]:
    """RE = (EG_SUP - 0.25 MW * 24 h * days) * 0.525, from mean kW of each hour."""
    energy: defaultdict[int, Fraction] = defaultdict(Fraction)
    for row in _rows("philippines-cement-whr/monitoring/*.csv"):
        energy[int(row["timestamp"][:4])] += Fraction(row["power_kw"]) * 1
    # July to December has 184 days, January to June of 2026 has 181.
    days = {2025: 184, 2026: 181}
    return {
        year: (
            (energy[year] / 1000 - Fraction("0.25") * 24 * days[year]) * Fraction("0.525"),
            Fraction(0),
        )
        for year in energy
    }


def add_measured() -> Mapping[int, tuple[Fraction, Fraction]]:
    """RE = EG * 0.5, from mean W of each quarter of an hour; negative readings stay."""
    energy: defaultdict[int, Fraction] = defaultdict(Fraction)
    for row in _rows("measured-rooftop-pv/monitoring/*.csv"):
        energy[int(row["measured_on"][:4])] += Fraction(row["ac_power"]) / 4
    return {year: (energy[year] / 10**6 * Fraction("0.5"), Fraction(0)) for year in energy}


EXAMPLES: Mapping[str, Callable[[], Mapping[int, tuple[Fraction, Fraction]]]] = {
    "lao-data-center": add_lao_data_center,
    "mexico-rooftop-solar": add_mexico,
    "philippines-rooftop-solar": add_factory,
    "philippines-bohol-solar": add_bohol,
    "philippines-cement-whr": add_cement,
    "measured-rooftop-pv": add_measured,
}
OUTSIDE_OF_THE_JCM = {"measured-rooftop-pv"}


def compute_lines(name: str) -> list[Line]:
    """Return a line for each calendar year of an example and one for the total.

    Each year is rounded down to whole tonnes; the total of the credits is the sum of the years.
    """
    years = [
        Line(
            str(year),
            reference,
            project,
            reference - project,
            None if name in OUTSIDE_OF_THE_JCM else (reference - project) // 1,
        )
        for year, (reference, project) in sorted(EXAMPLES[name]().items())
    ]
    tonnes = [line.credits for line in years]
    total = Line(
        "total",
        sum((line.reference_emissions for line in years), Fraction(0)),
        sum((line.project_emissions for line in years), Fraction(0)),
        sum((line.emission_reductions for line in years), Fraction(0)),
        None if None in tonnes else sum(value for value in tonnes if value is not None),
    )
    return [*years, total]


def render_line(line: Line) -> str:
    """Render a line as a row of a Markdown table, tonnes cut to three decimals."""
    whole_tonnes = "none" if line.credits is None else f"{line.credits:,}"
    numbers = (line.reference_emissions, line.project_emissions, line.emission_reductions)
    shown = " | ".join(_three_decimals(number) for number in numbers)
    return f"| {line.period} | {shown} | {whole_tonnes} |"


def main() -> None:
    """Print one table for each example."""
    for name in EXAMPLES:
        print(f"{name}\n")
        print("| year | reference [tCO2] | project [tCO2] | reductions [tCO2] | credits [t] |")
        print("|---|--:|--:|--:|--:|")
        for line in compute_lines(name):
            print(render_line(line))
        print()


def _rows(pattern: str) -> Iterator[dict[str, str]]:
    for path in sorted(FOLDER.glob(pattern)):
        with path.open(encoding="ascii", newline="") as file:
            yield from csv.DictReader(file)


def _three_decimals(tonnes: Fraction) -> str:
    # Cut, not rounded: a shown number is never more than the exact one.
    whole, thousandths = divmod(tonnes * 1000 // 1, 1000)
    return f"{whole:,}.{thousandths:03}"


if __name__ == "__main__":
    main()
