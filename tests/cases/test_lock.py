"""Drift against a lock, with tonnes by hand: ER = (1.8 x EC_IT - EC_DC) x 0.5546."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.cases.projects import amounts, credits_of, fixed, found, head, hourly, table

from jcm_mrv.run import Outcome, calculate, check, lock

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.findings import Finding
    from jcm_mrv.lock.making import Locking

START, END = "2017-05-01", "2017-07-31"
PUE = fixed("PUE_RE", "1.8")
EF = fixed("EF_elec", "0.5546", "tCO2/MWh")
SOURCE = """
[monitored.EC_IT]
point = 1
option = "C"
meter = "A"
rated = {{ value = 90, unit = "kW" }}
[[monitored.EC_IT.source]]
files = "it*.csv"
columns = ["kwh"]
measures = "{measures}"
unit = "{unit}"
time = "timestamp"
stamp = "start"
step = "1 hour"
"""
METER = """
[[meters]]
id = "A"
serial_number = "77"
class = "0.5S"
standard = "IEC 62053-22"
mpe = { value = 0.5, unit = "%", source = "by hand" }
calibrations = [
  { date = 2017-01-01, certificate = "a" },
  { date = 2017-12-01, certificate = "b" },
]
"""
# DC: 50 MWh a month
DC = amounts(
    "EC_DC",
    [
        ("2017-05-01", "2017-05-31", "50"),
        ("2017-06-01", "2017-06-30", "50"),
        ("2017-07-01", "2017-07-31", "50"),
    ],
    "MWh",
)
# IT: 44.6, 43.2 and 44.6 MWh, in kWh of one decimal
IT = {"2017-05": (744, "44640"), "2017-06": (720, "43200"), "2017-07": (744, "44640")}


def project(*, ef: str = EF, meter: str = METER, head_: str | None = None, **source: str) -> str:
    """Return the project, with parts of it changed."""
    text = SOURCE.format(**{"measures": "energy", "unit": "kWh", **source})
    return (head_ or head("data-center-efficiency 1", START, END)) + PUE + ef + text + DC + meter


def readings(months: dict[str, tuple[int, str]] | None = None) -> str:
    """Return the readings of months: hours and sums [kWh]."""
    rows = []
    for month, (hours, total) in (months or IT).items():
        rows += hourly(f"{month}-01", [(hours, total)])
    return table("kwh", swing(rows))


def swing(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Move readings five up and five down by turns: no sum of two changes, no value is stuck."""
    return [
        (stamp, str(Decimal(value) + (5 if index % 2 else -5)))
        for index, (stamp, value) in enumerate(rows)
    ]


def write(folder: Path, text: str, rows: str | None = None) -> Path:
    """Write the project."""
    (folder / "project.toml").write_text(text, "utf-8")
    if rows is not None:
        (folder / "it.csv").write_text(rows, "utf-8")
    return folder


def write_lock(folder: Path, change: str | None = None) -> Locking:
    """Lock the project, as the command does."""
    made = lock(folder, change=change)
    if made.data is not None:
        made.path.write_bytes(made.data)
    return made


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """Return a project with its lock."""
    write(tmp_path, project(), readings())
    assert write_lock(tmp_path).data is not None
    return tmp_path


def only(findings: tuple[Finding, ...], code: str) -> Finding:
    """Return the only finding of a code, and prove that no other lock finding stands beside it."""
    drifts = drifts_of(findings)
    assert [one.code for one in drifts] == [code]
    return drifts[0]


