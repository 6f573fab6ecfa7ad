"""Months of a report: what each gives, what is beyond them, and how well the plant ran."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.cases.projects import amounts, calculate_text, fixed, head

from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from jcm_mrv.run import Outcome

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/project.toml"))
TONNES = ("reference_emissions", "project_emissions", "emission_reductions")
WHR = head("waste-heat-recovery 1", "2024-01-01", "2024-02-29", country="MM", zone="Asia/Yangon")
FACTORS = fixed("EC_CAP", "0.1", "MW") + fixed("EF_grid", "0.5", "tCO2/MWh")
SUPPLY = amounts(
    "EG_SUP",
    [("2024-01-01", "2024-01-31", "310"), ("2024-02-01", "2024-02-29", "145")],
    "MWh",
)
MODULE = """
schema = "jcm-mrv/methodology/1"
id = "warm"
version = "1.0.0"
title = "A product of two readings"
summary = "Made up: a formula that is not straight."
gases = ["CO2"]
fidelity = "reconstructed"
[[sources]]
title = "made up"
url = "https://example.org/"
[parameters.X]
symbol = "X"
title = "a quantity"
kind = "monitored"
unit = "MWh"
aggregate = "sum"
conservative = "low"
[parameters.T]
symbol = "T"
title = "a mean"
kind = "monitored"
unit = "delta_degC"
aggregate = "mean"
conservative = "low"
[equations.RE]
unit = "tCO2"
formula = 'X * T * q("1 tCO2/MWh/delta_degC")'
[equations.PE]
unit = "tCO2"
formula = "0"
[equations.ER]
unit = "tCO2"
formula = "RE - PE"
[[indicators]]
name = "warmth"
title = "Warmth of a quantity"
unit = "delta_degC/MWh"
formula = "T / X"
"""
WARM = """
[[monitored.T.source]]
files = "t.csv"
columns = ["t"]
measures = "state"
unit = "delta_degC"
time = "timestamp"
stamp = "start"
step = "12 hours"
"""


def values(entry: dict[str, Any], *keys: str) -> list[str | None]:
    """Return the numbers of an entry as they are written."""
    found = (entry[key] for key in keys or TONNES)
    return [None if one is None else one["value"] for one in found]


def months_of(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the months of a report."""
    months: list[dict[str, Any]] = outcome.document["months"]
    return months


def test_a_month_of_the_lao_example_is_that_of_its_readings() -> None:
    """March 2017 has 40.5235 MWh of IT and 43.93826 in all, at 1.8 and 0.5546 t/MWh."""
    outcome = calculate(ROOT / "examples" / "lao-data-center")
    read = {
        one["parameter"]: one["sum"]
        for one in outcome.document["readings"]
        if one["month"] == "2017-03"
    }
    march = months_of(outcome)[0]

    assert read == {"EC_IT": "40.5235", "EC_DC": "43.93826"}
    assert (march["segment"], march["month"], march["days"]) == (0, "2017-03", 31)
    assert values(march) == [
        "40.45379958",  # 40.5235 * 1.8 = 72.9423; 72.9423 * 0.5546
        "24.368158996",  # 43.93826 * 0.5546
        "16.085640584",  # 40.45379958 - 24.368158996
    ]
    # 43.93826 / 40.5235 = 4393826 / 4052350, and both halves of that.
    assert march["indicators"] == [{"name": "PUE", "unit": "1", "value": "2196913/2026175"}]
    assert march["expected"] is None


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_months_and_what_is_beyond_them_are_the_line(folder: Path) -> None:
    """Nothing is lost between a line and its months, to the last digit."""
    document = calculate(folder).document
    for key in TONNES:
        for number, line in enumerate(document["vintages"]):
            inside = {
                index for index, one in enumerate(document["segments"]) if one["vintage"] == number
            }
            parts = [one[key] for one in document["months"] if one["segment"] in inside]
            parts += [document["segments"][index]["beyond_months"][key] for index in inside]
            assert sum(Fraction(one["value"]) for one in parts) == Fraction(line[key]["value"])


