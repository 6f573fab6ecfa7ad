"""Parameters over a set: long tables, windows of members, findings of many told as one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tests.cases.projects import (
    calculate_text,
    credits_of,
    fixed,
    found,
    head,
    reductions_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jcm_mrv.run import Outcome

HEAD = head("rooftop-solar 1", "2017-01-01", "2017-01-02")
LONG = """
[[monitored.EG]]
point = 1
{point}
[[monitored.EG.source]]
files = "eg.csv"
columns = ["mwh"]
measures = "energy"
unit = "MWh"
time = "timestamp"
stamp = "start"
step = "1 day"
member_column = "roof"
"""


def _calculate(
    folder: Path,
    roofs: Sequence[str],
    readings: Mapping[str, Sequence[str]],
    *,
    point: str = "",
    extra: str = "",
) -> Outcome:
    """Calculate two days of roofs with a factor of 0.5; an empty text is no reading."""
    members = "".join(f'[[sets.system.member]]\nid = "{roof}"\n{extra}' for roof in roofs)
    factors = "".join(fixed("EF_RE", "0.5", "tCO2/MWh", f'system = "{roof}"') for roof in roofs)
    rows = ["timestamp,roof,mwh"]
    for roof, values in readings.items():
        rows += [f"2017-01-{day + 1:02d},{roof},{value}" for day, value in enumerate(values)]
    project = HEAD + members + factors + LONG.format(point=point)
    return calculate_text(folder, project, {"eg.csv": "\n".join([*rows, ""])})


def test_a_long_table_is_parted_by_its_member_column(tmp_path: Path) -> None:
    """Two roofs of 10 + 20 and 1 + 2 MWh give 33 x 0.5 t, each month a column of the report."""
    outcome = _calculate(tmp_path, ["a", "b"], {"a": ["10", "20"], "b": ["1", "2"]})

    assert reductions_of(outcome) == ["16.5"]
    month = outcome.document["readings"][0]
    assert (month["members"], month["sum"], month["count"]) == (["a", "b"], ["30", "3"], [2, 2])
    operand = outcome.document["equations"][0]["operands"]["EG"]
    assert operand == {"unit": "MWh", "members": ["a", "b"], "values": ["30", "3"]}


def test_a_name_that_the_project_does_not_have_is_told(tmp_path: Path) -> None:
    """Rows of "A" are left out where the roof is called "a", and the finding says so."""
    outcome = _calculate(tmp_path, ["a"], {"a": ["10", "20"], "A": ["5", "5"]})

    assert reductions_of(outcome) == ["15"]
    message = next(one.message for one in outcome.findings if one.code == "D132")
    assert message == (
        'the column "roof" names "A", which the project does not have; those rows are left out; '
        'correct the name or use where = {...}; did you mean "a"?'
    )


def test_a_member_without_any_reading_is_an_error(tmp_path: Path) -> None:
    """A roof that the table does not name has measured nothing."""
    outcome = _calculate(tmp_path, ["a", "b"], {"a": ["10", "20"]})

    message = next(one.message for one in outcome.findings if one.code == "D108")
    assert message.startswith('no reading for "b" lies in the period')
    assert credits_of(outcome) == [None]


def test_a_member_that_joined_late_has_no_gap_before(tmp_path: Path) -> None:
    """From 2 January on, one reading is all that is expected of the roof."""
    outcome = _calculate(
        tmp_path, ["a"], {"a": ["", "20"]}, extra="start = 2017-01-02\nend = 2017-01-31\n"
    )

    assert reductions_of(outcome) == ["10"]
    assert found(outcome, "D104") == []


def test_the_same_gap_of_many_members_is_one_finding(tmp_path: Path) -> None:
    """25 roofs that miss one of two days: one warning, its effect that of all of them."""
    roofs = [f"roof-{number}" for number in range(25)]

    outcome = _calculate(tmp_path, roofs, {roof: ["4", ""] for roof in roofs})

    gaps = [one for one in outcome.findings if one.code == "D104"]
    assert len(gaps) == 1
    assert gaps[0].message.endswith("counted as nothing (and 24 more like this)")
    # 25 roofs x the mean day of 4 MWh x 0.5
    assert gaps[0].effect is not None
    assert gaps[0].effect.tonnes == Fraction(-50)
    assert gaps[0].span is not None
    assert reductions_of(outcome) == ["50"]


def test_a_rule_that_many_members_break_names_the_first_three(tmp_path: Path) -> None:
    """Five roofs with a negative day's sum: three are named, two are counted."""
    roofs = list("abcde")

    outcome = _calculate(tmp_path, roofs, {roof: ["-4", "1"] for roof in roofs})

    message = next(one.message for one in outcome.findings if one.code == "C206")
    assert message.startswith("not plausible for a, b, c and 2 more from 2017-01-01 to 2017-01-02")


def test_readings_of_a_member_before_it_joined_are_told(tmp_path: Path) -> None:
    """A roof of 2 January that has a reading of 1 January: it is left out, and said so."""
    outcome = _calculate(tmp_path, ["a"], {"a": ["10", "20"]}, extra="start = 2017-01-02\n")

    # 20 x 0.5
    assert reductions_of(outcome) == ["10"]
    [note] = [one for one in outcome.findings if one.code == "D109"]
    assert note.severity == "note"
    assert note.message == (
        '1 row lies outside of the days on which "a" belongs to the project (2017-01-02 to '
        "2017-01-02), from 2017-01-01 to 2017-01-01; left out; check start and end of the member"
    )
