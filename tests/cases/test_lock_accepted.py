"""Which months a lock accepts, and which locks are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cases.projects import amounts, fixed, head, table

from jcm_mrv.lock import making
from jcm_mrv.run import check, lock

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.lock.making import Locking

HEAD = head("data-center-efficiency 1", "2017-01-01", "2017-02-28")
FACTORS = fixed("PUE_RE", "2") + fixed("EF_elec", "1", "tCO2/MWh")
DC = amounts("EC_DC", [("2017-01-01", "2017-02-28", "100")], "MWh")
SOURCE = """
[[monitored.EC_IT.source]]
files = "{file}.csv"
columns = ["mwh"]
measures = "{measures}"
unit = "MWh"
time = "day"
{more}
"""
STEPS = 'stamp = "start"\nstep = "1 day"\n'
SYSTEM = '[[sets.system.member]]\nid = "{id}"\n{days}'
ROOF = """
[[monitored.EG]]
system = "{id}"
[[monitored.EG.source]]
files = "{id}.csv"
columns = ["mwh"]
measures = "energy"
unit = "MWh"
time = "day"
stamp = "start"
step = "1 day"
"""


def days(*spans: tuple[str, range]) -> str:
    """Return a reading for each day of months: the day's number."""
    rows = [(f"{month}-{day:02d}", str(day)) for month, numbers in spans for day in numbers]
    return table("mwh", rows).replace("timestamp", "day")


def write(folder: Path, text: str, **files: str) -> Path:
    """Write a project and its readings."""
    (folder / "project.toml").write_text(text, "utf-8")
    for name, rows in files.items():
        (folder / f"{name}.csv").write_text(rows, "utf-8")
    return folder


def months_of(made: Locking, parameter: str) -> list[tuple[str | None, str, str]]:
    """Return member, first and last day of the accepted months of a parameter."""
    assert made.lock is not None
    return [
        (one.member, month.start, month.end)
        for one in made.lock.readings
        if one.parameter == parameter
        for month in one.months
    ]


JANUARY, FEBRUARY = (None, "2017-01-01", "2017-01-31"), (None, "2017-02-01", "2017-02-28")
POINT = "[monitored.EC_IT]\npoint = 1\n"


def steps(folder: Path, rows: str, point: str = POINT) -> Locking:
    """Lock a data centre whose IT energy is read day by day."""
    source = SOURCE.format(file="it", measures="energy", more=STEPS)
    return lock(write(folder, HEAD + FACTORS + DC + point + source, it=rows))


def test_a_period_that_begins_inside_of_a_month_has_a_part_of_it(tmp_path: Path) -> None:
    """The month is its days inside of the period, and says so."""
    source = SOURCE.format(file="it", measures="energy", more=STEPS)
    text = HEAD.replace("2017-01-01", "2017-01-15") + FACTORS
    text += amounts("EC_DC", [("2017-01-15", "2017-02-28", "100")], "MWh") + POINT + source

    made = lock(
        write(tmp_path, text, it=days(("2017-01", range(15, 32)), ("2017-02", range(1, 29))))
    )

    assert months_of(made, "EC_IT") == [(None, "2017-01-15", "2017-01-31"), FEBRUARY]


def test_a_month_that_still_runs_waits(tmp_path: Path) -> None:
    """Readings that end before the month does leave it open, whatever is declared of gaps."""
    rows = days(("2017-01", range(1, 32)), ("2017-02", range(1, 20)))
    assert months_of(steps(tmp_path, rows), "EC_IT") == [JANUARY]

    declared = POINT + 'gap_treatment = "zero"\n'
    assert months_of(steps(tmp_path, rows, declared), "EC_IT") == [JANUARY]


def test_without_any_reading_no_month_is_accepted(tmp_path: Path) -> None:
    """A table with a heading alone is a source that has said nothing yet."""
    assert months_of(steps(tmp_path, "day,mwh\n"), "EC_IT") == []


@pytest.mark.parametrize("declared", [False, True])
def test_time_between_two_sources_is_open_until_it_is_treated(
    tmp_path: Path, declared: bool
) -> None:
    """A logger that was replaced after some days leaves a hole that no source speaks for."""
    first = SOURCE.format(file="a", measures="energy", more=STEPS + "until = 2017-01-20\n")
    second = SOURCE.format(file="b", measures="energy", more=STEPS + "from = 2017-01-25\n")
    point = POINT + ('gap_treatment = "zero"\n' if declared else "")
    write(tmp_path, HEAD + FACTORS + DC + point + first + second)
    (tmp_path / "a.csv").write_text(days(("2017-01", range(1, 21))), "utf-8")
    rows = days(("2017-01", range(25, 32)), ("2017-02", range(1, 29)))
    (tmp_path / "b.csv").write_text(rows, "utf-8")

    assert months_of(lock(tmp_path), "EC_IT") == ([JANUARY] if declared else []) + [FEBRUARY]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (["2017-01-01"], []),
        (["2017-01-01", "2017-02-01"], [JANUARY]),
        (["2017-01-02", "2017-02-01", "2017-03-01"], [FEBRUARY]),
        (["2016-12-31", "2017-01-05", "2017-02-02"], [JANUARY]),
        (["2017-01-01", "2017-02-28"], [JANUARY]),
        (["2017-01-01", "2017-03-01"], [JANUARY, FEBRUARY]),
    ],
)
def test_a_register_needs_readings_around_a_month(
    tmp_path: Path, counts: list[str], expected: list[tuple[None, str, str]]
) -> None:
    """What a register counted in a month is known from readings at or outside of its ends."""
    source = SOURCE.format(file="it", measures="register", more="")
    rows = table("mwh", [(day, str(100 * n)) for n, day in enumerate(counts)])
    write(tmp_path, HEAD + FACTORS + DC + POINT + source, it=rows.replace("timestamp", "day"))

    assert months_of(lock(tmp_path), "EC_IT") == expected