def test_a_period_is_the_days_of_the_month(tmp_path: Path) -> None:
    """The auxiliary equipment runs 24 h on 31 and on 29 days; a year expects 10 t a day."""
    estimate = '[estimate]\nreductions = { value = 3650000, unit = "kgCO2" }\n'
    outcome = calculate_text(tmp_path, WHR + estimate + FACTORS + SUPPLY)
    january, february = months_of(outcome)

    # (310 - 0.1 * 24 * 31) * 0.5 = (310 - 74.4) * 0.5; (145 - 0.1 * 24 * 29) * 0.5
    assert values(january, "emission_reductions", "expected") == ["117.8", "310"]
    assert values(february, "emission_reductions", "expected") == ["37.7", "290"]
    assert january["indicators"] == [
        {"name": "net_output", "unit": "MWh/day", "value": "7.6"}  # 235.6 / 31
    ]
    assert february["indicators"][0]["value"] == "2.6"  # 75.4 / 29
    [segment] = outcome.document["segments"]
    assert values(segment["beyond_months"]) == ["0", "0", "0"]


def test_a_month_that_a_segment_cuts_is_there_twice(tmp_path: Path) -> None:
    """The factor changes on 11 January: ten days and 21, each by its own factor."""
    factors = fixed("EF_grid", "0.5", "tCO2/MWh", "until = 2024-01-10\n") + fixed(
        "EF_grid", "0.4", "tCO2/MWh", "from = 2024-01-11\n"
    )
    outcome = calculate_text(tmp_path, WHR + fixed("EC_CAP", "0", "MW") + factors + SUPPLY)

    found = [(one["segment"], one["month"], one["days"]) for one in months_of(outcome)]
    assert found == [(0, "2024-01", 10), (1, "2024-01", 21), (1, "2024-02", 29)]
    # 310 MWh in 31 days are 10 a day: 100 * 0.5, 210 * 0.4, 145 * 0.4.
    reductions = [values(one, "emission_reductions") for one in months_of(outcome)]
    assert reductions == [["50"], ["84"], ["58"]]


def test_an_estimate_in_another_dimension_expects_nothing(tmp_path: Path) -> None:
    """What is no mass of CO2 is a finding of its own, and no month is compared with it."""
    estimate = '[estimate]\nreductions = { value = 1, unit = "MWh" }\n'
    outcome = calculate_text(tmp_path, WHR + estimate + FACTORS + SUPPLY)

    assert [one["expected"] for one in months_of(outcome)] == [None, None]


ROOF = """
[[monitored.EG]]
system = "{name}"
point = {point}
{array}
[[monitored.EG.amount]]
start = 2024-01-01
end = 2024-01-31
value = {energy}
unit = "MWh"
evidence = "by hand"
"""


def roof(name: str, point: int, energy: str, peak: str = "") -> str:
    """Return a monitoring point of a roof, and its January."""
    array = f"array = {{ peak = {{ {peak} }} }}" if peak else ""
    return ROOF.format(name=name, point=point, array=array, energy=energy)


def test_the_specific_yield_is_by_member_and_nameplate_power(tmp_path: Path) -> None:
    """5 MWh of 50 kW are 100 kWh/kW; powers of one roof add up; without one there is none."""
    names = ("a", "b", "c", "d")
    project = head("rooftop-solar 1", "2024-01-01", "2024-02-29", country="PH")
    project += "".join(f'[[sets.system.member]]\nid = "{one}"\n' for one in names)
    project += "start = 2024-02-01\n"  # of the last one
    project += "".join(fixed("EF_RE", "0.5", "tCO2/MWh", f'system = "{one}"') for one in names)
    project += roof("a", 1, "5", 'value = 50, unit = "kW"')
    project += roof("b", 2, "2", 'value = 20, unit = "kW"')
    project += roof("b", 3, "1.5", 'value = 0.005, unit = "MW"')
    project += roof("c", 4, "1")
    project += (
        roof("d", 5, "0.3", 'value = 10, unit = "kW"')
        .replace("01-01", "02-01")
        .replace("01-31", "02-29")
    )
    outcome = calculate_text(tmp_path, project)
    january, february = months_of(outcome)

    assert january["indicators"] == [
        {
            "name": "specific_yield",
            "unit": "kWh/kW",
            "members": ["a", "b", "c", "d"],
            # 5000 / 50; 3500 / 25; no array; not there before February
            "values": ["100", "140", None, None],
        }
    ]
    assert february["indicators"][0]["values"][3] == "30"  # 300 / 10


