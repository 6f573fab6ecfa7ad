"""Positions in a TOML file: each key on the line where it is written, or none at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from jcm_mrv.places.toml_positions import find_positions, nearest_position

ROOT = Path(__file__).parents[3]
FILES = sorted(
    path
    for folder in ("examples", "methodologies", "tests")
    for path in (ROOT / folder).rglob("*.toml")
)

TEXT = '''# [fixed.no] = "not a table"
schema = "x"
[monitored.EC_IT]
option = "C"  # unit = "kWh"
"a.b" . c = 'd'
[[monitored.EC_IT.source]]
files = [ # the first
  "a[0].csv",
  """
unit = "no"
""" , 2017-03-01 08:00:00,
]
rated = { value = 90, unit = "kW" }
[[monitored.EC_IT.source]]
unit = "kwh"
[[monitored.EC_IT.source.amount]]
value = -1_0.5e1
'''


def line_of(text: str, path: str, *, value: bool = False) -> int | None:
    """Return the line of a place, or of the table around it."""
    position = nearest_position(find_positions(text.encode()), path)
    if position is None:
        return None
    start = (position.value or position.key)[0] if value else position.key[0]
    return text.count("\n", 0, start) + 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("schema", 2),
        ("monitored.EC_IT", 3),
        ("monitored.EC_IT.option", 4),
        ('monitored.EC_IT."a.b".c', 5),
        ("monitored.EC_IT.source", 6),
        ("monitored.EC_IT.source[0]", 6),
        ("monitored.EC_IT.source[0].files", 7),
        ("monitored.EC_IT.source[0].files[0]", 8),
        ("monitored.EC_IT.source[0].files[1]", 9),
        ("monitored.EC_IT.source[0].files[2]", 11),
        ("monitored.EC_IT.source[0].rated.unit", 13),
        ("monitored.EC_IT.source[1]", 14),
        ("monitored.EC_IT.source[1].unit", 15),
        ("monitored.EC_IT.source[1].amount[0].value", 17),
    ],
)
def test_a_place_has_the_line_where_it_is_written(path: str, line: int) -> None:
    """Comments, texts of several lines, lists and quoted keys lead nowhere else."""
    assert line_of(TEXT, path) == line


def test_a_key_that_is_missing_has_the_line_of_its_table() -> None:
    """The table that lacks a key is where the key is to be written."""
    assert line_of(TEXT, "monitored.EC_IT.source[1].measures") == 14
    assert line_of(TEXT, "monitored.EC_IT.source[0].rated.source") == 13


@pytest.mark.parametrize("path", ["", "fixed.EF_grid", "monitored.EC_DC", "project.title", "a[0"])
def test_a_place_without_a_table_of_its_own_has_no_line(path: str) -> None:
    """[monitored.EC_IT] is no place for what another parameter lacks."""
    assert line_of(TEXT, path) is None


def test_a_table_without_heading_stands_where_it_is_first_named() -> None:
    """A finding on monitored as a whole points at the first heading that begins with it."""
    position = find_positions(TEXT.encode())["monitored"]
    assert TEXT[slice(*position.key)] == "monitored"
    assert TEXT.count("\n", 0, position.key[0]) + 1 == 3


def test_line_ends_of_windows_change_no_line() -> None:
    """CRLF counts once."""
    crlf = TEXT.replace("\n", "\r\n")
    assert line_of(crlf, "monitored.EC_IT.source[1].unit") == 15


def test_keys_that_are_shown_alike_have_no_line() -> None:
    """Two keys that differ only behind their 60th character cannot be told apart in a finding."""
    text = "".join(f"{'k' * 70}{end} = 1\n" for end in "ab")
    assert find_positions(text.encode()) == {}


@pytest.mark.parametrize(
    "data",
    [
        b"a = ",
        b"[a]\na = 1\na = 2\n",
        b"\xff\xfe",
        b"\xef\xbb\xbfa = 1",
        b"a = " + b"[" * 5000 + b"]" * 5000,
    ],
)
def test_what_is_no_toml_has_no_positions(data: bytes) -> None:
    """A guess could name a wrong line."""
    assert find_positions(data) == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_of_the_repository_is_followed(path: Path) -> None:
    """The scan finds the keys that tomllib finds: a list of positions, not an empty one."""
    assert len(find_positions(path.read_bytes())) > 1
