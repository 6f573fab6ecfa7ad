"""Ten years of months, and thousands of members: the page stays small and answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.opening import render
from tests.browser.test_changed import CHECK
from tests.checker.plants import centre, year
from tests.checker.running import document_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.opening import Opener

YEARS = 10
MEMBERS = 5_000
MOST_BYTES = 1_500_000
MOST_ELEMENTS = 30_000


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the report of ten years of a data centre: 120 months of two meters."""
    folder: Path = tmp_path_factory.mktemp("ten-years")
    centre(folder, [year(2015 + index, f"{900 + index}.25", "1200.5") for index in range(YEARS)])
    return document_of(folder)


def test_ten_years_fit_and_answer(opener: Opener, ten_years: dict[str, Any]) -> None:
    """Under 1.5 MB with all of its months; the button works, and the times are printed."""
    html = render(ten_years)

    state, text = opener.recompute(html)

    elements = opener.page.evaluate("document.querySelectorAll('*').length")
    times = opener.page.evaluate(
        """async () => {
          const { domInteractive, loadEventEnd } = performance.getEntriesByType("navigation")[0];
          const account = new Account();
          const page = { bytes: bytesOf(embedded.textContent), digest: embedded.dataset.sha256,
                         shown: shownNumbers(), separators, mark() {} };
          const before = performance.now();
          await checkReport(page, account, new Pacer());
          return [domInteractive, loadEventEnd, performance.now() - before].map(Math.round);
        }"""
    )
    print(f"{len(html):,} bytes, {elements:,} elements; interactive, loaded, checked [ms]: {times}")
    assert state == "agrees"
    assert f"years of the rounding step {YEARS}" in text
    assert "readings by month 240" in text
    assert len(html) < MOST_BYTES
    assert elements < MOST_ELEMENTS
    assert (opener.complaints, opener.requests) == ([], [])


def test_ten_years_can_be_stopped(opener: Opener, ten_years: dict[str, Any]) -> None:
    """While it works the button stops it, and nothing is then claimed."""
    page = opener.open(render(ten_years))
    page.evaluate(
        """() => {
          const button = document.getElementById("recompute");
          button.click();
          button.click();
        }"""
    )
    page.wait_for_function("document.getElementById('verdict').textContent !== ''")

    assert page.inner_text("#verdict") == "Stopped: nothing is proved."
    assert page.locator("output.mark[data-state]").count() == 0
    assert page.locator("progress").count() == 0
    assert opener.press()[0] == "agrees"


def _many(count: int) -> dict[str, Any]:
    """Return a report of many solar roofs, 1 MWh each in January 2024 at 0.5 t/MWh."""
    members = [f"roof-{index}" for index in range(count)]
    whole = {"unit": "tCO2", "value": str(count // 2)}
    zero = {"unit": "tCO2", "value": "0"}
    span = {"start": "2024-01-01", "end": "2024-01-31"}
    index = {"name": "EG", "index": "i"}
    total = {"op": "sum", "index": "i", "set": "roof", "of": {"name": "RE_roof", "index": "i"}}
    product = {"op": "*", "args": [index, {"quantity": "0.5", "unit": "tCO2/MWh"}]}
    ones, halves = ["1"] * count, ["0.5"] * count
    energy = {"unit": "MWh", "members": members, "values": ones}
    roofs = {"unit": "tCO2", "members": members, "values": halves}
    results = {
        "reference_emissions": whole,
        "project_emissions": zero,
        "emission_reductions": whole,
    }
    return {
        "schema": "jcm-mrv/report/1",
        "project": {
            "country": "PH",
            "monitoring_period": {**span, "cuts": []},
            "sets": [{"name": "roof", "members": [{"id": one} for one in members]}],
            "fixed": [],
            "monitored": [],
            "estimate": None,
        },
        "methodology": {
            "parameters": [{"name": "EG", "aggregate": "sum", "unit": "MWh", "over": "roof"}],
            "indicators": [],
        },
        "vintages": [{"year": 2024, **span, **results, "credits": count // 2}],
        "totals": {**results, "credits": count // 2},
        "rounding": {
            "years": [
                {
                    "year": 2024,
                    "emission_reductions": whole["value"],
                    "carried": "0",
                    "kept": whole["value"],
                    "whole": whole["value"],
                }
            ]
        },
        "segments": [
            {
                "vintage": 0,
                **span,
                "days": 31,
                "beyond_months": dict.fromkeys(results, zero),
            }
        ],
        "readings": [
            {
                "parameter": "EG",
                "month": "2024-01",
                "segment": 0,
                "unit": "MWh",
                "members": members,
                "sum": ones,
                "count": [1] * count,
                "expected": [1] * count,
                "minimum": ones,
                "maximum": ones,
                "complete": ones,
            }
        ],
        "adjustments": [],
        "findings": [],
        "inputs": [],
        "values": [
            {
                "segment": 0,
                "name": "EG",
                "kind": "monitored",
                "aggregate": "sum",
                "side": "low",
                **energy,
                "edges": ["0"] * count,
                "files": [],
            }
        ],
        "equations": [
            {"segment": 0, "name": "RE_roof", "tree": product, "operands": {"EG": energy}, **roofs},
            {
                "segment": 0,
                "name": "RE",
                "unit": "tCO2",
                "tree": total,
                "operands": {"RE_roof": roofs},
                "value": whole,
            },
            {
                "segment": 0,
                "name": "PE",
                "unit": "tCO2",
                "tree": {"number": "0"},
                "operands": {},
                "value": zero,
            },
            {
                "segment": 0,
                "name": "ER",
                "unit": "tCO2",
                "tree": {"op": "-", "args": [{"name": "RE"}, {"name": "PE"}]},
                "operands": {"PE": zero, "RE": whole},
                "value": whole,
            },
        ],
        "months": [
            {
                "segment": 0,
                "month": "2024-01",
                "days": 31,
                **results,
                "expected": None,
                "indicators": [],
            }
        ],
    }


def test_thousands_of_members_leave_the_page_awake(core: Page) -> None:
    """A set of 5,000 members agrees, one changed member is told, and timers run meanwhile."""
    report = _many(MEMBERS)
    core.evaluate(
        "() => { window.ticks = 0; window.timer = setInterval(() => { window.ticks += 1; }, 1); }"
    )
    changes = [[[], None], [["equations", 0, "values", MEMBERS - 1], "0.6"]]

    agrees, (first, *_) = core.evaluate(CHECK, json.dumps([report, changes]))
    ticks = core.evaluate("() => { clearInterval(window.timer); return window.ticks; }")

    assert agrees == []
    assert first == (
        f"/equations/0/values/{MEMBERS - 1}: 0.6, 0.5, from the formula and its operands"
    )
    assert ticks > 0
