"""A methodology with a set: rows that name members."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from tests.unit.forms.person import Person, copy_example

from jcm_mrv.errors import RefusedError
from jcm_mrv.forms.book import Page, Value, read_book
from jcm_mrv.forms.project import build_project
from jcm_mrv.forms.sheets import lay_out
from jcm_mrv.library import read_library
from jcm_mrv.readings.workbook.cells import column_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jcm_mrv.forms.project import Made

    Make = Callable[[Mapping[str, Value]], Made]

REFERENCE = "PH_AM002 ver1.0"


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Make:
    """Return a function that changes cells of two roofs, and makes the project."""
    path: Path = tmp_path_factory.mktemp("solar") / "plant.xlsx"
    person = Person(path, REFERENCE)
    copy_example(request.config.rootpath / "examples" / "philippines-rooftop-solar", person)
    module = read_library().find(REFERENCE)
    names = [sheet.name for sheet in lay_out(module, REFERENCE)]
    pages = read_book(person.save(), "plant.xlsx", names)

    def change_and_make(changes: Mapping[str, Value]) -> Made:
        cells = {name: dict(page.cells) for name, page in pages.items()}
        for place, value in changes.items():
            sheet, _, cell = place.rpartition("!")
            cells[sheet][int(cell[1:]) - 1, column_of(cell[0])] = value
        return build_project(path, {n: Page(each) for n, each in cells.items()}, module, REFERENCE)

    return change_and_make


def test_members_stand_in_the_project_with_their_values(make: Make) -> None:
    """Two roofs, a factor each, a point each."""
    made = tomllib.loads(make({}).files["project.toml"].decode())
    assert made["sets"] == {"system": {"member": [{"id": "roof-a"}, {"id": "roof-b"}]}}
    assert [each["system"] for each in made["fixed"]["EF_RE"]] == ["roof-a", "roof-b"]
    assert [each["system"] for each in made["monitored"]["EG"]] == ["roof-a", "roof-b"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"Fixed values!C7": "roof-c"},
            [
                ("P093", "Fixed values!C7", '"roof-c" does not stand on the sheet Members'),
            ],
        ),
        (
            {"Fixed values!C7": "roof-a"},
            [("P091", "Fixed values!D6", 'has no row for "roof-b"')],
        ),
        (
            {"Fixed values!C7": None},
            [("P091", "Fixed values!C7", '"EF_RE" has one row for each system; say for which')],
        ),
        (
            {"Members!B8": "roof-b"},
            [("P093", "Members!B8", '"roof-b" stands above already')],
        ),
        (
            {"Members!B8": "roof-c"},
            [
                ("P091", "Fixed values!D6", 'has no row for "roof-c"'),
                ("P091", "Monitoring!E6", 'has no row for "roof-c"'),
            ],
        ),
    ],
)
def test_a_row_of_no_member_and_a_member_without_a_row_are_named(
    make: Make, changes: Mapping[str, Value], expected: list[tuple[str, str, str]]
) -> None:
    """Each where it is to be mended."""
    with pytest.raises(RefusedError) as caught:
        make(changes)
    found = [(each.code, each.where.path, each.message) for each in caught.value.findings]
    assert [each[:2] for each in found] == [each[:2] for each in expected]
    for (_, _, sentence), (_, _, words) in zip(found, expected, strict=True):
        assert words in sentence