def drifts_of(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return the findings that compare with a lock."""
    return [one for one in findings if one.code.startswith("P08") or one.code == "D180"]


def effect(finding: Finding) -> tuple[Fraction, str]:
    """Return the tonnes of a finding and how well they are known."""
    assert finding.effect is not None
    return finding.effect.tonnes, finding.effect.kind


def test_a_locked_project_is_silent(locked: Path) -> None:
    """What was locked and did not move gives no finding, and all its credits."""
    outcome = calculate(locked)

    # 1.8 x 132.48 = 238.464; less 150 = 88.464; x 0.5546 = 49.0621344
    assert credits_of(outcome) == [49]
    assert outcome.findings == ()


def test_a_lock_holds_the_months_by_exact_sum_and_count(locked: Path) -> None:
    """Each accepted month stands in the lock with its days, its sum and its count."""
    document = json.loads((locked / "project.lock").read_bytes())

    by_point = {one["parameter"]: one for one in document["readings"]}
    assert [(m["start"], m["end"], m["sum"], m["count"]) for m in by_point["EC_IT"]["months"]] == [
        ("2017-05-01", "2017-05-31", "44.64", 744),
        ("2017-06-01", "2017-06-30", "43.2", 720),
        ("2017-07-01", "2017-07-31", "44.64", 744),
    ]
    assert [(m["sum"], m["count"]) for m in by_point["EC_DC"]["months"]] == [("50", 0)] * 3
    assert by_point["EC_IT"]["unit"] == "MWh"


def test_a_fixed_value_that_drifted_tells_its_tonnes(locked: Path) -> None:
    """A factor of 0.56 in place of 0.5546 moves 88.464 MWh times the difference."""
    write(locked, project(ef=fixed("EF_elec", "0.56", "tCO2/MWh")))

    outcome = calculate(locked)

    # 88.464 x (0.56 - 0.5546) = 88.464 x 0.0054 = 0.4777056
    finding = only(outcome.findings, "P081")
    assert finding.severity == "error"
    assert effect(finding) == (Fraction("0.4777056"), "exact")
    assert "0.56 tCO2/MWh" in finding.message
    assert "0.5546 tCO2/MWh" in finding.message
    assert credits_of(outcome) == [None]


def test_a_value_that_drifts_from_a_day_on_nulls_only_its_vintage(tmp_path: Path) -> None:
    """What was true of the first year stays; the drift of the second is told with its tonnes."""
    years = head("data-center-efficiency 1", "2017-03-01", "2018-02-28") + PUE
    rest = amounts(
        "EC_IT", [("2017-03-01", "2017-12-31", "435"), ("2018-01-01", "2018-02-28", "85")], "MWh"
    ) + amounts(
        "EC_DC",
        [("2017-03-01", "2017-12-31", "469.8"), ("2018-01-01", "2018-02-28", "91.8")],
        "MWh",
    )
    write(tmp_path, years + EF + rest)
    write_lock(tmp_path)
    two = fixed("EF_elec", "0.5546", "tCO2/MWh", "until = 2017-12-31") + fixed(
        "EF_elec", "0.56", "tCO2/MWh", "from = 2018-01-01"
    )
    write(tmp_path, years + two + rest)

    outcome = calculate(tmp_path)

    # 1.8 x 85 - 91.8 = 61.2; x 0.0054 = 0.33048
    finding = only(outcome.findings, "P081")
    assert effect(finding) == (Fraction("0.33048"), "exact")
    assert credits_of(outcome) == [173, None]


def test_a_value_in_another_unit_is_a_note(locked: Path) -> None:
    """554.6 kgCO2/MWh is the locked value in other words, and moves no tonne."""
    write(locked, project(ef=fixed("EF_elec", "554.6", "kgCO2/MWh")))

    finding = only(check(locked), "P081")

    assert finding.severity == "note"
    assert finding.effect is None


def test_another_source_of_a_value_is_a_note(locked: Path) -> None:
    """Where a value was read are words; the message quotes both."""
    write(locked, project(ef=EF.replace("by hand", "by heart")))

    finding = only(check(locked), "P081")

    assert finding.severity == "note"
    assert '"by heart"' in finding.message
    assert '"by hand"' in finding.message


def test_a_month_that_changed_tells_its_tonnes(locked: Path) -> None:
    """One MWh more in June, of the IT equipment, is 1.8 x 1 x 0.5546 t more."""
    write(locked, project(), readings({**IT, "2017-06": (720, "44200")}))

    outcome = calculate(locked)

    finding = only(outcome.findings, "D180")
    assert effect(finding) == (Fraction("0.99828"), "exact")
    assert finding.severity == "error"
    assert finding.parameter == "EC_IT"
    assert finding.span is not None
    assert f"{finding.span[0]:%Y-%m-%d} {finding.span[1]:%Y-%m-%d}" == "2017-06-01 2017-07-01"
    for part in ("EC_IT", "2017-06", "44.2 MWh", "43.2 MWh", "720", "a difference of 1 MWh"):
        assert part in finding.message
    assert credits_of(outcome) == [None]


def test_a_month_that_lost_readings_is_found_beside_its_gap(locked: Path) -> None:
    """A day that went missing after it was accepted is drift, whatever is done about the gap."""
    # 14 June and what follows, 17 days at 60 kWh an hour, are gone: 17 x 24 x 0.06 = 24.48 MWh
    rows = [("2017-05-01", (744, "44640")), ("2017-06-01", (312, "18720"))]
    rows += [("2017-07-01", (744, "44640"))]
    each = [row for start, month in rows for row in hourly(start, [month])]
    text = table("kwh", swing(each))
    write(locked, project(), text)

    findings = check(locked)

    assert [one.severity for one in findings if one.code == "D104"] == ["warning"]
    finding = next(one for one in findings if one.code == "D180")
    # -24.48 x 1.8 x 0.5546
    assert effect(finding) == (Fraction("-24.4378944"), "exact")


def test_readings_that_moved_inside_of_a_month_are_found(locked: Path) -> None:
    """The same sum from other readings shows by the smallest and the largest of them."""
    text = readings().replace("2017-06-02 00:00,55", "2017-06-02 00:00,50")
    text = text.replace("2017-06-02 01:00,65", "2017-06-02 01:00,70")
    write(locked, project(), text)

    finding = only(check(locked), "D180")

    assert effect(finding) == (Fraction(0), "exact")
    assert "from 0.05 to 0.07" in finding.message


def test_a_month_of_invoices_that_changed_tells_its_tonnes(locked: Path) -> None:
    """Two MWh less of the whole centre in July are 2 x 0.5546 t more."""
    write(locked, project().replace("end = 2017-07-31\nvalue = 50", "end = 2017-07-31\nvalue = 48"))

    finding = only(check(locked), "D180")

    assert effect(finding) == (Fraction("1.1092"), "exact")


def test_a_treated_month_gives_an_estimate(locked: Path) -> None:
    """Where a late calibration corrects the readings too, the tonnes are no longer exact."""
    lapsed = METER.replace("date = 2017-01-01,", "date = 2017-01-01, valid_until = 2017-05-31,")
    write(locked, project(meter=lapsed), readings({**IT, "2017-06": (720, "44200")}))

    finding = next(one for one in check(locked) if one.code == "D180")

    assert effect(finding) == (Fraction("0.99828"), "estimate")


def test_months_that_came_since_are_no_drift(tmp_path: Path) -> None:
    """A lock made in June accepts May; July is no drift, and a second lock takes it in."""
    write(tmp_path, project(), readings({"2017-05": IT["2017-05"]}))
    first = write_lock(tmp_path)
    early = (tmp_path / "project.lock").read_bytes()
    write(tmp_path, project(), readings())

    assert calculate(tmp_path).findings == ()
    second = write_lock(tmp_path)
    late = (tmp_path / "project.lock").read_bytes()

    # EC_DC is stated for all three months from the beginning.
    assert (first.added, second.added) == (4, 2)
    assert [one.month for one in first.left] == ["2017-06", "2017-07"]
    (tmp_path / "project.lock").unlink()
    write_lock(tmp_path)
    assert early != late == (tmp_path / "project.lock").read_bytes()


def test_a_check_up_to_a_day_leaves_later_months_alone(locked: Path) -> None:
    """Up to the middle of June, May is compared and nothing else is missed."""
    assert drifts_of(check(locked, until=date(2017, 6, 15))) == []
    write(locked, project(), readings({**IT, "2017-05": (744, "44740")}))
    finding = only(check(locked, until=date(2017, 6, 15)), "D180")
    # 0.1 MWh x 1.8 x 0.5546
    assert effect(finding) == (Fraction("0.099828"), "exact")


def test_a_second_lock_is_refused_until_the_change_is_named(locked: Path) -> None:
    """Drift is written down only under a name; the chain keeps the digest of the old lock."""
    old = (locked / "project.lock").read_bytes()
    write(locked, project(), readings({**IT, "2017-06": (720, "44200")}))

    refused = write_lock(locked)
    assert refused.data is None
    assert [one.code for one in refused.findings] == ["D180"]
    assert (locked / "project.lock").read_bytes() == old

    named = write_lock(locked, "Post-registration change no. 1: logger clock")
    assert named.data is not None
    document = json.loads(named.data)
    assert document["changes"] == [
        {
            "text": "Post-registration change no. 1: logger clock",
            "previous": hashlib.sha256(old).hexdigest(),
            "items": [
                {
                    "what": "readings.EC_IT.2017-06",
                    "before": "43.2 MWh in 720 readings",
                    "after": "44.2 MWh in 720 readings",
                }
            ],
        }
    ]
    finding = only(check(locked), "P088")
    assert finding.severity == "note"
    assert "logger clock" in finding.message


def test_changes_are_kept_one_after_the_other(locked: Path) -> None:
    """A second change does not take the place of the first."""
    write(locked, project(), readings({**IT, "2017-06": (720, "44200")}))
    write_lock(locked, "no. 1")
    write(locked, project(ef=fixed("EF_elec", "0.5", "tCO2/MWh")))
    write_lock(locked, "no. 2")

    document = json.loads((locked / "project.lock").read_bytes())

    assert [one["text"] for one in document["changes"]] == ["no. 1", "no. 2"]
    assert document["changes"][1]["items"] == [
        {"what": "fixed.EF_elec", "before": "0.5546 tCO2/MWh", "after": "0.5 tCO2/MWh"}
    ]
    assert only(check(locked), "P088").severity == "note"


def test_a_copy_that_somebody_kept_counts_in_place_of_the_folder_s(locked: Path) -> None:
    """The verifier's lock of before the change finds what the project's own names already."""
    copy = locked.parent / "kept.lock"
    copy.write_bytes((locked / "project.lock").read_bytes())
    write(locked, project(), readings({**IT, "2017-06": (720, "44200")}))
    write_lock(locked, "no. 1")

    assert only(check(locked), "P088").severity == "note"
    outcome: Outcome = calculate(locked, lock=copy)
    assert only(outcome.findings, "D180").severity == "error"
    assert credits_of(outcome) == [None]
    assert str(locked.parent) not in outcome.report_bytes.decode()


@pytest.mark.parametrize(
    ("was", "now", "severity"),
    [
        ('class = "0.5S"', 'class = "1"', "error"),
        ('class = "0.5S"', 'class = "0.5"', "error"),
        ('class = "0.5S"', 'class = "0.2S"', "note"),
        ('class = "0.5S"', 'class = "good"', "error"),
        ('serial_number = "77"', 'serial_number = "78"', "error"),
        ('serial_number = "77"\n', "", "error"),
        ("value = 0.5, unit", "value = 0.6, unit", "error"),
        ("mpe =", "ct = 40\nvt = 1\nmpe =", "note"),
        ("IEC 62053-22", "IEC 62053-21", "note"),
        ("mpe =", 'calibration_interval = "2 years"\nmpe =', "note"),
    ],
)
def test_a_meter_that_drifted_is_found(locked: Path, was: str, now: str, severity: str) -> None:
    """Less exact, another instrument, another error: errors; better or only told later: notes."""
    assert was in METER
    write(locked, project(meter=METER.replace(was, now)))

    findings = [one for one in check(locked) if one.code == "P082"]

    assert {one.severity for one in findings} == {severity}
    assert {one.meter for one in findings} == {"A"}


@pytest.mark.parametrize(
    ("was", "now", "severity"),
    [
        ('option = "C"', 'option = "B"', "error"),
        ('option = "C"', 'option = "C"\ngap_treatment = "zero"', "error"),
        ("value = 90,", "value = 100,", "error"),
        ('value = 90, unit = "kW"', 'value = 0.09, unit = "MW"', "note"),
        ("point = 1", "point = 2", "warning"),
        ('option = "C"', 'option = "C"\nfrequency = "monthly"', "note"),
        ('option = "C"', 'option = "C"\nestimate = { value = 500, unit = "MWh" }', "note"),
        ('option = "C"\n', "", "error"),
        ('rated = { value = 90, unit = "kW" }\n', "", "error"),
    ],
)
def test_a_monitoring_plan_that_drifted_is_found(
    locked: Path, was: str, now: str, severity: str
) -> None:
    """What counts is an error, what is only written a note."""
    text = project()
    assert text.count(was) >= 1
    write(locked, text.replace(was, now, 1))

    assert only(check(locked), "P083").severity == severity


def test_readings_in_another_unit_are_told_by_unit_and_month(locked: Path) -> None:
    """A unit that was changed without the readings drifts in the plan and in every month."""
    write(locked, project(unit="MWh"))

    codes = [one.code for one in check(locked) if one.code in ("P083", "D180")]

    assert sorted(codes) == ["D180", "D180", "D180", "P083"]


def test_files_and_columns_are_no_plan(locked: Path) -> None:
    """Readings may be split over files, and sources, of any name."""
    rows = readings().splitlines()
    (locked / "it.csv").unlink()
    (locked / "it_1.csv").write_text("\n".join(rows[:1000]) + "\n", "utf-8")
    (locked / "it_2.csv").write_text("\n".join([rows[0], *rows[1000:]]) + "\n", "utf-8")

    assert calculate(locked).findings == ()


@pytest.mark.parametrize(
    ("was", "now", "code", "severity"),
    [
        ('country = "LA"', 'country = "VN"', "P085", "error"),
        ("2010-01-01", "2010-01-02", "P085", "error"),
        ("A case worked by hand", "A case", "P085", "note"),
        ('title = "A', 'reference_number = "LA001"\ntitle = "A', "P085", "note"),
        ("data-center-efficiency 1", "data-center-efficiency 1.1.0", "P085", "note"),
    ],
)
def test_facts_of_the_project_that_drifted_are_found(
    locked: Path, was: str, now: str, code: str, severity: str
) -> None:
    """Facts that decide what is credited are errors; words, and what is told later, are notes."""
    text = project()
    assert text.count(was) == 1
    write(locked, text.replace(was, now))

    assert only(check(locked), code).severity == severity


def test_another_time_zone_is_found(locked: Path) -> None:
    """Other days may sum the same readings to other months; the zone itself is named."""
    write(locked, project().replace("Asia/Vientiane", "Asia/Bangkok"))

    # Both clocks are seven hours ahead, so that no month moved.
    assert only(check(locked), "P085").severity == "error"


def test_a_period_that_cuts_an_accepted_month_is_told(locked: Path) -> None:
    """Days that were accepted as one cannot be compared when the period cuts them."""
    write(locked, project(head_=head("data-center-efficiency 1", START, "2017-07-15")))

    finding = next(one for one in check(locked) if one.code == "P085")

    assert finding.severity == "warning"
    assert "2017-07-01 to 2017-07-31" in finding.message


def test_the_next_period_keeps_the_months_of_the_one_before(locked: Path) -> None:
    """A lock goes on from period to period: months outside of this one stay as they are."""
    july = head("data-center-efficiency 1", "2017-07-01", "2017-07-31")
    write(locked, project(head_=july))
    assert drifts_of(check(locked)) == []

    made = write_lock(locked)

    assert made.lock is not None
    months = {one.parameter: [m.name for m in one.months] for one in made.lock.readings}
    three = ["2017-05", "2017-06", "2017-07"]
    assert months == {"EC_DC": three, "EC_IT": three}


def test_a_lock_of_another_project_says_only_that(locked: Path) -> None:
    """Of two projects with numbers nothing else is compared."""
    numbered = project().replace("title = ", 'reference_number = "LA001"\ntitle = ')
    write(locked, numbered)
    write_lock(locked, "registered")
    write(locked, numbered.replace("LA001", "LA002").replace("0.5546", "0.6"))

    finding = only(tuple(one for one in check(locked) if one.code != "P088"), "P086")

    assert finding.severity == "error"
    assert '"LA001"' in finding.message
    assert '"LA002"' in finding.message


def test_a_meter_that_came_is_a_warning(locked: Path) -> None:
    """Meters are replaced; a further one moves no tonne by itself."""
    write(locked, project(meter=METER + METER.replace('id = "A"', 'id = "B"')))

    assert only(check(locked), "P087").severity == "warning"


def test_readings_of_a_point_that_are_gone_are_told_once(tmp_path: Path) -> None:
    """Invoices that were taken out leave one finding for all their months, not one a month."""
    write(
        tmp_path,
        project()
        + '[[events]]\nstart = 2017-05-01\nend = 2017-05-02\nkind = "outage"\nevidence = "x"\n',
        readings(),
    )
    write_lock(tmp_path)
    source = SOURCE.format(measures="energy", unit="kWh").replace("EC_IT", "EC_DC")
    empty = source.replace("it*.csv", "dc.csv").replace('meter = "A"\n', "").replace('"C"', '"B"')
    text = project().replace(DC, empty)
    write(tmp_path, text)

    findings = [one for one in check(tmp_path) if one.code == "D180"]

    assert len(findings) == 1
    assert "3 months" in findings[0].message


def test_a_plan_with_errors_is_not_locked(tmp_path: Path) -> None:
    """A project whose plan is not whole has nothing to hold on to."""
    write(tmp_path, project(ef=""), readings())

    made = write_lock(tmp_path)

    assert made.data is None
    assert [one.code for one in made.findings] == ["P014"]
    assert not (tmp_path / "project.lock").exists()


def test_a_plan_without_readings_is_locked(tmp_path: Path) -> None:
    """At validation there is a plan and no reading yet; the lock holds no month then."""
    write(tmp_path, project())

    made = write_lock(tmp_path)

    assert made.data is not None
    assert made.lock is not None
    assert [one.parameter for one in made.lock.readings] == []
    assert found(calculate(tmp_path), "D101") == ["error"]


def test_a_month_with_an_error_is_not_accepted(tmp_path: Path) -> None:
    """A reading above what the point can carry keeps its month open, and no other."""
    rows = readings().replace("2017-06-02 00:00,55", "2017-06-02 00:00,95")
    write(tmp_path, project(), rows)

    made = write_lock(tmp_path)

    assert [(one.parameter, one.month, one.codes) for one in made.left] == [
        ("EC_IT", "2017-06", ("D113",))
    ]


def test_a_month_with_an_open_gap_is_not_accepted_until_it_is_declared(tmp_path: Path) -> None:
    """A gap that nobody declared may still be filled; with a treatment it is settled."""
    gap = "\n".join(line for line in readings().splitlines() if not line.startswith("2017-06-02"))
    write(tmp_path, project(), gap + "\n")
    assert [one.month for one in write_lock(tmp_path).left] == ["2017-06"]

    declared = project().replace('option = "C"', 'option = "C"\ngap_treatment = "zero"', 1)
    (tmp_path / "project.lock").unlink()
    write(tmp_path, declared)
    assert write_lock(tmp_path).left == ()
