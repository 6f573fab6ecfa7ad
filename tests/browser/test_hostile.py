"""A hostile report: its text is never markup or script, and its formulas never hang the page."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.opening import page_of, render
from tests.browser.test_changed import CHECK
from tests.reported import example

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.browser.opening import Opener

LAO = "lao-data-center"
MARKUP = "</script><script>hit()</script><img src=x onerror=hit()><svg onload=hit()>'\"\\u202e"
FREE = frozenset(
    {"title", "source", "evidence", "text", "id", "path", "certificate", "serial_number", "method"}
    | {"standard", "mpe_source", "comment", "description", "name", "city", "reference_number"}
)
"""Keys whose texts are a project's own words; names of formulas are left as they are."""


def _planted(value: Any, place: tuple[str | int, ...] = ()) -> Any:
    """Return a copy with markup behind every text that is a project's own."""
    if isinstance(value, dict):
        return {key: _planted(one, (*place, key)) for key, one in value.items()}
    if isinstance(value, list):
        return [_planted(one, (*place, index)) for index, one in enumerate(value)]
    is_free = place and place[-1] in FREE and place[0] in {"project", "meters", "inputs"}
    if is_free and isinstance(value, str) and "fixed" not in place:
        return value + MARKUP
    return value


def test_planted_markup_runs_nothing(opener: Opener) -> None:
    """Script in titles, participants, meters, files and evidence is text, before and after."""
    document = _planted(copy.deepcopy(dict(example(LAO).document)))
    document["project"]["participants"] = [{"name": MARKUP, "country": "LA", "role": MARKUP}]
    calls = "window.hits = []; window.hit = () => window.hits.push(1); window.alert = hit;"
    plain = opener.open(render(dict(example(LAO).document)))
    scripts = plain.locator("script").count()
    page = opener.page
    html = render(document)
    page.add_init_script(calls)

    state, _ = opener.recompute(html)
    page.set_input_files(
        "#files", {"name": "<img src=x onerror=hit()>.csv", "mimeType": "", "buffer": b"1"}
    )
    page.wait_for_selector("#dropped strong")

    assert state == "agrees"
    assert page.evaluate("window.hits") == []
    assert (page.locator("script").count(), page.locator("img").count()) == (scripts, 0)
    assert "onerror=hit()>.csv: is no input" in page.locator("#dropped").inner_text()
    assert json.dumps(document).count("onload") > 20
    assert (opener.complaints, opener.requests) == ([], [])


def _squared(times: int) -> dict[str, Any]:
    tree: dict[str, Any] = {"name": "EC_IT"}
    for _ in range(times):
        tree = {"op": "power", "args": [tree, {"number": "4"}]}
    return tree


def _nested(times: int) -> dict[str, Any]:
    tree: dict[str, Any] = {"name": "EC_IT"}
    for _ in range(times):
        tree = {"op": "neg", "args": [tree]}
    return tree


def _repeated(times: int) -> dict[str, Any]:
    tree: dict[str, Any] = {"number": "1"}
    for index in range(times):
        tree = {"op": "sum", "index": f"i{index}", "set": "many", "of": tree}
    return tree


@pytest.mark.parametrize(
    ("tree", "told"),
    [
        (_squared(12), "A number is larger than a report may hold."),
        (_repeated(3), "/equations/0/value/value: too much work"),
        (_nested(40), ": 427.8145810932, 428.55169, from the formula"),
        ({"convert": "9" * 50_000, "args": [{"number": "1"}]}, "This is not a factor"),
        ({"op": "constructor", "args": []}, "A part of a formula is none that"),
        ({"op": "__proto__", "of": {"number": "1"}}, "A formula counts over a set"),
    ],
    ids=["powers", "sums", "depth", "long", "inherited", "prototype"],
)
def test_a_hostile_formula_ends(core: Page, tree: dict[str, Any], told: str) -> None:
    """Numbers without end, sums of sums of sums and inherited names end with a message."""
    document = copy.deepcopy(dict(example(LAO).document))
    members = [{"id": str(index)} for index in range(500)]
    document["project"]["sets"] = [{"name": "many", "members": members}]
    place = ["equations", 0, "tree"]

    ((first, *others),) = core.evaluate(CHECK, json.dumps([document, [[place, tree]]]))

    assert any(told in one for one in (first, *others))


def test_what_was_not_computed_is_no_pass(opener: Opener) -> None:
    """An equation that asks for too much work is neither right nor wrong, and is named."""
    document = copy.deepcopy(dict(example(LAO).document))
    members = [{"id": str(index)} for index in range(500)]
    document["project"]["sets"] = [{"name": "many", "members": members}]
    # Never of two arms, so that the value stays: only to be found out by the work.
    asked = {"op": "<", "args": [_repeated(3), {"number": "0"}]}
    tree = document["equations"][0]["tree"]
    document["equations"][0]["tree"] = {"op": "if", "args": [asked, tree, tree]}

    state, text = opener.recompute_with(page_of(LAO), document)

    marks = opener.page.locator("section.equation output.mark").all_text_contents()
    assert state == "unknown"
    assert text.splitlines()[:2] == [
        "? Not all was re-computed: it asks for more work than a page does.",
        "equation RE, 2017-03-01 – 2017-12-31 /equations/0/value/value",
    ]
    assert marks[0] == "? not re-computed"
    assert marks[1] == "\N{CHECK MARK} re-computed, agrees"


def test_deep_json_is_refused(core: Page) -> None:
    """Brackets in brackets end at a depth of 100, before anything reads them."""
    answer = core.evaluate(
        "(text) => { try { parseReport(new TextEncoder().encode(text)); }"
        " catch (fault) { return fault.message; } }",
        "[" * 5_000 + "]" * 5_000,
    )

    assert answer == "The report is nested too deep."
