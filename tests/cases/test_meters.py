"""Meters themselves: calibrations still to come, the plan's interval, removals, name plates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from tests.cases.projects import amounts, calculate_text, fixed, found, head, table

from jcm_mrv.errors import RefusedError
from jcm_mrv.project.monitoring import Interval

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.findings import Finding
    from jcm_mrv.run import Outcome

MODULE = "data-center-efficiency 1"
FACTORS = fixed("PUE_RE", "2") + fixed("EF_elec", "1", "tCO2/MWh")
PLATE = 'serial_number = "17"\nclass = "0.5S"\nstandard = "IEC 62053-22"'
SOURCE = """
[[monitored.EC_IT.source]]
files = "{file}"
columns = ["count"]
measures = "register"
unit = "MWh"
time = "timestamp"
meter = "{meter}"
{more}
"""
READINGS = [("2017-01-01 00:00", "0"), ("2018-01-01 00:00", "1000")]


def year(folder: Path, meters: str, *, sources: str = "", point: str = "") -> Outcome:
    """Calculate 2017 with a register behind the meter M, or with sources of one's own."""
    sources = sources or SOURCE.format(file="it.csv", meter="M", more="")
    project = (
        head(MODULE, "2017-01-01", "2017-12-31")
        + FACTORS
        + amounts("EC_DC", [("2017-01-01", "2017-12-31", "1000")], "MWh")
        + f"[monitored.EC_IT]\npoint = 1\n{point}\n{sources}{meters}"
    )
    old = table("count", [("2017-01-01 00:00", "0"), ("2017-06-15 10:00", "400")])
    new = table("count", [("2017-06-15 10:00", "7"), ("2018-01-01 00:00", "607")])
    files = {"it.csv": table("count", READINGS), "old.csv": old, "new.csv": new}
    return calculate_text(folder, project, files)


def meter(calibrations: str, more: str = "", *, name: str = "M") -> str:
    """Return the table of a meter."""
    return f'[[meters]]\nid = "{name}"\n{PLATE}\n{more}\ncalibrations = [{calibrations}]\n'


def calibration(day: str, until: str | None = None) -> str:
    """Return a calibration."""
    valid = f", valid_until = {until}" if until else ""
    return f'{{ date = {day}{valid}, certificate = "by hand" }},'


def only(outcome: Outcome, code: str) -> Finding:
    """Return the one finding of a code."""
    [finding] = [one for one in outcome.findings if one.code == code]
    return finding


def test_the_last_calibration_is_provisional_until_the_next(tmp_path: Path) -> None:
    """A calibration that holds to the end of the period is noted, with its meter and its day."""
    note = only(year(tmp_path, meter(calibration("2016-10-01", "2018-09-30"))), "D173")

    assert (note.severity, note.meter, note.parameter) == ("note", "M", "EC_IT")
    assert 'the calibration of the meter "M" of 2016-10-01 is the last' in note.message


def test_a_calibration_after_the_period_ends_the_doubt(tmp_path: Path) -> None:
    """With a later calibration nothing is provisional."""
    both = calibration("2016-10-01", "2018-09-30") + calibration("2018-09-01")

    assert found(year(tmp_path, meter(both)), "D173") == []


def test_a_lapsed_calibration_is_not_called_provisional_too(tmp_path: Path) -> None:
    """Where days have no valid calibration, D117 says so and D173 is silent."""
    mpe = 'mpe = { value = 0.5, unit = "%", source = "by hand" }'

    outcome = year(tmp_path, meter(calibration("2016-10-01", "2017-09-30"), mpe))

    assert found(outcome, "D117") == ["warning"]
    assert only(outcome, "D117").meter == "M"
    assert found(outcome, "D173") == []