def warm(folder: Path, amount: tuple[str, str], readings: str) -> Outcome:
    """Calculate 31 January and 1 February 2024 by a product of a sum and a mean."""
    place = folder / "modules" / "warm" / "1"
    place.mkdir(parents=True)
    (place / "methodology.toml").write_text(MODULE, encoding="utf-8")
    text = head("rooftop-solar 1", "2024-01-31", "2024-02-01")
    text = text.replace("rooftop-solar 1", "warm 1").partition("[eligibility]")[0]
    days = [
        (day, day, value) for day, value in zip(("2024-01-31", "2024-02-01"), amount, strict=True)
    ]
    (folder / "project.toml").write_text(text + amounts("X", days, "MWh") + WARM, encoding="utf-8")
    (folder / "t.csv").write_text("timestamp,t\n" + readings, encoding="utf-8")
    return calculate(folder, methodologies=[folder / "modules"])


JANUARY = "2024-01-31 00:00,1\n2024-01-31 12:00,1\n"
FEBRUARY = "2024-02-01 00:00,3\n2024-02-01 12:00,3\n"


def test_what_is_not_straight_stands_beyond_the_months(tmp_path: Path) -> None:
    """10 * 1 and 30 * 3 make 100; 40 of a mean of 2 make 80, which is 20 less."""
    outcome = warm(tmp_path, ("10", "30"), JANUARY + FEBRUARY)

    assert [values(one) for one in months_of(outcome)] == [["10", "0", "10"], ["90", "0", "90"]]
    [segment] = outcome.document["segments"]
    assert values(segment["beyond_months"]) == ["-20", "0", "-20"]


def test_what_cannot_be_computed_of_a_month_is_null_and_no_finding(tmp_path: Path) -> None:
    """January has no mean, February divides by nothing; the segment has 10 MWh at 3 degrees."""
    outcome = warm(tmp_path, ("10", "0"), FEBRUARY)
    january, february = months_of(outcome)

    assert values(january) == [None, "0", None]
    assert values(february) == ["0", "0", "0"]
    assert [one["indicators"][0]["value"] for one in (january, february)] == [None, None]
    [segment] = outcome.document["segments"]
    assert values(segment["beyond_months"]) == [None, "0", None]
    assert values(outcome.document["vintages"][0]) == ["30", "0", "30"]
    assert not [one for one in outcome.findings if one.code.startswith("C")]


def test_where_nothing_is_computed_months_are_null(tmp_path: Path) -> None:
    """A missing factor leaves every month and what is beyond it without a number."""
    outcome = calculate_text(tmp_path, WHR + fixed("EC_CAP", "0", "MW") + SUPPLY)

    assert [values(one) for one in months_of(outcome)] == [[None] * 3] * 2
    assert [one["indicators"][0]["value"] for one in months_of(outcome)] == [None, None]
    assert values(outcome.document["segments"][0]["beyond_months"]) == [None] * 3


def test_a_treatment_stands_beyond_the_months(tmp_path: Path) -> None:
    """A meter out of calibration by 1 % is lowered by 3.1 MWh, which are 1.55 t."""
    meter = """
[[meters]]
id = "W"
mpe = { value = 1, unit = "%", source = "by hand" }
calibrations = [
  { date = 2023-01-10, valid_until = 2023-12-31, certificate = "1" },
  { date = 2024-02-01, certificate = "2" },
]
"""
    supply = SUPPLY.replace("point = 1", 'point = 1\nmeter = "W"\noption = "C"')
    project = WHR + fixed("EC_CAP", "0", "MW") + fixed("EF_grid", "0.5", "tCO2/MWh")
    outcome = calculate_text(tmp_path, project + supply + meter)

    assert [values(one, "emission_reductions") for one in months_of(outcome)] == [["155"], ["72.5"]]
    [segment] = outcome.document["segments"]
    assert values(segment["beyond_months"]) == ["-1.55", "0", "-1.55"]


def test_the_yield_of_a_roof_of_the_examples_is_that_of_its_readings() -> None:
    """Roof A, January 2025, 720 kW of modules: kWh of the readings by 720."""
    document = calculate(ROOT / "examples" / "philippines-rooftop-solar").document
    [one] = document["months"][0]["indicators"]
    read = next(
        one["sum"][0]
        for one in document["readings"]
        if one["parameter"] == "EG" and one["month"] == document["months"][0]["month"]
    )

    assert one["members"] == ["roof-a", "roof-b"]
    assert Fraction(one["values"][0]) == Fraction(read) * 1000 / 720