def test_a_roof_is_accepted_for_its_own_days(tmp_path: Path) -> None:
    """A roof that came in January and went in February needs no reading outside of that."""
    text = head("rooftop-solar 1", "2017-01-01", "2017-03-31")
    text += SYSTEM.format(id="a", days="") + SYSTEM.format(
        id="b", days="start = 2017-01-10\nend = 2017-02-05\n"
    )
    for roof in "ab":
        text += fixed("EF_RE", "0.5", "tCO2/MWh", f'system = "{roof}"') + ROOF.format(id=roof)
    whole = days(("2017-01", range(1, 32)), ("2017-02", range(1, 29)), ("2017-03", range(1, 32)))
    own = days(("2017-01", range(10, 32)), ("2017-02", range(1, 6)))
    write(tmp_path, text, a=whole, b=own)

    made = lock(tmp_path)

    assert made.left == ()
    assert [month for month in months_of(made, "EG") if month[0] == "b"] == [
        ("b", "2017-01-01", "2017-01-31"),
        ("b", "2017-02-01", "2017-02-28"),
    ]
    made.path.write_bytes(made.data or b"")
    assert [one.code for one in check(tmp_path) if one.code in ("D180", "P083", "P087")] == []


def test_an_unreadable_lock_is_not_written_over(tmp_path: Path) -> None:
    """What cannot be compared cannot be extended, whatever name a change is given."""
    rows = days(("2017-01", range(1, 32)), ("2017-02", range(1, 29)))
    assert steps(tmp_path, rows).data is not None
    (tmp_path / "project.lock").write_bytes(b"{}")

    made = lock(tmp_path, change="anything")

    assert made.data is None
    assert [one.code for one in made.findings] == ["P080"]


def test_a_change_needs_a_lock_and_something_that_changed(tmp_path: Path) -> None:
    """A name without a change would be a change that nobody finds again."""
    rows = days(("2017-01", range(1, 32)), ("2017-02", range(1, 29)))
    made = steps(tmp_path, rows)
    assert "there is no lock yet" in lock(tmp_path, change="no. 1").refused

    made.path.write_bytes(made.data or b"")
    assert "nothing differs from the lock" in lock(tmp_path, change="no. 1").refused


def test_a_lock_of_another_project_is_not_extended(tmp_path: Path) -> None:
    """Nor can it be made this project's by a name."""
    numbered = HEAD.replace("title", 'reference_number = "LA001"\ntitle', 1)
    source = SOURCE.format(file="it", measures="energy", more=STEPS)
    text = numbered + FACTORS + DC + POINT + source
    write(tmp_path, text, it=days(("2017-01", range(1, 32))))
    made = lock(tmp_path)
    made.path.write_bytes(made.data or b"")
    write(tmp_path, text.replace("LA001", "LA002"))

    refused = lock(tmp_path, change="another number")

    assert refused.data is None
    assert [one.code for one in refused.findings] == ["P086"]


def test_a_lock_that_could_not_be_read_again_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit of reading holds for writing too."""
    monkeypatch.setattr(making, "MAX_BYTES", 100)

    made = steps(tmp_path, days(("2017-01", range(1, 32))))

    assert made.data is None
    assert "more than are read (100)" in made.refused


def test_another_file_may_be_the_lock(tmp_path: Path) -> None:
    """What is asked for is written and extended in place of the folder's own."""
    folder = tmp_path / "plant"
    folder.mkdir()
    rows = days(("2017-01", range(1, 32)))
    steps(folder, rows)
    made = lock(folder, output=tmp_path / "kept.lock")
    assert made.path == tmp_path / "kept.lock"
    made.path.write_bytes(made.data or b"")
    write(folder, (folder / "project.toml").read_text("utf-8").replace("value = 2", "value = 3"))

    assert lock(folder).data is not None
    assert [one.code for one in lock(folder, output=made.path).findings] == ["P081"]


def test_a_value_or_a_point_that_went_is_named_by_its_lock(tmp_path: Path) -> None:
    """What the project has no place for any more is shown in the lock."""
    rows = days(("2017-01", range(1, 32)), ("2017-02", range(1, 29)))
    made = steps(tmp_path, rows)
    made.path.write_bytes(made.data or b"")
    text = (tmp_path / "project.toml").read_text("utf-8")
    gone = text.replace(fixed("PUE_RE", "2"), "").replace(DC, "")
    (tmp_path / "project.toml").write_text(gone, "utf-8")

    found = [one.where for one in check(tmp_path) if one.code == "P087"]

    assert [str(where) for where in found] == [
        "project.lock: fixed.PUE_RE",
        "project.lock: monitored.EC_DC",
    ]
