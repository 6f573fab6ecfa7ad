"""The calendar of completeness: a mark for each month, and shares that are cut, not rounded."""

from __future__ import annotations

from typing import Any

from jcm_mrv.views.calendar import render_calendar
from jcm_mrv.views.surface import Surface

PLAIN = Surface(ascii=True)


def month(parameter: str, name: str, count: Any, expected: Any, **more: Any) -> dict[str, Any]:
    """Return the account of a month, as the report has it."""
    return {"parameter": parameter, "month": name, "count": count, "expected": expected, **more}


def test_a_month_has_a_mark_for_its_share() -> None:
    """All, 95 % or more, half or more, less, none; months without an expectation are apart."""
    readings = [
        month("EC_IT", "2017-10", 744, 744),
        month("EC_IT", "2017-11", 684, 720),  # 684 / 720 = 95 %
        month("EC_IT", "2017-12", 743, 744),
        month("EC_IT", "2018-01", 372, 744),  # half
        month("EC_IT", "2018-02", 335, 672),  # 49.9 %
        month("EC_IT", "2018-03", 0, 744),
        month("EC_IT", "2018-04", 0, 0),
    ]
    # 744 + 684 + 743 + 372 + 335 = 2878 of 744 * 4 + 720 + 672 = 4368: 65.888 %
    assert render_calendar(readings, PLAIN) == (
        "Completeness of the readings, by month\n"
        "       year  J F M A M J J A S O N D\n"
        "EC_IT  2017  . . . . . . . . . # + +    65.88 %\n"
        "       2018  o - x . . . . . . . . .\n"
        "\n"
        "# all  + 95 % or more  o half or more  - less  x none  . nothing expected\n"
    )


def test_a_terminal_that_can_draws_blocks() -> None:
    """The legend shows the same marks as the calendar."""
    text = render_calendar([month("EG", "2017-03", 743, 744)], Surface())
    assert "EG  2017  · · ▓ · · · · · · · · ·    99.86 %\n" in text
    assert "█ all  ▓ 95 % or more  ▒ half or more  ░ less  x none  · nothing expected" in text


def test_a_share_is_never_rounded_up_to_the_whole() -> None:
    """One reading of a million that is missing shows."""
    text = render_calendar([month("EG", "2017-03", 999_999, 1_000_000)], PLAIN)
    assert "99.99 %" in text
    assert " + " in text.splitlines()[2]


def test_more_readings_than_expected_are_all_of_them() -> None:
    """A month is not more than complete, and does not make up for another."""
    readings = [month("EG", "2017-03", 20, 10), month("EG", "2017-04", 0, 10)]
    assert "50.00 %" in render_calendar(readings, PLAIN)


def test_few_members_have_a_line_each() -> None:
    """Over a set the numbers are columns in the order of the members."""
    readings = [month("EG", "2017-03", [1, 2], [2, 2], members=["north", "south"])]
    lines = render_calendar(readings, PLAIN).splitlines()
    assert lines[2] == "EG north  2017  . . o . . . . . . . . .    50.00 %"
    assert lines[3] == "EG south  2017  . . # . . . . . . . . .      100 %"


def test_many_members_are_summed_up() -> None:
    """A cell shows the least complete one; the three that lack most are named."""
    members = [f"roof-{number}" for number in range(10)]
    counts = [10, 10, 9, 10, 1, 5, 7, 10, 10, 10]
    readings = [month("EG", "2017-03", counts, [10] * 10, members=members)]
    lines = render_calendar(readings, PLAIN).splitlines()
    assert lines[2:6] == [
        # 82 of 100
        "EG, 10 members  2017  . . - . . . . . . . . .    82.00 %",
        "EG roof-4       2017  . . - . . . . . . . . .    10.00 %",
        "EG roof-5       2017  . . o . . . . . . . . .    50.00 %",
        "EG roof-6       2017  . . o . . . . . . . . .    70.00 %",
    ]
    assert lines[-1] == "Of many members a cell shows the least complete one."


def test_a_project_without_readings_has_no_calendar() -> None:
    """Stated amounts have no steps that could be missing."""
    assert render_calendar([], PLAIN) == ""
    assert render_calendar([month("EG", "2017-03", 0, 0)], PLAIN) == ""


def test_it_fits_80_columns_with_long_and_hostile_names() -> None:
    """A long name is cut, an escape in it is shown."""
    readings = [month("EG\x1b[2J" + "x" * 90, "2017-03", 1, 2)]
    text = render_calendar(readings, Surface(width=80, terminal=True), "plant\x1b a")
    assert "\x1b" not in text
    assert all(len(line) <= 80 for line in text.splitlines())
    assert text.startswith("Completeness of the readings of plant\\x1b a, by month\n")
