"""A gap in one source beside a source of longer steps: what the other one says of that time.

A data centre of one January: hourly DC of 1.2 MWh, ten hours of it lost on 10 January, and a
second source with a reading a day. ER = (1.8 x IT - DC) x 0.5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cases.projects import calculate_text, credits_of, fixed, found, head, reductions_of

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.run import Outcome

SOURCE = """
[[monitored.{name}.source]]
files = "{name}-{step}.csv"
columns = ["mwh"]
measures = "energy"
unit = "MWh"
time = "timestamp"
stamp = "start"
step = "1 {step}"
{more}
"""
EVENT = """
[[events]]
start = 2017-01-10
end = 2017-01-10
kind = "outage"
evidence = "grid log"
"""


def _hourly(value: str, lost: range = range(0)) -> str:
    rows = [f"2017-01-{i // 24 + 1:02d} {i % 24:02d}:00,{value}" for i in range(744)]
    return "\n".join(["timestamp,mwh", *(row for i, row in enumerate(rows) if i not in lost), ""])


def _daily(value: str) -> str:
    return "\n".join(["timestamp,mwh", *(f"2017-01-{day:02d},{value}" for day in range(1, 32)), ""])


def _calculate(folder: Path, treatment: str, lost: range, more: str, it_step: str) -> Outcome:
    project = (
        head("data-center-efficiency 1", "2017-01-01", "2017-01-31")
        + fixed("PUE_RE", "1.8")
        + fixed("EF_elec", "0.5", "tCO2/MWh")
        + SOURCE.format(name="EC_IT", step=it_step, more="")
        + f'[monitored.EC_DC]\npoint = 2\ngap_treatment = "{treatment}"\n'
        + SOURCE.format(name="EC_DC", step="hour", more="")
        + more
    )
    files = {
        "EC_IT-hour.csv": _hourly("1"),
        "EC_IT-day.csv": _daily("24"),
        "EC_DC-hour.csv": _hourly("1.2", lost),
        "EC_DC-day.csv": _daily("31.2"),
    }
    return calculate_text(folder, project, files)


@pytest.mark.parametrize("first", [0, 6, 14], ids=["morning", "midday", "evening"])
def test_a_daily_substitute_stands_in_with_its_share_of_the_day(tmp_path: Path, first: int) -> None:
    """Ten hours of a day with 31.2 MWh are 13 MWh, whichever ten hours of it were lost."""
    other = SOURCE.format(name="EC_DC", step="day", more='use = "substitute"')
    lost = range(9 * 24 + first, 9 * 24 + first + 10)

    outcome = _calculate(tmp_path, "substitute", lost, other, "hour")

    # (1.8 x 744 - 1.2 x 734 - 13) x 0.5
    assert reductions_of(outcome) == ["222.7"]
    assert found(outcome, "D104") == ["warning"]


@pytest.mark.parametrize("first", [0, 6], ids=["morning", "midday"])
def test_a_daily_meter_that_shows_energy_contradicts_an_outage(tmp_path: Path, first: int) -> None:
    """A day with 24 MWh of IT had energy, also where no step of it begins in the ten hours."""
    lost = range(9 * 24 + first, 9 * 24 + first + 10)

    outcome = _calculate(tmp_path, "outage", lost, EVENT, "day")

    assert found(outcome, "D104") == ["error"]
    assert credits_of(outcome) == [None]


def test_a_substitute_makes_no_column_count_twice(tmp_path: Path) -> None:
    """One of two IT columns of 0.5 MWh is lost for ten hours; the meter of both read 0.9 MWh.

    The other column's 5 MWh were read in that time; 9 MWh stand in for the whole: 734 + 9.
    """
    rows = [f"2017-01-{i // 24 + 1:02d} {i % 24:02d}:00,0.5,0.5" for i in range(744)]
    rows[216:226] = [row.removesuffix("0.5") for row in rows[216:226]]
    two = SOURCE.format(name="EC_IT", step="hour", more="").replace('["mwh"]', '["a", "b"]')
    both = SOURCE.format(name="EC_IT", step="hour", more='use = "substitute"')
    project = (
        head("data-center-efficiency 1", "2017-01-01", "2017-01-31")
        + fixed("PUE_RE", "1.8")
        + fixed("EF_elec", "0.5", "tCO2/MWh")
        + '[monitored.EC_IT]\npoint = 1\ngap_treatment = "substitute"\n'
        + two.replace("EC_IT-hour", "two")
        + both
        + SOURCE.format(name="EC_DC", step="hour", more="")
    )
    files = {
        "two.csv": "\n".join(["timestamp,a,b", *rows, ""]),
        "EC_IT-hour.csv": _hourly("0.9"),
        "EC_DC-hour.csv": _hourly("1.2"),
    }

    outcome = calculate_text(tmp_path, project, files)

    # (1.8 x 743 - 1.2 x 744) x 0.5
    assert reductions_of(outcome) == ["222.3"]
