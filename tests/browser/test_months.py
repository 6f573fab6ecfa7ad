"""Months and indicators in the browser: what each month gives follows from its readings."""

from __future__ import annotations

import shutil
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.opening import page_of, planted
from tests.browser.spelling import spell
from tests.browser.test_changed import told_of
from tests.checker.changing import Place, is_number, leaves, other, replaced
from tests.checker.running import document_of
from tests.reported import EXAMPLES, example

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.opening import Opener

LAO = "lao-data-center"


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        # 40.5235 MWh * 1.8 * 0.5546 t/MWh = 40.45379958 t.
        (
            ("months", 0, "reference_emissions", "value"),
            "40.45379959",
            "/months/0/reference_emissions/value: 40.45379959, 40.45379958, from the readings",
        ),
        # 43.93826 MWh of all electricity, 40.5235 MWh of it for the IT equipment.
        (
            ("months", 0, "indicators", 0, "value"),
            "1.08",
            "/months/0/indicators/0/value: 1.08, 2196913/2026175, from the readings of the month",
        ),
        (
            ("months", 0, "project_emissions"),
            None,
            "/months/0/project_emissions: null, 24.368158996, from the readings of the month",
        ),
        (("months", 1, "days"), 31, "/months/1/days: 31, 30, from the days of the period"),
        (("months", 0, "month"), "2017-04", "/months: 0 2017-04, 0 2017-04, 0 2017-05"),
        (
            ("segments", 1, "beyond_months", "emission_reductions", "value"),
            "1",
            "/segments/1/beyond_months/emission_reductions/value: 1, 0, the segment less",
        ),
    ],
)
def test_a_changed_month_is_named(core: Page, place: Place, value: Any, told: str) -> None:
    """A month, its days, its indicator and the rest of its segment are told with both values."""
    (first, *_), *_ = told_of(core, example(LAO).document, [(place, value)])

    assert first.startswith(told)


@pytest.mark.parametrize(
    ("name", "step"), [("deficits", 7), ("every-node", 1), ("register", 1), (LAO, 2)]
)
def test_every_changed_number_of_a_month_is_told(
    core: Page, name: str, step: int, tmp_path: Path
) -> None:
    """Each number of the months, and of what segments have beyond them."""
    report = example(name).document if name == LAO else planted(name, tmp_path)
    parts = {"months": report["months"], "segments": report["segments"]}
    changes = [(place, other(value)) for place, value in leaves(parts) if is_number(value)][::step]

    told = told_of(core, report, changes)

    assert [place for (place, _), one in zip(changes, told, strict=True) if not one] == []
    assert len(changes) > 20


def test_a_changed_month_is_told_on_the_page(opener: Opener) -> None:
    """The verdict names the month; no equation is blamed for it."""
    place = ("months", 0, "emission_reductions", "value")
    changed = replaced(dict(example(LAO).document), place, "16")

    state, text = opener.recompute_with(page_of(LAO), changed)

    assert (state, text.splitlines()[1]) == (
        "differs",
        "month 2017-03 (/months/0/emission_reductions/value): "
        "stated 16, computed 16.085640584, from the readings of the month",
    )
    assert opener.page.locator("section.equation output.mark[data-state=differs]").count() == 0


def test_the_specific_yield_agrees(core: Page, tmp_path: Path) -> None:
    """Nameplates of members stand in kW and MW; the yield of each month follows from them."""
    folder = tmp_path / "roofs"
    shutil.copytree(EXAMPLES / "philippines-rooftop-solar", folder)
    path = folder / "project.toml"
    text = path.read_text("utf-8")
    assert text.count('value = 480, unit = "kW"') == 1
    path.write_text(
        text.replace('value = 480, unit = "kW"', 'value = 0.4375, unit = "MW"'), "utf-8"
    )
    report = document_of(folder)
    month = report["months"][0]
    place = ("months", 0, "indicators", 0, "values", 1)
    reading = next(one for one in report["readings"] if one["month"] == month["month"])

    agrees, (first, *_) = told_of(core, report, [((), None), (place, "1")])

    # Roof b has 437.5 kW, and its readings of the month are in MWh.
    wanted = Fraction(reading["sum"][1]) * 1000 / Fraction("437.5")
    assert Fraction(month["indicators"][0]["values"][1]) == wanted
    assert agrees == []
    assert first.startswith(f"/months/0/indicators/0/values/1: 1, {spell(wanted)}, from the")