def test_an_interval_longer_than_the_plan_names_both_dates(tmp_path: Path) -> None:
    """Two years after 2014-03-01 are 2016-03-01; the next calibration came on 2017-02-01."""
    both = calibration("2014-03-01") + calibration("2017-02-01")

    warning = only(year(tmp_path, meter(both, 'calibration_interval = "2 years"')), "D177")

    assert (warning.severity, warning.meter) == ("warning", "M")
    assert "was calibrated on 2014-03-01 and calibrated next on 2017-02-01" in warning.message
    assert "every 2 years, so that it was due by 2016-03-01" in warning.message
    # Of the late days those of the period are concerned: 1 to 31 January.
    assert warning.span == (dt.datetime(2017, 1, 1), dt.datetime(2017, 2, 1))


def test_the_last_interval_runs_to_the_end_of_the_period(tmp_path: Path) -> None:
    """18 months after 2016-02-10 are 2017-08-10, before the end of the year."""
    one = meter(calibration("2016-02-10"), 'calibration_interval = "18 months"')

    warning = only(year(tmp_path, one), "D177")

    assert "and not again by 2017-12-31" in warning.message
    assert warning.span == (dt.datetime(2017, 8, 11), dt.datetime(2018, 1, 1))


def test_the_first_interval_runs_from_installation(tmp_path: Path) -> None:
    """Installed on 2015-01-31, due 25 months later, on 2017-02-28; calibrated in May."""
    more = 'installed = 2015-01-31\ncalibration_interval = "25 months"'

    warning = only(year(tmp_path, meter(calibration("2017-05-01"), more)), "D177")

    assert "was installed on 2015-01-31 and calibrated next on 2017-05-01" in warning.message
    assert "due by 2017-02-28" in warning.message


@pytest.mark.parametrize(
    "calibrations",
    [
        # On the very day two years later
        calibration("2015-12-31") + calibration("2017-12-31"),
        # Late, but years before the period
        calibration("2010-01-01") + calibration("2015-01-01") + calibration("2016-12-01"),
        # The certificate ended with the interval: D117 tells of the days without one.
        calibration("2015-01-01", "2016-12-31") + calibration("2017-02-01"),
    ],
)
def test_an_interval_in_time_or_told_elsewhere_is_silent(tmp_path: Path, calibrations: str) -> None:
    """Nothing is said of what is in time, past, or told by another finding."""
    more = 'calibration_interval = "2 years"\nmpe = { value = 1, unit = "%", source = "by hand" }'

    assert found(year(tmp_path, meter(calibrations, more)), "D177") == []


@pytest.mark.parametrize(
    ("interval", "day", "due"),
    [
        (Interval(1, "month"), dt.date(2023, 1, 31), dt.date(2023, 2, 28)),
        (Interval(1, "year"), dt.date(2024, 2, 29), dt.date(2025, 2, 28)),
        (Interval(4, "year"), dt.date(2020, 2, 29), dt.date(2024, 2, 29)),
        (Interval(11, "month"), dt.date(2023, 3, 15), dt.date(2024, 2, 15)),
        (Interval(12, "month"), dt.date(2023, 12, 1), dt.date(2024, 12, 1)),
    ],
)
def test_an_interval_is_counted_on_the_calendar(
    interval: Interval, day: dt.date, due: dt.date
) -> None:
    """Months and years are those of the calendar; a month too short ends with its last day."""
    assert interval.after(day) == due


@pytest.mark.parametrize("text", ["2", "2 yrs", "two years", "0 months", "51 years", " 2 years"])
def test_an_interval_is_read_strictly(tmp_path: Path, text: str) -> None:
    """What is not a number and month or year is refused with both ways to write it."""
    with pytest.raises(RefusedError) as refused:
        year(tmp_path, meter("", f'calibration_interval = "{text}"'))

    [finding] = refused.value.findings
    assert finding.code == "P005"
    assert finding.where.path == "meters[0].calibration_interval"


REPLACED = SOURCE.format(
    file="old.csv", meter="OLD", more="until = 2017-06-15T10:00:00"
) + SOURCE.format(file="new.csv", meter="NEW", more="from = 2017-06-15T10:00:00")


def _replaced(folder: Path, old: str, more: str = "") -> Outcome:
    meters = meter(old, more, name="OLD") + meter(calibration("2017-06-01"), name="NEW")
    return year(folder, meters, sources=REPLACED)


