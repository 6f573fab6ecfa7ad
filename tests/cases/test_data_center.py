"""Worked numbers of a data centre: ER = (1.8 x EC_IT - EC_DC) x 0.5546."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tests.cases.projects import (
    amounts,
    calculate_text,
    credits_of,
    fixed,
    found,
    head,
    hourly,
    reductions_of,
    table,
)

if TYPE_CHECKING:
    from pathlib import Path

FACTORS = fixed("PUE_RE", "1.8") + fixed("EF_elec", "0.5546", "tCO2/MWh")
MODULE = "data-center-efficiency 1"
TWO_YEARS = head(MODULE, "2017-03-01", "2018-02-28") + FACTORS
IT_TWO_YEARS = amounts(
    "EC_IT", [("2017-03-01", "2017-12-31", "435"), ("2018-01-01", "2018-02-28", "85")], "MWh"
)


def test_each_year_is_rounded_down_by_itself(tmp_path: Path) -> None:
    """Two years give 173 + 33 = 206 credits, where one floor of the sum would give 207."""
    dc = amounts(
        "EC_DC",
        [("2017-03-01", "2017-12-31", "469.8"), ("2018-01-01", "2018-02-28", "91.8")],
        "MWh",
    )

    outcome = calculate_text(tmp_path, TWO_YEARS + IT_TWO_YEARS + dc)

    # (783 - 469.8) x 0.5546 = 173.70072 and (153 - 91.8) x 0.5546 = 33.94152
    assert reductions_of(outcome) == ["173.70072", "33.94152"]
    assert credits_of(outcome) == [173, 33]
    assert outcome.document["totals"]["credits"] == 206
    assert outcome.document["totals"]["emission_reductions"]["value"] == "207.64224"


def test_an_invoice_across_new_year_is_split_by_days(tmp_path: Path) -> None:
    """An invoice of 31 days gives 16 of them to the old year and 15 to the new, with a note."""
    dc = amounts(
        "EC_DC",
        [
            ("2017-03-01", "2017-12-15", "449000"),
            ("2017-12-16", "2018-01-15", "40300"),
            ("2018-01-16", "2018-02-28", "72300"),
        ],
        "kWh",
    )

    outcome = calculate_text(tmp_path, TWO_YEARS + IT_TWO_YEARS + dc)

    # 40,300 / 31 = 1,300 a day: 449,000 + 20,800 = 469.8 MWh and 19,500 + 72,300 = 91.8 MWh
    assert reductions_of(outcome) == ["173.70072", "33.94152"]
    assert credits_of(outcome) == [173, 33]
    assert found(outcome, "D125") == ["note"]


def _lost_day(treatment: str) -> tuple[str, str]:
    """Give 559.0 MWh of hourly readings in 2017 with 14 June lost."""
    rows = hourly("2017-01-01", [(24 * 164, "251858.4")])  # 1 January to 13 June
    rows += hourly("2017-06-15", [(24 * 200, "307141.6")])  # 15 June to 31 December
    project = (
        head(MODULE, "2017-01-01", "2017-12-31")
        + FACTORS
        + amounts("EC_IT", [("2017-01-01", "2017-12-31", "520")], "MWh")
        + f"""
[monitored.EC_DC]
point = 2
rated = {{ value = 250, unit = "kW" }}
{treatment}
[[monitored.EC_DC.source]]
files = "dc.csv"
columns = ["dc"]
measures = "energy"
unit = "kWh"
time = "timestamp"
stamp = "start"
step = "1 hour"
"""
    )
    return project, table("dc", rows)


def test_a_gap_on_the_high_side_is_an_error_until_treated(tmp_path: Path) -> None:
    """A lost day of consumption nulls the credits when nothing is declared about it."""
    project, rows = _lost_day("")

    outcome = calculate_text(tmp_path, project, {"dc.csv": rows})

    assert found(outcome, "D104") == ["error"]
    assert credits_of(outcome) == [None]
    assert outcome.document["totals"]["credits"] is None


def test_a_gap_counted_at_the_rated_power_costs_what_it_could_have_drawn(tmp_path: Path) -> None:
    """With the treatment maximum a lost day at 250 kW adds 6 MWh to 559 MWh."""
    project, rows = _lost_day('gap_treatment = "maximum"')

    outcome = calculate_text(tmp_path, project, {"dc.csv": rows})

    # 1.8 x 520 = 936; (936 - (559 + 6)) x 0.5546 = 205.7566; the treatment cost 6 x 0.5546
    assert reductions_of(outcome) == ["205.7566"]
    assert credits_of(outcome) == [205]
    effects = [one.effect for one in outcome.findings if one.code == "D104"]
    assert [(e.tonnes, e.kind) for e in effects if e] == [(Fraction("-3.3276"), "exact")]
    assert found(outcome, "D104") == ["warning"]


def test_late_calibration_is_corrected_against_the_project(tmp_path: Path) -> None:
    """Thirty lapsed days lower the IT energy by 0.5 % and raise the total by 1 % of June."""
    # IT 520 MWh with 43.2 in June; DC 561.6 MWh with 46.656 in June; kWh, one decimal
    it = hourly("2017-01-01", [(151 * 24, "216340"), (30 * 24, "43200"), (184 * 24, "260460")])
    dc = hourly("2017-01-01", [(151 * 24, "230000"), (30 * 24, "46656"), (184 * 24, "284944")])
    source = """
[monitored.{name}]
point = 1
meter = "{meter}"
[[monitored.{name}.source]]
files = "{file}"
columns = ["kwh"]
measures = "energy"
unit = "kWh"
time = "timestamp"
stamp = "start"
step = "1 hour"
"""
    meter = """
[[meters]]
id = "{id}"
mpe = {{ value = {mpe}, unit = "%", source = "by hand" }}
calibrations = [
  {{ date = 2016-06-01, valid_until = 2017-05-31, certificate = "a" }},
  {{ date = 2017-07-01, valid_until = 2018-06-30, certificate = "b" }},
]
"""
    project = (
        head(MODULE, "2017-01-01", "2017-12-31")
        + FACTORS
        + source.format(name="EC_IT", meter="A", file="it.csv")
        + source.format(name="EC_DC", meter="B", file="dc.csv")
        + meter.format(id="A", mpe="0.5")
        + meter.format(id="B", mpe="1")
    )

    outcome = calculate_text(
        tmp_path, project, {"it.csv": table("kwh", it), "dc.csv": table("kwh", dc)}
    )

    # IT 520 - 43.2 x 0.005 = 519.784; DC 561.6 + 46.656 x 0.01 = 562.06656
    # (1.8 x 519.784 - 562.06656) x 0.5546 = 207.167857344; uncorrected 207.64224
    assert reductions_of(outcome) == ["207.167857344"]
    assert credits_of(outcome) == [207]
    effects = [one.effect.tonnes for one in outcome.findings if one.code == "D117" and one.effect]
    assert sum(effects) == Fraction("-0.474382656")
    assert found(outcome, "D117") == ["warning", "warning"]
