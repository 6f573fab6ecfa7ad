"""Projects that bring out every kind of node of a report, written to a folder."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.cases.projects import amounts, fixed, head

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CENTRE = "data-center-efficiency 1"
FACTORS = fixed("PUE_RE", "2") + fixed("EF_elec", "1", "tCO2/MWh")

MODULE = """
schema = "jcm-mrv/methodology/1"
id = "every-node"
version = "1.0.0"
title = "Every node"
summary = "Made up: every kind of parameter, and every node of a tree."
gases = ["CO2", "CH4"]
gwp_sets = ["AR4", "AR5"]
fidelity = "reconstructed"
[[sources]]
title = "Made up for tests"
url = "https://example.org/every-node"
[sets.kiln]
title = "kilns of the plant"
[parameters.X]
symbol = "X"
title = "heat of a kiln"
kind = "monitored"
unit = "MWh"
aggregate = "sum"
conservative = "low"
over = "kiln"
[parameters.fuel]
symbol = "f"
title = "what it replaces"
kind = "category"
values = ["coal", "gas"]
over = "kiln"
[parameters.CAP]
symbol = "CAP"
title = "size"
kind = "fixed"
unit = "MW"
over = "kiln"
[parameters.EF]
symbol = "EF"
title = "factor by fuel and size"
kind = "default"
unit = "tCO2/MWh"
over = "kiln"
[[parameters.EF.lookup]]
when = { fuel = "coal", CAP = { below = 5, unit = "MW" } }
value = 1
source = "made up"
[[parameters.EF.lookup]]
when = { fuel = "coal", CAP = { from = 5, unit = "MW" } }
value = 0.9
source = "made up"
[[parameters.EF.lookup]]
when = { fuel = "gas", CAP = { unit = "MW", from = 0 } }
value = 0.5
source = "made up"
[parameters.W]
symbol = "W"
title = "share of methane"
kind = "monitored"
unit = "1"
aggregate = "mean"
conservative = "low"
[parameters.LOW]
symbol = "LOW"
title = "least share"
kind = "monitored"
unit = "1"
aggregate = "min"
conservative = "low"
[parameters.HIGH]
symbol = "HIGH"
title = "greatest share"
kind = "monitored"
unit = "1"
aggregate = "max"
conservative = "high"
[parameters.D]
symbol = "D"
title = "days"
kind = "period"
unit = "day"
[parameters.K]
symbol = "K"
title = "a default"
kind = "default"
unit = "kWh/day"
value = 250
source = "made up"
[equations.RE_unit]
unit = "tCO2"
over = "kiln"
formula = 'X[i] * EF[i] if fuel[i] == "coal" and X[i] > 0 or not X[i] < q("1 kWh") else 0'
[equations.RE]
unit = "tCO2"
formula = 'sum(RE_unit[i] for i in kiln) + sum(RE_unit[i] for i in kiln if fuel[i] != "gas") / 3'
[equations.GAS]
unit = "tCO2e"
formula = 'W * q("2 kgCH4") * GWP_CH4 * (HIGH - LOW) ** 2'
[equations.OWN]
unit = "MWh"
formula = "K * D + min(X[i] for i in kiln) / 1000 - max(X[i] for i in kiln) / 1000"
[equations.PE]
unit = "tCO2"
formula = '''max(OWN, abs(-OWN), 0) * q("1 tCO2/MWh") * min(1, W ** -2) if W <= 1 else 0'''
[equations.ER]
unit = "tCO2"
formula = "RE - PE + 0 * GAS"
"""

STATE = """
[monitored.{name}]
[[monitored.{name}.source]]
files = "states.csv"
columns = ["w"]
measures = "state"
unit = "1"
time = "day"
stamp = "start"
step = "1 day"
"""

REGISTER = """
[monitored.EC_IT]
point = 1
[[monitored.EC_IT.source]]
files = "it.csv"
columns = ["count"]
measures = "register"
unit = "MWh"
time = "timestamp"
"""

GAP = """
[monitored.EC_DC]
point = 2
rated = {{ value = 50, unit = "MW" }}
{treatment}
[[monitored.EC_DC.source]]
files = "dc.csv"
columns = ["mwh"]
measures = "energy"
unit = "MWh"
time = "timestamp"
stamp = "start"
step = "1 day"
"""


def module(folder: Path) -> Path:
    """Write the methodology that has every node, and return the folder of modules."""
    place = folder / "modules" / "every-node" / "1"
    place.mkdir(parents=True)
    (place / "methodology.toml").write_text(MODULE, encoding="utf-8")
    (place / "cases.toml").write_text('schema = "jcm-mrv/cases/1"\n', encoding="utf-8")
    return folder / "modules"


def days(start: str, count: int, values: Callable[[int], str], name: str) -> str:
    """Return a CSV of one reading a day."""
    first = dt.date.fromisoformat(start)
    rows = [f"{first + dt.timedelta(day)},{values(day)}" for day in range(count)]
    return "\n".join([name, *rows, ""])


def every_node(folder: Path) -> None:
    """Write a project with sets, means, extremes, a lookup, a GWP, a cut and a change."""
    module(folder)
    text = head(CENTRE, "2017-12-01", "2018-02-28").replace(CENTRE, "every-node 1")
    text = text.split("[eligibility]", maxsplit=1)[0]
    text = text.replace("[monitoring_period]", 'gwp_set = "AR5"\n[monitoring_period]')
    text += "cuts = [2018-02-10]\n"
    kilns = (("a", "coal", "4", "120"), ("b", "gas", "7", "60.5"), ("c", "coal", "5", "31"))
    for name, fuel, size, heat in kilns:
        text += f'[[sets.kiln.member]]\nid = "{name}"\n'
        text += fixed("fuel", f'"{fuel}"', None, f'kiln = "{name}"')
        text += f'[[monitored.X]]\nkiln = "{name}"\npoint = 1\n[[monitored.X.amount]]\n'
        text += f'start = 2017-12-01\nend = 2018-02-28\nvalue = {heat}\nunit = "MWh"\n'
        text += 'evidence = "by hand"\n'
        if name != "c":
            text += fixed("CAP", size, "MW", f'kiln = "{name}"')
    text += fixed("CAP", "4", "MW", 'kiln = "c"\nuntil = 2018-01-14')
    text += fixed("CAP", "5000", "kW", 'kiln = "c"\nfrom = 2018-01-15')
    text += "".join(STATE.format(name=name) for name in ("W", "LOW", "HIGH"))
    (folder / "project.toml").write_text(text, encoding="utf-8")
    shares = days("2017-12-01", 90, lambda day: f"0.{3 + day % 7}{day % 10}1", "day,w")
    (folder / "states.csv").write_text(shares, encoding="utf-8")


def centre(folder: Path, years: list[tuple[str, str, str, str]], **more: str) -> None:
    """Write a data centre of stated amounts: start, end, IT and facility [MWh]."""
    text = head(CENTRE, years[0][0], years[-1][1], country=more.get("country", "LA"))
    text = text.replace("[eligibility]", f"{more.get('period', '')}\n[eligibility]") + FACTORS
    text += amounts("EC_IT", [(start, end, it) for start, end, it, _ in years], "MWh")
    text += amounts("EC_DC", [(start, end, dc) for start, end, _, dc in years], "MWh")
    (folder / "project.toml").write_text(text, encoding="utf-8")


def year(number: int, it: str, dc: str) -> tuple[str, str, str, str]:
    """Return the amounts of a calendar year."""
    return (f"{number}-01-01", f"{number}-12-31", it, dc)


def deficits(folder: Path) -> None:
    """Write years of 5.5, -3, 2.25, -4 and 10.75 t."""
    pairs = (("10", "14.5"), ("10", "23"), ("10", "17.75"), ("10", "24"), ("20", "29.25"))
    centre(folder, [year(2016 + index, it, dc) for index, (it, dc) in enumerate(pairs)])


def negative(folder: Path) -> None:
    """Write two years that together emit more than the reference."""
    centre(folder, [year(2017, "10", "15"), year(2018, "10", "40")])


def cuts(folder: Path) -> None:
    """Write lines of one year of 5.5, -3.25, 2.5 and 2.25 t."""
    lines = [
        ("2017-01-01", "2017-03-31", "10", "14.5"),
        ("2017-04-01", "2017-06-30", "10", "23.25"),
        ("2017-07-01", "2017-09-30", "10", "17.5"),
        ("2017-10-01", "2017-12-31", "10", "17.75"),
    ]
    centre(folder, lines, period="cuts = [2017-04-01, 2017-07-01, 2017-10-01]")


def trial(folder: Path) -> None:
    """Write a trial run, which has no credits."""
    centre(folder, [year(2017, "100", "150")], country="none")


def register(folder: Path) -> None:
    """Write a register that is read in the middle of the months, over New Year."""
    text = head(CENTRE, "2017-11-01", "2018-02-28") + FACTORS + REGISTER
    text += amounts("EC_DC", [("2017-11-01", "2018-02-28", "90")], "MWh")
    (folder / "project.toml").write_text(text, encoding="utf-8")
    rows = [
        "2017-10-20,100",
        "2017-11-13,131",
        "2017-12-09,177",
        "2018-01-15,240",
        "2018-03-05,301",
    ]
    (folder / "it.csv").write_text("\n".join(["timestamp,count", *rows, ""]), encoding="utf-8")


def gap(folder: Path, treatment: str = "") -> None:
    """Write a meter of the high side with a day missing in its second year: an error there."""
    text = head(CENTRE, "2017-12-01", "2018-01-31") + FACTORS
    text += amounts("EC_IT", [("2017-12-01", "2018-01-31", "900")], "MWh")
    text += GAP.format(treatment=treatment)
    (folder / "project.toml").write_text(text, encoding="utf-8")
    rows = days("2017-12-01", 62, lambda day: f"1{day % 10}.5", "timestamp,mwh").splitlines()
    (folder / "dc.csv").write_text("\n".join([*rows[:50], *rows[51:], ""]), encoding="utf-8")


def treated(folder: Path) -> None:
    """Write the same meter, its missing day counted at the rated power: an adjustment."""
    gap(folder, 'gap_treatment = "maximum"')


PLANTS: dict[str, Callable[[Path], None]] = {
    "every-node": every_node,
    "deficits": deficits,
    "negative": negative,
    "cuts": cuts,
    "trial": trial,
    "register": register,
    "gap": gap,
    "treated": treated,
}
"""Each writes a project to a folder; only the first needs its own modules."""
