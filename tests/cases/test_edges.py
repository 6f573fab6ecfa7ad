"""What else a calculation meets: wrong dimensions, unknown errors of meters, categories."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.cases.projects import (
    amounts,
    calculate_text,
    credits_of,
    fixed,
    found,
    head,
    reductions_of,
)

from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from pathlib import Path

YEAR = ("2017-01-01", "2017-12-31")
HEAD = (
    head("data-center-efficiency 1", *YEAR)
    + fixed("PUE_RE", "2")
    + fixed("EF_elec", "1", "tCO2/MWh")
)
IT = amounts("EC_IT", [(*YEAR, "100")], "MWh")
DC = amounts("EC_DC", [(*YEAR, "120")], "MWh")
SOURCE = """
[[monitored.{name}.source]]
files = "{file}"
columns = {columns}
measures = "{measures}"
unit = "{unit}"
time = "timestamp"
stamp = "start"
step = "1 day"
{more}
"""


def _days(value: str, *, columns: int = 1, lost: tuple[int, ...] = ()) -> str:
    """Write a year of daily readings, the same in each column."""
    import datetime as dt  # noqa: PLC0415

    names = ",".join(f"c{number}" for number in range(columns))
    rows = [
        f"{dt.date(2017, 1, 1) + dt.timedelta(days=day)}" + f",{value}" * columns
        for day in range(365)
        if day not in lost
    ]
    return "\n".join([f"timestamp,{names}", *rows, ""])


def test_a_lapse_without_a_known_error_is_an_error(tmp_path: Path) -> None:
    """A meter without maximum permissible error cannot be corrected."""
    meter = """
[[meters]]
id = "M"
calibrations = [ { date = 2016-01-01, valid_until = 2017-06-30, certificate = "a" } ]
"""
    dc = amounts("EC_DC", [(*YEAR, "120")], "MWh", 'meter = "M"')

    outcome = calculate_text(tmp_path, HEAD + IT + dc + meter)

    message = next(one.message for one in outcome.findings if one.code == "D117")
    assert message == (
        "meter M had no valid calibration from 2017-07-01 to 2017-12-31 (184 days), and no later "
        "calibration is known; state its maximum permissible error with mpe = { value, unit, "
        "source }"
    )
    assert credits_of(outcome) == [None]


def test_a_lapse_in_which_nothing_was_measured_changes_nothing(tmp_path: Path) -> None:
    """Invoices that end in June have nothing to correct in July."""
    meter = """
