"""The cell of a row that a finding is about: the right one, or none."""

from __future__ import annotations

import pytest

from jcm_mrv.places.excerpt import Excerpt, cut_row


def meant(line: str, column: str, *head: str) -> str | None:
    """Return the part of a line that is meant."""
    excerpt = cut_row(4, line, column, head)
    assert (excerpt.line, excerpt.text) == (4, line)
    return None if excerpt.start is None else line[excerpt.start : excerpt.end]


@pytest.mark.parametrize(
    ("head", "line", "expected"),
    [
        ("time,kwh", "1,Bad", "Bad"),
        ("time;kwh;c", "1; Bad ;2", "Bad"),
        ("time\tkwh", "1\tBad", "Bad"),
        ('"time","kwh"', '"1,5","B""d"', '"B""d"'),
        ("kwh", "Bad", "Bad"),
        ("time,kwh", "1,", ""),
    ],
)
def test_the_cell_below_the_heading_is_meant(head: str, line: str, expected: str) -> None:
    """Quotes, blanks and the mark between cells do not matter."""
    assert meant(line, "kwh", head) == expected


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("time,kwh", "1"),  # a cell is missing
        ("time,kwh", "1,2,3"),
        ("time,kwh,kwh", "1,2,3"),
        ("time,kWh", "1,2"),
        ("time,kwh", '"1,2'),  # the row goes on in the next line
    ],
)
def test_no_cell_is_meant_where_it_is_not_certain(head: str, line: str) -> None:
    """A caret under the wrong cell would be worse than none."""
    assert meant(line, "kwh", head) is None


def test_a_title_above_the_heading_is_passed_over() -> None:
    """The heading is the line that holds the column's name as a cell."""
    assert meant("1;2", "kwh", "Export of kwh, 2017", "time;kwh") == "2"


def test_without_a_column_the_line_is_meant() -> None:
    """A row with too many cells is wrong as a whole."""
    assert cut_row(4, "1,2,3", "", ["time,kwh"]) == Excerpt(4, "1,2,3")
