"""D154, D155, D156 and D114: columns that are not what they are taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cases.roofs import codes, stamped, told

from jcm_mrv.checks.data.not_active import kind_of
from jcm_mrv.run import check

if TYPE_CHECKING:
    from pathlib import Path

DAYS = ("2023-05-01", "2023-05-03")
METER = """
[[meters]]
id = "M-1"
resolution = {{ value = {value}, unit = "{unit}" }}
"""


def counts(*last: str) -> list[tuple[str, str]]:
    """Return midnights of a counter, the last ones as given."""
    return stamped(
        "2023-05-01", [*["1000.0", "1024.2", "1049.6"][: 4 - len(last)], *last], minutes=1440
    )


def register_told(
    folder: Path, rows: list[tuple[str, str]], value: str, unit: str = "kWh", of: str = "kWh"
) -> list[str]:
    """Check a register against the resolution of its meter; return what is said."""
    found = told(
        folder,
        rows,
        DAYS,
        measures="register",
        minutes=0,
        unit=of,
        point='meter = "M-1"',
        source="multiplier = 40",
        more=METER.format(value=value, unit=unit),
    )
    return [f"{one.code} {one.severity} {one.meter}: {one.message}" for one in found]


def test_readings_of_the_resolution_are_silent(tmp_path: Path) -> None:
    """1,024.2 and 1,049.60 are multiples of 0.1, whatever the multiplier is."""
    assert register_told(tmp_path, counts("1049.60", "1070"), "0.1") == []
    assert register_told(tmp_path, counts("1049.6", "1070.4"), "0.2") == []


@pytest.mark.parametrize(("value", "unit", "of"), [("0.1", "kWh", "kWh"), ("100", "Wh", "kWh")])
def test_a_digit_too_many_is_told_with_its_place(
    tmp_path: Path, value: str, unit: str, of: str
) -> None:
    """1,049.63 was never read from a register that shows tenths, in whatever unit it says so."""
    (said,) = register_told(tmp_path, counts("1049.63", "1070.0"), value, unit, of)

    assert said.startswith("D154 warning M-1: 1 register reading of 4 is no multiple of ")
    assert "the first is 1049.63 at 2023-05-03 00:00" in said


def test_a_register_that_counts_in_fives_shows_no_seven(tmp_path: Path) -> None:
    """A resolution need not be a power of ten."""
    rows = stamped("2023-05-01", ["1000", "1005", "1007", "1015"], minutes=1440)
    (said,) = register_told(tmp_path, rows, "5")
    assert "the first is 1007" in said


def test_a_resolution_may_stand_in_the_table_of_meters(tmp_path: Path) -> None:
    """A column of meters.csv names it with its unit; without the unit it is refused."""
    rows: list[tuple[str, ...]] = [*counts("1049.63", "1070.0")]
    for heading, expected in (("resolution [kWh]", ["D154"]), ("resolution", ["P063"])):
        (tmp_path / "meters.csv").write_text(f"id,{heading}\nM-1,0.1\n", "utf-8")
        told(tmp_path, rows, DAYS, measures="register", minutes=0, point='meter = "M-1"')
        text = (tmp_path / "project.toml").read_text("utf-8")
        (tmp_path / "project.toml").write_text(
            text.replace("[project]", 'meters = "meters.csv"\n[project]', 1), "utf-8"
        )
        found = check(tmp_path, methodologies=[tmp_path / "modules"])
        assert [code for code in codes(found) if code in ("D154", "P063")] == expected


def test_a_resolution_in_a_foreign_unit_is_refused(tmp_path: Path) -> None:
    """A length is no resolution of an electricity meter."""
    (said,) = register_told(tmp_path, counts("1049.6", "1070.0"), "0.1", "m")
    assert said.startswith("P011 error")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Import kvarh", "reactive"),
        ("E_kvarh_imp", "reactive"),
        ("kvar", "reactive"),
        ("Mvarh", "reactive"),
        ("ReactiveEnergy", "reactive"),
        ("Blindarbeit Bezug", "reactive"),
        ("energía reactiva", "reactive"),
        ("受電無効電力量", "reactive"),
        ("S_kVAh", "apparent"),
        ("kVA", "apparent"),
        ("Apparent energy", "apparent"),
        ("皮相電力量", "apparent"),
        ("kwh", None),
        ("VARIO", None),
        ("variable", None),
        ("var_1", None),
        ("Vahid line", None),
        ("reaction heat", None),
        ("T1 1000 kVA", None),
        ("TR2 630kVA total", None),
        ("kWh (kvarh in next column)", None),
        ("有効電力量", None),
        ("it_a_kwh", None),
        ("value", None),
    ],
)
def test_names_of_columns_tell_the_kind_of_energy(name: str, kind: str | None) -> None:
    """Units and words of several languages are known; what only looks like one is not."""
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("name", "side", "expected"),
    [
        ("Import kvarh", "low", "D155 error"),
        ("Import kvarh", "high", "D155 error"),
        ("Import kVAh", "low", "D155 error"),
        ("Import kVAh", "high", "D155 warning"),
    ],
)
def test_apparent_energy_is_careful_as_a_consumption(
    tmp_path: Path, name: str, side: str, expected: str
) -> None:
    """More than the active energy only harms where more earns more; reactive is never right."""
    rows = stamped("2023-05-01", [10] * 72)
    found = told(tmp_path, rows, DAYS, side=side, columns=[name])
    assert [f"{one.code} {one.severity}" for one in found if one.code != "D114"] == [expected]


def tariffs(extra: int = 0) -> list[tuple[str, ...]]:
    """Return hours of two tariffs and their total, with something added to the total."""
    rows: list[tuple[str, ...]] = []
    for stamp, value in stamped("2023-05-01", range(10, 82)):
        high, low = int(value), 100 - int(value)
        rows.append((stamp, str(high), str(low), str(high + low + extra)))
    return rows


@pytest.mark.parametrize(("side", "severity"), [("low", "error"), ("high", "warning")])
def test_a_total_among_its_parts_is_told(tmp_path: Path, side: str, severity: str) -> None:
    """T = T1 + T2 on each of three days: the sum of all three is twice the energy."""
    found = told(tmp_path, tariffs(), DAYS, columns=["T1", "T2", "T"], side=side)
    told_of = [one for one in found if one.code != "D114"]
    assert [f"{one.code} {one.severity}" for one in told_of] == [f"D156 {severity}"]
    assert 'the column "T" is the sum of "T1", "T2" on 3 of 3 days' in told_of[0].message


def test_feeders_that_are_no_sum_are_silent(tmp_path: Path) -> None:
    """One kilowatt-hour more in every hour, and it is a third feeder."""
    assert "D156" not in codes(told(tmp_path, tariffs(1), DAYS, columns=["a", "b", "c"]))


def test_two_columns_have_no_total(tmp_path: Path) -> None:
    """Of two equal columns nobody knows which would be the total."""
    rows = [(stamp, value, value) for stamp, value in stamped("2023-05-01", range(10, 82))]
    assert codes(told(tmp_path, rows, DAYS, columns=["a", "b"])) == []


def test_registers_are_compared_by_what_they_rise(tmp_path: Path) -> None:
    """Counters that began at different counts: the rises of the total are those of its parts."""
    rows: list[tuple[str, ...]] = []
    for hour, (stamp, _) in enumerate(stamped("2023-05-01", [0] * 73)):
        rows.append((stamp, str(500 + 3 * hour), str(70 + 2 * hour), str(9000 + 5 * hour)))
    found = told(tmp_path, rows, DAYS, columns=["T1", "T2", "T"], measures="register", minutes=0)
    assert codes(found) == ["D156"]


def standing(*zero_days: int, days: int = 21) -> list[int]:
    """Return hours of a plant that never stops, zero on some days."""
    return [
        0 if day in zero_days else 40 + (7 * hour + 3 * day) % 5
        for day in range(1, days + 1)
        for hour in range(24)
    ]


MAY = ("2023-05-01", "2023-05-21")
STOP = '[[events]]\nstart = 2023-05-10\nend = 2023-05-11\nkind = "shutdown"\nevidence = "log 7"\n'


def test_days_of_zero_of_a_plant_that_never_stops_are_told(tmp_path: Path) -> None:
    """Two days of zero consumption, and no hour of zero else: lost readings look so."""
    found = told(tmp_path, stamped("2023-05-01", standing(10, 11)), MAY, side="high")
    assert codes(found) == ["D114"]
    assert "is zero on 2 whole days from 2023-05-10, and never else" in found[0].message


@pytest.mark.parametrize(
    ("zero", "side", "more"),
    [((10, 11), "low", ""), ((10, 11), "high", STOP), ((5, 10, 11), "high", ""), ((), "high", "")],
    ids=["generation", "with an event", "a plant that stops now and then", "no zero"],
)
def test_other_days_of_zero_are_silent(
    tmp_path: Path, zero: tuple[int, ...], side: str, more: str
) -> None:
    """Zero generation costs only the project, a stop may be named, and others stop often."""
    rows = stamped("2023-05-01", standing(*zero))
    assert codes(told(tmp_path, rows, MAY, side=side, more=more)) == []


def moving(days: int = 21) -> list[int | float]:
    """Return hours of a load that hardly repeats a reading."""
    return [40 + (7 * hour + 3 * (hour // 24)) % 11 + (hour % 7) / 10 for hour in range(24 * days)]


def test_one_reading_over_midnight_is_told(tmp_path: Path) -> None:
    """From 14:00 to 08:00 the next morning: no day is whole, eighteen hours are one number."""
    values = moving()
    values[24 * 9 + 14 : 24 * 10 + 8] = [43.7] * 18
    found = told(tmp_path, stamped("2023-05-01", values), MAY)
    assert codes(found) == ["D114"]
    assert "from 2023-05-10 14:00 to 2023-05-11 08:00: 18 readings of 43.7 kWh" in found[0].message


@pytest.mark.parametrize(
    ("length", "value"), [(11, 43.7), (18, 0), (18, 7.5)], ids=["short", "zero", "standby"]
)
def test_other_runs_are_silent(tmp_path: Path, length: int, value: float) -> None:
    """Less than half a day, nothing at all, or less than a fifth of the usual load."""
    values = moving()
    values[24 * 9 + 14 : 24 * 9 + 14 + length] = [value] * length
    assert told(tmp_path, stamped("2023-05-01", values), MAY) == []


def test_a_meter_that_often_repeats_itself_is_silent(tmp_path: Path) -> None:
    """A coarse meter shows 41 for many hours of every night."""
    values = [41 if hour % 24 < 9 or hour % 24 > 20 else 50 + hour % 5 for hour in range(24 * 21)]
    assert told(tmp_path, stamped("2023-05-01", values), MAY) == []


def test_a_run_with_a_whole_day_is_told_once(tmp_path: Path) -> None:
    """The whole day tells of its run."""
    values = moving()
    values[24 * 9 + 14 : 24 * 11 + 8] = [43.7] * 42
    found = told(tmp_path, stamped("2023-05-01", values), MAY)
    assert codes(found) == ["D114"]
    assert "does not move on 1 whole day" in found[0].message
