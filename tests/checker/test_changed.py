"""A report that was changed anywhere in its arithmetic is told, at its first node."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.checker.changing import PARTS, is_number, leaves, lists, other, replaced
from tests.checker.running import ROOT, check, document_of, plant

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("checker")  # what is made once is made by one worker

NOT_CALCULATED = re.compile(
    r"readings/\d+/(minimum|maximum|sum)(/\d+)?"  # see _checked
    r"|values/\d+/(side|unit|text)"
    r"|equations/\d+/(symbol|number|section|title|text)"
    r"|segments/\d+/beyond_months/.*"
    r"|equations/\d+/tree/.*"  # a tree may change where its value stays
)
"""What docs/checker.md says that the checker does not look at."""


def _checked(document: dict[str, Any], place: tuple[str | int, ...]) -> bool:
    """Tell whether a leaf is one that the checker answers for."""
    if place[0] == "readings" and place[2] in {"sum", "minimum", "maximum"}:
        parameters = {one["name"]: one for one in document["methodology"]["parameters"]}
        aggregate = parameters[document["readings"][place[1]]["parameter"]]["aggregate"]
        return place[2] == "sum" and aggregate in {"sum", "mean"}
    if place[0] == "values" and place[2] == "values" and place[-1] == 2:
        # CAP of kiln "c" is stated in kW from 15 January: another unit than that of the value.
        return bool(document["values"][place[1]]["name"] != "CAP")
    return not NOT_CALCULATED.fullmatch("/".join(map(str, place)))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return the reports of two examples, and two that have every kind of node."""
    folder = tmp_path_factory.mktemp("sources")
    return {
        "lao": document_of(ROOT / "examples" / "lao-data-center"),
        "mexico": document_of(ROOT / "examples" / "mexico-rooftop-solar"),
        "every-node": document_of(plant("every-node", folder / "every")),
        "treated": document_of(plant("treated", folder / "treated")),
    }


REPORTS = pytest.mark.parametrize(
    ("name", "step"), [("lao", 3), ("mexico", 3), ("treated", 1), ("every-node", 23)]
)
"""All places of the smallest report, and some of each of the others."""


@REPORTS
def test_every_changed_number_is_told(
    name: str, step: int, sources: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    """Each number of readings, values, equations, lines, rounding and totals, one at a time."""
    document = sources[name]
    numbers = [
        (place, value)
        for place, value in leaves({part: document[part] for part in PARTS})
        if is_number(value) and _checked(document, place)
    ][::step]
    passed = [
        place
        for place, value in numbers
        if check(replaced(document, place, other(value)), tmp_path)[0] != 1
    ]

    print(f"{name}: {len(numbers)} changed numbers, {len(numbers) - len(passed)} told")
    assert passed == []
    assert len(numbers) >= 20


@REPORTS
def test_every_other_changed_leaf_is_told_or_refused(
    name: str, step: int, sources: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    """Names, units, days, members and what is null: nothing that is calculated with passes."""
    document = sources[name]
    others = [
        (place, value)
        for place, value in leaves({part: document[part] for part in PARTS})
        if not is_number(value) and _checked(document, place)
    ][::step]
    passed = [
        place
        for place, value in others
        if check(replaced(document, place, other(value)), tmp_path)[0] not in {1, 2}
    ]

    assert passed == []
    assert others


@REPORTS
def test_every_dropped_entry_is_told(
    name: str, step: int, sources: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    """No month, value, equation, member, line or year can be left out, and none be doubled."""
    document = sources[name]
    entries = [
        (place, found, index)
        for place, found in lists({part: document[part] for part in PARTS})
        for index in range(len(found))
        if "tree" not in place and place[-1] != "files"
    ][::step]
    passed = [
        (place, index, len(changed))
        for place, found, index in entries
        for changed in (found[:index] + found[index + 1 :], [*found, found[index]])
        if check(replaced(document, place, changed), tmp_path)[0] not in {1, 2}
    ]

    assert passed == []
    assert entries


def test_swapped_members_are_told(sources: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    """Members of a set, or their numbers, in another order are other numbers."""
    document, told = sources["every-node"], 0
    for place, entries in lists({part: document[part] for part in PARTS}):
        if place[-1] in {"members", "values", "texts", "sum"} and len(place) == 3:
            swapped = entries[::-1]
            if swapped != entries and told < 20:
                told += 1
                assert check(replaced(document, place, swapped), tmp_path)[0] == 1, place

    assert told == 20


def test_the_first_node_is_named(sources: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    """A changed sum of a month is told at the value that it makes, with both numbers."""
    document = sources["lao"]
    reading = document["readings"][0]
    changed = replaced(document, ("readings", 0, "sum"), "41.5235")  # 1 MWh more

    code, said = check(changed, tmp_path)

    assert (reading["sum"], document["values"][0]["value"]) == ("40.5235", "428.55169")
    assert code == 1
    assert said.splitlines()[-1] == (
        'DIFFERS: "/values/0/value" states "428.55169", computed "429.55169"'
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"project": "country"}, "/vintages/0/credits"),
        ({"findings": "severity"}, "/vintages/1/credits"),
    ],
    ids=["country", "severity"],
)
def test_credits_are_null_exactly_where_they_must_be(
    change: dict[str, str], told: str, tmp_path: Path
) -> None:
    """A country in place of a trial run, or a warning in place of an error, asks for credits."""
    if "project" in change:
        document = document_of(plant("trial", tmp_path / "trial"))
        changed = replaced(document, ("project", "country"), "LA")
    else:
        document = document_of(plant("gap", tmp_path / "gap"))
        index = [one["severity"] for one in document["findings"]].index("error")
        changed = replaced(document, ("findings", index, "severity"), "warning")

    code, said = check(changed, tmp_path)

    assert code == 1
    assert f'"{told}" states null' in said


def test_tonnes_cannot_move_between_lines(tmp_path: Path) -> None:
    """A tonne moved from one line of a year to another leaves the total, and is told."""
    document = document_of(plant("cuts", tmp_path / "cuts"))
    assert [line["credits"] for line in document["vintages"]] == [5, 0, 0, 2]
    moved = replaced(document, ("vintages", 2, "credits"), 2)
    moved = replaced(moved, ("vintages", 3, "credits"), 0)

    code, said = check(moved, tmp_path)

    assert code == 1
    assert '"/vintages/2/credits" states 2, computed 0' in said