[[meters]]
id = "M"
mpe = { value = 1, unit = "%", source = "plate" }
calibrations = [ { date = 2016-01-01, valid_until = 2017-06-30, certificate = "a" } ]
"""
    it = amounts("EC_IT", [("2017-01-01", "2017-06-30", "100")], "MWh", 'meter = "M"')

    outcome = calculate_text(tmp_path, HEAD + it + DC + meter)

    assert found(outcome, "D117") == []
    assert reductions_of(outcome) == ["80"]


@pytest.mark.parametrize("where", ["source", "amount"])
def test_a_unit_of_another_dimension_is_told_once(tmp_path: Path, where: str) -> None:
    """tCO2 where MWh are due is a finding of the project, and no second fault follows."""
    if where == "amount":
        project = HEAD + IT + amounts("EC_DC", [(*YEAR, "120")], "tCO2")
    else:
        project = (
            HEAD
            + IT
            + "[monitored.EC_DC]\npoint = 1\n"
            + SOURCE.format(
                name="EC_DC",
                file="dc.csv",
                columns='["c0"]',
                measures="energy",
                unit="tCO2",
                more="",
            )
        )

    outcome = calculate_text(tmp_path, project, {"dc.csv": _days("1")})

    assert found(outcome, "P011") == ["error"]
    assert [one.code for one in outcome.findings if one.severity == "error"] == ["P011"]
    assert outcome.document["totals"]["emission_reductions"] is None


def test_a_fixed_value_of_another_dimension_does_not_stop_the_run(tmp_path: Path) -> None:
    """MWh as the unit of a PUE is an error, and everything else is still told."""
    project = (
        head("data-center-efficiency 1", *YEAR)
        + fixed("PUE_RE", "2", "MWh")
        + fixed("EF_elec", "1", "tCO2/MWh")
        + IT
        + DC
    )

    outcome = calculate_text(tmp_path, project)

    assert found(outcome, "P011") == ["error"]
    assert credits_of(outcome) == [None]


def test_an_estimate_of_another_dimension_is_left_to_the_project_stage(tmp_path: Path) -> None:
    """An estimate in tCO2 is no plan of MWh to compare with."""
    it = amounts("EC_IT", [(*YEAR, "100")], "MWh", 'estimate = { value = 100, unit = "tCO2" }')

    outcome = calculate_text(tmp_path, HEAD + it + DC)

    assert found(outcome, "P011") == ["error"]
    assert found(outcome, "D115") == []


def test_categories_that_agree_are_in_the_report(tmp_path: Path) -> None:
    """Where IT is metered is written down, and agrees with the reference."""
    category = '[[fixed.{name}]]\nvalue = "PDU output"\nsource = "by hand"\n'
    both = category.format(name="IT_POINT") + category.format(name="REF_POINT")

    outcome = calculate_text(tmp_path, HEAD + IT + DC + both)

    named = [one for one in outcome.document["project"]["fixed"] if one["name"] == "IT_POINT"]
    assert [one["value"] for one in named] == ["PDU output"]
    assert found(outcome, "C206") == []
    assert credits_of(outcome) == [80]


def test_categories_that_differ_are_an_error(tmp_path: Path) -> None:
    """A PUE by UPS output must not meet IT energy by PDU output."""
    category = '[[fixed.{name}]]\nvalue = "{value}"\nsource = "by hand"\n'
    both = category.format(name="IT_POINT", value="PDU output") + category.format(
        name="REF_POINT", value="UPS output"
    )

    outcome = calculate_text(tmp_path, HEAD + IT + DC + both)

    assert found(outcome, "C206") == ["error"]
    assert credits_of(outcome) == [None]


def test_the_columns_of_a_point_add_up_and_are_rated_together(tmp_path: Path) -> None:
    """Two columns of 100 kWh a day are above 5 kW x 24 h together, though neither is alone."""
    it = '[monitored.EC_IT]\npoint = 1\nrated = { value = 5, unit = "kW" }\n' + SOURCE.format(
        name="EC_IT", file="it.csv", columns='["c0", "c1"]', measures="energy", unit="kWh", more=""
    )

    outcome = calculate_text(tmp_path, HEAD + it + DC, {"it.csv": _days("100", columns=2)})

    # 2 x 73 MWh - 120 MWh
    assert reductions_of(outcome) == ["26"]
    assert found(outcome, "D113") == ["error"]
    message = next(one.message for one in outcome.findings if one.code == "D113")
    assert "the largest is 200.000 kWh, the most is 120.000 kWh a step" in message


def test_a_gap_of_one_column_is_told_as_such(tmp_path: Path) -> None:
    """Where one of two columns has no reading, the reading is not complete."""
    rows = _days("100", columns=2).replace("2017-03-01,100,100", "2017-03-01,100,")
    it = "[monitored.EC_IT]\npoint = 1\n" + SOURCE.format(
        name="EC_IT", file="it.csv", columns='["c0", "c1"]', measures="energy", unit="kWh", more=""
    )

    outcome = calculate_text(tmp_path, HEAD + it + DC, {"it.csv": rows})

    message = next(one.message for one in outcome.findings if one.code == "D104")
    assert message.startswith("no complete reading for 2017-03-01 00:00 to 2017-03-02 00:00")
    # 2 x (73 - 0.1) - 120
    assert reductions_of(outcome) == ["25.8"]


def test_more_than_eight_gaps_are_counted(tmp_path: Path) -> None:
    """Ten single days without a reading: eight are listed with their length, two are counted."""
    it = "[monitored.EC_IT]\npoint = 1\n" + SOURCE.format(
        name="EC_IT", file="it.csv", columns='["c0"]', measures="energy", unit="MWh", more=""
    )

    outcome = calculate_text(
        tmp_path, HEAD + it + DC, {"it.csv": _days("1", lost=tuple(range(9, 109, 10)))}
    )

    message = next(one.message for one in outcome.findings if one.code == "D104")
    # the 10th, 20th and 30th of January, 9 and 19 February, 1, 11, 21 and 31 March, 10 April
    assert "no reading for 2017-01-10 00:00 to 2017-01-11 00:00 (24 h), 2017-01-20 00:00" in message
    assert "2017-03-21 00:00 to 2017-03-22 00:00 (24 h) and 2 more (48 h) (240 h; 10" in message
    # 28 of 31, 26 of 28, 27 of 31 and 29 of 30 days
    assert message.split("; ")[2:4] == [
        "complete: 2017-01 90.32 %, 2017-02 92.86 %, 2017-03 87.10 %, 2017-04 96.67 %)",
        "counted as nothing",
    ]


def test_not_claiming_is_refused_where_a_meter_is_not_read_by_the_hour(tmp_path: Path) -> None:
    """An invoice of a year cannot tell what to take out for one day."""
    it = '[monitored.EC_IT]\npoint = 1\ngap_treatment = "no-claim"\n' + SOURCE.format(
        name="EC_IT", file="it.csv", columns='["c0"]', measures="energy", unit="MWh", more=""
    )

    outcome = calculate_text(tmp_path, HEAD + it + DC, {"it.csv": _days("1", lost=(9,))})

    message = next(one.message for one in outcome.findings if one.code == "D104")
    assert message.endswith("not claiming it is refused: EC_DC is not read hour by hour")


def test_hours_that_two_meters_miss_are_taken_out_once(tmp_path: Path) -> None:
    """Days 10-11 and 11-12 are lost, one a meter: three days go, none of them twice."""
    text = HEAD
    for name, file in (("EC_IT", "it.csv"), ("EC_DC", "dc.csv")):
        text += (
            f'[monitored.{name}]\npoint = 1\ngap_treatment = "no-claim"\n'
            'rated = { value = 100, unit = "kW" }\n'
        ) + SOURCE.format(
            name=name, file=file, columns='["c0"]', measures="energy", unit="MWh", more=""
        )
    files = {"it.csv": _days("2", lost=(9, 10)), "dc.csv": _days("2.1", lost=(10, 11))}

    outcome = calculate_text(tmp_path, text, files)

    # day 12 has IT 2 and DC at most 2.4; day 10 has DC 2.1 and no IT: its worst case is negative
    assert sorted(found(outcome, "D104")) == ["error", "warning"]
    # the hours of day 11 and 12 leave IT: 2 x 2 x 362 ... each remaining meter has 362 days
    operands = outcome.document["equations"][0]["operands"]
    assert Fraction(operands["EC_IT"]["value"]) == 2 * 362


def test_a_project_outside_of_the_jcm_earns_nothing(tmp_path: Path) -> None:
    """A trial run has reductions, no credits and a note."""
    project = (HEAD + IT + DC).replace('country = "LA"', 'country = "none"')

    outcome = calculate_text(tmp_path, project)

    assert reductions_of(outcome) == ["80"]
    assert credits_of(outcome) == [None]
    assert [one.severity for one in outcome.findings] == ["note"]


def test_an_unknown_time_zone_is_told_and_nothing_is_calculated(tmp_path: Path) -> None:
    """Without a zone there are no days to sum over."""
    project = (HEAD + IT + DC).replace("Asia/Vientiane", "Asia/Vientian")

    outcome = calculate_text(tmp_path, project)

    assert found(outcome, "P042") == ["error"]
    assert outcome.document["vintages"] == []


def test_the_report_is_the_same_bytes_on_every_run(tmp_path: Path) -> None:
    """Nothing of the clock, the machine or the order of work is in a report."""
    calculate_text(tmp_path, HEAD + IT + DC)

    assert calculate(tmp_path).report_bytes == calculate(tmp_path).report_bytes


def test_an_error_of_one_year_leaves_the_credits_of_the_other(tmp_path: Path) -> None:
    """A gap of the high side in 2018 nulls 2018; a lapse in 2017 corrects 2017 alone."""
    years = [("2017-01-01", "2017-12-31"), ("2018-01-01", "2018-12-31")]
    meter = """
