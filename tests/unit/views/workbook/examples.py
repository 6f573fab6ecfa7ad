"""Every report that the tests of the workbook recalculate, by name."""

from __future__ import annotations

import datetime as dt
import importlib
import tempfile
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from tests.checker.plants import PLANTS
from tests.checker.running import EXAMPLES, document_of, plant
from tests.unit.views.workbook.made import (
    PLAIN,
    Made,
    Part,
    document,
    methodology_of,
    parse,
    whole_years,
)

from jcm_mrv.library import read_library
from jcm_mrv.methodology.casefile import parse_cases

if TYPE_CHECKING:
    from jcm_mrv.methodology.casefile import Case
    from jcm_mrv.methodology.evaluation import Value
    from jcm_mrv.report.reading import ParsedReport

# The worked numbers of the project, as tests/cases calculates them from files.
WORKED = {
    "test_data_center": (
        "test_each_year_is_rounded_down_by_itself",
        "test_an_invoice_across_new_year_is_split_by_days",
        "test_a_gap_on_the_high_side_is_an_error_until_treated",
        "test_a_gap_counted_at_the_rated_power_costs_what_it_could_have_drawn",
        "test_late_calibration_is_corrected_against_the_project",
    ),
    "test_solar": (
        "test_a_register_rolls_over_and_is_replaced",
        "test_the_import_of_a_solar_plant_errs_on_the_high_side",
    ),
    "test_waste_heat": (
        "test_a_leap_year_has_366_days_of_auxiliary_use",
        "test_the_days_of_each_year_are_those_inside_the_period",
    ),
}

# ruff: noqa: E501 -- a formula is one line
EVERY_TREE = """
[units]
lamp = "a lamp"
[sets.chiller]
title = "chillers"
[sets.shop]
title = "shops"
[parameters.EC]
symbol = 'EC_{i,p}'
title = "electricity"
kind = "monitored"
unit = "MWh"
aggregate = "sum"
conservative = "low"
over = "chiller"
[parameters.use]
symbol = "u"
title = "what it cools"
kind = "category"
values = ["ac", "AC", 'with "quotes"']
over = "chiller"
[parameters.CAP]
symbol = "CAP"
title = "capacity"
kind = "fixed"
unit = "kW"
over = "chiller"
[parameters.COP]
symbol = "COP"
title = "coefficient by capacity and use"
kind = "default"
unit = "1"
over = "chiller"
[[parameters.COP.lookup]]
when = { CAP = { below = 300, unit = "kW" }, use = "ac" }
value = 5.5
source = "table 1"
[[parameters.COP.lookup]]
when = { CAP = { from = 300, unit = "kW" }, use = "ac" }
value = 6.25
source = "table 1"
[[parameters.COP.lookup]]
when = { CAP = { from = 0, unit = "kW" }, use = "AC" }
value = 3
source = "table 2"
[[parameters.COP.lookup]]
when = { CAP = { from = 0, unit = "kW" }, use = 'with "quotes"' }
value = 2
source = "table 2"
[parameters.N]
symbol = "N"
title = "lamps"
kind = "monitored"
unit = "lamp"
aggregate = "max"
conservative = "low"
over = "shop"
[parameters.T]
symbol = "T"
title = "temperature difference"
kind = "monitored"
unit = "delta_degC"
aggregate = "mean"
conservative = "low"
[parameters.P]
symbol = "P"
title = "power"
kind = "monitored"
unit = "kW"
aggregate = "min"
conservative = "low"
[parameters.EF]
symbol = "EF"
title = "factor"
kind = "default"
unit = "tCO2/MWh"
value = 0.5
source = "table 3"
[parameters.MODE]
symbol = "m"
title = "mode"
kind = "category"
values = ["winter", "summer"]
[parameters.D]
symbol = "D"
title = "days"
kind = "period"
unit = "day"
[equations.SHARE]
unit = "1"
over = "chiller"
formula = "EC[i] / sum(EC[j] for j in chiller)"
[equations.AHEAD]
unit = "MWh"
over = "chiller"
formula = "sum(EC[j] for j in chiller if EC[j] > EC[i]) + 0 * EC[i]"
[equations.RI]
unit = "tCO2"
over = "chiller"
formula = 'EC[i] * COP[i] * EF * (SHARE[i] + 1) ** 2 if use[i] == "ac" else EC[i] ** -1 * q("1 MWh") * q("1 tCO2")'
[equations.BIG]
unit = "MWh"
formula = 'max(EC[i] for i in chiller if use[i] != "AC") - min(EC[i] * 2 for i in chiller if not CAP[i] < q("0.3 MW"))'
[equations.LAMPS]
unit = "tCO2"
formula = 'sum(N[s] for s in shop) * q("0.25 kgCO2/lamp") * D / q("1 day")'
[equations.RE]
unit = "tCO2"
formula = '''sum(RI[i] for i in chiller) + LAMPS + BIG * EF + max(-P, P / 3) * q("1 hour") * EF'''
[equations.PE]
unit = "tCO2"
formula = '''(sum(AHEAD[i] for i in chiller) * EF / 1000 if MODE == "summer" and (T > q("1 delta_degC") or T < q("-1 delta_degC") or q("1 delta_degC") / T > 1) else abs(-q("1.5 kgCO2")))'''
[equations.ER]
unit = "tCO2"
formula = "RE - PE"
"""
"""Every node of a tree, conversions, categories that differ by case, two sets, nested sums."""


