"""D150 and D151: readings that stand alone, and those that hold the energy of a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cases.roofs import codes, stamped, told

if TYPE_CHECKING:
    from pathlib import Path

DAYS = ("2023-05-01", "2023-05-21")


def load(days: int = 21) -> list[int | None]:
    """Return hours of a load of 40 kWh by day and 30 at night, 20 less on Sundays, with a wave."""
    # 2023-05-01 is a Monday.
    return [
        (40 if 8 <= hour < 20 else 30) - 20 * (day % 7 == 6) + (7 * hour + 3 * day) % 5
        for day in range(days)
        for hour in range(24)
    ]


def at(day: int, hour: int) -> int:
    """Return the place of an hour of a day of May."""
    return (day - 1) * 24 + hour


def test_a_weekly_load_is_no_spike(tmp_path: Path) -> None:
    """Mondays after Sundays, and days after nights, are explained by all the others."""
    assert told(tmp_path, stamped("2023-05-01", load()), DAYS) == []


def test_a_single_reading_of_ten_loads_is_a_spike(tmp_path: Path) -> None:
    """412 kWh between 40 and 43 is told with its hour and its value."""
    values = load()
    values[at(10, 14)] = 412

    found = told(tmp_path, stamped("2023-05-01", values), DAYS)

    assert codes(found) == ["D150"]
    assert found[0].severity == "warning"
    assert "412 kWh at 2023-05-10 14:00" in found[0].message
    assert found[0].span is not None
    assert f"{found[0].span[0]:%d %H} {found[0].span[1]:%d %H}" == "10 14 10 15"


def test_hours_of_a_high_load_explain_each_other(tmp_path: Path) -> None:
    """Three hours of 100 kWh in a row are a machine that ran; two are a spike."""
    three, two = load(), load()
    three[at(10, 14) : at(10, 17)] = [100] * 3
    two[at(10, 14) : at(10, 16)] = [100] * 2

    assert codes(told(tmp_path, stamped("2023-05-01", three), DAYS)) == []
    assert codes(told(tmp_path, stamped("2023-05-01", two), DAYS)) == ["D150"]


def test_a_start_up_peak_of_every_monday_is_a_pattern(tmp_path: Path) -> None:
    """What one day in seven has is no spike: 70 kWh at seven on Mondays."""
    values = load()
    for monday in (1, 8, 15):
        values[at(monday, 7)] = 70

    assert codes(told(tmp_path, stamped("2023-05-01", values), DAYS)) == []


def test_a_spike_above_rated_is_told_once(tmp_path: Path) -> None:
    """412 kWh in an hour from 50 kW is D113 and nothing else."""
    values = load()
    values[at(10, 14)] = 412

    rated = 'rated = { value = 50, unit = "kW" }'
    found = told(tmp_path, stamped("2023-05-01", values), DAYS, point=rated)

    assert codes(found) == ["D113"]


def test_a_few_days_are_too_few_for_a_spike(tmp_path: Path) -> None:
    """Nine days tell nothing of what is usual."""
    values = load(9)
    values[at(5, 14)] = 412

    rows = stamped("2023-05-01", values)
    assert codes(told(tmp_path, rows, ("2023-05-01", "2023-05-09"))) == []


@pytest.mark.parametrize("jump", [900, 160])
def test_a_register_that_jumps_is_a_spike(tmp_path: Path, jump: int) -> None:
    """A counter that rises by 40 an hour and once by more: told, unless it is above rated."""
    values, count = load(), 1000
    rises = [int(one or 0) for one in values]
    rises[at(10, 14)] = jump
    counts = [count := count + rise for rise in rises]
    rows = stamped("2023-05-01 00:00", [1000, *counts])

    plain = told(tmp_path, rows, DAYS, measures="register", minutes=0)
    rated = 'rated = { value = 200, unit = "kW" }'
    bound = told(tmp_path, rows, DAYS, measures="register", minutes=0, point=rated)

    assert codes(plain) == ["D150"]
    assert f"{jump} kWh at 2023-05-10 15:00" in plain[0].message
    assert codes(bound) == (["D113"] if jump > 200 else ["D150"])


def test_a_register_that_was_not_read_for_a_day_is_no_spike(tmp_path: Path) -> None:
    """The difference spans the day; as a rate it is the usual one."""
    count, counts = 1000, []
    for rise in load():
        counts.append(count)
        count += int(rise or 0)
    rows = stamped("2023-05-01", [*counts, count])
    rows[at(10, 1) : at(11, 20)] = []

    found = told(tmp_path, rows, DAYS, measures="register", minutes=0)

    assert codes(found) == []


def caught_up(day: int, hours: range, times: int = 1) -> list[int | None]:
    """Return the load with hours left out, and their energy in the hour that follows."""
    values = load()
    lost = sum(int(values[at(day, hour)] or 0) for hour in hours)
    for hour in hours:
        values[at(day, hour)] = None
    values[at(day, hours.stop)] = int(values[at(day, hours.stop)] or 0) + times * lost
    return values


def test_a_gap_and_its_catch_up_are_told_as_one(tmp_path: Path) -> None:
    """Four hours of 160 to 170 kWh are booked at 14:00: no D150 and no D113 beside it."""
    rows = stamped("2023-05-01", caught_up(10, range(10, 14)))
    rated = 'rated = { value = 50, unit = "kW" }'

    found = told(tmp_path, rows, DAYS, point=rated)

    assert codes(found) == ["D104", "D151"]
    message = next(one.message for one in found if one.code == "D151")
    assert "a gap of 4 steps (2023-05-10 10:00 to 2023-05-10 14:00)" in message
    assert "the excess fits" in message
    assert "counts as nothing, and that is right here" in message


def test_a_catch_up_that_does_not_fit_its_gap_is_said_so(tmp_path: Path) -> None:
    """Ten times the energy of the gap is no catch-up alone; above rated it is an error."""
    rows = stamped("2023-05-01", caught_up(10, range(10, 14), times=10))

    plain = told(tmp_path, rows, DAYS)
    rated = told(tmp_path, rows, DAYS, point='rated = { value = 50, unit = "kW" }')

    assert codes(plain) == codes(rated) == ["D104", "D151"]
    messages = [one for one in (*plain, *rated) if one.code == "D151"]
    assert [one.severity for one in messages] == ["warning", "error"]
    assert all("the excess does not fit" in one.message for one in messages)


def test_another_reading_above_rated_on_that_day_is_still_told(tmp_path: Path) -> None:
    """D113 leaves out the first reading after a gap, and nothing else of the day."""
    values = caught_up(10, range(10, 14))
    values[at(10, 20)] = 90
    rated = 'rated = { value = 50, unit = "kW" }'

    found = told(tmp_path, stamped("2023-05-01", values), DAYS, point=rated)

    assert codes(found) == ["D104", "D113", "D151"]
    assert "the largest is 90.000 kWh" in next(o.message for o in found if o.code == "D113")


@pytest.mark.parametrize(
    ("side", "point", "severity", "words"),
    [
        ("high", 'gap_treatment = "maximum"', "warning", "on the careful side"),
        ("high", 'gap_treatment = "zero"', "warning", "counts as zero, and that is right here"),
        ("high", "", "warning", 'gap_treatment = "zero" counts it once'),
        ("low", "FILL", "error", "claim it a second time"),
    ],
)
def test_a_catch_up_tells_what_it_means_for_the_gap(
    tmp_path: Path, side: str, point: str, severity: str, words: str
) -> None:
    """What fills the gap as well counts twice: too little on one side, too much on the other."""
    rows = stamped("2023-05-01", caught_up(10, range(10, 14)))
    point = 'rated = { value = 500, unit = "kW" }\n' + point
    if "FILL" in point:
        point = point.replace("FILL", "") + (
            "[[monitored.E.amount]]\nstart = 2023-05-01\nend = 2023-05-31\nvalue = 25000\n"
            'unit = "kWh"\nevidence = "bill"\nuse = "fill"\n'
        )

    found = told(tmp_path, rows, DAYS, side=side, point=point)

    catch_up = [one for one in found if one.code == "D151"]
    assert [one.severity for one in catch_up] == [severity]
    assert words in catch_up[0].message
    assert "D150" not in codes(found)


def test_a_gap_without_a_catch_up_is_a_gap(tmp_path: Path) -> None:
    """The reading after the gap is what it always is."""
    values = load()
    values[at(10, 10) : at(10, 14)] = [None] * 4

    assert codes(told(tmp_path, stamped("2023-05-01", values), DAYS)) == ["D104"]


def test_a_catch_up_after_days_is_measured_against_the_mean(tmp_path: Path) -> None:
    """Three days booked into an hour have no like beside them; the mean of the hours serves."""
    values = load()
    lost = sum(int(one or 0) for one in values[at(9, 0) : at(12, 0)])
    values[at(9, 0) : at(12, 0)] = [None] * 72
    values[at(12, 0)] = int(values[at(12, 0)] or 0) + lost

    found = told(tmp_path, stamped("2023-05-01", values), DAYS)

    assert codes(found) == ["D104", "D151"]
    assert any("the excess fits" in one.message for one in found)


def warmth() -> list[int | None]:
    """Return hours of a difference of temperatures between 3 and 12."""
    return [3 + (hour * 5 + day) % 10 for day in range(21) for hour in range(24)]


@pytest.mark.parametrize("value", [850, -60])
def test_a_temperature_far_beyond_its_range_is_a_spike(tmp_path: Path, value: int) -> None:
    """Between 3 and 12 for weeks, and once a code of the logger: above and below."""
    values = warmth()
    values[at(10, 14)] = value
    rows = stamped("2023-05-01", values)

    found = told(tmp_path, rows, DAYS, measures="state", unit="delta_degC")

    assert codes(found) == ["D150"]
    assert f"{value} delta_degC at 2023-05-10 14:00" in found[0].message


def test_a_hot_day_is_no_spike(tmp_path: Path) -> None:
    """30 in an hour is within three times the range of 9 above it; several hours explain more."""
    for hot in ([30], [60, 62, 61]):
        values = warmth()
        values[at(10, 14) : at(10, 14) + len(hot)] = hot
        rows = stamped("2023-05-01", values)
        assert told(tmp_path, rows, DAYS, measures="state", unit="delta_degC") == []


def kiln() -> list[int]:
    """Return a year of quarters of an hour of a plant that stops now and then.

    It starts over two hours through 30 and 60 %, overshoots by a tenth for a quarter of an hour,
    runs with a wave, and stands still for hours to weeks without any [[events]].
    """
    stops = {17: 30, 60: 400, 61: 0, 122: 9, 200: 2100, 301: 50, 340: 12}
    values: list[int] = []
    number = 0
    while len(values) < 365 * 96:
        stop = stops.get(len(values) // 96, 0)
        if stop and len(values) % 96 == 40:
            values += [0] * stop + [450] * 4 + [900] * 4 + [1650]
            continue
        values.append(1500 + number * 7919 % 97 - 60 * (len(values) % 96 < 24))
        number += 1
    return values[: 365 * 96]


@pytest.mark.parametrize("side", ["low", "high"])
def test_a_clean_year_of_a_plant_with_stops_is_silent(tmp_path: Path, side: str) -> None:
    """Stops, starts and overshoot are real loads."""
    rows = stamped("2023-01-01", kiln(), minutes=15)
    year = ("2023-01-01", "2023-12-31")
    rated = 'rated = { value = 7000, unit = "kW" }'
    assert told(tmp_path, rows, year, minutes=15, side=side, point=rated) == []
    assert told(tmp_path, rows, year, minutes=15, side=side) == []
