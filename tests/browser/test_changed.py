"""The script's checks of a report: nothing that is calculated with can be changed unseen."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.opening import NAMES, PLANTS, planted
from tests.checker.changing import PARTS, Place, is_number, leaves, other
from tests.reported import example

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

# Sent as one text: a long list is slow to hand over, a deep one cannot be.
CHECK = """async (sent) => {
  const [report, changes] = JSON.parse(sent);
  const places = [];
  for (const [place, value] of changes) {
    const changed = JSON.parse(JSON.stringify(report));
    let node = changed;
    for (const key of place.slice(0, -1)) node = node[key];
    if (place.length > 0) node[place[place.length - 1]] = value;
    const bytes = new TextEncoder().encode(writeCanonical(changed));
    const account = new Account();
    const separators = { group: ",", decimal: "." };
    const page = { bytes, digest: await digestOf(bytes), shown: [], separators, mark() {} };
    await checkReport(page, account, new Pacer());
    const told = account.differences.map(({ at, stated, computed, basis }) =>
      `${at}: ${stated}, ${computed}, ${basis}`);
    places.push([...told, ...account.undone.map((at) => `${at}: too much work`)]);
  }
  return places;
}"""

NOT_CALCULATED = re.compile(
    r"readings/\d+/(minimum|maximum|expected|count)(/\d+)?"  # of sums: no number follows
    r"|values/\d+/(side|values/2)"  # CAP of kiln "c" is stated in another unit
    r"|equations/\d+/tree/.*"  # a tree may change where its value stays
    r"|values/(9|19|29|39)/value"  # GWPs stand in the methodology alone
)
"""What docs/page.md says that a page cannot prove."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for projects."""
    return tmp_path_factory.mktemp("planted")


def told_of(
    core: Page, report: dict[str, Any], changes: list[tuple[Place, Any]]
) -> list[list[str]]:
    """Return, for each change of a report, the places that the script names."""
    return list(core.evaluate(CHECK, json.dumps([report, changes])))


def _is_beside_an_extreme(report: dict[str, Any], place: Place) -> bool:
    """Tell the sum of a month whose parameter is its least or greatest reading."""
    if place[0] != "readings" or place[2] != "sum":
        return False
    name = report["readings"][place[1]]["parameter"]
    found = {one["name"]: one.get("aggregate") for one in report["methodology"]["parameters"]}
    return found[name] in {"min", "max"}


@pytest.mark.parametrize("name", [*NAMES, *PLANTS])
def test_every_report_agrees(core: Page, name: str, folder: Path) -> None:
    """What the engine makes of examples, deficits, cuts, registers, gaps and sets agrees."""
    report = planted(name, folder) if name in PLANTS else example(name).document

    assert told_of(core, report, [((), None)]) == [[]]


@pytest.mark.parametrize(("name", "step"), [("deficits", 5), ("treated", 1), ("every-node", 5)])
def test_every_changed_number_is_told(core: Page, name: str, step: int, folder: Path) -> None:
    """Each number of readings, values, equations, lines, months, rounding and totals."""
    report = planted(name, folder)
    parts = {part: report[part] for part in PARTS}
    changes = [
        (place, other(value))
        for place, value in leaves(parts)
        if is_number(value)
        and not NOT_CALCULATED.fullmatch("/".join(map(str, place)))
        and not _is_beside_an_extreme(report, place)
    ][::step]

    told = told_of(core, report, changes)

    assert [place for (place, _), one in zip(changes, told, strict=True) if not one] == []
    assert len(changes) > 50


@pytest.mark.parametrize(
    ("name", "place", "value", "told"),
    [
        # Three lines of one year: 5.5, -3.25 and 2.5 t; the running sums are 5.5, 2.25 and 4.75.
        ("cuts", ("vintages", 2, "credits"), 1, "/vintages/2/credits: 1, 0, by the rounding step"),
        # A year of -3 t takes from the 2.25 t that follow, and then from 10.75 t.
        (
            "deficits",
            ("rounding", "years", 2, "carried"),
            "-2",
            "/rounding/years/2/carried: -2, -2.25, by the rounding step",
        ),
        ("trial", ("vintages", 0, "credits"), 50, "/vintages/0/credits: 50, null, "),
        ("gap", ("totals", "credits"), 5, "/totals/credits: 5, null, the sum of the lines"),
        # One MWh more than the treatment added, in the second segment's EC_DC.
        ("treated", ("adjustments", 0, "amount", "value"), "1201", "/values/5/value: "),
        ("register", ("values", 0, "edges"), "1", "/values/0/value: "),
        (
            "every-node",
            ("values", 1, "texts", 1),
            "coal",
            "/values/1/texts/1: coal, gas, as the project or the methodology states it",
        ),
        (
            "every-node",
            ("equations", 0, "members"),
            ["a", "c", "b"],
            "/equations/0/members: , , These are not the members of a set of the project.",
        ),
        (
            "every-node",
            ("equations", 1, "tree"),
            {"op": "exp", "args": []},
            "/equations/1/operands: RE_unit, fuel, , the names that the formula reads",
        ),
        (
            "every-node",
            ("equations", 0, "tree", "args", 1, "op"),
            "/",
            # 124/3 MWh / 1 t/MWh is the same number; for kiln "b" it is 3751/180 / 0.5.
            "/equations/0/values/1: 3751/360, 3751/90, from the formula and its operands",
        ),
        ("lao", ("segments", 0, "days"), 305, "/segments/0/days: 305, 306, from the days"),
        ("lao", ("readings", 0, "complete"), "0.99", "/readings/0/complete: 0.99, 1, from the"),
        ("lao", ("vintages",), {}, "/vintages: , , A list is expected here."),
        ("lao", ("segments", 0), None, "/segments/0/start: , , A text is expected here."),
        ("lao", ("values", 0, "segment"), 7, "/values/0/segment: , , There is no such entry."),
        ("lao", ("project",), [], "/project/monitoring_period/start: , , A text is expected"),
        ("lao", ("schema",), "jcm-mrv/report/2", "/schema: , , The embedded report is not of"),
        ("lao", ("totals",), 1.5, ": , , The report holds a number that is not a whole one."),
    ],
)
def test_the_first_place_is_named(
    core: Page, name: str, place: Place, value: Any, told: str, folder: Path
) -> None:
    """A report that was changed in one place is told there, with what it should be."""
    report = example("lao-data-center").document if name == "lao" else planted(name, folder)
    if value == 1.5:
        # The writer of the test is the script's own, and refuses floats as well.
        answer = core.evaluate(
            "(text) => { try { parseReport(new TextEncoder().encode(text)); }"
            " catch (fault) { return `${fault.at}: , , ${fault.message}`; } }",
            '{"totals":1.5}',
        )
        assert answer == told
        return

    (first, *_), *_ = told_of(core, report, [(place, value)])

    assert first.startswith(told)


@pytest.mark.parametrize(
    "text",
    ['{"a":1,"a":1}', '{"b":1,"a":2}', '{"a": 1}', '{"a":1}\n', '{"a":1e2}', "\ufeff{}", "{"],
    ids=["twice", "order", "blank", "line end", "exponent", "mark", "open"],
)
def test_json_is_read_strictly(core: Page, text: str) -> None:
    """What JSON.parse forgives is refused: keys named twice, blanks, other spellings."""
    answer = core.evaluate(
        "(text) => { try { return parseReport(new TextEncoder().encode(text)); }"
        " catch (fault) { return fault.message; } }",
        text,
    )

    assert answer in {
        "The embedded report is not canonical JSON (RFC 8785).",
        "The embedded report is not JSON.",
    }