[[meters]]
id = "M"
mpe = { value = 1, unit = "%", source = "plate" }
calibrations = [
  { date = 2016-01-01, valid_until = 2017-11-30, certificate = "a" },
  { date = 2018-01-01, certificate = "b" },
]
"""
    project = (
        head("data-center-efficiency 1", "2017-01-01", "2018-12-31")
        + fixed("PUE_RE", "2")
        + fixed("EF_elec", "1", "tCO2/MWh")
        + amounts("EC_IT", [(*years[0], "365"), (*years[1], "365")], "MWh", 'meter = "M"')
        + amounts("EC_DC", [(*years[0], "400"), (years[1][0], "2018-11-30", "380")], "MWh")
        + meter
    )

    outcome = calculate_text(tmp_path, project)

    # 31 MWh of December 2017 lowered by 1 %: 2 x (365 - 0.31) - 400
    assert reductions_of(outcome)[0] == "329.38"
    assert credits_of(outcome) == [329, None]


SETS = """
schema = "jcm-mrv/methodology/1"
id = "of-sets"
version = "1.0.0"
title = "A module for tests"
summary = "Made up: an equation over a set, a category and a lookup by member."
gases = ["CO2"]
fidelity = "reconstructed"
[[sources]]
title = "made up"
url = "https://example.org/"
[sets.kiln]
title = "kilns of the plant"
[parameters.X]
symbol = "X"
title = "a quantity"
kind = "monitored"
unit = "MWh"
aggregate = "sum"
conservative = "low"
options = ["B"]
over = "kiln"
[parameters.fuel]
symbol = "f"
title = "what it replaces"
kind = "category"
values = ["coal", "gas"]
over = "kiln"
[parameters.EF]
symbol = "EF"
title = "factor by fuel"
kind = "default"
unit = "tCO2/MWh"
over = "kiln"
[[parameters.EF.lookup]]
when = { fuel = "coal" }
value = 1
source = "made up"
[[parameters.EF.lookup]]
when = { fuel = "gas" }
value = 0.5
source = "made up"
[equations.RE_unit]
unit = "tCO2"
over = "kiln"
formula = 'X[i] * EF[i] if fuel[i] == "coal" else X[i] * EF[i]'
[equations.RE]
unit = "tCO2"
formula = "sum(RE_unit[i] for i in kiln)"
[equations.PE]
unit = "tCO2"
formula = "0"
[equations.ER]
unit = "tCO2"
formula = "RE - PE"
"""


def test_an_equation_over_a_set_is_a_column_of_the_report(tmp_path: Path) -> None:
    """Two kilns of 10 MWh replace coal and gas: 10 x 1 and 10 x 0.5 t."""
    place = tmp_path / "modules" / "of-sets" / "1"
    place.mkdir(parents=True)
    (place / "methodology.toml").write_text(SETS, encoding="utf-8")
    (place / "cases.toml").write_text('schema = "jcm-mrv/cases/1"\n', encoding="utf-8")
    text = HEAD.replace("data-center-efficiency 1", "of-sets 1").split("[eligibility]")[0]
    for name, fuel in (("a", "coal"), ("b", "gas")):
        text += f'''
[[sets.kiln.member]]
id = "{name}"
[[fixed.fuel]]
kiln = "{name}"
value = "{fuel}"
source = "by hand"
[[monitored.X]]
kiln = "{name}"
point = 1
[[monitored.X.amount]]
start = 2017-01-01
end = 2017-12-31
value = 10
unit = "MWh"
evidence = "by hand"
'''
    (tmp_path / "project.toml").write_text(text, encoding="utf-8")

    outcome = calculate(tmp_path, methodologies=[tmp_path / "modules"])

    entry = next(one for one in outcome.document["equations"] if one["name"] == "RE_unit")
    assert (entry["members"], entry["values"]) == (["a", "b"], ["10", "5"])
    assert entry["operands"]["fuel"] == {"members": ["a", "b"], "texts": ["coal", "gas"]}
    assert reductions_of(outcome) == ["15"]


def test_a_row_with_a_cell_too_many_is_refused_though_its_column_is_not_read(
    tmp_path: Path,
) -> None:
    """A decimal comma in one row shifts the others: that is told, also beside unread columns."""
    it = "[monitored.EC_IT]\npoint = 1\n" + SOURCE.format(
        name="EC_IT", file="it.csv", columns='["c0"]', measures="energy", unit="MWh", more=""
    )
    rows = _days("1", columns=3).replace("2017-03-01,1,1,1", "2017-03-01,1,5,1,1")

    outcome = calculate_text(tmp_path, HEAD + it + DC, {"it.csv": rows})

    # 28 days of February and 31 of January before it, and the header
    fault = next(one for one in outcome.findings if one.code == "D103")
    assert (fault.where.line, fault.severity) == (61, "error")
    assert fault.message.startswith("the row has 5 cells, the header 4")


def test_a_minute_of_sixty_seconds_is_no_stamp(tmp_path: Path) -> None:
    """23:59:60 is refused, also where all other stamps are written alike."""
    it = "[monitored.EC_IT]\npoint = 1\n" + SOURCE.format(
        name="EC_IT", file="it.csv", columns='["c0"]', measures="energy", unit="MWh", more=""
    )
    rows = (
        _days("1")
        .replace(",1\n", " 00:00:00,1\n")
        .replace("2017-02-01 00:00:00", "2017-01-31 23:59:60")
    )

    outcome = calculate_text(tmp_path, HEAD + it + DC, {"it.csv": rows})

    fault = next(one for one in outcome.findings if one.code == "D107")
    # the header, and 31 days of January before it
    assert (fault.where.line, fault.severity) == (33, "error")


def test_a_number_in_another_spelling_is_the_same_number(tmp_path: Path) -> None:
    """JCM_LA_AM001_ver01.0 is LA_AM001 ver1.0, in the report too."""
    project = (HEAD + IT + DC).replace("data-center-efficiency 1", "JCM_LA_AM001_ver01.0")

    outcome = calculate_text(tmp_path, project)

    assert outcome.document["methodology"]["number"] == "LA_AM001 ver1.0"
    assert credits_of(outcome) == [80]