def test_a_replaced_meter_needs_a_test_after_its_last_day(tmp_path: Path) -> None:
    """The old meter ends on 15 June and was calibrated before: a warning, and no D173 for it."""
    outcome = _replaced(tmp_path, calibration("2016-06-01"))

    warning = only(outcome, "D174")
    assert (warning.severity, warning.meter) == ("warning", "OLD")
    assert 'the meter "OLD" was removed on 2017-06-15' in warning.message
    assert [one.meter for one in outcome.findings if one.code == "D173"] == ["NEW"]


def test_a_final_test_closes_the_record_of_a_meter(tmp_path: Path) -> None:
    """A calibration on the day of the removal, or after it, is the final test."""
    outcome = _replaced(tmp_path, calibration("2016-06-01") + calibration("2017-06-15"))

    assert found(outcome, "D174") == []


def test_a_stated_day_of_removal_counts(tmp_path: Path) -> None:
    """A day after the last reading makes an earlier test too early."""
    calibrations = calibration("2016-06-01") + calibration("2017-06-16")

    outcome = _replaced(tmp_path, calibrations, "removed = 2017-06-20")

    assert "was removed on 2017-06-20" in only(outcome, "D174").message


def test_a_source_cannot_speak_for_days_without_its_meter(tmp_path: Path) -> None:
    """Readings to 10:00 of the 15th need a meter that was there on the 15th."""
    outcome = _replaced(tmp_path, calibration("2017-06-15"), "removed = 2017-06-14")

    error = only(outcome, "P054")
    assert (error.severity, error.meter) == ("error", "OLD")
    assert "2017-01-01 00:00 to 2017-06-15 10:00" in error.message
    assert "was removed on 2017-06-14; write until = ..." in error.message


def test_a_meter_that_came_later_cannot_have_measured_before(tmp_path: Path) -> None:
    """A source without from starts with the period, its meter on 2 January."""
    outcome = year(tmp_path, meter(calibration("2016-12-01"), "installed = 2017-01-02"))

    assert "was installed on 2017-01-02; write from = ..." in only(outcome, "P054").message


def test_days_of_a_meter_that_hold_its_source_are_silent(tmp_path: Path) -> None:
    """Installed before the first reading and removed with the last one."""
    calibrations = calibration("2016-12-01") + calibration("2018-01-05")

    outcome = year(tmp_path, meter(calibrations, "installed = 2017-01-01\nremoved = 2017-12-31"))

    assert found(outcome, "P054") == []


def test_option_c_asks_for_the_name_plate(tmp_path: Path) -> None:
    """What is missing of serial number, class and standard is named once; option B needs none."""
    bare = f'[[meters]]\nid = "M"\nclass = "1"\ncalibrations = [{calibration("2016-10-01")}]\n'

    note = only(year(tmp_path, bare, point='option = "C"'), "P053")

    assert (note.severity, note.meter) == ("note", "M")
    assert 'the meter "M" has no serial_number and standard' in note.message
    full = year(tmp_path, meter(calibration("2016-10-01")), point='option = "C"')
    assert found(full, "P053") == []


def test_the_table_of_meters_has_the_same_columns(tmp_path: Path) -> None:
    """installed, removed and calibration_interval may stand in meters.csv."""
    (tmp_path / "meters.csv").write_text(
        "id,installed,removed,calibration_interval,calibration_date,certificate\n"
        "M,2015-01-01,,1 year,2016-12-01,A\n",
        encoding="utf-8",
    )
    project = (
        'meters = "meters.csv"\n'
        + head(MODULE, "2017-01-01", "2017-12-31")
        + FACTORS
        + amounts("EC_DC", [("2017-01-01", "2017-12-31", "1000")], "MWh")
        + "[monitored.EC_IT]\n"
        + SOURCE.format(file="it.csv", meter="M", more="")
    )

    outcome = calculate_text(tmp_path, project, {"it.csv": table("count", READINGS)})

    warnings = [one.message for one in outcome.findings if one.code == "D177"]
    assert [("2015-01-01" in text, "2016-12-01" in text) for text in warnings] == [(False, True)]