@cache
def reports() -> dict[str, ParsedReport]:
    """Return every report, calculated once."""
    found = {f"example {path.name}": parse(document_of(path)) for path in EXAMPLES}
    with tempfile.TemporaryDirectory() as folder:
        for name in PLANTS:
            project = plant(name, Path(folder) / f"plant-{name}")
            found[f"kind {name}"] = parse(document_of(project))
        found |= _worked(Path(folder))
    return found | _cases() | _constructed()


def _worked(folder: Path) -> dict[str, ParsedReport]:
    """Run the tests of the worked numbers, and keep what they calculate."""
    found = {}
    for module_name, tests in WORKED.items():
        module = importlib.import_module(f"tests.cases.{module_name}")
        for test in tests:
            outcomes: list[Any] = []
            own = module.calculate_text

            def keep(*args: Any, own: Any = own, kept: list[Any] = outcomes) -> Any:
                kept.append(own(*args))
                return kept[-1]

            place = folder / test
            place.mkdir()
            with patch.object(module, "calculate_text", keep):
                getattr(module, test)(place)
            name = test.removeprefix("test_").replace("_", " ")
            found[f"worked {name}"] = parse(outcomes[0].document)
    return found


def _cases() -> dict[str, ParsedReport]:
    """Make reports of the worked cases of each methodology: a line for each, in leap years."""
    found, library = {}, read_library()
    for module in library.modules():
        alike: dict[Any, list[Case]] = {}
        for case in parse_cases(library.read_cases(module), module, file="cases.toml"):
            alike.setdefault((tuple(case.sets.items()), case.gwp_set), []).append(case)
        for number, cases in enumerate(alike.values(), 1):
            parts = [_year_of(case, at) for at, case in enumerate(cases)]
            lines = [(part.start, part.end) for part in parts]
            sets, gwp_set = cases[0].sets, cases[0].gwp_set
            made = Made(module, lines, parts, sets, gwp_set=gwp_set)
            found[f"cases {module.id} {number}: {len(cases)}"] = parse(document(made))
    return found


def _year_of(case: Case, line: int) -> Part:
    first = dt.date(2000 + 4 * line, 1, 1)
    last = first + dt.timedelta(int(case.days) - 1)
    return Part(line, first.isoformat(), last.isoformat(), case.inputs)


def _constructed() -> dict[str, ParsedReport]:
    """Make what examples and cases have little of."""
    return {
        "made deficits": whole_years(
            ["100.5", "-30.25", "0.5", "-80", "10.75", "3.5", "-2.125", "40.0625"]
        ),
        "made thirds": whole_years(["1/3", "5/3", "-1/7", "22/7", "1000000/3"]),
        "made cuts": _cuts(),
        "made withheld": whole_years(["7.75", "9.5", "11.25"], withheld=frozenset({1})),
        "made trial": whole_years(["7.75"], country="none"),
        "made every tree": _every_tree(),
        "made members": members(60),
    }


def _cuts() -> ParsedReport:
    lines = [
        ("2021-01-01", "2021-03-31"),
        ("2021-04-01", "2021-06-30"),
        ("2021-07-01", "2021-12-31"),
        ("2022-01-01", "2022-12-31"),
        ("2023-01-01", "2023-06-30"),
        ("2023-07-01", "2023-12-31"),
    ]
    reductions = ["10.75", "-3.5", "2.5", "-4.25", "0.875", "6.625"]
    parts = [Part(at, *lines[at], {"X": Fraction(one)}) for at, one in enumerate(reductions)]
    return parse(document(Made(methodology_of(PLAIN), lines, parts)))


def _every_tree() -> ParsedReport:
    sets = {"chiller": ("a", "b", "c", "=1+1"), "shop": ("north", "south")}
    ids = sets["chiller"]

    def each(*values: str) -> dict[str, Fraction | str]:
        return {one: Fraction(value) for one, value in zip(ids, values, strict=True)}

    first: dict[str, Value] = {
        "EC": each("120.5", "60.25", "31", "1/3"),
        "use": _texts(ids, ("ac", "ac", "AC", 'with "quotes"')),
        "CAP": each("299.9", "300", "500", "1000"),
        "N": {"north": Fraction(1200), "south": Fraction(350)},
        "T": Fraction("0.5"),
        "P": Fraction("17.3"),
        "MODE": "summer",
    }
    second: dict[str, Value] = {
        **first,
        "MODE": "winter",
        "T": Fraction(0),
        "CAP": each("300", "299", "1", "2"),
    }
    lines = [("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31")]
    parts = [
        Part(0, "2023-01-01", "2023-05-31", first),
        Part(0, "2023-06-01", "2023-12-31", second),
        Part(1, *lines[1], {**first, "T": Fraction(7)}),
    ]
    return parse(document(Made(methodology_of(EVERY_TREE), lines, parts, sets)))


def _texts(ids: tuple[str, ...], texts: tuple[str, ...]) -> dict[str, Fraction | str]:
    return dict(zip(ids, texts, strict=True))


def members(count: int) -> ParsedReport:
    """Return a report of many roofs."""
    module = next(one for one in read_library().modules() if one.id == "rooftop-solar")
    ids = tuple(f"roof-{number:05}" for number in range(count))
    inputs = {
        "EG": {one: Fraction(number + 1, 7) for number, one in enumerate(ids)},
        "EF_RE": {one: Fraction(5 + number % 3, 10) for number, one in enumerate(ids)},
    }
    line = ("2024-01-01", "2024-12-31")
    return parse(document(Made(module, [line], [Part(0, *line, inputs)], {"system": ids})))
